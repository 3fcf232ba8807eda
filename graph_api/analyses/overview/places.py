"""Areas on the snapshot: what lies within them, and what is placed in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.linkage.areas import areas_within, levels_within
from graph_api.linkage.csr import CsrMatrix, Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.graph import PLACING
from schema.ways import TAKING_PART


@dataclass(frozen=True)
class Places:
    """What is placed where.

    Attributes:
        features: the graph, computed.
        placed: area × node: what is placed in it or in an area within it.
    """

    features: Features
    placed: CsrMatrix

    @classmethod
    def of(cls, features: Features) -> Places:
        """The places of a graph."""
        return cls(features, features.reach.areas.transpose())

    def within(self, area: int) -> Ints:
        """Areas directly within, ascending."""
        return self.features.graph.back("WITHIN", area)

    def levels(self, area: int) -> list[Ints]:
        """The area itself, then the areas within it, level by level; each ascending."""
        return levels_within(self.features.graph, ints([area]))

    def inside(self, area: int) -> Ints:
        """The area itself and all areas within it, ascending."""
        return areas_within(self.features.graph, ints([area]))

    def based(self, area: int) -> Ints:
        """Agencies with their seat in the area or within it, ascending."""
        return self.features.graph.relations["BASED_IN"].back.reached(self.inside(area))

    def straight(self, area: int) -> Ints:
        """What is placed in the area itself, and who has a part in work there; ascending."""
        relations = self.features.graph.relations
        placed = np.unique(np.concatenate([relations[t].back.row(area) for t in PLACING]))
        active = [relations[type_].back.reached(placed) for type_ in TAKING_PART]
        return np.unique(np.concatenate([placed, *active]))
