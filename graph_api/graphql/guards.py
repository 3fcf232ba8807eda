"""Bounds on a document, looked at before it is validated.

Some rules of validation take time that grows with the square of what they look at. Every step here
is linear: what a document may cost is known before anything slower sees it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, TokenKind, parse
from graphql.language.parser import MAX_NESTING_DEPTH

from graph_api.graphql.outlines import Outlines
from graph_api.planner.limits import beyond
from graph_api.settings import Settings
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.text import cut

MOST_ERRORS = 5
"""More errors, or more places of one, help nobody who mends a document."""
LONGEST_MESSAGE = 500
CHARACTERS = 50
"""Characters that a document may have for each token that it may have; long texts are variables."""
LONGEST_NUMBER = 400
"""Characters of a number: the longest Float has 309 digits before its point."""
_NUMBERS = frozenset({TokenKind.INT, TokenKind.FLOAT})
LONGEST_NAME = 100
"""A name comes back with every record of an answer, so that a long one makes a large answer."""
_COUNTABLE = 10**9


class Bounds(NamedTuple):
    """What a document may hold at most; see the settings ``max_…`` and ``introspection``."""

    tokens: int
    aliases: int
    directives: int
    repeats: int
    nesting: int
    introspection: bool

    @classmethod
    def of(cls, settings: Settings) -> Bounds:
        """The bounds that a service has set."""
        return cls(
            settings.max_tokens,
            settings.max_aliases,
            settings.max_directives,
            settings.max_repeats,
            settings.max_nesting,
            settings.introspection,
        )


def read(text: str, bounds: Bounds) -> DocumentNode:
    """The parsed document.

    Raises:
        PhakhiError: where it is out of bounds, or its fragments spread each other in a circle.
        GraphQLError: where it is no GraphQL.
    """
    _check_length("characters", "ตัวอักษร", len(text), bounds.tokens * CHARACTERS)
    document = _parsed(text, bounds)
    _check_words(document, bounds)
    outlines = Outlines(document)
    _check_aliases(outlines, bounds)
    _check_sizes(outlines, bounds)
    _check_repeats(outlines, bounds)
    return document


def brief(error: GraphQLError) -> GraphQLError:
    """``error`` with a message that does not repeat a whole document, and with few places of it."""
    if len(error.message) > LONGEST_MESSAGE:
        error.message = error.message[:LONGEST_MESSAGE] + "…"
    if error.locations:
        error.locations = error.locations[:MOST_ERRORS]
    return error


def _parsed(text: str, bounds: Bounds) -> DocumentNode:
    try:
        return parse(text, max_tokens=bounds.tokens)
    except GraphQLSyntaxError as error:
        if error.description.startswith("Document contains more than"):
            measured = _over(bounds.tokens)
            raise _too_long(measured, "tokens", "โทเคน", bounds.tokens) from None
        if error.description.startswith("Document is nested too deeply"):
            raise _too_deep(_over(MAX_NESTING_DEPTH), bounds.nesting) from None
        raise


def _check_words(document: DocumentNode, bounds: Bounds) -> None:
    """Checks what the tokens tell: lengths of names, and directives."""
    assert document.loc is not None
    token, directives = document.loc.start_token.next, 0
    while token is not None:
        if token.kind is TokenKind.AT:
            directives += 1
        elif token.kind is TokenKind.NAME:
            length = len(token.value or "")
            _check_length("characters in one name", "ตัวอักษรในชื่อเดียว", length, LONGEST_NAME)
        elif token.kind in _NUMBERS:
            length = len(token.value or "")
            _check_length("digits in one number", "หลักในตัวเลขเดียว", length, LONGEST_NUMBER)
            _check_finite(token.value or "")
        token = token.next
    _check_length("directives", "ไดเรกทีฟ", directives, bounds.directives)


def _check_finite(number: str) -> None:
    """A number beyond all that a Float can hold would be read as infinity."""
    if math.isinf(float(number)):
        shown = cut(number)
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"The number {shown} is out of range; a number is smaller than 1.8e308.",
            f"ตัวเลข {shown} อยู่นอกช่วงที่รับได้ ต้องน้อยกว่า 1.8e308",
        )


def _check_aliases(outlines: Outlines, bounds: Bounds) -> None:
    aliases = sum(item.aliases for item in outlines.all())
    _check_length("aliases", "นามแฝง (alias)", aliases, bounds.aliases)
    introspects = next((item.introspects for item in outlines.all() if item.introspects), "")
    if introspects and not bounds.introspection:
        raise PhakhiError(
            ErrorCode.INTROSPECTION_OFF,
            f"This server answers no introspection ({introspects}); use the published schema.",
            f"เซิร์ฟเวอร์นี้ไม่ตอบคำถามเกี่ยวกับสคีมา ({introspects}) ให้ใช้สคีมาที่เผยแพร่ไว้",
        )


def _check_sizes(outlines: Outlines, bounds: Bounds) -> None:
    sizes = outlines.sizes()
    nesting = max((item.nesting for item in sizes), default=0)
    if nesting > bounds.nesting:
        raise _too_deep(_number(nesting), bounds.nesting)
    selections = sum(item.selections for item in sizes)
    if selections > bounds.tokens:
        number = _number(selections) if selections < _COUNTABLE else _over(_COUNTABLE)
        raise beyond(
            ErrorCode.OPERATION_TOO_WIDE,
            Text(
                f"With its fragments written out the document selects {number} fields",
                f"เมื่อแทนที่แฟรกเมนต์ทั้งหมดแล้ว คำถามเลือก {_thai(number)} ฟิลด์",
            ),
            bounds.tokens,
            Text("", "ฟิลด์"),
        )


def _check_repeats(outlines: Outlines, bounds: Bounds) -> None:
    allowed = bounds.repeats
    for fields in outlines.levels():
        for name, details in fields.items():
            if len(details) > allowed:
                raise beyond(
                    ErrorCode.OPERATION_TOO_LONG,
                    Text(
                        f'A selection names "{name}" {len(details):,} times',
                        f"ส่วนที่เลือกระบุ “{name}” ซ้ำ {len(details):,} ครั้ง",
                    ),
                    allowed,
                    Text("", "ครั้ง"),
                )


def _check_length(what: str, what_th: str, length: int, allowed: int) -> None:
    if length > allowed:
        raise _too_long(_number(length), what, what_th, allowed)


def _too_long(measured: str, what: str, what_th: str, allowed: int) -> PhakhiError:
    return beyond(
        ErrorCode.OPERATION_TOO_LONG,
        Text(f"The document has {measured} {what}", f"คำถามมี {_thai(measured)} {what_th}"),
        allowed,
    )


def _too_deep(measured: str, allowed: int) -> PhakhiError:
    return beyond(
        ErrorCode.OPERATION_TOO_DEEP,
        Text(f"The document nests selections {measured} deep", f"คำถามซ้อนกัน {_thai(measured)} ชั้น"),
        allowed,
        Text("", "ชั้น"),
    )


def _number(number: int) -> str:
    return f"{number:,}"


def _over(number: int) -> str:
    return f"over {number:,}"


def _thai(number: str) -> str:
    return number.replace("over ", "กว่า ")
