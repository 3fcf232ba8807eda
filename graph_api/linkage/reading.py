"""Reads the snapshot from the store: one fixed statement, page by page, for each kind.

A page comes as one row: rows cost the driver far more than what is in them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph_api.concurrency import compute
from graph_api.domain.scope import Scope
from graph_api.linkage.features import Features
from graph_api.linkage.graph import PREFIXES, TYPES
from graph_api.linkage.graph_index import GraphIndex, features_in
from graph_api.linkage.index_builder import IndexBuilder
from graph_api.linkage.reading_statements import (
    READ_ANY_INVENTED,
    READ_CHANGED,
    READ_INVENTED,
    READ_MARK,
    READ_NODES,
    READ_SOME_NODES,
    READ_STATE,
    GraphState,
)
from loaders.change_statements import READ_REVISION
from loaders.upsert import in_batches
from schema.cypher import Reader
from schema.registry import declaration

PAGE = 2000
"""Nodes read by one statement."""

ENTRIES = 200
"""Entries of the log that are looked at to bring an index up to date."""

MOST_CHANGED = 20_000
"""Nodes that are read again at most; after more changes, all is."""

_TRIES, _PAUSE_SECONDS = 3, 0.1
_KINDS = [declaration().by_prefix[prefix].name for prefix in PREFIXES]
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
    return await compute(features_in, await read_index(store), scope)


async def read_index(store: Reader) -> GraphIndex:
    """The index of the whole graph.

    Raises:
        PhakhiError: what reading the store raises.
    """
    (mark,) = await READ_MARK.read(store)  # before the graph: what changes meanwhile may be in it
    builder = IndexBuilder()
    for prefix in PREFIXES:
        async for page in _pages(store, prefix):
            await compute(builder.add, page)
    return await compute(builder.build, mark.revision, mark.stamp or "")


async def advanced(store: Reader, index: GraphIndex, revision: int) -> GraphIndex | None:
    """The index with all changes up to ``revision``, at least; ``None`` where the log does not tell them.

    Nodes that changed are read again with all that belongs to them, and nothing else is.

    Raises:
        PhakhiError: what reading the store raises.
    """
    for _ in range(_TRIES):
        changed = await _read_changed(store, index)
        if changed is None:
            return None
        if changed.revision >= revision:
            return await _with_changes(store, index, changed)
        await asyncio.sleep(_PAUSE_SECONDS)  # an entry may be seen before an older one
    return None


@dataclass(frozen=True)
class _Changed:
    """What has changed since a revision: up to which one, its stamp, and ids of nodes."""

    revision: int
    stamp: str
    ids: frozenset[str]


async def _read_changed(store: Reader, index: GraphIndex) -> _Changed | None:
    (row,) = await READ_CHANGED.read(
        store, revision=index.revision, kinds=_KINDS, types=list(TYPES), limit=ENTRIES
    )
    if row.stamp is None or row.stamp != index.stamp:
        return None  # the log was cut, or it is that of another graph
    changed = _Changed(index.revision, index.stamp, frozenset())
    for revision, stamp, ids in row.entries:
        if revision != changed.revision + 1:
            break
        changed = _Changed(revision, stamp, changed.ids.union(ids))
    return changed if len(changed.ids) <= MOST_CHANGED else None


async def _with_changes(store: Reader, index: GraphIndex, changed: _Changed) -> GraphIndex:
    ids = [ident for ident in changed.ids if ident.partition(":")[0] in PREFIXES]
    if not ids:
        return replace(index, revision=changed.revision, stamp=changed.stamp)
    builder = await compute(IndexBuilder, index, ids)
    for batch in in_batches(ids):
        (row,) = await READ_SOME_NODES.read(store, ids=list(batch))
        await compute(builder.add, row.page)
    return await compute(builder.build, changed.revision, changed.stamp)


async def _pages(store: Reader, prefix: str) -> AsyncIterator[list[Any]]:
    """Pages of what has such ids; each is one row of one column, a list of lists that begin with an id."""
    after, before = f"{prefix}:", f"{prefix}:{_AFTER_LAST}"
    while True:
        (row,) = await READ_NODES.read(store, after=after, before=before, limit=PAGE)
        yield row.page
        if len(row.page) < PAGE:
            return
        after = max(item[0] for item in row.page)  # Cypher does not promise the order of a list
