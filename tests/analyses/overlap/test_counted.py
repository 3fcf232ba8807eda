"""What networks have in common, on small graphs, against plain sets."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.overlap.counting import networks_in
from graph_api.analyses.overlap.issues import common_issues, ways_of
from graph_api.analyses.overlap.problems import common_problems, who_raises
from tests.linkage.graphs import THINGS, Links, features_of, small_links

_WAYS = (
    "RAISES",
    "COMMITS_TO",
    "PURSUES",
    "OPERATES",
    "HOLDS",
    "TAKES_PART_IN",
    "ATTENDED",
)


def _members(links: Links, network: str) -> set[str]:
    return {network} | {agency for agency, of in links["MEMBER_OF"] if of == network}


def _ways(links: Links, network: str) -> dict[str, int]:
    """Of each issue, how many relationships or chains lead there from a network or its members."""
    ways: dict[str, int] = defaultdict(int)
    members = _members(links, network)
    for actor, issue in links["ADOPTS"]:
        ways[issue] += actor in members
    for type_ in _WAYS:
        for actor, thing in links[type_]:
            for concerning, issue in links["CONCERNS"]:
                ways[issue] += actor in members and thing == concerning
    return {issue: count for issue, count in ways.items() if count}


@settings(deadline=None)
@given(links=small_links(), least=st.integers(1, 3))
def test_problems_are_those_that_enough_networks_or_their_members_raise(
    links: Links, least: int
) -> None:
    """Of most networks first, then by id; in each network itself first, then members by id."""
    features = features_of(links)
    graph = features.graph
    networks = networks_in(features, None)
    assert networks is not None
    found = [
        (
            graph.ids[item.problem],
            {graph.ids[network]: graph.names(by) for network, by in item.raisers.items()},
        )
        for item in (
            who_raises(features, each) for each in common_problems(features, networks, least)
        )
    ]
    expected = []
    for problem in THINGS["problem"]:
        raising = {actor for actor, raised in links["RAISES"] if raised == problem}
        by = {
            network: sorted(raising & _members(links, network), key=lambda a: ("n" not in a[:1], a))
            for network in THINGS["network"]
        }
        having = {network: actors for network, actors in by.items() if actors}
        if len(having) >= least:
            expected.append((problem, having))
    expected.sort(key=lambda item: (-len(item[1]), item[0]))
    assert found == expected
    for _, by in found:
        assert list(by) == sorted(by, key=lambda network: (-len(by[network]), network))


@settings(deadline=None)
@given(links=small_links(), least=st.integers(1, 3))
def test_issues_are_those_that_enough_networks_are_concerned_with(links: Links, least: int) -> None:
    """Of most networks first, then the one that fewest agencies are concerned with, then by id."""
    features = features_of(links)
    networks = networks_in(features, None)
    assert networks is not None
    ways = ways_of(features, networks)
    plain = {network: _ways(links, network) for network in THINGS["network"]}
    ids = features.graph.ids
    told = {
        ids[network]: {ids[issue]: count for issue, count in own.items()}
        for network, (_, own) in ways.items()
    }
    assert told == {network: plain[network] for network in told}
    found = [
        (ids[item.number], [ids[network] for network in item.networks])
        for item in common_issues(features, ways, least)
    ]
    having = {
        issue: [network for network in THINGS["network"] if issue in plain[network]]
        for issue in THINGS["issue"]
    }
    agencies = {
        issue: sum(
            issue in _ways({**links, "MEMBER_OF": set()}, agency) for agency in _agencies(links)
        )
        for issue in THINGS["issue"]
    }
    chosen = [issue for issue, by in having.items() if len(by) >= least]
    chosen.sort(key=lambda issue: (-len(having[issue]), max(agencies[issue], 1), issue))
    assert found == [(issue, having[issue]) for issue in chosen]


def _agencies(links: Links) -> set[str]:
    return {actor for type_ in (*_WAYS, "ADOPTS") for actor, _ in links[type_] if "agency" in actor}
