"""Question 23: the conditions of success that somebody named, and what fulfils each of them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.readiness.answers import ConditionStanding, Fulfilling, Naming
from graph_api.analyses.readiness.conditions_statements import (
    CONDITIONS,
    WITHOUT_POSITION,
    ConditionRow,
    FulfilmentRow,
    LapsedRow,
    NamingRow,
)
from graph_api.linkage.arguments import check_optional
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from graph_api.planner.refs import node, nodes
from schema.dates import thai_date
from schema.declare import Text
from schema.model import Evidence, Record, SuccessCondition

FIRST: Key = (-1, "")
"""A key before all others; also what keys are made of."""


async def find_conditions(
    context: QueryContext, namer: str | None, requested: PageRequest
) -> Connection[ConditionStanding] | None:
    """A page of conditions, by position, then id; ``None`` when their namer is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    position, ident = requested.after or FIRST
    (read,) = await CONDITIONS.read(
        context.store,
        **context.scope.parameters,
        namer=namer,
        after_position=position,
        after_id=ident,
        limit=requested.first + 1,
    )
    if not read.namer_exists:
        return None
    page = page_read(sorted(read.conditions, key=_key), _key, requested, read.total)
    return connection(page, [_condition(context, row) for row in page.items])


def _key(row: ConditionRow) -> Key:
    return row.position, row.id


def _condition(context: QueryContext, row: ConditionRow) -> ConditionStanding:
    count, invented = row.fulfilment_count, row.invented_count
    return ConditionStanding(
        position=None if row.position == WITHOUT_POSITION else row.position,
        condition=node(SuccessCondition, row.id),
        named_by=[_naming(naming) for naming in sorted(row.namings, key=_naming_order)],
        fulfilments=[
            _fulfilling(fulfilment, context.scope.as_of)
            for fulfilment in sorted(row.fulfilments, key=_newest_first)
        ],
        fulfilment_count=count,
        synthetic_count=invented,
        missing=count == 0,
        all_synthetic=0 < count == invented,
        why=_why(context, count, invented, sorted(row.lapsed, key=_last_over_first)),
    )


def _naming_order(row: NamingRow) -> tuple[str, str]:
    return row.by, row.link


def _newest_first(row: FulfilmentRow) -> tuple[int, str, str]:
    """What has no day comes last."""
    return -row.since.toordinal() if row.since else 0, row.node, row.link


def _last_over_first(row: LapsedRow) -> tuple[int, str, str]:
    return -row.until.toordinal(), row.node.id, row.link


def _naming(row: NamingRow) -> Naming:
    return Naming(
        by=node(Record, row.by), since=row.since, evidence=nodes(Evidence, row.evidence or [])
    )


def _fulfilling(row: FulfilmentRow, day: dt.date) -> Fulfilling:
    return Fulfilling(
        node=node(Record, row.node),
        since=row.since,
        age_days=None if row.since is None else (day - row.since).days,
        synthetic=row.invented,
        evidence=nodes(Evidence, row.evidence or []),
    )


def _why(context: QueryContext, count: int, invented: int, lapsed: list[LapsedRow]) -> str:
    if count:
        return _fulfilled(context, count, invented)
    if not lapsed:
        return context.say("Nothing fulfils it.", "ยังไม่มีสิ่งใดทำให้เงื่อนไขนี้เป็นจริง")
    over = [(quoted(row.node.name(context.language)), row.until) for row in lapsed]
    return context.say(
        "Nothing fulfils it any more: "
        + ", ".join(f"{n} did until {end}" for n, end in over)
        + ".",
        "ไม่มีสิ่งใดทำให้เงื่อนไขนี้เป็นจริงแล้ว: " + ", ".join(f"{n} ถึง {thai_date(end)}" for n, end in over),
    )


def _fulfilled(context: QueryContext, count: int, invented: int) -> str:
    if count == invented:
        return context.say(
            f"All that fulfils it ({count}) is invented.",
            f"สิ่งที่ทำให้เป็นจริงทั้ง {count} รายการเป็นข้อมูลสังเคราะห์",
        )
    return context.say(
        f"{count} fulfil it, {count - invented} of them not invented.",
        f"มี {count} รายการที่ทำให้เป็นจริง ในจำนวนนี้ {count - invented} รายการไม่ใช่ข้อมูลสังเคราะห์",
    )


async def _conditions(
    request: AnalysisRequest,
    *,
    namer: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Only conditions that this event, area or plan names (ผู้กล่าวถึง)"
        ),
    ] = None,
    first: First = 20,
    after: After = None,
) -> Connection[ConditionStanding] | None:
    """The conditions of success, each with what fulfils it."""
    by = check_optional(namer, "namer", "Event", "Area", "Plan")
    page = page_request(first, after, "conditions", FIRST)
    return await find_conditions(await request.context(by), by, page)


ANALYSIS = Analysis(
    name="conditions",
    question=Text(
        "Question 23: what evidence is there for each condition of success that somebody named, how old is it, and what is missing? By position, then id; no percentage",
        "คำถาม 23: เงื่อนไขความสำเร็จแต่ละข้อมีหลักฐานอะไร เก่าเพียงใด และยังขาดอะไร",
    ),
    resolver=_conditions,
    computed=Computed.STATEMENT,
    numbers=(23,),
)
