"""Reads the snapshot from the store: one fixed statement, page by page, for each kind.

A page comes as one row: rows cost the driver far more than what is in them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from graph_api.domain.scope import Scope
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.former import ALWAYS, STILL, History, WorkPeriod
from graph_api.linkage.graph import PREFIXES, TYPES, WORKED_IN, Link, make_graph
from graph_api.linkage.reading_statements import (
    READ_ANY_INVENTED,
    READ_INVENTED,
    READ_NODES,
    READ_PARTICIPATIONS,
    READ_STATE,
    GraphState,
)
from loaders.change_statements import READ_REVISION
from schema.cypher import Reader, Statement

PAGE = 2000
"""Nodes read by one statement."""

_AFTER_LAST = "\U0010ffff"


async def read_revision(store: Reader) -> int:
    """The revision of the last change; 0 before the first."""
    rows = await READ_REVISION.read(store)
    return rows[0].revision if rows else 0


async def read_state(store: Reader) -> GraphState:
    """How the graph stands: its revision, and what was merged."""
    (state,) = await READ_STATE.read(store)
    return state


async def any_invented(store: Reader) -> bool:
    """Whether the graph holds anything that is invented: a record is where all its datasets are."""
    (row,) = await READ_ANY_INVENTED.read(store)
    return row.invented


async def invented_among(store: Reader, ids: Sequence[str]) -> frozenset[str]:
    """Those of these ids whose records are invented."""
    (row,) = await READ_INVENTED.read(store, ids=list(ids))
    return frozenset(row.ids)


async def read_features(store: Reader, scope: Scope) -> Features:
    """The features of the graph as it is in ``scope``; reading waits, computing is off the loop."""
    ids: list[str] = []
    links: dict[str, list[Link]] = {type_: [] for type_ in TYPES}
    texts: dict[str, list[str]] = {}
    for prefix in PREFIXES:
        async for nodes in _pages(store, READ_NODES, prefix, scope):
            for ident, counts, out, told in nodes:
                # What does not count comes along: a page would else be short before the last, and
                # there would be no place to read on from.
                if counts:
                    ids.append(ident)
                    for type_, target in out:
                        links[type_].append((ident, target))
                    if lines := [line for line in told if line]:
                        texts[ident] = lines
    history = await _read_history(store, scope)
    return await asyncio.to_thread(_make, ids, links, history, texts)


def _make(
    ids: list[str],
    links: dict[str, list[Link]],
    history: History,
    texts: dict[str, list[str]],
) -> Features:
    over = {part.work for part in history.participations}
    return make_features(make_graph(ids, links, over), history=history, texts=texts)


async def _read_history(store: Reader, scope: Scope) -> History:
    parts: list[WorkPeriod] = []
    for prefix in WORKED_IN:
        async for works in _pages(store, READ_PARTICIPATIONS, prefix, scope):
            for work, end, participations in works:
                for agency, since, until in participations:
                    last = min(STILL if day is None else day for day in (end, until))
                    parts.append(WorkPeriod(agency, work, since or ALWAYS, last))
    return History(scope.as_of.toordinal(), tuple(parts))


async def _pages(
    store: Reader, statement: Statement[Any], prefix: str, scope: Scope
) -> AsyncIterator[list[Any]]:
    """Pages of what has such ids; each is one row of one column, a list of lists that begin with an id."""
    after, before = f"{prefix}:", f"{prefix}:{_AFTER_LAST}"
    while True:
        (row,) = await statement.read(
            store, after=after, before=before, limit=PAGE, **scope.parameters
        )
        page = row.page
        yield page
        if len(page) < PAGE:
            return
        after = max(item[0] for item in page)  # Cypher does not promise the order of a list
