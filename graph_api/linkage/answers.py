"""What linkage answers: hand-written types whose nodes the planner fills in."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import strawberry

from graph_api.domain.basis import Answer
from graph_api.linkage.candidate_answers import CameTrue, PlaceBefore, RolePlayed, WorkedBefore
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.component_types import COMPONENT
from graph_api.linkage.silence_answers import PairBounds, Silence
from graph_api.planner.refs import NodeRef
from schema.model import Agency, Area, Evidence, Issue, Network, Organisation, Record


@strawberry.type(
    description="One reason, with its share of the score and what stands behind it (เหตุผล)"
)
class Reason:
    """A component that gives something to a score."""

    component: ScoreComponent = strawberry.field(
        graphql_type=COMPONENT, description="Which part of the score (องค์ประกอบ)"
    )
    weight: float = strawberry.field(description="What it weighs (น้ำหนัก)")
    value: float = strawberry.field(description="Its value, from 0 to 1 (ค่า 0 ถึง 1)")
    contribution: float = strawberry.field(description="Weight times value (คะแนนที่ได้)")
    share: float = strawberry.field(
        description="Its share of the score; the shares of all reasons sum to 1 (สัดส่วนของคะแนน)"
    )
    summary: str = strawberry.field(
        description="The reason in one sentence, in the language of the request (สรุปหนึ่งประโยค)"
    )
    nodes: list[NodeRef[Record]] = strawberry.field(
        description="Issues, problems, partners, areas behind it, most telling first, 8 at most (สิ่งที่เป็นเหตุ)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry the relationships behind it, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="What would change a candidate's place (สิ่งที่จะเปลี่ยนอันดับ)")
class WhatWouldChange:
    """How firm a place is."""

    strongest: ScoreComponent = strawberry.field(
        graphql_type=COMPONENT, description="The reason that gives most (เหตุผลที่หนักที่สุด)"
    )
    rank_without_strongest: int | None = strawberry.field(
        description="Its place if that reason gave nothing; null when nothing would be left (อันดับหากไม่มีเหตุผลนั้น)"
    )
    ahead_by: float | None = strawberry.field(
        description="How much more it scores than the next one; null when none follows (คะแนนที่นำอันดับถัดไป)"
    )


@strawberry.type(description="An agency that one could work with (หน่วยงานที่น่าทำงานด้วย)")
class Collaborator:
    """One candidate, with all its reasons."""

    agency: NodeRef[Agency] = strawberry.field(description="The agency (หน่วยงาน)")
    rank: int = strawberry.field(description="Its place, from 1 (อันดับ)")
    score: float = strawberry.field(description="The sum of its contributions (คะแนน)")
    already_tied: bool = strawberry.field(
        description="Whether the two cooperate already: directly, or in the same goal, mechanism or "
        "project (ทำงานร่วมกันอยู่แล้ว)"
    )
    same_network: bool = strawberry.field(
        description="Whether the two are members of the same network (อยู่เครือข่ายเดียวกัน)"
    )
    reasons: list[Reason] = strawberry.field(description="Why, the strongest reason first (เหตุผล)")
    what_would_change: WhatWouldChange = strawberry.field(
        description="What would change its place (สิ่งที่จะเปลี่ยนอันดับ)"
    )
    worked_before: WorkedBefore | None = strawberry.field(
        description="What they did together before the day and no longer do: a former partner is no new one; null "
        "where there is none (เคยทำงานร่วมกัน)"
    )
    distance: int | None = strawberry.field(
        description="Steps of cooperation between the two, 1 for partners; null for more than 6, or where there "
        "is no way (ระยะห่าง)"
    )
    role: RolePlayed | None = strawberry.field(
        description="The role that it plays in most works on the day; null when it plays none (บทบาทที่ทำบ่อย)"
    )
    change: PlaceBefore | None = strawberry.field(
        description="Where it stands with everyone there; null when nobody is named in without (อันดับเดิม)"
    )
    came_true: CameTrue | None = strawberry.field(
        description="How often such a score came true, for an asker with as many partners (none, 1–2, 3 or more); "
        "null where `phakhi evaluate --calibrate` has not measured it on exactly the datasets that count, for a "
        "partner, and where weights, a need or without is given "
        "(คะแนนระดับนี้เป็นจริงบ่อยเพียงใด เป็น null หากไม่ได้วัดไว้)"
    )


@strawberry.type(description="What one component weighs (น้ำหนักขององค์ประกอบ)")
class ComponentWeight:
    """A component with its weight."""

    component: ScoreComponent = strawberry.field(
        graphql_type=COMPONENT, description="The component (องค์ประกอบ)"
    )
    weight: float = strawberry.field(description="Its weight (น้ำหนัก)")


@strawberry.type(
    description="Agencies that an agency could work with, best first, and why (ผู้ที่น่าทำงานด้วย)"
)
class Collaborators(Answer):
    """The whole answer."""

    agency: NodeRef[Agency] = strawberry.field(description="Who asks (ผู้ถาม)")
    candidates: list[Collaborator] = strawberry.field(description="Best first (เรียงจากดีที่สุด)")
    note: str | None = strawberry.field(
        description="What is particular about this answer, in the language of the request (หมายเหตุ)"
    )
    weights: list[ComponentWeight] = strawberry.field(
        description="The weights that were used (น้ำหนักที่ใช้)"
    )
    considered: int = strawberry.field(
        description="How many agencies have any reason (จำนวนที่พิจารณา)"
    )
    truncated: bool = strawberry.field(
        description="Whether work with too many agencies was left out of the ties; note says so (มีส่วนที่ตัดออก)"
    )
    as_of: dt.date = strawberry.field(description="The day that it is about (ณ วันที่)")
    revision: int = strawberry.field(
        description="The revision of the graph that it includes (รุ่นของข้อมูล)"
    )


@strawberry.enum(description="What a step of cooperation rests on (ชนิดของความร่วมมือ)")
class StepKind(Enum):
    """The two kinds of cooperation edge."""

    COLLABORATION = strawberry.enum_value(
        "collaboration", description="They work together directly (ทำงานร่วมกันโดยตรง)"
    )
    SAME_WORK = strawberry.enum_value(
        "same_work",
        description="They take part in the same goal, mechanism or project (ร่วมงานเดียวกัน)",
    )


@strawberry.type(description="One step along cooperation (หนึ่งก้าวของความร่วมมือ)")
class PathStep:
    """From one agency to the next."""

    source: NodeRef[Agency] = strawberry.field(name="from", description="From this agency (จาก)")
    target: NodeRef[Agency] = strawberry.field(name="to", description="To this agency (ถึง)")
    kinds: list[StepKind] = strawberry.field(description="What it rests on (ความร่วมมือแบบใด)")
    through: list[NodeRef[Record]] = strawberry.field(
        description="The goals, mechanisms and projects that both take part in (ผ่านงานใด)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it (หลักฐาน)"
    )


@strawberry.type(description="The shortest chain of cooperation (เส้นทางความร่วมมือที่สั้นที่สุด)")
class CooperationPath:
    """A chain of steps."""

    length: int = strawberry.field(
        description="Number of steps; 0 when one agency is a member of both (จำนวนก้าว)"
    )
    steps: list[PathStep] = strawberry.field(description="The steps in order (ก้าวตามลำดับ)")


@strawberry.type(description="How two organisations are linked (ความเชื่อมโยงขององค์กรสองแห่ง)")
class Linkage(Answer):
    """Two organisations, compared."""

    source: NodeRef[Organisation] = strawberry.field(name="from", description="One of them (จาก)")
    target: NodeRef[Organisation] = strawberry.field(name="to", description="The other (ถึง)")
    linked: bool = strawberry.field(
        description="Whether there is any reason or any path between them (เชื่อมโยงกันหรือไม่)"
    )
    score: float = strawberry.field(
        description="The sum of the contributions, from 0 to 1; of the two alone, not for ranking people (คะแนน)"
    )
    reasons: list[Reason] = strawberry.field(description="How, the strongest reason first (เหตุผล)")
    path: CooperationPath | None = strawberry.field(
        description="The shortest chain of cooperation, of 6 steps at most; null when there is none (เส้นทางความร่วมมือ)"
    )
    as_of: dt.date = strawberry.field(description="The day that it is about (ณ วันที่)")
    revision: int = strawberry.field(
        description="The revision of the graph that it includes (รุ่นของข้อมูล)"
    )


@strawberry.type(description="One network's part in an issue (เครือข่ายกับประเด็น)")
class IssueNetwork:
    """Who in a network is concerned with an issue, and through what."""

    network: NodeRef[Network] = strawberry.field(description="The network (เครือข่าย)")
    count: int = strawberry.field(
        description="Number of ways from it or its members to the issue (จำนวนเส้นทาง)"
    )
    agencies: list[NodeRef[Agency]] = strawberry.field(
        description="Members that are concerned, those with most ways first, 20 at most (หน่วยงานสมาชิก)"
    )
    agency_count: int = strawberry.field(
        description="How many members are concerned (จำนวนหน่วยงาน)"
    )
    through: list[NodeRef[Record]] = strawberry.field(
        description="Problems, good deeds, goals, mechanisms and moral capital that lead there, 8 at most (ผ่านสิ่งใด)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="An issue that several networks share (ประเด็นที่หลายเครือข่ายมีร่วมกัน)")
class SharedIssue(Answer):
    """An issue and its networks."""

    issue: NodeRef[Issue] = strawberry.field(description="The issue (ประเด็น)")
    network_count: int = strawberry.field(description="How many networks share it (จำนวนเครือข่าย)")
    networks: list[IssueNetwork] = strawberry.field(
        description="The networks, the one with most ways first (เครือข่าย)"
    )


@strawberry.type(description="Two networks and how they are linked (เครือข่ายสองเครือข่าย)")
class NetworkPair:
    """One unordered pair; a pair without any link is listed too."""

    a: NodeRef[Network] = strawberry.field(description="The one whose id comes first (เครือข่ายแรก)")
    b: NodeRef[Network] = strawberry.field(description="The other (อีกเครือข่าย)")
    score: float = strawberry.field(description="The sum of the contributions, from 0 to 1 (คะแนน)")
    shared_issues: list[NodeRef[Issue]] = strawberry.field(
        description="Issues of both, the rarest first, 20 at most (ประเด็นร่วม)"
    )
    shared_issue_count: int = strawberry.field(
        description="How many issues both have (จำนวนประเด็นร่วม)"
    )
    common_agencies: list[NodeRef[Agency]] = strawberry.field(
        description="Members of both, 20 at most (สมาชิกของทั้งสองเครือข่าย)"
    )
    collaborations: int = strawberry.field(
        description="Pairs of a member of each that cooperate (จำนวนคู่ที่ทำงานร่วมกัน)"
    )
    common_work: list[NodeRef[Record]] = strawberry.field(
        description="Goals, mechanisms and projects that members of both take part in, 20 at most (งานร่วม)"
    )
    reasons: list[Reason] = strawberry.field(description="How, the strongest reason first (เหตุผล)")
    bounds: PairBounds | None = strawberry.field(
        default=None,
        description="Where its counts lie if those who are silent are like those who spoke; null where bounds "
        "are off (ช่วงของค่า)",
    )


@strawberry.type(description="Every pair of networks of an area (ความเชื่อมโยงระหว่างเครือข่ายในพื้นที่)")
class NetworkMatrix(Answer):
    """All pairs, each once."""

    area: NodeRef[Area] = strawberry.field(description="The area (พื้นที่)")
    networks: list[NodeRef[Network]] = strawberry.field(
        description="The networks compared, by id (เครือข่าย)"
    )
    pairs: list[NetworkPair] = strawberry.field(description="Every pair, in the order of ids (ทุกคู่)")
    left_out: int = strawberry.field(
        description="Networks beyond the 40 with most members, which were not compared (จำนวนที่ไม่ได้เทียบ)"
    )
    silence: Silence = strawberry.field(
        description="How many members of these networks have said anything (หน่วยงานที่มีข้อมูล)"
    )
    as_of: dt.date = strawberry.field(description="The day that it is about (ณ วันที่)")
    revision: int = strawberry.field(
        description="The revision of the graph that it includes (รุ่นของข้อมูล)"
    )
