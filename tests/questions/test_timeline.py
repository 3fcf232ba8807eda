"""Changes, promises and attendance on the demo, worked out by hand from its CSV files."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.questions.conftest import Answering
from tests.questions.plain import ids, in_thai_order, rows, words

LAST, DAY = "2023-06-21", "2026-11-24"
"""The third assembly is the last sitting of its series."""


async def whole(answer: Answering, question: str, *path: str, **variables: Any) -> list[Any]:
    """All items of a connection, page by page."""
    found: list[Any] = []
    after = None
    while True:
        page = (await answer(question, **variables, after=after)).data
        for step in path:
            page = page[step]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert len(found) == page["totalCount"]
            return found


async def test_what_happened_since_the_last_assembly(answer: Answering) -> None:
    """Membership, mechanisms, events and readings, each on its day, newest first."""
    found = await whole(answer, "changes_since_assembly", "timeline", "happened", first=50)
    dates = [item["date"] for item in found]
    assert dates == sorted(dates, reverse=True)
    records = {(item["what"], item["date"], item["node"]["id"]) for item in found if item["node"]}
    assert {
        ("BEGAN", "2023-07-07", "mechanism:family-meal-day"),
        ("TOOK_PLACE", "2024-11-06", "event:demo-goal-review"),
        ("ENDED", "2024-09-30", "mechanism:account-book-coaches"),
        ("BEGAN", "2026-02-02", "mechanism:story-time-corner"),
    } <= records
    readings = {row["id"] for row in rows("readings") if LAST < row["date"] <= DAY}
    shown = {ident for _, _, ident in records if ident.startswith("reading:")}
    assert shown == readings
    memberships = Counter(
        (item["what"], item["from"]["id"], item["to"]["id"], item["date"])
        for item in found
        if item["relationship"] == "MEMBER_OF"
    )
    expected = Counter(
        (what, row["from"], row["to"], row[column])
        for row in rows("member_of")
        for what, column, least, most in (
            ("BEGAN", "since", "2023-06-22", DAY),
            ("ENDED", "until", LAST, "2026-11-23"),
        )
        if row.get(column) and least <= row[column] <= most
    )
    assert memberships == expected


async def test_what_was_there_on_the_day_of_the_assembly_is_no_change(answer: Answering) -> None:
    """than-tham-temple joined on that very day; the second plan is not over yet."""
    found = await whole(answer, "changes_since_assembly", "timeline", "happened", first=100)
    assert not [
        item
        for item in found
        if item["relationship"] == "MEMBER_OF" and item["from"]["id"] == "agency:than-tham-temple"
    ]
    ended = {item["node"]["id"] for item in found if item["what"] == "ENDED" and item["node"]}
    assert "plan:demo-moral-province-1" in ended
    assert "plan:demo-moral-province-2" not in ended


FORGOTTEN = {
    "event:demo-assembly-1": {
        "commitment:demo-1-mend-scale": (["agency:chamber"], "2021-12-31", True),
        "commitment:demo-1-define-waste-free": (["network:udon-religion"], "2021-10-31", True),
    },
    "event:demo-assembly-2": {
        "commitment:demo-2-parish-food": (["agency:catholic-parish"], "2022-06-30", True),
        "commitment:demo-2-story-archive": (["network:udon-media"], "2022-09-30", True),
        "commitment:demo-2-start-on-time": (["agency:district-office"], "2022-12-31", True),
    },
    "event:demo-assembly-3": {
        "commitment:demo-3-count-families": (["agency:family-centre"], "2023-12-31", True),
        "commitment:demo-3-fourth-sitting": (["agency:provincial-office"], "2024-12-31", True),
    },
    "event:demo-goal-review": {
        "commitment:demo-review-share-figures": (
            ["agency:public-health-office"],
            "2026-12-31",
            False,
        ),
    },
}


@pytest.mark.parametrize("event", list(FORGOTTEN))
async def test_promises_that_nobody_followed_up(answer: Answering, event: str) -> None:
    """By whom, for when, and whether that is past."""
    expected = FORGOTTEN[event]
    found = await answer("promises_without_follow_up", event=event)
    promises = found.data["timeline"]["promises"]["nodes"]
    assert {
        item["commitment"]["id"]: (ids(item["promisedBy"]), item["due"], item["overdue"])
        for item in promises
    } == expected
    assert [item["commitment"]["id"] for item in promises] == in_thai_order(list(expected))
    assert all(item["open"] and item["followUps"] == [] for item in promises)
    assert len(found.statements) <= 3


async def test_a_promise_is_open_until_it_is_followed_up(answer: Answering) -> None:
    """The temple's accounts were posted on 2023-08-01."""
    question, ident = "promises_without_follow_up", "commitment:demo-1-open-books"
    for day, listed in (("2023-07-31", True), ("2023-08-01", False)):
        found = (await answer(question, event="event:demo-assembly-1", asOf=day)).data
        promises = ids([item["commitment"] for item in found["timeline"]["promises"]["nodes"]])
        assert (ident in promises) is listed


STOPPED = [
    "agency:agriculture-office",
    "agency:chamber",
    "agency:community-development-office",
    "agency:fresh-market",
    "agency:local-newspaper",
    "agency:mosque",
    "agency:pa-hin-temple",
    "agency:radio-station",
    "agency:sober-network",
    "agency:thongkwao-school",
    "agency:university",
    "agency:waste-bank",
    "agency:young-entrepreneurs",
    "network:udon-private",
]
"""Not disability-club (the first only), catholic-parish (the second only), culture-office (all)."""


async def test_who_came_to_two_assemblies_and_not_to_the_third(answer: Answering) -> None:
    """Thirteen agencies and a network, by Thai name, each with the words of the roll."""
    found = await answer("who_stopped_coming", first=50)
    shown = found.data["timeline"]["attendance"]["nodes"]
    assert ids([item["organisation"] for item in shown]) == in_thai_order(STOPPED)
    for item in shown:
        assert ids(item["attended"]) == ["event:demo-assembly-1", "event:demo-assembly-2"]
        assert ids(item["missed"]) == ["event:demo-assembly-3"]
        who = item["organisation"]["id"]
        said = set().union(
            *(words("attended", source=who, target=event) for event in ids(item["attended"]))
        )
        assert {each["phrase"] for each in item["evidence"]} == said
    agencies = await answer("who_stopped_coming", kinds=["AGENCY"], first=50)
    assert agencies.data["timeline"]["attendance"]["totalCount"] == 13
