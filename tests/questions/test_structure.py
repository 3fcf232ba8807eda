"""Structure on the demo: who is meant by hand from the CSV files, numbers by networkx on them."""

from __future__ import annotations

import datetime as dt
import functools
from itertools import combinations, product
from typing import Any

import networkx as nx
import pytest

from tests.linkage.seeds import seed_agencies, seed_links
from tests.questions.conftest import Answering
from tests.questions.plain import ids

DAY = dt.date(2026, 11, 24)


@functools.cache
def cooperation() -> Any:
    """Who works with whom, by the files alone."""
    links = seed_links(DAY)
    graph = nx.Graph()
    graph.add_nodes_from(seed_agencies())
    graph.add_edges_from(links["COLLABORATES_WITH"])
    works: dict[str, list[str]] = {}
    for agency, work in links["TAKES_PART_IN"]:
        works.setdefault(work, []).append(agency)
    for agencies in works.values():
        graph.add_edges_from(combinations(sorted(set(agencies)), 2))
    return graph


@functools.cache
def members(network: str) -> frozenset[str]:
    """Members of a network on the day."""
    return frozenset(a for a, other in seed_links(DAY)["MEMBER_OF"] if other == network)


BROKERS = {
    "agency:buddhism-office": "REPRESENTATIVE_OF_B",
    "agency:community-development-office": "LIAISON",
    "agency:culture-office": "LIAISON",
    "agency:education-office": "REPRESENTATIVE_OF_A",
    "agency:health-volunteers": "LIAISON",
    "agency:local-sages": "LIAISON",
    "agency:na-suk-sao": "LIAISON",
    "agency:public-health-office": "LIAISON",
    "agency:teaching-monks": "REPRESENTATIVE_OF_B",
    "agency:thongkwao-school": "REPRESENTATIVE_OF_A",
}
"""Not pariyat-school (in both, with one partner), not teachers-club (one side only)."""


async def test_who_bridges_education_and_religion(answer: Answering) -> None:
    """All brokers with their roles; open pairs counted one by one on the files."""
    found = await answer("brokers_between_networks")
    brokers = found.data["structure"]["brokers"]["nodes"]
    assert {item["agency"]["id"]: item["role"] for item in brokers} == BROKERS
    graph = cooperation()
    a, b = members("network:udon-education"), members("network:udon-religion")
    bridged = {
        broker: {
            (u, w)
            for u, w in product(sorted(a - b), sorted(b - a))
            if graph.has_edge(broker, u) and graph.has_edge(broker, w) and not graph.has_edge(u, w)
        }
        for broker in graph
    }
    for item in brokers:
        own = bridged[item["agency"]["id"]]
        others = set().union(*(p for who, p in bridged.items() if who != item["agency"]["id"]))
        assert (item["openPairs"], item["onlyBroker"]) == (len(own), len(own - others))
        assert {(pair["a"]["id"], pair["b"]["id"]) for pair in item["examples"]} <= own
    keys = [(-item["openPairs"], item["agency"]["id"]) for item in brokers]
    assert keys == sorted(keys)
    assert len(found.statements) <= 4


async def test_betweenness_is_the_share_of_shortest_chains(answer: Answering) -> None:
    """Counted chain by chain between members of the one and of the other."""
    brokers = (await answer("brokers_between_networks")).data["structure"]["brokers"]["nodes"]
    a, b = members("network:udon-education"), members("network:udon-religion")
    graph, share, connected = cooperation(), dict.fromkeys(BROKERS, 0.0), 0
    for u, w in product(sorted(a - b), sorted(b - a)):
        if nx.has_path(graph, u, w):
            connected += 1
            chains = list(nx.all_shortest_paths(graph, u, w))
            for broker in share:
                share[broker] += sum(broker in chain[1:-1] for chain in chains) / len(chains)
    for item in brokers:
        expected = share[item["agency"]["id"]] / connected
        assert item["betweenness"] == pytest.approx(expected, abs=1e-6)


async def test_whose_leaving_would_split_cooperation(answer: Answering) -> None:
    """community-radio holds a station and two schools; local-sages hold nobody."""
    cut = (await answer("agencies_that_hold_together", first=100)).data["structure"]["cutPoints"]
    shown = {item["agency"]["id"]: item for item in cut["nodes"]}
    graph = cooperation()
    assert set(shown) == set(nx.articulation_points(graph))
    assert len(shown) == 21
    assert not {"agency:local-sages", "agency:public-health-office"} & set(shown)
    for agency, item in shown.items():
        rest = graph.subgraph(nx.node_connected_component(graph, agency) - {agency})
        sizes = sorted(map(len, nx.connected_components(rest)), reverse=True)
        assert [part["size"] for part in item["splitInto"]] == sizes
        assert item["agenciesCutOff"] == sum(sizes[1:])
    radio = shown["agency:community-radio"]["splitInto"]
    assert sorted(ident for part in radio[1:] for ident in ids(part["members"])) == [
        "agency:health-station",
        "agency:klua-khao-school",
        "agency:vocational-college",
    ]


async def test_what_would_become_of_cooperation(answer: Answering) -> None:
    """Without community-radio, and with two isolated agencies brought together."""
    found = await answer(
        "agencies_that_hold_together",
        leave=["agency:community-radio"],
        join=[{"a": "agency:rice-mill", "b": "agency:hotel-club"}],
    )
    changed = found.data["structure"]["whatIf"]
    before = cooperation()
    after = before.copy()
    after.remove_node("agency:community-radio")
    after.add_edge("agency:rice-mill", "agency:hotel-club")
    for side, graph in (("before", before), ("after", after)):
        parts = list(nx.connected_components(graph))
        assert changed[side] == {
            "agencies": len(graph),
            "ties": graph.number_of_edges(),
            "components": len(parts),
            "largest": max(map(len, parts)),
            "isolated": nx.number_of_isolates(graph),
            "cutPoints": len(list(nx.articulation_points(graph))),
        }
    assert ids(changed["newlyIsolated"]) == sorted(
        agency for agency in nx.isolates(after) if before.degree(agency)
    )


ISOLATED = [
    "agency:disability-club",
    "agency:hotel-club",
    "agency:local-newspaper",
    "agency:podcast-studio",
    "agency:protestant-church",
    "agency:rice-mill",
    "agency:welfare-school",
]
"""hotel-club's project is over; local-newspaper's tie ended 2022-12-31."""


async def test_agencies_that_stand_apart(answer: Answering) -> None:
    """Isolated ones by hand; inward ones have partners, each of whom shares a network with them."""
    found = (await answer("isolated_agencies", first=100, nearest=1)).data["structure"]["isolated"]
    kinds: dict[str, list[str]] = {}
    for item in found["nodes"]:
        kinds.setdefault(item["kind"], []).append(item["agency"]["id"])
    networks: dict[str, set[str]] = {}
    for agency, network in seed_links(DAY)["MEMBER_OF"]:
        networks.setdefault(agency, set()).add(network)
    graph = cooperation()
    inward = [
        agency
        for agency in sorted(graph)
        if graph.degree(agency)
        and all(networks.get(agency, set()) & networks.get(other, set()) for other in graph[agency])
    ]
    assert kinds == {"ISOLATED": ISOLATED, "INWARD": inward}
    assert {"agency:meditation-centre", "agency:mosque", "agency:pariyat-school"} <= set(inward)
    assert "agency:chamber" not in inward
    assert all(len(item["nearest"]) == 1 for item in found["nodes"])


async def test_the_shortest_chain_and_what_it_goes_through(answer: Answering) -> None:
    """Four steps from the culture office to the sugar mill; to the rice mill there is none."""
    question = "cooperation_paths"
    ends = {"from": "agency:culture-office", "to": "agency:sugar-mill"}
    found = (await answer(question, **ends, k=5)).data["structure"]["paths"]
    chains = [
        [path["steps"][0]["from"]["id"], *(step["to"]["id"] for step in path["steps"])]
        for path in found["paths"]
    ]
    assert chains[0] == [
        "agency:culture-office",
        "agency:health-volunteers",
        "agency:rom-yen-municipality",
        "agency:environment-office",
        "agency:sugar-mill",
    ]
    every = nx.all_simple_paths(cooperation(), *ends.values(), cutoff=6)
    assert chains == sorted(every, key=lambda chain: (len(chain), chain))[:5]
    for path in found["paths"]:
        assert path["length"] == len(path["steps"])
        assert all(step["kinds"] and step["evidence"] for step in path["steps"])
    none = await answer(question, **{**ends, "to": "agency:rice-mill"})
    assert none.data["structure"]["paths"]["paths"] == []


async def test_who_is_overloaded_with_leading(answer: Answering) -> None:
    """Six and three, above the fence of 2.5; two are not too many."""
    found = (await answer("lead_load", first=100)).data["structure"]["leadLoad"]["nodes"]
    overloaded = {
        item["agency"]["id"]: (
            item["leads"],
            item["peerMedian"],
            item["peerUpperFence"],
            ids(item["works"]),
        )
        for item in found
        if item["overloaded"]
    }
    assert overloaded == {
        "agency:public-health-office": (
            6,
            0.0,
            2.5,
            [
                "goal:elders-visited-monthly",
                "goal:fewer-teen-births",
                "goal:songkran-half",
                "goal:vape-free-schools-30",
                "mechanism:vape-free-classroom-pact",
                "mechanism:volunteer-elder-visits",
            ],
        ),
        "agency:culture-office": (
            3,
            0.0,
            2.5,
            [
                "goal:heritage-classes",
                "goal:moral-communities-everywhere",
                "mechanism:moral-working-group",
            ],
        ),
    }
    leads = {item["agency"]["id"]: item["leads"] for item in found}
    assert leads["agency:youth-council"] == leads["agency:elder-federation"] == 2
    assert leads.get("agency:integrity-unit", 0) == 0
    only = await answer("lead_load", onlyOverloaded=True)
    assert ids([item["agency"] for item in only.data["structure"]["leadLoad"]["nodes"]]) == list(
        overloaded
    )


SILENT = ["agency:hotel-club", "agency:local-newspaper", "agency:rice-mill"]
"""hotel-club's project is over, local-newspaper's tie has ended, rice-mill is only a member."""


async def test_three_agencies_of_the_demo_have_said_nothing(answer: Answering) -> None:
    """The others raise, offer, adopt or do something, by the files; of two networks nobody is silent."""
    links, told = seed_links(DAY), set[str]()
    for type_ in (
        "RAISES",
        "COMMITS_TO",
        "PURSUES",
        "OPERATES",
        "HOLDS",
        "ADOPTS",
        "TAKES_PART_IN",
        "COLLABORATES_WITH",
    ):
        told |= {source for source, _ in links[type_]}
    told |= {target for _, target in links["COLLABORATES_WITH"]}
    assert sorted(set(seed_agencies()) - told) == SILENT
    assert len(seed_agencies()) == 80
    everyone = {
        "members": 80,
        "spoke": 77,
        "silent": 3,
        "summary": "Of 80 agencies, 77 have said anything.",
    }
    for name, field in (
        ("agencies_that_hold_together", "cutPoints"),
        ("isolated_agencies", "isolated"),
        ("lead_load", "leadLoad"),
    ):
        assert (await answer(name)).data["structure"][field]["silence"] == everyone
    brokers = (await answer("brokers_between_networks")).data["structure"]["brokers"]
    both = members("network:udon-education") | members("network:udon-religion")
    assert brokers["silence"] == {
        "members": len(both),
        "spoke": len(both),
        "silent": 0,
        "summary": f"Of {len(both)} agencies, {len(both)} have said anything.",
    }


async def test_most_of_the_silent_would_not_stand_apart(answer: Answering) -> None:
    """Seven are isolated; with the records of others the three silent ones hardly ever are."""
    found = await answer("isolated_agencies", kinds=["ISOLATED"], first=100, nearest=0)
    alone = found.data["structure"]["isolated"]
    remains = {item["agency"]["id"]: item["remains"] for item in alone["nodes"]}
    assert list(remains) == ISOLATED
    assert {agency for agency, share in remains.items() if share < 0.5} == set(SILENT)
    assert alone["totalBounds"]["to"] < alone["totalCount"] == 7
    off = await answer("isolated_agencies", bounds=False)
    assert off.data["structure"]["isolated"]["totalBounds"] is None
