"""The statements of ``search``."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import asserted, seen, valid
from schema.cypher import Statement
from schema.indexes import RECORD_GRAMS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be a hit, with its texts as they are written and in normal form."""

    id: str
    search_lc: str
    name_th: str
    name_en: str | None
    aliases: list[str]
    code: str | None


@dataclass(frozen=True, slots=True)
class Holding:
    """Records that hold a search letter by letter."""

    holding: list[Candidate]


@dataclass(frozen=True, slots=True)
class HoldingAndSimilar:
    """The same, and records with most grams in common with the search."""

    holding: list[Candidate]
    similar: list[Candidate]


_MAY_BE_HIT = (
    f"any(l IN labels(n) WHERE l IN $labels) AND {valid('n')} AND {asserted('n')} AND {seen('n')}"
)
_CANDIDATE = "n {.id, .search_lc, .name_th, .name_en, aliases: coalesce(n.aliases, []), .code}"

_HOLDING = f"""COLLECT {{
      MATCH (n:Record) WHERE n.search_lc CONTAINS $text AND {_MAY_BE_HIT}
      WITH n, '\\n' + n.search_lc + '\\n' AS texts
      WITH n, CASE WHEN texts CONTAINS '\\n' + $text + '\\n' THEN 0
                   WHEN texts CONTAINS '\\n' + $text THEN 1 ELSE 2 END AS step
      ORDER BY step, size(n.search_lc), n.id LIMIT $most
      RETURN {_CANDIDATE}
    }} AS holding"""

HOLDING = Statement("search.holding", Holding, f"RETURN {_HOLDING}")
"""For a search that is too short to have grams."""

HOLDING_AND_SIMILAR = Statement(
    "search.holding_and_similar",
    HoldingAndSimilar,
    f"""
    RETURN {_HOLDING}, COLLECT {{
      CALL db.index.fulltext.queryNodes('{RECORD_GRAMS}', $grams, {{limit: $most_similar}})
      YIELD node AS n
      WHERE {_MAY_BE_HIT}
      RETURN {_CANDIDATE}
    }} AS similar
    """,
)
