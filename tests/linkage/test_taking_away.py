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
from graph_api.linkage.asker import make_asker
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.components.degree import DEGREE
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import make_graph
from graph_api.linkage.ranking import Choice, Existing
from graph_api.linkage.reading import read_features
from graph_api.linkage.registry import ranking_uses
from graph_api.linkage.weights import default_weights
from graph_api.store import Store
from tests.analyses.collaboration.graphs import working_links
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of
from tests.linkage.taking_away import TakenAway, Taking
from tests.linkage.test_blend import NEEDS, needs_of

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
    assert {name: set(each) for name, each in counted.items()} == dict.fromkeys(counted, {"fell"})


@pytest.mark.parametrize("component", ranking_uses(), ids=lambda part: part.name)
@settings(max_examples=40, deadline=None)
@given(links=working_links(), agency=st.sampled_from(AGENCIES), stated=NEEDS)
def test_without_all_that_a_reason_names_its_value_is_less(
    component: ScoreComponent, links: Links, agency: str, stated: dict[str, float]
) -> None:
    """For each component alone, for partners and others."""
    features = features_of(links)
    assume(set(stated) <= set(features.graph.ids))
    asker = make_asker(features, AGENCIES.index(agency), needs_of(features, stated))
    taking = Taking(features)
    for one in taking.from_collaborators(
        asker, {component: 1.0}, Choice(10, Existing.MARK), top=False
    ):
        assert one.outcome != "rose", one
        assert one.outcome == "fell" or not one.complete, one


@settings(max_examples=40, deadline=None)
@given(working_links(), st.sampled_from(AGENCIES))
def test_in_the_blend_that_lowers_the_score_by_at_least_as_much(links: Links, agency: str) -> None:
    """No other component makes up for it."""
    features = features_of(links)
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


def star(partners: int) -> Features:
    """One with many partners, which the asker works with, and others with one partner each."""
    many = {("agency:middle", f"agency:p{n:02}") for n in range(partners)}
    few = {("agency:x", "agency:y"), ("agency:asks", "agency:middle")}
    ids = {end for pair in many | few for end in pair}

    return make_features(make_graph(ids, {"COLLABORATES_WITH": many | few}))


def test_a_partner_better_than_the_best_candidate_has_less_without_some_of_its_partners() -> None:
    """Its value is 1 with everyone there, and not for as long as it has as many as the best."""
    features = star(20)
    asks, middle = (
        features.graph.numbers([f"agency:{name}"])[0] - features.first
        for name in ("asks", "middle")
    )
    asker = make_asker(features, int(asks))
    (one,) = [
        one
        for one in Taking(features).from_collaborators(
            asker, {DEGREE: 1.0}, Choice(1, Existing.ONLY), top=True
        )
    ]
    assert (one.candidate, one.value, len(one.named), one.complete) == (
        "agency:middle",
        1.0,
        7,
        False,
    )
    assert one.value_left == pytest.approx(1 - 7 / 21)


@pytest.mark.parametrize("existing", Existing)
async def test_on_the_demo_every_score_falls_without_what_its_top_reason_names(
    udon: Store, existing: Existing
) -> None:
    """All agencies, the best ten candidates of each."""
    features = await read_features(udon, DEMO)
    taking = Taking(features)
    counted: list[TakenAway] = []
    for agency in range(features.count):
        asker = make_asker(features, agency)
        weights = default_weights(len(asker.tied), stated_need=False)
        counted += taking.from_collaborators(asker, weights, Choice(10, existing), top=True)
    only_fell(outcomes(counted))
