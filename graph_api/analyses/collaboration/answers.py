"""What the group ``collaboration`` answers."""

from __future__ import annotations

import datetime as dt

import strawberry

from graph_api.analyses.common.candidates import Nearest
from graph_api.linkage.answers import ComponentWeight, Reason
from graph_api.linkage.candidate_answers import PlaceBefore, RolePlayed
from graph_api.paging.connections import Connection
from graph_api.planner.refs import NodeRef
from schema.model import (
    Actor,
    Agency,
    Area,
    Evidence,
    Goal,
    GoodDeed,
    Issue,
    Mechanism,
    MoralCapital,
    Network,
    Problem,
    Term,
)


@strawberry.type(
    description="Two agencies of different networks that complement each other (คู่ที่เติมเต็มกัน)"
)
class ComplementaryPair:
    """A pair; ``a`` is the one whose id comes first."""

    a: NodeRef[Agency] = strawberry.field(description="The one whose id comes first (หน่วยงานแรก)")
    b: NodeRef[Agency] = strawberry.field(description="The other (อีกหน่วยงาน)")
    networks_a: list[NodeRef[Network]] = strawberry.field(
        description="Networks of the first, by id, 20 at most (เครือข่ายของหน่วยงานแรก)"
    )
    networks_b: list[NodeRef[Network]] = strawberry.field(
        description="Networks of the other, by id, 20 at most (เครือข่ายของอีกหน่วยงาน)"
    )
    mechanisms_only_a: list[NodeRef[Mechanism]] = strawberry.field(
        description="Mechanisms against the problem that the first operates and the other does not, by id, 20 at "
        "most (กลไกที่มีเฉพาะหน่วยงานแรก)"
    )
    mechanisms_only_b: list[NodeRef[Mechanism]] = strawberry.field(
        description="Those that the other operates and the first does not, by id, 20 at most (กลไกที่มีเฉพาะอีกหน่วยงาน)"
    )
    only_a_count: int = strawberry.field(
        description="How many the first has alone (จำนวนกลไกเฉพาะหน่วยงานแรก)"
    )
    only_b_count: int = strawberry.field(
        description="How many the other has alone (จำนวนกลไกเฉพาะอีกหน่วยงาน)"
    )
    mutual: bool = strawberry.field(
        description="Whether each has a mechanism that the other lacks (เติมเต็มทั้งสองทาง)"
    )
    already_tied: bool = strawberry.field(
        description="Whether the two cooperate already (ทำงานร่วมกันอยู่แล้ว)"
    )
    distance: int | None = strawberry.field(
        description="Steps of cooperation between the two; null for more than 6, or where there is no way (ระยะห่าง)"
    )
    score: float = strawberry.field(
        description="How strongly the two are linked, from 0 to 1: the sum of the contributions, as in linkage (คะแนน)"
    )
    reasons: list[Reason] = strawberry.field(
        description="How they are linked, the strongest reason first (เหตุผล)"
    )
    why: str = strawberry.field(
        description="Why they complement each other, in the language of the request (เหตุที่เติมเต็มกัน)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry that both raise the problem and who operates what, 10 at most (หลักฐาน)"
    )


@strawberry.type(
    description="Agencies that share a problem and complement each other; mutual ones first, then by "
    "score, larger first, then by ids (ผู้ที่มีปัญหาร่วมกันและเติมเต็มกัน)"
)
class ComplementaryPairConnection(Connection[ComplementaryPair]):
    """Pairs for a problem: mutual ones first, then by score, larger first, then by ids."""

    problem: NodeRef[Problem] = strawberry.field(description="The problem (ปัญหา)")
    raiser_count: int = strawberry.field(
        description="Agencies that raise it themselves (จำนวนหน่วยงานที่ยกปัญหา)"
    )
    mechanisms: list[NodeRef[Mechanism]] = strawberry.field(
        description="Mechanisms against it: they address it, or serve a goal that does; by id, 20 at most (กลไก)"
    )
    mechanism_count: int = strawberry.field(description="How many there are (จำนวนกลไก)")
    truncated: bool = strawberry.field(
        description="Whether pairs were left out: of more than 1,000 raisers those with most mechanisms against "
        "the problem are compared, and of more than 800 pairs the mutual ones and those with most mechanisms are "
        "scored (มีส่วนที่ตัดออก)"
    )


@strawberry.type(description="Somebody who commits to a good deed (ผู้ที่ตั้งใจทำความดี)")
class DeedCommitment:
    """A commitment to a good deed."""

    actor: NodeRef[Actor] = strawberry.field(description="Who commits (ผู้ตั้งใจทำ)")
    wording: str | None = strawberry.field(description="In its own words (ถ้อยคำเดิม)")
    since: dt.date | None = strawberry.field(description="Since when; null for always (ตั้งแต่)")
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it (หลักฐาน)"
    )


@strawberry.type(description="A good deed that answers a problem (ความดีที่ตอบปัญหา)")
class AnsweringDeed:
    """A good deed and who commits to it."""

    good_deed: NodeRef[GoodDeed] = strawberry.field(description="The good deed (ความดี)")
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry that it answers the problem (หลักฐาน)"
    )
    committed: list[DeedCommitment] = strawberry.field(
        description="Who commits to it on the day, by id, 50 at most (ผู้ตั้งใจทำ)"
    )
    committed_count: int = strawberry.field(description="How many do (จำนวนผู้ตั้งใจทำ)")
    nearest: list[Nearest] = strawberry.field(
        description="Agencies that do not commit to it yet and are nearest to it (หน่วยงานที่น่าจะร่วมทำ)"
    )


@strawberry.type(
    description="An agency that is not yet engaged for a goal, and could be (หน่วยงานที่น่าร่วมเป้าหมาย)"
)
class GoalPartner:
    """A candidate for a goal."""

    agency: NodeRef[Agency] = strawberry.field(description="The agency (หน่วยงาน)")
    rank: int = strawberry.field(description="Its place, from 1 (อันดับ)")
    score: float = strawberry.field(
        description="The sum of its contributions, from 0 to 1 with the default weights (คะแนน)"
    )
    reasons: list[Reason] = strawberry.field(description="Why, the strongest reason first (เหตุผล)")
    already_tied: bool = strawberry.field(
        description="Whether it cooperates with the asker, where one is named, else with anyone engaged "
        "(ทำงานร่วมกันอยู่แล้ว)"
    )
    distance: int | None = strawberry.field(
        description="Steps of cooperation to the asker, where one is named, else to the nearest who is engaged; null "
        "for more than 6, or where there is no way (ระยะห่าง)"
    )
    role: RolePlayed | None = strawberry.field(
        description="Of the expected roles that nobody plays in the goal, the one that it plays in most other works; "
        "null when it plays none of them (บทบาทที่น่าจะรับได้)"
    )
    change: PlaceBefore | None = strawberry.field(
        description="Where it stands with everyone there; null when nobody is named in without (อันดับเดิม)"
    )


@strawberry.type(
    description="Partners not yet engaged for a goal; by score, larger first, then by id "
    "(ผู้ที่น่าชวนร่วมเป้าหมาย)"
)
class GoalPartnerConnection(Connection[GoalPartner]):
    """Candidates for a goal: by score, larger first, then by id."""

    goal: NodeRef[Goal] = strawberry.field(description="The goal (เป้าหมาย)")
    engaged: list[NodeRef[Agency]] = strawberry.field(
        description="Agencies that pursue it, take part in it, or operate or take part in a mechanism that serves "
        "it, by id, 50 at most (หน่วยงานที่ร่วมอยู่แล้ว)"
    )
    engaged_count: int = strawberry.field(description="How many there are (จำนวนหน่วยงานที่ร่วมอยู่แล้ว)")
    empty_roles: list[NodeRef[Term]] = strawberry.field(
        description="Expected roles that nobody plays in it on the day, in their order (บทบาทที่ว่าง)"
    )
    weights: list[ComponentWeight] = strawberry.field(
        description="The weights that were used (น้ำหนักที่ใช้)"
    )
    note: str | None = strawberry.field(
        description="What is particular about this answer, in the language of the request (หมายเหตุ)"
    )


@strawberry.type(description="A problem that moral capital could serve (ปัญหาที่ต้นทุนนี้อาจช่วยได้)")
class ServableProblem:
    """A problem near to moral capital."""

    problem: NodeRef[Problem] = strawberry.field(description="The problem (ปัญหา)")
    shared_issues: list[NodeRef[Issue]] = strawberry.field(
        description="Issues that both concern, the one that fewest agencies are concerned with first, 8 at most "
        "(ประเด็นร่วม)"
    )
    areas: list[NodeRef[Area]] = strawberry.field(
        description="Where the problem is found, of the areas of the capital and those within them, by id, 8 at "
        "most (พื้นที่)"
    )
    why: str = strawberry.field(
        description="Why, in one sentence, in the language of the request (เหตุผล)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="Moral capital in an area, and what it could serve (ต้นทุนคุณธรรมในพื้นที่)")
class AreaCapital:
    """One piece of moral capital."""

    capital: NodeRef[MoralCapital] = strawberry.field(description="The moral capital (ต้นทุนคุณธรรม)")
    areas: list[NodeRef[Area]] = strawberry.field(
        description="Where it is, of the area asked for and those within it, by id, 20 at most (พื้นที่)"
    )
    holders: list[NodeRef[Actor]] = strawberry.field(
        description="Who holds it, by id, 20 at most (ผู้ถือ)"
    )
    holder_count: int = strawberry.field(description="How many hold it (จำนวนผู้ถือ)")
    serves: list[NodeRef[Problem]] = strawberry.field(
        description="Problems that a mechanism or good deed that it enables addresses or answers, by id, 20 at most "
        "(ปัญหาที่ช่วยอยู่แล้ว)"
    )
    serves_count: int = strawberry.field(description="How many (จำนวนปัญหาที่ช่วยอยู่แล้ว)")
    could_serve: list[ServableProblem] = strawberry.field(
        description="Problems found in these areas that concern an issue that it concerns, and that it does not "
        "serve yet: those with most issues in common first, then by id, 20 at most (ปัญหาที่อาจช่วยได้)"
    )
    could_serve_count: int = strawberry.field(description="How many (จำนวนปัญหาที่อาจช่วยได้)")
    nearest: list[Nearest] = strawberry.field(
        description="Agencies that do not hold it and are nearest to taking it up for these problems "
        "(หน่วยงานที่น่าจะนำไปใช้)"
    )
