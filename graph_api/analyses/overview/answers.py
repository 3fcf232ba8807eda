"""What the group ``overview`` answers."""

from __future__ import annotations

from enum import Enum

import strawberry

from graph_api.domain.basis import Answer
from graph_api.planner.refs import NodeRef
from schema.model import Area, Issue, Network, Record


@strawberry.enum(description="A side of the matrix of who does what where (มิติของตาราง)")
class Dimension(Enum):
    """What cells are told apart by."""

    WHO = strawberry.enum_value("who", description="The network (ใคร: เครือข่าย)")
    WHAT = strawberry.enum_value("what", description="The issue (อะไร: ประเด็น)")
    WHERE = strawberry.enum_value("where", description="The area (ที่ไหน: พื้นที่)")


@strawberry.type(description="A cell of the matrix of who does what where (ช่องหนึ่งของตาราง)")
class CoverageCell:
    """Who does what where; never empty."""

    network: NodeRef[Network] | None = strawberry.field(
        description="Who; null for those of no network, or when not asked by it (เครือข่าย)"
    )
    issue: NodeRef[Issue] | None = strawberry.field(
        description="What; null for works of no issue, or when not asked by it (ประเด็น)"
    )
    area: NodeRef[Area] | None = strawberry.field(
        description="Where: an area directly within, or the area itself for what is placed in it as a "
        "whole; null when not asked by it (พื้นที่)"
    )
    agencies: int = strawberry.field(
        description="How many distinct agencies have a part in these works (จำนวนหน่วยงาน)"
    )
    works: int = strawberry.field(description="How many distinct works there are (จำนวนงาน)")
    examples: list[NodeRef[Record]] = strawberry.field(
        description="Three of these works at most, by id (ตัวอย่างงาน)"
    )


@strawberry.type(description="The total of a row, column or layer of the matrix (ยอดรวม)")
class CoverageTotal:
    """Counted anew: whoever stands in several cells counts once."""

    node: NodeRef[Record] | None = strawberry.field(
        description="The network, issue or area; null for those without one (รายการ)"
    )
    agencies: int = strawberry.field(description="How many distinct agencies (จำนวนหน่วยงาน)")
    works: int = strawberry.field(description="How many distinct works (จำนวนงาน)")


@strawberry.type(description="Who does what where and when in an area (ใครทำอะไร ที่ไหน เมื่อไร)")
class Coverage(Answer):
    """The matrix and its totals."""

    area: NodeRef[Area] = strawberry.field(description="The area (พื้นที่)")
    year: int | None = strawberry.field(
        description="The year (CE) that is asked about; null: the day of asOf (ปี ค.ศ.)"
    )
    cells: list[CoverageCell] = strawberry.field(
        description="Cells that are not empty: most agencies first, then most works, then by id; 1,000 at "
        "most (ช่องที่ไม่ว่าง)"
    )
    cell_count: int = strawberry.field(description="How many cells are not empty (จำนวนช่องที่ไม่ว่าง)")
    networks: list[CoverageTotal] = strawberry.field(
        description="Totals by network, in the same order, 100 at most (ยอดรวมตามเครือข่าย)"
    )
    issues: list[CoverageTotal] = strawberry.field(
        description="Totals by issue, in the same order, 100 at most (ยอดรวมตามประเด็น)"
    )
    areas: list[CoverageTotal] = strawberry.field(
        description="Totals by area, in the same order, 100 at most (ยอดรวมตามพื้นที่)"
    )
    agencies: int = strawberry.field(description="Distinct agencies in all (จำนวนหน่วยงานทั้งหมด)")
    works: int = strawberry.field(description="Distinct works in all (จำนวนงานทั้งหมด)")
    truncated: bool = strawberry.field(
        description="Whether a bound left out anything: cells, totals, or records of the year (มีส่วนที่ตัดออก)"
    )


@strawberry.type(description="What there is, each counted once (จำนวนนับไม่ซ้ำ)")
class Counts:
    """Distinct counts: of an area with all areas within it, or of a network with its members."""

    networks: int | None = strawberry.field(
        description="Networks of the area or of an area within it; null for a network (เครือข่าย)"
    )
    agencies_based: int | None = strawberry.field(
        description="Agencies with their seat there; null for a network (หน่วยงานที่ตั้งอยู่)"
    )
    agencies: int = strawberry.field(
        description="Agencies active there, or members of the network (หน่วยงาน)"
    )
    issues: int = strawberry.field(
        description="Issues that something found there concerns or an organisation active there is "
        "concerned with; or that the network or a member is concerned with (ประเด็น)"
    )
    problems: int = strawberry.field(
        description="Problems found there, or raised by the network or a member (ปัญหาที่อยากแก้)"
    )
    good_deeds: int = strawberry.field(
        description="Good deeds done there, or that the network or a member commits to (ความดีที่อยากทำ)"
    )
    goals: int = strawberry.field(
        description="Goals for it, or that the network or a member pursues (เป้าหมาย)"
    )
    mechanisms: int = strawberry.field(
        description="Mechanisms that work there, or that the network or a member operates (กลไก)"
    )
    projects: int = strawberry.field(
        description="Projects that work there, or that a member takes part in (โครงการ)"
    )
    moral_capitals: int = strawberry.field(
        description="Moral capital found there, or held by the network or a member (ต้นทุนคุณธรรม)"
    )
    events: int = strawberry.field(
        description="Events held there up to the day (or in the year), or attended by the network or a "
        "member (การประชุม)"
    )


@strawberry.type(description="An area with what is in it and in all areas within it (ยอดรวมของพื้นที่)")
class AreaCounts:
    """One area, rolled up."""

    area: NodeRef[Area] = strawberry.field(description="The area (พื้นที่)")
    depth: int = strawberry.field(description="Steps below the area that was asked about (ระดับ)")
    counts: Counts = strawberry.field(description="Of itself and all areas within it (จำนวน)")


@strawberry.type(description="An issue of an area (ประเด็นของพื้นที่)")
class AreaIssue:
    """How much an issue occupies an area."""

    issue: NodeRef[Issue] = strawberry.field(description="The issue (ประเด็น)")
    agencies: int = strawberry.field(
        description="How many agencies active there are concerned with it (จำนวนหน่วยงาน)"
    )
    things: int = strawberry.field(
        description="How many problems, good deeds, moral capitals, goals, mechanisms, projects and events placed "
        "there concern it (จำนวนสิ่งที่เกี่ยวข้อง)"
    )


@strawberry.type(description="The profile of a province or district (ข้อมูลสรุปของพื้นที่)")
class AreaProfile(Answer):
    """An area at a glance."""

    area: NodeRef[Area] = strawberry.field(description="The area (พื้นที่)")
    counts: Counts = strawberry.field(description="Of itself and all areas within it (จำนวน)")
    top_issues: list[AreaIssue] = strawberry.field(
        description="Issues: most agencies first, then most things, then by id; 20 at most (ประเด็นเด่น)"
    )
    children: list[AreaCounts] = strawberry.field(
        description="Areas directly within, by id, 100 at most (พื้นที่ย่อย)"
    )
    child_count: int = strawberry.field(
        description="How many areas lie directly within (จำนวนพื้นที่ย่อย)"
    )


@strawberry.type(description="One of two that are compared (ฝ่ายหนึ่งของการเทียบ)")
class Compared:
    """An area or a network, on a day or in a year."""

    node: NodeRef[Record] = strawberry.field(description="The area or network (รายการ)")
    year: int | None = strawberry.field(description="The year (CE); null: the day of asOf (ปี ค.ศ.)")
    counts: Counts = strawberry.field(description="What it has (จำนวน)")


@strawberry.type(description="What only one of two has, and what both have (ส่วนที่ต่างและส่วนที่ร่วม)")
class Difference:
    """Two sets; each list by id, 20 at most."""

    only_a: list[NodeRef[Record]] = strawberry.field(
        description="Only the first has it (เฉพาะฝ่ายแรก)"
    )
    only_a_count: int = strawberry.field(
        description="How many only the first has (จำนวนเฉพาะฝ่ายแรก)"
    )
    only_b: list[NodeRef[Record]] = strawberry.field(
        description="Only the second has it (เฉพาะฝ่ายที่สอง)"
    )
    only_b_count: int = strawberry.field(
        description="How many only the second has (จำนวนเฉพาะฝ่ายที่สอง)"
    )
    both: list[NodeRef[Record]] = strawberry.field(description="Both have it (ทั้งสองฝ่าย)")
    both_count: int = strawberry.field(description="How many both have (จำนวนของทั้งสองฝ่าย)")


@strawberry.type(description="Two areas, networks or years side by side (การเปรียบเทียบ)")
class Comparison(Answer):
    """Counts side by side, and what tells the two apart."""

    a: Compared = strawberry.field(description="The first (ฝ่ายแรก)")
    b: Compared = strawberry.field(description="The second (ฝ่ายที่สอง)")
    issues: Difference = strawberry.field(description="Issues, as counts counts them (ประเด็น)")
    problems: Difference = strawberry.field(description="Problems, as counts counts them (ปัญหา)")
    agencies: Difference = strawberry.field(description="Agencies, as counts counts them (หน่วยงาน)")
    truncated: bool = strawberry.field(
        description="Whether a year had more records than are looked at (มีส่วนที่ตัดออก)"
    )
