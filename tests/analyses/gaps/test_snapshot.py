"""What gaps read off the snapshot: issues that a network is missing from, and what closing a gap takes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.gaps.registry import RULES
from graph_api.analyses.gaps.rule import GapRow
from graph_api.analyses.gaps.rules.issue_missing_from_network import behind_missing, missing_issues
from graph_api.domain.names import Named
from graph_api.linkage.features import Features
from graph_api.linkage.purpose import Purpose
from tests.linkage.graphs import AGENCIES, Links, features_of, small_links
from tests.linkage.plain import Plain

NETWORKS = [f"network:n{n}" for n in range(1, 5)]
AREAS = ["area:1", "area:2"]

Membership = st.sets(st.tuples(st.sampled_from(AGENCIES), st.sampled_from(NETWORKS)), max_size=9)
Place = st.fixed_dictionaries({network: st.sampled_from(AREAS) for network in NETWORKS})


@given(links=small_links(), members=Membership, where=Place)
@settings(max_examples=150, deadline=None)
def test_missing_issues_are_those_of_two_other_networks_of_the_area(
    links: Links, members: set[tuple[str, str]], where: dict[str, str]
) -> None:
    """As a naive count over networks and their members finds them."""
    links = {**links, "MEMBER_OF": members, "PART_OF": set(where.items())}
    features, plain = features_of(links), Plain(links, AGENCIES)

    def issues(network: str) -> set[str]:
        actors = {network} | {agency for agency, other in members if other == network}
        return {issue for actor in actors for issue in plain.issues(actor)}

    for network in NETWORKS:
        others = [n for n in NETWORKS if n != network and where[n] == where[network]]
        shared = {
            issue: [n for n in others if issue in issues(n)] for n in others for issue in issues(n)
        }
        expected = {
            issue: sharing
            for issue, sharing in shared.items()
            if len(sharing) > 1 and issue not in issues(network)
        }
        assert missing_issues(features, network, None) == expected
        assert missing_issues(features, network, where[network]) == expected
        assert missing_issues(features, network, "area:none") == {}


def test_what_carries_a_missing_issue_is_every_networks_own() -> None:
    """Each of the networks brings relationships of its own; none of them is the asker's."""
    features = features_of(
        {
            "PART_OF": {(network, "area:1") for network in NETWORKS[:3]},
            "ADOPTS": {("network:n2", "issue:i"), ("agency:a", "issue:i"), ("agency:b", "issue:i")},
            "MEMBER_OF": {("agency:a", "network:n3"), ("agency:c", "network:n1")},
        }
    )
    graph = features.graph
    provenance = behind_missing(features, "issue:i", ["network:n2", "network:n3"])
    assert [(graph.ids[a], type_, graph.ids[b]) for a, type_, b in provenance.links] == [
        ("network:n2", "ADOPTS", "issue:i"),
        ("agency:a", "ADOPTS", "issue:i"),
    ]


LINKS: Links = {
    "RAISES": {("agency:a", "problem:p")},
    "CONCERNS": {("problem:p", "issue:p"), ("goal:g", "issue:g"), ("mechanism:m", "issue:m")},
    "ADDRESSES": {("goal:g", "problem:p"), ("mechanism:m", "problem:q")},
    "IN_AREA": {("goal:g", "area:11"), ("problem:p", "area:12"), ("mechanism:m", "area:2")},
    "WITHIN": {("area:11", "area:1"), ("area:12", "area:1")},
    "TAKES_PART_IN": {("agency:b", "goal:g"), ("agency:c", "mechanism:m")},
    "PURSUES": {("agency:d", "goal:g"), ("network:n", "goal:g"), ("network:n", "goal:bare")},
    "OPERATES": {("agency:e", "mechanism:m"), ("network:n", "mechanism:m")},
    "MEMBER_OF": {("agency:f", "network:n"), ("agency:g", "network:n")},
    "ADOPTS": {("agency:a", "issue:x"), ("network:n", "issue:x")},
}


def _row(ident: str, *because: str, towards: tuple[str, ...] = ()) -> GapRow:
    shown = [Named(other) for other in because]
    return GapRow("", Named(ident), [], shown, len(shown), [], towards=list(towards))


def _wanted(purpose: Purpose, features: Features) -> dict[str, list[str] | None]:
    names = features.graph.names
    found = {
        part: names(getattr(purpose, part)) for part in ("problems", "issues", "areas", "engaged")
    }
    among = None if purpose.among is None else names(purpose.among)
    return {part: idents for part, idents in {**found, "among": among}.items() if idents}


def test_every_kind_of_gap_has_a_purpose_of_its_own() -> None:
    """What it is about, where it is, and who is in it already; nothing where its node is not there."""
    features = features_of(LINKS)
    in_goal = ["agency:b", "agency:d"]
    goal = {"problems": ["problem:p"], "issues": ["issue:g"], "areas": ["area:1", "area:11"]}
    problem = {"problems": ["problem:p"], "issues": ["issue:p"], "areas": ["area:1", "area:12"]}
    mechanism = {"issues": ["issue:m"], "areas": ["area:2"], "engaged": ["agency:c", "agency:e"]}
    promised = {
        "problems": ["problem:p", "problem:q"],
        "issues": ["issue:g", "issue:m"],
        "areas": ["area:1", "area:11", "area:2"],
        "engaged": ["agency:a"],
    }
    issue = {"issues": ["issue:x"], "engaged": ["agency:a"], "among": ["agency:f", "agency:g"]}
    promise = _row("commitment:c", "agency:a", "network:n", towards=("goal:g", "mechanism:m"))
    cases: dict[str, list[tuple[GapRow, dict[str, list[str]]]]] = {
        "problem_without_work": [(_row("problem:p"), problem)],
        "problem_without_mechanism": [(_row("problem:p"), problem)],
        "mechanism_without_purpose": [(_row("mechanism:m"), mechanism)],
        "issue_missing_from_network": [(_row("issue:x"), issue)],
        "empty_role": [(_row("goal:g"), {**goal, "engaged": in_goal})],
        "goal_without_evidence": [(_row("goal:g"), {**goal, "among": in_goal})],
        "goal_not_measurable": [
            (_row("goal:g"), {**goal, "among": in_goal}),
            (_row("goal:bare"), {}),
        ],
        "area_without_agency": [(_row("area:12", "problem:p", "problem:gone"), problem)],
        "commitment_without_follow_up": [(promise, promised)],
    }
    assert list(cases) == [rule.name for rule in RULES]
    for rule in RULES:
        for row, expected in [*cases[rule.name], (_row("goal:gone"), {})]:
            assert _wanted(rule.purpose(features, row, "network:n"), features) == expected
