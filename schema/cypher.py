"""Cypher texts, read against the declaration when they are made: a wrong name fails at import.

Community has no schema for labels and relationship types: a mistyped one matches nothing, and the
answer is empty instead of wrong. So every statement of the product is a :class:`Statement`, whose
labels, types and properties must be declared. What only the database can tell (syntax, the types of
expressions, the columns that come back) a test asks it for, by EXPLAIN of all that are registered.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter

from schema.registry import declaration

Row = TypeVar("Row")
T = TypeVar("T")

INTERNAL_LABELS = frozenset({"Record", "Meta", "Change", "ApiKey"})
"""Labels of nodes that are no records: the log, keys, the revision; and the label of all records."""

_TEXT_OR_COMMENT = re.compile(r"'(?:[^'\\]|\\.)*'|`[^`]*`|//[^\n]*")
_NAMES_AFTER_COLON = re.compile(
    r":\s?!?(?!(?:CASE|COLLECT|COUNT|EXISTS|NOT|NULL)\b)([A-Z]\w*(?:[|&]:?!?[A-Z]\w*)*)"
)
"""The words that are excepted begin the value of a key in a map."""
_TYPES_COMPARED = re.compile(r"type\(\w+\)\s*(?:=|<>|IN)\s*(\[[^\]]*\]|'\w+')")
_PARAMETER = re.compile(r"\$(\w+)")
_TEXT_OR_PARAMETER = re.compile(f"{_TEXT_OR_COMMENT.pattern}|{_PARAMETER.pattern}")

STATEMENTS: dict[str, Statement[Any]] = {}
"""Every statement of the modules that are imported, by name."""


Run = Callable[[str, Mapping[str, object]], Awaitable[list[list[Any]]]]
"""Runs a statement with its parameters and gives its rows, each a list of its columns."""


class Reader(Protocol):
    """What is asked of a store to read: rows, each a list of its columns."""

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """The rows of a statement that only reads."""
        ...


class Writer(Protocol):
    """What is asked of a write transaction."""

    async def run(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """The rows of a statement."""
        ...


class GraphStore(Reader, Protocol):
    """A graph that can be read and written."""

    def check_room(self, rows: int) -> None:
        """Returns when there is room for so many rows, as far as can be told."""
        ...

    async def write(self, work: Callable[[Writer], Awaitable[T]]) -> T:
        """Runs ``work`` in one write transaction; it may be run again after a transient failure."""
        ...


@dataclass(frozen=True, slots=True)
class NoRow:
    """What a statement returns that only writes: no columns, and so no rows."""


@dataclass(frozen=True)
class Statement(Generic[Row]):
    """A fixed text with named parameters, and the type of its rows.

    Attributes:
        name: of the module's subject and its own, such as ``"structure.role_counts"``.
        row: a dataclass whose fields are the columns, in order; nested maps are nested dataclasses.
        text: Cypher; values are parameters.

    Raises:
        ValueError: the text names a label, type or property that is not declared, or the name is
            taken.
    """

    name: str
    row: type[Row]
    text: str

    def __post_init__(self) -> None:
        unknown = undeclared(self.text)
        if unknown:
            message = f"{self.name} names what is not declared: {', '.join(unknown)}"
            raise ValueError(message)
        if self.name in STATEMENTS:
            message = f"two statements are called {self.name}"
            raise ValueError(message)
        STATEMENTS[self.name] = self

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Names of its parameters."""
        return frozenset(_PARAMETER.findall(_without_texts(self.text)))

    @cached_property
    def sent(self) -> str:
        """The text as it is sent: parameters are keys of one map, ``$p``.

        The database plans a text anew for each combination of its parameters' types (null among
        them) and of the sizes of lists, seconds each for a long text; a map is of one type.
        """
        return _TEXT_OR_PARAMETER.sub(
            lambda found: f"$p.{found[1]}" if found[1] else found[0], self.text
        )

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of its columns, in order."""
        return tuple(field.name for field in dataclasses.fields(self.row))  # type: ignore[arg-type]  # a dataclass, which TypeVar cannot say

    async def read(self, store: Reader, /, **parameters: object) -> list[Row]:
        """Its rows.

        Raises:
            PhakhiError: what the store raises.
            TypeError: a parameter is missing, or is not one of its own.
        """
        return await self.through(store.read, **parameters)

    async def run(self, transaction: Writer, /, **parameters: object) -> list[Row]:
        """Its rows, within a write transaction; raises as :meth:`read`."""
        return await self.through(transaction.run, **parameters)

    async def through(self, run: Run, /, **parameters: object) -> list[Row]:
        """Its rows by a way to run it, for what is asked within a transaction and outside one."""
        return self._rows(await run(self.sent, self._checked(parameters)))

    def _checked(self, parameters: Mapping[str, object]) -> Mapping[str, object]:
        if parameters.keys() != self.parameters:
            wrong = ", ".join(sorted(parameters.keys() ^ self.parameters))
            message = f"{self.name}: parameters that are missing or not its own: {wrong}"
            raise TypeError(message)
        return {"p": parameters}

    @cached_property
    def _reader(self) -> TypeAdapter[list[Row]]:
        # Statements give days as text (toString), which pydantic reads: the driver's own objects took
        # fifteen times as long to make.
        return TypeAdapter(list[self.row])  # type: ignore[name-defined]  # the type is a value here

    def _rows(self, rows: Iterable[Iterable[Any]]) -> list[Row]:
        named = [dict(zip(self.columns, row, strict=True)) for row in rows]
        return self._reader.validate_python(named)


@cache
def _declared_names() -> tuple[frozenset[str], frozenset[str]]:
    declared = declaration()
    return frozenset(declared.kinds) | INTERNAL_LABELS, frozenset(declared.types)


def undeclared(text: str) -> list[str]:
    """Labels and relationship types that a text names and that are not declared, sorted.

    A name after a colon is a type where it is in capitals, and a label elsewhere; keys of maps are
    in small letters. Types that a text compares with ``type(r)`` count, too.
    """
    compared = " ".join(_TYPES_COMPARED.findall(text))
    plain = _without_texts(text)
    labels, types = _declared_names()
    named = {
        name
        for group in _NAMES_AFTER_COLON.findall(plain)
        for name in re.findall(r"[A-Z]\w*", group)
    } | set(re.findall(r"[A-Z]\w*", compared))
    return sorted(name for name in named if name not in (types if name.isupper() else labels))


def _without_texts(text: str) -> str:
    return _TEXT_OR_COMMENT.sub("''", text)


def check_type(type_: str) -> str:
    """A relationship type, when it is declared.

    Raises:
        ValueError: it is not.
    """
    if type_ not in _declared_names()[1]:
        message = f"{type_} is no declared relationship type"
        raise ValueError(message)
    return type_
