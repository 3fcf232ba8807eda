"""What counts as a word of a text, and which words a reason names."""

from __future__ import annotations

import pytest

from graph_api.linkage.graph import make_graph
from graph_api.linkage.words import make_texts, words_in, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", set()),
        ("ลดขยะในคลอง", {"ลด", "ขยะ", "คลอง"}),  # "ใน" says nothing
        ("Clean canals, clean WATER (demo)", {"clean", "canals", "water", "demo"}),
        ("The 1st and the 2nd of 2567", set()),  # neither numbers nor what is left of them
        ("งานบุญปลอดเหล้า Alcohol-free", {"งานบุญ", "ปลอด", "เหล้า", "alcohol-free"}),
        ("๒๕๖๗ ๆ ฯ – “”", set()),
    ],
)
def test_words_of_a_text(text: str, words: set[str]) -> None:
    """Letters that say something, in lower case, each once; Thai is divided."""
    assert words_of(text) == words


def test_the_spelling_of_a_text_does_not_matter() -> None:
    """As everywhere, texts are compared in their canonical form: vowels in order, no hidden spaces."""
    assert words_of("น้ำ\u200b") == words_of("น้ำ") == {"น้ำ"}


@pytest.mark.parametrize(
    ("language", "named"), [("en", ["canal"]), ("th", ["ขยะ"]), ("fr", ["canal"])]
)
def test_a_reason_names_words_of_its_language(language: str, named: list[str]) -> None:
    """Names are stated in both; those of the other only where there are no others."""
    assert words_in(language, ["ขยะ", "canal"]) == named
    assert words_in(language, ["ขยะ"]) == ["ขยะ"]


def test_texts_of_nodes_by_their_numbers() -> None:
    """Each word once a node; texts of what is not in the graph are left out."""
    texts = make_texts(
        make_graph(["project:b", "project:x", "project:a"], {}),
        {"project:a": ["canal water", "canal"], "project:b": ["water"], "project:c": ["fire"]},
    )
    assert texts.vocabulary == ("canal", "water")
    assert [texts.words.row(number).tolist() for number in range(3)] == [[0, 1], [1], []]
