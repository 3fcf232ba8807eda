"""Gaps on the demo, worked out by hand from its CSV files; near misses must not appear."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questions.conftest import Answering
from tests.questions.plain import ids, in_thai_order, said, words

Expected = dict[str, tuple[list[str], list[str]]]
"""By the id of a gap: what is missing, and the ids of what shows it."""

NO_WORK: Expected = {
    "problem:abandoned-pets": ([], ["agency:than-tham-temple", "network:udon-religion"]),
    "problem:loud-bike-racing": ([], ["agency:police-station", "agency:traffic-police"]),
    "problem:public-property-damage": ([], ["network:udon-government"]),
    "problem:vote-buying": ([], ["agency:community-council", "area:41"]),
}
"""Not screen-hooked-children nor short-weight: somebody commits to a deed that answers them."""

NO_MECHANISM: Expected = {
    "problem:abandoned-pets": ([], ["goal:kind-to-strays"]),
    "problem:festival-waste": ([], ["goal:waste-free-fairs"]),
    "problem:short-weight": ([], ["goal:honest-market"]),
    "problem:teen-pregnancy": ([], ["goal:fewer-teen-births"]),
}
"""short-weight had one until 2023-12-31. Not screen-hooked-children: a mechanism serves its goal."""

NO_PURPOSE: Expected = {
    "mechanism:merit-welfare-fund": ([], ["agency:sa-bua-temple"]),
    "mechanism:moral-honours": ([], ["agency:culture-office"]),
    "mechanism:sunday-dhamma-hour": ([], ["agency:meditation-centre"]),
}
"""Not story-time-corner (a goal alone), not debt-talk-evenings (a problem alone)."""

NOT_MEASURABLE: Expected = {
    "goal:debt-clinics-10": (["INDICATOR"], ["agency:savings-group"]),
    "goal:family-meal-500": (["INDICATOR", "BASELINE"], ["network:udon-civil-society"]),
    "goal:heritage-classes": (["INDICATOR"], ["agency:culture-office"]),
    "goal:honest-market": (["INDICATOR", "BASELINE", "TARGET"], ["network:udon-private"]),
    "goal:kind-to-strays": (["INDICATOR", "BASELINE", "TARGET"], ["network:udon-religion"]),
    "goal:no-bullying": (
        ["INDICATOR", "BASELINE", "TARGET"],
        ["agency:bua-daeng-school", "network:udon-education"],
    ),
    "goal:one-fair-calendar": (["INDICATOR"], ["network:udon-media"]),
    "goal:open-book-temples-20": (["BASELINE"], ["network:udon-religion"]),
    "goal:waste-free-fairs": (["INDICATOR", "BASELINE", "TARGET"], ["network:udon-religion"]),
}
"""Not no-gift-offices: a baseline of 0 is one."""

NO_EVIDENCE: Expected = {
    "goal:food-rescue-tonne": ([], ["indicator:rescued-food"]),
    "goal:no-bullying": ([], []),
    "goal:vape-free-schools-30": ([], ["indicator:vape-free-schools"]),
}
"""Not screen-free-first-years (13 months), open-book-temples-20 (read), debt-clinics-10 (past)."""

NO_AGENCY: Expected = {
    "area:4109": ([], ["problem:public-property-damage"]),
    "area:4110": (
        [],
        [
            "problem:field-burning",
            "problem:informal-loans",
            "problem:lonely-elders",
            "problem:vote-buying",
        ],
    ),
    "area:4118": ([], ["problem:youth-vaping"]),
}
"""Not 4103 (two agencies), 4122 (one), 4107 (no problem)."""


def listed(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The gaps of an answer that fits one page."""
    found: dict[str, Any] = data["gaps"]["list"]
    assert found["totalCount"] == len(found["nodes"])
    assert not found["pageInfo"]["hasNextPage"]
    nodes: list[dict[str, Any]] = found["nodes"]
    return nodes


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("problems_without_work", NO_WORK),
        ("problems_without_mechanism", NO_MECHANISM),
        ("mechanisms_without_purpose", NO_PURPOSE),
        ("goals_not_measurable", NOT_MEASURABLE),
        ("goals_due_without_evidence", NO_EVIDENCE),
        ("areas_without_agency", NO_AGENCY),
    ],
)
async def test_the_gaps_of_the_demo(answer: Answering, question: str, expected: Expected) -> None:
    """All of them and no other, in the order of their Thai names, each with what shows it."""
    found = await answer(question)
    gaps = listed(found.data)
    assert {
        gap["node"]["id"]: (gap.get("missing", []), ids(gap["because"])) for gap in gaps
    } == expected
    assert [gap["node"]["id"] for gap in gaps] == in_thai_order(list(expected))
    assert [gap["becauseCount"] for gap in gaps] == [len(gap["because"]) for gap in gaps]
    assert len(found.statements) <= 4


async def test_a_gap_says_why_and_in_whose_words(answer: Answering) -> None:
    """One sentence in the language of the reader, with the words that carry it."""
    gaps = {gap["node"]["id"]: gap for gap in listed((await answer("problems_without_work")).data)}
    gap = gaps["problem:vote-buying"]
    assert gap["why"] == (
        "“Model Subdistrict Community Organisations Council (demo)” and “Udon Thani” raised “Vote "
        "buying in local elections”; nobody has a mechanism, a good deed or a part in a goal for it."
    )
    assert said(gap["evidence"]) == words("raises", target="problem:vote-buying")
    thai = listed((await answer("problems_without_work", "th")).data)
    assert all("แต่ยังไม่มีใคร" in item["why"] for item in thai)


async def test_what_is_invented_can_be_left_out(answer: Answering) -> None:
    """The article names no problem, goal or mechanism: nothing of the demo is left."""
    for question in ("problems_without_work", "goals_not_measurable", "areas_without_agency"):
        assert listed((await answer(question, includeSynthetic=False)).data) == []


async def test_a_day_before_makes_other_gaps(answer: Answering) -> None:
    """On 2023-06-30 the fair scales still stood, and nobody had set a goal for strays by date."""
    gaps = listed((await answer("problems_without_mechanism", asOf="2023-06-30")).data)
    assert "problem:short-weight" not in [gap["node"]["id"] for gap in gaps]


async def test_issues_that_a_network_is_missing_from(answer: Answering) -> None:
    """Eight issues of two or more other networks; animal-kindness is of one, heritage its own.

    Discipline is its own too: the chamber takes part in the working group, which concerns it.
    """
    question = "issues_missing_from_network"
    gaps = listed((await answer(question, network="network:udon-private")).data)
    assert {gap["node"]["id"] for gap in gaps} == {
        "issue:elder-care",
        "issue:integrity",
        "issue:media-literacy",
        "issue:respect",
        "issue:road-discipline",
        "issue:sober-life",
        "issue:warm-family",
        "issue:youth-substance-free",
    }
    respect = next(gap for gap in gaps if gap["node"]["id"] == "issue:respect")
    assert ids(respect["because"]) == [
        "network:udon-civil-society",
        "network:udon-education",
        "network:udon-religion",
    ]
    assert [gap["node"]["id"] for gap in gaps] == in_thai_order(ids([gap["node"] for gap in gaps]))


async def test_the_roles_of_a_goal(answer: Answering) -> None:
    """Three schools-free-of-vapes partners; nobody evaluates, and funds is not expected."""
    found = (await answer("roles_of_goal")).data["gaps"]["roles"]
    assert found["goal"]["id"] == "goal:vape-free-schools-30"
    assert {
        role["role"]["id"]: (
            role["expected"],
            role["empty"],
            [(held["agency"]["id"], held["since"], held["until"]) for held in role["agencies"]],
        )
        for role in found["roles"]
    } == {
        "term:role.leads": (True, False, [("agency:public-health-office", "2024-11-06", None)]),
        "term:role.supports": (
            False,
            False,
            [
                ("agency:education-office", "2024-11-06", None),
                ("agency:youth-council", "2024-11-06", None),
            ],
        ),
        "term:role.funds": (False, True, []),
        "term:role.evaluates": (True, True, []),
    }
    near = {role["role"]["id"]: role["nearest"] for role in found["roles"]}
    assert [key for key, value in near.items() if value] == ["term:role.evaluates"]
    engaged = {"agency:public-health-office", "agency:education-office", "agency:youth-council"}
    assert not engaged & {item["agency"]["id"] for item in near["term:role.evaluates"]}


async def test_a_role_that_has_ended_is_empty_again(answer: Answering) -> None:
    """The funder of helmets left at the end of September 2024."""
    for day, holders in (("2024-09-30", ["agency:town-municipality"]), ("2024-10-01", [])):
        found = (await answer("roles_of_goal", goal="goal:helmet-80", asOf=day)).data
        (funds,) = [
            role
            for role in found["gaps"]["roles"]["roles"]
            if role["role"]["id"] == "term:role.funds"
        ]
        assert [held["agency"]["id"] for held in funds["agencies"]] == holders


TRACES: dict[str, dict[str, tuple[list[str], list[str]]]] = {
    "network:udon-religion": {
        "goal:alcohol-free-temples-100": ([], []),
        "goal:waste-free-fairs": ([], []),
        "goal:open-book-temples-20": ([], []),
        "goal:kind-to-strays": (
            ["NO_VIRTUE", "NO_PLAN"],
            ["goal:kind-to-strays", "issue:animal-kindness"],
        ),
    },
    "network:udon-media": {
        "goal:good-story-a-day": ([], []),
        "goal:scam-wise-elders-3000": ([], []),
        "goal:one-fair-calendar": (["NO_ISSUE"], ["goal:one-fair-calendar"]),
    },
    "network:udon-education": {
        "goal:school-discipline-agreements": ([], []),
        "goal:no-bullying": (["NO_VIRTUE"], ["issue:respect"]),
        "goal:screen-free-first-years": ([], []),
    },
}


@pytest.mark.parametrize("network", list(TRACES))
async def test_traces_of_a_network(answer: Answering, network: str) -> None:
    """Each goal of the network and its members, with what hangs loose."""
    found = (await answer("trace_network", network=network)).data["gaps"]["trace"]
    shown = {
        trace["goal"]["id"]: (trace["loose"], ids(trace["looseAt"])) for trace in found["nodes"]
    }
    expected = TRACES[network]
    assert shown == expected
    assert [trace["goal"]["id"] for trace in found["nodes"]] == in_thai_order(list(expected))


async def test_a_trace_leads_to_plans(answer: Answering) -> None:
    """No bullying reaches the second plan through the goal that it contributes to."""
    found = (await answer("trace_network", network="network:udon-education")).data
    (trace,) = [
        item for item in found["gaps"]["trace"]["nodes"] if item["goal"]["id"] == "goal:no-bullying"
    ]
    assert (ids(trace["plans"]), ids([item["issue"] for item in trace["issues"]])) == (
        ["plan:demo-moral-province-2"],
        ["issue:respect"],
    )
    assert trace["issues"][0]["virtues"] == []
