"""Who is engaged for a goal, in both meanings of the word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.collaboration.goals import purpose_for
from graph_api.analyses.gaps.purposes import goal_purpose
from graph_api.linkage.engaged import engaged_for
from tests.analyses.collaboration.graphs import back, of_kind, working_links
from tests.linkage.graphs import THINGS, Links, features_of

GOALS = st.sampled_from(THINGS["goal"])


@settings(max_examples=100, deadline=None)
@given(working_links(), GOALS)
def test_a_part_in_the_goal_counts_always_and_one_in_a_serving_mechanism_where_it_is_said(
    links: Links, goal: str
) -> None:
    """Pursuing it or taking part in it; or operating or taking part in what serves it, too."""
    links["PURSUES"].add(("network:n1", goal))
    features = features_of(links)
    number = features.graph.number(goal)
    assert number is not None
    in_goal = of_kind(back(links, "PURSUES", goal) | back(links, "TAKES_PART_IN", goal), "agency")
    serving = {
        agency
        for mechanism in back(links, "SERVES", goal)
        for type_ in ("OPERATES", "TAKES_PART_IN")
        for agency in of_kind(back(links, type_, mechanism), "agency")
    }
    names = features.graph.names
    assert names(engaged_for(features, number, through_mechanisms=False)) == sorted(in_goal)
    assert names(engaged_for(features, number, through_mechanisms=True)) == sorted(
        in_goal | serving
    )


def test_who_runs_what_serves_a_goal_is_no_new_partner_but_may_fill_its_empty_role() -> None:
    """A partner that is sought must be new to the goal's work; a role in it, or its readings, need a part in it."""
    features = features_of(
        {
            "TAKES_PART_IN": {("agency:a", "goal:g"), ("agency:c", "mechanism:m")},
            "OPERATES": {("agency:b", "mechanism:m")},
            "SERVES": {("mechanism:m", "goal:g")},
        }
    )
    names, number = features.graph.names, features.graph.number("goal:g")
    assert number is not None
    assert names(purpose_for(features, number, None).engaged) == [
        "agency:a",
        "agency:b",
        "agency:c",
    ]
    assert names(goal_purpose(features, number).engaged) == ["agency:a"]
    among = goal_purpose(features, number, inside=True).among
    assert among is not None
    assert names(among) == ["agency:a"]
