"""The statements that loaders run: fixed texts, one for each label or type that is declared.

Labels and types come from the declaration, values always as parameters. A text of its own for each
type lets the database find relationships by the index of that type.
"""

from __future__ import annotations

from functools import cache

from schema.indexes import LINK_DATASETS, RECORD_DATASETS
from schema.registry import declaration

BATCH = 5_000
"""Rows that one statement reads or writes."""

TAKE_LOCK = "MERGE (m:Meta {id: 'loading'}) SET m.turn = coalesce(m.turn, 0) + 1"
"""Loads that meet wait here for each other, since they read before they write."""

DATASETS = "MATCH (d:Dataset) RETURN d.id, d.precedence, d.synthetic"

RECORDS_OF = f"""
CALL db.index.fulltext.queryNodes('{RECORD_DATASETS}', $dataset) YIELD node
RETURN node.id
"""

LINKS_OF = f"""
CALL db.index.fulltext.queryRelationships('{LINK_DATASETS}', $dataset) YIELD relationship
RETURN relationship.id, type(relationship)
"""

KNOWN_OTHERWISE = """
UNWIND $ids AS id
MATCH (n:Record {id: id}) WHERE any(d IN n.datasets WHERE d <> $dataset)
RETURN n.id
"""

READ_NODES = "UNWIND $ids AS id MATCH (n:Record {id: id}) RETURN n.id, properties(n)"

DELETE_NODES = "UNWIND $ids AS id MATCH (n:Record {id: id}) DETACH DELETE n"

STILL_LINKED = """
UNWIND $ids AS id
MATCH (n:Record {id: id})-[r]-(m) WHERE NOT type(r) IN $derived
RETURN n.id, type(r), m.id, r.datasets[0] LIMIT 20
"""

CLAIMS_ON = "UNWIND $ids AS id MATCH (c:Claim {subject: id}) RETURN c.id"


@cache
def write_nodes(label: str) -> str:
    """Creates or changes nodes; rows hold ``id`` and ``changes``."""
    return (
        "UNWIND $rows AS row MERGE (n:Record {id: row.id}) "
        f"SET n:{_declared_kind(label)}, n += row.changes"
    )


@cache
def read_links(type_: str) -> str:
    """Relationships by their ids, with the ids of their ends."""
    return (
        f"UNWIND $ids AS id MATCH (a)-[r:{_declared_type(type_)} {{id: id}}]->(b) "
        "RETURN r.id, properties(r), a.id, b.id"
    )


@cache
def create_links(type_: str) -> str:
    """Creates relationships; rows hold ``id``, ``source``, ``target`` and ``changes``."""
    return (
        "UNWIND $rows AS row "
        "MATCH (a:Record {id: row.source}) MATCH (b:Record {id: row.target}) "
        f"MERGE (a)-[r:{_declared_type(type_)} {{id: row.id}}]->(b) SET r += row.changes"
    )


@cache
def change_links(type_: str) -> str:
    """Changes relationships that are there; rows hold ``id`` and ``changes``."""
    return (
        f"UNWIND $rows AS row MATCH ()-[r:{_declared_type(type_)} {{id: row.id}}]->() "
        "SET r += row.changes"
    )


@cache
def delete_links(type_: str) -> str:
    """Deletes relationships by their ids."""
    return f"UNWIND $ids AS id MATCH ()-[r:{_declared_type(type_)} {{id: id}}]->() DELETE r"


@cache
def rivals(type_: str) -> str:
    """Other relationships of a type of which a source has one; rows hold ``source`` and ``id``."""
    return (
        f"UNWIND $rows AS row MATCH (a:Record {{id: row.source}})-[r:{_declared_type(type_)}]->(b) "
        "WHERE r.id <> row.id "
        "RETURN row.id, r.id, b.id, r.since, r.until, r.datasets"
    )


@cache
def referring(kind: str, name: str) -> str:
    """Records of a kind whose property ``name`` holds one of ``$ids``."""
    item = declaration().kinds[kind].properties[name]
    test = f"any(x IN n.{item.name} WHERE x IN $ids)" if item.many else f"n.{item.name} IN $ids"
    return f"MATCH (n:{_declared_kind(kind)}) WHERE {test} RETURN n.id LIMIT 20"


@cache
def links_referring(type_: str, name: str) -> str:
    """Relationships of a type whose property ``name`` holds one of ``$ids``."""
    item = declaration().properties_of(declaration().types[type_][0])[name]
    test = f"any(x IN r.{item.name} WHERE x IN $ids)" if item.many else f"r.{item.name} IN $ids"
    return f"MATCH (a)-[r:{_declared_type(type_)}]->() WHERE {test} RETURN a.id LIMIT 20"


def _declared_kind(name: str) -> str:
    return declaration().kinds[name].name


def _declared_type(name: str) -> str:
    return declaration().types[name][0].type
