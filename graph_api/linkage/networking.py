"""Answers ``sharedIssues`` and ``networkMatrix``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from graph_api.concurrency import compute
from graph_api.linkage.answers import IssueNetwork, NetworkMatrix, NetworkPair, SharedIssue
from graph_api.linkage.common_work import NO_WORK
from graph_api.linkage.csr import Ints, common, ints
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph
from graph_api.linkage.linking import pair_parts, pair_score
from graph_api.linkage.pair import Pair
from graph_api.linkage.provenance import Provenance
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
from schema.registry import camel

EVERYTHING = frozenset(camel(field.name) for field in fields(NetworkPair))

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
    shared = await compute(shared_issues, features, networks, least, first)
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


@dataclass(frozen=True)
class MatrixQuery:
    """What is asked of the networks of an area.

    Attributes:
        area: its id.
        language: of sentences.
        bounds: whether to bound the counts; ``None``: where that is cheap.
        selected: names of the fields of a pair that are asked for.
        silence: whether it is asked who has said nothing.
    """

    area: str
    language: str = "en"
    bounds: bool | None = False
    selected: frozenset[str] = EVERYTHING
    silence: bool = True


async def find_network_matrix(
    store: Reader, snapshot: Snapshot, question: MatrixQuery
) -> NetworkMatrix | None:
    """The answer, or ``None`` when the area is not there; what is not asked for is empty.

    Raises:
        PhakhiError: BAD_ARGUMENT for bounds that take too long; what the store raises.
    """
    area = question.area
    number = snapshot.features.graph.number(area)
    if number is None:
        return None
    matrix = await snapshot.once(("matrix", area), lambda own: network_matrix(own, number))
    resampling = await _resampling(snapshot, question)
    bounded = await _bounds(snapshot, resampling, matrix, question)
    details = (
        await _details(store, snapshot, matrix)
        if "reasons" in question.selected
        else Details({}, {})
    )
    voice = Voice(snapshot.features.graph, details, question.language)
    return NetworkMatrix(
        area=node(Area, area),
        networks=nodes(Network, snapshot.features.graph.names(matrix.networks)),
        pairs=await compute(_pairs, matrix, bounded, voice, question),
        silence=silence_among(
            resampling.silent if resampling else np.zeros(snapshot.features.count, dtype=np.bool_),
            _members(matrix),
            question.language,
        ),
        left_out=matrix.left_out,
        as_of=snapshot.scope.as_of,
        revision=snapshot.revision,
    )


async def _resampling(snapshot: Snapshot, question: MatrixQuery) -> Resampling | None:
    if question.silence or question.bounds is not False:
        return await snapshot.once("resampling", make_resampling)
    return None


async def _details(store: Reader, snapshot: Snapshot, matrix: Matrix) -> Details:
    """Names and evidence for the reasons of all pairs, by one statement."""

    def provenance() -> list[Provenance]:
        return [finding.provenance for pair in matrix.pairs for finding in pair.findings]

    graph = snapshot.features.graph
    return await read_details(
        store, snapshot.scope, graph, await compute(provenance), graph.names(matrix.networks)
    )


def _members(matrix: Matrix) -> Ints:
    """Agencies of the networks compared."""
    return np.unique(np.concatenate([ints([]), *(p.agencies for p in matrix.profiles)]))


async def _bounds(
    snapshot: Snapshot, resampling: Resampling | None, matrix: Matrix, question: MatrixQuery
) -> Sequence[PairBounds | None]:
    """Of each pair; ``None`` for all where they are off."""
    off = [None] * len(matrix.pairs)
    if resampling is None or question.bounds is False:
        return off
    steps = await compute(steps_in_matrix, snapshot.features, resampling, matrix)
    if not decide_bounds(resampling, steps, asked=question.bounds):
        return off
    return await snapshot.in_turn(
        ("pairs in draws", question.area), lambda own: bound_pairs(own, resampling, matrix)
    )


def _pairs(
    matrix: Matrix,
    bounded: Sequence[PairBounds | None],
    voice: Voice,
    question: MatrixQuery,
) -> list[NetworkPair]:
    each = zip(matrix.pairs, bounded, strict=True)
    return [_pair(pair, bounds, voice, question) for pair, bounds in each]


def _pair(
    pair: Pair, bounds: PairBounds | None, voice: Voice, question: MatrixQuery
) -> NetworkPair:
    graph, selected = voice.graph, question.selected
    ends = graph.ids[pair.left.number], graph.ids[pair.right.number]
    members = common(pair.left.memberships, pair.right.memberships)
    works = pair.work if selected & {"collaborations", "commonWork"} else NO_WORK
    return NetworkPair(
        a=node(Network, ends[0]),
        b=node(Network, ends[1]),
        score=pair_score(pair) if "score" in selected else 0.0,
        shared_issues=nodes(Issue, graph.names(pair.issues[:LISTED])),
        shared_issue_count=len(pair.issues),
        common_agencies=nodes(Agency, graph.names(members[:LISTED])),
        collaborations=works.collaborations,
        common_work=nodes(Record, graph.names(works.works[:LISTED])),
        reasons=make_reasons(pair_parts(pair), ends, voice) if "reasons" in selected else [],
        bounds=bounds,
    )
