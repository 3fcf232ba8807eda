"""Names that are there already, in the graph or in the seeds: for drop-downs, and to be meant."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.cells import SEPARATOR
from loaders.worksheet.columns import COLUMNS
from schema.cypher import Reader, Statement
from schema.registry import declaration

_PAGE = 20_000


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record that a worksheet may name.

    Attributes:
        id: its id.
        name_th, name_en: its names.
        aliases: its other names; of an area, also its code, as DOPA and as relief agencies write it.
        areas: ids of the area it lies in or is of, where that tells which one is meant.
        synthetic: whether it is invented.
        vocabulary: of a term.
    """

    id: str
    name_th: str
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    synthetic: bool = False
    vocabulary: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All of its names."""
        return tuple(filter(None, (self.name_th, self.name_en, *self.aliases)))


@dataclass(frozen=True, slots=True)
class NamedPage:
    """Records that a worksheet may name."""

    records: list[NamedRecord]


NAMED = Statement(
    "loaders.worksheet.named",
    NamedPage,
    """
    MATCH (n:Record) WHERE n.id > $after AND any(l IN labels(n) WHERE l IN $kinds)
      AND any(d IN n.datasets WHERE d <> $dataset)
    WITH n ORDER BY n.id LIMIT $most
    RETURN collect({
      id: n.id, name_th: n.name_th, name_en: n.name_en,
      aliases: coalesce(n.aliases, []) + CASE WHEN n:Area AND n.code IS NOT NULL
        THEN [n.code, 'TH' + n.code] ELSE [] END,
      areas: COLLECT { MATCH (n)-[:WITHIN|PART_OF|BASED_IN|IN_AREA]->(a:Area) RETURN DISTINCT a.id },
      synthetic: coalesce(n.synthetic, false), vocabulary: n.vocabulary
    }) AS records
    """,
)
"""Records of other datasets than the one that is loaded, in the order of their ids; a page is one row."""

KINDS = tuple(dict.fromkeys(column.kind for column in COLUMNS if column.kind))
"""Kinds that a worksheet names."""


async def read_names(
    store: Reader, dataset: str, kinds: Sequence[str] = KINDS
) -> list[NamedRecord]:
    """All records that a worksheet of ``dataset`` may name and that it does not state itself.

    Args:
        store: has them.
        dataset: id of the worksheet's own dataset.
        kinds: which kinds.

    Raises:
        PhakhiError: what the store raises.
    """
    names: list[NamedRecord] = []
    full = True
    while full:
        after = names[-1].id if names else ""
        (page,) = await NAMED.read(
            store, after=after, kinds=list(kinds), dataset=dataset, most=_PAGE
        )
        names += page.records
        full = len(page.records) == _PAGE
    return names


def seed_names(folders: Iterable[Path]) -> list[NamedRecord]:
    """The names in folders of datasets, as far as drop-downs need them."""
    plural = {kind: declaration().kinds[kind].plural for kind in KINDS}
    rows = (
        row
        for folder in folders
        for kind in KINDS
        if (path := folder / f"{plural[kind]}.csv").is_file()
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    )
    named: dict[str, NamedRecord] = {}
    for row in rows:
        named.setdefault(row["id"], _seed(row))
    return list(named.values())


def _seed(row: Mapping[str, str]) -> NamedRecord:
    return NamedRecord(
        row["id"],
        row["name_th"],
        row.get("name_en") or None,
        tuple(filter(None, (row.get("aliases") or "").split(SEPARATOR))),
        tuple(filter(None, (row.get("within") or "").split(SEPARATOR))),
        vocabulary=row.get("vocabulary"),
    )
