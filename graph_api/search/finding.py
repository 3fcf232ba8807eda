"""Finds records by parts of their names: one fixed statement, and the final order in process."""

from __future__ import annotations

from graph_api.concurrency import compute
from graph_api.domain.scope import Scope
from graph_api.planner.refs import node
from graph_api.search.answers import SearchHit
from graph_api.search.asking import SearchRequest
from graph_api.search.ranking import Match, best_match
from graph_api.search.statements import HOLDING, HOLDING_AND_SIMILAR, Candidate
from schema.cypher import Reader
from schema.model import Record
from schema.text import normalise

HELD = 200
"""Records holding the search letter by letter that are ranked, best first as far as Cypher can tell."""

SIMILAR = 100
"""Records with most grams in common that are ranked."""

RANKED_LENGTH = 200
"""Characters of a search that are compared with names; names are shorter."""

_WIDER = 5
"""How many times more hits of grams are looked at, since some of them will be of other kinds."""


Ranked = tuple[Match, Candidate]


async def find(store: Reader, scope: Scope, request: SearchRequest, first: int) -> list[SearchHit]:
    """The best hits, best first; equal ones by id.

    Raises:
        PhakhiError: what the store raises.
    """
    return [_hit(match, row) for match, row in await rank(store, scope, request, first)]


async def rank(store: Reader, scope: Scope, request: SearchRequest, first: int) -> list[Ranked]:
    """The records of the best hits with what matched, in the same order.

    Raises:
        PhakhiError: what the store raises.
    """
    terms = scope.parameters | {"labels": list(request.kinds), "text": request.text, "most": HELD}
    if request.lucene is None:
        (short,) = await HOLDING.read(store, **terms)
        candidates = short.holding
    else:
        (long,) = await HOLDING_AND_SIMILAR.read(
            store, **terms, grams=request.lucene, most_similar=SIMILAR * _WIDER
        )
        candidates = [*long.holding, *long.similar[:SIMILAR]]
    # Hundreds of edit distances in Python would keep everybody else waiting.
    return await compute(_best, request.text[:RANKED_LENGTH], candidates, first)


def _best(search: str, candidates: list[Candidate], first: int) -> list[Ranked]:
    by_id = {candidate.id: candidate for candidate in candidates}
    matches = {
        ident: best_match(search, row.search_lc.split("\n"), 2 if row.name_en else 1)
        for ident, row in by_id.items()
    }
    ranked = sorted(
        ((match, ident) for ident, match in matches.items() if match is not None),
        key=lambda item: (-round(item[0].score, 9), item[1]),
    )
    return [(match, by_id[ident]) for match, ident in ranked[:first]]


def _hit(match: Match, candidate: Candidate) -> SearchHit:
    return SearchHit(
        score=round(match.score, 6),
        node=node(Record, candidate.id),
        matched_text=_as_written(match.text, candidate),
        exact=match.exact,
    )


def _as_written(plain: str, row: Candidate) -> str:
    """The text whose normal form matched, as it is written."""
    texts = (row.name_th, row.name_en, *row.aliases, row.code)
    return next((text for text in texts if text and normalise(text) == plain), row.name_th)
