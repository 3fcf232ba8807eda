"""The graph without some nodes: what is left, measured by the graph as it is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph_api.analyses.collaboration.goals import purpose_for
from graph_api.analyses.common.purpose import explain_near, rank_for
from graph_api.domain.scope import Scope
from graph_api.linkage.asker import make_asker
from graph_api.linkage.blend import component_values, explain, total
from graph_api.linkage.components.concern import CONCERN
from graph_api.linkage.counterfactual import check_away, leaving, subjects_remain
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.ranking import Choice, Existing, rank, standings
from graph_api.linkage.snapshots import COUNTERFACTUALS, Snapshot
from graph_api.linkage.weights import BLEND, RANKED, complete, default_weights
from schema.errors import PhakhiError
from tests.analyses.collaboration.graphs import back, to, working_links
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of
from tests.linkage.plain import Plain
from tests.linkage.test_blend import NEEDS, needs_of

WEIGHTS = complete(BLEND)
NAMED = st.lists(
    st.sampled_from([*AGENCIES, *(ident for kind in THINGS.values() for ident in kind)]),
    unique=True,
    max_size=4,
)
EVERYTHING = dict.fromkeys(RANKED, 1.0)


def plain_leaving(links: Links, named: set[str]) -> set[str]:
    """Those named, members of networks among them that belong to no other, areas within theirs."""
    alone = {
        member
        for network in named
        for member in back(links, "MEMBER_OF", network)
        if to(links, "MEMBER_OF", member) <= named
    }
    inner = {area for outer in named for area in back(links, "WITHIN", outer)}
    return named | alone | inner


def left_of(links: Links, gone: set[str]) -> Links:
    """The relationships between those who are not gone."""
    return {
        type_: {(a, b) for a, b in pairs if a not in gone and b not in gone}
        for type_, pairs in links.items()
    }


def features_without(whole: Features, numbers: list[int]) -> Features:
    """What is left of the features without these."""
    return make_features(whole.graph.without(leaving(whole.graph, numbers)), whole)


@settings(max_examples=40, deadline=None)
@given(working_links(), NAMED, st.sampled_from(AGENCIES), NEEDS)
def test_values_are_what_is_left_measured_by_the_graph_as_it_is(
    links: Links, named: list[str], agency: str, stated: dict[str, float]
) -> None:
    """Those of an independent computation: sums over what is left, divided as with everyone there."""
    features = features_of(links)
    numbers = [n for ident in named if (n := features.graph.number(ident)) is not None]
    gone = plain_leaving(links, {features.graph.ids[n] for n in numbers})
    assume(gone.isdisjoint([agency, *stated]) and set(stated) <= set(features.graph.ids))
    left = features_without(features, numbers)
    assert {ident for ident in features.graph.ids if left.graph.number(ident) is None} == gone
    asker = make_asker(left, AGENCIES.index(agency), needs_of(features, stated))
    values = component_values(left, asker, EVERYTHING)
    there = [other for other in AGENCIES if other not in gone]
    expected = Plain(left_of(links, gone), there, Plain(links, AGENCIES)).values(agency, stated)
    for other in AGENCIES:
        if other == agency:
            continue
        found = {part.name: float(v[AGENCIES.index(other)]) for part, v in values.items()}
        nothing = dict.fromkeys(found, 0.0)
        assert found == pytest.approx(expected.get(other, nothing), abs=1e-9), other


@settings(max_examples=30, deadline=None)
@given(working_links(), st.sampled_from(AGENCIES), NEEDS, st.booleans())
def test_taking_a_named_reason_away_never_raises_the_score_of_that_candidate(
    links: Links,
    agency: str,
    stated: dict[str, float],
    everything: bool,  # noqa: FBT001
) -> None:
    """Whatever kind the reason names, by default weights and where every component weighs the same."""
    features = features_of(links)
    graph = features.graph
    assume(set(stated) <= set(graph.ids))
    needs = needs_of(features, stated)
    asker = make_asker(features, AGENCIES.index(agency), needs)
    default = default_weights(len(asker.tied), stated_need=needs is not None)
    weights = EVERYTHING if everything else default
    named = {
        (place.agency, node): place.score
        for place in rank(features, asker, weights, Choice(10, Existing.MARK)).places
        for part in place.contributions
        for node in explain(features, asker, place.agency, part).seen
    }
    scores: dict[int, Floats] = {}
    for (candidate, node), score in named.items():
        if node not in scores:
            left = features_without(features, [node])
            if None in map(left.graph.number, [agency, *stated]):
                continue
            again = make_asker(left, asker.agency, needs)
            scores[node] = total(component_values(left, again, weights), weights, left.count)
        assert scores[node][candidate] <= score + 1e-9, (graph.ids[node], AGENCIES[candidate])


@settings(max_examples=80, deadline=None)
@given(working_links(), st.sampled_from(AGENCIES))
def test_without_an_issue_that_a_reason_names_that_candidate_scores_less(
    links: Links, agency: str
) -> None:
    """Not just no more."""
    features = features_of(links)
    asker = make_asker(features, AGENCIES.index(agency))
    for place in rank(features, asker, WEIGHTS, Choice(10)).places:
        if CONCERN not in place.contributions:
            continue
        named = explain(features, asker, place.agency, CONCERN).nodes
        issues = [n for n in named if features.graph.is_a("issue", n)]
        left = features_without(features, sorted(issues))
        values = component_values(left, make_asker(left, asker.agency), WEIGHTS)
        assert total(values, WEIGHTS, left.count)[place.agency] < place.score


@settings(max_examples=25, deadline=None)
@given(working_links(), st.sampled_from(THINGS["goal"]))
def test_the_same_holds_for_candidates_for_a_goal(links: Links, goal: str) -> None:
    """What the goal takes is measured by the graph as it is."""
    features = features_of(links)
    number = features.graph.number(goal)
    assume(number is not None)
    assert number is not None
    purpose = purpose_for(features, number, None)
    for near in rank_for(features, purpose):
        for behind in explain_near(features, purpose, near).values():
            for node in behind.seen - {number}:
                left = features_without(features, [node])
                again = rank_for(left, purpose).find(near.agency)
                assert again is None or again.score <= near.score + 1e-9, features.graph.ids[node]


def test_without_the_one_issue_of_two_a_candidate_keeps_the_half_that_the_other_gives() -> None:
    """Cosine over two equally rare issues: one of them away is half of the score, not all of it."""
    links: Links = {"ADOPTS": {(a, i) for a in AGENCIES[:2] for i in ("issue:i0", "issue:i1")}}
    features = features_of(links)
    number = features.graph.number("issue:i0")
    assert number is not None
    left = features_without(features, [number])
    values = component_values(left, make_asker(left, 0), {CONCERN: 1.0})
    assert float(values[CONCERN][1]) == pytest.approx(0.5)


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


class Nowhere:
    """A store that nothing is to be read from."""

    async def read(self, statement: str, parameters: object = None) -> list[list[object]]:
        """Fails."""
        raise AssertionError((statement, parameters))


NOWHERE = Nowhere()

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
    first = await whole.without(NOWHERE, ["issue:i0", "network:n1"])
    assert first is await whole.without(NOWHERE, ["network:n1", "issue:i0", "issue:i0"])
    assert first is not None
    assert first.features.graph.number("agency:a") is None
    assert first.features.graph.number("agency:b") is not None
    assert (first.scope, first.revision, first.taken_at) == (
        whole.scope,
        whole.revision,
        whole.taken_at,
    )
    for n in range(4):
        await whole.without(NOWHERE, [f"issue:i{n}"])
    assert len(whole.counterfactuals) == COUNTERFACTUALS


async def test_there_is_no_world_without_one_who_is_not_there() -> None:
    """A slip in an id is not passed over."""
    assert await snapshot(LINKS).without(NOWHERE, ["issue:i0", "issue:nowhere"]) is None


def test_who_a_question_is_about_cannot_be_thought_away() -> None:
    """Neither by name nor with its network."""
    graph = features_of(LINKS).graph
    number = graph.number("network:n1")
    assert number is not None
    left = graph.without(leaving(graph, [number]))
    with pytest.raises(PhakhiError, match="agency:a would be away"):
        subjects_remain(graph, left, ["agency:a"])
    assert subjects_remain(graph, left, ["agency:b"])
    assert not subjects_remain(graph, left, ["agency:nobody"])


def test_at_most_ten_are_thought_away() -> None:
    """Of any kind that a reason names."""
    assert check_away(None) == ()
    assert check_away(["issue:a"] * 10) == ("issue:a",) * 10
    every = ["area:41", "event:a", "goal:a", "good-deed:a", "mechanism:a", "moral-capital:a"]
    every += ["network:a", "problem:a", "project:a", "evidence:a"]
    assert check_away(every) == tuple(every)
    for wrong in (["issue:a"] * 11, ["source:a"], ["person:a"], ["nonsense"]):
        with pytest.raises(PhakhiError):
            check_away(wrong)
