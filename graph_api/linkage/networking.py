"""Answers ``sharedIssues`` and ``networkMatrix``."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import numpy as np

from graph_api.linkage.answers import IssueNetwork, NetworkMatrix, NetworkPair, SharedIssue
from graph_api.linkage.csr import Ints, common, ints
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph
from graph_api.linkage.linking import pair_parts, pair_score
from graph_api.linkage.pair import Pair
from graph_api.linkage.profile import Profile
from graph_api.linkage.reasons import Voice, make_reasons
from graph_api.linkage.resampling import Resampling, decide_bounds, make_resampling
from graph_api.linkage.sharing import (
    IssueSharing,
    Matrix,
    Sharer,
    network_matrix,
    networks_of,
    shared_issues,
)
from graph_api.linkage.sharing_bounds import bound_pairs, steps_in_matrix
from graph_api.linkage.silence import silence_among
from graph_api.linkage.silence_answers import PairBounds
from graph_api.linkage.snapshots import Snapshot
from graph_api.planner.refs import node, nodes
from schema.cypher import Reader
from schema.model import Agency, Area, Evidence, Issue, Network, Record

LISTED = 20
"""Agencies, issues and works listed for one network or pair at most."""


async def find_shared_issues(
    store: Reader, snapshot: Snapshot, area: str | None, least: int, first: int
) -> list[SharedIssue]:
    """The answer; empty when the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = snapshot.features
    number = None if area is None else features.graph.number(area)
    if area is not None and number is None:
        return []
    networks = networks_of(features, number)
    shared = await asyncio.to_thread(shared_issues, features, networks, least, first)
    provenance = [sharer.provenance for item in shared for sharer in item.sharers]
    details = await read_details(store, snapshot.scope, features.graph, provenance)
    return [_shared(features, item, details) for item in shared]


def _shared(features: Features, shared: IssueSharing, details: Details) -> SharedIssue:
    graph = features.graph
    return SharedIssue(
        issue=node(Issue, graph.ids[shared.issue]),
        network_count=len(shared.sharers),
        networks=[issue_network(graph, sharer, details) for sharer in shared.sharers],
    )


def issue_network(graph: Graph, sharer: Sharer, details: Details) -> IssueNetwork:
    """A network's part in an issue, as it is shown."""
    return IssueNetwork(
        network=node(Network, graph.ids[sharer.network]),
        count=sharer.count,
        agencies=nodes(Agency, graph.names(sharer.agencies[:LISTED])),
        agency_count=len(sharer.agencies),
        through=nodes(Record, graph.names(sharer.provenance.nodes)),
        evidence=nodes(Evidence, details.evidence_of(graph, sharer.provenance.links)),
    )


async def find_network_matrix(
    store: Reader, snapshot: Snapshot, area: str, language: str, *, bounds: bool | None = False
) -> NetworkMatrix | None:
    """The answer, or ``None`` when the area is not there.

    Args:
        store: where names and evidence are read.
        snapshot: the graph, computed.
        area: id of the area.
        language: ``"th"`` or ``"en"``.
        bounds: whether to bound the counts; ``None``: where that is cheap.

    Raises:
        PhakhiError: BAD_ARGUMENT for bounds that take too long; what the store raises.
    """
    features = snapshot.features
    number = features.graph.number(area)
    if number is None:
        return None
    matrix = await asyncio.to_thread(network_matrix, features, number)
    resampling = await snapshot.once("resampling", make_resampling)
    bounded = await _bounds(snapshot, resampling, (area, matrix), asked=bounds)
    provenance = [finding.provenance for *_, pair in matrix.pairs for finding in pair.findings]
    names = features.graph.names(matrix.networks)
    details = await read_details(store, snapshot.scope, features.graph, provenance, names)
    voice = Voice(features.graph, details, language)
    return NetworkMatrix(
        area=node(Area, area),
        networks=nodes(Network, names),
        pairs=[
            _pair(*item, bound, voice) for item, bound in zip(matrix.pairs, bounded, strict=True)
        ],
        silence=silence_among(resampling.silent, _members(matrix), language),
        left_out=matrix.left_out,
        as_of=snapshot.scope.as_of,
        revision=snapshot.revision,
    )


def _members(matrix: Matrix) -> Ints:
    """Agencies of the networks compared."""
    return np.unique(np.concatenate([ints([]), *(p.agencies for p in matrix.profiles)]))


async def _bounds(
    snapshot: Snapshot, resampling: Resampling, subject: tuple[str, Matrix], *, asked: bool | None
) -> Sequence[PairBounds | None]:
    """Of each pair; ``None`` for all where they are off."""
    area, matrix = subject
    off = [None] * len(matrix.pairs)
    if asked is False:
        return off
    steps = await asyncio.to_thread(steps_in_matrix, snapshot.features, resampling, matrix)
    if not decide_bounds(resampling, steps, asked=asked):
        return off
    return await snapshot.in_turn(
        ("pairs in draws", area), lambda own: bound_pairs(own, resampling, matrix)
    )


def _pair(
    left: Profile, right: Profile, pair: Pair, bounds: PairBounds | None, voice: Voice
) -> NetworkPair:
    graph = voice.graph
    ends = graph.ids[left.number], graph.ids[right.number]
    members = common(left.memberships, right.memberships)
    return NetworkPair(
        a=node(Network, ends[0]),
        b=node(Network, ends[1]),
        score=pair_score(pair),
        shared_issues=nodes(Issue, graph.names(pair.issues[:LISTED])),
        shared_issue_count=len(pair.issues),
        common_agencies=nodes(Agency, graph.names(members[:LISTED])),
        collaborations=pair.work.collaborations,
        common_work=nodes(Record, graph.names(pair.work.works[:LISTED])),
        reasons=make_reasons(pair_parts(pair), ends, voice),
        bounds=bounds,
    )
