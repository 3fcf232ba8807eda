"""What ``structure.cutPoints`` and ``structure.whatIf`` answer."""

from __future__ import annotations

import strawberry

from graph_api.analyses.structure.bounds_answers import CutPointBounds, Surveyed
from graph_api.domain.basis import Answer
from graph_api.linkage.silence_answers import Silence
from graph_api.paging.connections import Connection
from graph_api.planner.refs import NodeRef
from schema.model import Agency


@strawberry.type(description="A part of the cooperation network (ส่วนหนึ่งของเครือข่าย)")
class Part:
    """Agencies that are connected with each other."""

    size: int = strawberry.field(description="How many agencies (จำนวนหน่วยงาน)")
    members: list[NodeRef[Agency]] = strawberry.field(description="By id, 20 at most (หน่วยงาน)")


@strawberry.type(description="An agency that holds cooperation together (หน่วยงานที่ยึดโยง)")
class CutPoint:
    """One articulation point."""

    agency: NodeRef[Agency] = strawberry.field(description="The agency (หน่วยงาน)")
    partners: int = strawberry.field(
        description="How many it works with, of the agencies asked about (จำนวนพันธมิตร)"
    )
    agencies_cut_off: int = strawberry.field(
        description="Agencies outside the largest part that would be left of its part (จำนวนที่จะขาดจากส่วนใหญ่)"
    )
    split_into: list[Part] = strawberry.field(
        description="What its part of the network would fall into without it, largest first, then by id, 20 at "
        "most (จะแยกเป็น)"
    )
    split_count: int = strawberry.field(description="Into how many parts (จำนวนส่วน)")
    why: str = strawberry.field(
        description="What it holds together, in the language of the request (สรุปหนึ่งประโยค)"
    )
    bounds: CutPointBounds | None = strawberry.field(
        default=None,
        description="Of its place and of agenciesCutOff; null where bounds are off (ช่วงของอันดับและจำนวน)",
    )


@strawberry.type(description="A page of cut points (หน่วยงานที่ยึดโยง)")
class CutPointConnection(Connection[CutPoint], Surveyed):
    """Cut points."""


@strawberry.type(description="Counts of a cooperation network (ตัวเลขของเครือข่าย)")
class Shape:
    """The network in numbers."""

    agencies: int = strawberry.field(description="Agencies (หน่วยงาน)")
    ties: int = strawberry.field(
        description="Pairs that work together; work with more than 300 agencies is left out of this number "
        "alone (คู่ที่ทำงานร่วมกัน)"
    )
    components: int = strawberry.field(
        description="Parts without a tie between them; an agency without ties is one (จำนวนส่วน)"
    )
    largest: int = strawberry.field(description="Agencies in the largest part (ส่วนใหญ่ที่สุด)")
    isolated: int = strawberry.field(description="Agencies without any tie (ไม่มีพันธมิตร)")
    cut_points: int = strawberry.field(
        description="Agencies whose leaving would split their part (จุดที่ตัดแล้วแยก)"
    )


@strawberry.type(description="A part that falls apart (ส่วนที่แตกออก)")
class Split:
    """What becomes of one part."""

    size: int = strawberry.field(description="Its size, without those who leave (ขนาดที่เหลือ)")
    into: list[Part] = strawberry.field(
        description="The parts it falls into, largest first, then by id, 20 at most (แยกเป็น)"
    )
    count: int = strawberry.field(description="Into how many (จำนวนส่วน)")


@strawberry.type(description="Parts that grow together (ส่วนที่รวมกัน)")
class Merge:
    """What becomes one."""

    size: int = strawberry.field(description="Its size (ขนาดใหม่)")
    of: list[Part] = strawberry.field(
        description="The parts that it is made of, largest first, then by id, 20 at most (รวมจาก)"
    )
    count: int = strawberry.field(description="Of how many (จำนวนส่วน)")


@strawberry.type(description="Two agencies (หน่วยงานสองแห่ง)")
class AgencyPair:
    """A pair that would work together."""

    a: NodeRef[Agency] = strawberry.field(description="An agency (หน่วยงาน)")
    b: NodeRef[Agency] = strawberry.field(description="Another one (อีกหน่วยงาน)")


@strawberry.type(description="Cooperation as it is, and as it would be (ก่อนและหลัง)")
class WhatIf(Answer):
    """A change, thought through."""

    before: Shape = strawberry.field(description="As it is (ก่อน)")
    after: Shape = strawberry.field(description="As it would be (หลัง)")
    leaving: list[NodeRef[Agency]] = strawberry.field(
        description="Agencies that leave: those named, and of a network named the members that belong to no "
        "other network; by id, 100 at most (หน่วยงานที่ออก)"
    )
    leaving_count: int = strawberry.field(description="How many leave (จำนวนที่ออก)")
    splits: list[Split] = strawberry.field(
        description="Parts that fall apart, largest first, 20 at most (ส่วนที่แตกออก)"
    )
    merges: list[Merge] = strawberry.field(
        description="Parts that new ties bring together, largest first, 20 at most (ส่วนที่รวมกัน)"
    )
    newly_isolated: list[NodeRef[Agency]] = strawberry.field(
        description="Agencies that would lose all partners, by id, 100 at most (หน่วยงานที่จะโดดเดี่ยว)"
    )
    newly_isolated_count: int = strawberry.field(description="How many would (จำนวนที่จะโดดเดี่ยว)")
    newly_connected: list[AgencyPair] = strawberry.field(
        description="Pairs of join that no chain of cooperation would connect without the new ties, in the order "
        "in which they were named (คู่ที่เชื่อมถึงกันเป็นครั้งแรก)"
    )
    truncated: bool = strawberry.field(
        description="Whether a list was cut short, or ties leaves work with more than 300 agencies out "
        "(มีส่วนที่ตัดออก)"
    )
    silence: Silence = strawberry.field(
        description="How many agencies have said anything (หน่วยงานที่มีข้อมูล)"
    )


@strawberry.input(description="A tie that would be made (ความร่วมมือที่จะเกิดขึ้น)")
class TieInput:
    """Two agencies that would work together."""

    a: strawberry.ID = strawberry.field(description="An agency (หน่วยงาน)")
    b: strawberry.ID = strawberry.field(description="Another one (อีกหน่วยงาน)")
