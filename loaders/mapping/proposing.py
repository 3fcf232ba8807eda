"""Values of a draft: which form they probably have, and what a person should look at."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.mapping.forms import (
    WHOLE_YEARS,
    dates,
    fitting_dates,
    fitting_numbers,
    leaves_era_open,
    plain_day,
)
from loaders.mapping.headings import WORDS, term_of
from loaders.mapping.looking import ForeignColumn
from schema.declare import Text

_MOST_WORDS = 40
_BESIDE = re.compile(r"^([^\d๐-๙.,−-]*)[-−]?[\d๐-๙][\d๐-๙.,\s]*([^\d๐-๙]*)$")
_FISCAL = ("งบประมาณ", "fiscal")


@dataclass(slots=True)
class DraftedValue:
    """A value of a draft, with what is to be said of it."""

    columns: list[ForeignColumn]
    more: dict[str, object] = field(default_factory=dict)
    comments: list[Text] = field(default_factory=list)

    def line(self, name: str) -> str:
        """As TOML."""
        names = [column.name for column in self.columns]
        if len(names) == 1 and not self.more:
            return f"{name} = {quoted(names[0])}"
        place = {"column": names[0]} if len(names) == 1 else {"columns": names} if names else {}
        items = ", ".join(f"{key} = {toml(value)}" for key, value in (place | self.more).items())
        return f"{name} = {{ {items} }}"


def toml(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, Mapping):
        return (
            "{ "
            + ", ".join(f"{quoted(key)} = {quoted(item)}" for key, item in value.items())
            + " }"
        )
    return json.dumps(value, ensure_ascii=False)


def quoted(text: str) -> str:
    """A text as TOML has it."""
    return json.dumps(text, ensure_ascii=False)


def worded(column: ForeignColumn, vocabulary: str) -> DraftedValue:
    """A term, with what the words of the column probably mean."""
    words = list(dict.fromkeys(column.filled))[:_MOST_WORDS]
    meant = {word: term for word in words if (term := term_of(word, vocabulary))}
    spec = DraftedValue([column], {"words": meant} if meant else {})
    spec.comments.append(
        Text(
            f"Words for {', '.join(WORDS[vocabulary])}: are they these?",
            f"คำที่ใช้แทน {', '.join(WORDS[vocabulary])} ถูกต้องหรือไม่",
        )
    )
    unknown = [word for word in words if word not in meant]
    if unknown:
        shown = ", ".join(map(quoted, unknown))
        spec.comments.append(
            Text(f"Not known, to be added to words: {shown}", f"ไม่รู้จัก ให้เพิ่มใน words: {shown}")
        )
    return spec


def dated(column: ForeignColumn) -> DraftedValue:
    """A day, with its form where all values fit one alone."""
    unclear = [value for value in column.filled if plain_day(value) is None]
    spec = DraftedValue([column])
    if not unclear:
        return spec
    fiscal = any(word in column.name.lower() for word in _FISCAL)
    among = [form for form in dates() if ("fiscal" in form) == fiscal or form not in WHOLE_YEARS]
    certain = fitting_dates(unclear, [form for form in among if not leaves_era_open(form)])
    return _formed(spec, certain or fitting_dates(unclear, among), unclear[0])


def numbered(column: ForeignColumn) -> tuple[DraftedValue, str]:
    """A number, with its form where all values fit one alone, and the unit beside it."""
    beside = {
        "".join(match.groups()).strip() for match in map(_BESIDE.match, column.filled) if match
    }
    unit = beside.pop() if len(beside) == 1 else ""
    bare = [value.replace(unit, " ").strip() if unit else value for value in column.filled]
    spec = DraftedValue([column], {"unit": unit} if unit else {})
    plain = fitting_numbers(bare)
    if plain[:1] != ["1234.5"]:
        _formed(spec, plain, column.filled[0])
    return spec, unit


def _formed(spec: DraftedValue, fitting: Sequence[str], sample: str) -> DraftedValue:
    shown = ", ".join(map(quoted, fitting))
    if len(fitting) == 1:
        spec.more["form"] = fitting[0]
        spec.comments.append(
            Text("All values fit this form alone.", "ทุกค่าอ่านได้ด้วยรูปแบบนี้เพียงแบบเดียว")
        )
    elif fitting:
        spec.comments.append(
            Text(
                f"Which form? {quoted(sample)} can be read by {shown}; without it, such values are refused.",
                f"รูปแบบใด {quoted(sample)} อ่านได้ด้วย {shown} หากไม่ระบุจะไม่รับค่าเหล่านี้",
            )
        )
    else:
        spec.comments.append(
            Text(
                f"No one form fits all values, such as {quoted(sample)}.",
                f"ไม่มีรูปแบบใดใช้ได้กับทุกค่า เช่น {quoted(sample)}",
            )
        )
    return spec
