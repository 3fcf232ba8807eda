"""The overview on small random graphs, against plain Python."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.overview.answers import Dimension
from graph_api.analyses.overview.comparison import difference
from graph_api.analyses.overview.coverage_table import NONE, Tallied, make_table
from graph_api.analyses.overview.inventory import inventory_of_area, inventory_of_network
from graph_api.analyses.overview.places import Places
from graph_api.analyses.overview.profile import top_issues
from graph_api.linkage.graph import Graph
from tests.analyses.overview.plain import Cell, Plain
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of, small_links

_PLACED = [
    *AGENCIES,
    *(thing for kind, things in THINGS.items() if kind not in ("issue", "area", "network") for thing in things),
]  # fmt: skip
_WITHIN = {("area:11", "area:1"), ("area:12", "area:1"), ("area:111", "area:11")}
_AREAS = ["area:1", "area:11", "area:111", "area:12", "area:2"]
_ACTORS = [*AGENCIES[:3], *THINGS["network"], "area:1", "area:11"]
_WORKS = [*THINGS["goal"], *THINGS["mechanism"], *THINGS["good-deed"]]


def _pairs(
    sources: list[str], targets: list[str], most: int = 12
) -> st.SearchStrategy[set[tuple[str, str]]]:
    return st.sets(st.tuples(st.sampled_from(sources), st.sampled_from(targets)), max_size=most)


@st.composite
def _placed_links(draw: st.DrawFn) -> Links:
    links = draw(small_links())
    return {
        **links,
        "WITHIN": _WITHIN,
        "IN_AREA": draw(_pairs(_PLACED, _AREAS, 20)),
        "PART_OF": draw(_pairs(THINGS["network"], _AREAS, 2)),
        "PURSUES": draw(_pairs(_ACTORS, THINGS["goal"])),
        "OPERATES": draw(_pairs(_ACTORS, THINGS["mechanism"])),
        "CONCERNS": draw(_pairs(_WORKS + THINGS["problem"], THINGS["issue"])),
        "ADOPTS": links["ADOPTS"] | {("agency:a", "issue:i0")},
    }


def _cell(graph: Graph, item: Tallied) -> Cell:
    network, issue, area = (None if n == NONE else graph.ids[n] for n in item.key)
    return network, issue, area


@settings(max_examples=150, deadline=None)
@given(_placed_links(), st.sampled_from(_AREAS), st.sets(st.sampled_from(Dimension)))
def test_cells_and_totals_count_distinct_agencies_and_works(
    links: Links, area: str, by: set[Dimension]
) -> None:
    """By any dimensions: what plain sets count, in the order that is promised."""
    features = features_of(links)
    number = features.graph.number(area)
    if number is None:
        return
    plain = Plain(links)
    table = make_table(Places.of(features), number)
    found = table.tally(by)
    cells = {_cell(features.graph, item): (item.agencies, item.works) for item in found}
    sides = (Dimension.WHO in by, Dimension.WHAT in by, Dimension.WHERE in by)
    assert cells == plain.tally(area, sides)
    assert len(cells) == len(found)
    keys = [(-i.agencies, -i.works, *((n == NONE, n) for n in i.key)) for i in found]
    assert keys == sorted(keys)
    whole = plain.tally(area, (False, False, False))
    assert table.whole() == whole.get((None, None, None), (0, 0))


@settings(max_examples=100, deadline=None)
@given(_placed_links(), st.sampled_from(_AREAS))
def test_an_area_has_what_is_in_it_and_within_it(links: Links, area: str) -> None:
    """Each once, however many areas within hold it; issues of things and of organisations."""
    features = features_of(links)
    graph, number = features.graph, features.graph.number(area)
    if number is None:
        return
    plain, places = Plain(links), Places.of(features)
    placed = plain.active(area)
    held = inventory_of_area(places, number, 3)
    prefixes = {
        "networks": "network:", "agencies": "agency:", "problems": "problem:", "goals": "goal:",
        "good_deeds": "good-deed:", "mechanisms": "mechanism:", "projects": "project:",
        "moral_capitals": "moral-capital:",
    }  # fmt: skip
    expected = {name: {i for i in placed if i.startswith(p)} for name, p in prefixes.items()}
    # Others may work there; the networks of an area are its own.
    expected["networks"] = {n for x in plain.inside(area) for n in plain.back("PART_OF", x)}
    expected["agencies_based"] = {a for x in plain.inside(area) for a in plain.back("BASED_IN", x)}
    organisations = expected["agencies"] | expected["networks"]
    of_things = set().union(*(plain.out("CONCERNS", thing) for thing in placed))
    expected["issues"] = of_things.union(*map(plain.issues, organisations))
    assert {name: set(graph.names(numbers)) for name, numbers in held.sets.items()} == expected
    counts = held.counts()
    assert (counts.agencies, counts.events, counts.networks) == (
        len(expected["agencies"]), 3, len(expected["networks"]),
    )  # fmt: skip
    tops = {
        graph.ids[issue]: (agencies, things)
        for issue, agencies, things in top_issues(places, number, held.sets["issues"])
    }
    assert tops == {
        issue: (
            sum(issue in plain.issues(agency) for agency in expected["agencies"]),
            sum(issue in plain.out("CONCERNS", thing) for thing in placed),
        )
        for issue in expected["issues"]
    }


@settings(max_examples=60, deadline=None)
@given(_placed_links())
def test_a_network_has_what_it_and_its_members_have(links: Links) -> None:
    """Nothing counts twice; projects by taking part."""
    features = features_of(links)
    number = features.graph.number("network:n1")
    if number is None:
        return
    plain = Plain(links)
    members = plain.back("MEMBER_OF", "network:n1")
    actors = members | {"network:n1"}
    held = inventory_of_network(features, number)
    taken = set().union(*(plain.out("TAKES_PART_IN", actor) for actor in actors))
    expected = {
        name: set().union(*(plain.out(type_, actor) for actor in actors))
        for name, type_ in [
            ("problems", "RAISES"), ("good_deeds", "COMMITS_TO"), ("goals", "PURSUES"),
            ("mechanisms", "OPERATES"), ("moral_capitals", "HOLDS"),
        ]
    }  # fmt: skip
    expected["agencies"] = members
    expected["issues"] = set().union(*map(plain.issues, actors))
    expected["projects"] = {thing for thing in taken if thing.startswith("project:")}
    assert {n: set(features.graph.names(v)) for n, v in held.sets.items()} == expected


def test_levels_go_from_the_area_inwards() -> None:
    """Level by level, each by id."""
    features = features_of({"WITHIN": _WITHIN, "BASED_IN": {("agency:a", "area:2")}})
    graph = features.graph
    levels = Places.of(features).levels(graph.number("area:1") or 0)
    assert [graph.names(level) for level in levels] == [
        ["area:1"],
        ["area:11", "area:12"],
        ["area:111"],
    ]


def test_a_difference_counts_all_and_lists_some() -> None:
    """Lists are cut at 20, counts are not."""
    found = difference({f"issue:{n:02}" for n in range(30)}, {"issue:29", "issue:x"})
    assert (found.only_a_count, len(found.only_a)) == (29, 20)
    assert (found.only_b_count, found.both_count) == (1, 1)
