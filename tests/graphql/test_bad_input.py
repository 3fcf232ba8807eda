"""Wrong input gets a stable code and a sentence that helps, before the database sees anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from graph_api.graphql.errors import formatted
from tests.graphql.conftest import Ask

Codes = Callable[[ExecutionResult], list[tuple[Any, Any]]]
AGENCIES = (
    "query ($first: Int, $after: String) { agencies(first: $first, after: $after) { totalCount } }"
)


async def test_an_unknown_id_is_null_without_error(ask: Ask) -> None:
    """Nothing is wrong with asking for what is not there."""
    result = await ask('{ agency(id: "agency:nobody") { id } node(id: "issue:none") { id } }')
    assert (result.data, result.errors) == ({"agency": None, "node": None}, None)


async def test_an_id_of_another_kind_is_null(ask: Ask) -> None:
    """A network is no agency."""
    result = await ask('{ agency(id: "network:udon-media") { id } }')
    assert (result.data, result.errors) == ({"agency": None}, None)


@pytest.mark.parametrize(
    "bad",
    ["", "agency", "agency:", "AGENCY:x", "agency:ก", "person:a b", "x:y", "agency:" + "a" * 200],
)
async def test_a_malformed_id_is_refused_and_the_rest_is_answered(
    ask: Ask, codes: Codes, bad: str
) -> None:
    """One wrong root field does not take the others with it."""
    document = (
        'query ($id: ID!) { bad: agency(id: $id) { id } good: area(id: "area:41") { nameEn } }'
    )
    result = await ask(document, {"id": bad})
    assert result.data == {"bad": None, "good": {"nameEn": "Udon Thani"}}
    assert codes(result) == [("BAD_ID", ["bad"])]


@pytest.mark.parametrize("first", [-1, 1001, 2**31 - 1])
async def test_a_page_size_out_of_bounds_is_refused(ask: Ask, codes: Codes, first: int) -> None:
    """Negative or huge pages."""
    result = await ask(AGENCIES.replace("totalCount", "nodes { id }"), {"first": first})
    assert (result.data, codes(result)) == (None, [("BAD_PAGE_SIZE", ["agencies"])])


async def test_a_number_beyond_32_bits_is_refused(ask: Ask, codes: Codes) -> None:
    """GraphQL's Int ends there."""
    result = await ask(AGENCIES, {"first": 2**40})
    assert (result.data, codes(result)) == (None, [("GRAPHQL_INVALID", None)])


@pytest.mark.parametrize("after", ["", "x", "WyJuYW1lIl0", "💥", "A" * 10_000, "bnVsbA"])
async def test_a_malformed_cursor_is_refused(ask: Ask, codes: Codes, after: str) -> None:
    """A cursor is checked, not trusted."""
    result = await ask(AGENCIES.replace("totalCount", "nodes { id }"), {"after": after})
    assert (result.data, codes(result)) == (None, [("BAD_CURSOR", ["agencies"])])


@pytest.mark.parametrize("day", ["", "yesterday", "2020-13-01", "31 ก.พ. 2563", 5])
@pytest.mark.parametrize("literal", [True, False])
async def test_a_malformed_date_is_refused(
    ask: Ask, codes: Codes, day: str | int, *, literal: bool
) -> None:
    """As a literal and as a variable, with the same code."""
    if literal:
        shown = f'"{day}"' if isinstance(day, str) else str(day)
        result = await ask(f"{{ agencies(asOf: {shown}) {{ totalCount }} }}")
    else:
        document = "query ($day: Date) { agencies(asOf: $day) { totalCount } }"
        result = await ask(document, {"day": day})
    assert result.data is None
    assert [code for code, _ in codes(result)] == ["BAD_DATE"]


async def test_a_thai_date_is_read(ask: Ask) -> None:
    """Dates may be in the Buddhist Era."""
    document = "query ($day: Date) { agencies(asOf: $day) { totalCount } }"
    days = ["2020-01-21", "2563-01-21", "21 ม.ค. 2563", "๒๑ มกราคม พ.ศ. ๒๕๖๓"]
    found = [(await ask(document, {"day": day})).data for day in days]
    assert found == [found[0]] * 4
    assert found[0] is not None


@pytest.mark.parametrize(
    "text", ["\x00", "ก\x07ข", "\ud800", "x" * 100_000], ids=["nul", "bell", "half", "long"]
)
@pytest.mark.parametrize("where", ["nameTh", "name"])
async def test_text_that_is_no_text_is_refused(
    ask: Ask, codes: Codes, text: str, where: str
) -> None:
    """Control characters, halves of surrogate pairs, 100 kB."""
    document = f"query ($t: String) {{ agencies(where: {{{where}: {{contains: $t}}}}) {{ nodes {{ id }} }} }}"
    result = await ask(document, {"t": text})
    assert (result.data, codes(result)) == (None, [("BAD_TEXT", ["agencies"])])


async def test_an_empty_part_of_a_name_is_refused(ask: Ask, codes: Codes) -> None:
    """It would be found everywhere."""
    result = await ask('{ agencies(where: {name: {contains: " "}}) { nodes { id } } }')
    assert codes(result) == [("BAD_SEARCH", ["agencies"])]


async def test_an_unknown_enum_value_is_refused(ask: Ask, codes: Codes) -> None:
    """By validation, before anything runs."""
    result = await ask('{ area(id: "area:41") { name(lang: FR) } }')
    assert (result.data, codes(result)) == (None, [("GRAPHQL_INVALID", None)])


async def test_a_null_operator_is_refused(ask: Ask, codes: Codes) -> None:
    """``eq: null`` could mean two things; it means neither."""
    document = "query ($k: ID) { agencies(where: {kind: {eq: $k}}) { totalCount } }"
    result = await ask(document, {"k": None})
    assert (result.data, codes(result)) == (None, [("BAD_ARGUMENT", None)])


async def test_a_page_that_goes_both_ways_is_refused(ask: Ask, codes: Codes) -> None:
    """First and last at once."""
    result = await ask("{ agencies(first: 1, last: 1) { totalCount } }")
    assert codes(result) == [("BAD_ARGUMENT", None)]


async def test_what_multiplies_is_refused(ask: Ask, codes: Codes) -> None:
    """Nested pages of 1,000."""
    nested = "{ agencies(first: 1000) { nodes { networks(first: 1000) { nodes { id } } } } }"
    result = await ask(nested)
    assert codes(result) == [("OPERATION_TOO_COSTLY", None)]


async def test_too_deep_and_too_wide_are_refused(ask: Ask, codes: Codes) -> None:
    """Before the database plans them."""
    deep = "id"
    for _ in range(40):
        deep = f"collaboratesWith(first: 1) {{ nodes {{ {deep} }} }}"
    wide = " ".join(f"a{i}: networks(first: {i}) {{ nodes {{ id }} }}" for i in range(150))
    many = " ".join(f'a{i}: agency(id: "agency:a{i}") {{ id }}' for i in range(500))
    found = [
        codes(await ask(f'{{ agency(id: "agency:a") {{ {deep} }} }}')),
        codes(await ask(f'{{ agency(id: "agency:a") {{ {wide} }} }}')),
        codes(await ask(f"{{ {many} }}")),
    ]
    assert found == [
        [("OPERATION_TOO_DEEP", None)],
        [("OPERATION_TOO_WIDE", None)],
        [("OPERATION_TOO_LONG", None)],
    ]


async def test_a_contact_needs_its_scope(ask: Ask, codes: Codes) -> None:
    """Refused as a field and in a filter; answered with the scope."""
    selected = '{ agency(id: "agency:culture-office") { contact } }'
    filtered = '{ agencies(where: {contact: {contains: "0"}}) { totalCount } }'
    refused = [codes(await ask(selected)), codes(await ask(filtered))]
    allowed = await ask(selected, scopes=frozenset({"contacts"}))
    assert refused == [[("FORBIDDEN", None)]] * 2
    assert allowed.errors is None


async def test_errors_are_in_thai_when_asked(ask: Ask) -> None:
    """The code stays, the sentence changes."""
    result = await ask("{ agencies(first: -1) { nodes { id } } }")
    assert result.errors is not None
    shown = {language: formatted(result.errors[0], language) for language in ("en", "th")}
    assert shown["en"]["message"] == "A page holds from 0 to 1000 items, not -1."
    assert shown["th"]["message"] == "หนึ่งหน้ามีได้ตั้งแต่ 0 ถึง 1000 รายการ ไม่ใช่ -1"
    assert shown["en"]["extensions"] == shown["th"]["extensions"] == {"code": "BAD_PAGE_SIZE"}
