"""What a person types, turned into what the database is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration
from schema.text import GRAM, check_text, lucene, normalise

LONGEST = 1000
"""Characters of a search at most."""

CARRIERS = ("Claim", "Dataset", "Evidence", "Reading", "Source", "Term")
"""Kinds that carry facts or words of a vocabulary; searched only when they are named."""


@dataclass(frozen=True)
class SearchRequest:
    """A search.

    Attributes:
        text: its normal form.
        lucene: its grams joined by OR, every special character escaped; ``None`` when it is too
            short to have grams.
        kinds: names of the kinds looked for.
    """

    text: str
    lucene: str | None
    kinds: tuple[str, ...]


def make_search(text: str, kinds: tuple[str, ...] | None) -> SearchRequest:
    """The search for ``text`` among ``kinds`` (all but ``CARRIERS`` for ``None``).

    Raises:
        PhakhiError: BAD_TEXT when it is too long or no text; BAD_SEARCH when it is empty.
    """
    plain = normalise(check_text(text, LONGEST))
    if not plain:
        raise PhakhiError(
            ErrorCode.BAD_SEARCH,
            "Type at least one letter or digit of a name.",
            "พิมพ์ชื่ออย่างน้อยหนึ่งตัวอักษร",
        )
    chosen = kinds or tuple(name for name in declaration().kinds if name not in CARRIERS)
    return SearchRequest(plain, lucene(plain) if len(plain) >= GRAM else None, chosen)
