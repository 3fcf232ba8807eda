"""GraphML and GEXF: opened by networkx, with all attributes and dates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph_api.store import Store
from schema.registry import declaration
from tests.export.exporting import NASTY, exported_file

pytestmark = pytest.mark.store


async def _opened(store: Store, name: str, folder: Path, **asked: Any) -> Any:
    path = await exported_file(store, name, folder, **asked)
    return nx.read_graphml(path) if name == "graphml" else nx.read_gexf(path)


def _agency(name: str) -> dict[str, Any]:
    labelled = {"label": "สำนักงานวัฒนธรรม", "type": "Agency", "nameTh": "สำนักงานวัฒนธรรม"}
    common = {
        "nameEn": NASTY,
        "aliases": "สวจ.|+สวธ.",
        "contact": "-042 111",
        "website": "@web",
        "synthetic": False,
        "datasets": "dataset:base|dataset:demo|dataset:demo-first",
        "evidence": "evidence:e",
    }
    del name
    return labelled | common


@pytest.mark.parametrize("name", ["graphml", "gexf"])
async def test_networkx_reads_every_attribute(nasty: Store, tmp_path: Path, name: str) -> None:
    """Of an agency, of a mechanism with its days and of a goal with its numbers."""
    graph = await _opened(nasty, name, tmp_path)
    agency = dict(graph.nodes["agency:a"])
    times = {agency.pop("createdAt")[:2], agency.pop("updatedAt")[:2]}
    assert (times, agency) == ({"20"}, _agency(name))
    goal = graph.nodes["goal:g"]
    assert (goal["horizonYears"], goal["due"], goal["baseline"]) == (2, "2027-03-31", -0.5)
    mechanism = graph.nodes["mechanism:m"]
    assert (mechanism["starts"], mechanism["ends"]) == ("1890-01-01", "2024-12-31")
    if name == "gexf":
        assert (mechanism["start"], mechanism["end"]) == ("1890-01-01", "2024-12-31")


@pytest.mark.parametrize("name", ["graphml", "gexf"])
async def test_networkx_reads_every_edge(nasty: Store, tmp_path: Path, name: str) -> None:
    """Two memberships of one agency in one network are two edges, each with its dates."""
    graph = await _opened(nasty, name, tmp_path)
    memberships = [
        (edge.get("since"), edge.get("until"), edge["synthetic"], edge.get("note"))
        for edge in graph.get_edge_data("agency:a", "network:n").values()
    ]
    assert sorted(memberships) == [
        ("2019-01-01", "2020-12-31", False, "-หมายเหตุ"),
        ("2021-01-01", None, False, "อีกคำ"),
    ]
    rows = await nasty.read(
        "MATCH (a)-[r]->(b) WHERE type(r) <> 'FOCUSES_ON' RETURN a.id, b.id, type(r)"
    )
    edges = [(source, target, edge["type"]) for source, target, edge in graph.edges(data=True)]
    assert sorted(edges) == sorted(map(tuple, rows))
    assert graph.is_directed()


@pytest.mark.parametrize("name", ["graphml", "gexf"])
async def test_the_demo_opens_whole(udon: Store, tmp_path: Path, name: str) -> None:
    """As many nodes and edges as there are, each with a kind or type that is declared."""
    graph = await _opened(udon, name, tmp_path)
    ((nodes, edges),) = await udon.read(
        "RETURN COUNT { (:Record) }, COUNT { ()-[r WHERE type(r) <> 'FOCUSES_ON']->() }"
    )
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (nodes, edges)
    kinds = {kind for _, kind in graph.nodes(data="type")}
    assert kinds <= set(declaration().kinds)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
async def test_an_empty_graph_opens(empty_store: Store, tmp_path: Path, name: str) -> None:
    """Nothing in it is no broken file."""
    graph = await _opened(empty_store, name, tmp_path)
    assert (list(graph.nodes), list(graph.edges)) == ([], [])
