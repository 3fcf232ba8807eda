"""What each component weighs, from the declarations of the components.

``docs/linkage.md`` and ``docs/evaluation.md`` say where the default weights come from and why.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping

from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.registry import pair_uses, purpose_uses, ranking_uses
from schema.errors import ErrorCode, PhakhiError

Weights = Mapping[ScoreComponent, float]

RANKED = tuple(ranking_uses())
"""Components by which collaborators are ranked."""

BLEND: Weights = {part: use.weight for part, use in ranking_uses().items() if use.weight}
"""For an agency with partners."""

FEW_TIES_BLEND: Weights = {
    part: use.few_ties for part, use in ranking_uses().items() if use.few_ties
}
"""For an agency with few partners: what few ties say, and what stands in for ties."""

NO_TIES_BLEND: Weights = {part: use.no_ties for part, use in ranking_uses().items() if use.no_ties}
"""For an agency with no partner: what stands in for ties alone."""

STATED_NEED: Weights = {
    part: use.stated_need for part, use in ranking_uses().items() if use.stated_need is not None
}
"""What weighs otherwise, in any blend, when the asker states a need."""

PURPOSE_BLEND: Weights = {part: use.weight for part, use in purpose_uses().items()}
"""For a purpose, such as a goal, that somebody is wanted for: a judgement, not measured.

A purpose has no partners of its own; those engaged stand in for them.
"""

PAIR: Weights = {part: use.weight for part, use in pair_uses().items()}
"""For how two given organisations are linked: a judgement, not measured; they sum to 1."""

FEW_TIES = 2
"""So many partners, or fewer, are few."""

TIES_GROUPS = NO_TIES_GROUP, FEW_TIES_GROUP, MANY_TIES_GROUP = (
    "none",
    f"1–{FEW_TIES}",
    f"{FEW_TIES + 1}+",
)
"""Names of those who ask, by how many partners they have: each group has a blend of its own."""

BLEND_DIGEST = hashlib.sha256(
    repr(
        [
            (part.name, use.formula, use.weight, use.few_ties, use.no_ties)
            for part, use in ranking_uses().items()
        ]
    ).encode()
).hexdigest()
"""Tells scores that are computed otherwise from today's: what was measured of those says nothing of these."""

HEAVIEST = 1000.0
"""The largest weight that may be passed in."""


_BLENDS = {NO_TIES_GROUP: NO_TIES_BLEND, FEW_TIES_GROUP: FEW_TIES_BLEND, MANY_TIES_GROUP: BLEND}


def ties_group(partners: int) -> str:
    """The group of an agency with so many partners."""
    if not partners:
        return NO_TIES_GROUP
    return FEW_TIES_GROUP if partners <= FEW_TIES else MANY_TIES_GROUP


def default_weights(partners: int, *, stated_need: bool) -> dict[ScoreComponent, float]:
    """The weights for an agency with so many partners."""
    weights = _BLENDS[ties_group(partners)]
    return complete({**weights, **STATED_NEED} if stated_need else weights)


def complete(
    weights: Weights, among: Iterable[ScoreComponent] = RANKED
) -> dict[ScoreComponent, float]:
    """A weight for every component among these, 0 where none is given, in their order."""
    return {component: float(weights.get(component, 0.0)) for component in among}


def checked(
    weights: Weights, among: Iterable[ScoreComponent] = RANKED
) -> dict[ScoreComponent, float]:
    """Weights as passed in, for the components among these; one that is left out weighs nothing.

    Raises:
        PhakhiError: BAD_ARGUMENT when one is not a number from 0 to ``HEAVIEST``, or all are 0.
    """
    whole = complete(weights, among)
    if not all(math.isfinite(weight) and 0 <= weight <= HEAVIEST for weight in whole.values()):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"Every weight is a number from 0 to {HEAVIEST:.0f}.",
            f"น้ำหนักทุกตัวต้องเป็นตัวเลขตั้งแต่ 0 ถึง {HEAVIEST:.0f}",
        )
    if not any(whole.values()):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "At least one weight must be above 0; a component that is left out weighs nothing.",
            "ต้องมีน้ำหนักอย่างน้อยหนึ่งตัวที่มากกว่า 0 องค์ประกอบที่ไม่ระบุจะไม่มีน้ำหนัก",
        )
    return whole
