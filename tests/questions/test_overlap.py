"""Overlap on the demo, worked out by hand from its CSV files; near misses must not appear."""

from __future__ import annotations

from tests.questions.conftest import Answering
from tests.questions.plain import ids, words

DUPLICATED = [
    {
        "kind": "term:mechanism-kind.activity",
        "problem": "problem:littering",
        "area": "area:4101",
        "mechanisms": [
            ("mechanism:saturday-waste-bank", ["agency:waste-bank"], "2021-06-05", None),
            ("mechanism:waste-swap-market", ["agency:town-municipality"], "2022-01-08", None),
        ],
        "overlap": ("2022-01-08", None),
    },
    {
        "kind": "term:mechanism-kind.activity",
        "problem": "problem:lonely-elders",
        "area": "area:4104",
        "mechanisms": [
            ("mechanism:temple-elder-visits", ["agency:sa-bua-temple"], "2021-10-22", None),
            (
                "mechanism:volunteer-elder-visits",
                ["agency:health-volunteers", "network:udon-civil-society"],
                "2021-06-01",
                None,
            ),
        ],
        "overlap": ("2021-10-22", None),
    },
]
"""Not the account coaches and the debt talks (one had ended), not the food truck and the basket
(one operator), not the rumour check and the scam warning (other places)."""


async def test_duplicated_effort(answer: Answering) -> None:
    """Two groups, each with who does it since when."""
    found = await answer("duplicated_effort")
    groups = found.data["overlap"]["duplicates"]
    assert [
        {
            "kind": item["kind"]["id"],
            "problem": item["problem"]["id"],
            "area": item["area"]["id"],
            "mechanisms": [
                (each["mechanism"]["id"], ids(each["operators"]), each["starts"], each["ends"])
                for each in item["mechanisms"]
            ],
            "overlap": (item["overlapFrom"], item["overlapUntil"]),
        }
        for item in groups["nodes"]
    ] == DUPLICATED
    assert groups["totalCount"] == 2
    assert len(found.statements) <= 3


async def test_the_same_effort_at_another_time_is_none(answer: Answering) -> None:
    """While the account coaches still worked, the debt talks had not begun."""
    for day in ("2024-09-30", "2025-01-10"):
        found = (await answer("duplicated_effort", asOf=day)).data["overlap"]["duplicates"]
        problems = [item["problem"]["id"] for item in found["nodes"]]
        assert "problem:household-debt" not in problems


RAISED = {
    "problem:language-fading": {
        "network:udon-civil-society": ["agency:youth-media"],
        "network:udon-education": ["agency:learning-centre"],
        "network:udon-government": ["agency:culture-office"],
        "network:udon-media": ["agency:youth-media"],
    },
    "problem:traditions-fading": {
        "network:udon-civil-society": ["agency:local-sages", "agency:weaving-enterprise"],
        "network:udon-government": ["agency:culture-office"],
        "network:udon-private": ["agency:weaving-enterprise"],
        "network:udon-religion": ["network:udon-religion"],
    },
    "problem:bullying": {
        "network:udon-civil-society": ["agency:youth-council"],
        "network:udon-education": [
            "network:udon-education",
            "agency:bua-daeng-school",
            "agency:klua-khao-school",
            "agency:welfare-school",
        ],
        "network:udon-religion": ["agency:interfaith-council"],
    },
    "problem:costly-ceremonies": {
        "network:udon-civil-society": ["agency:community-council"],
        "network:udon-government": ["agency:culture-office"],
        "network:udon-religion": ["network:udon-religion", "agency:pa-hin-temple"],
    },
    "problem:gambling": {
        "network:udon-education": ["agency:vocational-college"],
        "network:udon-media": ["agency:community-radio"],
        "network:udon-religion": ["agency:sangha-office"],
    },
    "problem:lonely-elders": {
        "network:udon-civil-society": ["network:udon-civil-society", "agency:elder-federation"],
        "network:udon-government": [
            "network:udon-government",
            "agency:social-development-office",
        ],
        "network:udon-religion": ["agency:sa-bua-temple"],
    },
    "problem:youth-vaping": {
        "network:udon-civil-society": ["network:udon-civil-society", "agency:youth-council"],
        "network:udon-education": ["network:udon-education", "agency:thongkwao-school"],
        "network:udon-government": ["agency:public-health-office"],
    },
}
"""Not household-debt (two networks and the province), not online-scams (its third network's member
left in 2022)."""


async def test_problems_of_three_networks_or_more(answer: Answering) -> None:
    """Most networks first, then by id; each raiser in its own words."""
    found = await answer("problems_of_many_networks")
    problems = found.data["overlap"]["problems"]["nodes"]
    assert {
        item["problem"]["id"]: {
            each["network"]["id"]: ids([raiser["organisation"] for raiser in each["raisers"]])
            for each in item["networks"]
        }
        for item in problems
    } == RAISED
    assert [item["problem"]["id"] for item in problems] == list(RAISED)
    assert [item["networkCount"] for item in problems] == [4, 4, 3, 3, 3, 3, 3]
    (vaping,) = [item for item in problems if item["problem"]["id"] == "problem:youth-vaping"]
    for each in vaping["networks"]:
        for raiser in each["raisers"]:
            who = raiser["organisation"]["id"]
            expected = words("raises", source=who, target="problem:youth-vaping")
            assert {item["phrase"] for item in raiser["evidence"]} == expected
    assert len(found.statements) <= 5
