"""The demo's CSV files, read without the loaders: names and words, to fill in what is expected."""

from __future__ import annotations

import csv
import functools
from pathlib import Path
from typing import Any

from pythainlp.util import collate

from seeds import SEED_FOLDERS

Row = dict[str, str]


@functools.cache
def rows(stem: str) -> list[Row]:
    """All rows of the files of this name, of every bundled dataset."""
    found: list[Row] = []
    for folder in SEED_FOLDERS:
        path = Path(folder) / f"{stem}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                found += csv.DictReader(file)
    return found


@functools.cache
def names() -> dict[str, str]:
    """Thai names by id; of two datasets the one loaded first is shown in the demo."""
    found: dict[str, str] = {}
    for folder in SEED_FOLDERS:
        for path in sorted(Path(folder).glob("*.csv")):
            for row in rows(path.stem):
                if "name_th" in row:
                    found.setdefault(row["id"], row["name_th"])
    return found


def in_thai_order(idents: list[str]) -> list[str]:
    """Ids in the dictionary order of their Thai names."""
    by_name = {names()[ident]: ident for ident in idents}
    return [by_name[name] for name in collate(by_name)]


@functools.cache
def phrases() -> dict[str, str]:
    """Words by the id of the evidence."""
    return {row["id"]: row["phrase"] for row in rows("evidence")}


def words(stem: str, *, source: str | None = None, target: str | None = None) -> set[str]:
    """The words that carry relationships of a file, from and to these ids."""
    return {
        phrases()[ident]
        for row in rows(stem)
        if source in (None, row["from"]) and target in (None, row["to"])
        for ident in row["evidence"].split("|")
        if ident
    }


def said(evidence: list[dict[str, Any]]) -> set[str]:
    """The words of an answer's evidence."""
    return {item["phrase"] for item in evidence}


def ids(nodes: list[dict[str, Any]]) -> list[str]:
    """Ids of an answer's nodes."""
    return [item["id"] for item in nodes]
