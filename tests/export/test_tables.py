"""CSV and XLSX: Thai intact, and no cell a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from graph_api.export.cells import harmless
from graph_api.store import Store
from tests.export.exporting import NASTY, exported

pytestmark = pytest.mark.store


async def _csv(store: Store, **asked: Any) -> dict[str, list[dict[str, str]]]:
    archive = zipfile.ZipFile(io.BytesIO(await exported(store, "csv", **asked)))
    assert archive.testzip() is None
    return {
        name.removesuffix(".csv"): list(
            csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
        )
        for name in archive.namelist()
    }


async def _xlsx(store: Store, **asked: Any) -> dict[str, list[dict[str, Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(await exported(store, "xlsx", **asked)))
    read = {}
    for sheet in book.worksheets[1:]:
        head, *rows = sheet.iter_rows()
        assert not [cell for row in rows for cell in row if cell.data_type == "f"]
        names = [cell.value for cell in head]
        read[sheet.title] = [
            dict(zip(names, [cell.value for cell in row], strict=True)) for row in rows
        ]
    return read


async def test_a_file_a_kind_and_a_type(nasty: Store) -> None:
    """Those that have any rows, named as in the folder of a dataset; both formats alike."""
    files, sheets = await _csv(nasty), await _xlsx(nasty)
    assert list(files) == list(sheets)
    assert set(files) == {
        *("areas", "networks", "agencies", "issues", "goals", "mechanisms", "people", "sources"),
        *("evidence", "claims", "datasets"),
        *("member_of", "based_in", "in_area", "pursues", "collaborates_with", "from", "disputes"),
    }
    assert {name: len(rows) for name, rows in files.items()} == {
        name: len(rows) for name, rows in sheets.items()
    }


async def test_values_stay_readable_and_are_no_formulas(nasty: Store) -> None:
    """What begins like a formula has an apostrophe in CSV; in XLSX a text is a text."""
    files, sheets = await _csv(nasty), await _xlsx(nasty)
    shown = {
        "id": "agency:a",
        "name_th": "สำนักงานวัฒนธรรม",
        "name_en": f"'{NASTY}",
        "aliases": "สวจ.|+สวธ.",
        "contact": "'-042 111",
        "website": "'@web",
        "synthetic": "false",
    }
    assert {name: files["agencies"][0][name] for name in shown} == shown
    plain = {name: value.removeprefix("'") for name, value in shown.items()} | {"synthetic": False}
    assert {name: sheets["agencies"][0][name] for name in shown} == plain
    assert [row["synthetic"] for row in files["agencies"]] == ["false", "false", "true"]


async def test_numbers_and_days_are_what_they_are(nasty: Store) -> None:
    """A negative number is no formula; a day before 1900 is a text, as no spreadsheet knows it."""
    files, sheets = await _csv(nasty), await _xlsx(nasty)
    (goal,), (shown,) = files["goals"], sheets["goals"]
    assert (goal["baseline"], goal["horizon_years"], goal["due"]) == ("-0.5", "2", "2027-03-31")
    assert (shown["baseline"], shown["horizon_years"]) == (-0.5, 2)
    assert shown["due"] == dt.datetime(2027, 3, 31)  # noqa: DTZ001 - as openpyxl gives it
    (mechanism,) = sheets["mechanisms"]
    assert mechanism["starts"] == "1890-01-01"


async def test_relationships_name_their_ends_and_days(nasty: Store) -> None:
    """In the columns that the files of a dataset have."""
    rows = (await _csv(nasty))["member_of"]
    spells = [(row["from"], row["to"], row["since"], row["until"], row["note"]) for row in rows]
    assert sorted(spells) == [
        ("agency:a", "network:n", "2019-01-01", "2020-12-31", "'-หมายเหตุ"),
        ("agency:a", "network:n", "2021-01-01", "", "อีกคำ"),
        ("agency:b", "network:n", "", "", ""),
        ("agency:z", "network:n", "", "", ""),
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_beginning_of_a_formula_stays(sign: str) -> None:
    """Whatever a spreadsheet may take for one."""
    assert harmless([f"{sign}1+1", f"1{sign}1", -1, -1.5, None, True]) == [
        f"'{sign}1+1",
        f"1{sign}1",
        "-1",
        "-1.5",
        "",
        "true",
    ]


@pytest.mark.parametrize("name", ["csv", "xlsx", "jsonl"])
async def test_the_same_graph_makes_the_same_bytes(nasty: Store, name: str) -> None:
    """Whenever it is exported."""
    assert await exported(nasty, name) == await exported(nasty, name)


async def test_an_empty_graph_is_an_empty_file(empty_store: Store) -> None:
    """That opens."""
    assert (await _csv(empty_store), await _xlsx(empty_store)) == ({}, {})
