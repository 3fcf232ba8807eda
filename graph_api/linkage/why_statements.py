"""The statements of ``why``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph_api.domain.conditions import holds, seen, valid
from graph_api.domain.evidence import EVIDENCE_SHOWN
from graph_api.domain.names import Named, named
from schema.cypher import Statement
from schema.ids import relationship_prefix
from schema.registry import declaration
from schema.ways import FOCUSES_ON, through

NEIGHBOURS_SHOWN = 8
"""Records named for one type of one record at most."""

LOOKED_AT = 20_000
"""Relationships of one record that are counted at most."""


@dataclass(frozen=True, slots=True)
class LinkBehind:
    """A relationship, or a way by something in the middle.

    Attributes:
        id: of the relationship; of a way, of its first step.
        middle: what is in the middle of a way.
        evidence: ids, ascending.
    """

    id: str
    type: str
    source: Named
    target: Named
    middle: Named | None
    since: dt.date | None
    until: dt.date | None
    role: Named | None
    synthetic: bool
    evidence: list[str]
    datasets: list[str]


@dataclass(frozen=True, slots=True)
class LinksBehind:
    """Everything between pairs of records."""

    links: list[LinkBehind]


def _evidence(*carriers: str) -> str:
    """Ids of evidence, which may have outlived its record."""
    lists = " + ".join(f"coalesce({carrier}.evidence, [])" for carrier in carriers)
    return (
        f"COLLECT {{ UNWIND {lists} AS word MATCH (e:Record {{id: word}}) "
        f"WITH DISTINCT e.id AS word ORDER BY word LIMIT {EVIDENCE_SHOWN} RETURN word }}"
    )


_ROLE = f"head(COLLECT {{ MATCH (role:Record {{id: r.role}}) RETURN {named('role')} }})"
_LATER = "CASE WHEN c.since > r.since OR r.since IS NULL THEN c.since ELSE r.since END"
_EARLIER = "CASE WHEN c.until < r.until OR r.until IS NULL THEN c.until ELSE r.until END"

# The ends are looked up by their ids before anything is walked: an issue may have very many ways.
LINKS_BEHIND = Statement(
    "why.links",
    LinksBehind,
    f"""
    RETURN COLLECT {{
      UNWIND $pairs AS pair
      MATCH (a:Record {{id: pair[0]}}) MATCH (b:Record {{id: pair[1]}})
      WHERE {seen("a")} AND {seen("b")}
      CALL (a, b) {{
        MATCH (a)-[r]->(b) WHERE type(r) <> '{FOCUSES_ON}' AND {holds("r")}
        RETURN {{
          id: r.id, type: type(r), source: {named("a")}, target: {named("b")}, middle: null,
          since: toString(r.since), until: toString(r.until), role: {_ROLE},
          synthetic: coalesce(r.synthetic, false), evidence: {_evidence("r")},
          datasets: coalesce(r.datasets, [])
        }} AS link
        UNION ALL
        MATCH {through("a", "r", "t", "c", "b")}
        WHERE {holds("r")} AND {holds("c")} AND {valid("t")} AND {seen("t")}
        RETURN {{
          id: r.id, type: type(r), source: {named("a")}, target: {named("b")}, middle: {named("t")},
          since: toString({_LATER}), until: toString({_EARLIER}), role: {_ROLE},
          synthetic: coalesce(r.synthetic OR c.synthetic OR t.synthetic, false),
          evidence: {_evidence("r", "c")}, datasets: coalesce(r.datasets, [])
        }} AS link
      }}
      RETURN link LIMIT $limit
    }} AS links
    """,
)
"""Between pairs of ids, in this direction: relationships, and ways from an organisation to an issue."""


@dataclass(frozen=True, slots=True)
class TiesBehind:
    """The relationships of one type of a record, in one direction.

    Attributes:
        out: whether they lead from it.
        count: how many.
        some: the first of what they lead to or come from, by id.
        synthetic: whether all are invented.
    """

    type: str
    out: bool
    count: int
    some: list[Named]
    synthetic: bool
    evidence: list[str]
    datasets: list[str]


@dataclass(frozen=True, slots=True)
class RecordBehind:
    """A record: what carries it, and its relationships by type."""

    record: Named
    synthetic: bool
    evidence: list[str]
    datasets: list[str]
    ties: list[TiesBehind]


RECORD_BEHIND = Statement(
    "why.record",
    RecordBehind,
    f"""
    MATCH (n:Record {{id: $id}}) WHERE {seen("n")}
    RETURN {named("n")} AS record, coalesce(n.synthetic, false) AS synthetic,
      {_evidence("n")} AS evidence, coalesce(n.datasets, []) AS datasets,
      COLLECT {{
        MATCH (n)-[r]-(m:Record)
        WHERE type(r) <> '{FOCUSES_ON}' AND {holds("r")} AND {seen("m")}
        WITH n, r, m LIMIT {LOOKED_AT}
        ORDER BY m.id
        WITH type(r) AS type, startNode(r) = n AS out, collect(r) AS links, collect(DISTINCT m) AS others
        RETURN {{
          type: type, out: out, count: size(links),
          some: [m IN others[..{NEIGHBOURS_SHOWN}] | {named("m")}],
          synthetic: all(r IN links WHERE coalesce(r.synthetic, false)),
          evidence: COLLECT {{
            UNWIND links AS r UNWIND coalesce(r.evidence, []) AS word
            WITH DISTINCT word LIMIT {EVIDENCE_SHOWN}
            MATCH (e:Record {{id: word}}) RETURN e.id AS word
          }},
          datasets: COLLECT {{
            UNWIND links AS r UNWIND coalesce(r.datasets, []) AS name
            WITH DISTINCT name ORDER BY name RETURN name
          }}
        }} AS tie
      }} AS ties
    """,
)


@dataclass(frozen=True, slots=True)
class LinkEnds:
    """Ids of the ends of a relationship."""

    source: str
    target: str


def _ends(type_: str) -> Statement[LinkEnds]:
    return Statement(
        f"why.ends_of_{type_.lower()}",
        LinkEnds,
        f"MATCH (a)-[r:{type_}]->(b) WHERE r.id = $id RETURN a.id AS source, b.id AS target LIMIT 1",
    )


# The type of a pattern is no parameter; without it, all relationships would be looked through.
LINK_ENDS: Mapping[str, Statement[LinkEnds]] = MappingProxyType(
    {relationship_prefix(type_): _ends(type_) for type_ in declaration().types}
)
"""The ends of a relationship by its id; by what its id begins with."""


@dataclass(frozen=True, slots=True)
class NamesRead:
    """Names of records."""

    names: list[Named]


NAMES_OF = Statement(
    "why.names",
    NamesRead,
    f"RETURN COLLECT {{ UNWIND $ids AS id MATCH (n:Record {{id: id}}) RETURN {named('n')} }} AS names",
)
