"""The statement of ``timeline.happened``: what began, ended or took place after a day.

Its branches come from the declaration: every relationship by its ``since`` and ``until``, every
kind with a first and a last day, every kind with a date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from graph_api.analyses.timeline.answers import What
from graph_api.analyses.timeline.when import SINCE
from graph_api.domain.conditions import AS_OF, asserted, seen
from graph_api.domain.evidence import EVIDENCE_SHOWN
from graph_api.domain.names import Named, named
from schema.cypher import Statement
from schema.registry import declaration


@dataclass(frozen=True, slots=True)
class HappenedRow:
    """A change.

    Attributes:
        at: its day.
        key: what, type, ends and id as one text: the order within a day.
        what: the name of a member of :class:`What`.
        type: of the relationship; empty for a node.
        one: the node, or where the relationship starts.
        other: where it leads.
        evidence: ids of its evidence.
    """

    at: dt.date
    key: str
    what: str
    type: str
    one: Named
    other: Named | None
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class HappenedPage:
    """A page of changes, and how many there are since the day; no day: the event is not there."""

    since: dt.date | None
    total: int
    changes: list[HappenedRow]


def _began(at: str) -> str:
    return f"({at} > since AND {at} <= {AS_OF})"


def _ended(at: str) -> str:
    """What held on its last day is over on the next."""
    return f"({at} >= since AND {at} < {AS_OF})"


def _relationships() -> str:
    types = [
        type_ for type_, rows in declaration().types.items() if not any(row.derived for row in rows)
    ]
    began, ended = _began("r.since"), _ended("r.until")
    # One that began and ended since is two changes: found once, and unwound.
    return f"""  MATCH (a)-[r:{"|".join(types)}]->(b) WHERE ({began} OR {ended})
    AND {seen("r")} AND {seen("a")} AND {seen("b")} AND {asserted("r")}
  UNWIND CASE WHEN {began} THEN [['{What.BEGAN.name}', r.since]] ELSE [] END
       + CASE WHEN {ended} THEN [['{What.ENDED.name}', r.until]] ELSE [] END AS change
  RETURN change[1] AS at, change[0] AS what, type(r) AS type, r.id AS id, a, b, r.evidence AS words"""


def _kinds() -> Iterator[str]:
    for kind in declaration().kinds.values():
        if kind.validity:
            first, last = kind.validity
            yield _kind(kind.name, first, _began(f"a.{first}"), What.BEGAN)
            yield _kind(kind.name, last, _ended(f"a.{last}"), What.ENDED)
        elif "date" in kind.properties:
            yield _kind(kind.name, "date", _began("a.date"), What.TOOK_PLACE)


def _kind(label: str, at: str, condition: str, what: What) -> str:
    return f"""  MATCH (a:{label}) WHERE {condition} AND {seen("a")} AND {asserted("a")}
  RETURN a.{at} AS at, '{what.name}' AS what, '' AS type, '' AS id, a, null AS b, a.evidence AS words"""


_CHANGES = "\n  UNION ALL\n".join([_relationships(), *_kinds()])

HAPPENED = Statement(
    "timeline.happened",
    HappenedPage,
    f"""
{SINCE}
RETURN toString(since) AS since, COUNT {{ CALL (since) {{
{_CHANGES}
}} RETURN 1 }} AS total, COLLECT {{ CALL (since) {{
{_CHANGES}
}}
  WITH at, what, type, a, b, words, what + ' ' + type + ' ' + a.id + ' ' + coalesce(b.id, '') + ' ' + id AS key
  WHERE at < $after_day OR (at = $after_day AND key > $after_key)
  WITH * ORDER BY at DESC, key LIMIT $most
  RETURN {{
    at: toString(at), key: key, what: what, type: type, one: {named("a")}, other: {named("b")},
    evidence: words[..{EVIDENCE_SHOWN}]
  }}
}} AS changes
""",
)
