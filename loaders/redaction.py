"""Takes a person's name and id out of texts. Pure: no store is touched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from loaders.merge import ASSERTED
from schema.text import canonical_text

GONE = "[…]"
"""What stands where a name stood."""

_TITLES = re.compile(
    r"^(?:นางสาว|น\.ส\.|นาย|นาง|ดร\.|ผศ\.|รศ\.|ศ\.|Mr\.?\s|Mrs\.?\s|Ms\.?\s|Miss\s|Dr\.?\s)\s*",
    re.IGNORECASE,
)
_SHORTEST = 6
_BETWEEN_WORDS = r"[\s\u200b]*"


def forms_of(names: Iterable[str]) -> list[str]:
    """Names with and without their titles, in canonical form, longest first."""
    plain = [canonical_text(name).strip() for name in names]
    forms = {form for name in plain for form in (name, _TITLES.sub("", name)) if form}
    return sorted(forms, key=lambda form: (-len(form), form))


def is_telling(form: str) -> bool:
    """Whether a name is looked for in texts: one word, or a short one, has many meanings."""
    words = form.split()
    return len(words) > 1 and sum(map(len, words)) >= _SHORTEST


@dataclass(frozen=True)
class Redaction:
    """What is taken out of texts.

    Attributes:
        forms: of the person's names.
        others: forms of others' names, which may hold one of ``forms`` and stay as they are.
        ident: the person's id.
        pseudonym: the id that takes its place.
    """

    forms: Sequence[str]
    others: Sequence[str]
    ident: str
    pseudonym: str

    def without_names(self) -> Redaction:
        """The same, which leaves names: those that somebody else has, too."""
        return Redaction((), (), self.ident, self.pseudonym)

    @cached_property
    def tokens(self) -> list[str]:
        """Texts of which one is in every text with a name or the id in it, in lower case."""
        words = [max(form.split(), key=len).lower() for form in self.forms]
        return list(dict.fromkeys([*words, self.ident]))

    def text(self, text: str) -> str:
        """A text without the names and the id."""
        plain = self._id.sub(self.pseudonym, text)
        if not self.forms:
            return plain
        replaced = self._names.sub(self._kept, plain)
        if replaced == plain:  # stored to the letter, it may be spelled otherwise
            canonical = canonical_text(plain)
            other = self._names.sub(self._kept, canonical)
            return plain if other == canonical else other
        return replaced

    def value(self, value: Any) -> Any:  # noqa: ANN401 - whatever JSON can be
        """A value of JSON without the names and the id, also where they are keys."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {self.text(key): self.value(item) for key, item in value.items()}
        return value

    def properties(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """The properties that differ without the names and the id."""
        changed = {}
        for name, value in stored.items():
            if name in ("id", "search_lc", "search_g3", "sort_th"):
                continue
            wanted = list(map(self._in_json, value)) if name == ASSERTED else self.value(value)
            if wanted != value:
                changed[name] = wanted
        return changed

    def _in_json(self, text: str) -> str:
        content = json.loads(text)
        return json.dumps(self.value(content), ensure_ascii=False, sort_keys=True)

    @cached_property
    def _id(self) -> re.Pattern[str]:
        return re.compile(re.escape(self.ident) + r"(?![a-z0-9]|[.-][a-z0-9])")

    @cached_property
    def _names(self) -> re.Pattern[str]:
        own = "|".join(map(_pattern, self.forms))
        if not self.others:
            return re.compile(own, re.IGNORECASE)
        return re.compile(f"(?P<other>{'|'.join(map(_pattern, self.others))})|{own}", re.IGNORECASE)

    @staticmethod
    def _kept(match: re.Match[str]) -> str:
        return match.group() if match.groupdict().get("other") else GONE


def holding(forms: Sequence[str], names: Iterable[str]) -> list[str]:
    """The forms of others' names in which one of ``forms`` stands, longest first."""
    own = [_compiled(form) for form in forms]
    mine = {form.lower() for form in forms}
    return [
        name
        for name in forms_of(names)
        if name.lower() not in mine and any(pattern.search(name) for pattern in own)
    ]


def _pattern(form: str) -> str:
    return _BETWEEN_WORDS.join(map(re.escape, form.split()))


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(_pattern(form), re.IGNORECASE)
