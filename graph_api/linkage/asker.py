"""Who asks for collaborators, and what for."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.linkage.csr import Ints
from graph_api.linkage.features import Features, tied


@dataclass(frozen=True)
class Asker:
    """Who asks, and what for.

    Attributes:
        agency: which one, counted from the first agency.
        tied: everyone it works with.
        need: number of the problem or issue that it states, or ``None`` for what it raises.
    """

    agency: int
    tied: Ints
    need: int | None


def make_asker(features: Features, agency: int, need: int | None = None) -> Asker:
    """The asker ``agency`` (counted from the first agency) with an optional stated need."""
    return Asker(agency, tied(features, agency), need)
