"""Filters, orders and relevance on the demo; the answers were worked out from its CSV files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.graphql.conftest import Ask

DEMO = '["dataset:udon-demo", "dataset:udon-thani-2563"]'

TWICE = [
    "agency:buddhism-office",
    "agency:consumer-network",
    "agency:pariyat-school",
    "agency:weaving-enterprise",
    "agency:youth-media",
]
"""The agencies with two rows in ``member_of.csv``."""

CHAIRS = [
    "agency:chamber",
    "agency:education-office",
    "agency:local-sages",
    "agency:pr-office",
    "agency:provincial-office",
    "agency:sangha-office",
]
"""The agencies whose row has the role of the chair."""


async def _ids(ask: Ask, where: str, scope: str = f"datasets: {DEMO}") -> list[str]:
    document = f"{{ agencies(first: 100, orderBy: {{id: ASC}}, {scope}, where: {where}) {{ nodes {{ id }} }} }}"
    result = await ask(document)
    assert result.errors is None, result.errors
    assert result.data is not None
    return [node["id"] for node in result.data["agencies"]["nodes"]]


async def test_a_number_of_relationships(ask: Ask) -> None:
    """Five agencies have two memberships, nobody has three; every other has one."""
    assert await _ids(ask, "{networks: {count: {gte: 2}}}") == TWICE
    assert await _ids(ask, "{networks: {count: {gt: 2}}}") == []
    assert (
        await _ids(ask, "{networks: {count: {in: [2, 3]}}, not: {networks: {single: {}}}}") == TWICE
    )
    assert len(await _ids(ask, "{networks: {single: {}}}")) == 75


async def test_a_number_of_those_that_meet_a_condition(ask: Ask) -> None:
    """In one network of two: only the government's is counted, then only the civil society's."""
    both = '{{networks: {{count: {{gte: 2}}, single: {{id: {{eq: "network:udon-{}"}}}}}}}}'
    assert await _ids(ask, both.format("government")) == ["agency:buddhism-office"]
    assert await _ids(ask, both.format("civil-society")) == [
        "agency:consumer-network",
        "agency:weaving-enterprise",
        "agency:youth-media",
    ]


async def test_properties_of_relationships(ask: Ask) -> None:
    """The chairs; the one that left a network; the one that joined the media late."""
    chair = '{networks: {edge: {role: {eq: "term:member-role.chair"}}}}'
    assert await _ids(ask, chair) == CHAIRS
    left = "{networks: {edge: {until: {isNull: false}}, some: {}}}"
    assert await _ids(ask, left) == ["agency:consumer-network", "agency:local-newspaper"]
    late = (
        '{networks: {edge: {since: {gte: "2023-01-01"}}, some: {id: {eq: "network:udon-media"}}}}'
    )
    assert await _ids(ask, late) == ["agency:podcast-studio"]


async def test_all_speaks_of_the_relationships_that_meet_the_condition(ask: Ask) -> None:
    """Who was a member until some day: all of those memberships were in the private network."""
    where = '{networks: {edge: {until: {isNull: false}}, some: {}, all: {id: {eq: "network:udon-private"}}}}'
    assert await _ids(ask, where) == ["agency:consumer-network"]


async def test_members_of_a_network_by_their_membership(ask: Ask) -> None:
    """A nested list is filtered and ordered by the relationship: latest first, then by id."""
    document = """{ network(id: "network:udon-media") {
      agencies(datasets: ["dataset:udon-demo"], first: 3, edge: {not: {role: {eq: "term:member-role.chair"}}},
               orderBy: [{edge: {since: DESC}}, {id: ASC}]) { totalCount edges { since node { id } } } } }"""
    result = await ask(document)
    assert result.errors is None, result.errors
    assert result.data == {
        "network": {
            "agencies": {
                "totalCount": 8,
                "edges": [
                    {"since": "2024-11-06", "node": {"id": "agency:podcast-studio"}},
                    {"since": "2021-02-08", "node": {"id": "agency:community-radio"}},
                    {"since": "2021-02-08", "node": {"id": "agency:local-newspaper"}},
                ],
            }
        }
    }


@pytest.mark.parametrize(
    ("operator", "text", "found"),
    [
        ("eq", "สวจ", ["agency:culture-office"]),
        ("eq", "ส ว จ.", ["agency:culture-office"]),
        ("startsWith", "สำนักงานวัฒน", ["agency:culture-office"]),
        ("startsWith", "วัฒนธรรมจังหวัด", ["agency:culture-office"]),
        ("startsWith", "ธรรมจังหวัด", []),
        ("contains", "ํานักงานวัฒนธรรมจังหวัด", ["agency:culture-office"]),
    ],
)
async def test_conditions_on_names(ask: Ask, operator: str, text: str, found: list[str]) -> None:
    """All names count: the Thai one and the abbreviations, whatever the spelling."""
    assert await _ids(ask, f'{{name: {{{operator}: "{text}"}}}}') == found


async def test_texts_match_whatever_the_spacing_and_the_digits(ask: Ask) -> None:
    """The note of one membership, written otherwise; to the letter it is not there."""
    document = """query($note: String!) { agencies(where: {networks: {edge: {note: {%s: $note}}}}) { nodes { id } } }"""
    note = {"note": "เห็น งานสอนเด็ก ทอผ้า"}
    matched = await ask(document % "matches", note)
    held = await ask(document % "contains", note)
    assert matched.data == {"agencies": {"nodes": [{"id": "agency:weaving-enterprise"}]}}
    assert held.data == {"agencies": {"nodes": []}}


async def test_what_resembles_a_name_is_listed_by_relevance(ask: Ask) -> None:
    """A name with a slip is found; the whole name comes before its parts, both ways."""
    document = """query($text: String!, $way: Direction!) {
      agencies(first: 1, where: {name: {resembles: $text}}, orderBy: [{relevance: $way}]) {
        nodes { id } pageInfo { hasNextPage } } }"""
    best = await ask(document, {"text": "Provincial Office (demo)", "way": "DESC"})
    worst = await ask(document, {"text": "Provincial Office (demo)", "way": "ASC"})
    slip = await ask(document, {"text": "Provincal Cultur Office", "way": "DESC"})
    assert best.data == {
        "agencies": {
            "nodes": [{"id": "agency:provincial-office"}],
            "pageInfo": {"hasNextPage": True},
        }
    }
    assert worst.data != best.data
    assert slip.data is not None
    assert slip.data["agencies"]["nodes"] == [{"id": "agency:culture-office"}]


async def test_pages_by_relevance_are_the_whole_list_both_ways(ask: Ask) -> None:
    """Forwards in pages, backwards in pages, and all at once: the same agencies in the same order."""
    document = """query($page: Int, $after: String, $last: Int, $before: String) {
      agencies(first: $page, after: $after, last: $last, before: $before,
               where: {name: {resembles: "office"}}) {
        edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } }"""

    async def page(**variables: Any) -> Any:
        result = await ask(document, variables)
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data["agencies"]

    whole = [edge["node"]["id"] for edge in (await page(page=100))["edges"]]
    forwards: list[str] = []
    cursor, more = None, True
    while more:
        found = await page(page=3, after=cursor)
        forwards += [edge["node"]["id"] for edge in found["edges"]]
        cursor, more = found["edges"][-1]["cursor"], found["pageInfo"]["hasNextPage"]
    backwards: list[str] = []
    cursor, more = None, True
    while more:
        found = await page(last=3, before=cursor)
        backwards = [edge["node"]["id"] for edge in found["edges"]] + backwards
        cursor, more = found["edges"][0]["cursor"], found["pageInfo"]["hasPreviousPage"]
    assert len(whole) > 6
    assert forwards == backwards == whole


@pytest.mark.parametrize(
    "arguments",
    [
        "orderBy: [{relevance: DESC}]",
        'where: {or: [{name: {resembles: "a"}}]}, orderBy: [{relevance: DESC}, {id: ASC}]'.replace(
            "or: [", "or: [{}, "
        ),
        'where: {not: {name: {resembles: "a"}}}, orderBy: [{relevance: DESC}]',
    ],
)
async def test_relevance_needs_something_to_be_relevant_to(
    ask: Ask, codes: Callable[..., Any], arguments: str
) -> None:
    """Where not every row resembles a text there is no order by it."""
    result = await ask(f"{{ agencies({arguments}) {{ nodes {{ id }} }} }}")
    assert codes(result) == [("BAD_ARGUMENT", None)]
