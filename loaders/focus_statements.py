"""The statements of FOCUSES_ON: ways that hold on a day, counted, and the day they were counted for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from loaders.statements import Idents
from schema.cypher import NoRow, Statement
from schema.validity import LASTING, between, valid
from schema.ways import FOCUSED, FOCUSES_ON, THROUGH, straight, through

_TODAY = "$today"


@dataclass(frozen=True, slots=True)
class StoredFocus:
    """A derived relationship that is there, with ids of its ends."""

    id: str
    properties: dict[str, object]
    source: str
    issue: str


@dataclass(frozen=True, slots=True)
class StoredFocuses:
    """Many of them in one row: the driver takes longer for a row than for what is in it."""

    stored: list[StoredFocus]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Ids of all that can focus on issues."""

    ids: list[str]


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways from an organisation to an issue.

    Attributes:
        source: id of the organisation.
        issue: id of the issue.
        count: number of ways.
        synthetic: whether each of them is.
        datasets, evidence: those of each way.
    """

    source: str
    issue: str
    count: int
    synthetic: bool
    datasets: list[list[str]]
    evidence: list[list[str]]


@dataclass(frozen=True, slots=True)
class AllWays:
    """Those of many organisations, likewise in one row."""

    ways: list[Ways]


@dataclass(frozen=True, slots=True)
class FocusDay:
    """The day for which derived relationships hold; null where nobody can say."""

    day: dt.date | None


@dataclass(frozen=True, slots=True)
class Turn:
    """How often the day has been forgotten."""

    turn: int


ORGANISATIONS = Statement(
    "focus.organisations",
    Organisations,
    f"MATCH (o:{'|'.join(FOCUSED)}) WITH o.id AS id ORDER BY id RETURN collect(id) AS ids",
)

STORED = Statement(
    "focus.stored",
    StoredFocuses,
    f"""
    UNWIND $ids AS organisation
    MATCH (o:Record {{id: organisation}}) USING INDEX SEEK o:Record(id)
    WITH o
    MATCH (o)-[r:{FOCUSES_ON}]->(i)
    RETURN collect({{id: r.id, properties: properties(r), source: o.id, issue: i.id}}) AS stored
    """,
)

HOLDERS = Statement(
    "focus.holders",
    Idents,
    f"""
    UNWIND $ids AS middle
    MATCH (m:Record {{id: middle}}) USING INDEX SEEK m:Record(id)
    WITH m
    MATCH (m)<-[:{"|".join(THROUGH)}]-(o)
    RETURN collect(DISTINCT o.id) AS ids
    """,
)
"""Who has a way through one of these things."""

# UNION ALL, since each way counts. Synthetic where the only value among the ways is true.
WAYS_COUNTED = Statement(
    "focus.ways_counted",
    AllWays,
    f"""
    UNWIND $ids AS source
    MATCH (o:Record {{id: source}}) USING INDEX SEEK o:Record(id)
    CALL (o) {{
      MATCH {through("o", "w", "m", "c", "i")}
      WHERE {between("w", LASTING, _TODAY)} AND {between("c", LASTING, _TODAY)}
        AND {valid("m", _TODAY)} AND (m.date IS NULL OR m.date <= {_TODAY})
      RETURN i.id AS issue, w.synthetic OR m.synthetic OR c.synthetic AS invented,
             w.datasets + m.datasets + c.datasets AS asserting, w.evidence + c.evidence AS words
      UNION ALL
      MATCH {straight("o", "w", "i")}
      WHERE {between("w", LASTING, _TODAY)}
      RETURN i.id AS issue, w.synthetic AS invented,
             w.datasets AS asserting, w.evidence AS words
    }}
    WITH source, issue, count(*) AS count, collect(DISTINCT invented) AS invented,
         collect(DISTINCT asserting) AS datasets, collect(words) AS evidence
    RETURN collect({{
      source: source, issue: issue, count: count, synthetic: invented = [true],
      datasets: datasets, evidence: evidence
    }}) AS ways
    """,
)

READ_DAY = Statement(
    "focus.read_day",
    FocusDay,
    "MATCH (m:Meta {id: 'derived'}) RETURN toString(m.day) AS day",
)

FORGET_DAY = Statement(
    "focus.forget_day",
    Turn,
    """
    MERGE (m:Meta {id: 'derived'})
    SET m.turn = coalesce(m.turn, 0) + 1
    REMOVE m.day
    RETURN m.turn AS turn
    """,
)

WRITE_DAY = Statement(
    "focus.write_day",
    NoRow,
    "MATCH (m:Meta {id: 'derived'}) WHERE m.turn = $turn SET m.day = $day",
)
