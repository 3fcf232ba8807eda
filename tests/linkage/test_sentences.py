"""One sentence for each reason, in both languages."""

from __future__ import annotations

import pytest

from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.components.need import NEED
from graph_api.linkage.components.reach import REACH
from graph_api.linkage.components.shared import SHARED
from graph_api.linkage.components.work import WORK
from graph_api.linkage.registry import score_components
from graph_api.linkage.sentences import Telling, listed, sentence

NAMES = {
    "agency:a": "A",
    "agency:b": "B",
    "agency:c": "C",
    "agency:d": "D",
    "problem:p": "Litter",
    "mechanism:m": "Waste bank",
}


def say(component: ScoreComponent, provenance: list[str], language: str, more: int = 0) -> str:
    """The sentence for A and B."""
    seen = [*provenance, *(f"agency:more{n}" for n in range(more))]
    telling = Telling(NAMES.__getitem__, language)
    return sentence(component, ("agency:a", "agency:b"), provenance, seen, telling)


@pytest.mark.parametrize(
    ("component", "provenance", "english", "thai"),
    [
        (
            NEED,
            ["problem:p", "mechanism:m"],
            "B has something to offer for “Litter”: “Waste bank”.",
            "“B” มีสิ่งที่ช่วยเรื่อง “Litter” ได้: “Waste bank”",
        ),
        (
            REACH,
            ["agency:c", "agency:d"],
            "B works with “D”, which works with “C”, a partner of A.",
            "“B” ทำงานกับ “D” ซึ่งทำงานกับ “C” พันธมิตรของ “A”",
        ),
        (WORK, ["agency:c"], "They work together directly.", "ทำงานร่วมกันโดยตรง"),
        (SHARED, ["agency:c"], "Both work with “C”.", "ทั้งสองฝ่ายทำงานกับ “C”"),
    ],
)
def test_a_reason_in_both_languages(
    component: ScoreComponent, provenance: list[str], english: str, thai: str
) -> None:
    """Names stand in quotation marks, since they hold commas of their own."""
    assert say(component, provenance, "en") == english
    assert say(component, provenance, "th") == thai


def test_only_three_names_are_given_and_the_rest_are_counted() -> None:
    """Also those that the answer does not list."""
    assert listed(["A", "B", "C", "D"], 6, "en") == "“A”, “B”, “C” and 3 more"
    assert listed(["A", "B"], 2, "en") == "“A” and “B”"
    assert listed(["A", "B", "C"], 4, "th") == "“A”, “B”, “C” และอีก 1 รายการ"
    assert say(SHARED, ["agency:c"], "en", more=2) == "Both work with “C” and 2 more."


@pytest.mark.parametrize("component", score_components())
@pytest.mark.parametrize("language", ["en", "th"])
def test_every_component_has_a_sentence(component: ScoreComponent, language: str) -> None:
    """No component is left without words."""
    assert say(component, ["problem:p", "agency:c"], language)
