"""What one of two organisations raises and the other has something to offer for."""

from __future__ import annotations

from graph_api.linkage.csr import common
from graph_api.linkage.features import Features, rarest
from graph_api.linkage.profile import Profile
from graph_api.linkage.provenance import Provenance, met_needs


def met_by(features: Features, needing: Profile, offering: Profile) -> tuple[float, Provenance]:
    """The share of what one raises, by rarity, that the other has something to offer for."""
    weights = features.need.weights
    met = rarest(common(needing.raised, offering.solved), weights)
    whole = float(weights[needing.raised].sum())
    provenance = met_needs(features.graph, needing.actors, offering.actors, met)
    return (float(weights[met].sum()) / whole if whole > 0 else 0.0), provenance
