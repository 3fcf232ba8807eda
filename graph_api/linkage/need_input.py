"""What a client states as needs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import strawberry

from graph_api.linkage.arguments import check_kind
from graph_api.linkage.weights import HEAVIEST
from schema.errors import ErrorCode, PhakhiError

MOST_NEEDS = 20


@strawberry.input(
    description="A problem or an issue that one needs help with, and how much (ความต้องการหนึ่งข้อ)"
)
class NeedInput:
    """One of several needs."""

    id: strawberry.ID = strawberry.field(description="The problem or the issue (ปัญหาหรือประเด็น)")
    weight: float = strawberry.field(
        default=1.0,
        description="How much it weighs against the others, above 0, 1000 at most (น้ำหนักเทียบกับข้ออื่น)",
    )


def stated_needs(
    one: str | None, several: Sequence[NeedInput] | None
) -> tuple[tuple[str, float], ...]:
    """Ids of the needs with their weights; empty where none is stated.

    Raises:
        PhakhiError: BAD_ID; BAD_ARGUMENT where both arguments are given, there are too many, or a
            weight is none.
    """
    if one is not None and several is not None:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "Give need or needs, not both.",
            "ระบุ need หรือ needs อย่างใดอย่างหนึ่ง",
        )
    if one is not None:
        return ((check_kind(one, "need", "Problem", "Issue"), 1.0),)
    return _checked(several or ())


def _checked(needs: Sequence[NeedInput]) -> tuple[tuple[str, float], ...]:
    if len(needs) > MOST_NEEDS:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"State at most {MOST_NEEDS} needs.",
            f"ระบุ needs ได้ไม่เกิน {MOST_NEEDS} ข้อ",
        )
    if not all(math.isfinite(need.weight) and 0 < need.weight <= HEAVIEST for need in needs):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"The weight of a need is a number above 0, {HEAVIEST:.0f} at most.",
            f"น้ำหนักของความต้องการต้องมากกว่า 0 และไม่เกิน {HEAVIEST:.0f}",
        )
    return tuple((check_kind(need.id, "needs", "Problem", "Issue"), need.weight) for need in needs)
