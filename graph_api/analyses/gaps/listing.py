"""Answers ``gaps.list``: gaps of several kinds in one order, a page at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from graph_api.analyses.common.candidates import Nearest, nearest
from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.gaps.answers import Gap, GapKind
from graph_api.analyses.gaps.issues import behind_missing, missing_issues
from graph_api.analyses.gaps.purposes import purpose_of
from graph_api.analyses.gaps.sentences import why
from graph_api.analyses.gaps.statements import EVIDENCE_SHOWN, GapFilter, GapRow, read_gaps
from graph_api.linkage.details import read_details
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Record

SAMPLE: Key = (0, "", "")
"""The key of a gap: number of its kind, collation key of its node, id."""


async def list_gaps(
    context: QueryContext, asked: GapFilter, page: PageRequest, most_nearest: int
) -> Connection[Gap] | None:
    """The page; ``None`` where the area, network or event that is asked about is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    if asked.network is not None and GapKind.ISSUE_MISSING_FROM_NETWORK in asked.kinds:
        issues = await asyncio.to_thread(
            missing_issues, context.features, asked.network, asked.area
        )
        asked = replace(asked, issues=issues)
    start = None if page.after is None else _place(page.after)
    found = await read_gaps(context.store, context.scope, asked, start, page.first + 1)
    if found is None:
        return None
    rows, total = found
    shown = page_read(rows, lambda row: (row.place, row.key, row.id), page, total)
    items = await _with_words(context, asked, shown.items)
    purposes = [(row.id, purpose_of(context.features, row, asked.network)) for row in items]
    near = await nearest(context, purposes, most_nearest)
    return connection(shown, [_gap(context, *pair) for pair in zip(items, near, strict=True)])


def _place(key: Key) -> tuple[int, str, str]:
    place, name, ident = key
    return int(place), str(name), str(ident)


async def _with_words(
    context: QueryContext, asked: GapFilter, rows: Sequence[GapRow]
) -> list[GapRow]:
    """The rows, those about issues with the evidence of the networks that share them."""
    graph = context.graph
    provenance = {
        row.id: behind_missing(context.features, row.id, asked.issues[row.id])
        for row in rows
        if row.kind is GapKind.ISSUE_MISSING_FROM_NETWORK
    }
    details = await read_details(context.store, context.scope, graph, provenance.values())
    words = {issue: details.evidence_of(graph, item.links) for issue, item in provenance.items()}
    return [
        replace(row, evidence=tuple([*words.get(row.id, []), *row.evidence][:EVIDENCE_SHOWN]))
        for row in rows
    ]


def _gap(context: QueryContext, row: GapRow, found: list[Nearest]) -> Gap:
    return Gap(
        kind=row.kind,
        node=node(Record, row.id),
        why=why(context, row),
        missing=[word for word, _, _ in row.missing],
        because=nodes(Record, (ident for ident, _, _ in row.because)),
        because_count=row.because_count,
        evidence=nodes(Evidence, dict.fromkeys(row.evidence)),
        nearest=found,
    )
