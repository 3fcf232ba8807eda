"""Finds records by parts of their names: one fixed statement, and the final order in process."""

from __future__ import annotations

import asyncio
from typing import Any

from graph_api.domain.scope import Scope
from graph_api.linkage.scoping import SCOPED, asserted, seen, valid
from graph_api.planner.refs import node
from graph_api.search.answers import SearchHit
from graph_api.search.asking import SearchRequest
from graph_api.search.ranking import Match, best_match
from schema.cypher import Reader
from schema.indexes import RECORD_GRAMS
from schema.model import Record
from schema.text import normalise

HELD = 200
"""Records holding the search letter by letter that are ranked, best first as far as Cypher can tell."""

SIMILAR = 100
"""Records with most grams in common that are ranked."""

RANKED_LENGTH = 200
"""Characters of a search that are compared with names; names are shorter."""

_KEPT = f"any(l IN labels(n) WHERE l IN $p[3]) AND {valid('n')} AND {asserted('n')} AND {seen('n')}"
_SENT = "[n.id, n.search_lc, n.name_th, n.name_en, coalesce(n.aliases, []), n.code]"

_HELD = f"""
COLLECT {{
    MATCH (n:Record) WHERE n.search_lc CONTAINS $p[4] AND {_KEPT}
    WITH n, '\\n' + n.search_lc + '\\n' AS texts
    WITH n, CASE WHEN texts CONTAINS '\\n' + $p[4] + '\\n' THEN 0
                 WHEN texts CONTAINS '\\n' + $p[4] THEN 1 ELSE 2 END AS step
    ORDER BY step, size(n.search_lc), n.id LIMIT $p[5]
    RETURN {_SENT}
  }}
"""
_SIMILAR = f"""
COLLECT {{
    CALL db.index.fulltext.queryNodes('{RECORD_GRAMS}', $p[6], {{limit: $p[7]}})
    YIELD node AS n, score
    WHERE {_KEPT}
    RETURN {_SENT}
  }}
"""

SHORT = f"{SCOPED}RETURN {_HELD}"
LONG = f"{SCOPED}RETURN {_HELD}, {_SIMILAR}"

_WIDER = 5
"""So many times more grams' hits are looked at when some of them will be of other kinds."""


async def find(store: Reader, scope: Scope, asked: SearchRequest, first: int) -> list[SearchHit]:
    """The best hits, best first; equal ones by id.

    Raises:
        PhakhiError: what the store raises.
    """
    parameters: list[object] = [*scope.positional, list(asked.kinds), asked.text, HELD]
    if asked.lucene is None:
        ((rows,),) = await store.read(SHORT, {"p": parameters})
    else:
        parameters += [asked.lucene, SIMILAR * _WIDER]
        ((held, similar),) = await store.read(LONG, {"p": parameters})
        rows = [*held, *similar[:SIMILAR]]
    return await asyncio.to_thread(_best, asked.text[:RANKED_LENGTH], rows, first)


def _best(search: str, rows: list[list[Any]], first: int) -> list[SearchHit]:
    by_id = {row[0]: row for row in rows}
    matches = {
        ident: best_match(search, row[1].split("\n"), 2 if row[3] else 1)
        for ident, row in by_id.items()
    }
    found = sorted(
        ((match, ident) for ident, match in matches.items() if match is not None),
        key=lambda item: (-round(item[0].score, 9), item[1]),
    )
    return [_hit(match, by_id[ident]) for match, ident in found[:first]]


def _hit(match: Match, row: list[Any]) -> SearchHit:
    return SearchHit(
        score=round(match.score, 6),
        node=node(Record, row[0]),
        matched_text=_as_written(match.text, row),
        exact=match.exact,
    )


def _as_written(plain: str, row: list[Any]) -> str:
    """The text whose normal form matched, as it is written."""
    _, _, thai, english, aliases, code = row
    texts: list[str] = [text for text in (thai, english, *aliases, code) if text]
    return next((text for text in texts if normalise(text) == plain), str(thai))
