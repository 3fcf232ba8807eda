"""Pages: followed by the planner's cursors, they are the sorted list, whatever it is sorted by."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.registry import camel, declaration
from tests.oracles.graph import Graph
from tests.planner.asking import Asker
from tests.planner.grammar_values import Values, literal

FORWARD = "first: $n, after: $c"
BACKWARD = "last: $n, before: $c"
PAGE = """{ totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            edges { cursor node { ... on Node { id } } } }"""


async def follow(
    asker: Asker, head: str, tail: str, arguments: str, size: int, *, backward: bool
) -> tuple[list[str], int]:
    """Ids of all pages, in the order of the list, and the total; both oracles see each page."""
    way = BACKWARD if backward else FORWARD
    document = f"query ($n: Int, $c: String) {{ {head}({way}{arguments}) {PAGE} {tail}"
    cursor, found = None, []
    while True:
        data: Any = await asker.check(document, {"n": size, "c": cursor})
        while "totalCount" not in data:
            (data,) = data.values()
        ids = [edge["node"]["id"] for edge in data["edges"]]
        found = ids + found if backward else found + ids
        info = data["pageInfo"]
        cursor = info["startCursor" if backward else "endCursor"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return found, data["totalCount"]


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
async def test_pages_of_a_kind(small_asker: Asker, small_graph: Graph, data: Any) -> None:
    """Forward and backward, with ties, missing values and filters, nothing is lost or doubled."""
    values = Values(small_graph)
    kind = data.draw(st.sampled_from(list(declaration().kinds.values())))
    order = values.order(data.draw, kind.name)
    arguments = f", orderBy: {written(order)}"
    if data.draw(st.booleans()):
        arguments += f", where: {written(values.where(data.draw, kind.name, 1))}"
    size = data.draw(st.integers(1, 3))
    name = camel(kind.connection or "")
    there, total = await follow(small_asker, name, "}", arguments, size, backward=False)
    back, _ = await follow(small_asker, name, "}", arguments, size, backward=True)
    assert there == back
    assert len(there) == total == len(set(there))


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
async def test_pages_of_a_relationship(small_asker: Asker, small_graph: Graph, data: Any) -> None:
    """Several relationships between the same two nodes are several rows."""
    values = Values(small_graph)
    kinds = declaration().kinds.values()
    fields = [(k, i) for k in kinds for i in k.relationships.values() if not i.one]
    kind, item = data.draw(st.sampled_from(fields))
    near = f"{kind.prefix}:{data.draw(st.sampled_from('abc'))}"
    arguments = ""
    if data.draw(st.booleans()):
        arguments = f", orderBy: {written(values.order(data.draw, item.target))}"
    head = f'node(id: "{near}") {{ ... on {kind.name} {{ {item.graphql_name}'
    size = data.draw(st.integers(1, 2))
    there, total = await follow(small_asker, head, "} } }", arguments, size, backward=False)
    back, _ = await follow(small_asker, head, "} } }", arguments, size, backward=True)
    assert there == back
    assert len(there) == total


def written(value: Any) -> str:
    """A literal without variables."""
    return literal(value, lambda leaf: literal(leaf.value, lambda inner: written(inner.value)))


async def test_two_relationships_to_one_node_fall_on_two_pages(
    small_asker: Asker, small_graph: Graph
) -> None:
    """The cursor tells them apart."""
    pairs = [(edge.type, edge.source.id, edge.target.id) for edge in small_graph.edges()]
    assert len(pairs) > len(set(pairs))
    doubled = next(pair for pair in pairs if pairs.count(pair) > 1 and pair[0] == "MEMBER_OF")
    head = f'agency(id: "{doubled[1]}") {{ networks'
    ids, total = await follow(small_asker, head, "} }", "", 1, backward=False)
    assert ids.count(doubled[2]) == pairs.count(doubled)
    assert len(ids) == total


@pytest.mark.store
@pytest.mark.parametrize("way", ["ASC", "DESC"])
async def test_missing_values_stand_at_one_end(small_asker: Asker, way: str) -> None:
    """Last upwards, first downwards; paging goes into them and out again."""
    ids, _ = await follow(
        small_asker, "goals", "}", f", orderBy: [{{due: {way}}}]", 2, backward=False
    )
    data = await small_asker.check(
        f"{{ goals(orderBy: [{{due: {way}}}]) {{ nodes {{ id due }} }} }}"
    )
    assert [node["id"] for node in data["goals"]["nodes"]] == ids
    missing = [node["due"] is None for node in data["goals"]["nodes"]]
    assert len(set(missing)) == 2
    assert missing == sorted(missing, reverse=way == "DESC")


async def test_an_empty_page_has_no_cursors(asker: Asker) -> None:
    """Nothing asked for, or nothing there."""
    data = await asker.check(
        "{ areas(first: 0) { pageInfo { hasNextPage startCursor } nodes { id } } "
        'agencies(where: {nameTh: {eq: "ไม่มี"}}) { totalCount pageInfo { hasNextPage endCursor } } }'
    )
    assert data == {
        "areas": {"pageInfo": {"hasNextPage": True, "startCursor": None}, "nodes": []},
        "agencies": {"totalCount": 0, "pageInfo": {"hasNextPage": False, "endCursor": None}},
    }
