"""Answers ``collaboration.goodDeeds``: good deeds that answer a problem, and who commits to them."""

from __future__ import annotations

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.collaboration.answers import AnsweringDeed, DeedCommitment
from graph_api.analyses.collaboration.arguments import ProblemId
from graph_api.analyses.collaboration.good_deeds_statements import ANSWERING_DEEDS, DeedRow
from graph_api.analyses.common.arguments import After, First, NearestCount, check_most
from graph_api.analyses.common.candidates import Nearest, nearest
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.domain.paging import after_parameters
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.csr import ints
from graph_api.linkage.features import Features
from graph_api.linkage.purpose import Purpose
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Actor, Evidence, GoodDeed

SAMPLE: Key = ("", "")
"""The key of a good deed: its Thai collation key, its id."""


async def list_deeds(
    context: QueryContext, problem: str, page: PageRequest, most_nearest: int
) -> Connection[AnsweringDeed] | None:
    """The page; ``None`` when the problem is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    terms = context.scope.parameters | after_parameters(page.after)
    read = await ANSWERING_DEEDS.read(context.store, **terms, problem=problem, limit=page.first + 1)
    if not read:
        return None
    (answering,) = read
    part = page_read(sorted(answering.deeds, key=_key), _key, page, answering.total)
    purposes = [(row.id, purpose_of(context.features, row.id, problem)) for row in part.items]
    near = await nearest(context, purposes, most_nearest)
    return connection(
        part, [_deed(row, candidates) for row, candidates in zip(part.items, near, strict=True)]
    )


def _key(row: DeedRow) -> Key:
    return row.sort_th, row.id


def purpose_of(features: Features, deed: str, problem: str) -> Purpose:
    """What a good deed takes: of agencies that do not commit to it yet, for a problem it answers."""
    graph = features.graph
    number, answered = graph.number(deed), graph.number(problem)
    if number is None or answered is None:  # it has just come, or just gone
        return Purpose()
    return Purpose(
        problems=ints([answered]),
        issues=graph.out("CONCERNS", number),
        areas=features.reach.areas.row(number),
        engaged=graph.of_kind("agency", graph.back("COMMITS_TO", number)),
    )


def _deed(row: DeedRow, candidates: list[Nearest]) -> AnsweringDeed:
    return AnsweringDeed(
        good_deed=node(GoodDeed, row.id),
        evidence=nodes(Evidence, dict.fromkeys(row.evidence)),
        committed=[
            DeedCommitment(
                actor=node(Actor, commitment.actor),
                wording=commitment.wording,
                since=commitment.since,
                evidence=nodes(Evidence, commitment.evidence or []),
            )
            for commitment in row.committed
        ],
        committed_count=row.committed_count,
        nearest=candidates,
    )


async def _good_deeds(
    request: AnalysisRequest,
    *,
    problem: ProblemId,
    nearest: NearestCount = 3,
    first: First = 20,
    after: After = None,
) -> Connection[AnsweringDeed] | None:
    """Good deeds that answer a problem."""
    about = check_kind(problem, "problem", "Problem")
    page = page_request(first, after, "goodDeeds", SAMPLE)
    most = check_most(nearest, "nearest")
    return await list_deeds(await request.context(about), about, page, most)


ANALYSIS = Analysis(
    name="good_deeds",
    question=Text(
        "Good deeds that answer a problem, by Thai name, who commits to them, and who could; question 5; null when there is no such problem",
        "ความดีที่ตอบปัญหา และผู้ตั้งใจทำ",
    ),
    resolver=_good_deeds,
    computed=Computed.BOTH,
    numbers=(5,),
)
