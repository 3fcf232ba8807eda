"""Answers ``collaboration.pairs``: who shares a problem with whom, and what one has that the other lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.collaboration.answers import ComplementaryPair, ComplementaryPairConnection
from graph_api.analyses.collaboration.arguments import ProblemId
from graph_api.analyses.collaboration.complements import (
    Complement,
    compare_agencies,
    find_pairs,
    tied_agencies,
)
from graph_api.analyses.common.arguments import After, First
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_kind, check_optional
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.features import Features
from graph_api.linkage.linking import pair_parts
from graph_api.linkage.pair import Pair
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.reasons import Voice, make_reasons, shown
from graph_api.linkage.sentences import listed, quoted
from graph_api.linkage.steps import steps_to
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import NodeRef, node, nodes
from schema.declare import Text
from schema.model import Agency, Evidence, Mechanism, Network, Problem

SAMPLE: Key = (0, 0.0, "", "")
"""The key of a pair: 0 for a mutual one, minus its score, both ids."""

LISTED = 20
NAMED = 3


@dataclass(frozen=True, slots=True)
class _Shown:
    """A pair of the page, with what is worked out for it alone."""

    pair: Complement
    linked: Pair
    provenance: Provenance
    steps: int


async def list_pairs(
    context: QueryContext, problem: str, agency: str | None, page: PageRequest
) -> ComplementaryPairConnection | None:
    """The answer; ``None`` when the problem or the agency is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    graph = context.graph
    number = graph.number(problem)
    one = None if agency is None else graph.number(agency)
    if number is None or (agency is not None and one is None):
        return None
    complements = await context.snapshot.once(
        ("pairs", problem, agency), lambda features: find_pairs(features, number, one)
    )
    part = page_of(complements.pairs, lambda pair: _key(context, pair), page)
    items = await compute(_shown, context.features, number, list(part.items))
    details = await _details(context, problem, items)
    voice = Voice(graph, details, context.language)
    listed = connection(part, [_answer(context, problem, item, voice) for item in items])
    return ComplementaryPairConnection(
        **vars(listed),
        problem=node(Problem, problem),
        raiser_count=len(complements.raisers),
        mechanisms=nodes(Mechanism, graph.names(complements.mechanisms[:LISTED])),
        mechanism_count=len(complements.mechanisms),
        truncated=complements.truncated,
    )


def _key(context: QueryContext, pair: Complement) -> Key:
    ids = context.graph.ids
    return (0 if pair.mutual else 1, -pair.score, ids[pair.a], ids[pair.b])


def _shown(features: Features, problem: int, pairs: list[Complement]) -> list[_Shown]:
    """What the page shows of its pairs; steps are counted once for each first agency."""
    steps: dict[tuple[int, int], int] = {}
    for one in {pair.a for pair in pairs}:
        others = ints(sorted({pair.b for pair in pairs if pair.a == one}))
        counted = steps_to(features, ints([one - features.first]), others - features.first)
        steps |= {(one, int(b)): int(step) for b, step in zip(others, counted, strict=True)}
    return [
        _Shown(
            pair,
            compare_agencies(features, pair.a, pair.b),
            _behind(problem, pair),
            steps[pair.a, pair.b],
        )
        for pair in pairs
    ]


def _behind(problem: int, pair: Complement) -> Provenance:
    provenance = Provenance()
    provenance.add_nodes([*pair.only_a[:NAMED], *pair.only_b[:NAMED]])
    provenance.add_links([(pair.a, "RAISES", problem), (pair.b, "RAISES", problem)])
    provenance.add_links((pair.a, "OPERATES", int(mechanism)) for mechanism in pair.only_a[:5])
    provenance.add_links((pair.b, "OPERATES", int(mechanism)) for mechanism in pair.only_b[:5])
    return provenance


async def _details(context: QueryContext, problem: str, items: list[_Shown]) -> Details:
    provenance = [finding.provenance for item in items for finding in item.linked.findings]
    provenance += [item.provenance for item in items]
    ends = context.graph.names({end for item in items for end in (item.pair.a, item.pair.b)})
    return await read_details(
        context.store,
        context.scope,
        context.graph,
        provenance,
        [problem, *sorted(ends)] if items else [],
    )


def _answer(context: QueryContext, problem: str, item: _Shown, voice: Voice) -> ComplementaryPair:
    graph, pair = context.graph, item.pair
    ends = graph.ids[pair.a], graph.ids[pair.b]
    return ComplementaryPair(
        a=node(Agency, ends[0]),
        b=node(Agency, ends[1]),
        networks_a=_networks(context, pair.a),
        networks_b=_networks(context, pair.b),
        mechanisms_only_a=nodes(Mechanism, graph.names(pair.only_a[:LISTED])),
        mechanisms_only_b=nodes(Mechanism, graph.names(pair.only_b[:LISTED])),
        only_a_count=len(pair.only_a),
        only_b_count=len(pair.only_b),
        mutual=pair.mutual,
        already_tied=tied_agencies(context.features, pair.a, pair.b),
        distance=item.steps if item.steps >= 0 else None,
        score=shown(pair.score),
        reasons=make_reasons(pair_parts(item.linked), ends, voice),
        why=_why(context, problem, pair, voice),
        evidence=nodes(Evidence, voice.details.evidence_of(graph, item.provenance.links)),
    )


def _networks(context: QueryContext, agency: int) -> list[NodeRef[Network]]:
    return nodes(Network, context.graph.names(context.graph.out("MEMBER_OF", agency)[:LISTED]))


def _why(context: QueryContext, problem: str, pair: Complement, voice: Voice) -> str:
    """Who has what that the other lacks."""
    ids, say = context.graph.ids, context.say
    a, b = (quoted(voice.name(ids[agency])) for agency in (pair.a, pair.b))
    alone_a, alone_b = (_named(context, own, voice) for own in (pair.only_a, pair.only_b))
    if pair.mutual:
        what = say(
            f"{a} operates {alone_a}; {b} operates {alone_b}; each lacks what the other has.",
            f"{a} มี {alone_a} ส่วน {b} มี {alone_b} ซึ่งอีกฝ่ายไม่มี",
        )
    else:
        one, other, alone = (a, b, alone_a) if len(pair.only_a) else (b, a, alone_b)
        what = say(
            f"{one} operates {alone}, which {other} does not.", f"{one} มี {alone} ซึ่ง {other} ไม่มี"
        )
    name = quoted(voice.name(problem))
    return say(
        f"Both raise {name} and share no network. {what}",
        f"ทั้งสองฝ่ายยกปัญหา {name} และอยู่คนละเครือข่าย {what}",
    )


def _named(context: QueryContext, mechanisms: Ints, voice: Voice) -> str:
    names = [voice.name(ident) for ident in context.graph.names(mechanisms[:NAMED])]
    return listed(names, len(mechanisms), context.language)


async def _pairs(
    request: AnalysisRequest,
    *,
    problem: ProblemId,
    agency: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Only pairs with this agency (เฉพาะคู่ของหน่วยงานนี้)"),
    ] = None,
    first: First = 20,
    after: After = None,
) -> ComplementaryPairConnection | None:
    """Who shares a problem and complements each other."""
    about = check_kind(problem, "problem", "Problem")
    one = check_optional(agency, "agency", "Agency")
    page = page_request(first, after, "pairs", SAMPLE)
    context = await request.context(one or about, beside=about)
    return await list_pairs(context, about, one, page)


ANALYSIS = Analysis(
    name="pairs",
    question=Text(
        "Agencies of different networks that raise the same problem and have complementary mechanisms against it; question 1; null when the problem or the agency is not there",
        "หน่วยงานต่างเครือข่ายที่มีปัญหาร่วมกันและกลไกเติมเต็มกัน",
    ),
    resolver=_pairs,
    numbers=(1,),
)
