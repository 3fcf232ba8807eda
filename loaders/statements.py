"""The statements that loaders run: fixed texts, few of them, values always as parameters.

Labels and types are parameters too (they come from the declaration): a text for each of them is
not faster to run, and planning dozens of texts takes seconds on a database that has just started.
A relationship is found between its two ends, which the database walks from the end that has fewer.
A first load is planned while the database counts nothing yet, and would scan all records, or all
relationships, for each row: hints for the index, and a WITH before the relationships, leave one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from schema.cypher import NoRow, Statement
from schema.indexes import LINK_DATASETS, RECORD_DATASETS
from schema.registry import Property, declaration
from schema.ways import FOCUSES_ON

BATCH = 5_000
"""Rows that one statement reads or writes."""


@dataclass(frozen=True, slots=True)
class Ident:
    """The id of a record or relationship."""

    id: str


@dataclass(frozen=True, slots=True)
class Idents:
    """Ids of records or relationships, in one row."""

    ids: list[str]


@dataclass(frozen=True, slots=True)
class LoadTurn:
    """How many transactions have taken the lock, this one included."""

    turn: int


@dataclass(frozen=True, slots=True)
class LoadedDataset:
    """A dataset that is loaded, with what matters where its values meet others'."""

    id: str
    precedence: int | None
    synthetic: bool


@dataclass(frozen=True, slots=True)
class AssertedRecords:
    """Ids of records of a dataset, and of those that others assert, too."""

    ids: list[str]
    shared: list[str]


@dataclass(frozen=True, slots=True)
class LinksWithEnds:
    """Ids of relationships of a dataset, and of the two ends of each."""

    ids: list[str]
    ends: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StoredProperties:
    """A record or relationship as it is stored; dates are the driver's."""

    id: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """Many of them in one row: the driver takes longer for a row than for what is in it."""

    stored: list[StoredProperties]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two records with a relationship between them."""

    id: str
    other: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A relationship by which others give a source what it can have one of.

    Attributes:
        id: of the relationship that is to be written.
        target: where the other one leads.
        since, until: its first and last day, as ISO text.
        datasets: ids of those who assert it.
    """

    id: str
    target: str
    since: str | None
    until: str | None
    datasets: list[str]


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that names others, or that has a relationship which does, and what datasets say of it."""

    id: str
    datasets: list[str]
    asserted: list[str] | None


@dataclass(frozen=True, slots=True)
class AlikeIds:
    """Ids that begin with the same text."""

    start: str
    ids: list[str]


@dataclass(frozen=True, slots=True)
class Count:
    """How many were written."""

    count: int


TAKE_LOCK = Statement(
    "loaders.take_lock",
    LoadTurn,
    """
    MERGE (m:Meta {id: 'loading'}) SET m.turn = coalesce(m.turn, 0) + 1 RETURN m.turn AS turn
    """,
)
"""Loads that meet wait here for each other, since they read before they write."""

DATASETS = Statement(
    "loaders.datasets",
    LoadedDataset,
    "MATCH (d:Dataset) RETURN d.id AS id, d.precedence AS precedence, d.synthetic AS synthetic",
)

# A range index holds a list as one value and finds no item in it; a full-text index does. A page of
# ids is one row: the driver takes far longer for a row than for what is in it.
RECORDS_OF = Statement(
    "loaders.records_of",
    AssertedRecords,
    f"""
    CALL db.index.fulltext.queryNodes('{RECORD_DATASETS}', $dataset) YIELD node
    WITH node.id AS id, size(node.datasets) > 1 AS shared
    WHERE id > $after ORDER BY id LIMIT $most
    RETURN collect(id) AS ids, collect(CASE WHEN shared THEN id END) AS shared
    """,
)
"""Records of a dataset, in the order of their ids."""

LINK_IDS_OF = Statement(
    "loaders.link_ids_of",
    Idents,
    f"""
    CALL db.index.fulltext.queryRelationships('{LINK_DATASETS}', $dataset) YIELD relationship
    WITH relationship.id AS id WHERE id > $after ORDER BY id LIMIT $most
    RETURN collect(id) AS ids
    """,
)
"""Relationships of a dataset, likewise."""

LINKS_OF = Statement(
    "loaders.links_of",
    LinksWithEnds,
    f"""
    CALL db.index.fulltext.queryRelationships('{LINK_DATASETS}', $dataset) YIELD relationship
    WITH relationship AS r, relationship.id AS id WHERE id > $after ORDER BY id LIMIT $most
    RETURN collect(id) AS ids, collect([startNode(r).id, endNode(r).id]) AS ends
    """,
)
"""The same with their ends."""

KNOWN_OTHERWISE = Statement(
    "loaders.known_otherwise",
    Idents,
    """
    UNWIND $ids AS known
    MATCH (n:Record {id: known}) WHERE any(d IN n.datasets WHERE d <> $dataset)
    RETURN collect(n.id) AS ids
    """,
)

READ_NODES = Statement(
    "loaders.read_nodes",
    StoredBatch,
    """
    UNWIND $ids AS known
    MATCH (n:Record {id: known})
    RETURN collect({id: n.id, properties: properties(n)}) AS stored
    """,
)

READ_STATED = Statement(
    "loaders.read_stated",
    StoredBatch,
    """
    UNWIND $ids AS known
    MATCH (n:Record {id: known})
    WITH n {.*, created_at: null, updated_at: null, loaded_at: null} AS stored
    RETURN collect({id: stored.id, properties: stored}) AS stored
    """,
)
"""Nodes without their moments, each of which the driver makes an object of, at great length."""

READ_PAGE = Statement(
    "loaders.read_page",
    StoredBatch,
    """
    MATCH (n:Record) WHERE n.id > $after
    WITH n ORDER BY n.id LIMIT $limit
    WITH n {.*, created_at: null, updated_at: null, loaded_at: null} AS stored
    RETURN collect({id: stored.id, properties: stored}) AS stored
    """,
)
"""Records in the order of their ids."""

ALIKE = Statement(
    "loaders.alike",
    AlikeIds,
    """
    UNWIND $starts AS start
    CALL (start) { MATCH (n:Record) WHERE n.id STARTS WITH start RETURN n.id AS known LIMIT $most }
    RETURN start, collect(known) AS ids
    """,
)
"""Ids that begin alike."""

DELETE_NODES = Statement(
    "loaders.delete_nodes", NoRow, "UNWIND $ids AS id MATCH (n:Record {id: id}) DETACH DELETE n"
)

LINKED_BY_OTHERS = Statement(
    "loaders.linked_by_others",
    Neighbours,
    """
    UNWIND $ids AS known
    MATCH (n:Record {id: known}) USING INDEX SEEK n:Record(id)
    WITH n
    MATCH (n)-[r]-(m)
    WHERE any(d IN r.datasets WHERE d <> $dataset) AND NOT type(r) IN $derived
    RETURN n.id AS id, m.id AS other LIMIT 20
    """,
)

RIVALS = Statement(
    "loaders.rivals",
    Rival,
    """
    UNWIND $rows AS row
    MATCH (a:Record {id: row.source}) USING INDEX SEEK a:Record(id)
    WITH row, a
    MATCH (a)-[r]->(b)
    WHERE type(r) = row.type AND r.id <> row.id AND any(d IN r.datasets WHERE d <> $dataset)
    RETURN row.id AS id, b.id AS target, toString(r.since) AS since, toString(r.until) AS until,
           r.datasets AS datasets
    """,
)

CLAIMS_ON = Statement(
    "loaders.claims_on",
    Ident,
    "UNWIND $ids AS subject MATCH (c:Claim {subject: subject}) RETURN c.id AS id",
)

CREATE_NODES = Statement(
    "loaders.create_nodes",
    NoRow,
    """
    UNWIND $rows AS row
    CREATE (n:Record:$(row.group) {id: row.id, created_at: $at, updated_at: $at})
    SET n += row.changes
    """,
)
"""Creates nodes that are not there, as was read under the lock; a constraint stands guard. Rows hold
``id``, ``group`` (the label) and ``changes``."""

# Null in `changes` takes a property away.
CHANGE_NODES = Statement(
    "loaders.change_nodes",
    NoRow,
    "UNWIND $rows AS row MATCH (n:Record {id: row.id}) SET n += row.changes",
)
"""Changes nodes that are there; rows hold ``id`` and ``changes``."""

_BETWEEN = """
    UNWIND $rows AS row
    MATCH (a:Record {id: row.source}) USING INDEX SEEK a:Record(id)
    MATCH (b:Record {id: row.target}) USING INDEX SEEK b:Record(id)
    WITH row, a, b
"""

READ_LINKS = Statement(
    "loaders.read_links",
    StoredBatch,
    f"""{_BETWEEN}
    MATCH (a)-[r {{id: row.id}}]->(b)
    RETURN collect({{id: r.id, properties: properties(r)}}) AS stored
    """,
)
"""Relationships; rows hold ``id``, ``source`` and ``target``."""

# An end that has gone makes no row and no error: so what was created is counted.
CREATE_LINKS = Statement(
    "loaders.create_links",
    Count,
    f"""{_BETWEEN}
    CREATE (a)-[r:$(row.group) {{id: row.id}}]->(b) SET r += row.changes
    RETURN count(r) AS count
    """,
)
"""Creates relationships that are not there, as was read under the lock; a constraint stands guard."""

CHANGE_LINKS = Statement(
    "loaders.change_links",
    NoRow,
    f"{_BETWEEN} MATCH (a)-[r {{id: row.id}}]->(b) SET r += row.changes",
)
"""Changes relationships that are there."""

DELETE_LINKS = Statement(
    "loaders.delete_links", NoRow, f"{_BETWEEN} MATCH (a)-[r {{id: row.id}}]->(b) DELETE r"
)
"""Deletes relationships."""

DELETE_DERIVED = Statement(
    "loaders.delete_derived",
    NoRow,
    f"""
    UNWIND $ids AS id
    MATCH (o:Record {{id: id}}) USING INDEX SEEK o:Record(id)
    WITH o
    MATCH (o)-[r:{FOCUSES_ON}]->() DELETE r
    """,
)
"""Deletes the derived relationships of these organisations."""


def _reference(
    name: str, pattern: str, property_: Property, variable: str, holder: str
) -> Statement[Reference]:
    test = f"{variable}.{property_.name}"
    one = f"any(x IN {test} WHERE x IN $ids)" if property_.many else f"{test} IN $ids"
    return Statement(
        f"loaders.{name}_referring_by_{property_.name}",
        Reference,
        f"""
        MATCH {pattern} WHERE {one} AND {variable}.datasets <> [$dataset]
        RETURN {holder}.id AS id, {variable}.datasets AS datasets, {variable}.asserted AS asserted
        """,
    )


def _referring() -> Iterator[tuple[str, Statement[Reference]]]:
    known = declaration()
    for kind in known.kinds.values():
        for item in _references(kind.properties.values()):
            yield str(item.ref), _reference(kind.name, f"(n:{kind.name})", item, "n", "n")
    for type_, rows in known.types.items():
        for item in _references(known.properties_of(rows[0]).values()):
            yield str(item.ref), _reference(type_, f"(a)-[r:{type_}]->()", item, "r", "a")


def _references(properties: Iterable[Property]) -> Iterator[Property]:
    """Those that name other records; the datasets that assert a record are not meant."""
    return (item for item in properties if item.ref and item.name != "datasets")


REFERRING = tuple(_referring())
"""Who names one of ``$ids`` in a property: the kind, group or union that it names, and the statement."""
