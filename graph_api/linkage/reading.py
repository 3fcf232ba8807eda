"""Reads the snapshot from the store: one fixed statement, page by page, for each kind.

A page comes as one row: rows cost the driver far more than what is in them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from graph_api.domain.scope import Scope
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import PREFIXES, TYPES, Link, make_graph
from graph_api.linkage.reading_statements import READ_ANY_INVENTED, READ_INVENTED, READ_NODES
from loaders.change_statements import READ_REVISION
from schema.cypher import Reader

PAGE = 2000
"""Nodes read by one statement."""

_AFTER_LAST = "\U0010ffff"


async def read_revision(store: Reader) -> int:
    """The revision of the last change; 0 before the first."""
    rows = await READ_REVISION.read(store)
    return rows[0].revision if rows else 0


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
    for prefix in PREFIXES:
        await _read_kind(store, prefix, scope, ids, links)
    return await asyncio.to_thread(lambda: make_features(make_graph(ids, links)))


async def _read_kind(
    store: Reader, prefix: str, scope: Scope, ids: list[str], links: dict[str, list[Link]]
) -> None:
    after, before = f"{prefix}:", f"{prefix}:{_AFTER_LAST}"
    while True:
        (page,) = await READ_NODES.read(
            store, after=after, before=before, limit=PAGE, **scope.parameters
        )
        # What does not count comes along: a page would else be short before the last, and there
        # would be no place to read on from.
        for ident, counts, out in page.nodes:
            if counts:
                ids.append(ident)
                for type_, target in out:
                    links[type_].append((ident, target))
        if len(page.nodes) < PAGE:
            return
        after = max(row[0] for row in page.nodes)  # Cypher does not promise the order of a list
