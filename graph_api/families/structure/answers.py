"""What the family ``structure`` answers."""

from __future__ import annotations

from enum import Enum

import strawberry

from graph_api.families.common.candidates import Nearest
from graph_api.linkage.answers import CooperationPath, PathStep
from schema.model import Agency, Evidence, Network, Record, Term


@strawberry.enum(
    description="How a broker stands to two networks, after Gould and Fernandez (1989), for ties without "
    "direction (บทบาทของผู้เชื่อม)"
)
class BrokerRole(Enum):
    """Where a broker belongs."""

    MEMBER_OF_BOTH = strawberry.enum_value(
        "member_of_both", description="It is a member of both (เป็นสมาชิกทั้งสองเครือข่าย)"
    )
    REPRESENTATIVE_OF_A = strawberry.enum_value(
        "representative_of_a",
        description="A member of the first, it opens its network to the other (ตัวแทนของเครือข่ายแรก)",
    )
    REPRESENTATIVE_OF_B = strawberry.enum_value(
        "representative_of_b",
        description="A member of the second, it opens its network to the other (ตัวแทนของเครือข่ายที่สอง)",
    )
    LIAISON = strawberry.enum_value(
        "liaison", description="It belongs to neither (ผู้ประสานจากภายนอก)"
    )


@strawberry.type(description="Two agencies that only know each other through a broker (คู่ที่เชื่อมผ่าน)")
class OpenPair:
    """One pair that a broker bridges."""

    a: Agency = strawberry.field(description="Of the first network (จากเครือข่ายแรก)")
    b: Agency = strawberry.field(description="Of the second network (จากเครือข่ายที่สอง)")
    to_a: PathStep = strawberry.field(description="What ties the broker to the first (โยงกับรายแรก)")
    to_b: PathStep = strawberry.field(description="What ties it to the second (โยงกับรายที่สอง)")


@strawberry.type(description="An agency that bridges two networks (ผู้เชื่อมสองเครือข่าย)")
class Broker:
    """One broker."""

    agency: Agency = strawberry.field(description="The agency (หน่วยงาน)")
    role: BrokerRole = strawberry.field(description="Where it belongs (บทบาท)")
    open_pairs: int = strawberry.field(
        description="Pairs of a member of each network that both work with it and not with each other "
        "(จำนวนคู่ที่เชื่อม)"
    )
    only_broker: int = strawberry.field(
        description="Pairs among these that nobody else bridges (จำนวนคู่ที่ไม่มีผู้อื่นเชื่อม)"
    )
    betweenness: float | None = strawberry.field(
        description="The share, from 0 to 1, of shortest chains of cooperation between members of the two "
        "networks that lead through it, each connected pair counting the same (Brandes); null where one "
        "network has more than 300 members of its own (สัดส่วนเส้นทางสั้นที่สุดที่ผ่าน)"
    )
    examples: list[OpenPair] = strawberry.field(
        description="Such pairs, those that nobody else bridges first, then by id, 3 at most (ตัวอย่าง)"
    )


@strawberry.type(description="A part of the cooperation network (ส่วนหนึ่งของเครือข่าย)")
class Part:
    """Agencies that are connected with each other."""

    size: int = strawberry.field(description="How many agencies (จำนวนหน่วยงาน)")
    agencies: list[Agency] = strawberry.field(description="By id, 20 at most (หน่วยงาน)")


@strawberry.type(description="An agency that holds cooperation together (หน่วยงานที่ยึดโยง)")
class CutPoint:
    """One articulation point."""

    agency: Agency = strawberry.field(description="The agency (หน่วยงาน)")
    partners: int = strawberry.field(description="How many it works with (จำนวนพันธมิตร)")
    cut_off: int = strawberry.field(
        description="Agencies outside the largest part that would be left (จำนวนที่จะขาดจากส่วนใหญ่)"
    )
    splits_into: list[Part] = strawberry.field(
        description="What its part of the network would fall into, largest first, 20 at most (จะแยกเป็น)"
    )


@strawberry.type(description="Counts of a cooperation network (ตัวเลขของเครือข่าย)")
class Shape:
    """The network in numbers."""

    agencies: int = strawberry.field(description="Agencies (หน่วยงาน)")
    ties: int = strawberry.field(description="Pairs that work together (คู่ที่ทำงานร่วมกัน)")
    parts: int = strawberry.field(description="Parts without a tie between them (จำนวนส่วน)")
    largest: int = strawberry.field(description="Agencies in the largest part (ส่วนใหญ่ที่สุด)")
    isolated: int = strawberry.field(description="Agencies without any tie (ไม่มีพันธมิตร)")
    cut_points: int = strawberry.field(
        description="Agencies whose leaving would split their part (จุดที่ตัดแล้วแยก)"
    )


@strawberry.type(description="A part that falls apart (ส่วนที่แตกออก)")
class Split:
    """What becomes of one part."""

    before: int = strawberry.field(description="Its size, without those who leave (ขนาดเดิม)")
    into: list[Part] = strawberry.field(
        description="The parts it falls into, largest first, 20 at most (แยกเป็น)"
    )


@strawberry.type(description="Parts that grow together (ส่วนที่รวมกัน)")
class Merge:
    """What becomes one."""

    size: int = strawberry.field(description="Its size (ขนาดใหม่)")
    of: list[Part] = strawberry.field(
        description="The parts that it is made of, largest first, 20 at most (รวมจาก)"
    )


@strawberry.type(description="Cooperation as it is, and as it would be (ก่อนและหลัง)")
class WhatIf:
    """A change, thought through."""

    before: Shape = strawberry.field(description="As it is (ก่อน)")
    after: Shape = strawberry.field(description="As it would be (หลัง)")
    leaving: list[Agency] = strawberry.field(
        description="Agencies that leave: those named, and of a network named the members that belong to no "
        "other network; by id, 100 at most (หน่วยงานที่ออก)"
    )
    splits: list[Split] = strawberry.field(
        description="Parts that fall apart, largest first, 20 at most (ส่วนที่แตกออก)"
    )
    merges: list[Merge] = strawberry.field(
        description="Parts that new ties bring together, largest first, 20 at most (ส่วนที่รวมกัน)"
    )
    newly_isolated: list[Agency] = strawberry.field(
        description="Agencies that would lose all partners, by id, 100 at most (หน่วยงานที่จะโดดเดี่ยว)"
    )
    newly_isolated_count: int = strawberry.field(description="How many (จำนวน)")


@strawberry.input(description="A tie that would be made (ความร่วมมือที่จะเกิดขึ้น)")
class TieInput:
    """Two agencies that would work together."""

    a: strawberry.ID = strawberry.field(description="An agency (หน่วยงาน)")
    b: strawberry.ID = strawberry.field(description="Another one (อีกหน่วยงาน)")


@strawberry.enum(description="How an agency stands apart (ลักษณะการอยู่ลำพัง)")
class ApartKind(Enum):
    """The two ways of standing apart."""

    ISOLATED = strawberry.enum_value(
        "isolated", description="It works with nobody (ไม่ทำงานร่วมกับใคร)"
    )
    INWARD = strawberry.enum_value(
        "inward",
        description="All whom it works with share a network with it (ทำงานเฉพาะในเครือข่ายตน)",
    )


@strawberry.type(description="An agency that stands apart (หน่วยงานที่อยู่ลำพัง)")
class Apart:
    """One agency."""

    kind: ApartKind = strawberry.field(description="How (ลักษณะ)")
    agency: Agency = strawberry.field(description="The agency (หน่วยงาน)")
    partners: list[Agency] = strawberry.field(
        description="Whom it works with, by id, 20 at most (พันธมิตร)"
    )
    partner_count: int = strawberry.field(description="How many it works with (จำนวนพันธมิตร)")
    networks: list[Network] = strawberry.field(description="Its networks (เครือข่ายของหน่วยงาน)")
    nearest: list[Nearest] = strawberry.field(
        description="Whom it could work with, those of other networks first, as in collaborators (ผู้ที่น่าทำงานด้วย)"
    )


@strawberry.type(description="Chains of cooperation, shortest first (เส้นทางความร่วมมือ)")
class Paths:
    """Several ways from one agency to another."""

    source: Agency = strawberry.field(name="from", description="From (จาก)")
    target: Agency = strawberry.field(name="to", description="To (ถึง)")
    paths: list[CooperationPath] = strawberry.field(
        description="The shortest chains that visit nobody twice; equally long ones by the ids on the way (เส้นทาง)"
    )


@strawberry.type(description="An agency's roles against its peers (ภาระเทียบกับเพื่อน)")
class LeadLoad:
    """How often an agency holds a role."""

    agency: Agency = strawberry.field(description="The agency (หน่วยงาน)")
    role: Term = strawberry.field(description="The role (บทบาท)")
    count: int = strawberry.field(
        description="Goals, mechanisms and projects in which it holds the role on the day (จำนวนงาน)"
    )
    works: list[Record] = strawberry.field(description="These, by id, 20 at most (งาน)")
    evidence: list[Evidence] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )
    peers: int = strawberry.field(
        description="Agencies that share a network with it and take part in any work (จำนวนเพื่อน)"
    )
    peer_median: float = strawberry.field(
        description="The median of the same count among the peers (มัธยฐานของเพื่อน)"
    )
    fence: float = strawberry.field(
        description="Tukey's upper fence of the peers' counts: upper quartile + 1.5 × the distance of the "
        "quartiles (เพดานของเพื่อน)"
    )
    overloaded: bool = strawberry.field(
        description="Whether the count is at least 3 and above the fence (ภาระเกิน)"
    )
