"""The statements by which a person is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schema.cypher import NoRow, Statement


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person with its stored properties."""

    id: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NamingRecord:
    """A record whose texts hold one of the tokens."""

    id: str
    kind: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NamingLink:
    """A relationship whose texts hold one of the tokens, or that leads to the person."""

    id: str
    type: str
    source: str
    target: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NamingChange:
    """An entry of the log that names the person."""

    revision: int
    records: list[str]
    sources: list[str] | None
    targets: list[str] | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StandingClaim:
    """A claim on the person, or on one of its relationships."""

    id: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is remembered of those who were forgotten: digests of their ids and names, salted.

    Attributes:
        salt: of all digests, hexadecimal.
        ids: digests of ids.
        names: of forms of names, each with its length before it: ``12:…``.
    """

    salt: str
    ids: list[str]
    names: list[str]


@dataclass(frozen=True, slots=True)
class StoredMemory:
    """What is remembered, as it is stored."""

    memory: Forgotten


PEOPLE = Statement(
    "forgetting.people",
    NamedPerson,
    "MATCH (p:Person) RETURN p.id AS id, properties(p) AS properties ORDER BY p.id",
)


def _holds(variable: str) -> str:
    """Whether a text of ``variable`` holds one of ``$tokens``."""
    lists = f"coalesce({variable}.aliases, []) + coalesce({variable}.asserted, [])"
    return f"""
      any(key IN keys({variable}) WHERE
        any(token IN $tokens WHERE toLower(toStringOrNull({variable}[key])) CONTAINS token))
      OR any(item IN {lists} WHERE any(token IN $tokens WHERE toLower(item) CONTAINS token))
    """


RECORDS = Statement(
    "forgetting.records",
    NamingRecord,
    f"""
    MATCH (n:Record) WHERE {_holds("n")}
    RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Record'][0] AS kind, properties(n) AS properties
    """,
)

LINKS = Statement(
    "forgetting.links",
    NamingLink,
    f"""
    MATCH (a:Record)-[r]->(b:Record) WHERE {_holds("r")}
    RETURN r.id AS id, type(r) AS type, a.id AS source, b.id AS target, properties(r) AS properties
    """,
)

OWN_LINKS = Statement(
    "forgetting.own_links",
    NamingLink,
    """
    MATCH (:Record {id: $person})-[r]-()
    RETURN r.id AS id, type(r) AS type, startNode(r).id AS source, endNode(r).id AS target,
           properties(r) AS properties
    ORDER BY type, id
    """,
)

CLAIMS = Statement(
    "forgetting.claims",
    StandingClaim,
    "UNWIND $subjects AS subject MATCH (c:Claim {subject: subject}) RETURN c.id AS id ORDER BY id",
)

CHANGES = Statement(
    "forgetting.changes",
    NamingChange,
    """
    MATCH (c:Change)
    WHERE $person IN c.records OR $person IN c.sources OR $person IN c.targets
      OR any(claim IN $claims WHERE claim IN c.records)
      OR any(token IN $tokens WHERE toLower(c.before) CONTAINS token)
      OR any(token IN $tokens WHERE toLower(c.after) CONTAINS token)
    RETURN c.revision AS revision, c.records AS records, c.sources AS sources,
           c.targets AS targets, c.before AS before, c.after AS after
    """,
)

CHANGE_ENTRIES = Statement(
    "forgetting.change_entries",
    NoRow,
    "UNWIND $rows AS row MATCH (c:Change {revision: row.revision}) SET c += row.changes",
)

# As a map: a database in which nobody was forgotten warns of names that it does not know.
READ_FORGOTTEN = Statement(
    "forgetting.read",
    StoredMemory,
    "MATCH (m:Meta {id: 'forgotten'}) RETURN properties(m) AS memory",
)
"""No row where nobody was forgotten."""

WRITE_FORGOTTEN = Statement(
    "forgetting.write",
    NoRow,
    "MERGE (m:Meta {id: 'forgotten'}) SET m += $memory",
)
