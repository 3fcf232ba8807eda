"""The statements of the command line: what a store holds."""

from __future__ import annotations

from dataclasses import dataclass

from schema.cypher import Statement


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A dataset that is loaded."""

    id: str
    name_en: str | None
    synthetic: bool


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """How many records there are, and how many of them are agencies and networks."""

    records: int
    agencies: int
    networks: int


DATASETS = Statement(
    "cli.datasets",
    DatasetRow,
    "MATCH (d:Dataset) RETURN d.id AS id, d.name_en AS name_en, d.synthetic AS synthetic ORDER BY id",
)

COUNTS = Statement(
    "cli.counts",
    RecordCounts,
    """
    RETURN COUNT { (:Record) } AS records, COUNT { (:Agency) } AS agencies,
           COUNT { (:Network) } AS networks
    """,
)
