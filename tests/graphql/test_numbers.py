"""Numbers that are too large are refused, not taken for infinity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.graphql.conftest import Ask

Codes = Callable[..., list[tuple[Any, Any]]]

_LITERALS = [
    "{{ areas(where: {{latitude: {{lt: {0}}}}}) {{ totalCount }} }}",
    "{{ areas(where: {{latitude: {{in: [1.5, {0}]}}}}) {{ totalCount }} }}",
    "query ($x: Float = {0}) {{ areas(where: {{latitude: {{lt: $x}}}}) {{ totalCount }} }}",
    "{{ areas(where: {{not: {{or: [{{latitude: {{gte: {0}}}}}]}}}}) {{ totalCount }} }}",
    "{{ areas(first: {0}) {{ totalCount }} }}",
    "{{ agencies(where: {{networks: {{count: {{lt: {0}}}}}}}) {{ totalCount }} }}",
]


@pytest.mark.parametrize("document", _LITERALS)
@pytest.mark.parametrize(
    "number", ["1e309", "-1e309", "1e400", "1.7976931348623159e308", "9" * 310]
)
async def test_a_literal_beyond_every_float_is_refused(
    ask: Ask, codes: Codes, document: str, number: str
) -> None:
    """Wherever it stands."""
    result = await ask(document.format(number))
    assert result.data is None
    assert [code for code, _ in codes(result)] == ["BAD_ARGUMENT"]
    assert result.errors is not None
    assert "is out of range" in result.errors[0].message


async def test_the_largest_float_is_a_number(ask: Ask) -> None:
    """All provinces with a latitude lie below it."""
    every = await ask("{ areas(where: {latitude: {isNull: false}}) { totalCount } }")
    below = await ask("{ areas(where: {latitude: {lt: 1.7976931348623157e308}}) { totalCount } }")
    assert (below.errors, below.data) == (None, every.data)


@pytest.mark.parametrize(
    "value", [float("inf"), float("-inf"), float("nan"), 10**400, "1e309", [1.0], True]
)
async def test_a_variable_that_is_no_number_is_refused(
    ask: Ask, codes: Codes, value: object
) -> None:
    """By itself, in lists, in inputs, and where a whole number is wanted."""
    for type_, where, given in (
        ("Float", "{latitude: {lt: $x}}", value),
        ("[Float!]", "{latitude: {in: $x}}", [1.0, value]),
        ("AreaWhere", "$x", {"latitude": {"gte": value}}),
        ("Int", "{agencies: {count: {gt: $x}}}", value),
    ):
        document = f"query ($x: {type_}) {{ areas(where: {where}) {{ totalCount }} }}"
        result = await ask(document, {"x": given})
        assert result.data is None, (type_, value)
        assert {code for code, _ in codes(result)} == {"GRAPHQL_INVALID"}


@pytest.mark.parametrize("number", ["2147483648", "-2147483649", "1.5", "1e2"])
async def test_a_whole_number_out_of_range_is_refused(ask: Ask, codes: Codes, number: str) -> None:
    """As a literal; GraphQL's whole numbers have 32 bits."""
    result = await ask(f"{{ areas(first: {number}) {{ totalCount }} }}")
    assert result.data is None
    assert [code for code, _ in codes(result)] == ["GRAPHQL_INVALID"]
