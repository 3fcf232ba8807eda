"""What the family reads off the snapshot, against plain sets and networkx."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.collaboration import complements as module
from graph_api.analyses.collaboration.complements import find_pairs, tied_agencies
from graph_api.analyses.collaboration.goals import purpose_for
from graph_api.analyses.collaboration.servable import find_capital
from graph_api.analyses.common.purpose import explain_near, rank_for
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.components.need import NEED
from graph_api.linkage.csr import ints
from graph_api.linkage.features import Features
from graph_api.linkage.linking import pair_score
from graph_api.linkage.pair import Pair
from graph_api.linkage.profile import make_profile
from graph_api.linkage.steps import steps_to, steps_to_nearest
from tests.analyses.collaboration.graphs import back, of_kind, to, working_links
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of
from tests.linkage.plain import Plain

PROBLEMS = st.sampled_from(THINGS["problem"])
GOALS = st.sampled_from(THINGS["goal"])


def number(features: Features, ident: str) -> int:
    """The number of a node that is there."""
    found = features.graph.number(ident)
    assert found is not None
    return found


def plain_pairs(links: Links, problem: str) -> set[tuple[str, str, frozenset[str], frozenset[str]]]:
    """Pairs with what each has alone, in sets."""
    goals = of_kind(back(links, "ADDRESSES", problem), "goal")
    against = of_kind(back(links, "ADDRESSES", problem), "mechanism")
    against |= {m for m, goal in links["SERVES"] if goal in goals}
    found = set()
    for a, b in combinations(sorted(of_kind(back(links, "RAISES", problem), "agency")), 2):
        networks = to(links, "MEMBER_OF", a), to(links, "MEMBER_OF", b)
        has = to(links, "OPERATES", a) & against, to(links, "OPERATES", b) & against
        if all(networks) and not networks[0] & networks[1] and has[0] ^ has[1]:
            found.add((a, b, frozenset(has[0] - has[1]), frozenset(has[1] - has[0])))
    return found


@settings(max_examples=150, deadline=None)
@given(working_links(), PROBLEMS)
def test_pairs_are_those_of_the_definition_mutual_ones_first_then_by_score(
    links: Links, problem: str
) -> None:
    """Who, what each has alone, and the order; scores are those of linkage."""
    links["RAISES"] |= {("agency:z", problem), ("agency:y", problem)}
    features = features_of(links)
    names, found = features.graph.names, find_pairs(features, number(features, problem))
    rows = [
        (*names([p.a, p.b]), frozenset(names(p.only_a)), frozenset(names(p.only_b)))
        for p in found.pairs
    ]
    assert set(rows) == plain_pairs(links, problem)
    assert len(set(rows)) == len(rows)
    order = [
        (not (row[2] and row[3]), -p.score, *row[:2])
        for row, p in zip(rows, found.pairs, strict=True)
    ]
    assert order == sorted(order)
    for pair in found.pairs:
        linked = Pair(features, make_profile(features, pair.a), make_profile(features, pair.b))
        assert pair.score == pytest.approx(pair_score(linked), abs=1e-6)
        one, other = names([pair.a, pair.b])
        tied = other in Plain(links, [*AGENCIES, "agency:y", "agency:z"]).partners(one)
        assert tied_agencies(features, pair.a, pair.b) == tied


@settings(max_examples=60, deadline=None)
@given(working_links(), PROBLEMS, st.sampled_from(AGENCIES))
def test_pairs_of_one_agency_are_those_pairs_that_it_is_one_of(
    links: Links, problem: str, agency: str
) -> None:
    """Nothing else changes."""
    links["RAISES"].add((agency, problem))
    features = features_of(links)
    who = number(features, agency)
    of_one = find_pairs(features, number(features, problem), who).pairs
    every = find_pairs(features, number(features, problem)).pairs
    assert [(p.a, p.b, p.score) for p in of_one] == [
        (p.a, p.b, p.score) for p in every if who in (p.a, p.b)
    ]


def complementing(agencies: int) -> Links:
    """Agencies of a network each; every second one operates a mechanism of its own."""
    names = [f"agency:x{n}" for n in range(agencies)]
    return {
        "RAISES": {(name, "problem:p") for name in names},
        "MEMBER_OF": {(name, f"network:{n}") for n, name in enumerate(names)},
        "OPERATES": {(name, f"mechanism:{n}") for n, name in enumerate(names) if n % 2 == 0},
        "ADDRESSES": {(f"mechanism:{n}", "problem:p") for n in range(0, agencies, 2)},
    }


def test_bounds_keep_those_with_mechanisms_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of six raisers three have a mechanism: three mutual pairs, nine others."""
    features = features_of(complementing(6))
    problem = number(features, "problem:p")
    assert len(find_pairs(features, problem).pairs) == 12
    assert not find_pairs(features, problem).truncated
    monkeypatch.setattr(module, "MOST_RAISERS", 3)
    few = find_pairs(features, problem)
    assert [pair.mutual for pair in few.pairs] == [True] * 3
    assert (few.truncated, len(few.raisers)) == (True, 6)
    monkeypatch.setattr(module, "MOST_RAISERS", 6)
    monkeypatch.setattr(module, "MOST_PAIRS", 4)
    cut = find_pairs(features, problem)
    assert [pair.mutual for pair in cut.pairs] == [True, True, True, False]
    assert cut.truncated


@settings(max_examples=60, deadline=None)
@given(working_links(), PROBLEMS)
def test_a_pair_goes_when_what_its_reason_names_goes(links: Links, problem: str) -> None:
    """Without the mechanisms that one of the two has alone they do not complement each other."""
    links["RAISES"].add(("agency:z", problem))
    features = features_of(links)
    names = features.graph.names
    for pair in find_pairs(features, number(features, problem)).pairs:
        alone = {*names(pair.only_a), *names(pair.only_b)}
        less = {**links, "OPERATES": {(a, m) for a, m in links["OPERATES"] if m not in alone}}
        left = features_of(less)
        assert tuple(names([pair.a, pair.b])) not in {
            tuple(left.graph.names([p.a, p.b]))
            for p in find_pairs(left, number(left, problem)).pairs
        }


@settings(max_examples=100, deadline=None)
@given(working_links(), GOALS, st.sampled_from(AGENCIES))
def test_neither_the_asker_nor_anyone_engaged_is_a_candidate_for_a_goal(
    links: Links, goal: str, asker: str
) -> None:
    """Everyone else keeps the score that it has without an asker."""
    links["PURSUES"].add(("network:n1", goal))
    features = features_of(links)
    at, who = number(features, goal), number(features, asker)
    without = {
        near.agency: near.score for near in rank_for(features, purpose_for(features, at, None))
    }
    found = {near.agency: near.score for near in rank_for(features, purpose_for(features, at, who))}
    assert found == {agency: score for agency, score in without.items() if agency != who}
    assert not set(without) & set(map(int, purpose_for(features, at, None).engaged))


@settings(max_examples=100, deadline=None)
@given(working_links(), GOALS, st.sampled_from(AGENCIES))
def test_coming_to_share_an_issue_of_the_goal_never_lowers_a_candidates_score(
    links: Links, goal: str, agency: str
) -> None:
    """Nor does it count for less than it would if more agencies shared it."""
    links = {**links, "PURSUES": {*links["PURSUES"], ("network:n1", goal)}}
    links["CONCERNS"] = links["CONCERNS"] | {(goal, "issue:new"), (goal, "issue:i0")}
    links["ADOPTS"] = links["ADOPTS"] | {("network:n1", "issue:new"), ("network:n1", "issue:i0")}
    more = {**links, "ADOPTS": links["ADOPTS"] | {(agency, "issue:new")}}
    crowd = {(other, "issue:new") for other in AGENCIES}
    common = {**links, "ADOPTS": links["ADOPTS"] | crowd}
    score = score_for(more, goal, agency)
    assert score >= score_for(links, goal, agency) - 1e-9
    assert score >= score_for(common, goal, agency) - 1e-9


def score_for(links: Links, goal: str, agency: str) -> float:
    """What an agency scores for a goal; 0 where it is no candidate."""
    features = features_of(links)
    ranked = rank_for(features, purpose_for(features, number(features, goal), None))
    who = number(features, agency)
    return next((near.score for near in ranked if near.agency == who), 0.0)


@settings(max_examples=60, deadline=None)
@given(working_links(), GOALS)
def test_a_reason_is_less_without_what_it_names(links: Links, goal: str) -> None:
    """Take away the candidate's relationships behind a reason: its value falls.

    Need is the better of two offers, one for the problems and one on their issues: where both are
    worth the same, the other one is named then.
    """
    links["PURSUES"].add(("network:n1", goal))
    features = features_of(links)
    purpose = purpose_for(features, number(features, goal), None)
    for near in rank_for(features, purpose):
        agency = features.graph.ids[near.agency]
        for component, provenance in explain_near(features, purpose, near).items():
            own = {
                (type_, *features.graph.names([a, b]))
                for a, type_, b in provenance.links
                if near.agency in (a, b)
            }
            less = {t: {p for p in pairs if (t, *p) not in own} for t, pairs in links.items()}
            value, named = value_for(less, goal, agency, component)
            before = near.values[component], features.graph.names(provenance.nodes)
            assert value < before[0] or (component is NEED and named != before[1])


def value_for(
    links: Links, goal: str, agency: str, component: ScoreComponent
) -> tuple[float, list[str]]:
    """The value of a component for an agency, and what it names; 0 and nothing without one."""
    features = features_of(links)
    purpose = purpose_for(features, number(features, goal), None)
    who = number(features, agency)
    for near in rank_for(features, purpose):
        if near.agency == who and component in near.values:
            provenance = explain_near(features, purpose, near)[component]
            return near.values[component], features.graph.names(provenance.nodes)
    return 0.0, []


@settings(max_examples=100, deadline=None)
@given(working_links(), st.lists(st.sampled_from(AGENCIES), min_size=1, unique=True))
def test_steps_are_those_of_a_breadth_first_search(links: Links, start: list[str]) -> None:
    """From the nearest of several; -1 where no way leads."""
    features, plain = features_of(links), Plain(links, AGENCIES)
    graph = nx.Graph()
    graph.add_nodes_from(AGENCIES)
    graph.add_edges_from((a, b) for a in AGENCIES for b in plain.partners(a))
    lengths = nx.multi_source_dijkstra_path_length(graph, set(start), weight=None)
    expected = [int(lengths.get(agency, -1)) for agency in AGENCIES]
    begin = ints(sorted(AGENCIES.index(agency) for agency in start))
    assert steps_to(features, begin, np.arange(len(AGENCIES))).tolist() == [
        step if step <= 6 else -1 for step in expected
    ]


@settings(max_examples=100, deadline=None)
@given(
    working_links(),
    st.sampled_from(AGENCIES),
    st.lists(st.sampled_from(AGENCIES), min_size=1, unique=True),
    st.sets(st.sampled_from(AGENCIES), max_size=3),
)
def test_steps_to_the_nearest_avoid_those_who_are_banned(
    links: Links, start: str, wanted: list[str], banned: set[str]
) -> None:
    """Known as far as the nearest of those wanted; -1 beyond, and for those banned."""
    features, plain = features_of(links), Plain(links, AGENCIES)
    graph = nx.Graph()
    graph.add_nodes_from(set(AGENCIES) - (banned - {start}))
    graph.add_edges_from((a, b) for a in graph for b in plain.partners(a) if b in graph)
    lengths = nx.single_source_shortest_path_length(graph, start, cutoff=6)
    nearest = min((lengths[agency] for agency in wanted if agency in lengths), default=6)
    expected = [
        length if (length := lengths.get(agency, 7)) <= nearest else -1 for agency in AGENCIES
    ]
    steps = steps_to_nearest(
        features,
        ints([AGENCIES.index(start)]),
        ints(sorted(map(AGENCIES.index, wanted))),
        ints(sorted(map(AGENCIES.index, banned))),
    )
    assert steps.tolist() == expected


def test_more_than_six_steps_are_not_counted() -> None:
    """A chain of nine agencies: the seventh from the first is the last that is reached."""
    names = [f"agency:{letter}" for letter in "abcdefghi"]
    features = features_of({"COLLABORATES_WITH": set(pairwise(names))})
    steps = steps_to(features, ints([0]), np.arange(9))
    assert steps.tolist() == [0, 1, 2, 3, 4, 5, 6, -1, -1]


@settings(max_examples=150, deadline=None)
@given(working_links(), st.sampled_from(THINGS["area"]))
def test_capital_and_the_problems_it_could_serve_are_those_of_the_definition(
    links: Links, area: str
) -> None:
    """Where it is, what it serves, and what it could serve with which issues in common."""
    links["BASED_IN"] |= {("agency:z", place) for place in THINGS["area"]}
    features = features_of(links)
    names = features.graph.names
    inside = within(links, {area})
    (capital,) = THINGS["moral-capital"]
    here = to(links, "IN_AREA", capital) & inside
    serves = {
        p
        for thing in to(links, "ENABLES", capital)
        for type_ in ("ADDRESSES", "ANSWERS")
        for p in to(links, type_, thing)
    }
    near = within(links, here)
    could = {
        problem: to(links, "CONCERNS", capital) & to(links, "CONCERNS", problem)
        for problem in of_kind({a for a, _ in links["IN_AREA"]}, "problem") - serves
        if to(links, "IN_AREA", problem) & near
    }
    could = {problem: issues for problem, issues in could.items() if issues}
    found = find_capital(features, number(features, area))
    assert [names([item.number])[0] for item in found] == ([capital] if here else [])
    for item in found:
        assert names(item.areas) == sorted(here)
        assert names(item.holders) == sorted(back(links, "HOLDS", capital))
        assert names(item.serves) == sorted(serves)
        order = sorted(could, key=lambda problem: (-len(could[problem]), problem))
        assert [names([other.problem])[0] for other in item.could] == order
        for other in item.could:
            problem = names([other.problem])[0]
            assert set(names(other.issues)) == could[problem]
            assert names(other.areas) == sorted(to(links, "IN_AREA", problem) & near)


def within(links: Links, areas: set[str]) -> set[str]:
    """These areas and all within them."""
    more = areas | {inner for inner, outer in links["WITHIN"] if outer in areas}
    return areas if more == areas else within(links, more)
