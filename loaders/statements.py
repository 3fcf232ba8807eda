"""The statements that loaders run: fixed texts, few of them, values always as parameters.

Labels and types are parameters too (they come from the declaration): a text for each of them is
not faster to run, and planning dozens of texts takes seconds on a database that has just started.
A relationship is found between its two ends, which the database walks from the end that has fewer.
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

DATASET_IDS = "MATCH (d:Dataset) RETURN d.id"

RECORDS_OF = f"""
CALL db.index.fulltext.queryNodes('{RECORD_DATASETS}', $dataset) YIELD node
RETURN node.id, size(node.datasets) = 1
"""

LINKS_OF = f"""
CALL db.index.fulltext.queryRelationships('{LINK_DATASETS}', $dataset) YIELD relationship
WITH relationship AS r
RETURN r.id, type(r), startNode(r).id, endNode(r).id
"""

KNOWN_OTHERWISE = """
UNWIND $ids AS id
MATCH (n:Record {id: id}) WHERE any(d IN n.datasets WHERE d <> $dataset)
RETURN n.id
"""

ALIKE = """
UNWIND $starts AS start
CALL (start) { MATCH (n:Record) WHERE n.id STARTS WITH start RETURN n.id AS id LIMIT $most }
RETURN start, collect(id)
"""
"""Ids that begin alike."""

READ_NODES = "UNWIND $ids AS id MATCH (n:Record {id: id}) RETURN n.id, properties(n)"

DELETE_NODES = "UNWIND $ids AS id MATCH (n:Record {id: id}) DETACH DELETE n"

LINKED_BY_OTHERS = """
UNWIND $ids AS id
MATCH (n:Record {id: id})-[r]-(m)
WHERE any(d IN r.datasets WHERE d <> $dataset) AND NOT type(r) IN $derived
RETURN n.id, m.id LIMIT 20
"""

RIVALS = """
UNWIND $rows AS row
MATCH (a:Record {id: row.source})-[r]->(b)
WHERE type(r) = row.type AND r.id <> row.id AND any(d IN r.datasets WHERE d <> $dataset)
RETURN row.id, b.id, toString(r.since), toString(r.until), r.datasets
"""
"""Relationships by which others give a source what it can have one of."""

CLAIMS_ON = "UNWIND $ids AS id MATCH (c:Claim {subject: id}) RETURN c.id"


WRITE_NODES = """
UNWIND $rows AS row
MERGE (n:Record {id: row.id})
SET n:$(row.group), n += row.changes
"""
"""Creates or changes nodes; rows hold ``id``, ``group`` (the label) and ``changes``."""

_BETWEEN = """
UNWIND $rows AS row
MATCH (a:Record {id: row.source})
MATCH (b:Record {id: row.target})
"""

READ_LINKS = _BETWEEN + "MATCH (a)-[r {id: row.id}]->(b) RETURN r.id, properties(r)"
"""Relationships; rows hold ``id``, ``source`` and ``target``."""

CREATE_LINKS = (
    _BETWEEN + "CREATE (a)-[r:$(row.group) {id: row.id}]->(b) SET r += row.changes RETURN count(r)"
)
"""Creates relationships that are not there, as was read under the lock; a constraint stands guard."""

CHANGE_LINKS = _BETWEEN + "MATCH (a)-[r {id: row.id}]->(b) SET r += row.changes"
"""Changes relationships that are there."""

DELETE_LINKS = _BETWEEN + "MATCH (a)-[r {id: row.id}]->(b) DELETE r"
"""Deletes relationships."""


@cache
def referring(kind: str, name: str) -> str:
    """Records of a kind whose property ``name`` holds one of ``$ids``."""
    item = declaration().kinds[kind].properties[name]
    test = f"any(x IN n.{item.name} WHERE x IN $ids)" if item.many else f"n.{item.name} IN $ids"
    return (
        f"MATCH (n:{_declared_kind(kind)}) WHERE {test} AND n.datasets <> [$dataset] "
        "RETURN n.id, n.datasets, n.asserted"
    )


@cache
def links_referring(type_: str, name: str) -> str:
    """Relationships of a type whose property ``name`` holds one of ``$ids``."""
    item = declaration().properties_of(declaration().types[type_][0])[name]
    test = f"any(x IN r.{item.name} WHERE x IN $ids)" if item.many else f"r.{item.name} IN $ids"
    return (
        f"MATCH (a)-[r:{_declared_type(type_)}]->() WHERE {test} AND r.datasets <> [$dataset] "
        "RETURN a.id, r.datasets, r.asserted"
    )


def _declared_kind(name: str) -> str:
    return declaration().kinds[name].name


def _declared_type(name: str) -> str:
    return declaration().types[name][0].type
