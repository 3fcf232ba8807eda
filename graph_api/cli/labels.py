"""What fields and values are called in Thai: what their descriptions in the GraphQL schema say.

Every description is English with the Thai in brackets at its end. The schema is read here as the
text that stands in ``schema/schema.graphql``: GraphQL's own parser takes half a second to import,
and the file is ours; a test compares.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Self

from schema.dates import parse_moment, thai_date, thai_moment
from schema.registry import declaration

_DEFINITION = re.compile(
    r"^(?:type|interface|enum) (\w+)[^{\n]*\{\n(.*?)^\}", re.MULTILINE | re.DOTALL
)
_MEMBER = re.compile(
    r'^  """\s*(.*?)\s*"""\n  (\w+)(?:\([^)\n]*\)|\(\n.*?^  \))?(?:: ([\w\[\]!]+))?$',
    re.MULTILINE | re.DOTALL,
)
_IN_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))*[\u0e01-\u0e4e](?:[^()]|\([^()]*\))*)\)$")


_NAMES = frozenset({"nameTh", "nameEn"})
_LOAD = re.compile(r"^load (?=dataset:\S+$)")
"""By what a change was made, as the log has it."""

_WORDS = {
    "BASELINE": "ค่าฐาน",
    "INDICATOR": "ตัวชี้วัด",
    "TARGET": "ค่าเป้าหมาย",
    "created": "สร้าง",
    "removed": "ลบ",
    "updated": "แก้ไข",
}
"""What a goal lacks and what was done to a record: declared where all of the service is imported."""


class Member(NamedTuple):
    """A field of a type, or a value of an enum.

    Attributes:
        label: what it is called in Thai.
        type: the name of the field's type, without brackets; empty for a value of an enum.
    """

    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The schema's fields and values.

    Attributes:
        types: the members of each type and enum, by their names.
        anywhere: a member of any type by its name, for where a type is not known.
    """

    types: Mapping[str, Mapping[str, Member]]
    anywhere: Mapping[str, Member]


class Name(str):
    """A field's name, which is compared as such, and what the field is called in Thai."""

    __slots__ = ("label",)

    def __new__(cls, name: str, label: str) -> Self:
        """The name with its label."""
        made = super().__new__(cls, name)
        made.label = label
        return made

    label: str


@cache
def labels() -> Labels:
    """What the schema says, read once."""
    text = (files("schema") / "schema.graphql").read_text("utf-8")
    types = {
        name: {
            member: Member(_thai(description), type_.strip("[]!"))
            for description, member, type_ in _MEMBER.findall(body)
        }
        for name, body in _DEFINITION.findall(text)
    }
    anywhere = {name: member for members in types.values() for name, member in members.items()}
    return Labels(types, anywhere)


def _thai(description: str) -> str:
    found = _IN_BRACKETS.search(description)
    return found[1] if found else ""


@cache
def _codes() -> Mapping[str, str]:
    """Words that stand in fields of type String: what the model declares, and a few of our own."""
    known = declaration()
    declared = {name: kind.text.th for name, kind in known.kinds.items()}
    declared |= {name: rows[0].text.th for name, rows in known.types.items()}
    return {name: text.partition(":")[0] for name, text in declared.items()} | _WORDS


def _code(value: str) -> str:
    return _codes().get(value) or _LOAD.sub("นำเข้า ", value)


def in_thai(data: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with Thai words: names with their labels, values of enums, days and moments."""
    return _record(data, "Query")


def _record(record: Mapping[str, Any], type_: str) -> dict[str, Any]:
    """A record of a type, or of the one that it says itself."""
    known = labels()
    own = known.types.get(record.get("__typename") or type_, {})
    made: dict[str, Any] = {}
    for name, value in record.items():
        member = own.get(name) or known.anywhere.get(name) or Member("", "")
        said = value if name in _NAMES else _value(value, member.type)
        made[Name(name, member.label or name)] = said
    return made


def _value(value: object, type_: str) -> object:
    match value:
        case Mapping():
            return _record(value, type_)
        case list():
            return [_value(item, type_) for item in value]
        case str() if type_ == "Date":
            return thai_date(dt.date.fromisoformat(value))
        case str() if type_ == "DateTime":
            return thai_moment(parse_moment(value))
        case str() if type_ == "String":
            return _code(value)
        case str() if member := labels().types.get(type_, {}).get(value):
            return member.label or value
    return value
