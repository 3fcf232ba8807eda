"""What the group ``structure`` answers."""

from __future__ import annotations

from enum import Enum

import strawberry

from graph_api.analyses.common.candidates import Nearest
from graph_api.analyses.structure.bounds_answers import LoadBounds, RankBounds, Surveyed
from graph_api.domain.basis import Answer
from graph_api.linkage.answers import CooperationPath, PathStep
from graph_api.paging.connections import Connection
from graph_api.planner.refs import NodeRef
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

    a: NodeRef[Agency] = strawberry.field(description="Of the first network (จากเครือข่ายแรก)")
    b: NodeRef[Agency] = strawberry.field(description="Of the second network (จากเครือข่ายที่สอง)")
    to_a: PathStep = strawberry.field(description="What ties the broker to the first (โยงกับรายแรก)")
    to_b: PathStep = strawberry.field(description="What ties it to the second (โยงกับรายที่สอง)")


@strawberry.type(description="An agency that bridges two networks (ผู้เชื่อมสองเครือข่าย)")
class Broker:
    """One broker."""

    agency: NodeRef[Agency] = strawberry.field(description="The agency (หน่วยงาน)")
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
        "networks (of each, those that are not in the other) that lead through it, each connected pair counting "
        "the same (Brandes); null where both have more than 300 such members (สัดส่วนเส้นทางสั้นที่สุดที่ผ่าน)"
    )
    why: str = strawberry.field(
        description="What makes it a broker, in the language of the request (สรุปหนึ่งประโยค)"
    )
    examples: list[OpenPair] = strawberry.field(
        description="Such pairs, those that nobody else bridges first, then by id, 3 at most (ตัวอย่าง)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry the ties of these examples, 10 at most (หลักฐาน)"
    )
    bounds: RankBounds | None = strawberry.field(
        default=None,
        description="Of its place and of openPairs; null where bounds are off (ช่วงของอันดับและจำนวน)",
    )


@strawberry.type(description="A page of brokers (ผู้เชื่อมสองเครือข่าย)")
class BrokerConnection(Connection[Broker], Surveyed):
    """Brokers, and whether a limit left anything out."""

    truncated: bool = strawberry.field(
        description="Whether work with more than 300 agencies was left out, which makes nobody a broker, or "
        "betweenness was not worked out (มีส่วนที่ตัดออก)"
    )


@strawberry.enum(description="How an agency stands apart (ลักษณะการอยู่ลำพัง)")
class IsolationKind(Enum):
    """The two ways of standing apart."""

    ISOLATED = strawberry.enum_value(
        "isolated", description="It works with nobody (ไม่ทำงานร่วมกับใคร)"
    )
    INWARD = strawberry.enum_value(
        "inward",
        description="It works with somebody, and all whom it works with share a network with it "
        "(ทำงานเฉพาะในเครือข่ายตน)",
    )


@strawberry.type(description="An agency that stands apart (หน่วยงานที่อยู่ลำพัง)")
class IsolatedAgency:
    """One agency."""

    kind: IsolationKind = strawberry.field(description="How (ลักษณะ)")
    agency: NodeRef[Agency] = strawberry.field(description="The agency (หน่วยงาน)")
    partners: list[NodeRef[Agency]] = strawberry.field(
        description="Whom it works with, by id, 20 at most (พันธมิตร)"
    )
    partner_count: int = strawberry.field(description="How many it works with (จำนวนพันธมิตร)")
    networks: list[NodeRef[Network]] = strawberry.field(
        description="Its networks, by id, 20 at most (เครือข่ายของหน่วยงาน)"
    )
    why: str = strawberry.field(
        description="How it stands apart, in the language of the request (สรุปหนึ่งประโยค)"
    )
    nearest: list[Nearest] = strawberry.field(
        description="Whom it could work with, those of other networks first, as in collaborators (ผู้ที่น่าทำงานด้วย)"
    )
    remains: float | None = strawberry.field(
        default=None,
        description="The share, from 0 to 1, of the draws of bounds in which it is in this list; null where "
        "bounds are off (สัดส่วนที่ยังอยู่ลำพัง)",
    )


@strawberry.type(description="A page of agencies that stand apart (หน่วยงานที่อยู่ลำพัง)")
class IsolatedAgencyConnection(Connection[IsolatedAgency], Surveyed):
    """Agencies that stand apart."""


@strawberry.type(description="Chains of cooperation, shortest first (เส้นทางความร่วมมือ)")
class CooperationPaths(Answer):
    """Several ways from one agency to another."""

    source: NodeRef[Agency] = strawberry.field(name="from", description="From (จาก)")
    target: NodeRef[Agency] = strawberry.field(name="to", description="To (ถึง)")
    paths: list[CooperationPath] = strawberry.field(
        description="The shortest chains that visit nobody twice; equally long ones by the ids on the way; empty "
        "when there is none of at most longest steps (เส้นทาง)"
    )
    truncated: bool = strawberry.field(
        description="Whether there are more chains of at most longest steps (ยังมีเส้นทางอื่น)"
    )


@strawberry.type(description="An agency's roles against its peers (ภาระเทียบกับเพื่อน)")
class LeadLoad:
    """How often an agency holds a role."""

    agency: NodeRef[Agency] = strawberry.field(description="The agency (หน่วยงาน)")
    role: NodeRef[Term] = strawberry.field(description="The role (บทบาท)")
    leads: int = strawberry.field(
        description="Goals, mechanisms and projects in which it holds the role on the day (จำนวนงาน)"
    )
    works: list[NodeRef[Record]] = strawberry.field(description="These, by id, 20 at most (งาน)")
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )
    peers: int = strawberry.field(
        description="Other agencies that share a network with it and take part in any work (จำนวนเพื่อน)"
    )
    peer_median: float | None = strawberry.field(
        description="The median of the same count among the peers; null without peers (มัธยฐานของเพื่อน)"
    )
    peer_upper_fence: float | None = strawberry.field(
        description="Tukey's upper fence of the peers' counts: upper quartile + 1.5 × the distance of the "
        "quartiles; null without peers (เพดานของเพื่อน)"
    )
    overloaded: bool = strawberry.field(
        description="Whether it has peers, and the count is at least 3 and above their fence (ภาระเกิน)"
    )
    why: str = strawberry.field(
        description="How it stands to its peers, in the language of the request (สรุปหนึ่งประโยค)"
    )
    bounds: LoadBounds | None = strawberry.field(
        default=None,
        description="Of its place among all who hold the role, and of leads; null where bounds are off "
        "(ช่วงของอันดับและจำนวน)",
    )


@strawberry.type(description="A page of loads (ภาระเทียบกับเพื่อน)")
class LeadLoadConnection(Connection[LeadLoad], Surveyed):
    """Loads."""
