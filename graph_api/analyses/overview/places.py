"""Areas on the snapshot: what lies within them, and what is placed in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.linkage.areas import areas_within, levels_within
from graph_api.linkage.csr import CsrMatrix, Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.graph import PLACING
from graph_api.linkage.matrices import seats


@dataclass(frozen=True)
class Places:
    """What is placed where.

    Attributes:
        features: the graph, computed.
        placed: area × node: what is placed in it or in an area within it, and who has a part in work there.
        stated: the same without those who only have a part in work there.
    """

    features: Features
    placed: CsrMatrix
    stated: CsrMatrix

    @classmethod
    def of(cls, features: Features) -> Places:
        """The places of a graph."""
        stated = CsrMatrix.of_matrix(seats(features.graph))
        return cls(features, features.reach.areas.transpose(), stated.transpose())

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
        """What is placed in the area itself, ascending."""
        graph = self.features.graph
        return np.unique(np.concatenate([graph.back(type_, area) for type_ in PLACING]))
