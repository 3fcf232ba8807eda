"""Answers ``gaps.list``: gaps of several kinds in one order, a page at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from graph_api.analyses.common.candidates import Nearest, nearest
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.gaps.answers import Gap, GapKind
from graph_api.analyses.gaps.rule import GapFilter, GapRow, GapRule
from graph_api.analyses.gaps.sentences import why
from graph_api.analyses.gaps.statements import Place, ShownBy, place_of, read_gaps
from graph_api.domain.evidence import evidence_shown
from graph_api.linkage.details import read_details
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Record

SAMPLE: Key = (0, "", "")
"""The key of a gap: number of its kind, collation key of its node, id."""

_Listed = tuple[GapRule, GapRow]
_Carried = Mapping[tuple[str, str], Sequence[str]]
"""Evidence by name of the rule and id of the node."""


async def list_gaps(
    context: QueryContext, gap_filter: GapFilter, page: PageRequest, most_nearest: int
) -> Connection[Gap] | None:
    """The page; ``None`` where the area, network or event that it is narrowed by is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    shown_by = await asyncio.to_thread(_compute, context, gap_filter)
    start = None if page.after is None else _place(page.after)
    read = await read_gaps(
        context.store, context.scope, gap_filter, shown_by, start, page.first + 1
    )
    if read is None:
        return None
    rows, total = read
    shown = page_read(rows, lambda item: place_of(*item), page, total)
    carried = await _carried(context, shown_by, shown.items)
    purposes = [
        (row.id, rule.purpose(context.features, row, gap_filter.network))
        for rule, row in shown.items
    ]
    near = await nearest(context, purposes, most_nearest)
    gaps = [
        _gap(context, rule, row, carried.get((rule.name, row.id), ()), candidates)
        for (rule, row), candidates in zip(shown.items, near, strict=True)
    ]
    return connection(shown, gaps)


def _place(key: Key) -> Place:
    number, name, ident = key
    return int(number), str(name), str(ident)


def _compute(context: QueryContext, gap_filter: GapFilter) -> ShownBy:
    """What shows the gaps of the kinds that the snapshot computes."""
    return {
        rule.name: rule.on_snapshot.find(context.features, gap_filter)
        for rule in gap_filter.rules
        if rule.on_snapshot
    }


async def _carried(context: QueryContext, shown_by: ShownBy, rows: Sequence[_Listed]) -> _Carried:
    """The evidence of gaps that the snapshot computes."""
    provenance = {
        (rule.name, row.id): rule.on_snapshot.provenance(
            context.features, row.id, shown_by[rule.name][row.id]
        )
        for rule, row in rows
        if rule.on_snapshot
    }
    details = await read_details(context.store, context.scope, context.graph, provenance.values())
    return {key: details.evidence_of(context.graph, item.links) for key, item in provenance.items()}


def _gap(
    context: QueryContext,
    rule: GapRule,
    row: GapRow,
    carried: Sequence[str],
    candidates: list[Nearest],
) -> Gap:
    return Gap(
        kind=GapKind[rule.kind],
        node=node(Record, row.id),
        why=why(context, rule, row),
        missing=[item.id for item in row.missing],
        because=nodes(Record, (item.id for item in row.showing)),
        because_count=row.because_count,
        evidence=nodes(Evidence, evidence_shown(carried, *row.carried, row.evidence)),
        nearest=candidates,
    )
