"""The empty worksheet: made from the columns, with drop-downs of what is there."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from loaders.matching.keys import name_key
from loaders.tables import column_letters
from loaders.tables.writing import new_workbook
from loaders.worksheet.columns import (
    ALIKE_FIELDS,
    COLUMNS,
    DIFFERENT,
    INFO_FIELDS,
    SAME,
    SHEETS,
    Column,
)
from loaders.worksheet.names import NamedRecord
from schema.declare import Text
from schema.ids import kind_of
from schema.text import sort_key

_ROWS = 1_000
"""Rows that have drop-downs."""

_WRITTEN = ("rows", "info", "alike", "help", "lists")


def write_template(names: Iterable[NamedRecord], language: str) -> bytes:
    """An XLSX to fill in, in ``language``: the worksheet, the dataset, names alike and help.

    Args:
        names: what drop-downs list.
        language: ``"th"``, or anything else for English.
    """
    content = io.BytesIO()
    with new_workbook(content) as book:
        _Template(book, language).write(list(names))
    return content.getvalue()


def choices(column: Column, names: Iterable[NamedRecord], language: str) -> list[NamedRecord]:
    """What a drop-down lists: the records of the column's kind, by name."""
    own = (
        item
        for item in names
        if kind_of(item.id) == column.kind and item.vocabulary == (column.vocabulary or None)
    )
    return sorted(own, key=lambda item: (sort_key(shown(item, language)), item.id))


def shown(item: NamedRecord, language: str) -> str:
    """The name of a record in a language, or in Thai where it has none."""
    return item.name_th if language == "th" else item.name_en or item.name_th


def labels(items: Sequence[NamedRecord], outer: Mapping[str, str], language: str) -> list[str]:
    """What a drop-down shows: names; those that several have in some spelling, with the area that each lies in.

    Args:
        items: the records, in their order.
        outer: names of areas, by their ids.
        language: as of :func:`write_template`.
    """
    keys = [name_key(shown(item, language), kind_of(item.id)) for item in items]
    count = Counter(keys)
    return [
        _placed(item, outer, language) if count[key] > 1 else shown(item, language)
        for item, key in zip(items, keys, strict=True)
    ]


def _placed(item: NamedRecord, outer: Mapping[str, str], language: str) -> str:
    """A name that several have, so that one is meant by it."""
    name, province = shown(item, language), outer.get(next(iter(item.areas), ""))
    if kind_of(item.id) != "Area" or (item.areas and province is None):
        return name
    if province is None:
        return f"จ.{name}" if language == "th" else f"{name} Province"
    return f"{name} จ.{province}" if language == "th" else f"{name} {province}"


class _Template:
    """Writes the sheets of a template."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self._book, self._language = book, language
        wrap = {"text_wrap": True, "valign": "top"}
        self._cell: Format = book.add_format(wrap)
        self._head: Format = book.add_format(
            wrap | {"bold": True, "bg_color": "#DCE9F5", "border": 1}
        )
        self._example: Format = book.add_format(wrap | {"italic": True, "font_color": "#777777"})

    def _say(self, text: Text) -> str:
        return text.th if self._language == "th" else text.en

    def write(self, names: Sequence[NamedRecord]) -> None:
        """All sheets."""
        sheets = {key: self._book.add_worksheet(self._say(SHEETS[key])) for key in _WRITTEN}
        sheets["lists"].hide()
        self._write_rows(sheets["rows"])
        self._write_lists(sheets["lists"], sheets["rows"], names)
        self._write_info(sheets["info"])
        self._write_alike(sheets["alike"])
        self._write_help(sheets["help"])

    def _write_rows(self, sheet: Worksheet) -> None:
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, 24, self._cell)
            sheet.write_string(0, at, self._say(column.heading), self._head)
            sheet.write_comment(0, at, self._say(column.help))
            sheet.write_string(1, at, self._say(column.example), self._example)
        sheet.freeze_panes(1, 1)

    def _write_lists(
        self, lists: Worksheet, sheet: Worksheet, names: Sequence[NamedRecord]
    ) -> None:
        """Long drop-downs stand in cells: as a text they could have 255 characters."""
        name = self._say(SHEETS["lists"])
        outer = {
            item.id: shown(item, self._language)
            for item in names
            if kind_of(item.id) == "Area" and not item.areas
        }
        for at, column in enumerate(COLUMNS):
            values = labels(choices(column, names, self._language), outer, self._language)
            if not column.listed or not values:
                continue
            lists.write_column(0, at, dict.fromkeys(values))
            letter = column_letters(at)
            sheet.data_validation(
                1, at, _ROWS, at,
                {
                    "validate": "list",
                    "source": f"='{name}'!${letter}$1:${letter}${len(dict.fromkeys(values))}",
                    "error_type": "information",  # several in a cell, and new names, may be typed
                },
            )  # fmt: skip

    def _write_info(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 1, 32, self._cell)
        sheet.set_column(2, 2, 60, self._cell)
        for at, item in enumerate(item for item in INFO_FIELDS if item.offered):
            sheet.write_string(at, 0, self._say(item.heading), self._head)
            sheet.write_string(at, 1, item.otherwise)
            sheet.write_string(at, 2, self._say(item.help), self._example)

    def _write_alike(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 2, 40, self._cell)
        for at, heading in enumerate(ALIKE_FIELDS):
            sheet.write_string(0, at, self._say(heading), self._head)
        words = [self._say(Text(pair[1], pair[0])) for pair in (SAME, DIFFERENT)]
        sheet.data_validation(1, 2, _ROWS, 2, {"validate": "list", "source": words})

    def _write_help(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 30, self._cell)
        sheet.set_column(1, 1, 90, self._cell)
        for at, (left, right) in enumerate(help_lines()):
            sheet.write_string(at, 0, self._say(left), self._head)
            sheet.write_string(at, 1, self._say(right))


GENERAL = (
    (
        Text("One row", "หนึ่งแถว"),
        Text(
            "is what one agency brings. What stands in one row belongs together.",
            "คือสิ่งที่หน่วยงานหนึ่งเสนอ สิ่งที่อยู่ในแถวเดียวกันเป็นเรื่องเดียวกัน",
        ),
    ),
    (
        Text("Several in a cell", "หลายรายการในช่องเดียว"),
        Text(
            "Put each on a line of its own, or number them 1) 2) 3); ; and commas part names, too.",
            "ขึ้นบรรทัดใหม่ทีละรายการ หรือใส่เลข 1) 2) 3) ชื่อคั่นด้วย ; หรือจุลภาคก็ได้",
        ),
    ),
    (
        Text("Names", "ชื่อ"),
        Text(
            "No ids: names, abbreviations and other names find what is meant. The same name is the same thing.",
            "ไม่ต้องใช้รหัส ใช้ชื่อ ชื่อย่อ หรือชื่ออื่นได้ ชื่อเดียวกันคือสิ่งเดียวกัน",
        ),
    ),
    (
        Text("Names alike", "ชื่อที่คล้ายกัน"),
        Text(
            "Where two names nearly agree you are asked. Write them alike, or answer in the sheet “Names alike”.",
            "เมื่อสองชื่อเกือบเหมือนกัน จะถามก่อน ให้เขียนให้ตรงกัน หรือตอบในแผ่น “ชื่อที่คล้ายกัน”",
        ),
    ),
    (
        Text("Example", "ตัวอย่าง"),
        Text(
            "A row whose agency begins with “Example:” is not read.",
            "แถวที่ช่องหน่วยงานขึ้นต้นด้วย “ตัวอย่าง:” จะไม่ถูกอ่าน",
        ),
    ),
)
"""What holds for the whole worksheet."""


def help_lines() -> list[tuple[Text, Text]]:
    """Each heading with what to write below it, after what holds for all of them."""
    return [*GENERAL, *((column.heading, column.help) for column in COLUMNS)]
