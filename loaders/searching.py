"""Properties derived from a record's texts: what search, ranking and Thai order read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from loaders.records import Plain
from schema.registry import declaration
from schema.text import canonical_text, grams_of_normal, normalise, sort_key

BETWEEN_TEXTS = "\n"
"""Stands between the texts in ``search_lc``; no normal form holds it, so no hit spans two texts."""

BETWEEN_GRAMS = " ¦ "
"""Stands between the grams of two texts in ``search_g3``; no gram is that short."""

SEARCH_LENGTH = 8_000
"""Characters that are searched of one record; an index entry has a limit."""


@cache
def searched(kind: str) -> tuple[str, ...]:
    """The properties of a kind whose texts are searched, in declared order."""
    return tuple(
        name for name, item in declaration().kinds[kind].properties.items() if item.searched
    )


def search_fields(kind: str, properties: Mapping[str, Plain]) -> dict[str, Plain]:
    """``search_lc``, ``search_g3`` and ``sort_th`` of a record, none of which is ever missing.

    Where a text that is stored to the letter has another canonical form, that one, too.
    """
    texts: dict[str, None] = {}
    for name in searched(kind):
        value = properties.get(name)
        texts.update(dict.fromkeys(value if isinstance(value, list) else [str(value or "")]))
    lines = list(dict.fromkeys(filter(None, map(normalise, texts))))
    searched_text = BETWEEN_TEXTS.join(lines)[:SEARCH_LENGTH]
    return {
        "search_lc": searched_text,
        "search_g3": BETWEEN_GRAMS.join(map(grams_of_normal, searched_text.split(BETWEEN_TEXTS))),
        "sort_th": sort_key(str(properties.get("name_th") or "")),
        **_canonical_forms(kind, properties),
    }


def _canonical_forms(kind: str, properties: Mapping[str, Plain]) -> dict[str, Plain]:
    canonical: dict[str, Plain] = {}
    for name, item in declaration().kinds[kind].properties.items():
        if item.verbatim:
            text = str(properties.get(name) or "")
            plain = canonical_text(text)
            canonical[item.canonical_name] = None if plain == text else plain
    return canonical
