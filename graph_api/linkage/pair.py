"""How two organisations are linked: every component with its value and what stands behind it.

All values are from 0 to 1 and depend on the two alone. But for need and offer, which change places,
they are the same both ways round.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    """Two organisations, compared.

    Attributes:
        findings: components with a value above 0, in the order of the components.
        issues: all issues that both are concerned with, the rarest first.
        work: what they do together.
    """

    findings: list[Finding]
    issues: Ints
    work: CommonWork


def compare(features: Features, left: Profile, right: Profile) -> Pair:
    """Compares two organisations."""
    work = common_work(features, left, right)
    issues = rarest(common(left.issues, right.issues), features.concern.weights)
    two = WorkComparison(features, left, right, issues, work)
    findings = [Finding(component, *use.value(two)) for component, use in pair_uses().items()]
    return Pair([item for item in findings if item.value > 0], issues, work)
