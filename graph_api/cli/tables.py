"""Answers as tables: whatever a document selects, flattened for a person.

An answer is one or more sections: facts (a word and a text each) and rows under columns. Records
become their names in the person's language, reasons their summaries, evidence its number; ids and
cursors are left to JSON. In Thai, fields and values are called as the schema's descriptions say, and
days are of the Buddhist era.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from graph_api.analyses import GROUPS
from graph_api.cli.labels import Name, in_thai

_LEFT_OUT = frozenset({"id", "__typename", "synthetic", "cursor", "pageInfo", "basis"})
_LEFT_OUT_WITHIN = _LEFT_OUT | {"evidence", "reasons"}
_NAMES = ("nameTh", "nameEn")
_SPEAKING = ("summary", "phrase")
_ROWS = "nodes"
_JOINED = 5

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an answer.

    Attributes:
        title: the field it comes from.
        facts: single values, each with its word.
        columns: what the rows hold.
        rows: a text for each column.
        there: false when the answer is null: what was asked about is not there.
        more: the cursor after which there are further rows, or ``None``.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    there: bool = True
    more: str | None = None


def sections(data: Record | None, language: str) -> list[Section]:
    """The parts of a whole answer, in the order of the document.

    Args:
        data: as GraphQL gives it: groups of analyses, or fields of the root.
        language: ``"th"``, or anything else for English.
    """
    data = data or {}
    return list(
        chain.from_iterable(_answers(in_thai(data) if language == "th" else data, language))
    )


def _answers(data: Record, language: str) -> Iterator[Iterator[Section]]:
    for name, value in data.items():
        if name in GROUPS and isinstance(value, Mapping):
            for field, answer in value.items():
                if field not in _LEFT_OUT:
                    yield _sections(words(field), answer, language)
        else:
            yield _sections(words(name), value, language)


def _sections(title: str, value: object, language: str) -> Iterator[Section]:
    """A section for a value, and one for each list within it that is more than names."""
    if value is None:
        yield Section(title, there=False)
    elif isinstance(value, Mapping):
        lists = {
            key: item for key, item in value.items() if _is_rows(item) and key not in _LEFT_OUT
        }
        rows = listed if isinstance(listed := value.get(_ROWS), list) else []
        facts = {key: item for key, item in value.items() if key not in lists and item is not rows}
        own = replace(_section(title, facts, rows, language), more=_cursor(value))
        if own.facts or own.rows or not lists:
            yield own
        for key, item in lists.items():
            if key != _ROWS:
                label = words(key)
                yield from _sections(
                    title if label == title else f"{title}: {label}", item, language
                )
    else:
        rows = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []
        single: Record = {} if rows or value == [] else {Name(title, title): value}
        yield _section(title, single, rows, language)


def _cursor(page: Record) -> str | None:
    info = page.get("pageInfo") or {}
    return info.get("endCursor") if info.get("hasNextPage") else None


def _section(title: str, facts: Record, rows: Sequence[Any], language: str) -> Section:
    flat = [dict(_cells(row, language)) for row in rows]
    columns = dict.fromkeys(key for row in flat for key, text in row.items() if text)
    return Section(
        title=title,
        facts=tuple((key, text) for key, text in _cells(facts, language) if text),
        columns=tuple(columns),
        rows=tuple(tuple(row.get(key, "") for key in columns) for row in flat),
    )


def _cells(row: object, language: str) -> Iterator[tuple[str, str]]:
    """Texts of a record by column; a record of numbers alone becomes a column for each."""
    if not isinstance(row, Mapping):
        yield "", text_of(row, language)
        return
    if name := _name(row, language):
        yield ("ชื่อ" if language == "th" else "name"), name
    for key, value in row.items():
        if key in _LEFT_OUT or key in _NAMES:
            continue
        if key == "evidence" and isinstance(value, Sequence):
            yield words(key), str(len(value) or "")
        elif _is_numbers(value):
            yield from ((words(inner), text_of(item, language)) for inner, item in value.items())
        else:
            yield words(key), text_of(value, language)


def text_of(value: object, language: str) -> str:
    """A value as one text: a name where it has one, lists joined."""
    match value:
        case None:
            return ""
        case bool():
            return {True: "ใช่", False: "ไม่"}[value] if language == "th" else ("no", "yes")[value]
        case float():
            return f"{value:g}"
        case Mapping():
            return _record(value, language)
        case list() | tuple():
            return _joined([text for item in value if (text := text_of(item, language))])
    return str(value)


def _record(value: Record, language: str) -> str:
    for key in _SPEAKING:
        if key in value:
            return str(value[key])
    if _ROWS in value:
        return text_of(value[_ROWS], language)
    rest = [
        f"{words(key)} {text}" if isinstance(item, int | float) else text
        for key, item in value.items()
        if key not in _LEFT_OUT_WITHIN and key not in _NAMES and (text := text_of(item, language))
    ]
    if _is_numbers(value):
        return ", ".join(rest)
    first, *others = list(filter(None, [_name(value, language), *rest])) or [""]
    return f"{first} ({', '.join(others)})" if others else first


def _joined(texts: list[str]) -> str:
    more = len(texts) - _JOINED
    return "; ".join(texts[:_JOINED]) + (f"; +{more}" if more > 0 else "")


def _name(value: Record, language: str) -> str:
    thai, english = (value.get(key) or "" for key in _NAMES)
    return str((thai or english) if language == "th" else (english or thai))


def _is_rows(value: object) -> bool:
    """A page, or a list of records that are more than their names."""
    if isinstance(value, Mapping):
        return _ROWS in value
    return isinstance(value, list) and any(
        isinstance(item, Mapping) and item.keys() - _LEFT_OUT - set(_NAMES) for item in value
    )


def _is_numbers(value: object) -> bool:
    """A record of numbers, some of which may not be known."""
    return isinstance(value, Mapping) and all(
        item is None or isinstance(item, int | float)
        for key, item in value.items()
        if key != "__typename"
    )


def words(name: str) -> str:
    """A field's name in words: ``agenciesCutOff`` is ``agencies cut off``; in Thai its label."""
    if isinstance(name, Name):
        return name.label
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
