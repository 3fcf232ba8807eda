"""What answers say of those who are silent, and of what they might have changed."""

from __future__ import annotations

import strawberry


@strawberry.type(
    description="How many of the agencies looked at have a record: a silent one raises, offers, adopts and takes "
    "part in nothing and works with nobody, for all that is known; being a member, being somewhere and coming to "
    "events do not count (หน่วยงานที่มีข้อมูลและไม่มีข้อมูล)"
)
class Silence:
    """Who has said anything."""

    members: int = strawberry.field(
        description="Agencies of the networks, area or scope of this answer (จำนวนหน่วยงาน)"
    )
    spoke: int = strawberry.field(
        description="Those of which something tells what they do (ที่มีข้อมูล)"
    )
    silent: int = strawberry.field(description="The others (ที่ไม่มีข้อมูล)")
    summary: str = strawberry.field(
        description="The same in one sentence, in the language of the request (สรุปหนึ่งประโยค)"
    )


@strawberry.type(
    description="Where a number lies if those who are silent are like those who spoke: the 5th and the 95th "
    "percentile of 200 draws (ช่วงของค่า)"
)
class Interval:
    """A number, as the draws have it."""

    from_: int = strawberry.field(name="from", description="The 5th percentile (ตั้งแต่)")
    to: int = strawberry.field(description="The 95th percentile (ถึง)")


@strawberry.type(
    description="What a pair of networks would have in common if those who are silent were like those who spoke "
    "(ช่วงของค่า หากผู้ไม่มีข้อมูลเป็นเช่นผู้มีข้อมูล)"
)
class PairBounds:
    """Bounds of the counts of a pair."""

    shared_issue_count: Interval = strawberry.field(
        description="Of how many issues both have (จำนวนประเด็นร่วม)"
    )
    collaborations: Interval = strawberry.field(
        description="Of pairs of a member of each that cooperate (จำนวนคู่ที่ทำงานร่วมกัน)"
    )
