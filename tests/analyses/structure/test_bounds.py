"""Bounds of ranks and counts, against networkx on relationships copied one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from unittest.mock import patch

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph_api.analyses.structure import brokers, cut_points, isolated, lead_load
from graph_api.analyses.structure.bounds import ListBounds, Listed, ListedAgency, Measure, bound
from graph_api.analyses.structure.cooperation import everyone
from graph_api.analyses.structure.loads import held_by
from graph_api.analyses.structure.open_pairs import sides_of
from graph_api.linkage import resampling as resampling_module
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import make_graph
from graph_api.linkage.resampling import Draw, find_donors, find_draws, make_resampling
from graph_api.linkage.silence_answers import Interval
from graph_api.store import Store
from loaders import load_folder
from tests.analyses.structure.conftest import Ask
from tests.analyses.structure.plain import (
    AGENCIES,
    NETWORKS,
    WORKS,
    Links,
    cooperating,
    cooperation,
    features_of,
    members,
)
from tests.linkage.test_resampling import copied
from tests.loaders.conftest import Folder

A, B = "network:a", "network:b"
FEW = 20
"""Draws of a random graph: each is looked at by networkx."""

Plain = list[tuple[str, int]]


def _measures(features: Features) -> dict[str, Measure]:
    a, b = map(features.graph.number, (A, B))
    assert a is not None
    assert b is not None
    held = held_by(features, {AGENCIES[0]: 4, AGENCIES[1]: 2, AGENCIES[5]: 4})
    inside = everyone(features)
    return {
        "brokers": brokers.open_pairs_between(sides_of(features, a, b)),
        "cut points": cut_points.cut_off_among(inside),
        "isolated": isolated.alone_among(inside, None),
        "loads": lead_load.roles_held(held),
    }


def _bounds(features: Features, measure: Measure) -> tuple[Listed, ListBounds]:
    """The list as it is, and its bounds."""
    now = measure(Draw(everyone(features), features))
    draws = find_draws(features, make_resampling(features))
    return now, bound([entry.agency for entry in now], map(measure, draws))


@settings(max_examples=25, deadline=None)
@given(cooperating())
def test_where_nobody_is_silent_bounds_are_the_values(links: Links) -> None:
    """Ranks are places in the list, and everybody remains in it."""
    spoke = {**links, "ADOPTS": {(agency, "issue:i") for agency in AGENCIES}}
    features = make_features(make_graph([*AGENCIES, *WORKS, *NETWORKS, "issue:i"], spoke))
    for measure in _measures(features).values():
        now, bounds = _bounds(features, measure)
        marked = sum(item.marked for item in now)
        assert bounds == ListBounds(
            total=Interval(from_=len(now), to=len(now)),
            marked=Interval(from_=marked, to=marked),
            rank={item.agency: Interval(from_=at, to=at) for at, item in enumerate(now, 1)},
            count={item.agency: Interval(from_=item.value, to=item.value) for item in now},
            remains={item.agency: float(item.marked) for item in now},
        )


def _plain_cut_points(links: Links) -> Plain:
    graph, points = cooperation(links), []
    for agency in nx.articulation_points(graph):
        rest = graph.subgraph(nx.node_connected_component(graph, agency) - {agency})
        sizes = sorted(map(len, nx.connected_components(rest)))
        points.append((agency, sum(sizes[:-1])))
    return sorted(points, key=lambda item: (-item[1], item[0]))


def _plain_brokers(links: Links) -> Plain:
    graph, in_a, in_b = cooperation(links), members(links, A), members(links, B)
    counts = {
        agency: sum(
            graph.has_edge(agency, one)
            and graph.has_edge(agency, other)
            and not graph.has_edge(one, other)
            for one, other in product(in_a - in_b, in_b - in_a)
        )
        for agency in AGENCIES
    }
    listed = [(agency, count) for agency, count in counts.items() if count]
    return sorted(listed, key=lambda item: (-item[1], item[0]))


def _plain_draws(links: Links, features: Features) -> Iterator[Links]:
    resampling = make_resampling(features)
    silent = np.flatnonzero(resampling.silent).tolist()
    for donors in find_donors(features, resampling) if resampling.pools else [AGENCIES]:
        yield copied(
            links, {AGENCIES[a]: AGENCIES[int(donors[a])] for a in silent if resampling.pools}
        )


def _plain_interval(values: list[int]) -> Interval:
    ascending, count = sorted(values), len(values)
    low, high = (ascending[math.ceil(part * count / 100) - 1] for part in (5, 95))
    return Interval(from_=low, to=high)


def _plain_bounds(rows: list[int], lists: list[Plain]) -> ListBounds:
    names = {agency: AGENCIES[agency] for agency in rows}
    places = [{name: at for at, (name, _) in enumerate(listed, 1)} for listed in lists]
    ranks = {
        agency: [place.get(name, len(place) + 1) for place in places]
        for agency, name in names.items()
    }
    return ListBounds(
        total=_plain_interval([len(listed) for listed in lists]),
        marked=_plain_interval([len(listed) for listed in lists]),
        rank={agency: _plain_interval(values) for agency, values in ranks.items()},
        count={
            agency: _plain_interval([dict(listed).get(name, 0) for listed in lists])
            for agency, name in names.items()
        },
        remains={
            agency: sum(name in place for place in places) / len(lists)
            for agency, name in names.items()
        },
    )


@settings(max_examples=25, deadline=None)
@given(cooperating())
def test_bounds_are_those_of_the_graphs_with_the_records_copied(links: Links) -> None:
    """Cut points and brokers of every draw as networkx and the definition have them."""
    with patch.object(resampling_module, "DRAWS", FEW):
        features = features_of(links)
        measures, plain = _measures(features), list(_plain_draws(links, features))
        for name, of_links in (("cut points", _plain_cut_points), ("brokers", _plain_brokers)):
            now, bounds = _bounds(features, measures[name])
            assert bounds == _plain_bounds(
                [entry.agency for entry in now], [of_links(one) for one in plain]
            )


def test_who_is_silent_widens_the_bounds() -> None:
    """00 holds 01 and 02 together; 03 is silent, and tied to 00 in two draws of three."""
    one, two, three, four = AGENCIES[:4]
    links: Links = {
        "COLLABORATES_WITH": {(one, two), (one, three)},
        "MEMBER_OF": {(agency, A) for agency in (one, two, three, four)},
    }
    graph = make_graph([one, two, three, four, A], links)
    now, bounds = _bounds(make_features(graph), cut_points.cut_off_among(np.arange(4)))
    assert now == [ListedAgency(0, 1)]
    assert bounds.total == Interval(from_=0, to=1)
    assert bounds.count == {0: Interval(from_=0, to=2)}
    assert bounds.rank == {0: Interval(from_=1, to=1)}
    # 03 with the record of 00 ties 01 to 02 a second time, and 00 holds nothing any more
    assert 0.5 < bounds.remains[0] < 0.8


_QUIET: dict[str, str] = {
    "networks": "id,name_th\nnetwork:a,เอ",
    "agencies": "id,name_th\nagency:quiet-1,เงียบ1\nagency:quiet-2,เงียบ2",
    "member_of": "from,to\nagency:quiet-1,network:a\nagency:quiet-2,network:a",
}


@pytest.fixture
async def quiet(empty_store: Store, folder: Folder, told: None) -> None:  # noqa: ARG001  # loaded before
    """Two more members of the first network, of whom nothing else is known."""
    await load_folder(empty_store, folder("quiet", **_QUIET))


def _document(selected: str, *names: str) -> str:
    arguments = {
        "brokers": '(a: "network:a", b: "network:b", bounds: $bounds)',
        "cutPoints": "(network: $network, area: $area, bounds: $bounds)",
        "isolated": "(network: $network, area: $area, bounds: $bounds)",
        "leadLoad": "(bounds: $bounds)",
        "whatIf": '(leave: ["agency:a1"])',
    }
    used = "".join(
        f"${name}: {type_} "
        for name, type_ in (("bounds", "Boolean"), ("network", "ID"), ("area", "ID"))
        if any(f"${name}" in arguments[field] for field in names)
    )
    fields = " ".join(f"{field}{arguments[field]} {{ {selected} }}" for field in names)
    head = f"query Q({used})" if used else "query Q"
    return f'{head} {{ structure(asOf: "2025-01-01", includeSynthetic: false) {{ {fields} }} }}'


_NAMES = ("brokers", "cutPoints", "isolated", "leadLoad", "whatIf")


@pytest.mark.usefixtures("quiet")
async def test_answers_say_how_many_have_said_anything(ask: Ask) -> None:
    """Of the two networks, of all, of one network, of an area; in the language of the request."""
    document = _document("silence { members spoke silent summary }", *_NAMES)
    answer, codes = await ask(document)
    assert codes == []
    everybody = {
        "silence": {
            "members": 9,
            "spoke": 7,
            "silent": 2,
            "summary": "Of 9 agencies, 7 have said anything.",
        }
    }
    both = {
        "members": 8,
        "spoke": 6,
        "silent": 2,
        "summary": "Of 8 agencies, 6 have said anything.",
    }
    assert answer["structure"] == dict.fromkeys(_NAMES, everybody) | {"brokers": {"silence": both}}
    thai, _ = await ask(_document("silence { summary }", "cutPoints"), "th", network="network:a")
    assert thai["structure"]["cutPoints"]["silence"] == {
        "summary": "จาก 6 หน่วยงาน มี 4 หน่วยงานที่มีข้อมูล"
    }
    area, _ = await ask(_document("silence { members spoke }", "isolated"), area="area:41")
    assert area["structure"]["isolated"]["silence"] == {"members": 1, "spoke": 1}


_BOUNDED = {
    "brokers": "totalBounds { from to } nodes { agency { id } bounds { rank { from to } count { from to } } }",
    "cutPoints": "totalBounds { from to } edges { node { agency { id } bounds { rank { from to } remains } } }",
    "isolated": "totalBounds { from to } nodes { agency { id } remains }",
    "leadLoad": "totalBounds { from to } nodes { agency { id } bounds { rank { from to } count { from to } overloaded } }",
}


@pytest.mark.usefixtures("quiet")
async def test_bounds_are_told_where_they_are_cheap_unless_the_request_says_otherwise(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same each time; off, the rest of the answer stays as it is."""
    for name, selected in _BOUNDED.items():
        document = _document(selected, name)
        cheap, codes = await ask(document)
        assert codes == []
        assert cheap["structure"][name]["totalBounds"] is not None
        assert (await ask(document, bounds=True))[0] == cheap
        off, _ = await ask(document, bounds=False)
        assert off["structure"][name]["totalBounds"] is None
        with monkeypatch.context() as patched:
            patched.setattr(resampling_module, "CHEAP", 0)
            assert (await ask(document))[0] == off
            assert (await ask(document, bounds=True))[0] == cheap
            patched.setattr(resampling_module, "MOST_STEPS", 0)
            refused, codes = await ask(document, bounds=True)
            assert (refused["structure"][name], codes) == (None, ["BAD_ARGUMENT"])
            plain, codes = await ask(_document("totalCount", name), bounds=True)
            assert codes == []
            assert plain["structure"][name]["totalCount"] >= 0


@pytest.mark.usefixtures("quiet")
async def test_what_two_silent_ones_might_change(ask: Ask) -> None:
    """Each copies a1, a2, both or lone: none takes the lead from a1, whose id comes first."""
    document = _document(_BOUNDED["leadLoad"], "leadLoad")
    load = (await ask(document))[0]["structure"]["leadLoad"]
    assert load["nodes"] == [
        {
            "agency": {"id": "agency:a1"},
            "bounds": {
                "rank": {"from": 1, "to": 1},
                "count": {"from": 3, "to": 3},
                "overloaded": load["nodes"][0]["bounds"]["overloaded"],
            },
        }
    ]
    assert load["totalBounds"]["from"] == 1
    assert load["totalBounds"]["to"] in {2, 3}
    alone = (await ask(_document(_BOUNDED["isolated"], "isolated")))[0]["structure"]["isolated"]
    remains = {item["agency"]["id"]: item["remains"] for item in alone["nodes"]}
    assert remains["agency:lone"] == 1.0
    for quiet in ("agency:quiet-1", "agency:quiet-2"):
        assert 0.1 < remains[quiet] < 0.6


@pytest.mark.usefixtures("quiet")
async def test_the_number_of_those_listed_is_bounded_as_it_is_asked_for(ask: Ask) -> None:
    """a1 leads 3; where a silent one copies it there are two, and neither stands out."""
    document = """query Q($only: Boolean!) { structure(asOf: "2025-01-01", includeSynthetic: false) {
      leadLoad(onlyOverloaded: $only) { totalCount totalBounds { from to } } } }"""
    for only in (True, False):
        answer, codes = await ask(document, only=only)
        assert codes == []
        load = answer["structure"]["leadLoad"]
        assert load["totalCount"] == 1
        assert load["totalBounds"] == ({"from": 0, "to": 1} if only else {"from": 1, "to": 2})
