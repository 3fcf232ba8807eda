"""What is selected of an answer reaches its resolver, from the plan."""

from __future__ import annotations

from graph_api.planner.answers import AnswerField
from tests.planner.planning import plan


def answer(document: str, **variables: object) -> AnswerField:
    """What is selected of the one answer of a document."""
    (found,) = plan(document, variables).answers
    return found.plan.root


ITEMS = """query ($yes: Boolean = true, $no: Boolean = false) {
  x: ranking(ids: []) { a: items { score s: shares { reason } } ...More total @include(if: $no) } }
fragment More on Ranking { items { agency { id } shares @skip(if: $yes) { weight } } }"""


def test_what_is_selected_at_the_end_of_a_path() -> None:
    """Below aliases and fragments, all together; without what a directive leaves out."""
    ranking = answer(ITEMS)
    assert ranking.selected() == {"items"}
    assert ranking.selected("items") == {"score", "shares", "agency"}
    assert ranking.selected("items", "shares") == {"reason"}
    assert answer(ITEMS, yes=False, no=True).selected("items", "shares") == {"reason", "weight"}


def test_where_nothing_is_selected() -> None:
    """A path that the client does not take ends in nothing."""
    assert answer("{ ranking(ids: []) { total } }").selected("items", "shares") == frozenset()


def test_a_field_of_a_group_has_a_place_a_step_deeper() -> None:
    """By the client's names; the plan has each where it stands in the response."""
    made = plan("{ g: group { r: ranking(ids: []) { total } } ranking(ids: []) { total } }")
    assert [item.place for item in made.answers] == [("g", "r"), ("ranking",)]
