"""What candidates for cooperation bring beside reasons: a place that would change, a role, a test."""

from __future__ import annotations

import datetime as dt

import strawberry

from graph_api.planner.refs import NodeRef
from schema.model import Evidence, Record, Term


@strawberry.type(description="Where a candidate stands with everyone there (อันดับเดิมเมื่อทุกรายอยู่ครบ)")
class PlaceBefore:
    """A candidate's place in the answer without ``without``."""

    rank_before: int | None = strawberry.field(
        description="Its place among all candidates; null when it had no reason then (อันดับเดิม)"
    )
    score_before: float | None = strawberry.field(
        description="Its score; null when it had none (คะแนนเดิม)"
    )


@strawberry.type(description="A role that an agency plays in works (บทบาทที่หน่วยงานทำอยู่)")
class RolePlayed:
    """A role, and where it is played on the day."""

    role: NodeRef[Term] = strawberry.field(description="The role (บทบาท)")
    count: int = strawberry.field(
        description="Goals, mechanisms and projects in which it plays the role on the day (จำนวนงาน)"
    )
    works: list[NodeRef[Record]] = strawberry.field(description="These, by id, 8 at most (งาน)")
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="What two agencies did together and no longer do (งานที่เคยทำร่วมกัน)")
class WorkedBefore:
    """A former partner is no new one."""

    until: dt.date = strawberry.field(
        description="The last day of any of it: when one of them left, or the work ended (ถึงวันที่)"
    )
    works: list[NodeRef[Record]] = strawberry.field(
        description="Goals, mechanisms and projects, those that ended last first, 8 at most (งาน)"
    )
    work_count: int = strawberry.field(description="How many there are (จำนวนงาน)")
    directly: bool = strawberry.field(
        description="Whether a direct collaboration has ended, too (เคยร่วมมือกันโดยตรง)"
    )
    summary: str = strawberry.field(
        description="In one sentence, in the language of the request (สรุปหนึ่งประโยค)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )


@strawberry.type(
    description="How often such a score came true in a test on these datasets, which hid some of the work and "
    "scored every pair that nothing else ties (คะแนนระดับนี้เป็นจริงบ่อยเพียงใดในการทดสอบ)"
)
class CameTrue:
    """A bin of scores: how many pairs had such a score, and what share of them worked together."""

    of: int = strawberry.field(
        description="Pairs of an asker and a candidate that had such a score, over all trials; 30 at least "
        "(จำนวนคู่ที่ได้คะแนนระดับนี้)"
    )
    share: float = strawberry.field(
        description="The share of them that work together in what was hidden (สัดส่วนที่ทำงานร่วมกันจริงในส่วนที่ซ่อนไว้)"
    )
    score_from: float = strawberry.field(description="Such a score: from this one (ตั้งแต่คะแนน)")
    score_to: float = strawberry.field(
        description="To below this one; the score 1 is in the bin that ends with it (ถึงก่อนคะแนน)"
    )
    hidden: float = strawberry.field(
        description="The share of the work that was hidden: with more of it, more would have come true "
        "(สัดส่วนของงานที่ซ่อนไว้)"
    )
