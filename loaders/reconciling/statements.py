"""The statements of reconciliation: verdicts, and what datasets say of some records.

A verdict is a node ``(:Meta)`` and no record: nobody asserts it, and it stays whatever is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schema.cypher import NoRow, Statement

VERDICT_PREFIX = "verdict:"
"""How the ids of verdicts begin."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided on two records.

    Attributes:
        one: the id of the record that stays, where they are the same.
        other: the other id.
        same: whether they are the same.
        name_th: the name of ``one`` when it was decided.
        at: when, as ISO text.
    """

    one: str
    other: str
    same: bool
    name_th: str
    at: str


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """A verdict, as it is stored."""

    verdict: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReconciledRecord:
    """A record that may have duplicates.

    Attributes:
        id: its id.
        names: all its names.
        areas: ids of the areas that it is in.
        synthetic: whether it is invented.
        links: how many relationships it has.
    """

    id: str
    names: list[str]
    areas: list[str]
    synthetic: bool
    links: int


@dataclass(frozen=True, slots=True)
class LinkedDataset:
    """A dataset that asserts a relationship of a record."""

    dataset: str


# As maps: a database without verdicts warns of names that it does not know.
VERDICTS = Statement(
    "reconciling.verdicts",
    StoredVerdict,
    "MATCH (m:Meta) WHERE m.id STARTS WITH 'verdict:' RETURN properties(m) AS verdict ORDER BY m.id",
)

READ_VERDICT = Statement(
    "reconciling.verdict",
    StoredVerdict,
    "MATCH (m:Meta {id: $id}) RETURN properties(m) AS verdict",
)

WRITE_VERDICT = Statement(
    "reconciling.write_verdict",
    NoRow,
    "MERGE (m:Meta {id: $id}) SET m += $verdict",
)

RECORDS = Statement(
    "reconciling.records",
    ReconciledRecord,
    """
    MATCH (n:Record) WHERE any(l IN labels(n) WHERE l = $kind)
    RETURN n.id AS id, [n.name_th] + coalesce([x IN [n.name_en] WHERE x IS NOT NULL], [])
      + coalesce(n.aliases, []) AS names,
      COLLECT { MATCH (n)-[:BASED_IN|IN_AREA]->(a:Area) RETURN DISTINCT a.id } AS areas,
      coalesce(n.synthetic, false) AS synthetic, COUNT { (n)--() } AS links
    ORDER BY id
    """,
)
"""Records of a kind, in the order of their ids."""

WITHDRAW_VERDICT = Statement(
    "reconciling.withdraw_verdict", NoRow, "MATCH (m:Meta {id: $id}) DELETE m"
)

LINKING = Statement(
    "reconciling.linking",
    LinkedDataset,
    """
    MATCH (:Record {id: $id})-[r]-() UNWIND coalesce(r.datasets, []) AS dataset
    RETURN DISTINCT dataset ORDER BY dataset
    """,
)
"""Datasets that assert a relationship of a record."""


def verdict_of(stored: Mapping[str, object]) -> Verdict:
    """A verdict from the properties of its node."""
    return Verdict(
        str(stored["one"]),
        str(stored["other"]),
        bool(stored["same"]),
        str(stored["name_th"]),
        str(stored["at"]),
    )
