"""Two areas, two networks, or one of them in two years, side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overview.answers import Compared, Comparison, Difference
from graph_api.analyses.overview.events import read_events
from graph_api.analyses.overview.inventory import Inventory, inventory_of_network
from graph_api.analyses.overview.period import PeriodGraph, check_year, period_graph
from graph_api.analyses.overview.places import Places
from graph_api.analyses.overview.profile import inventory_within
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_kind
from graph_api.planner.refs import NodeRef, node, nodes
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.model import Record

LISTED = 20


@dataclass(frozen=True)
class ComparedSubject:
    """One of two: its id, and the year, or ``None`` for the day."""

    ident: str
    year: int | None


@dataclass(frozen=True)
class _ComparedSide:
    period: PeriodGraph
    inventory: Inventory

    def ids(self, name: str) -> set[str]:
        return set(self.period.features.graph.names(self.inventory.sets[name]))


async def find_comparison(
    context: QueryContext, a: ComparedSubject, b: ComparedSubject
) -> Comparison | None:
    """The comparison, or ``None`` when one of the two is not there.

    Raises:
        PhakhiError: BAD_ARGUMENT when the two are the same or of different kinds; what the store
            raises.
    """
    _check(a, b)
    one, other = await asyncio.gather(_find(context, a), _find(context, b))
    if one is None or other is None:
        return None
    return Comparison(
        a=_compared(a, one),
        b=_compared(b, other),
        issues=difference(one.ids("issues"), other.ids("issues")),
        problems=difference(one.ids("problems"), other.ids("problems")),
        agencies=difference(one.ids("agencies"), other.ids("agencies")),
        truncated=one.period.truncated or other.period.truncated,
    )


def _check(a: ComparedSubject, b: ComparedSubject) -> None:
    if a == b:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "a and b are the same: name two areas, two networks, or two years of one.",
            "a และ b เหมือนกัน ให้ระบุสองพื้นที่ สองเครือข่าย หรือสองปีของรายการเดียว",
        )
    if kind_of(a.ident) != kind_of(b.ident):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "a and b are both areas, or both networks.",
            "a และ b ต้องเป็นพื้นที่ทั้งคู่ หรือเครือข่ายทั้งคู่",
        )


async def _find(context: QueryContext, subject: ComparedSubject) -> _ComparedSide | None:
    period = await period_graph(context, subject.ident, subject.year)
    number = period.features.graph.number(subject.ident)
    if number is None:
        return None
    if kind_of(subject.ident) == "Network":
        inventory = await compute(inventory_of_network, period.features, number)
    else:
        events = await read_events(context, period, subject.ident)
        inventory = await compute(
            lambda: inventory_within(Places.of(period.features), number, events)
        )
    return _ComparedSide(period, inventory)


def _compared(subject: ComparedSubject, side: _ComparedSide) -> Compared:
    return Compared(
        node=node(Record, subject.ident), year=subject.year, counts=side.inventory.counts()
    )


def difference(a: set[str], b: set[str]) -> Difference:
    """What only one of two sets of ids has, and what both have."""
    return Difference(
        only_a=_listed(a - b),
        only_a_count=len(a - b),
        only_b=_listed(b - a),
        only_b_count=len(b - a),
        both=_listed(a & b),
        both_count=len(a & b),
    )


def _listed(idents: Iterable[str]) -> list[NodeRef[Record]]:
    return nodes(Record, sorted(idents)[:LISTED])


async def _compare(
    request: AnalysisRequest,
    *,
    a: Annotated[strawberry.ID, strawberry.argument(description="An area or a network (ฝ่ายแรก)")],
    b: Annotated[
        strawberry.ID,
        strawberry.argument(
            description="Another one of the same kind, or the same in another year (ฝ่ายที่สอง)"
        ),
    ],
    year_a: Annotated[
        int | None,
        strawberry.argument(
            description="The first in this year, as in coverage; by default on the day (ปีของฝ่ายแรก)"
        ),
    ] = None,
    year_b: Annotated[
        int | None,
        strawberry.argument(
            description="The second in this year, as in coverage; by default on the day (ปีของฝ่ายที่สอง)"
        ),
    ] = None,
) -> Comparison | None:
    """Two side by side."""
    day = request.as_of
    one = ComparedSubject(check_kind(a, "a", "Area", "Network"), check_year(year_a, day))
    other = ComparedSubject(check_kind(b, "b", "Area", "Network"), check_year(year_b, day))
    return await find_comparison(await request.context(a, b), one, other)


ANALYSIS = Analysis(
    name="compare",
    question=Text(
        "How do two areas, two networks, or two years of one of them differ? Null when one is not there",
        "สองพื้นที่ สองเครือข่าย หรือสองปี ต่างกันอย่างไร",
    ),
    resolver=_compare,
    computed=Computed.BOTH,
)
