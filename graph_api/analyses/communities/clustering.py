"""Answers ``communities.clusters``: each cluster with what it draws from and what it shares."""

from __future__ import annotations

import math
from collections import Counter
from typing import Annotated

import numpy as np
import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import After, First, check_most
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.communities.answers import (
    Cluster,
    ClusterConnection,
    ClusterIssue,
    ClusterWork,
    NetworkShare,
)
from graph_api.analyses.communities.groups import Clusters, find_clusters
from graph_api.concurrency import compute
from graph_api.linkage.csr import CsrMatrix, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.order import DECIMALS, largest_first
from graph_api.linkage.reasons import shown
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.model import Agency, Issue, Network, Record

SAMPLE: Key = (0, "")
"""The key of a cluster: minus its size, the id of its first agency."""

LISTED = 50
NETWORKS = 20
TELLING = 5
SEVERAL = 2
FINEST = 10.0
LARGEST = 1000


async def find_clustering(
    context: QueryContext, page: PageRequest, *, smallest: int, resolution: float
) -> ClusterConnection:
    """The clusters, a page at a time.

    Raises:
        PhakhiError: what the store raises.
    """
    clusters = await context.snapshot.once(
        ("clusters", resolution), lambda features: find_clusters(features, resolution)
    )
    features = context.features
    listed = [members for members in clusters.members if len(members) >= smallest]
    shown_page = page_of(listed, lambda part: (-len(part), features.agency(int(part[0]))), page)
    made = await compute(lambda: [_cluster(features, members) for members in shown_page.items])
    return ClusterConnection(
        **vars(connection(shown_page, made)),
        agencies_outside=features.count - sum(map(len, listed)),
        modularity=shown(clusters.modularity),
        networks_modularity=shown(clusters.networks_modularity),
        agreement=None if clusters.agreement is None else shown(clusters.agreement),
        explanation=_explanation(context, clusters),
        truncated=len(features.works.large) > 0,
    )


def _explanation(context: QueryContext, clusters: Clusters) -> str:
    return context.say(
        f"Of {clusters.compared} agencies that have a tie and a network, {clusters.pairs} pairs are in one cluster; "
        f"{clusters.pairs_of_networks} of these belong to exactly the same networks. An agreement of 1 means "
        "that clusters and networks are the same, 0 what chance gives.",
        f"ในหน่วยงาน {clusters.compared} แห่งที่มีความร่วมมือและสังกัดเครือข่าย มี {clusters.pairs} คู่อยู่กลุ่มเดียวกัน "
        f"ในจำนวนนี้ {clusters.pairs_of_networks} คู่สังกัดเครือข่ายชุดเดียวกันทุกเครือข่าย ค่าความสอดคล้อง 1 คือตรงกันทั้งหมด "
        "0 คือเท่าที่เกิดได้โดยบังเอิญ",
    )


def _cluster(features: Features, members: Ints) -> Cluster:
    inside = features.ties.strength.matrix()[members][:, members]
    strength = np.asarray(inside.sum(axis=1), dtype=np.float64)
    order = largest_first(members, strength)
    # Here and in `nnz` every tie inside counts from both of its ends.
    ties = int(features.ties.degree[members].sum())
    rows = [features.graph.out("MEMBER_OF", features.first + int(agency)) for agency in members]
    counted = Counter(int(network) for row in rows for network in row)
    return Cluster(
        agencies=nodes(Agency, features.agencies(order[:LISTED])),
        size=len(members),
        ties_inside=inside.nnz // 2,
        ties_outside=ties - inside.nnz,
        networks=[
            NetworkShare(network=node(Network, features.graph.ids[network]), agencies=count)
            for network, count in sorted(counted.items(), key=lambda of: (-of[1], of[0]))[:NETWORKS]
        ],
        network_count=len(counted),
        no_network=sum(len(row) == 0 for row in rows),
        issues=[
            ClusterIssue(issue=node(Issue, ident), inside=own, overall=every, lift=lift)
            for ident, own, every, lift in _telling(
                features, members, features.concern.has, features.concern.had_by
            )
        ],
        works=[
            ClusterWork(work=node(Record, ident), inside=own, overall=every, lift=lift)
            for ident, own, every, lift in _telling(
                features, members, features.works.takes, features.works.taken_by
            )
        ],
    )


def _telling(
    features: Features, members: Ints, has: CsrMatrix, had_by: CsrMatrix
) -> list[tuple[str, int, int, float]]:
    """What several of a cluster have, more than all agencies do: id, inside, overall and lift.

    The largest excess over what the share of all agencies would give comes first, then by id.
    """
    numbers, inside = np.unique(has.gather(members)[0], return_counts=True)
    overall = had_by.lengths()[numbers]
    expected = len(members) * overall / features.count
    telling = np.flatnonzero((inside >= SEVERAL) & (inside > expected))
    excess = np.round(inside - expected, DECIMALS)[telling]
    return [
        (
            features.graph.ids[numbers[at]],
            int(inside[at]),
            int(overall[at]),
            shown(float(inside[at] / expected[at])),
        )
        for at in telling[np.lexsort((numbers[telling], -excess))][:TELLING]
    ]


async def _clusters(
    request: AnalysisRequest,
    *,
    min_size: Annotated[
        int, strawberry.argument(description="Agencies of a cluster at least, 1 to 1000 (ขนาดต่ำสุด)")
    ] = 3,
    resolution: Annotated[
        float,
        strawberry.argument(
            description="1 is plain modularity; more gives smaller clusters; above 0, 10 at most (ความละเอียด)"
        ),
    ] = 1.0,
    first: First = 20,
    after: After = None,
) -> ClusterConnection | None:
    """Clusters of agencies that really work together."""
    smallest = check_most(min_size, "minSize", LARGEST, 1)
    if not (math.isfinite(resolution) and 0 < resolution <= FINEST):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"resolution is a number above 0, {FINEST:.0f} at most.",
            f"resolution ต้องมากกว่า 0 และไม่เกิน {FINEST:.0f}",
        )
    page = page_request(first, after, f"clusters-{resolution}", SAMPLE)
    context = await request.context()
    return await find_clustering(context, page, smallest=smallest, resolution=resolution)


ANALYSIS = Analysis(
    name="clusters",
    question=Text(
        "Clusters of agencies that work together more than with others (Louvain), what each draws from and shares, and how they agree with the official networks",
        "กลุ่มที่ทำงานร่วมกันจริงเทียบกับเครือข่าย",
    ),
    resolver=_clusters,
)
