"""How well a record's names match a search, from 0 to 1.

From best to worst: the name itself, an alias or abbreviation itself, the beginning of a name, whole
words, a part, a part that is negated (ไม่มีวินัย for มีวินัย), a slip of the pen. Within a step a name
that holds little else comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.text import GRAM

CLOSE_ENOUGH = 0.6
"""Below this similarity a slip is no match."""

_NEGATIONS = ("ไม่", "ไร้", "ขาด")
_EXACT_NAME, _EXACT_ALIAS, _BEGINNING, _WORDS, _PART, _NEGATED = 1.0, 0.95, 0.8, 0.7, 0.6, 0.45
_SLIP = 0.4
_STEP = 0.09
"""How much the share of a text that was typed adds within a step."""


@dataclass(frozen=True, slots=True)
class Match:
    """The best match among the texts of a record.

    Attributes:
        score: from 0 to 1.
        text: which text matched, in normal form.
        exact: whether it holds the search letter by letter.
    """

    score: float
    text: str
    exact: bool


def best_match(search: str, texts: list[str], names: int) -> Match | None:
    """The best match of ``search`` in the texts of a record, if any.

    Args:
        search: normal form of what was typed.
        texts: normal forms of the record's names, then of its aliases and codes.
        names: how many of them are names.
    """
    every = [_match(search, text, is_name=place < names) for place, text in enumerate(texts)]
    matches = [match for match in every if match is not None]
    return max(matches, key=lambda match: match.score, default=None)


def _match(search: str, text: str, *, is_name: bool) -> Match | None:
    if search in text:
        share = len(search) / len(text)
        return Match(
            _held(search, text, is_name=is_name) + _STEP * (share < 1) * share, text, exact=True
        )
    if search.isdigit():
        return None  # another number is no slip
    similarity = similar(search, text)
    if similarity < CLOSE_ENOUGH:
        return None
    return Match(
        _SLIP * similarity + _STEP * min(1.0, len(search) / len(text)) / 2, text, exact=False
    )


def _held(search: str, text: str, *, is_name: bool) -> float:
    if search == text:
        return _EXACT_NAME if is_name else _EXACT_ALIAS
    if text.startswith(search):
        return _BEGINNING if is_name else _WORDS
    places = _places(search, text)
    if any(_bounded(text, place, place + len(search)) for place in places):
        return _WORDS
    if all(text[:place].endswith(_NEGATIONS) for place in places):
        return _NEGATED
    return _PART


def _places(search: str, text: str) -> list[int]:
    places, place = [], text.find(search)
    while place >= 0:
        places.append(place)
        place = text.find(search, place + 1)
    return places


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether the part stands between spaces or signs; Thai, written without them, never does."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_letter(before) or _is_letter(after))


def _is_letter(character: str) -> bool:
    return character.isalnum() or "\u0e01" <= character <= "\u0e4e"


def similar(search: str, text: str) -> float:
    """How much of a search stands in a text, from 0 to 1, slips and order of words forgiven.

    The larger of two: one minus the edits that turn the search into the nearest part of the text,
    by its length; and (at nine tenths) the share of its 3-grams that the text has.
    """
    share = _gram_share(search, text)
    # Edits cost the product of both lengths: none are counted where nothing is in common.
    if share == 0:
        return 0.0
    edits = _fewest_edits(search, text)
    return max(1 - edits / len(search), 0.9 * share)


def _gram_share(search: str, text: str) -> float:
    wanted = {search[at : at + GRAM] for at in range(len(search) - GRAM + 1)}
    has = {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}
    return len(wanted & has) / len(wanted) if wanted else 0.0


def _fewest_edits(search: str, text: str) -> int:
    """Edits between the search and that part of the text which is nearest (Sellers' algorithm)."""
    above = [0] * (len(text) + 1)
    for row, letter in enumerate(search, 1):
        here = [row]
        for column, other in enumerate(text, 1):
            here.append(min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != other)))
        above = here
    return min(above)
