"""The conditions of success and doubtful facts on the demo, by hand from its CSV files."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from tests.questions.conftest import Answering
from tests.questions.plain import ids, rows

DAY = dt.date(2026, 11, 24)
ORDER = (
    "governor-carries-flag",
    "organisations-integrated",
    "clear-province-goals",
    "driving-mechanisms",
    "goodness-stories-communicated",
    "do-and-draw-lessons",
    "provincial-moral-assembly",
    "good-deeds-honoured",
)


async def test_the_eight_conditions_and_what_fulfils_them(answer: Answering) -> None:
    """Nothing fulfils the first; what fulfils the others is invented, and says since when."""
    found = await answer("conditions_of_success")
    shown = found.data["readiness"]["conditions"]["nodes"]
    assert [(item["position"], item["condition"]["id"]) for item in shown] == [
        (place, f"success-condition:udon-2563.{name}") for place, name in enumerate(ORDER, 1)
    ]
    for item in shown:
        fulfilling = [row for row in rows("fulfils") if row["to"] == item["condition"]["id"]]
        newest = sorted(fulfilling, key=lambda row: row["from"])
        newest.sort(key=lambda row: row["since"], reverse=True)
        assert [
            (each["node"]["id"], each["since"], each["ageDays"], each["synthetic"])
            for each in item["fulfilments"]
        ] == [
            (
                row["from"],
                row["since"],
                (DAY - dt.date.fromisoformat(row["since"])).days,
                True,
            )
            for row in newest
        ]
        assert item["missing"] is not bool(fulfilling)
        assert item["allSynthetic"] is bool(fulfilling)
        assert [named["by"]["id"] for named in item["namedBy"]] == [
            "event:udon-partners-meeting-2563"
        ]
        assert all(named["evidence"] for named in item["namedBy"])
    assert [item["position"] for item in shown if item["missing"]] == [1]
    assert len(found.statements) <= 3


async def test_without_what_is_invented_every_condition_is_missing(answer: Answering) -> None:
    """The article names the conditions, and nothing that fulfils them."""
    found = await answer("conditions_of_success", includeSynthetic=False)
    shown = found.data["readiness"]["conditions"]["nodes"]
    assert [item["missing"] for item in shown] == [True] * 8
    assert [item["fulfilments"] for item in shown] == [[]] * 8


async def all_doubts(answer: Answering, kind: str, **variables: Any) -> list[Any]:
    """Every doubt of a kind; a page may be short, so it is asked for until there is no next."""
    found: list[Any] = []
    after = None
    while True:
        reply = await answer("doubtful_facts", kinds=[kind], first=100, after=after, **variables)
        page = reply.data["readiness"]["doubts"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


async def test_what_the_demo_and_the_survey_disagree_on(answer: Answering) -> None:
    """Both sides of each contradiction; on the due date of food-rescue-tonne they agree."""
    doubts = await all_doubts(answer, "DISPUTED")
    said = {
        (item["node"]["id"], item["contradiction"]["property"]): tuple(
            (
                json.loads(item["contradiction"][side]["value"]),
                ids(item["contradiction"][side]["datasets"]),
            )
            for side in ("shown", "other")
        )
        for item in doubts
    }
    demo, survey = ["dataset:udon-demo"], ["dataset:udon-demo-survey"]
    assert said["goal:open-book-temples-20", "due"] == (
        ("2026-12-31", demo),
        ("2027-06-30", survey),
    )
    assert said["mechanism:merit-welfare-fund", "kind"] == (
        ("term:mechanism-kind.fund", demo),
        ("term:mechanism-kind.committee", survey),
    )
    assert said["agency:podcast-studio", "nameEn"] == (
        ("Isan People Podcast Studio (demo)", demo),
        ("Isan Voices Podcast Studio (demo)", survey),
    )
    assert set(said) == {
        ("goal:open-book-temples-20", "due"),
        ("mechanism:merit-welfare-fund", "kind"),
        ("agency:podcast-studio", "nameEn"),
        ("agency:podcast-studio", "nameTh"),
    }
    assert all(item["contradiction"]["other"]["evidence"] for item in doubts)


async def test_a_relationship_is_disputed_while_it_holds(answer: Answering) -> None:
    """Until when the newspaper was a member: not asked of a day after both."""
    doubts = await all_doubts(answer, "DISPUTED", asOf="2022-12-31")
    (membership,) = [item for item in doubts if item["node"]["id"] == "agency:local-newspaper"]
    assert (membership["link"]["type"], membership["link"]["to"]["id"]) == (
        "MEMBER_OF",
        "network:udon-media",
    )
    sides = membership["contradiction"]
    assert (sides["property"], sides["shown"]["value"], sides["other"]["value"]) == (
        "networks(network:udon-media).until",
        '"2022-12-31"',
        '"2023-03-31"',
    )


async def test_facts_that_rest_on_the_article_alone(answer: Answering) -> None:
    """Aims and conditions do; the province's name stands in a table of areas, too."""
    doubts = await all_doubts(answer, "SINGLE_SOURCE", of=["Aim", "SuccessCondition"])
    records = {item["node"]["id"] for item in doubts if item["link"] is None}
    aims = {row["id"] for row in rows("aims")}
    conditions = {row["id"] for row in rows("success_conditions")}
    assert records == aims | conditions
    assert {item["source"]["id"] for item in doubts} == {"source:udon-moral-province-news-2563"}
    areas = await all_doubts(answer, "SINGLE_SOURCE", of=["Area"])
    assert "area:41" not in {item["node"]["id"] for item in areas if item["link"] is None}


async def test_everything_invented_is_doubtful(answer: Answering) -> None:
    """All agencies are of the demo; none of the article's networks is."""
    agencies = await all_doubts(answer, "SYNTHETIC", of=["Agency"])
    shown = {item["node"]["id"] for item in agencies if item["link"] is None}
    assert shown == {row["id"] for row in rows("agencies")}
    assert len(shown) == 80
    networks = await all_doubts(answer, "SYNTHETIC", of=["Network"])
    assert [item for item in networks if item["link"] is None] == []
