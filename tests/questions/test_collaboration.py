"""Collaboration on the demo, worked out by hand from its CSV files; near misses must not appear."""

from __future__ import annotations

from tests.questions.conftest import Answering
from tests.questions.plain import ids, rows, words

HEALTH, SCHOOL, COUNCIL = (
    "agency:public-health-office",
    "agency:thongkwao-school",
    "agency:youth-council",
)
PACT, ROOM = "mechanism:vape-free-classroom-pact", "mechanism:peer-friend-room"


async def test_who_shares_a_problem_and_complements_whom(answer: Answering) -> None:
    """Three raisers in three networks; two of them have a mechanism that the other has not."""
    found = await answer("complementary_pairs", problem="problem:youth-vaping")
    pairs = found.data["collaboration"]["pairs"]
    assert {
        (item["a"]["id"], item["b"]["id"]): (
            item["mutual"],
            ids(item["mechanismsOnlyA"]),
            ids(item["mechanismsOnlyB"]),
            ids(item["networksA"]),
            ids(item["networksB"]),
        )
        for item in pairs["nodes"]
    } == {
        (SCHOOL, COUNCIL): (
            True,
            [PACT],
            [ROOM],
            ["network:udon-education"],
            ["network:udon-civil-society"],
        ),
        (HEALTH, SCHOOL): (
            False,
            [],
            [PACT],
            ["network:udon-government"],
            ["network:udon-education"],
        ),
        (HEALTH, COUNCIL): (
            False,
            [],
            [ROOM],
            ["network:udon-government"],
            ["network:udon-civil-society"],
        ),
    }
    assert (pairs["nodes"][0]["a"]["id"], pairs["nodes"][0]["b"]["id"]) == (SCHOOL, COUNCIL)
    for item in pairs["nodes"]:
        total = sum(reason["share"] for reason in item["reasons"])
        assert abs(total - 1) < 1e-5
    assert len(found.statements) <= 5


async def test_raisers_without_a_mechanism_complement_nobody(answer: Answering) -> None:
    """Three networks raise gambling; none of the raisers operates its only mechanism."""
    found = await answer("complementary_pairs", problem="problem:gambling")
    assert found.data["collaboration"]["pairs"]["nodes"] == []
    bullying = await answer("complementary_pairs", problem="problem:bullying", first=100)
    pairs = {
        (item["a"]["id"], item["b"]["id"])
        for item in bullying.data["collaboration"]["pairs"]["nodes"]
    }
    assert ("agency:bua-daeng-school", "agency:interfaith-council") in pairs
    assert ("agency:interfaith-council", "agency:klua-khao-school") not in pairs
    assert ("agency:bua-daeng-school", "agency:klua-khao-school") not in pairs


async def test_good_deeds_for_a_problem_and_who_commits(answer: Answering) -> None:
    """One deed that two commit to, one that nobody does; others answer something else."""
    found = await answer("good_deeds_for_problem", problem="problem:screen-hooked-children")
    deeds = found.data["collaboration"]["goodDeeds"]["nodes"]
    assert {
        item["goodDeed"]["id"]: sorted(ids([each["actor"] for each in item["committed"]]))
        for item in deeds
    } == {
        "good-deed:eat-together": ["agency:women-network", "network:udon-civil-society"],
        "good-deed:phone-basket": [],
    }
    for item in deeds:
        for each in item["committed"]:
            row = next(
                row
                for row in rows("commits_to")
                if (row["from"], row["to"]) == (each["actor"]["id"], item["goodDeed"]["id"])
            )
            assert (each["wording"], each["since"]) == (
                row["wording"] or None,
                row["since"] or None,
            )
            said = {evidence["phrase"] for evidence in each["evidence"]}
            assert said == words("commits_to", source=row["from"], target=row["to"])
        committed = set(ids([each["actor"] for each in item["committed"]]))
        assert not committed & {near["agency"]["id"] for near in item["nearest"]}


async def test_a_commitment_that_has_ended_is_none(answer: Answering) -> None:
    """The restaurants shared food until the end of 2024."""
    for day, sharing in (("2024-12-31", True), ("2025-01-01", False)):
        found = await answer("good_deeds_for_problem", problem="problem:food-waste", asOf=day)
        (deed,) = found.data["collaboration"]["goodDeeds"]["nodes"]
        actors = ids([each["actor"] for each in deed["committed"]])
        assert ("agency:restaurant-club" in actors) is sharing


async def test_partners_who_are_not_engaged_for_a_goal_yet(answer: Answering) -> None:
    """Who has a part in the goal, or in a mechanism that serves it, is no candidate."""
    found = await answer("partners_for_goal", goal="goal:vape-free-schools-30", first=100)
    shown = found.data["collaboration"]["partners"]
    engaged = {
        "agency:public-health-office",
        "agency:education-office",
        "agency:youth-council",
        "agency:thongkwao-school",
        "agency:bua-daeng-school",
    }
    assert set(ids(shown["engaged"])) == engaged
    candidates = shown["nodes"]
    assert candidates
    assert not engaged & {item["agency"]["id"] for item in candidates}
    assert ids(shown["emptyRoles"]) == ["term:role.evaluates"]
    scores = [item["score"] for item in candidates]
    assert scores == sorted(scores, reverse=True)
    for item in candidates:
        given = sum(reason["contribution"] for reason in item["reasons"])
        assert abs(given - item["score"]) < 1e-5
    assert len(found.statements) <= 6


async def test_capital_of_a_district_and_what_it_could_serve(answer: Answering) -> None:
    """In Kut Chap three problems of heritage are found; two capitals serve both already."""
    found = await answer("capital_in_area", area="area:4102")
    shown = {
        item["capital"]["id"]: item for item in found.data["collaboration"]["capital"]["nodes"]
    }
    assert set(shown) == {
        "moral-capital:evening-meal",
        "moral-capital:molam",
        "moral-capital:village-sages",
        "moral-capital:young-film-makers",
    }
    both = ["problem:language-fading", "problem:traditions-fading"]
    for ident in ("moral-capital:molam", "moral-capital:village-sages"):
        assert set(both) <= set(ids(shown[ident]["serves"]))
        assert not set(both) & set(ids([c["problem"] for c in shown[ident]["couldServe"]]))
    could = {
        ident: ids([item["problem"] for item in shown[ident]["couldServe"]]) for ident in shown
    }
    assert set(both) <= set(could["moral-capital:evening-meal"])
    assert "problem:traditions-fading" in could["moral-capital:young-film-makers"]
    assert "problem:language-fading" not in could["moral-capital:young-film-makers"]


async def test_capital_that_could_serve_nothing_found_there(answer: Answering) -> None:
    """Herbal lore is of heritage; no problem found in its district is."""
    found = await answer("capital_in_area", area="area:4122")
    shown = {
        item["capital"]["id"]: item for item in found.data["collaboration"]["capital"]["nodes"]
    }
    lore = shown["moral-capital:herbal-lore"]
    assert (lore["serves"], lore["couldServe"]) == ([], [])
