"""What the group ``overlap`` answers."""

from __future__ import annotations

import datetime as dt

import strawberry

from graph_api.linkage.answers import IssueNetwork
from graph_api.planner.refs import NodeRef
from schema.model import Actor, Agency, Area, Evidence, Issue, Mechanism, Network, Problem, Term


@strawberry.type(description="One of several mechanisms alike (กลไกหนึ่งในกลุ่มที่ซ้ำกัน)")
class AlikeMechanism:
    """A mechanism of a group."""

    mechanism: NodeRef[Mechanism] = strawberry.field(description="The mechanism (กลไก)")
    operators: list[NodeRef[Actor]] = strawberry.field(
        description="Who operates it, by id, 20 at most (ผู้ดำเนินการ)"
    )
    operator_count: int = strawberry.field(description="How many operate it (จำนวนผู้ดำเนินการ)")
    starts: dt.date | None = strawberry.field(description="First day; null: always (วันเริ่ม)")
    ends: dt.date | None = strawberry.field(description="Last day; null: still (วันสิ้นสุด)")
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry who operates it and what it addresses, by id, 10 at most (หลักฐาน)"
    )


@strawberry.type(
    description="Several mechanisms of one kind for one problem in one place at one time (งานที่ซ้ำกัน)"
)
class Duplicate:
    """One group of mechanisms alike."""

    kind: NodeRef[Term] = strawberry.field(
        description="What kind of mechanism they are (ประเภทกลไก)"
    )
    problem: NodeRef[Problem] = strawberry.field(description="The problem that all address (ปัญหา)")
    area: NodeRef[Area] = strawberry.field(description="The area that all work in (พื้นที่)")
    mechanisms: list[AlikeMechanism] = strawberry.field(
        description="The mechanisms, by id, 20 at most (กลไก)"
    )
    mechanism_count: int = strawberry.field(description="How many there are (จำนวนกลไก)")
    overlap_from: dt.date | None = strawberry.field(
        description="From when all of them run; null: always (ซ้ำกันตั้งแต่)"
    )
    overlap_until: dt.date | None = strawberry.field(
        description="Until when all of them run; null: still (ซ้ำกันจนถึง)"
    )
    why: str = strawberry.field(
        description="In one sentence, in the language of the request (สรุปหนึ่งประโยค)"
    )


@strawberry.type(description="How one raises a problem (ผู้ยกปัญหา)")
class Raiser:
    """A network or one of its members, in its own words."""

    organisation: NodeRef[Actor] = strawberry.field(description="The network or the member (ผู้ยก)")
    wording: str | None = strawberry.field(
        description="Its own words for the problem; null where none are recorded (ถ้อยคำ)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="A network that raises a problem (เครือข่ายที่ยกปัญหา)")
class RaisingNetwork:
    """One network."""

    network: NodeRef[Network] = strawberry.field(description="The network (เครือข่าย)")
    raisers: list[Raiser] = strawberry.field(
        description="Itself, then its members that raise it, by id, 20 at most (ผู้ยก)"
    )
    raiser_count: int = strawberry.field(
        description="How many of them raise it, itself included (จำนวนผู้ยก)"
    )


@strawberry.type(description="A problem that several networks raise (ปัญหาที่หลายเครือข่ายยก)")
class CommonProblem:
    """One problem."""

    problem: NodeRef[Problem] = strawberry.field(description="The problem (ปัญหา)")
    network_count: int = strawberry.field(description="How many networks raise it (จำนวนเครือข่าย)")
    networks: list[RaisingNetwork] = strawberry.field(
        description="Those with most raisers first, then by id, 20 at most (เครือข่าย)"
    )
    agencies: list[NodeRef[Agency]] = strawberry.field(
        description="All members that raise it, by id, 50 at most (หน่วยงาน)"
    )
    agency_count: int = strawberry.field(
        description="How many members raise it, each counted once (จำนวนหน่วยงาน)"
    )


@strawberry.type(description="An issue that several networks share (ประเด็นที่หลายเครือข่ายมีร่วมกัน)")
class CommonIssue:
    """One issue."""

    issue: NodeRef[Issue] = strawberry.field(description="The issue (ประเด็น)")
    network_count: int = strawberry.field(
        description="How many networks are concerned with it, themselves or through a member (จำนวนเครือข่าย)"
    )
    networks: list[IssueNetwork] = strawberry.field(
        description="Those with most ways to it first, then by id, 20 at most (เครือข่าย)"
    )
