"""What the group ``gaps`` answers."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import strawberry

from graph_api.analyses.common.candidates import Nearest
from schema.model import Agency, Evidence, Goal, Issue, Plan, Record, Term, Virtue


@strawberry.enum(description="What kind of gap it is (ชนิดของช่องว่าง)")
class GapKind(Enum):
    """Kinds of gaps, in the order in which they are listed."""

    PROBLEM_WITHOUT_WORK = strawberry.enum_value(
        "problem_without_work",
        description="A problem that somebody raises and nobody works on (ปัญหาที่ไม่มีใครทำ)",
    )
    PROBLEM_WITHOUT_MECHANISM = strawberry.enum_value(
        "problem_without_mechanism",
        description="A problem with a goal, but no mechanism for either (ปัญหาที่มีเป้าหมายแต่ไม่มีกลไก)",
    )
    MECHANISM_WITHOUT_PURPOSE = strawberry.enum_value(
        "mechanism_without_purpose",
        description="A mechanism that serves no goal and addresses no problem (กลไกที่ไม่รองรับอะไร)",
    )
    ISSUE_MISSING_FROM_NETWORK = strawberry.enum_value(
        "issue_missing_from_network",
        description="An issue that at least two other networks of its area share, and the network has "
        "nothing to do with; asked with a network (ประเด็นร่วมที่เครือข่ายยังไม่มี)",
    )
    EMPTY_ROLE = strawberry.enum_value(
        "empty_role",
        description="A goal that is not past due and lacks an expected role (บทบาทที่ว่าง)",
    )
    GOAL_WITHOUT_EVIDENCE = strawberry.enum_value(
        "goal_without_evidence",
        description="A goal that is due soon, with no reading of any of its indicators "
        "(เป้าหมายใกล้ครบกำหนดที่ยังไม่มีหลักฐาน)",
    )
    GOAL_NOT_MEASURABLE = strawberry.enum_value(
        "goal_not_measurable",
        description="A goal without an indicator, a baseline or a target (เป้าหมายที่วัดไม่ได้)",
    )
    AREA_WITHOUT_AGENCY = strawberry.enum_value(
        "area_without_agency",
        description="A district where a problem is found and no agency is active (พื้นที่ที่มีปัญหาแต่ไม่มีหน่วยงาน)",
    )
    COMMITMENT_WITHOUT_FOLLOW_UP = strawberry.enum_value(
        "commitment_without_follow_up",
        description="A promise that nothing has followed up (คำมั่นที่ไม่มีใครสานต่อ)",
    )


@strawberry.type(description="Something that is missing (ช่องว่าง)")
class Gap:
    """One gap."""

    kind: GapKind = strawberry.field(description="What kind of gap it is (ชนิด)")
    node: Record = strawberry.field(description="What it is about (เรื่องของช่องว่าง)")
    why: str = strawberry.field(
        description="Why it is a gap, in the language of the request (เหตุที่เป็นช่องว่าง)"
    )
    missing: list[str] = strawberry.field(
        description="What is missing: ids of roles, or INDICATOR, BASELINE, TARGET; empty for the other "
        "kinds (สิ่งที่ขาด)"
    )
    because: list[Record] = strawberry.field(
        description="What shows it, by id, 8 at most: who raises the problem, the goals that address it, who "
        "operates the mechanism, the networks that share the issue, who takes part in the goal, its indicators, "
        "who pursues it, the problems found in the area, who promised (สิ่งที่แสดง)"
    )
    because_count: int = strawberry.field(description="How many there are of these (จำนวน)")
    evidence: list[Evidence] = strawberry.field(
        description="The words that carry what shows it, then those of what it is about, 10 at most (หลักฐาน)"
    )
    nearest: list[Nearest] = strawberry.field(
        description="Agencies that are nearest to closing it, best first; for a goal to be measured those "
        "in it, for an issue members of the network (หน่วยงานที่ใกล้ที่สุด)"
    )


@strawberry.type(description="An agency in a role (ผู้ทำหน้าที่)")
class RoleHolder:
    """Who holds a role, and since when."""

    agency: Agency = strawberry.field(description="The agency (หน่วยงาน)")
    since: dt.date | None = strawberry.field(description="From when; null: always (ตั้งแต่)")
    until: dt.date | None = strawberry.field(description="Until when; null: still (จนถึง)")
    evidence: list[Evidence] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="A role of a goal, and who holds it (บทบาทในเป้าหมาย)")
class GoalRole:
    """One role."""

    role: Term = strawberry.field(description="The role (บทบาท)")
    expected: bool = strawberry.field(
        description="Whether every goal is expected to have it filled (ควรมีผู้ทำหน้าที่)"
    )
    empty: bool = strawberry.field(description="Whether nobody holds it (ว่าง)")
    agencies: list[RoleHolder] = strawberry.field(
        description="Who holds it, by id, 50 at most (ผู้ทำหน้าที่)"
    )
    agency_count: int = strawberry.field(description="How many agencies hold it (จำนวนหน่วยงาน)")
    nearest: list[Nearest] = strawberry.field(
        description="Where an expected role is empty: agencies nearest to the goal that have no part "
        "in it yet (หน่วยงานที่ใกล้ที่สุด)"
    )


@strawberry.type(
    description="Who leads, supports, funds and evaluates a goal (บทบาททั้งหมดของเป้าหมาย)"
)
class GoalRoles:
    """All roles of one goal."""

    goal: Goal = strawberry.field(description="The goal (เป้าหมาย)")
    roles: list[GoalRole] = strawberry.field(
        description="Every role of the vocabulary, in its order, 50 at most (บทบาท)"
    )


@strawberry.enum(description="Where a trace hangs loose (จุดที่ขาดตอน)")
class LooseEnd(Enum):
    """What is missing on the way from a goal to a plan."""

    NO_ISSUE = strawberry.enum_value("no_issue", description="It concerns no issue (ไม่มีประเด็น)")
    NO_VIRTUE = strawberry.enum_value(
        "no_virtue", description="One of its issues cultivates no virtue (ประเด็นไม่โยงกับคุณธรรม)"
    )
    NO_PLAN = strawberry.enum_value(
        "no_plan",
        description="No plan is reached, neither by a virtue that it promotes nor by what the goal "
        "contributes to (ไม่โยงกับแผน)",
    )


@strawberry.type(description="A virtue and the plans that promote it (คุณธรรมกับแผน)")
class TracedVirtue:
    """A step of a trace."""

    virtue: Virtue = strawberry.field(description="The virtue (คุณธรรม)")
    plans: list[Plan] = strawberry.field(
        description="Plans that promote it on the day, by id, 50 at most (แผนที่ส่งเสริม)"
    )


@strawberry.type(description="An issue and the virtues that it cultivates (ประเด็นกับคุณธรรม)")
class TracedIssue:
    """A step of a trace."""

    issue: Issue = strawberry.field(description="The issue (ประเด็น)")
    virtues: list[TracedVirtue] = strawberry.field(
        description="Virtues that it cultivates, by id, 50 at most (คุณธรรม)"
    )


@strawberry.type(description="A goal traced to issue, virtue and plan (เส้นทางจากเป้าหมายถึงแผน)")
class Trace:
    """One goal of a network."""

    goal: Goal = strawberry.field(description="The goal (เป้าหมาย)")
    issues: list[TracedIssue] = strawberry.field(
        description="Issues that it concerns, by id, 50 at most (ประเด็น)"
    )
    plans: list[Plan] = strawberry.field(
        description="Plans of the day that it contributes to, itself or through one or two other goals, by id, "
        "50 at most (แผนที่หนุนเสริม)"
    )
    loose: list[LooseEnd] = strawberry.field(description="Where it hangs loose (จุดที่ขาดตอน)")
    loose_at: list[Record] = strawberry.field(
        description="Where: the goal itself for NO_ISSUE and NO_PLAN, the issues for NO_VIRTUE (สิ่งที่ขาดตอน)"
    )
    evidence: list[Evidence] = strawberry.field(
        description="The words that say that it is pursued, 10 at most (หลักฐาน)"
    )
