"""The forms of columns: what a mapping states is read, and nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.mapping.forms import NUMBERS, date_reader, dates
from tests.loaders.mapping.conftest import Written, drafted, mapped, said


@pytest.mark.parametrize(
    ("form", "text", "first", "last"),
    [
        ("day/month/BE year", "21/01/2563", "2020-01-21", "2020-01-21"),
        ("day/month/BE year", "๒๑/๑/๒๕๖๓", "2020-01-21", "2020-01-21"),
        ("day/month/CE year", "21/1/2020", "2020-01-21", "2020-01-21"),
        ("month/day/CE year", "1/21/2020 00:00:00", "2020-01-21", "2020-01-21"),
        ("CE year/month/day", "2020/01/21", "2020-01-21", "2020-01-21"),
        ("day.month.BE year of two digits", "21.1.63", "2020-01-21", "2020-01-21"),
        ("day-month-CE year of two digits", "21-1-20", "2020-01-21", "2020-01-21"),
        ("day month BE year", "21 1 2563", "2020-01-21", "2020-01-21"),
        ("day/month/year", "21/1/2563", "2020-01-21", "2020-01-21"),
        ("day/month/year", "21/1/2020", "2020-01-21", "2020-01-21"),
        ("Excel serial", "43851", "2020-01-21", "2020-01-21"),
        ("Excel serial", "43851.75", "2020-01-21", "2020-01-21"),
        ("BE year", "2563", "2020-01-01", "2020-12-31"),
        ("CE year", "2020", "2020-01-01", "2020-12-31"),
        ("BE fiscal year", "๒๕๖๓", "2019-10-01", "2020-09-30"),
        ("CE fiscal year", "2020", "2019-10-01", "2020-09-30"),
        ("Excel serial", "21 ม.ค. 2563", "2020-01-21", "2020-01-21"),
        ("day/month/BE year", "2020-01-21", "2020-01-21", "2020-01-21"),
    ],
)
def test_a_date_is_read_by_its_form(form: str, text: str, first: str, last: str) -> None:
    """And one that needs no form, whatever form is stated; a year is its first or its last day."""
    read = date_reader(form)
    assert read is not None
    days = [read(text), read(text, last=True)]
    assert days == [dt.date.fromisoformat(first), dt.date.fromisoformat(last)]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("day/month/BE year", "21/01/2020"),
        ("day/month/CE year", "21/01/2563"),
        ("day/month/BE year", "01/21/2563"),
        ("day/month/BE year", "31/02/2563"),
        ("day/month/BE year", "21-01-2563"),
        ("day/month/BE year", "21/01/63"),
        ("Excel serial", "60"),
        ("Excel serial", "2563-1"),
        ("Excel serial", "999999"),
        ("BE year", "2020"),
        ("BE fiscal year", "63"),
        ("day/month/BE year", ""),
    ],
)
def test_a_date_of_another_form_is_none(form: str, text: str) -> None:
    """Nor is a day that does not exist."""
    read = date_reader(form)
    assert read is not None
    assert read(text) is None


def test_there_is_no_other_form() -> None:
    """Every form that is named can be read."""
    assert date_reader("day of the moon") is None
    assert all(date_reader(form) for form in dates())


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("1234.5", "1234.50", "1234.50"),
        ("1234.5", "1,234", None),
        ("1,234.5", "1,234,567.8", "1234567.8"),
        ("1,234.5", "๑,๒๓๔", "1234"),
        ("1,234.5", "12,34", None),
        ("1.234,5", "1.234,5", "1234.5"),
        ("1.234,5", "1,234", "1.234"),
        ("1 234,5", "1\u00a0234,5", "1234.5"),
        ("1 234.5", "-1 234.5", "-1234.5"),
        ("1234.5", "1e5", None),
        ("1234.5", "", None),
    ],
)
def test_a_number_is_read_by_its_form(form: str, text: str, value: str | None) -> None:
    """With its thousands parted and its decimals begun as the form shows."""
    assert NUMBERS[form].read(text) == value


HEAD = "หน่วยงาน,โครงการ,วันเริ่ม"


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (["2563-01-21", "21 ม.ค. 2563"], 'starts = "วันเริ่ม"'),
        (["21/01/2563", "3/4/2563"], 'starts = { column = "วันเริ่ม", form = "day/month/BE year" }'),
        (["43851", "43852"], 'starts = { column = "วันเริ่ม", form = "Excel serial" }'),
        (["2563"], 'starts = { column = "วันเริ่ม", form = "BE year" }'),
        (["21/1/2563", "21/1/2020"], 'starts = { column = "วันเริ่ม", form = "day/month/year" }'),
    ],
)
def test_a_draft_proposes_the_one_form_that_fits(
    written: Written, values: list[str], line: str
) -> None:
    """And none, where none is needed."""
    rows = "\n".join(f"วัดป่า,โครงการ {at},{value}" for at, value in enumerate(values))
    path = written("table.csv", f"{HEAD}\n{rows}\n")
    stated = said(path, drafted(path))
    assert stated.problems == []
    assert line in path.with_suffix(".toml").read_text("utf-8")


@pytest.mark.parametrize("values", [["3/4/2563"], ["21/01/63"], ["63"], ["21/01/2563", "43851"]])
def test_what_can_be_read_in_several_ways_is_refused(written: Written, values: list[str]) -> None:
    """The draft names the forms, and takes none of them."""
    rows = "\n".join(f"วัดป่า,โครงการ {at},{value}" for at, value in enumerate(values))
    path = written("table.csv", f"{HEAD}\n{rows}\n")
    stated = said(path, drafted(path))
    assert [cell for cell, _ in stated.problems] == [f"C{at}" for at, _ in enumerate(values, 2)]
    assert 'starts = "วันเริ่ม"' in path.with_suffix(".toml").read_text("utf-8")


def test_words_and_separators_are_as_the_mapping_says(written: Written) -> None:
    """An empty meaning leaves a word out; cells that may hold several are refused until it is said."""
    path = written("table.csv", "org,project,status,where\nA; B,P,?,บ้านดุง/หนองหาน\nC,Q,จบ,บ้านดุง\n")
    table = {
        "record": {
            "agency": {"kind": "Agency", "name": {"column": "org", "split": ";"}},
            "project": {
                "kind": "Project",
                "name": "project",
                "status": {"column": "status", "words": {"?": "", "จบ": "completed"}},
            },
            "area": {"kind": "Area", "name": {"column": "where", "split": "/"}},
        },
        "link": [
            {"type": "TAKES_PART_IN", "from": "agency", "to": "project"},
            {"type": "IN_AREA", "from": "project", "to": "area"},
        ],
    }
    stated = said(path, mapped(table=[table]))
    assert stated.problems == []
    assert stated.links == {
        "takes_part_in": [("A", "P"), ("B", "P"), ("C", "Q")],
        "in_area": [("P", "บ้านดุง"), ("P", "หนองหาน"), ("Q", "บ้านดุง")],
    }
    assert stated.records["projects"] == [
        {"name_th": "P"},
        {"name_th": "Q", "status": "term:work-status.completed"},
    ]
    table["record"]["agency"] = {"kind": "Agency", "name": "org"}
    ((cell, text),) = said(path, mapped(table=[table])).problems
    assert (cell, text[:23]) == ("A2", "may hold several values")
