"""What candidates for cooperation bring beside reasons: a place that would change, a role."""

from __future__ import annotations

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
