"""Moments on the demo: one rule for all operators, one form in all that is sent."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from schema.dates import moment_text, parse_moment
from tests.graphql.conftest import Ask

_OFFSETS = [dt.timedelta(0), dt.timedelta(hours=7), dt.timedelta(hours=-9, minutes=-30)]
_COUNT = "query ($where: AgencyWhere) { agencies(where: $where) { totalCount } }"
_ALL = '{ agency(id: "agency:chamber") { createdAt updatedAt } agencies { totalCount } }'


def _spelled(moment: dt.datetime) -> list[str]:
    """One moment in several spellings."""
    local = [moment.astimezone(dt.timezone(offset)) for offset in _OFFSETS]
    buddhist = f"{local[1].year + 543}{local[1].isoformat()[4:]}"
    sent = moment_text(moment)
    return [*(one.isoformat() for one in local), sent, sent.lower(), buddhist]


async def _count(ask: Ask, field: str, condition: dict[str, Any], *, literal: bool) -> int:
    where = {field: condition}
    if literal:
        text = json.dumps(condition).replace(
            '"' + next(iter(condition)) + '"', next(iter(condition))
        )
        result = await ask(f"{{ agencies(where: {{{field}: {text}}}) {{ totalCount }} }}")
    else:
        result = await ask(_COUNT, {"where": where})
    assert result.errors is None, result.errors
    assert result.data is not None
    found: int = result.data["agencies"]["totalCount"]
    return found


@pytest.mark.parametrize("literal", [False, True])
async def test_a_moment_is_the_same_with_every_offset(ask: Ask, *, literal: bool) -> None:
    """By every operator, as a variable and as a literal."""
    result = await ask(_ALL)
    assert result.data is not None
    total, field = result.data["agencies"]["totalCount"], "createdAt"
    moment = parse_moment(result.data["agency"]["createdAt"])
    at = await _count(ask, field, {"eq": moment_text(moment)}, literal=False)
    before = await _count(ask, field, {"lt": moment_text(moment)}, literal=False)
    assert at > 0
    for text in _spelled(moment):
        found = {
            operator: await _count(ask, field, {operator: value}, literal=literal)
            for operator, value in {
                "eq": text, "in": [text], "lt": text, "lte": text, "gt": text, "gte": text,
            }.items()
        }  # fmt: skip
        assert found == {
            "eq": at, "in": at, "lt": before, "lte": before + at,
            "gt": total - before - at, "gte": total - before,
        }, text  # fmt: skip


_FORMS = """
{ agencies(first: 3, orderBy: [{createdAt: ASC}, {updatedAt: DESC}]) {
    nodes { createdAt updatedAt }
    aggregate { min { createdAt updatedAt } max { createdAt } }
    groupBy(by: [CREATED_AT], first: 2) { keys { value } }
  }
  datasets { nodes { loadedAt } }
  meta { loadedAt }
  changes(first: 2) { nodes { at } }
  timeline { recorded(first: 2) { nodes { at } } }
  structure { basis { takenAt } }
}
"""


def _moments(value: object) -> list[str]:
    """All texts in an answer."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in _moments(item)]
    if isinstance(value, list):
        return [text for item in value for text in _moments(item)]
    return [value] if isinstance(value, str) else []


async def test_moments_are_sent_in_one_form(ask: Ask) -> None:
    """Stored ones, measured ones, groups, and what is computed: UTC, microseconds, Z."""
    result = await ask(_FORMS)
    assert result.errors is None, result.errors
    found = _moments(result.data)
    assert len(found) > 10
    assert [text for text in found if moment_text(parse_moment(text)) != text] == []


async def test_pages_by_moments_hold_everything_once(ask: Ask) -> None:
    """Cursors name moments in the form in which they are sent."""
    document = """query ($after: String) { agencies(first: 7, after: $after, orderBy: [{createdAt: DESC}]) {
      nodes { id } totalCount pageInfo { endCursor hasNextPage } } }"""
    ids: list[str] = []
    after, more, total = None, True, 0
    while more:
        result = await ask(document, {"after": after})
        assert result.errors is None, result.errors
        assert result.data is not None
        page = result.data["agencies"]
        ids += [node["id"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        total = page["totalCount"]
    assert (len(ids), len(set(ids))) == (total, total)


@pytest.mark.parametrize(
    "value",
    [
        "2563-01-21T00:00:00",
        "2020-01-21",
        "2020-W04-2",
        "20200121T000000Z",
        "9999-12-31T23:59:59-07:00",
        "2020-12-31T23:59:60Z",
        "0063-01-21T00:00:00Z",
        2020,
        1.5,
        True,
        [],
        {},
    ],
)
@pytest.mark.parametrize("operator", ["eq", "in", "lt", "lte", "gt", "gte"])
@pytest.mark.parametrize("literal", [False, True])
async def test_what_is_no_moment_is_refused_by_every_operator(
    ask: Ask,
    codes: Callable[..., list[tuple[Any, Any]]],
    operator: str,
    value: object,
    *,
    literal: bool,
) -> None:
    """With the code of a bad date, or GraphQL's own where a list or an object stands."""
    given = [value] if operator == "in" else value
    if literal:
        written = json.dumps(given)
        result = await ask(
            f"{{ agencies(where: {{createdAt: {{{operator}: {written}}}}}) {{ totalCount }} }}"
        )
    else:
        result = await ask(_COUNT, {"where": {"createdAt": {operator: given}}})
    assert result.data is None
    assert {code for code, _ in codes(result)} <= {"BAD_DATE", "GRAPHQL_INVALID"}
    if isinstance(value, str):
        assert [code for code, _ in codes(result)] == ["BAD_DATE"]
        assert result.errors is not None
        assert "2020-01-21" in result.errors[0].message
