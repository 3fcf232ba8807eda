"""The empty worksheet, as a workbook and as a form for phones."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from graph_api.store import Store
from loaders.tables import read_tables
from loaders.worksheet.columns import COLUMNS, SHEETS
from loaders.worksheet.names import NamedRecord, read_names, seed_names
from loaders.worksheet.resolving import Names
from loaders.worksheet.template import choices, labels, shown, write_template
from loaders.worksheet.xlsform import write_xlsform
from seeds import SEED_FOLDERS

_BY_KEY = {column.key: column for column in COLUMNS}


def named(column: str, names: list[NamedRecord]) -> list[str]:
    """The Thai names that a column's drop-down lists."""
    return [item.name_th for item in choices(_BY_KEY[column], names, "th")]


def test_drop_downs_list_what_the_seeds_have() -> None:
    """Networks, areas, issues and roles, in the order of a Thai dictionary."""
    names = seed_names(SEED_FOLDERS)
    assert named("network", names)[:2] == [
        "เครือข่ายภาคการศึกษา",
        "เครือข่ายภาคประชาสังคม ครอบครัว เด็ก และเยาวชน",
    ]
    assert len(named("district", names)) == 77 + 928
    assert "มีวินัย เคารพกติกาส่วนรวม" in named("issue", names)
    assert named("role", names) == ["เจ้าภาพหลัก", "ติดตามและประเมินผล", "ร่วมสนับสนุน", "สนับสนุนงบประมาณ"]


@pytest.mark.parametrize("language", ["th", "en"])
def test_whatever_a_drop_down_of_districts_shows_means_one(language: str) -> None:
    """Namesakes stand with their provinces; two Bang Sai of one province have other names in Thai."""
    column, names = _BY_KEY["district"], seed_names(SEED_FOLDERS)
    items = choices(column, names, language)
    outer = {item.id: shown(item, language) for item in items if not item.areas}
    texts = labels(items, outer, language)
    known = Names(names)
    meant = {
        known.find(column, text) for text in texts if not (language == "en" and "Bang Sai" in text)
    }
    assert meant == {item.id for item in items if item.name_en != "Bang Sai" or language == "th"}


async def test_drop_downs_list_what_the_graph_has(udon: Store) -> None:
    """The store has what the seeds have, and says which dataset's own names to leave out."""
    stored, seeds = await read_names(udon, ""), seed_names(SEED_FOLDERS)
    for column in ("network", "district", "issue", "role"):
        assert set(named(column, stored)) == set(named(column, seeds))
    assert named("network", await read_names(udon, "dataset:udon-thani-2563")) == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_template_has_every_column_and_a_drop_down_for_each_list(language: str) -> None:
    """Headings, an example row, help, and lists that reach their last name."""
    names = seed_names(SEED_FOLDERS)
    content = write_template(names, language)
    headings = tuple(getattr(column.heading, language) for column in COLUMNS)
    sheets = {sheet.name: sheet for sheet in read_tables("x.xlsx", content)}
    rows, info, alike, help_ = (
        getattr(SHEETS[key], language) for key in ("rows", "info", "alike", "help")
    )
    assert list(sheets) == [rows, info, alike, help_]
    assert sheets[rows].rows[0].cells == headings
    assert sheets[rows].rows[1].cells[0].startswith(("ตัวอย่าง:", "Example:"))
    assert [row.cells[0] for row in sheets[help_].rows][-len(headings) :] == list(headings)
    book = openpyxl.load_workbook(io.BytesIO(content))
    listed = {
        next(iter(item.sqref.ranges)).min_col - 1
        for item in book[rows].data_validations.dataValidation
    }
    assert listed == {at for at, column in enumerate(COLUMNS) if column.listed}
    assert book[getattr(SHEETS["lists"], language)].sheet_state == "hidden"


def test_a_name_of_the_graph_cannot_act_as_a_formula() -> None:
    """Whatever it begins with."""
    names = [NamedRecord("network:x", "=HYPERLINK(1)", "+1"), NamedRecord("issue:y", "@x")]
    for content in (write_template(names, "th"), write_xlsform(names, "th")):
        book = openpyxl.load_workbook(io.BytesIO(content))
        kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
        assert kinds <= {"s", "n"}


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_form_is_an_xlsform(tmp_path: Path, language: str) -> None:
    """As pyxform reads it, without a warning: with lists, with nothing listed, in both languages."""
    for names in (seed_names(SEED_FOLDERS), []):
        path = tmp_path / "form.xlsx"
        path.write_bytes(write_xlsform(names, language))
        done = convert(path)
        assert done.warnings == []
        for column in COLUMNS:
            assert f"<{column.key}/>" in done.xform
            assert column.heading.th in done.xform
            assert column.heading.en in done.xform
        assert ("area:4101" in done.xform) is bool(names)
