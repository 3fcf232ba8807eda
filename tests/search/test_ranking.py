"""How well names match a search, without a database."""

from __future__ import annotations

import pytest

from graph_api.search.ranking import best_match, similar


def order(search: str, names: list[str]) -> list[str]:
    """Names that match, best first."""
    found = [(best_match(search, [name], 1), name) for name in names]
    matches = [(match, name) for match, name in found if match is not None]
    return [name for _, name in sorted(matches, key=lambda item: -item[0].score)]


def test_having_and_lacking_discipline_are_told_apart() -> None:
    """ไม่มีวินัย is not a good hit for มีวินัย, however short it is, and the other way round."""
    names = ["ไม่มีวินัย", "เยาวชนและชุมชนมีวินัยบนท้องถนน", "มีวินัย"]
    assert order("มีวินัย", names) == ["มีวินัย", "เยาวชนและชุมชนมีวินัยบนท้องถนน", "ไม่มีวินัย"]
    assert order("ไม่มีวินัย", names)[0] == "ไม่มีวินัย"


def test_steps_from_the_whole_name_to_a_slip() -> None:
    """Name, alias, beginning, words, part, slip."""
    assert best_match("culture", ["x", "culture"], 2) == best_match("culture", ["culture"], 1)
    alias = best_match("culture", ["x", "culture"], 1)
    name = best_match("culture", ["culture"], 1)
    assert name is not None
    assert alias is not None
    assert name.score == 1.0 > alias.score
    assert order(
        "culture", ["agriculture office", "culture", "the culture", "culture office", "cultre"]
    ) == [
        "culture",
        "culture office",
        "the culture",
        "agriculture office",
        "cultre",
    ]


@pytest.mark.parametrize(
    ("slip", "right", "wrong"),
    [
        ("อุดรธาณี", "อุดรธานี", "อุบลราชธานี"),
        ("วัฒณธรรม", "วัฒนธรรมจังหวัด", "คุณธรรม"),
        ("cultre ofice", "provincial culture office", "provincial office"),
        ("office culture", "provincial culture office", "agriculture"),
    ],
)
def test_slips_are_nearest_to_what_was_meant(slip: str, right: str, wrong: str) -> None:
    """Edits and grams, in Thai and English, also when words change places."""
    assert similar(slip, right) > similar(slip, wrong)
    assert best_match(slip, [right], 1) is not None


def test_nothing_alike_is_no_match() -> None:
    """Neither are other numbers slips of a number."""
    assert best_match("culture", ["market"], 1) is None
    assert best_match("4101", ["4102"], 1) is None
