"""What stands behind values that several components have in common."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.csr import Floats, Ints, common, ints
from graph_api.linkage.features import Facet, Features, rarest
from graph_api.linkage.provenance import Provenance, tie


def rarest_shared(facet: Facet, left: int, right: int) -> Ints:
    """Nodes that two agencies share, the rarest first, equally rare ones by id."""
    return rarest(common(facet.has.row(left), facet.has.row(right)), facet.weights)


def node_of(features: Features, agency: int) -> Ints:
    """The number of the graph of an agency, alone in an array."""
    return ints([features.first + agency])


def through(features: Features, chains: list[list[int]]) -> Provenance:
    """Behind chains of agencies: those in between, and what each step rests on."""
    provenance = Provenance()
    for chain in chains:
        provenance.add_nodes(features.first + agency for agency in chain[1:-1])
        if provenance.full:
            continue
        for one, other in pairwise(chain):
            _, links = tie(features.graph, features.first + one, features.first + other)
            provenance.add_links(links[:4])
    return provenance


def common_partners(features: Features, asker: Asker, agency: int) -> Ints:
    """Those who work with the asker and with the candidate."""
    ties = features.ties.partners
    return common(ties.row(asker.agency), ties.row(agency))


def through_each(features: Features, asker: Asker, partners: Ints, agency: int) -> Provenance:
    """Behind chains from the asker by each of these partners to the candidate."""
    return through(features, [[asker.agency, int(partner), agency] for partner in partners])


def strengths(features: Features, agency: int, partners: Ints) -> Floats:
    """How strongly an agency is tied to each of these partners."""
    # Both have the same pairs and ascend, so a partner's place in the row is found by bisection.
    strength = features.ties.strength
    return strength.row_weights(agency)[np.searchsorted(strength.row(agency), partners)]
