"""Thai texts are set as Thai is: a space between a Thai word and whatever is not Thai."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph_api", "loaders", "schema")

_THAI = "[\u0e01-\u0e4e]"
_HOLE = "\ufffc"
"""Stands for a placeholder, whose value may be a name, an id or a number."""

_BESIDE = re.compile(
    rf"(?<=[A-Za-z0-9”’»`'\")%{_HOLE}])(?={_THAI})|(?<={_THAI})(?=[A-Za-z0-9“‘«`'\"({_HOLE}])"
)
_FRAGMENTS = frozenset(
    {
        # texts that begin with a space of their own, or with punctuation, where they are not empty
        "by_th",
        "hint_th",
        "means",
        "near_th",
        "status",
        "th",
        "th or ' ให้เปลี่ยนชื่อหรือนามสกุล'",
        "thai",
        "until",
        "_all_of(emptied, ' รวมทั้งหมดของ {}', ' และอีก {} แฟ้ม')",
    }
)


def thai_texts(source: str) -> Iterator[tuple[int, str]]:
    """Every text of a module that holds Thai, with its line; placeholders are one character."""
    tree = ast.parse(source)
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(map(_part, node.values))
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
        ):
            text = re.sub(r"\{(\w*)[^{}]*\}", lambda found: _hole(found[1]), node.value)
        else:
            continue
        if re.search(_THAI, text):
            yield node.lineno, text


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        return _hole(ast.unparse(part.value))
    assert isinstance(part, ast.Constant)
    return str(part.value)


def _hole(name: str) -> str:
    return "" if name in _FRAGMENTS else _HOLE


def _documented(source: str) -> set[int]:
    """Lines of docstrings, which are English and quote Thai."""
    return {
        node.value.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


_PATTERN = re.compile(r"\\[.s?1]|\(\?|\[ก-[ฮ๎]")
"""What only regular expressions hold: they are read by programs."""


def touching(source: str) -> list[tuple[int, str]]:
    """Where a Thai letter touches what is not Thai."""
    documented = _documented(source)
    return [
        (line, text[max(0, found.start() - 20) : found.end() + 20])
        for line, text in thai_texts(source)
        if line not in documented and not _PATTERN.search(text)
        for found in _BESIDE.finditer(text)
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_space_stands_between_thai_and_what_is_not(package: str) -> None:
    """Names, ids, numbers, quoted words and placeholders in every Thai text of the product."""
    wrong = {
        f"{path.relative_to(ROOT)}:{line}": shown
        for path in sorted((ROOT / package).rglob("*.py"))
        for line, shown in touching(path.read_text("utf-8"))
    }
    assert wrong == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_names_stand_in_curly_quotes(package: str) -> None:
    """As everywhere; what is quoted as a program writes it (`repr`) is what somebody typed."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for line, text in thai_texts(path.read_text("utf-8"))
        if re.search(rf"\"{_HOLE}\"|'{_HOLE}'", text)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("graph_api/**/*.html")), ids=lambda path: path.name
)
def test_pages_are_set_likewise(path: Path) -> None:
    """Without their tags, which nobody sees."""
    shown = re.sub(r"<[^>]*>", "", path.read_text("utf-8"))
    assert _BESIDE.findall(re.sub(r"\$\{?\w+\}?|\{\w*\}", _HOLE, shown)) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("f'{name}ไม่มี'", 1),
        ("f'{name} ไม่มี {count} คู่'", 0),
        ("'มี{names}และ{more}'", 3),
        ("'ไม่ใช่JSON'", 1),
        ("'“ก”เชื่อม'", 1),
        ("'ของ“ก”'", 1),
        ("'พอร์ต8000'", 1),
        ("f'ไม่รู้จัก{th}'", 0),
        ("'อายุ 5 ปี (ห้าปี)'", 0),
    ],
)
def test_what_touches_is_seen(source: str, count: int) -> None:
    """The check itself: placeholders of both sorts, letters, digits and quotes."""
    assert len(touching(f"x = {source}")) == count
