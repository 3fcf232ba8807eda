"""The blend against an independent computation, and what must always hold of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.linkage.asker import Needs, make_asker, make_needs
from graph_api.linkage.blend import component_values, total
from graph_api.linkage.features import NO_HISTORY, Features
from graph_api.linkage.former import History
from graph_api.linkage.ranking import Choice, Existing, rank
from graph_api.linkage.weights import BLEND, RANKED, complete, default_weights
from tests.linkage.graphs import (
    AGENCIES,
    DAY,
    TEXTS,
    THINGS,
    Links,
    features_of,
    small_histories,
    small_links,
)
from tests.linkage.plain import Plain

EVERYTHING = dict.fromkeys(RANKED, 1.0)
NEEDS = st.dictionaries(
    st.sampled_from([*THINGS["problem"][:2], *THINGS["issue"][:2]]),
    st.sampled_from([0.5, 1.0, 3.0]),
    max_size=3,
)


def needs_of(features: Features, stated: dict[str, float]) -> Needs | None:
    """What is stated, in numbers; all of it is there."""
    numbers = [(features.graph.number(need), weight) for need, weight in stated.items()]
    assert all(number is not None for number, _ in numbers)
    return make_needs((number, weight) for number, weight in numbers if number is not None)


def values_of(
    links: Links, agency: str, stated: dict[str, float], history: History = NO_HISTORY
) -> dict[str, dict[str, float]]:
    """What the blend says of every other agency."""
    features = features_of(links, history, told=True)
    asker = make_asker(features, AGENCIES.index(agency), needs_of(features, stated))
    values = component_values(features, asker, EVERYTHING)
    return {
        other: {part.name: float(value[number]) for part, value in values.items()}
        for number, other in enumerate(AGENCIES)
        if other != agency
    }


@settings(max_examples=150, deadline=None)
@given(small_links(), st.sampled_from(AGENCIES), NEEDS, small_histories())
def test_every_component_is_what_its_definition_says(
    links: Links, agency: str, stated: dict[str, float], history: History
) -> None:
    """All values equal those of a computation that shares no code."""
    for need in stated:  # somebody has it, so that it is there
        way = "RAISES" if need.startswith("problem") else "ADOPTS"
        links[way].add((AGENCIES[-1], need))
    parts_had = [(part.agency, part.work, part.since, part.last) for part in history.participations]
    said = {thing: {*words.lower().split()} - {"a", "and"} for thing, (words,) in TEXTS.items()}
    plain = Plain(links, AGENCIES, history=parts_had, day=DAY, texts=said)
    expected = plain.values(agency, stated)
    actual = values_of(links, agency, stated, history)
    assert actual.keys() == expected.keys()
    for other, parts in actual.items():
        assert parts == pytest.approx(expected[other], abs=1e-9), other


@settings(max_examples=100, deadline=None)
@given(small_links(), st.sampled_from(AGENCIES), st.booleans())
def test_ranking_is_by_score_then_id_and_never_lists_the_asker_or_a_partner(
    links: Links,
    agency: str,
    others_first: bool,  # noqa: FBT001
) -> None:
    """Whole order compared with a sort of all scores."""
    features = features_of(links)
    plain = Plain(links, AGENCIES)
    asker = make_asker(features, AGENCIES.index(agency))
    ranking = rank(features, asker, EVERYTHING, Choice(3, Existing.LEAVE_OUT, others_first))
    score = total(component_values(features, asker, EVERYTHING), EVERYTHING, features.count)
    networks = plain.out("MEMBER_OF", agency)
    free = [
        (bool(networks & plain.out("MEMBER_OF", other)) and others_first, -score[number], other)
        for number, other in enumerate(AGENCIES)
        if other != agency and other not in plain.partners(agency) and score[number] > 0
    ]
    assert [AGENCIES[place.agency] for place in ranking.places] == [o for *_, o in sorted(free)][:3]
    assert ranking.considered == len(free)


@settings(max_examples=60, deadline=None)
@given(small_links(), st.sampled_from(AGENCIES))
def test_contributions_add_up_to_the_score(links: Links, agency: str) -> None:
    """No reason, no score: what is listed has reasons, and they are all of its score."""
    features = features_of(links)
    asker = make_asker(features, AGENCIES.index(agency))
    weights = default_weights(len(asker.tied), stated_need=False)
    for place in rank(features, asker, weights, Choice(10, Existing.MARK)).places:
        assert sum(place.contributions.values()) == pytest.approx(place.score, abs=1e-9)
        assert place.score > 0
        assert place.tied == (AGENCIES[place.agency] in Plain(links, AGENCIES).partners(agency))


@settings(max_examples=100, deadline=None)
@given(small_links(), st.sampled_from(AGENCIES[:3]), st.sampled_from(AGENCIES[3:]))
def test_a_new_shared_issue_never_lowers_the_score_of_the_pair(
    links: Links, agency: str, other: str
) -> None:
    """With the blend for an agency with partners, whether or not one of them had the issue before."""
    for issue in THINGS["issue"]:
        more = {**links, "ADOPTS": links["ADOPTS"] | {(agency, issue), (other, issue)}}
        assert score_of(more, agency, other) >= score_of(links, agency, other) - 1e-9


@settings(max_examples=60, deadline=None)
@given(small_links())
def test_a_rarer_shared_issue_counts_more(links: Links) -> None:
    """Of two issues new to both, the one that fewer others hold gives at least as much."""
    a, b = AGENCIES[:2]
    rare = {*links["ADOPTS"], (a, "issue:new"), (b, "issue:new")}
    crowd = {(holder, "issue:new") for holder in AGENCIES}
    assert score_of({**links, "ADOPTS": rare}, a, b) >= score_of(
        {**links, "ADOPTS": rare | crowd}, a, b
    )


def score_of(links: Links, agency: str, other: str) -> float:
    """What one scores for the other by the default weights."""
    features = features_of(links)
    asker = make_asker(features, AGENCIES.index(agency))
    values = component_values(features, asker, complete(BLEND))
    return float(total(values, complete(BLEND), features.count)[AGENCIES.index(other)])
