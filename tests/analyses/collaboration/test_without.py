"""The graph without some nodes: as if they had never been there."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.domain.scope import Scope
from graph_api.linkage.asker import make_asker
from graph_api.linkage.blend import component_values, explain, total
from graph_api.linkage.components.concern import CONCERN
from graph_api.linkage.counterfactual import asked_of, check_away, leaving
from graph_api.linkage.csr import ints
from graph_api.linkage.features import make_features
from graph_api.linkage.graph import make_graph
from graph_api.linkage.ranking import Choice, Existing, rank, standings
from graph_api.linkage.snapshots import COUNTERFACTUALS, Snapshot
from graph_api.linkage.weights import BLEND, complete
from schema.errors import PhakhiError
from tests.analyses.collaboration.graphs import back, to, working_links
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of, ids_of

WEIGHTS = complete(BLEND)
NAMED = st.lists(
    st.sampled_from([*AGENCIES, *THINGS["network"], *THINGS["issue"]]), unique=True, max_size=4
)


def plain_leaving(links: Links, named: set[str]) -> set[str]:
    """Those named, and members of the networks among them that belong to no other."""
    alone = {
        member
        for network in named
        for member in back(links, "MEMBER_OF", network)
        if to(links, "MEMBER_OF", member) <= named
    }
    return named | alone


def same(left: object, right: object) -> bool:
    """Whether two values are equal to the bit, arrays and what they are in included."""
    if isinstance(left, np.ndarray):
        return isinstance(right, np.ndarray) and np.array_equal(left, right)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if is_dataclass(left):
        return all(same(getattr(left, f.name), getattr(right, f.name)) for f in fields(left))
    return bool(left == right)


@settings(max_examples=120, deadline=None)
@given(working_links(), NAMED)
def test_features_are_exactly_those_of_a_graph_that_was_made_without(
    links: Links, named: list[str]
) -> None:
    """Every number, weight and row."""
    graph = make_graph(ids_of(links), links)
    there = [number for ident in named if (number := graph.number(ident)) is not None]
    gone = plain_leaving(links, {graph.ids[number] for number in there})
    assert set(graph.names(leaving(graph, there))) == gone
    expected = make_graph([ident for ident in graph.ids if ident not in gone], links)
    assert same(make_features(graph.without(leaving(graph, there))), make_features(expected))


@settings(max_examples=80, deadline=None)
@given(working_links(), st.sampled_from(AGENCIES))
def test_without_an_issue_that_a_reason_names_that_candidate_scores_less(
    links: Links, agency: str
) -> None:
    """By the blend for an agency with partners; others may move too."""
    features = features_of(links)
    asker = make_asker(features, AGENCIES.index(agency))
    for place in rank(features, asker, WEIGHTS, Choice(10)).places:
        if CONCERN not in place.contributions:
            continue
        named = explain(features, asker, place.agency, CONCERN).nodes
        issues = [n for n in named if features.graph.is_a("issue", n)]
        left = make_features(features.graph.without(ints(sorted(issues))))
        values = component_values(left, make_asker(left, asker.agency), WEIGHTS)
        score = total(values, WEIGHTS, left.count)[place.agency]
        assert score < place.score


@settings(max_examples=80, deadline=None)
@given(working_links(), st.sampled_from(AGENCIES), st.booleans())
def test_standings_are_the_places_of_the_whole_ranking(
    links: Links,
    agency: str,
    others_first: bool,  # noqa: FBT001
) -> None:
    """Also for those who would not be listed; none for those who have no place."""
    features = features_of(links)
    asker = make_asker(features, AGENCIES.index(agency))
    choice = Choice(1, Existing.LEAVE_OUT, others_first)
    whole = rank(features, asker, WEIGHTS, Choice(100, Existing.LEAVE_OUT, others_first))
    assert standings(features, asker, WEIGHTS, choice, range(features.count)) == {
        place.agency: (place.rank, place.score) for place in whole.places
    }


def snapshot(links: Links) -> Snapshot:
    """A snapshot of a small graph."""
    return Snapshot(features_of(links), Scope(dt.date(2026, 1, 1)), 7, dt.datetime.now(dt.UTC))


LINKS: Links = {
    "MEMBER_OF": {
        ("agency:a", "network:n1"),
        ("agency:b", "network:n1"),
        ("agency:b", "network:n2"),
    },
    "ADOPTS": {("agency:c", f"issue:i{n}") for n in range(4)},
}


async def test_a_few_worlds_are_kept_and_named_in_any_order() -> None:
    """The same ones, however they are named, are thought away once."""
    whole = snapshot(LINKS)
    first = await whole.without(["issue:i0", "network:n1"])
    assert first is await whole.without(["network:n1", "issue:i0", "issue:i0"])
    assert first is not None
    assert "agency:a" not in first.features.graph.ids
    assert "agency:b" in first.features.graph.ids
    assert (first.scope, first.revision, first.taken_at) == (
        whole.scope,
        whole.revision,
        whole.taken_at,
    )
    for n in range(4):
        await whole.without([f"issue:i{n}"])
    assert len(whole.counterfactuals) == COUNTERFACTUALS


async def test_there_is_no_world_without_one_who_is_not_there() -> None:
    """A slip in an id is not passed over."""
    assert await snapshot(LINKS).without(["issue:i0", "issue:nowhere"]) is None


def test_who_a_question_is_about_cannot_be_thought_away() -> None:
    """Neither by name nor with its network."""
    graph = features_of(LINKS).graph
    number = graph.number("network:n1")
    assert number is not None
    left = graph.without(leaving(graph, [number]))
    with pytest.raises(PhakhiError, match="agency:a would be away"):
        asked_of(graph, left, ["agency:a"])
    assert asked_of(graph, left, ["agency:b"])
    assert not asked_of(graph, left, ["agency:nobody"])


def test_at_most_ten_are_thought_away() -> None:
    """And only agencies, networks and issues."""
    assert check_away(None) == ()
    assert check_away(["issue:a"] * 10) == ("issue:a",) * 10
    for wrong in (["issue:a"] * 11, ["problem:a"], ["nonsense"]):
        with pytest.raises(PhakhiError):
            check_away(wrong)
