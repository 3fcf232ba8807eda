"""Nulls where the schema allows none: the row is spoilt on its way, place by place."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from tests.planner.asking import Asker

Place = tuple[int, ...]

DOCUMENTS = {
    "one node": '{ agency(id: "agency:a") { nameEn nameTh id kind { nameTh id } datasets { id n: nameTh } } }',
    "a list of nullable items": """{ nodes(ids: ["agency:a", "term:b", "agency:c"]) {
        id ... on Record { nameTh evidence { nameTh source { nameTh passages(first: 2) { nodes { nameTh } } } } }
        ... on Agency { networks(first: 2) { edges { id node { area { nameTh } nameTh } } } } } }""",
    "a connection, which may not be null": """{ term(id: "term:a") { nameTh }
        agencies(first: 2) { totalCount nodes { kind { nameTh datasets { nameTh } } nameTh createdAt } }
        __typename }""",
    "an answer with nodes in it": """{ agency(id: "agency:b") { nameTh }
        ranking(ids: ["agency:a", "agency:c"]) { total best { nameTh }
        items { score agency { nameTh datasets { nameTh } } shares { about { nameTh id } } } } }""",
    "an answer with nodes that may not be null": """{ ranking(ids: ["agency:a", "agency:c"]) {
        best { nameTh } known { nameTh networks { nodes { nameTh } } } anything { id } } }""",
    "deep below": """{ area(id: "area:a") { nameTh networks(first: 3) { nodes { nameTh area { nameTh
        contains(first: 2) { edges { node { within { nameTh } nameTh } synthetic id } } } } } x: id } }""",
    "before and after a list": """{ agency(id: "agency:b") { datasets { nameTh } kind { id nameTh }
        nameTh evidence { nameTh } networks(first: 1) { nodes { kind: area { nameTh } nameTh } } id } }""",
}


def places(row: Any, at: Place = ()) -> Iterator[Place]:
    """Where texts stand in a row, but for the ids that tell a node's kind."""
    for index, value in enumerate(row):
        if isinstance(value, list):
            yield from places(value, (*at, index))
        elif isinstance(value, str) and not (
            len(row) == 2 and index == 0 and isinstance(row[1], list)
        ):
            yield (*at, index)


def without(row: Any, place: Place) -> Any:
    """The row with null at a place."""
    spoilt = copy.deepcopy(row)
    inner = spoilt
    for index in place[:-1]:
        inner = inner[index]
    inner[place[-1]] = None
    return spoilt


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_nulls_bubble_as_in_graphql_core(small_asker: Asker, name: str) -> None:
    """Data, messages and paths are those of graphql-core, whichever value is missing."""
    document = DOCUMENTS[name]
    reply = await small_asker.check_errors(document)
    row = reply.read.rows[0][0][0]
    found = list(places(row))
    assert len(found) >= 4
    for place in found:
        await small_asker.check_errors(document, tamper=lambda row, at=place: without(row, at))


async def test_two_nulls_at_once(small_asker: Asker) -> None:
    """The first one that stops an object is the one that is reported for it."""
    for document in DOCUMENTS.values():
        reply = await small_asker.check_errors(document)
        found = list(places(reply.read.rows[0][0][0]))
        for first, second in zip(found, found[1:] + found[:1], strict=True):
            await small_asker.check_errors(
                document, tamper=lambda row, a=first, b=second: without(without(row, a), b)
            )
