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
    checksum: str | None


DATASETS = Statement(
    "cli.datasets",
    DatasetRow,
    "MATCH (d:Dataset) RETURN d.id AS id, d.name_en AS name_en, d.synthetic AS synthetic, "
    "d.checksum AS checksum ORDER BY id",
)
