"""Reasons stand the test: without what one names, the score that it explains is less."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph_api.analyses.collaboration.goals import purpose_for
from graph_api.domain.scope import Scope
from graph_api.linkage.asker import make_asker, make_needs
from graph_api.linkage.collaborating import CollaboratorQuery
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.components.degree import DEGREE
from graph_api.linkage.components.need import NEED
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.former import History
from graph_api.linkage.graph import make_graph
from graph_api.linkage.ranking import Choice, Existing
from graph_api.linkage.reading import read_features
from graph_api.linkage.registry import ranking_uses
from graph_api.linkage.weights import default_weights
from graph_api.store import Store
from tests.analyses.collaboration.graphs import working_links
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of, small_histories
from tests.linkage.on_store import LinkageOnStore
from tests.linkage.taking_away import TakenAway, Taking
from tests.linkage.test_blend import NEEDS, needs_of
from tests.linkage.test_demo import ids
from tests.linkage.test_demo import one as id_of

DEMO = Scope(dt.date(2026, 6, 1))


def outcomes(taken: Iterable[TakenAway]) -> dict[str, Counter[str]]:
    """By component, how many scores fell, rose, or stayed."""
    counted: dict[str, Counter[str]] = {}
    for one in taken:
        counted.setdefault(one.component.name, Counter())[one.outcome] += 1
    return counted


def only_fell(counted: dict[str, Counter[str]]) -> None:
    """Nothing rose or stayed; and there was something to fall."""
    assert counted
    assert {way for each in counted.values() for way in each} == {"fell"}, counted


@pytest.mark.parametrize("component", ranking_uses(), ids=lambda part: part.name)
@settings(max_examples=40, deadline=None)
@given(
    links=working_links(),
    agency=st.sampled_from(AGENCIES),
    stated=NEEDS,
    history=small_histories(),
)
def test_without_all_that_a_reason_names_its_value_is_less(
    component: ScoreComponent,
    links: Links,
    agency: str,
    stated: dict[str, float],
    history: History,
) -> None:
    """For each component alone, for partners and others."""
    features = features_of(links, history, told=True)
    assume(all(features.graph.number(need) is not None for need in stated))
    asker = make_asker(features, AGENCIES.index(agency), needs_of(features, stated))
    taking = Taking(features)
    for one in taking.from_collaborators(
        asker, {component: 1.0}, Choice(10, Existing.MARK), top=False
    ):
        assert one.outcome != "rose", one
        assert one.outcome == "fell" or not one.complete, one


@settings(max_examples=40, deadline=None)
@given(working_links(), st.sampled_from(AGENCIES), small_histories())
def test_in_the_blend_that_lowers_the_score_by_at_least_as_much(
    links: Links, agency: str, history: History
) -> None:
    """No other component makes up for it."""
    features = features_of(links, history, told=True)
    asker = make_asker(features, AGENCIES.index(agency))
    weights = default_weights(len(asker.tied), stated_need=False)
    taking = Taking(features)
    for one in taking.from_collaborators(asker, weights, Choice(10, Existing.MARK), top=False):
        less = weights[one.component] * (one.value - one.value_left)
        assert one.score - one.score_left >= less - 1e-9, one
        assert less > 0 or not one.complete, one


@settings(max_examples=60, deadline=None)
@given(working_links(), st.sampled_from(THINGS["goal"]))
def test_the_same_of_candidates_for_a_goal(links: Links, goal: str) -> None:
    """For each of its reasons."""
    features = features_of(links)
    number = features.graph.number(goal)
    assume(number is not None)
    assert number is not None
    taking = Taking(features)
    for one in taking.from_purpose(purpose_for(features, number, None), number, top=False):
        assert one.outcome != "rose", one
        assert one.of_component == "fell" or not one.complete, one


def test_two_ways_to_one_value_are_both_named() -> None:
    """One of two problems is met, and the issue of the goal: half by either, and by neither alone."""
    links: Links = {
        "ADDRESSES": {
            ("goal:g0", "problem:p0"),
            ("goal:g0", "problem:p1"),
            ("mechanism:m0", "problem:p0"),
        },
        "CONCERNS": {("goal:g0", "issue:i0"), ("mechanism:m1", "issue:i0")},
        "OPERATES": {("agency:a", "mechanism:m0"), ("agency:a", "mechanism:m1")},
    }
    features = features_of(links)
    (goal,) = features.graph.numbers(["goal:g0"])
    purpose = purpose_for(features, int(goal), None)
    need = next(
        one
        for one in Taking(features).from_purpose(purpose, int(goal), top=False)
        if one.component is NEED
    )
    assert need.named == ["issue:i0", "mechanism:m0", "mechanism:m1", "problem:p0"]
    assert (need.value, need.value_left) == (0.5, 0.0)


def test_a_stated_need_stays_met_while_an_offer_for_it_is_not_named() -> None:
    """A reason names eight nodes, the problem among them; nine things are offered for it."""
    deeds = [f"good-deed:d{n}" for n in range(9)]
    links: Links = {
        "COMMITS_TO": {("agency:b", deed) for deed in deeds},
        "ANSWERS": {(deed, "problem:p0") for deed in deeds},
    }
    features = features_of(links)
    asker = make_asker(features, 0, needs_of(features, {"problem:p0": 1.0}))
    taking = Taking(features)
    (one,) = taking.from_collaborators(asker, {NEED: 1.0}, Choice(10), top=True)
    assert (one.named, one.complete) == (deeds[:7], False)
    assert (one.value, one.value_left) == (1.0, 1.0)


def star(partners: int) -> Features:
    """One with many partners, which the asker works with, and others with one partner each."""
    many = {("agency:middle", f"agency:p{n:02}") for n in range(partners)}
    few = {("agency:x", "agency:y"), ("agency:asks", "agency:middle")}
    ids = {end for pair in many | few for end in pair}

    return make_features(make_graph(ids, {"COLLABORATES_WITH": many | few}))


def test_a_partner_better_than_the_best_candidate_has_less_without_some_of_its_partners() -> None:
    """Its value is 1 with everyone there, and not for as long as it has as many as the best."""
    features = star(20)
    (asks,) = features.graph.numbers(["agency:asks"]) - features.first
    asker = make_asker(features, int(asks))
    taking = Taking(features)
    (one,) = taking.from_collaborators(asker, {DEGREE: 1.0}, Choice(1, Existing.ONLY), top=True)
    assert (one.candidate, one.value, len(one.named), one.complete) == (
        "agency:middle",
        1.0,
        7,
        False,
    )
    assert one.value_left == pytest.approx(1 - 7 / 21)


@pytest.fixture(scope="module")
async def demo(udon: Store) -> Taking:
    """The demo; what several tests take away is taken away once."""
    return Taking(await read_features(udon, DEMO))


@pytest.mark.parametrize("existing", Existing)
def test_on_the_demo_every_score_falls_without_what_its_top_reason_names(
    demo: Taking, existing: Existing
) -> None:
    """All agencies, the best ten candidates of each."""
    features = demo.whole
    counted: list[TakenAway] = []
    for agency in range(features.count):
        asker = make_asker(features, agency)
        weights = default_weights(len(asker.tied), stated_need=False)
        counted += demo.from_collaborators(asker, weights, Choice(10, existing), top=True)
    only_fell(outcomes(counted))


def test_on_the_demo_the_same_holds_of_candidates_for_goals(demo: Taking) -> None:
    """All goals, the best ten candidates of each."""
    features = demo.whole
    only_fell(
        outcomes(
            one
            for goal in features.graph.run("goal")
            for one in demo.from_purpose(purpose_for(features, goal, None), goal, top=True)
        )
    )


def test_on_the_demo_the_same_holds_with_a_stated_need(demo: Taking) -> None:
    """Every sixth problem and issue, for every fourth agency."""
    features = demo.whole
    counted: list[TakenAway] = []
    for number in [*features.graph.run("problem"), *features.graph.run("issue")][::6]:
        needs = make_needs([(number, 1.0)])
        for agency in range(0, features.count, 4):
            asker = make_asker(features, agency, needs)
            weights = default_weights(len(asker.tied), stated_need=True)
            counted += demo.from_collaborators(asker, weights, Choice(10), top=True)
    only_fell(outcomes(counted))


async def test_on_the_demo_no_score_rises_without_the_words_for_its_top_reason(udon: Store) -> None:
    """And some fall: those for which these are all the words there are."""
    service, outcomes_seen = LinkageOnStore(udon), Counter[str]()
    features = await read_features(udon, DEMO)
    for agency in features.graph.names(features.graph.run("agency"))[::8]:
        whole = await service.collaborators(DEMO, CollaboratorQuery(agency, Choice(1)))
        assert whole is not None
        (best,) = whole.candidates
        words = tuple(ids(best.reasons[0].evidence))
        query = CollaboratorQuery(agency, Choice(100), without=words)
        left = await service.collaborators(DEMO, query)
        assert left is not None
        scores = {id_of(item.agency): item.score for item in left.candidates}
        score = scores.get(id_of(best.agency), 0.0)
        assert score <= best.score
        outcomes_seen["fell" if score < best.score else "same"] += 1
    assert outcomes_seen["fell"] > outcomes_seen["same"]
