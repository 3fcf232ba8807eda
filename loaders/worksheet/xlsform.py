"""The worksheet as an XLSForm, for phones (KoboToolbox, ODK): one answer is one row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from loaders.tables.writing import new_workbook
from loaders.worksheet.columns import COLUMNS, SHEETS, Making
from loaders.worksheet.names import NamedRecord
from loaders.worksheet.template import choices, shown

_LANGUAGES = {"th": "ไทย (th)", "en": "English (en)"}
_FORM = "phakhi-worksheet"
OTHER = "_other"
"""What the name of the question for new names ends in."""

_VERSION = "1"


def write_xlsform(names: Iterable[NamedRecord], language: str) -> bytes:
    """An XLSForm in both languages, opened in ``language``.

    Choices are known by their ids, so that the answers name what was chosen; a column whose list
    may grow has a second question for new names.
    """
    known = list(names)
    content = io.BytesIO()
    with new_workbook(content) as book:
        for name, rows in {
            "survey": _survey(known),
            "choices": _choices(known),
            "settings": _settings(language),
        }.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def _labels(what: str) -> list[str]:
    return [f"{what}::{name}" for name in _LANGUAGES.values()]


def _survey(names: Sequence[NamedRecord]) -> Iterator[list[str]]:
    yield ["type", "name", *_labels("label"), *_labels("hint"), "appearance"]
    for column in COLUMNS:
        texts = [column.heading.th, column.heading.en, column.help.th, column.help.en]
        listed = column.listed and choices(column, names, "th")
        if listed:
            yield [f"select_multiple {column.key}", column.key, *texts, "minimal"]
        if not listed or column.making is Making.MADE:
            name = column.key + OTHER if listed else column.key
            kind = "date" if column.key == "date" else "text"
            yield [kind, name, *texts, "multiline" if column.many else ""]


def _choices(names: Sequence[NamedRecord]) -> Iterator[list[str]]:
    yield ["list_name", "name", *_labels("label")]
    for column in COLUMNS:
        if column.listed:
            for item in choices(column, names, "th"):
                yield [column.key, item.id, shown(item, "th"), shown(item, "en")]


def _settings(language: str) -> Iterator[list[str]]:
    yield ["form_title", "form_id", "version", "default_language"]
    title = SHEETS["rows"].th if language == "th" else SHEETS["rows"].en
    yield [title, _FORM, _VERSION, _LANGUAGES["th" if language == "th" else "en"]]
