"""What the group ``communities`` answers."""

from __future__ import annotations

import strawberry

from graph_api.paging.connections import Connection
from graph_api.planner.refs import NodeRef
from schema.model import Agency, Issue, Network, Record


@strawberry.type(description="A network's part in a cluster (ส่วนของเครือข่าย)")
class NetworkShare:
    """How many of a cluster belong to a network."""

    network: NodeRef[Network] = strawberry.field(description="The network (เครือข่าย)")
    agencies: int = strawberry.field(description="Members of it in the cluster (จำนวนหน่วยงาน)")


@strawberry.type(description="An issue that a cluster shares more than others do (ประเด็นเด่นของกลุ่ม)")
class ClusterIssue:
    """An issue over-represented in a cluster."""

    issue: NodeRef[Issue] = strawberry.field(description="The issue (ประเด็น)")
    inside: int = strawberry.field(description="Agencies of the cluster concerned with it (ในกลุ่ม)")
    overall: int = strawberry.field(description="All agencies concerned with it (ทั้งหมด)")
    lift: float = strawberry.field(
        description="How many times as common in the cluster as among all agencies: (inside / size) / (overall / "
        "all agencies) (กี่เท่าของทั้งหมด)"
    )


@strawberry.type(description="Work that a cluster does together (งานร่วมของกลุ่ม)")
class ClusterWork:
    """A goal, mechanism or project of at least two of a cluster."""

    work: NodeRef[Record] = strawberry.field(description="The work (งาน)")
    inside: int = strawberry.field(description="Agencies of the cluster in it (ในกลุ่ม)")
    overall: int = strawberry.field(description="All agencies in it (ทั้งหมด)")
    lift: float = strawberry.field(
        description="How many times as common in the cluster as among all agencies: (inside / size) / (overall / "
        "all agencies) (กี่เท่าของทั้งหมด)"
    )


@strawberry.type(
    description="Agencies that work together more than with others (กลุ่มที่ทำงานร่วมกันจริง)"
)
class Cluster:
    """One cluster."""

    agencies: list[NodeRef[Agency]] = strawberry.field(
        description="Those with the strongest ties inside first, then by id, 50 at most (หน่วยงาน)"
    )
    size: int = strawberry.field(description="How many agencies (จำนวนหน่วยงาน)")
    ties_inside: int = strawberry.field(description="Pairs inside that work together (คู่ภายใน)")
    ties_outside: int = strawberry.field(description="Pairs with one end outside (คู่กับภายนอก)")
    networks: list[NetworkShare] = strawberry.field(
        description="The official networks it draws from, most first, then by id, 20 at most (เครือข่ายที่มา)"
    )
    network_count: int = strawberry.field(description="How many networks (จำนวนเครือข่าย)")
    no_network: int = strawberry.field(description="Agencies that belong to none (ไม่อยู่เครือข่ายใด)")
    issues: list[ClusterIssue] = strawberry.field(
        description="Issues of at least two of it that are more common in it than among all agencies, the largest "
        "excess of agencies (inside − size × overall / all agencies) first, then by id, 5 at most (ประเด็นเด่น)"
    )
    works: list[ClusterWork] = strawberry.field(
        description="What at least two of it do together and that is more common in it than among all agencies, "
        "the largest excess first, then by id, 5 at most (งานร่วม)"
    )


@strawberry.type(
    description="All clusters, against the official networks; largest first, then by id "
    "(กลุ่มจริงเทียบกับเครือข่าย)"
)
class ClusterConnection(Connection[Cluster]):
    """The clusters of the cooperation graph, the largest first, then by id."""

    agencies_outside: int = strawberry.field(
        description="Agencies in clusters below the smallest size asked for, or without ties (หน่วยงานนอกกลุ่ม)"
    )
    modularity: float = strawberry.field(
        description="How much more of the ties lies inside clusters than chance would put there: 0 for no more, "
        "below 1 (Newman and Girvan; ties by their strength) (ค่าความเป็นกลุ่ม)"
    )
    networks_modularity: float = strawberry.field(
        description="The same for the official networks, agencies of exactly the same networks being one group and "
        "each without any a group of its own (ค่าเดียวกันของเครือข่ายทางการ)"
    )
    agreement: float | None = strawberry.field(
        description="How far clusters and official networks agree on which pairs belong together: 1 entirely, 0 as "
        "chance would (adjusted Rand index), over the agencies that have a tie and a network; null for fewer than "
        "two of these (ความสอดคล้องกับเครือข่ายทางการ)"
    )
    explanation: str = strawberry.field(
        description="The agreement in plain words, in the language of the request (คำอธิบาย)"
    )
    truncated: bool = strawberry.field(
        description="Whether work with more than 300 agencies was left out, which makes no tie here (มีส่วนที่ตัดออก)"
    )
