"""The bundled seed files as plain pairs, read without the loaders."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from graph_api.linkage.words import words_of
from schema.registry import declaration
from seeds import SEED_FOLDERS
from tests.linkage.graphs import Links
from tests.linkage.plain import Part

TYPES = {type_.lower(): type_ for type_ in declaration().types}


def seed_links(day: dt.date) -> Links:
    """All relationships of the seeds that hold on a day, whatever holds them not being over."""
    files = [path for folder in SEED_FOLDERS for path in sorted(Path(folder).glob("*.csv"))]
    rows = {path: _rows(path) for path in files}
    over = {
        row["id"]
        for path in files
        if path.stem not in TYPES
        for row in rows[path]
        if not _holds(row.get("starts"), row.get("ends"), day)
    }
    links: Links = {type_: set() for type_ in TYPES.values()}
    for path in files:
        for row in rows[path]:
            for type_, source, target in _pairs(path.stem, row, day):
                if source not in over and target not in over:
                    links[type_].add((source, target))
    return links


def seed_history(day: dt.date) -> list[Part]:
    """Who had a part in which work, as stated by a day; and direct collaborations that are over."""
    files = [path for folder in SEED_FOLDERS for path in sorted(Path(folder).glob("*.csv"))]
    ends = {row["id"]: row["ends"] for path in files for row in _rows(path) if row.get("ends")}
    parts: list[Part] = []
    for path in files:
        for row in _rows(path) if path.stem in {"takes_part_in", "collaborates_with"} else []:
            last = min(
                [d for d in (row.get("until"), ends.get(row["to"])) if d], default="9999-12-31"
            )
            over = last < str(day)
            begun = (row.get("since") or "") <= str(day)
            if begun and (over or path.stem == "takes_part_in"):
                since = dt.date.fromisoformat(row.get("since") or "0001-01-01")
                span = since.toordinal(), dt.date.fromisoformat(last).toordinal()
                parts.append((row["from"], row["to"], *span))
    return parts


def seed_texts() -> dict[str, set[str]]:
    """Words in the names and descriptions of all records of the seeds."""
    files = [path for folder in SEED_FOLDERS for path in sorted(Path(folder).glob("*.csv"))]
    texts: dict[str, set[str]] = {}
    for path in files:
        for row in _rows(path):
            for column in ("name_th", "name_en", "description_th", "description_en"):
                texts.setdefault(row.get("id") or "", set()).update(words_of(row.get(column) or ""))
    return texts


def seed_agencies() -> list[str]:
    """Ids of all agencies of the seeds."""
    files = [Path(folder) / "agencies.csv" for folder in SEED_FOLDERS]
    return sorted({row["id"] for path in files if path.exists() for row in _rows(path)})


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _pairs(stem: str, row: dict[str, str], day: dt.date) -> list[tuple[str, str, str]]:
    if stem in TYPES:
        holds = _holds(row.get("since"), row.get("until"), day)
        return [(TYPES[stem], row["from"], row["to"])] if holds else []
    return [
        (TYPES[column], row["id"], target)
        for column, cell in row.items()
        if column in TYPES and cell
        for target in cell.split("|")
    ]


def _holds(first: str | None, last: str | None, day: dt.date) -> bool:
    return not (first and dt.date.fromisoformat(first) > day) and not (
        last and dt.date.fromisoformat(last) < day
    )
