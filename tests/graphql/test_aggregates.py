"""``aggregate`` and ``groupBy`` on the demo; the numbers were worked out from its CSV files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.graphql.conftest import Ask


async def _data(ask: Ask, document: str) -> Any:
    result = await ask(document)
    assert result.errors is None, result.errors
    return result.data


async def test_measures_of_an_indicators_readings(ask: Ask) -> None:
    """46, 58, 71 and 69 from June 2021 to June 2024: four values, mean 61, sum 244."""
    document = """{ indicator(id: "indicator:helmet-rate") { readings { aggregate {
      count min { value date } max { value date } avg { value } sum { value } } } } }"""
    assert await _data(ask, document) == {
        "indicator": {
            "readings": {
                "aggregate": {
                    "count": 4,
                    "min": {"value": 46.0, "date": "2021-06-14"},
                    "max": {"value": 71.0, "date": "2024-06-10"},
                    "avg": {"value": 61.0},
                    "sum": {"value": 244.0},
                }
            }
        }
    }


async def test_measures_of_nothing(ask: Ask) -> None:
    """No reading: none is smallest, no mean; a sum of nothing is nought."""
    document = """{ readings(where: {nameTh: {eq: "ไม่มี"}}, first: 0) { aggregate {
      count min { value } avg { value } sum { value } } } }"""
    data = await _data(ask, document)
    assert data == {
        "readings": {
            "aggregate": {
                "count": 0,
                "min": {"value": None},
                "avg": {"value": None},
                "sum": {"value": 0.0},
            }
        }
    }
    assert isinstance(data["readings"]["aggregate"]["sum"]["value"], float)


async def test_measures_are_of_all_whatever_the_page(ask: Ask) -> None:
    """24 goals have a horizon (12 of three years, 6 of two, 6 of one), one has none: 54 years."""
    document = """{ goals(first: 1, datasets: ["dataset:udon-demo"]) { nodes { id } totalCount
      aggregate { count sum { horizonYears } avg { horizonYears } max { due } } } }"""
    found = (await _data(ask, document))["goals"]
    assert (found["totalCount"], len(found["nodes"])) == (25, 1)
    assert found["aggregate"] == {
        "count": 25,
        "sum": {"horizonYears": 54.0},
        "avg": {"horizonYears": 2.25},
        "max": {"due": "2027-12-31"},
    }


async def test_groups_by_a_property(ask: Ask) -> None:
    """Equal groups follow by their key; what is missing is a group of its own, and comes last."""
    document = """{ goals(datasets: ["dataset:udon-demo"]) { groupBy(by: [HORIZON_YEARS]) {
      keys { by value node { id } } aggregate { count min { due } } } } }"""

    def group(value: str | None, count: int, due: str | None) -> dict[str, Any]:
        keys = [{"by": "HORIZON_YEARS", "value": value, "node": None}]
        return {"keys": keys, "aggregate": {"count": count, "min": {"due": due}}}

    assert (await _data(ask, document))["goals"]["groupBy"] == [
        group("3", 12, "2024-04-30"),
        group("1", 6, "2022-01-31"),
        group("2", 6, "2023-03-31"),
        group(None, 1, None),
    ]


async def test_groups_by_a_term_lead_to_the_term(ask: Ask) -> None:
    """16 government offices, then 6 media and 6 schools; the records themselves are keys."""
    document = """{ agencies(datasets: ["dataset:udon-demo"]) { groupBy(by: [KIND], first: 3) {
      keys { value node { __typename nameEn } } aggregate { count } } } }"""
    found = (await _data(ask, document))["agencies"]["groupBy"]
    assert [(item["keys"][0]["value"], item["aggregate"]["count"]) for item in found] == [
        ("term:agency-kind.government-office", 16),
        ("term:agency-kind.media", 6),
        ("term:agency-kind.school", 6),
    ]
    assert found[0]["keys"][0]["node"]["__typename"] == "Term"


async def test_groups_by_where_a_relationship_leads(ask: Ask) -> None:
    """Memberships by network: 19, 19, 13, 13, 12 and 9, though five agencies have two."""
    document = """{ agencies(datasets: ["dataset:udon-demo", "dataset:udon-thani-2563"]) { groupBy(by: [NETWORKS]) {
      keys { node { id } } aggregate { count } } } }"""
    found = (await _data(ask, document))["agencies"]["groupBy"]
    assert [(item["keys"][0]["node"]["id"], item["aggregate"]["count"]) for item in found] == [
        ("network:udon-civil-society", 19),
        ("network:udon-government", 19),
        ("network:udon-education", 13),
        ("network:udon-religion", 13),
        ("network:udon-private", 12),
        ("network:udon-media", 9),
    ]


async def test_nested_groups_by_the_relationship_and_a_year(ask: Ask) -> None:
    """The media network's nine memberships by role and by the year they began."""
    document = """{ network(id: "network:udon-media") { agencies(datasets: ["dataset:udon-demo"]) {
      aggregate { edges { min { since } max { since } } }
      groupBy(by: [EDGE_ROLE, EDGE_SINCE_YEAR]) { keys { value } aggregate { count } } } } }"""
    found = (await _data(ask, document))["network"]["agencies"]
    assert found["aggregate"] == {
        "edges": {"min": {"since": "2021-02-08"}, "max": {"since": "2024-11-06"}}
    }
    assert [
        ([key["value"] for key in item["keys"]], item["aggregate"]["count"])
        for item in found["groupBy"]
    ] == [
        (["term:member-role.member", "2021"], 5),
        (["term:member-role.chair", "2021"], 1),
        (["term:member-role.coordinator", "2021"], 1),
        (["term:member-role.member", "2024"], 1),
        (["term:member-role.secretariat", "2021"], 1),
    ]


async def test_keys_may_come_by_variable_and_make_a_plan_each(ask: Ask) -> None:
    """One document, two choices of keys: each gets its own groups."""
    document = """query($by: [GoalGroupKey!]!) { goals(datasets: ["dataset:udon-demo"]) {
      groupBy(by: $by, first: 1) { keys { by value } aggregate { count } } } }"""
    found = []
    for by in (["HORIZON_YEARS"], ["DUE_YEAR"]):
        result = await ask(document, {"by": by})
        assert result.data is not None, result.errors
        found += result.data["goals"]["groupBy"]
    assert found == [
        {"keys": [{"by": "HORIZON_YEARS", "value": "3"}], "aggregate": {"count": 12}},
        {"keys": [{"by": "DUE_YEAR", "value": "2027"}], "aggregate": {"count": 8}},
    ]


@pytest.mark.parametrize("by", ["[]", "[KIND, KIND]", "[KIND, SYNTHETIC, NETWORKS, BASED_IN]"])
async def test_keys_are_one_to_three_different_ones(
    ask: Ask, codes: Callable[..., Any], by: str
) -> None:
    """More would be a table, not groups."""
    result = await ask(f"{{ agencies {{ groupBy(by: {by}) {{ aggregate {{ count }} }} }} }}")
    assert codes(result) == [("BAD_ARGUMENT", None)]


async def test_kept_back_fields_are_no_keys(ask: Ask, codes: Callable[..., Any]) -> None:
    """Groups by contact would tell what a reader may not see."""
    result = await ask("{ agencies { groupBy(by: [CONTACT]) { aggregate { count } } } }")
    assert codes(result) == [("GRAPHQL_INVALID", None)]
