"""Several values in one cell, as people write them."""

from __future__ import annotations

import re

from schema.text import ARABIC_DIGITS

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*:[a-z0-9]+(?:[-.][a-z0-9]+)*")
_BULLET = re.compile(r"^\s*(?:[-–—•*·●○▪◦✓]\s*|\(?([0-9๐-๙]{1,2})(?:\)|\.(?![0-9๐-๙]))\s*)")
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?([0-9๐-๙]{1,2})(?:\)|\.(?![0-9๐-๙]))\s*")
_LINES = re.compile(r"[\r\n\u2028\u2029]+")
_BARS = re.compile(r"\s*[;；|｜]\s*")
_COMMA = re.compile(r"[()]|[,，、](?![0-9๐-๙]{3}(?![0-9๐-๙]))")
_THAI = re.compile("[ก-ฮ]")
_SEVERAL = 2


def split_cell(text: str, *, names: bool, known: frozenset[str] = frozenset()) -> list[str]:
    """The values in a cell, each once, in their order, without numbers and bullets.

    Lines, numbers that count up from 1, and semicolons always part values. Commas part names; in
    other texts they do so between Thai words, since Thai sentences have none. What is a known name
    as it stands is not parted.

    Args:
        text: what the cell holds.
        names: whether its values are names, rather than sentences.
        known: names that are there, as they are written.
    """
    if len(tokens := text.split()) and all(_ID.fullmatch(token) for token in tokens):
        return list(dict.fromkeys(tokens))
    values: list[str] = []
    for line in _LINES.split(text):
        for piece in _numbered(line):
            values.extend(_pieces(_BULLET.sub("", piece), names=names, known=known))
    return list(dict.fromkeys(value for value in map(_plain, values) if value))


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")


def _pieces(text: str, *, names: bool, known: frozenset[str]) -> list[str]:
    if _plain(text) in known:
        return [text]
    pieces: list[str] = []
    for part in _BARS.split(text):
        cut = [part] if _plain(part) in known else _at_commas(part)
        pieces.extend(cut if names or all(map(_THAI.search, cut)) else [part])
    return pieces


def _at_commas(text: str) -> list[str]:
    """The parts between commas; those in brackets and in numbers part nothing."""
    parts, start, depth = [], 0, 0
    for match in _COMMA.finditer(text):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _numbered(line: str) -> list[str]:
    """The parts of a line in which numbers count up from 1; else the line."""
    matches = list(_NUMBER.finditer(line))
    numbers = [int(match[1].translate(ARABIC_DIGITS)) for match in matches]
    if len(matches) < _SEVERAL or numbers != list(range(1, len(matches) + 1)):
        return [line]
    ends = [*(match.start() for match in matches[1:]), len(line)]
    head = line[: matches[0].start()]
    return [head, *(line[match.end() : end] for match, end in zip(matches, ends, strict=True))]
