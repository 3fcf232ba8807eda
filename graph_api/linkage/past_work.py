"""What two agencies did together and no longer do, read by one fixed statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.conditions import (
    AS_OF,
    begun,
    held,
    holds,
    seen,
    taken_place,
    valid,
)
from graph_api.domain.days import earliest, last_days, latest
from graph_api.domain.evidence import evidence_shown
from graph_api.domain.names import Named, named
from graph_api.domain.scope import Scope
from graph_api.linkage.candidate_answers import WorkedBefore
from graph_api.linkage.components.past import PAST
from graph_api.linkage.sentences import listed, year_in
from graph_api.planner.refs import nodes
from schema.cypher import Reader, Statement
from schema.model import Evidence, Record

WORKS_SHOWN = 8
"""Works named for one former partner at most."""


@dataclass(frozen=True, slots=True)
class PastWorkRow:
    """What an agency did together with the one that asks.

    Attributes:
        agency: its id.
        until: the last day of any of it.
        works: goals, mechanisms and projects of which one of the two, or the day, is out.
        directly: whether a direct collaboration has ended.
        evidence: that of each relationship.
    """

    agency: str
    until: dt.date
    works: list[Named]
    directly: bool
    evidence: list[list[str]]


@dataclass(frozen=True, slots=True)
class PastWork:
    """Of every agency that was asked about and did something together with the one that asks."""

    rows: list[PastWorkRow]


# Two have worked together in a work where their days in it meet; it is past once one of the three is
# over: the part of either, or the work.
_TOGETHER = f"""
        MATCH (a)-[r:TAKES_PART_IN]->(w)<-[s:TAKES_PART_IN]-(b)
        WHERE {held("r")} AND {held("s")}
          AND {begun("w")} AND {taken_place("w")} AND {seen("w")}
          AND NOT w.id IN $without
          AND NOT ({valid("w")} AND EXISTS {{ (a)-[x:TAKES_PART_IN]->(w) WHERE {holds("x")} }}
                   AND EXISTS {{ (b)-[y:TAKES_PART_IN]->(w) WHERE {holds("y")} }})
        WITH w, r, s, {latest("r.since", "s.since")} AS first,
             {earliest("r.until", "s.until", *last_days("w"))} AS last
        WHERE last < {AS_OF} AND (first IS NULL OR first <= last)
        RETURN w, last AS until, coalesce(r.evidence, []) + coalesce(s.evidence, []) AS words"""

PAST_WORK = Statement(
    "linkage.past_work",
    PastWork,
    f"""
    MATCH (a:Agency {{id: $agency}})
    RETURN COLLECT {{
      UNWIND $agencies AS id
      MATCH (b:Agency {{id: id}})
      CALL (a, b) {{{_TOGETHER}
        UNION ALL
        MATCH (a)-[r:COLLABORATES_WITH]-(b)
        WHERE {held("r")} AND r.until < {AS_OF}
          AND NOT EXISTS {{ (a)-[x:COLLABORATES_WITH]-(b) WHERE {holds("x")} }}
        RETURN null AS w, r.until AS until, coalesce(r.evidence, []) AS words
      }}
      WITH b, w, until, words ORDER BY until DESC, w.id
      WITH b, max(until) AS until, collect(DISTINCT {named("w")}) AS works,
           count(*) > count(w) AS directly, collect(words) AS evidence
      RETURN {{agency: b.id, until: toString(until), works: works, directly: directly, evidence: evidence}}
    }} AS rows
    """,
)


async def read_past_work(
    store: Reader,
    scope: Scope,
    agency: str,
    others: Sequence[str],
    *,
    language: str,
    without: Sequence[str] = (),
) -> dict[str, WorkedBefore]:
    """What each of these did together with an agency and no longer does; of those that did.

    Args:
        store: where it is read.
        scope: what counts.
        agency: id of the one that asks.
        others: ids of the others.
        language: of the summaries.
        without: ids of works that are thought away.

    Raises:
        PhakhiError: what the store raises.
    """
    if not others:
        return {}
    (past,) = await PAST_WORK.read(
        store, **scope.parameters, agency=agency, agencies=list(others), without=list(without)
    )
    return {row.agency: _answer(row, language) for row in past.rows}


def _answer(row: PastWorkRow, language: str) -> WorkedBefore:
    return WorkedBefore(
        until=row.until,
        works=nodes(Record, [work.id for work in row.works[:WORKS_SHOWN]]),
        work_count=len(row.works),
        directly=row.directly,
        summary=_summary(row, language),
        evidence=nodes(Evidence, evidence_shown(*row.evidence)),
    )


def _summary(row: PastWorkRow, language: str) -> str:
    """As the reason says it: with the year, of the Buddhist era in Thai."""
    sentence = PAST.sentence if row.works else PAST.bare
    assert sentence is not None
    names = [work.name(language) for work in row.works]
    return (sentence.th if language == "th" else sentence.en).format(
        names=listed(names, len(names), language), until=year_in(row.until, language)
    )
