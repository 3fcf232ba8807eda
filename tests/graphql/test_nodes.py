"""``nodes(ids:)``: each id for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.graphql.conftest import Ask

_NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } areas(first: 1, where: {id: {eq: "area:41"}}) { nodes { id } } }'


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "x",
        "agency",
        "agency:",
        ":x",
        "agency:X Y",
        "ministry:x",
        "agency:" + "x" * 200,
        "area:41\u200b",
        7,
    ],
)
async def test_a_malformed_id_is_null_with_an_error_at_its_place(
    ask: Ask, codes: Callable[..., list[tuple[Any, Any]]], wrong: str | int
) -> None:
    """The other ids, and the other fields, are answered."""
    result = await ask(_NODES, {"ids": ["area:41", wrong, "area:99", "area:4101", wrong]})
    assert result.data == {
        "nodes": [{"id": "area:41"}, None, None, {"id": "area:4101"}, None],
        "areas": {"nodes": [{"id": "area:41"}]},
    }
    assert codes(result) == [("BAD_ID", ["nodes", 1]), ("BAD_ID", ["nodes", 4])]


async def test_literal_ids_are_told_likewise(
    ask: Ask, codes: Callable[..., list[tuple[Any, Any]]]
) -> None:
    """By the name that the client gave the field."""
    result = await ask('{ some: nodes(ids: ["x", "area:41"]) { id } }')
    assert result.data == {"some": [None, {"id": "area:41"}]}
    assert codes(result) == [("BAD_ID", ["some", 0])]
