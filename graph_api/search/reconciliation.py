"""Names of a table matched with records: the Reconciliation Service API 0.2, as OpenRefine speaks it.

A query has a text and perhaps a type; its candidates are what the search finds among the kinds that
tables name. A candidate is a match where a name or alias of it is the text, and of no other record.
Properties of a query are passed over, as the specification allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graph_api.domain.scope import parse_scope
from graph_api.search.asking import make_search
from graph_api.search.finding import Ranked
from graph_api.search.service import SearchService
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.rdf import IDS, OWN
from schema.registry import declaration

VERSION = "0.2"
KINDS = ("Agency", "Issue", "Area")
"""Kinds that are matched."""

MOST_QUERIES = 50
"""Queries of a batch; OpenRefine sends ten."""

MOST_CANDIDATES = 50
_CANDIDATES = 5
SUGGESTED = 10
"""Records that are suggested."""
_PERCENT = 100


def manifest(base: str) -> dict[str, object]:
    """What the service is.

    Args:
        base: address of this server, with a slash at its end.
    """
    return {
        "versions": [VERSION],
        "name": "Phakhi (ภาคี)",
        "identifierSpace": IDS,
        "schemaSpace": OWN,
        "defaultTypes": [_type(kind) for kind in KINDS],
        "view": {"url": f"{base}export/jsonld?center={{{{id}}}}"},
        "suggest": {"entity": {"service_url": base, "service_path": "reconcile/suggest/entity"}},
    }


def read_batch(text: str) -> dict[str, dict[str, Any]]:
    """The queries of a batch, by their names.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, where it is none.
    """
    try:
        batch = orjson.loads(text)
    except orjson.JSONDecodeError:
        batch = None
    if not isinstance(batch, dict) or not all(map(_is_query, batch.values())):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "queries should be a JSON object of queries, each with a text as its query.",
            "queries ต้องเป็นออบเจกต์ JSON ของคำถาม แต่ละคำถามมี query เป็นข้อความ",
        )
    if len(batch) > MOST_QUERIES:
        raise PhakhiError(
            ErrorCode.BATCH_TOO_LARGE,
            f"A batch has at most {MOST_QUERIES} queries; this one has {len(batch)}.",
            f"ชุดหนึ่งมีได้ไม่เกิน {MOST_QUERIES} คำถาม ชุดนี้มี {len(batch)}",
        )
    return batch


def cost_of(batch: Mapping[str, Mapping[str, Any]]) -> int:
    """What a batch costs: a unit for each candidate that is looked for."""
    return sum(map(_limit, batch.values()))


async def reconcile(
    search: SearchService, batch: Mapping[str, Mapping[str, Any]]
) -> dict[str, object]:
    """The candidates of each query, best first.

    Raises:
        PhakhiError: ``BAD_TEXT``, and what the store raises.
    """
    return {name: {"result": await _candidates(search, query)} for name, query in batch.items()}


async def suggest(search: SearchService, prefix: str) -> dict[str, object]:
    """Records for a text that is being typed.

    Raises:
        PhakhiError: as :func:`reconcile`.
    """
    ranked = await _ranked(search, prefix, KINDS, SUGGESTED)
    return {
        "result": [
            {
                "id": row.id,
                "name": row.name_th,
                "description": row.name_en or row.id,
                "notable": [_type(kind_of(row.id))],
            }
            for _, row in ranked
        ]
    }


async def _candidates(search: SearchService, query: Mapping[str, Any]) -> list[dict[str, object]]:
    text, limit = str(query.get("query", "")), _limit(query)
    # One more than is shown: a namesake beyond the limit makes the first one no sure match.
    ranked = await _ranked(search, text, _kinds(query.get("type")), max(limit, 2))
    plain = make_search(text, KINDS).text if ranked else ""
    equal = [row.id for _, row in ranked if plain in row.search_lc.split("\n")]
    return [
        {
            "id": row.id,
            "name": row.name_th,
            "description": row.name_en or row.id,
            "score": round(match.score * _PERCENT, 2),
            "match": equal == [row.id],
            "type": [_type(kind_of(row.id))],
        }
        for match, row in ranked[:limit]
    ]


async def _ranked(
    search: SearchService, text: str, kinds: Sequence[str], first: int
) -> list[Ranked]:
    if not kinds or not text.strip():
        return []
    try:
        request = make_search(text, tuple(kinds))
    except PhakhiError as error:
        if error.code is ErrorCode.BAD_SEARCH:  # a cell with signs only is nobody's name
            return []
        raise
    scope = parse_scope(None, None, include_synthetic=True)
    return await search.rank(scope, request, first)


def _kinds(type_: object) -> tuple[str, ...]:
    """The kinds that a query is about; none where it names only others."""
    if type_ is None or type_ in ("", []):
        return KINDS
    named = type_ if isinstance(type_, list) else [type_]
    return tuple(kind for kind in KINDS if kind in named)


def _limit(query: Mapping[str, Any]) -> int:
    limit = query.get("limit")
    if not isinstance(limit, int) or isinstance(limit, bool):
        return _CANDIDATES
    return max(1, min(limit, MOST_CANDIDATES))


def _is_query(query: object) -> bool:
    return isinstance(query, dict) and isinstance(query.get("query", ""), str)


def _type(kind: str) -> dict[str, str]:
    return {"id": kind, "name": f"{kind} ({declaration().kinds[kind].text.th})"}
