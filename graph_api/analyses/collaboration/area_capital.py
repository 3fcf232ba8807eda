"""Answers ``collaboration.capital``: what there is to build on in an area, and for which problems."""

from __future__ import annotations

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.collaboration.answers import AreaCapital, ServableProblem
from graph_api.analyses.collaboration.servable import (
    NAMED,
    Capital,
    Servable,
    find_capital,
    provenance,
    purpose_of,
)
from graph_api.analyses.common.arguments import After, AreaId, First, NearestCount, check_most
from graph_api.analyses.common.candidates import Nearest, nearest
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.sentences import listed
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Actor, Area, Evidence, Issue, MoralCapital, Problem

SAMPLE: Key = (0, "")
"""The key of moral capital: minus the number of problems that it could serve, its id."""

LISTED = 20


async def list_capital(
    context: QueryContext, area: str, page: PageRequest, most_nearest: int
) -> Connection[AreaCapital] | None:
    """The page; ``None`` when the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    number = context.graph.number(area)
    if number is None:
        return None
    capitals = await context.snapshot.once(
        ("capital", area), lambda features: find_capital(features, number)
    )
    ids = context.graph.ids
    part = page_of(capitals, lambda item: (-len(item.could), ids[item.number]), page)
    purposes = [(ids[item.number], purpose_of(context.features, item)) for item in part.items]
    near = await nearest(context, purposes, most_nearest)
    details = await _details(context, list(part.items))
    return connection(
        part,
        [
            _answer(context, item, candidates, details)
            for item, candidates in zip(part.items, near, strict=True)
        ],
    )


async def _details(context: QueryContext, items: list[Capital]) -> Details:
    rest = [
        provenance(context.features, capital, item)
        for capital in items
        for item in capital.could[:LISTED]
    ]
    names = {
        number
        for capital in items
        for item in capital.could[:LISTED]
        for number in (*map(int, item.issues[:NAMED]), *map(int, item.areas[:NAMED]))
    }
    graph = context.graph
    return await read_details(context.store, context.scope, graph, rest, graph.names(sorted(names)))


def _answer(
    context: QueryContext, item: Capital, candidates: list[Nearest], details: Details
) -> AreaCapital:
    graph = context.graph
    return AreaCapital(
        capital=node(MoralCapital, graph.ids[item.number]),
        areas=nodes(Area, graph.names(item.areas[:LISTED])),
        holders=nodes(Actor, graph.names(item.holders[:LISTED])),
        holder_count=len(item.holders),
        serves=nodes(Problem, graph.names(item.serves[:LISTED])),
        serves_count=len(item.serves),
        could_serve=[_servable(context, item, other, details) for other in item.could[:LISTED]],
        could_serve_count=len(item.could),
        nearest=candidates,
    )


def _servable(
    context: QueryContext, capital: Capital, item: Servable, details: Details
) -> ServableProblem:
    graph = context.graph
    links = provenance(context.features, capital, item).links
    return ServableProblem(
        problem=node(Problem, graph.ids[item.problem]),
        shared_issues=nodes(Issue, graph.names(item.issues[:NAMED])),
        areas=nodes(Area, graph.names(item.areas[:NAMED])),
        why=_why(context, capital, item, details),
        evidence=nodes(Evidence, details.evidence_of(graph, links)),
    )


def _why(context: QueryContext, capital: Capital, item: Servable, details: Details) -> str:
    graph, language = context.graph, context.language

    def name(number: int) -> str:
        return details.name(graph.ids[number], language)

    issues = listed([name(int(n)) for n in item.issues[:NAMED]], len(item.issues), language)
    areas = listed([name(int(n)) for n in item.areas[:NAMED]], len(item.areas), language)
    return context.say(
        f"“{name(item.problem)}” is found in {areas} and concerns {issues}, as “{name(capital.number)}” does; "
        "nothing that it enables is about this problem yet.",
        f"พบ “{name(item.problem)}” ใน {areas} และเกี่ยวกับ {issues} เช่นเดียวกับ “{name(capital.number)}” "
        "แต่ยังไม่มีสิ่งที่ต้นทุนนี้เอื้อให้เกิดซึ่งช่วยเรื่องนี้",
    )


async def _capital(
    request: AnalysisRequest,
    *,
    area: AreaId,
    nearest: NearestCount = 3,
    first: First = 20,
    after: After = None,
) -> Connection[AreaCapital] | None:
    """Moral capital of an area."""
    place = check_kind(area, "area", "Area")
    page = page_request(first, after, "capital", SAMPLE)
    most = check_most(nearest, "nearest")
    return await list_capital(await request.context(place), place, page, most)


ANALYSIS = Analysis(
    name="capital",
    question=Text(
        "Moral capital in an area or within it, what it serves and which problems it could serve; those that could serve most first, then by id; question 19; null when there is no such area",
        "ต้นทุนคุณธรรมในพื้นที่ และปัญหาที่อาจช่วยได้",
    ),
    resolver=_capital,
    numbers=(19,),
)
