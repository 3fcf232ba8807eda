"""Answers ``communities.clusters``: each cluster with what it draws from and what it shares."""

from __future__ import annotations

import asyncio
from collections import Counter

import numpy as np

from graph_api.families.common.family import Asking
from graph_api.families.communities.answers import (
    Cluster,
    Clustering,
    ClusterIssue,
    ClusterWork,
    NetworkShare,
)
from graph_api.families.communities.leiden import find_clusters
from graph_api.linkage.features import Features
from graph_api.linkage.reasons import shown
from graph_api.linkage.rows import Ints
from graph_api.paging.connections import connection
from graph_api.paging.pages import Asked, Key, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Agency, Issue, Network, Record

SAMPLE: Key = (0, "")
"""The key of a cluster: minus its size, the id of its first agency."""

LISTED = 50
TELLING = 5
SEVERAL = 2


async def find_clustering(
    asking: Asking, page: Asked, *, smallest: int, resolution: float
) -> Clustering:
    """The clusters, a page at a time.

    Raises:
        PhakhiError: what the store raises.
    """
    found = await asking.snapshot.once(
        ("clusters", resolution), lambda features: find_clusters(features, resolution)
    )
    features = asking.features
    kept = [members for members in found.members if len(members) >= smallest]
    shown_page = page_of(kept, lambda part: (-len(part), features.agency(int(part[0]))), page)
    made = await asyncio.to_thread(
        lambda: [_cluster(features, members) for members in shown_page.items]
    )
    return Clustering(
        clusters=connection(shown_page, made),
        agencies_outside=features.count - sum(map(len, kept)),
        modularity=shown(found.modularity),
        networks_modularity=shown(found.networks_modularity),
        agreement=shown(found.agreement),
    )


def _cluster(features: Features, members: Ints) -> Cluster:
    inside = features.ties.strength.matrix()[members][:, members]
    strength = np.asarray(inside.sum(axis=1))
    order = members[np.lexsort((members, -np.round(strength, 12)))]
    ties = int(features.ties.known[members].sum())
    networks, alone = _networks(features, members)
    return Cluster(
        agencies=nodes(Agency, features.agencies(order[:LISTED])),
        size=len(members),
        ties_inside=inside.nnz // 2,
        ties_outside=ties - inside.nnz,
        networks=networks,
        no_network=alone,
        issues=_issues(features, members),
        works=_works(features, members),
    )


def _networks(features: Features, members: Ints) -> tuple[list[NetworkShare], int]:
    member_of = features.graph.relations["MEMBER_OF"].out
    rows = [member_of.row(features.first + int(agency)) for agency in members]
    counted = Counter(int(network) for row in rows for network in row)
    shares = [
        NetworkShare(network=node(Network, features.graph.ids[network]), agencies=count)
        for network, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
    return shares, sum(len(row) == 0 for row in rows)


def _issues(features: Features, members: Ints) -> list[ClusterIssue]:
    """By excess: agencies inside beyond those that the share of all agencies would give."""
    columns, _, _ = features.concern.has.gather(members)
    inside = Counter(map(int, columns))
    telling = []
    for issue, count in inside.items():
        overall = len(features.concern.had_by.row(issue))
        expected = len(members) * overall / features.count
        if count >= SEVERAL and count > expected:
            telling.append((expected - count, issue, count, overall, count / expected))
    return [
        ClusterIssue(
            issue=node(Issue, features.graph.ids[issue]),
            inside=count,
            overall=overall,
            lift=shown(lift),
        )
        for _, issue, count, overall, lift in sorted(telling)[:TELLING]
    ]


def _works(features: Features, members: Ints) -> list[ClusterWork]:
    columns, _, _ = features.works.takes.gather(members)
    inside = Counter(map(int, columns))
    telling = [(-count, work) for work, count in inside.items() if count >= SEVERAL]
    return [
        ClusterWork(
            work=node(Record, features.graph.ids[work]),
            inside=-count,
            overall=len(features.works.taken_by.row(work)),
        )
        for count, work in sorted(telling)[:TELLING]
    ]
