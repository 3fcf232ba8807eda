"""Who is near to a purpose, against an independent computation, and what stands behind it."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.common.purpose import explain_near, rank_for
from graph_api.linkage.components.need import NEED
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.purpose import Purpose
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of, small_links
from tests.linkage.plain import Plain

WEIGHTS = {"need": 0.35, "concern": 0.25, "bridge": 0.25, "place": 0.15}
Wanted = dict[str, list[str]]


def wanted() -> st.SearchStrategy[Wanted]:
    """Problems, issues, areas and agencies of a small graph, as a purpose may name them."""
    return st.fixed_dictionaries(
        {
            "problem": st.lists(st.sampled_from(THINGS["problem"]), unique=True, max_size=3),
            "issue": st.lists(st.sampled_from(THINGS["issue"]), unique=True, max_size=3),
            "area": st.lists(st.sampled_from(THINGS["area"]), unique=True, max_size=2),
            "agency": st.lists(st.sampled_from(AGENCIES), unique=True, max_size=3),
        }
    )


def everything_there(links: Links) -> Links:
    """The same graph with every problem, issue and area in it: an agency without a name has them."""
    ends = {
        "RAISES": {("agency:z", problem) for problem in THINGS["problem"]},
        "ADOPTS": {("agency:z", issue) for issue in THINGS["issue"]},
        "BASED_IN": {("agency:z", area) for area in THINGS["area"]},
    }
    return {**links, **{type_: links[type_] | pairs for type_, pairs in ends.items()}}


def plain_values(plain: Plain, agency: str, want: Wanted) -> dict[str, float]:
    """What the definitions say, in sets and sums."""

    def cosine(things: set[str], has: set[str], kind: object) -> float:
        def length(found: set[str]) -> float:
            return sum(plain.rarity(kind, thing) ** 2 for thing in found)  # type: ignore[arg-type]

        norm = sqrt(length(things) * length(has))
        return length(things & has) / norm if norm else 0.0

    topic = plain.covered(
        set(want["issue"]), plain.topics(agency), lambda issue: plain.rarity(plain.topics, issue)
    )
    problems, engaged = set(want["problem"]), set(want["agency"])
    met = len(problems & plain.solved(agency)) / len(problems) if problems else 0.0
    return {
        "need": max(met, topic / 2) if problems else topic,
        "concern": cosine(set(want["issue"]), plain.issues(agency), plain.issues),
        "bridge": len(engaged & plain.partners(agency)) / len(engaged) if engaged else 0.0,
        "place": cosine(set(want["area"]), plain.areas(agency), plain.areas),
    }


def numbers(features: Features, idents: list[str]) -> Ints:
    """Numbers of these nodes, ascending."""
    return ints(sorted(n for ident in idents if (n := features.graph.number(ident)) is not None))


def purpose_of(features: Features, want: Wanted) -> Purpose:
    """The purpose with these ids."""
    kinds = ("problem", "issue", "area", "agency")
    return Purpose(*(numbers(features, want[kind]) for kind in kinds))


@settings(max_examples=120, deadline=None)
@given(small_links(), wanted())
def test_ranks_by_what_the_definitions_say_and_leaves_out_whom_is_engaged(
    links: Links, want: Wanted
) -> None:
    """All values, scores and places equal those of a computation that shares no code."""
    links = everything_there(links)
    features = features_of(links)
    plain = Plain(links, [*AGENCIES, "agency:z"])
    values = {a: plain_values(plain, a, want) for a in plain.agencies if a not in want["agency"]}
    scores = {
        a: round(sum(WEIGHTS[part] * value for part, value in parts.items()), 9)
        for a, parts in values.items()
    }
    expected = sorted((a for a in scores if scores[a] > 0), key=lambda a: (-scores[a], a))
    ranked = rank_for(features, purpose_of(features, want))
    by_id = {features.graph.ids[near.agency]: near for near in ranked}
    assert sorted(by_id, key=lambda a: (-round(by_id[a].score, 9), a)) == expected
    assert [near.rank for near in ranked] == list(range(1, len(expected) + 1))
    for agency, near in by_id.items():
        assert near.score == pytest.approx(scores[agency], abs=1e-8)
        found = {part.name: value for part, value in near.values.items()}
        there = {part: value for part, value in values[agency].items() if value > 0}
        assert found == pytest.approx(there, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(small_links(), wanted(), st.lists(st.sampled_from(AGENCIES), unique=True))
def test_only_those_among_whom_one_is_looked_for_are_candidates(
    links: Links, want: Wanted, among: list[str]
) -> None:
    """The others fall out; scores stay."""
    features = features_of(everything_there(links))
    whole = purpose_of(features, want)
    part = Purpose(
        whole.problems, whole.issues, whole.areas, whole.engaged, numbers(features, among)
    )
    scores = {near.agency: near.score for near in rank_for(features, whole)}
    inside = set(map(int, numbers(features, among)))
    assert {near.agency: near.score for near in rank_for(features, part)} == {
        agency: score for agency, score in scores.items() if agency in inside
    }


@settings(max_examples=80, deadline=None)
@given(small_links(), wanted())
def test_every_value_has_nodes_and_relationships_behind_it(links: Links, want: Wanted) -> None:
    """No reason without something that one can point at."""
    features = features_of(everything_there(links))
    purpose = purpose_of(features, want)
    for near in rank_for(features, purpose):
        provenance = explain_near(features, purpose, near)
        assert provenance.keys() == near.values.keys()
        for component, rest in provenance.items():
            assert rest.nodes, component
            assert rest.links, component


def test_an_offer_on_the_issues_is_the_reason_where_it_is_worth_more_than_the_problems_met() -> (
    None
):
    """One problem of three is met: a third; an offer on the issue is worth a half."""
    features = features_of(
        {
            "OPERATES": {("agency:a", "mechanism:m"), ("agency:a", "mechanism:talk")},
            "ADDRESSES": {("mechanism:m", "problem:p0")},
            "CONCERNS": {("mechanism:talk", "issue:i0")},
            "RAISES": {("agency:b", f"problem:p{n}") for n in range(3)},
        }
    )
    want: Wanted = {
        "problem": [f"problem:p{n}" for n in range(3)],
        "issue": ["issue:i0"],
        "area": [],
        "agency": [],
    }
    purpose = purpose_of(features, want)
    (near,) = [n for n in rank_for(features, purpose) if NEED in n.values]
    provenance = explain_near(features, purpose, near)[NEED]
    assert near.values[NEED] == 0.5
    assert features.graph.names(provenance.nodes) == ["issue:i0", "mechanism:talk"]
