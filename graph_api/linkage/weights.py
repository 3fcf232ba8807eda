"""The components of the blend and what each weighs.

``docs/linkage.md`` and ``docs/evaluation.md`` say where the default weights come from and why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum

import strawberry

from schema.errors import ErrorCode, PhakhiError


@strawberry.enum(
    description="A part of a score, and the kind of reason it gives (องค์ประกอบของคะแนน)"
)
class Component(Enum):
    """What makes two organisations fit each other."""

    NEED = strawberry.enum_value(
        "need", description="What one needs, the other offers (ความต้องการที่อีกฝ่ายตอบได้)"
    )
    CONCERN = strawberry.enum_value(
        "concern",
        description="They care about the same issues; a rare one says more (ประเด็นที่สนใจร่วมกัน)",
    )
    SHARED = strawberry.enum_value(
        "shared",
        description="They have partners in common; one with few partners says more (พันธมิตรร่วม)",
    )
    CLOSE = strawberry.enum_value(
        "close", description="Their common partners work closely with both (ความใกล้ชิดผ่านพันธมิตร)"
    )
    REACH = strawberry.enum_value(
        "reach", description="Partners of partners work with it (เชื่อมถึงผ่านพันธมิตรของพันธมิตร)"
    )
    BRIDGE = strawberry.enum_value(
        "bridge",
        description="It works with those who are most alike in concern and place (ทำงานกับผู้ที่มีประเด็นและพื้นที่ใกล้เคียงกัน)",
    )
    PLACE = strawberry.enum_value(
        "place", description="They are active in the same areas; a small one says more (พื้นที่เดียวกัน)"
    )
    KNOWN = strawberry.enum_value("known", description="It has many partners (มีพันธมิตรมาก)")
    OFFER = strawberry.enum_value(
        "offer", description="What one offers, the other needs (สิ่งที่ให้ได้ตรงกับที่อีกฝ่ายต้องการ)"
    )
    WORK = strawberry.enum_value("work", description="They do work together (งานที่ทำร่วมกัน)")
    MEETINGS = strawberry.enum_value(
        "meetings", description="They came to the same meetings; no tie in itself (เข้าประชุมเดียวกัน)"
    )
    MEMBERS = strawberry.enum_value(
        "members", description="They share members, or networks (สมาชิกหรือเครือข่ายร่วม)"
    )


Weights = Mapping[Component, float]

RANKED = (
    Component.NEED,
    Component.CONCERN,
    Component.SHARED,
    Component.CLOSE,
    Component.REACH,
    Component.BRIDGE,
    Component.PLACE,
    Component.KNOWN,
)
"""Components by which collaborators are ranked."""

BLEND: Weights = {
    Component.CONCERN: 0.20,
    Component.SHARED: 0.25,
    Component.CLOSE: 0.20,
    Component.REACH: 0.15,
    Component.PLACE: 0.10,
    Component.KNOWN: 0.10,
}
"""For an agency with partners."""

STATED_NEED = 0.50
"""What need weighs, beside the blend, when the asker states one."""

FEW_TIES_BLEND: Weights = {
    Component.NEED: 0.10,
    Component.CONCERN: 0.10,
    Component.SHARED: 0.15,
    Component.CLOSE: 0.15,
    Component.REACH: 0.05,
    Component.BRIDGE: 0.15,
    Component.PLACE: 0.10,
    Component.KNOWN: 0.20,
}
"""For an agency with few partners or none: what few ties say, and what stands in for ties."""

PURPOSE_BLEND: Weights = {
    Component.NEED: 0.35,
    Component.CONCERN: 0.25,
    Component.PLACE: 0.15,
    Component.BRIDGE: 0.25,
}
"""For a purpose, such as a goal, that somebody is wanted for: a judgement, not measured."""

PAIR: Weights = {
    Component.CONCERN: 0.25,
    Component.WORK: 0.25,
    Component.NEED: 0.10,
    Component.OFFER: 0.10,
    Component.SHARED: 0.10,
    Component.PLACE: 0.10,
    Component.MEETINGS: 0.05,
    Component.MEMBERS: 0.05,
}
"""For how two given organisations are linked: a judgement, not measured; they sum to 1."""

FEW_TIES = 2
"""So many partners, or fewer, are few."""

HEAVIEST = 1000.0
"""The largest weight that may be passed in."""


def default_weights(partners: int, *, stated_need: bool) -> dict[Component, float]:
    """The weights for an agency with so many partners."""
    weights = FEW_TIES_BLEND if partners <= FEW_TIES else BLEND
    return complete({**weights, Component.NEED: STATED_NEED} if stated_need else weights)


def complete(weights: Weights) -> dict[Component, float]:
    """A weight for every component, 0 where none is given, in the declared order."""
    return {component: float(weights.get(component, 0.0)) for component in RANKED}


def checked(weights: Weights) -> dict[Component, float]:
    """Weights as passed in; a component that is left out weighs nothing.

    Raises:
        PhakhiError: BAD_ARGUMENT when one is not a number from 0 to ``HEAVIEST``, or all are 0.
    """
    whole = complete(weights)
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
