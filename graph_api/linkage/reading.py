"""Reads the snapshot from the store: one fixed statement, page by page, for each kind.

A page comes as one row: rows cost the driver far more than what is in them.
"""

from __future__ import annotations

import asyncio

from graph_api.domain.scope import Scope
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import PREFIXES, TYPES, Link, make_graph
from graph_api.linkage.scoping import asserted, holds, seen, valid
from schema.cypher import Reader

PAGE = 2000
"""Nodes read by one statement."""

_AFTER_LAST = "\U0010ffff"

_NODES = f"""
WITH date($p[3]) AS day, $p[4] AS datasets, $p[5] AS synthetic
MATCH (n:Record) WHERE n.id > $p[0] AND n.id < $p[1]
WITH n, day, datasets, synthetic ORDER BY n.id LIMIT $p[2]
RETURN collect([n.id,
  {valid("n")}
    AND (NOT n:Event OR n.date IS NULL OR n.date <= day)
    AND (NOT (n:Agency OR n:Network) OR {asserted("n")})
    AND {seen("n")},
  COLLECT {{
    MATCH (n)-[r:{"|".join(TYPES)}]->(t:Record) WHERE {holds("r")}
    RETURN [type(r), t.id]
  }}])
"""

_REVISION = "MATCH (m:Meta {id: 'revision'}) RETURN m.revision"


async def read_revision(store: Reader) -> int:
    """The revision of the last change; 0 before the first."""
    rows = await store.read(_REVISION)
    return int(rows[0][0] or 0) if rows else 0


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
        parameters = [after, before, PAGE, *scope.positional]
        ((page,),) = await store.read(_NODES, {"p": parameters})
        for ident, counts, out in page:
            if counts:
                ids.append(ident)
                for type_, target in out:
                    links[type_].append((ident, target))
        if len(page) < PAGE:
            return
        after = max(row[0] for row in page)  # Cypher does not promise the order of a list
