"""Who stands apart, and loads against peers, against plain Python."""

from __future__ import annotations

import statistics

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.structure.answers import IsolationKind
from graph_api.analyses.structure.isolation import find_alone
from graph_api.analyses.structure.loads import Load, held_by, weigh_held
from tests.analyses.structure.plain import (
    AGENCIES,
    Links,
    cooperating,
    cooperation,
    features_of,
    members,
    networks_of,
)


@settings(max_examples=100, deadline=None)
@given(cooperating(), st.sampled_from([2, 3, 300]))
def test_who_stands_apart_is_who_the_definition_says(links: Links, size: int) -> None:
    """However large the work is that two are in."""
    plain = cooperation(links)
    isolated = [agency for agency in AGENCIES if not plain[agency]]
    inward = [
        agency
        for agency in AGENCIES
        if plain[agency]
        and all(networks_of(links, agency) & networks_of(links, other) for other in plain[agency])
    ]
    found = find_alone(features_of(links, size))
    assert [(item.kind, AGENCIES[item.agency]) for item in found] == [
        *((IsolationKind.ISOLATED, agency) for agency in isolated),
        *((IsolationKind.INWARD, agency) for agency in inward),
    ]


@settings(max_examples=100, deadline=None)
@given(cooperating(), st.dictionaries(st.sampled_from(AGENCIES), st.integers(1, 9)))
def test_a_load_is_held_against_other_working_agencies_of_the_same_networks(
    links: Links, counts: dict[str, int]
) -> None:
    """Median and fence are those of the peers' counts, without the agency's own."""
    working = {agency for agency, _ in links["TAKES_PART_IN"]}
    expected = []
    for agency in sorted(counts, key=lambda a: (-counts[a], a)):
        near = {m for network in networks_of(links, agency) for m in members(links, network)}
        peers = sorted(counts.get(peer, 0) for peer in (near & working) - {agency})
        median = fence = None
        if peers:
            median = float(statistics.median(peers))
            low, high = (float(np.percentile(peers, part)) for part in (25, 75))
            fence = high + 1.5 * (high - low)
        expected.append(Load(AGENCIES.index(agency), counts[agency], len(peers), median, fence))
    features = features_of(links)
    held = held_by(features, {**counts, "agency:gone": 7})
    assert weigh_held(features, held) == expected


def test_overloaded_is_three_at_least_and_above_the_fence() -> None:
    """At the fence, below three, or without peers nobody is."""
    loads = [
        Load(0, 3, 4, 0.0, 2.5),
        Load(0, 3, 4, 0.0, 3.0),
        Load(0, 2, 4, 0.0, 0.0),
        Load(0, 9, 0, None, None),
    ]
    assert [load.overloaded for load in loads] == [True, False, False, False]
