"""Tables as others make them, and a graph of facts to load them into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from loaders.mapping.declared import TableMapping, mapping_of, read_mapping
from loaders.mapping.drafting import draft
from loaders.mapping.stating import MappedForm
from loaders.transform import check
from loaders.worksheet.loading import Prepared, load_worksheet, prepare
from loaders.worksheet.names import seed_names
from schema.registry import declaration
from seeds import SEED_FOLDERS
from tests.loaders.worksheet.conftest import facts

if TYPE_CHECKING:
    from graph_api.store import Store
    from loaders.report import LoadReport

__all__ = ["facts"]

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a file of a table."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def drafted(path: Path, **info: str) -> TableMapping:
    """The mapping that is drafted for a file, as a person would confirm it."""
    mapping = path.with_suffix(".toml")
    text = draft(path.name, path.read_bytes(), "th")
    stated = "".join(f'{key} = "{value}"\n' for key, value in info.items())
    mapping.write_text(stated + text, encoding="utf-8")
    return read_mapping(mapping)


def mapped(**stated: Any) -> TableMapping:
    """A mapping that a person wrote."""
    return mapping_of("mapping.toml", stated)


async def prepared(store: Store, path: Path, mapping: TableMapping) -> Prepared:
    """A table, looked at by a mapping."""
    return await prepare(store, path, MappedForm(mapping))


async def load(store: Store, path: Path, mapping: TableMapping) -> LoadReport:
    """Loads a table by a mapping."""
    return await load_worksheet(store, await prepared(store, path, mapping))


async def records(store: Store, kind: str, *properties: str) -> list[list[Any]]:
    """Names and properties of the records of a kind that mapped tables brought."""
    columns = "".join(f", toString(n.{name})" for name in properties)
    return await store.read(
        f"MATCH (n:{kind}) WHERE any(d IN n.datasets WHERE d STARTS WITH 'dataset:table') "
        f"RETURN n.name_th{columns} ORDER BY n.name_th"
    )


async def links(store: Store, type_: str, *properties: str) -> list[list[Any]]:
    """The relationships of a type that mapped tables brought: names of both ends, and properties."""
    columns = "".join(f", toString(r.{name})" for name in properties)
    return await store.read(
        f"MATCH (a)-[r:{type_}]->(b) WHERE any(d IN r.datasets WHERE d STARTS WITH 'dataset:table') "
        f"RETURN a.name_th, b.name_th{columns} ORDER BY a.name_th, b.name_th{columns}"
    )


def notes(looked: Prepared) -> list[tuple[str, str]]:
    """What is to be known, by column, in English."""
    return [(item.heading, item.text.en) for item in looked.notes]


@dataclass(frozen=True)
class Said:
    """What a table states, with names in the place of ids.

    Attributes:
        records: rows of each file of records, by its name: their properties without ids and evidence.
        links: rows of each file of relationships: names of both ends, and properties by their names.
        problems: cell or column, and what is wrong, in English.
        notes: column, and what is to be known.
    """

    records: dict[str, list[dict[str, str]]]
    links: dict[str, list[tuple[str, ...]]]
    problems: list[tuple[str, str]]
    notes: list[tuple[str, str]]


NAMES = seed_names(SEED_FOLDERS[:3])
"""Areas, terms and networks, as the graph of facts has them."""

_WITHOUT = {"id", "evidence", "from", "to"}


def said(path: Path, mapping: TableMapping) -> Said:
    """What a table states by a mapping; rows that the loader would refuse are problems, too."""
    form = MappedForm(mapping)
    read = form.read(path.name, path.read_bytes())
    stated = form.state(read, NAMES, frozenset())
    checked = check(stated.raw)
    assert [row for row in checked.wrong if not read.problems] == []
    rows = {
        file.name.removesuffix(".csv"): [
            {key: value for key, value in zip(file.header, row, strict=True) if value}
            for _, row in file.rows
        ]
        for file in stated.raw.files
    }
    names = {item.id: item.name_th for item in NAMES}
    names |= {row["id"]: row["name_th"] for of in rows.values() for row in of if "id" in row}
    kinds = {kind.plural for kind in declaration().kinds.values()}
    return Said(
        {
            name: sorted((_plain(row) for row in of), key=str)
            for name, of in rows.items()
            if name in kinds - {"evidence", "sources"}
        },
        {
            name: sorted(
                (names[row["from"]], names[row["to"]], *dict(sorted(_plain(row).items())).values())
                for row in of
            )
            for name, of in rows.items()
            if name not in kinds
        },
        [(item.cell or item.heading, item.text.en) for item in read.problems],
        [(item.heading, item.text.en) for item in read.notes],
    )


def _plain(row: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if key not in _WITHOUT}
