"""Arguments that name kinds and ids say what was probably meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.graphql.conftest import Ask


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        ('{ changes(kinds: ["Agency", "Agncy"]) { nodes { revision } } }', "BAD_ARGUMENT", "kinds names 'Agncy', which is no kind such as Agency, and no type of relationships such as MEMBER_OF; did you mean Agency?"),
        ('{ changes(kinds: ["MEMBER_OFF"]) { nodes { revision } } }', "BAD_ARGUMENT", "did you mean MEMBER_OF?"),
        ('{ changes(kinds: ["zzz"]) { nodes { revision } } }', "BAD_ARGUMENT", "kinds names 'zzz', which is no kind such as Agency, and no type of relationships such as MEMBER_OF."),
        ('{ changes(ids: ["agncy:x"]) { nodes { revision } } }', "BAD_ID", "The id 'agncy:x' does not begin with the prefix of a kind (did you mean agency:?), such as agency:, "),
        ('{ changes(area: "zzz:x") { nodes { revision } } }', "BAD_ID", "The id 'zzz:x' should be the id of Area (beginning with area:)."),
        ('{ search(text: "ก", kinds: ["Agency", "Gaol"]) { score } }', "BAD_ARGUMENT", "'Gaol' is none; did you mean Goal?"),
        ('{ node(id: "agncy:x") { id } }', "BAD_ID", "(did you mean agency:?)"),
        ('{ node(id: "zzz") { id } }', "BAD_ID", "The id 'zzz' does not begin with the prefix of a kind, such as agency:, network:, area:, problem:, goal:, "),
        ('{ agency(id: "agncy:x") { id } }', "BAD_ID", "(did you mean agency:?)"),
        ('{ areas(where: {id: {eq: "aera:41"}}) { totalCount } }', "BAD_ID", "(did you mean area:?)"),
        ('{ areas(where: {inside: "aera:41"}) { totalCount } }', "BAD_ID", "(did you mean area:?)"),
        ('{ areas(where: {id: {inside: "aera:41"}}) { totalCount } }', "BAD_ID", "(did you mean area:?)"),
        ('{ areas(datasets: ["datset:x"]) { totalCount } }', "BAD_ID", "(did you mean dataset:?)"),
        ('{ linkage(from: "agncy:x", to: "agency:chamber") { score } }', "BAD_ID", "agncy:x"),
    ],
)  # fmt: skip
async def test_what_is_not_known_is_named(
    ask: Ask, codes: Callable[..., list[tuple[Any, Any]]], document: str, code: str, words: str
) -> None:
    """With the nearest first."""
    result = await ask(document)
    assert [found for found, _ in codes(result)] == [code]
    assert result.errors is not None
    assert words in result.errors[0].message
