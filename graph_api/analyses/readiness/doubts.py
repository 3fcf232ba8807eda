"""Question 25: facts that rest on one source, are invented, or contradict each other.

They are read kind by kind, each kind by *readings* of its own: fixed statements that go on from a
place along an index. A statement looks at so many records at most; where it stops for that, so
does the page, and its end cursor says where to go on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.readiness.answers import (
    Contradiction,
    Doubt,
    DoubtConnection,
    DoubtfulLink,
    DoubtKind,
)
from graph_api.analyses.readiness.disputes import contradiction, stored_names
from graph_api.analyses.readiness.doubts_statements import (
    DISPUTES,
    INVENTED_LINKS,
    INVENTED_RECORDS,
    LOOKED_AT,
    NO_EVIDENCE,
    SINGLE_SOURCE,
    DisputeRow,
    DoubtRow,
    RangeRead,
)
from graph_api.domain.names import Named
from graph_api.linkage.arguments import check_kinds
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Edge, PageInfo
from graph_api.paging.pages import Key, PageRequest, page_request
from graph_api.planner.order import encode_cursor
from graph_api.planner.refs import node, nodes
from schema.cypher import Statement
from schema.dates import thai_date
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.model import Evidence, Record, Source
from schema.registry import declaration

FIRST: Key = (0, "", "")
"""A key before all others; also what keys are made of."""

CARRIERS = frozenset({"Claim", "Dataset", "Evidence", "Source", "Term"})
"""Kinds that carry or name facts rather than being facts."""

READINGS: tuple[tuple[DoubtKind, Statement[RangeRead] | None], ...] = (
    (DoubtKind.DISPUTED, None),
    (DoubtKind.SINGLE_SOURCE, SINGLE_SOURCE),
    (DoubtKind.NO_EVIDENCE, NO_EVIDENCE),
    (DoubtKind.SYNTHETIC, INVENTED_RECORDS),
    (DoubtKind.SYNTHETIC, INVENTED_LINKS),
)
"""In the order in which doubts are listed; contradictions are read along claims, all else along records."""


def facts() -> list[str]:
    """Names of the kinds whose records are facts."""
    return [kind for kind in declaration().kinds if kind not in CARRIERS]


_PAST = "!"
"""An id with this behind it comes after the id, and before all longer ones that begin like it."""


@dataclass(frozen=True, slots=True)
class DoubtCursor:
    """Where a doubt stands: number of the reading, then two ids."""

    reading: int
    first: str = ""
    second: str = ""

    def cursor(self, tag: str) -> str:
        """As a cursor."""
        return encode_cursor(tag, [self.reading, self.first, self.second])


@dataclass(frozen=True, slots=True)
class DoubtsRead:
    """Doubts in order, each with its place, and where reading stopped for its bound."""

    doubts: list[tuple[DoubtCursor, Doubt]]
    stopped: DoubtCursor | None = None


async def find_doubts(
    context: QueryContext,
    kinds: Sequence[DoubtKind],
    of: Sequence[str] | None,
    requested: PageRequest,
) -> DoubtConnection:
    """A page of doubts: kind by kind, within a kind by id.

    Args:
        context: what it is worked out with.
        kinds: kinds of doubts.
        of: names of the kinds of records that are looked at; ``None`` for all that are facts, and for
            contradictions all.
        requested: the page.

    Raises:
        PhakhiError: what the store raises.
    """
    start = DoubtCursor(*requested.after) if requested.after else DoubtCursor(0)  # type: ignore[arg-type]  # as FIRST
    doubts: list[tuple[DoubtCursor, Doubt]] = []
    stopped: DoubtCursor | None = None
    for number, (kind, _) in enumerate(READINGS):
        if kind not in kinds or number < start.reading:
            continue
        place = start if number == start.reading else DoubtCursor(number)
        read = await _read(context, place, of, requested.first + 1 - len(doubts))
        doubts, stopped = doubts + read.doubts, read.stopped
        if stopped or len(doubts) > requested.first:
            break
    return _page(doubts, stopped, requested)


def _page(
    doubts: list[tuple[DoubtCursor, Doubt]], stopped: DoubtCursor | None, requested: PageRequest
) -> DoubtConnection:
    shown, cut = doubts[: requested.first], len(doubts) > requested.first
    cursors = [place.cursor(requested.tag) for place, _ in shown]
    end = cursors[-1] if cursors else None
    items = [doubt for _, doubt in shown]
    return DoubtConnection(
        edges=[Edge(cursor=c, node=item) for c, item in zip(cursors, items, strict=True)],
        nodes=items,
        page_info=PageInfo(
            has_next_page=cut or stopped is not None,
            has_previous_page=requested.after is not None,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=stopped.cursor(requested.tag) if stopped and not cut else end,
        ),
    )


async def _read(
    context: QueryContext, place: DoubtCursor, of: Sequence[str] | None, most: int
) -> DoubtsRead:
    kind, statement = READINGS[place.reading]
    if statement is None:
        return await _read_disputes(context, place, of or [*declaration().kinds], most)
    ranges = _ranges(of or facts(), place)
    rows = await statement.read(
        context.store, **context.scope.parameters, ranges=ranges, limit=most, looked_at=LOOKED_AT
    )
    return _in_order(context, kind, place.reading, rows, most)


async def _read_disputes(
    context: QueryContext, place: DoubtCursor, of: Sequence[str], most: int
) -> DoubtsRead:
    rows = await DISPUTES.read(
        context.store,
        **context.scope.parameters,
        after_subject=place.first,
        after_claim=place.second,
        kinds=list(of),
        stored_names=stored_names(),
        limit=most,
    )
    ordered = sorted(rows, key=lambda row: (row.subject, row.claim))
    return DoubtsRead(
        [(DoubtCursor(0, row.subject, row.claim), _disputed(context, row)) for row in ordered]
    )


def _in_order(
    context: QueryContext, kind: DoubtKind, reading: int, rows: list[RangeRead], most: int
) -> DoubtsRead:
    """Kind after kind of record; it stops where a statement has looked at as many as it may."""
    doubts: list[tuple[DoubtCursor, Doubt]] = []
    for read in sorted(rows, key=lambda row: row.range):
        doubts += [
            (DoubtCursor(reading, row.id, row.link), _doubt(context, kind, row))
            for row in sorted(read.doubts, key=lambda row: (row.id, row.link))
        ]
        if len(doubts) >= most:
            return DoubtsRead(doubts[:most])
        if read.reached is not None:
            return DoubtsRead(doubts, DoubtCursor(reading, read.reached + _PAST))
    return DoubtsRead(doubts)


def _ranges(of: Sequence[str], place: DoubtCursor) -> list[dict[str, str]]:
    """Where ids of these kinds begin and end, in order, from a place on; with its relationship."""
    kinds = declaration().kinds
    bounds = sorted((f"{kinds[name].prefix}:", f"{kinds[name].prefix};") for name in of)
    return [
        {
            "low": max(low, place.first),
            "high": high,
            "link": place.second if place.first >= low else "",
        }
        for low, high in bounds
        if place.first < high
    ]


def _disputed(context: QueryContext, row: DisputeRow) -> Doubt:
    both = contradiction(row)
    return Doubt(
        kind=DoubtKind.DISPUTED,
        node=node(Record, row.node.id),
        link=_link(row.subject, row.type, row.target),
        contradiction=both,
        source=None,
        evidence=both.shown.evidence,
        why=_why_disputed(context, both, quoted(row.node.name(context.language))),
    )


def _doubt(context: QueryContext, kind: DoubtKind, row: DoubtRow) -> Doubt:
    source = row.sources[0] if row.sources else None
    return Doubt(
        kind=kind,
        node=node(Record, row.id),
        link=_link(row.link, row.type, row.target),
        contradiction=None,
        source=None if source is None else node(Source, source.id),
        evidence=nodes(Evidence, row.evidence or []),
        why=_why(context, kind, source),
    )


def _link(ident: str, type_: str | None, target: str | None) -> DoubtfulLink | None:
    if type_ is None or target is None:
        return None
    return DoubtfulLink(id=strawberry.ID(ident), type=type_, to=node(Record, target))


def _why_disputed(context: QueryContext, both: Contradiction, name: str) -> str:
    shown, other = both.shown.value, both.other.value
    if shown is None or other is None:
        return context.say(
            f"Datasets differ on {both.property} of {name}.",
            f"ชุดข้อมูลให้ค่า {both.property} ของ {name} ต่างกัน",
        )
    return context.say(
        f"Datasets differ on {both.property} of {name}: {shown} is shown, {other} is said too.",
        f"ชุดข้อมูลให้ค่า {both.property} ของ {name} ต่างกัน: ที่แสดงคือ {_thai(shown)} "
        f"อีกค่าหนึ่งคือ {_thai(other)}",
    )


def _thai(value: str) -> str:
    """A value as JSON, for a Thai sentence: a day as people there write it."""
    try:
        return thai_date(dt.date.fromisoformat(value.strip('"')))
    except ValueError:
        return value


def _why(context: QueryContext, kind: DoubtKind, source: Named | None) -> str:
    if kind is DoubtKind.SINGLE_SOURCE and source is not None:
        name = quoted(source.name(context.language))
        return context.say(f"It rests on one source: {name}.", f"มีแหล่งที่มาเดียวคือ {name}")
    if kind is DoubtKind.NO_EVIDENCE:
        return context.say("No words in any source carry it.", "ไม่มีถ้อยคำในแหล่งที่มาใดรองรับ")
    return context.say("Only invented datasets assert it.", "มีเพียงชุดข้อมูลสังเคราะห์ที่ยืนยัน")


async def _doubts(
    request: AnalysisRequest,
    *,
    kinds: Annotated[
        list[DoubtKind] | None,
        strawberry.argument(description="Only these doubts; all by default (เฉพาะเหตุเหล่านี้)"),
    ] = None,
    of: Annotated[
        list[str] | None,
        strawberry.argument(
            description="Only of records of these kinds, such as Agency, and of the relationships that "
            "start from them; by default all but Claim, Dataset, Evidence, Source and Term, and contradictions "
            "of all (เฉพาะประเภท)"
        ),
    ] = None,
    first: First = 20,
    after: After = None,
) -> DoubtConnection | None:
    """What is doubtful, and why."""
    page = page_request(first, after, "doubts", FIRST)
    looked_for = [*DoubtKind] if kinds is None else kinds
    kinds_of = _kinds(of)
    context = await request.context(invented=DoubtKind.SYNTHETIC in looked_for)
    return await find_doubts(context, looked_for, kinds_of, page)


def _kinds(of: list[str] | None) -> tuple[str, ...] | None:
    """Names of kinds whose records are facts.

    Raises:
        PhakhiError: BAD_ARGUMENT.
    """
    kinds_of_records = None if of is None else check_kinds(of)
    if kinds_of_records is not None and CARRIERS.intersection(kinds_of_records):
        carriers = ", ".join(sorted(CARRIERS))
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"These kinds carry facts rather than being facts: {carriers}.",
            f"ประเภทเหล่านี้ใช้รองรับข้อเท็จจริง ไม่ใช่ข้อเท็จจริงเอง: {carriers}",
        )
    return kinds_of_records


ANALYSIS = Analysis(
    name="doubts",
    question=Text(
        "Question 25: which facts rest on one source, are invented, or contradict each other? Contradictions first, with both sides, then by kind and id",
        "คำถาม 25: ข้อเท็จจริงใดมีแหล่งที่มาเดียว เป็นข้อมูลสังเคราะห์ หรือขัดแย้งกัน",
    ),
    resolver=_doubts,
    computed=Computed.STATEMENT,
    numbers=(25,),
)
