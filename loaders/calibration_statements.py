"""The statements of calibrations: how often scores came true, beside the datasets that say so.

A calibration is a node ``(:Meta)`` of its own and no record: it is asserted by nobody, has no
revision, and no list, count or change shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.cypher import NoRow, Statement


@dataclass(frozen=True, slots=True)
class DatasetContent:
    """A dataset, and the checksum of its files; null while it is loaded in part."""

    id: str
    checksum: str | None

    def __str__(self) -> str:
        """Both in one text."""
        return f"{self.id} {self.checksum or ''}"


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """A calibration as it is stored.

    Attributes:
        contents: the datasets that were evaluated, each as the text of its content.
        blend: what the scores were computed by.
        hidden: the share of the work that was hidden.
        tables: the bins of each group of askers, as JSON.
    """

    contents: list[str]
    blend: str
    hidden: float
    tables: str


READ_CONTENTS = Statement(
    "calibration.read_contents",
    DatasetContent,
    "MATCH (d:Dataset) WHERE d.id IN $datasets RETURN d.id AS id, d.checksum AS checksum",
)

READ_CALIBRATIONS = Statement(
    "calibration.read",
    CalibrationRow,
    """
    MATCH (m:Meta) WHERE m.blend = $blend
    RETURN m.contents AS contents, m.blend AS blend, m.hidden AS hidden, m.tables AS tables
    """,
)
"""Those of scores that are computed as today."""

WRITE_CALIBRATION = Statement(
    "calibration.write",
    NoRow,
    """
    MERGE (m:Meta {id: $id})
    SET m.contents = $contents, m.blend = $blend, m.hidden = $hidden, m.tables = $tables
    """,
)

FORGET_CALIBRATIONS = Statement(
    "calibration.forget",
    NoRow,
    """
    MATCH (m:Meta)
    WHERE any(content IN m.contents WHERE content STARTS WITH $dataset AND content <> $content)
    DELETE m
    """,
)
"""Deletes those that rest on a dataset (the beginning of its texts) with other content than this."""
