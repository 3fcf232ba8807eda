"""The picture of the demo as it is drawn."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from graph_api.linkage.graph import PREFIXES
from graph_api.store import Store
from loaders import load_folder
from tests.analyses.partners.conftest import AskDemo
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_LAYOUT = """query L(
  $first: Int! = 1000, $clusters: Clustering! = OFFICIAL, $open: [ID!], $kinds: [String!], $networks: [ID!],
  $measure: MarkMeasure! = DEGREE, $asOf: Date, $synthetic: Boolean = true
) {
  layout(first: $first, clusters: $clusters, open: $open, kinds: $kinds, networks: $networks, measure: $measure,
         asOf: $asOf, includeSynthetic: $synthetic) {
    marks { id kind nameTh nameEn synthetic x y size cluster degree count node { id } }
    lines { id source target type count synthetic }
    clusters { id nameTh nameEn count x y radius network { id } }
    truncated totals { nodes edges matching } } }"""
_GRAPH = """query { graph(first: 2000, includeSynthetic: true) {
  nodes { id kind nameTh nameEn synthetic degree }
  edges { id type source target synthetic } totals { nodes edges matching } } }"""
_AREA = "cluster:area:41"
_RELIGION = "network:udon-religion"


async def _layout(ask_demo: AskDemo, **variables: Any) -> Any:
    return (await ask_demo(_LAYOUT, **variables))["layout"]


def _places(layout: Any) -> dict[str, tuple[float, float]]:
    return {mark["id"]: (mark["x"], mark["y"]) for mark in layout["marks"]}


async def test_where_everything_fits_it_is_the_picture_of_graph(ask_demo: AskDemo) -> None:
    """The same records in the same order, and every relationship, counted."""
    layout, graph = await _layout(ask_demo), (await ask_demo(_GRAPH))["graph"]
    fields = "id", "kind", "nameTh", "nameEn", "synthetic"
    assert [tuple(mark[f] for f in fields) for mark in layout["marks"]] == [
        tuple(node[f] for f in fields) for node in graph["nodes"]
    ]
    assert [mark["degree"] for mark in layout["marks"]] == [n["degree"] for n in graph["nodes"]]
    assert {mark["count"] for mark in layout["marks"]} == {1}
    assert [mark["node"]["id"] for mark in layout["marks"]] == [n["id"] for n in graph["nodes"]]
    ids = [mark["id"] for mark in layout["marks"]]
    edges = Counter((edge["source"], edge["target"], edge["type"]) for edge in graph["edges"])
    assert {
        (ids[line["source"]], ids[line["target"]], line["type"]): line["count"]
        for line in layout["lines"]
    } == edges
    by_id = {edge["id"]: edge for edge in graph["edges"]}
    for line in layout["lines"]:
        if line["count"] > 1:
            assert line["id"] is None
            continue
        edge = by_id[line["id"]]
        assert (ids[line["source"]], ids[line["target"]]) == (edge["source"], edge["target"])
        assert line["synthetic"] == edge["synthetic"]
    assert layout["truncated"] is False
    assert layout["totals"]["matching"] == graph["totals"]["matching"]
    assert all(0 <= mark[axis] <= 1 for mark in layout["marks"] for axis in ("x", "y", "size"))


async def test_official_clusters_are_the_networks(ask_demo: AskDemo) -> None:
    """A network and its members share one; issues have none; who has no network is by its seat."""
    layout = await _layout(ask_demo)
    names = [cluster["id"] for cluster in layout["clusters"]]
    assert names == sorted(names)
    assert [c["network"] and c["network"]["id"] for c in layout["clusters"]] == [
        name if name.startswith("network:") else None for name in names
    ]
    of = {
        mark["id"]: None if mark["cluster"] is None else names[mark["cluster"]]
        for mark in layout["marks"]
    }
    member_of: dict[str, list[str]] = {}
    for line in layout["lines"]:
        if line["type"] == "MEMBER_OF":
            agency, network = (layout["marks"][line[end]]["id"] for end in ("source", "target"))
            member_of.setdefault(agency, []).append(network)
    for ident, cluster in of.items():
        kind = ident.partition(":")[0]
        if kind == "network":
            assert cluster == ident
        elif kind == "issue":
            assert cluster is None
        else:
            seat = cluster if cluster and cluster.startswith("cluster:none") else None
            assert cluster == min(member_of.get(ident, [seat or ""]))
    counted = Counter(cluster for cluster in of.values() if cluster)
    assert {c["id"]: c["count"] for c in layout["clusters"]} == counted


async def test_closed_clusters_open_without_moving_anything(ask_demo: AskDemo) -> None:
    """What does not fit is closed; opening adds the members where they always stand."""
    whole = await _layout(ask_demo)
    closed = await _layout(ask_demo, first=40)
    kinds = Counter(mark["kind"] for mark in closed["marks"])
    assert kinds == {"Cluster": 7, "Issue": 15}
    assert not closed["truncated"]
    opened = await _layout(ask_demo, first=40, open=[_RELIGION])
    places, before, after = _places(whole), _places(closed), _places(opened)
    assert before.keys() - after.keys() == set()  # the network itself is a mark of the same id
    for ident in before.keys() - {_RELIGION}:
        assert after[ident] == before[ident]
    new = after.keys() - before.keys() | {_RELIGION}
    members = {
        mark["id"]
        for mark in whole["marks"]
        if mark["cluster"] is not None and whole["clusters"][mark["cluster"]]["id"] == _RELIGION
    }
    assert new == members
    assert {ident: after[ident] for ident in new} == {ident: places[ident] for ident in new}


async def test_lines_of_closed_clusters_count_pairs(ask_demo: AskDemo) -> None:
    """Each pair of tied records once, from cluster to cluster or to a record."""
    whole, closed = await _layout(ask_demo), await _layout(ask_demo, first=40)
    names = [cluster["id"] for cluster in whole["clusters"]]
    marks = [
        mark["id"] if mark["cluster"] is None else names[mark["cluster"]] for mark in whole["marks"]
    ]
    expected: Counter[tuple[str, str, str]] = Counter()
    for line in whole["lines"]:
        ends = marks[line["source"]], marks[line["target"]]
        if ends[0] != ends[1]:
            if line["type"] == "COLLABORATES_WITH":
                ends = min(ends), max(ends)
            expected[(*ends, line["type"])] += 1
    found = {
        (
            closed["marks"][line["source"]]["id"],
            closed["marks"][line["target"]]["id"],
            line["type"],
        ): line["count"]
        for line in closed["lines"]
    }
    assert found == expected
    degrees: Counter[int] = Counter()
    for line in closed["lines"]:
        degrees[line["source"]] += line["count"]
        degrees[line["target"]] += line["count"]
    assert [mark["degree"] for mark in closed["marks"]] == [
        degrees[place] for place in range(len(closed["marks"]))
    ]


async def test_filters_move_nothing(ask_demo: AskDemo) -> None:
    """What is shown stands where it stands in the whole picture."""
    whole = _places(await _layout(ask_demo))
    part = await _layout(ask_demo, networks=[_RELIGION])
    assert 0 < len(part["marks"]) < len(whole)
    assert all(whole[ident] == place for ident, place in _places(part).items())
    other = _places(await _layout(ask_demo, kinds=["Agency", "Problem", "Goal"]))
    shared = other.keys() & whole.keys()
    assert len(shared) == 80
    assert all(whole[ident] == other[ident] for ident in shared)


async def test_clusters_of_cooperation_are_those_of_communities(ask_demo: AskDemo) -> None:
    """At the same places, each named after its first member."""
    official = await _layout(ask_demo)
    layout = await _layout(ask_demo, clusters="COOPERATION")
    assert _places(layout) == _places(official)
    found = await ask_demo(
        "query { communities(includeSynthetic: true) { clusters(first: 100, minSize: 2) "
        "{ edges { node { agencies { id } } } } } }"
    )
    expected = {
        frozenset(agency["id"] for agency in edge["node"]["agencies"])
        for edge in found["communities"]["clusters"]["edges"]
    }
    shown: dict[str, set[str]] = {}
    for mark in layout["marks"]:
        if mark["kind"] == "Agency":
            shown.setdefault(layout["clusters"][mark["cluster"]]["id"], set()).add(mark["id"])
    several = {key: ids for key, ids in shown.items() if not key.startswith("cluster:alone")}
    assert {frozenset(ids) for ids in several.values()} == expected
    assert all(key == f"cluster:{min(ids)}" for key, ids in several.items())


async def test_too_many_clusters_are_merged_by_area(ask_demo: AskDemo) -> None:
    """Down to the province; opening it shows its networks, and naming one of these opens it, too."""
    merged = await _layout(ask_demo, first=20, kinds=["Agency", "Network"])
    assert Counter(mark["kind"] for mark in merged["marks"])["Cluster"] <= 20
    fewest = await _layout(ask_demo, first=3, kinds=["Agency", "Network"])
    assert _AREA in {mark["id"] for mark in fewest["marks"]}
    area = next(mark for mark in fewest["marks"] if mark["id"] == _AREA)
    assert area["nameEn"] == "Udon Thani (all)"
    assert area["node"] is None
    opened = await _layout(ask_demo, first=3, kinds=["Agency", "Network"], open=[_AREA])
    assert _RELIGION in {mark["id"] for mark in opened["marks"]}
    inner = await _layout(ask_demo, first=3, kinds=["Agency", "Network"], open=[_RELIGION])
    assert "agency:mosque" in {mark["id"] for mark in inner["marks"]}


@pytest.mark.parametrize("measure", ["DEGREE", "PARTNERS", "BROKERAGE"])
async def test_sizes_are_shares_of_the_largest(ask_demo: AskDemo, measure: str) -> None:
    """The largest is 1; partners are those of the ties, all others in proportion."""
    layout = await _layout(ask_demo, measure=measure)
    sizes = {mark["id"]: mark["size"] for mark in layout["marks"]}
    assert max(sizes.values()) == 1
    if measure == "DEGREE":
        most = max(mark["degree"] for mark in layout["marks"])
        assert sizes == {m["id"]: round(m["degree"] / most, 4) for m in layout["marks"]}
    else:
        assert {size for ident, size in sizes.items() if not ident.startswith("agency:")} == {0.0}


async def test_what_is_not_invented_is_drawn_alone(ask_demo: AskDemo) -> None:
    """The six networks of the facts; of a province that is half invented no closed cluster is."""
    real = await _layout(ask_demo, synthetic=False)
    assert {mark["kind"] for mark in real["marks"]} == {"Network"}
    assert not any(mark["synthetic"] for mark in real["marks"])
    closed = await _layout(ask_demo, first=40)
    invented = {mark["id"] for mark in closed["marks"] if mark["synthetic"]}
    assert not any(ident.startswith("network:") for ident in invented)
    assert all(line["synthetic"] for line in closed["lines"] if line["type"] == "MEMBER_OF")


async def test_nothing_recorded_is_an_empty_picture(empty_store: Store, ask: Ask) -> None:
    """And no error."""
    del empty_store
    data, codes = await ask(_LAYOUT)
    assert codes == []
    assert data["layout"] == {
        "marks": [],
        "lines": [],
        "clusters": [],
        "truncated": False,
        "totals": {"nodes": 0, "edges": 0, "matching": 0},
    }


async def test_wrong_arguments_are_told(empty_store: Store, ask: Ask) -> None:
    """Sizes out of bounds, and ids of no cluster."""
    del empty_store
    for variables, code in (
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 2001}, "BAD_PAGE_SIZE"),
        ({"open": ["agency:a"]}, "BAD_ID"),
        ({"open": ["cluster:what"]}, "BAD_ID"),
        ({"open": ["cluster:none:what"]}, "BAD_ID"),
        ({"open": ["network:x"] * 101}, "BAD_PAGE_SIZE"),
    ):
        _, codes = await ask(_LAYOUT, **variables)
        assert codes == [code]


async def test_several_memberships_are_one_line(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """Two roles in one network: one line of two, without an id; and a single agency without any network."""
    await load_folder(
        empty_store,
        folder(
            "x",
            networks="id,name_th\nnetwork:n,เครือข่าย",
            agencies="id,name_th\nagency:a,ก\nagency:b,ข",
            member_of="from,to,since\nagency:a,network:n,2020-01-01\nagency:a,network:n,2021-01-01",
        ),
    )
    data, codes = await ask(_LAYOUT)
    assert codes == []
    layout = data["layout"]
    assert [mark["id"] for mark in layout["marks"]] == ["network:n", "agency:a", "agency:b"]
    assert layout["lines"] == [
        {"id": None, "source": 1, "target": 0, "type": "MEMBER_OF", "count": 2, "synthetic": False}
    ]
    assert [(c["id"], c["nameEn"], c["count"]) for c in layout["clusters"]] == [
        ("cluster:none", "Seat unknown (without a network)", 1),
        ("network:n", None, 2),
    ]


async def test_around_a_centre_it_is_the_picture_of_graph(ask_demo: AskDemo) -> None:
    """The records that ``graph`` shows around it as far as they have a place, where they always are."""
    document = """query Around($center: ID!) {
      layout(center: $center, includeSynthetic: true) { marks { id x y } }
      all: layout(includeSynthetic: true) { marks { id x y } }
      graph(center: $center, first: 1000, includeSynthetic: true) { nodes { id } } }"""
    answer = await ask_demo(document, center="agency:culture-office")
    shown, everywhere = _places(answer["layout"]), _places(answer["all"])
    around = {node["id"] for node in answer["graph"]["nodes"]}
    assert "agency:culture-office" in shown
    assert shown.keys() <= around
    assert {one.partition(":")[0] for one in around - shown.keys()}.isdisjoint(PREFIXES)
    same = shown.keys() & everywhere.keys()
    assert len(same) > 1
    assert {one: shown[one] for one in same} == {one: everywhere[one] for one in same}


async def test_around_nothing_is_an_empty_picture(ask_demo: AskDemo) -> None:
    """A centre that is not there is no error."""
    answer = await ask_demo('query { layout(center: "agency:gone") { marks { id } lines { id } } }')
    assert answer["layout"] == {"marks": [], "lines": []}
