"""Weighted edge lists, and networks in GraphML and GEXF."""

from __future__ import annotations

import io

import networkx as nx
import pytest

from loaders.mapping.declared import read_mapping
from tests.loaders.mapping.conftest import Written, drafted, said

ONE, OTHER, THIRD = "วัดโพธิสมภรณ์", "โรงพยาบาลหนองหาน", "ตลาดสดบ้านดุง"

EDGES = f"""source\ttarget\tweight\ttype\tsince
{OTHER}\t{ONE}\t2.5\tประชุมร่วม\t2563-01-21
{ONE}\t{OTHER}\t1\tแลกเปลี่ยนข้อมูล\t
{ONE}\t{THIRD}\t4\tประชุมร่วม\t
"""


def test_an_edge_is_a_tie_with_its_weight(written: Written) -> None:
    """Two kinds of ties between the same two are two; which end comes first means nothing."""
    path = written("edges.tsv", EDGES)
    stated = said(path, drafted(path))
    assert (stated.problems, stated.notes) == ([], [])
    ties = [(set(tie[:2]), *tie[2:]) for tie in stated.links["collaborates_with"]]
    assert sorted(ties, key=lambda tie: tie[-1]) == [
        ({ONE, OTHER}, "แลกเปลี่ยนข้อมูล", "1"),
        ({ONE, OTHER}, "ประชุมร่วม", "2020-01-21", "2.5"),
        ({ONE, THIRD}, "ประชุมร่วม", "4"),
    ]


def test_both_directions_of_one_tie_must_agree(written: Written) -> None:
    """A tie holds both ways: two weights are refused, or combined as the mapping says."""
    path = written("edges.csv", f"source,target,weight\n{ONE},{OTHER},2\n{OTHER},{ONE},3\n")
    mapping = drafted(path)
    ((cell, text),) = said(path, mapping).problems
    assert (cell, text[:32]) == ("C3", "differs from “2” in row 2, which")
    file = path.with_suffix(".toml")
    edited = file.read_text("utf-8")
    summed = 'weight = { column = "weight", several = "largest" }'
    file.write_text(edited.replace('weight = "weight"', summed), "utf-8")
    (tie,) = said(path, read_mapping(file)).links["collaborates_with"]
    assert (set(tie[:2]), tie[2:]) == ({ONE, OTHER}, ("3",))
    directed = edited.replace("COLLABORATES_WITH", "SEEKS_LINK_WITH").replace(
        '  weight = "weight"\n', ""
    )
    file.write_text(directed, "utf-8")
    stated = said(path, read_mapping(file))
    assert stated.links == {"seeks_link_with": [(ONE, OTHER), (OTHER, ONE)]}
    assert stated.notes == [
        ("weight", "is left out, the mapping does not name it; cells: 2"),
    ]


def _network() -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_node("n0", label=ONE, kind="agency")
    graph.add_node("n1", label=OTHER, kind="agency", start_date="1990-01-01")
    graph.add_node(
        "n2", label="โครงการเยี่ยมบ้าน", kind="project", start_date="2020-01-21", colour="red"
    )
    graph.add_edge("n0", "n1", weight=2.5, since="2020-02-01")
    graph.add_edge("n2", "n1", weight=1.0)
    return graph


def _graphml() -> bytes:
    content = io.BytesIO()
    nx.write_graphml(_network(), content)
    return content.getvalue()


def _gexf() -> bytes:
    content = io.BytesIO()
    nx.write_gexf(_network(), content)
    return content.getvalue()


@pytest.mark.parametrize("make", [_graphml, _gexf])
def test_a_network_is_read_with_its_nodes_and_edges(written: Written, make: object) -> None:
    """Nodes are of the kinds that they say; a row of edges states what its ends fit."""
    assert callable(make)
    path = written("network.xml", make())
    stated = said(path, drafted(path))
    assert stated.problems == []
    assert stated.records == {
        "agencies": [{"name_th": ONE}, {"name_th": OTHER}],
        "projects": [{"name_th": "โครงการเยี่ยมบ้าน", "starts": "2020-01-21"}],
    }
    (tie,) = stated.links["collaborates_with"]
    assert (set(tie[:2]), tie[2:]) == ({ONE, OTHER}, ("2020-02-01", "2.5"))
    assert stated.links["takes_part_in"] == [(OTHER, "โครงการเยี่ยมบ้าน")]
    told = dict(stated.notes)
    assert told["colour"] == "is left out, as the mapping says; cells: 1"
    assert told["directed"] == "is left out, as the mapping says; cells: 2"
    assert told["start_date"] == "has no place in what some rows state; cells left out: 1"
    assert told["weight"] == "has no place in what some rows state; cells left out: 1"


def test_an_edge_to_no_node_is_refused(written: Written) -> None:
    """The draft takes its ends for names then; as keys, they are looked up."""
    path = written("network.graphml", _graphml())
    mapping = drafted(path)
    path.write_bytes(_graphml().replace(b'target="n1"', b'target="n7"', 1))
    assert said(path, mapping).problems == [("B2", "no row has the key “n7”")]
