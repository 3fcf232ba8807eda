"""How two organisations are linked: every component with its value and what stands behind it.

All values are from 0 to 1 and depend on the two alone. But for need and offer, which change places,
they are the same both ways round.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph_api.linkage.common_work import CommonWork, WorkComparison, common_work
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.csr import Ints, common
from graph_api.linkage.features import Features, rarest
from graph_api.linkage.profile import Profile
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.registry import pair_uses


@dataclass(frozen=True)
class Finding:
    """One component: its value, and what stands behind it."""

    component: ScoreComponent
    value: float
    provenance: Provenance


@dataclass(frozen=True)
class Pair:
    """Two organisations to be compared; what is never looked at is not computed."""

    features: Features
    left: Profile
    right: Profile

    @cached_property
    def findings(self) -> list[Finding]:
        """Components with a value above 0, in the order of the components."""
        two = WorkComparison(self.features, self.left, self.right, self.issues, self.work)
        findings = (Finding(component, *use.value(two)) for component, use in pair_uses().items())
        return [item for item in findings if item.value > 0]

    @cached_property
    def issues(self) -> Ints:
        """All issues that both are concerned with, the rarest first."""
        shared = common(self.left.issues, self.right.issues)
        return rarest(shared, self.features.concern.weights)

    @cached_property
    def work(self) -> CommonWork:
        """What they do together."""
        return common_work(self.features, self.left, self.right)
