"""References to nodes: one type to the type checker, the declared class to Strawberry."""

from __future__ import annotations

from graph_api.planner.refs import NodeRef, node, nodes
from schema.model import Agency


def test_a_reference_is_no_node() -> None:
    """It has an id and nothing else."""
    assert node(Agency, "agency:a") == NodeRef("agency:a")
    assert not hasattr(node(Agency, "agency:a"), "name_th")
    assert nodes(Agency, ["agency:b", "agency:a"]) == [NodeRef("agency:b"), NodeRef("agency:a")]


def test_strawberry_reads_the_declared_class() -> None:
    """So the schema has the kind itself, and ``NodeRef`` is no type of it."""
    assert NodeRef[Agency] is Agency
