"""Draws in which silent agencies have the records of others, against relationships copied one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings

from graph_api.linkage import features as features_module
from graph_api.linkage import resampling as resampling_module
from graph_api.linkage.features import Features
from graph_api.linkage.resampling import (
    DRAWS,
    MOST_STEPS,
    Resampling,
    decide_bounds,
    find_donors,
    find_draws,
    interval,
    make_resampling,
    steps_in_draw,
)
from graph_api.linkage.sharing import network_matrix
from graph_api.linkage.sharing_bounds import bound_pairs
from graph_api.linkage.silence import TELLING
from graph_api.linkage.silence_answers import Interval
from schema.errors import ErrorCode, PhakhiError
from tests.linkage.graphs import AGENCIES, Links, features_of, small_links


def _donors(features: Features) -> list[dict[str, str]]:
    """For each draw, whose record each silent agency gets."""
    resampling = make_resampling(features)
    silent = np.flatnonzero(resampling.silent).tolist()
    return [
        {features.agency(agency): features.agency(int(donors[agency])) for agency in silent}
        for donors in find_donors(features, resampling)
    ]


def copied(links: Links, donors: dict[str, str]) -> Links:
    """The relationships with those of each donor once more, for whoever gets its record."""
    more = {type_: set(pairs) for type_, pairs in links.items()}
    for silent, donor in donors.items():
        for type_ in TELLING:
            for source, target in links.get(type_, ()):
                if source == donor:
                    more[type_].add((silent, target))
                if target == donor:
                    more[type_].add((source, silent))
    return more


def drawn(links: Links) -> Iterator[tuple[Features, Features]]:
    """Features of every draw, and those of the relationships copied."""
    features = features_of(links)
    for draw, donors in zip(
        find_draws(features, make_resampling(features)), _donors(features), strict=True
    ):
        yield draw.features, features_of(copied(links, donors))


@settings(max_examples=40, deadline=None)
@given(small_links())
def test_a_draw_is_the_graph_with_the_records_copied(links: Links) -> None:
    """Works and partners, as they are computed of those relationships; three draws of each graph."""
    with patch.object(resampling_module, "DRAWS", 3):
        features = features_of(links)
        if not make_resampling(features).pools:
            (only,) = find_draws(features, make_resampling(features))
            assert only.features is features
            return
        for draw, plain in drawn(links):
            for mine, theirs in (
                (draw.works.takes, plain.works.takes),
                (draw.works.taken_by, plain.works.taken_by),
                (draw.ties.partners, plain.ties.partners),
            ):
                assert (mine.matrix() != theirs.matrix()).nnz == 0
            assert draw.ties.degree.tolist() == plain.ties.degree.tolist()


def test_work_that_a_draw_enlarges_goes_on_to_tie() -> None:
    """Two are in it, two silent ones join: with works of more than two being large, four are tied."""
    links: Links = {
        "TAKES_PART_IN": {("agency:a", "project:j0"), ("agency:b", "project:j0")},
        "COLLABORATES_WITH": set(),
    }
    with patch.object(features_module, "LARGEST_WORK", 2):
        features = features_of(links)
        draws = list(find_draws(features, make_resampling(features)))
        assert {int(draw.features.ties.degree[0]) for draw in draws} == {6}


def test_records_come_from_an_agency_of_the_same_network() -> None:
    """C and d share a network with b, who spoke; e's has nobody who spoke, and f is in none."""
    links: Links = {
        "ADOPTS": {("agency:a", "issue:i0"), ("agency:b", "issue:i1"), ("agency:g", "issue:i1")},
        "MEMBER_OF": {
            ("agency:b", "network:n1"),
            ("agency:c", "network:n1"),
            ("agency:d", "network:n1"),
            ("agency:e", "network:n2"),
        },
    }
    draws = _donors(features_of(links))
    assert len(draws) == DRAWS
    seen = {agency: {draw[agency] for draw in draws} for agency in draws[0]}
    spoke = {"agency:a", "agency:b", "agency:g"}
    assert seen == {
        "agency:c": {"agency:b"},
        "agency:d": {"agency:b"},
        "agency:e": spoke,
        "agency:f": spoke,
    }


def test_draws_are_the_same_each_time_and_rest_on_each_agency_alone() -> None:
    """That another speaks changes nothing of what the rest draw, where they draw from the same."""
    links: Links = {"ADOPTS": {("agency:a", "issue:i0"), ("agency:b", "issue:i0")}}
    once = _donors(features_of(links))
    assert once == _donors(features_of(links))
    assert len({draw["agency:c"] for draw in once}) == 2
    assert [draw["agency:c"] for draw in once] != [draw["agency:d"] for draw in once]
    other = {**links, "MEMBER_OF": {("agency:g", "network:n1")}}
    assert once == _donors(features_of(other))


@pytest.mark.parametrize("speaking", [set(), set(AGENCIES)])
def test_with_nobody_silent_or_nobody_who_spoke_there_is_one_draw(speaking: set[str]) -> None:
    """It is the snapshot itself."""
    features = features_of({"ADOPTS": {(agency, "issue:i0") for agency in speaking}})
    (only,) = find_draws(features, make_resampling(features))
    assert only.features is features
    assert only.donors.tolist() == list(range(len(AGENCIES)))


def test_an_interval_holds_nine_tenths_of_the_draws() -> None:
    """From the 10th to the 190th of 200; of one value it is that value."""
    assert interval(np.arange(200, 0, -1)) == Interval(from_=10, to=190)
    assert interval(np.array([7])) == Interval(from_=7, to=7)


def test_bounds_are_off_where_they_are_not_cheap_and_refused_where_they_take_too_long() -> None:
    """Unless nobody is silent, when there is but one draw."""
    silent = make_resampling(features_of({"ADOPTS": {("agency:a", "issue:i0")}}))
    everyone = Resampling(np.zeros(7, dtype=np.bool_), [])
    cheap, dear, beyond = 10, 100_000, MOST_STEPS / DRAWS + 1
    table = [
        [decide_bounds(silent, steps, asked=asked) for asked in (None, True, False)]
        for steps in (cheap, dear)
    ]
    assert table == [[True, True, False], [False, True, False]]
    assert not decide_bounds(silent, beyond, asked=None)
    assert decide_bounds(everyone, dear, asked=None)
    assert decide_bounds(everyone, beyond, asked=True)
    with pytest.raises(PhakhiError, match="bounds would take too long on so much data") as refused:
        decide_bounds(silent, beyond, asked=True)
    assert refused.value.code is ErrorCode.BAD_ARGUMENT
    assert refused.value.th.startswith("ข้อมูลมากเกินกว่าจะคำนวณ bounds")


def test_many_who_draw_from_one_are_reckoned_with() -> None:
    """One agency in a work of its own, whom six silent ones copy: 49 pairs are looked at, not 1."""
    chain = {"COLLABORATES_WITH": set(pairwise(AGENCIES))}
    lone: Links = {"TAKES_PART_IN": {("agency:a", "project:j0")}}
    of_each = steps_in_draw(features_of({}), make_resampling(features_of({})))
    for links, pairs in ((lone, 49), (chain, 12)):
        features = features_of(links)
        assert steps_in_draw(features, make_resampling(features)) == of_each + pairs


def test_a_draw_takes_nothing_from_the_silent_and_gives_no_meetings() -> None:
    """A came to a meeting about i and told nothing; it keeps i, and gets what d adopts, not d's meeting."""
    links: Links = {
        "MEMBER_OF": {
            ("agency:a", "network:n1"),
            ("agency:d", "network:n1"),
            ("agency:b", "network:n2"),
        },
        "PART_OF": {("network:n1", "area:1"), ("network:n2", "area:1")},
        "ATTENDED": {("agency:a", "event:e"), ("agency:d", "event:f")},
        "CONCERNS": {("event:e", "issue:i"), ("event:f", "issue:k")},
        "ADOPTS": {("agency:b", "issue:i"), ("agency:b", "issue:k"), ("agency:d", "issue:j")},
    }
    features = features_of(links)
    area = features.graph.number("area:1")
    assert area is not None
    matrix = network_matrix(features, area)
    (pair,) = matrix.pairs
    (bounds,) = bound_pairs(features, make_resampling(features), matrix)
    assert len(pair.issues) == 2
    assert bounds.shared_issue_count == Interval(from_=2, to=2)
