"""Answers ``linkage``: how two organisations are linked, and the shortest path between them."""

from __future__ import annotations

from graph_api.concurrency import compute
from graph_api.linkage.answers import CooperationPath, Linkage, PathStep, StepKind
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.features import Features
from graph_api.linkage.pair import Pair
from graph_api.linkage.path import Step, shortest_path
from graph_api.linkage.profile import make_profile
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, tie
from graph_api.linkage.reasons import ScorePart, Voice, make_reasons, shown
from graph_api.linkage.snapshots import Snapshot
from graph_api.linkage.weights import PAIR
from graph_api.planner.refs import node, nodes
from schema.cypher import Reader
from schema.errors import ErrorCode, PhakhiError
from schema.model import Agency, Evidence, Organisation, Record


async def find_linkage(
    store: Reader, snapshot: Snapshot, source: str, target: str, language: str
) -> Linkage | None:
    """The answer, or ``None`` when one of the two is not there.

    Raises:
        PhakhiError: BAD_ARGUMENT when both are the same; what the store raises.
    """
    if source == target:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "from and to are the same; name two different organisations.",
            "from และ to เป็นองค์กรเดียวกัน ระบุองค์กรสองแห่งที่ต่างกัน",
        )
    graph = snapshot.features.graph
    left, right = graph.number(source), graph.number(target)
    if left is None or right is None:
        return None
    pair, path = await compute(_find, snapshot.features, left, right)
    steps = [step_behind(snapshot.features, step) for step in path or []]
    provenance = [*(finding.provenance for finding in pair.findings), *steps]
    details = await read_details(store, snapshot.scope, graph, provenance, (source, target))
    reasons = make_reasons(pair_parts(pair), (source, target), Voice(graph, details, language))
    return Linkage(
        source=node(Organisation, source),
        target=node(Organisation, target),
        linked=bool(reasons) or path is not None,
        score=pair_score(pair),
        reasons=reasons,
        path=None if path is None else path_answer(snapshot.features, path, steps, details),
        as_of=snapshot.scope.as_of,
        revision=snapshot.revision,
    )


def pair_parts(pair: Pair) -> list[ScorePart]:
    """The parts of a pair's score."""
    return [
        ScorePart(finding.component, PAIR[finding.component], finding.value, finding.provenance)
        for finding in pair.findings
    ]


def pair_score(pair: Pair) -> float:
    """A pair's score, as shown."""
    return shown(sum(part.contribution for part in pair_parts(pair)))


def _find(features: Features, left: int, right: int) -> tuple[Pair, list[Step] | None]:
    one, other = make_profile(features, left), make_profile(features, right)
    pair = Pair(features, one, other)
    _ = pair.findings  # here, and not where others wait for the event loop
    return pair, shortest_path(features, one, other)


def step_behind(features: Features, step: Step) -> Provenance:
    """What a step of cooperation rests on."""
    source, target = features.first + step.source, features.first + step.target
    provenance = Provenance()
    provenance.add_nodes(step.works)
    provenance.add_links(tie(features.graph, source, target)[1])
    return provenance


def path_answer(
    features: Features, path: list[Step], provenance: list[Provenance], details: Details
) -> CooperationPath:
    """A chain as it is shown, with what stands behind each step."""
    return CooperationPath(
        length=len(path),
        steps=[
            step_answer(features, step, rest, details)
            for step, rest in zip(path, provenance, strict=True)
        ],
    )


def step_answer(
    features: Features, step: Step, provenance: Provenance, details: Details
) -> PathStep:
    """A step as it is shown."""
    return PathStep(
        source=node(Agency, features.agency(step.source)),
        target=node(Agency, features.agency(step.target)),
        kinds=[
            *([StepKind.COLLABORATION] if step.direct else []),
            *([StepKind.SAME_WORK] if step.works else []),
        ],
        through=nodes(Record, features.graph.names(step.works[:NODES_SHOWN])),
        evidence=nodes(Evidence, details.evidence_of(features.graph, provenance.links)),
    )
