"""Answers of linkage and search, asked as a client asks them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from tests.graphql.conftest import Ask

Codes = Callable[[ExecutionResult], list[tuple[Any, Any]]]


async def test_answers_records_and_introspection_merge_in_the_clients_order(ask: Ask) -> None:
    """One operation, three ways of being answered, one response."""
    result = await ask(
        """
        query ($who: ID!) {
          last: __typename
          found: search(text: "สวจ.", first: 1) { exact node { id ...Short } }
          area(id: "area:41") { nameEn }
          graph(center: "agency:rice-mill") { nodes { id node { ...Short } } truncated }
          collaborators(agency: $who) { note }
          __type(name: "Virtue") { name }
        }
        fragment Short on Record { nameEn synthetic }
        """,
        {"who": "agency:nobody"},
    )
    office = {"nameEn": "Provincial Culture Office (demo)", "synthetic": True}
    mill = {"nameEn": "Golden Ear Rice Mill (demo)", "synthetic": True}
    assert result.errors is None
    assert list(result.data or {}) == ["last", "found", "area", "graph", "collaborators", "__type"]
    assert result.data == {
        "last": "Query",
        "found": [{"exact": True, "node": {"id": "agency:culture-office", **office}}],
        "area": {"nameEn": "Udon Thani"},
        "graph": {
            "nodes": [
                {"id": "agency:rice-mill", "node": mill},
                {"id": "area:4119", "node": {"nameEn": "Phen", "synthetic": False}},
                {
                    "id": "network:udon-private",
                    "node": {"nameEn": "Private-sector network", "synthetic": False},
                },
            ],
            "truncated": False,
        },
        "collaborators": None,
        "__type": {"name": "Virtue"},
    }


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("สวจ.", "agency:culture-office"),
        ("วัฒนธรรมจังหวัด", "agency:culture-office"),
        ("วัฒณธรรมจังหวัด", "agency:culture-office"),
        ("provincial cultur ofice", "agency:culture-office"),
        ("มีวินัย", "good-deed:on-time"),
        ("ไม่มีวินัย", "problem:adults-lack-discipline"),
        ("อุดรธาณี", "area:41"),
    ],
)
async def test_a_search_finds_names_parts_abbreviations_and_slips(
    ask: Ask, text: str, first: str
) -> None:
    """The best hit comes first, in Thai and in English."""
    document = "query ($t: String!) { search(text: $t, first: 1) { node { id } } }"
    result = await ask(document, {"t": text})
    assert (result.data, result.errors) == ({"search": [{"node": {"id": first}}]}, None)


async def test_without_synthetic_data_there_is_nobody_to_recommend(ask: Ask) -> None:
    """All agencies are invented; the networks are facts, and have no pair in common then."""
    result = await ask(
        """{
          collaborators(agency: "agency:culture-office", includeSynthetic: false) { note }
          agencies(includeSynthetic: false) { totalCount }
          networks(includeSynthetic: false) { totalCount nodes { agencies { totalCount } } }
          sharedIssues(includeSynthetic: false) { networkCount }
        }"""
    )
    assert result.errors is None
    assert result.data == {
        "collaborators": None,
        "agencies": {"totalCount": 0},
        "networks": {"totalCount": 6, "nodes": [{"agencies": {"totalCount": 0}}] * 6},
        "sharedIssues": [],
    }


async def test_every_reason_has_a_share_and_leads_to_nodes_and_evidence(ask: Ask) -> None:
    """Shares sum to one, and no reason comes without what is behind it."""
    result = await ask(
        """{
          collaborators(agency: "agency:culture-office", first: 5, asOf: "2026-11-24") {
            candidates {
              score alreadyTied
              reasons { share contribution nodes { id } evidence { phrase source { id } } }
            }
          }
        }"""
    )
    assert result.errors is None
    candidates = (result.data or {})["collaborators"]["candidates"]
    assert [item["alreadyTied"] for item in candidates] == [False] * 5
    for item in candidates:
        assert sum(reason["share"] for reason in item["reasons"]) == pytest.approx(1, abs=1e-4)
        total = sum(reason["contribution"] for reason in item["reasons"])
        assert total == pytest.approx(item["score"], abs=1e-4)
        for reason in item["reasons"]:
            assert reason["nodes"]
            assert all(found["phrase"] and found["source"]["id"] for found in reason["evidence"])


async def test_wrong_arguments_of_an_answer_take_no_other_root_with_them(
    ask: Ask, codes: Codes
) -> None:
    """A resolver's refusal is an error at its place."""
    result = await ask(
        """{
          collaborators(agency: "network:udon-media") { note }
          linkage(from: "agency:culture-office", to: "x") { score }
          area(id: "area:41") { id }
        }"""
    )
    assert result.data == {"collaborators": None, "linkage": None, "area": {"id": "area:41"}}
    assert sorted(codes(result)) == [("BAD_ID", ["collaborators"]), ("BAD_ID", ["linkage"])]


@pytest.mark.parametrize("text", ["", " ", "\u200b"])
async def test_an_empty_search_is_refused(ask: Ask, codes: Codes, text: str) -> None:
    """It would find everything."""
    result = await ask("query ($t: String!) { search(text: $t) { score } }", {"t": text})
    assert (result.data, codes(result)) == (None, [("BAD_SEARCH", ["search"])])


@pytest.mark.parametrize(
    "text", ['+ - && || ! ( ) { } [ ] ^ " ~ * ? : \\ /', "AND OR NOT", "*:*", "' OR 1=1 //"]
)
async def test_a_search_is_never_a_query_of_the_index(ask: Ask, text: str) -> None:
    """The syntax of full-text queries is plain text here."""
    document = 'query ($t: String!) { search(text: $t, kinds: ["Virtue"]) { node { id } } }'
    result = await ask(document, {"t": text})
    assert (result.data, result.errors) == ({"search": []}, None)
