"""Gaps of a small province: what is one, what nearly is, in which order and on what terms."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analyses.gaps.conftest import DAY
from tests.analyses.readiness.conftest import Ask

_DOCUMENT = """query Q($kinds: [GapKind!], $area: ID, $network: ID, $event: ID, $within: Int! = 12,
                       $level: ID! = "term:area-level.district", $nearest: Int! = 0, $first: Int! = 100,
                       $after: String, $asOf: Date, $datasets: [ID!], $synthetic: Boolean = true) {
  gaps(asOf: $asOf, datasets: $datasets, includeSynthetic: $synthetic) {
    list(kinds: $kinds, area: $area, network: $network, event: $event, withinMonths: $within,
         level: $level, nearest: $nearest, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage hasPreviousPage }
      nodes { kind node { id } why missing because { id } becauseCount evidence { id }
              nearest { agency { id } rank score reasons { component summary } } } } } }"""

Brief = tuple[str, str, str]
ROLES = "term:role.leads term:role.evaluates"
WITHOUT_WORK: list[Brief] = [
    ("PROBLEM_WITHOUT_WORK", "problem:idle", ""),
    ("PROBLEM_WITHOUT_WORK", "problem:over", ""),
    ("PROBLEM_WITHOUT_WORK", "problem:bare", ""),
]
FAKE: Brief = ("PROBLEM_WITHOUT_WORK", "problem:fake", "")
UNRUN: Brief = ("PROBLEM_WITHOUT_WORK", "problem:unrun", "")
REST: list[Brief] = [
    ("PROBLEM_WITHOUT_MECHANISM", "problem:idle", ""),
    ("MECHANISM_WITHOUT_PURPOSE", "mechanism:alone", ""),
    ("EMPTY_ROLE", "goal:idle", ROLES),
    ("EMPTY_ROLE", "goal:soon", "term:role.leads"),
    ("GOAL_WITHOUT_EVIDENCE", "goal:soon", ""),
    ("GOAL_NOT_MEASURABLE", "goal:idle", "INDICATOR BASELINE TARGET"),
    ("GOAL_NOT_MEASURABLE", "goal:past", "INDICATOR"),
    ("GOAL_NOT_MEASURABLE", "goal:soon", "TARGET"),
    ("AREA_WITHOUT_AGENCY", "area:4103", ""),
    ("COMMITMENT_WITHOUT_FOLLOW_UP", "commitment:read-later", ""),
    ("COMMITMENT_WITHOUT_FOLLOW_UP", "commitment:dropped", ""),
    ("COMMITMENT_WITHOUT_FOLLOW_UP", "commitment:kept-later", ""),
    ("COMMITMENT_WITHOUT_FOLLOW_UP", "commitment:open", ""),
]
AREA: Brief = ("AREA_WITHOUT_AGENCY", "area:4103", "")
MISSING: list[Brief] = [
    ("ISSUE_MISSING_FROM_NETWORK", "issue:h", ""),
    ("ISSUE_MISSING_FROM_NETWORK", "issue:i", ""),
]
TRUE_ONLY = [UNRUN, *WITHOUT_WORK, *REST]


def _listed(answer: Any) -> Any:
    return answer["gaps"]["list"]


def _brief(answer: Any) -> list[Brief]:
    nodes = _listed(answer)["nodes"]
    return [(item["kind"], item["node"]["id"], " ".join(item["missing"])) for item in nodes]


async def _asked(ask: Ask, language: str = "en", **variables: Any) -> Any:
    answer, codes = await ask(_DOCUMENT, language, **{"asOf": DAY, **variables})
    assert codes == []
    return answer


@pytest.mark.usefixtures("told")
async def test_every_kind_of_gap_is_told_from_its_near_misses(ask: Ask) -> None:
    """By kind, then by Thai name, then by id; what is invented counts unless it may not."""
    everything = [*WITHOUT_WORK, FAKE, *(gap for gap in REST if gap != AREA)]
    answer = await _asked(ask)
    assert _brief(answer) == everything
    assert _listed(answer)["totalCount"] == len(everything)
    assert _brief(await _asked(ask, synthetic=False)) == TRUE_ONLY
    assert _brief(await _asked(ask, datasets=["dataset:true"])) == TRUE_ONLY
    assert _brief(await _asked(ask, kinds=[])) == []


@pytest.mark.usefixtures("told")
async def test_a_day_decides_what_is_a_gap(ask: Ask) -> None:
    """First and last days count; a month's end counts as the month."""
    early = await _asked(ask, asOf="2026-01-14", synthetic=False)
    assert _brief(early) == [
        WITHOUT_WORK[0],
        REST[0],
        ("MECHANISM_WITHOUT_PURPOSE", "mechanism:alone", ""),
        ("MECHANISM_WITHOUT_PURPOSE", "mechanism:gone", ""),
        ("EMPTY_ROLE", "goal:idle", ROLES),
        ("EMPTY_ROLE", "goal:past", ROLES),
        ("GOAL_WITHOUT_EVIDENCE", "goal:lead", ""),
        ("GOAL_WITHOUT_EVIDENCE", "goal:past", ""),
        *(gap for gap in REST if gap[0] in ("GOAL_NOT_MEASURABLE", "COMMITMENT_WITHOUT_FOLLOW_UP")),
    ]
    soon: dict[str, Any] = {"kinds": ["GOAL_WITHOUT_EVIDENCE"]}
    assert [gap[1] for gap in _brief(await _asked(ask, **soon, within=11))] == []
    assert [gap[1] for gap in _brief(await _asked(ask, **soon, within=13))] == [
        "goal:next",
        "goal:soon",
    ]
    assert _brief(await _asked(ask, **soon, asOf="2026-01-16")) == [
        ("GOAL_WITHOUT_EVIDENCE", "goal:next", "")
    ]


@pytest.mark.usefixtures("told")
async def test_a_network_an_area_and_an_event_narrow_the_list(ask: Ask) -> None:
    """A network's are its own and its members' of the day, and the issues that it is missing from."""
    of_n = await _asked(ask, network="network:n", synthetic=False)
    assert _brief(of_n) == [
        WITHOUT_WORK[0],
        WITHOUT_WORK[2],
        REST[0],
        *MISSING,
        ("EMPTY_ROLE", "goal:idle", ROLES),
        ("GOAL_NOT_MEASURABLE", "goal:idle", "INDICATOR BASELINE TARGET"),
        ("COMMITMENT_WITHOUT_FOLLOW_UP", "commitment:dropped", ""),
        ("COMMITMENT_WITHOUT_FOLLOW_UP", "commitment:open", ""),
    ]
    of_far = await _asked(ask, network="network:far")
    assert _brief(of_far) == []
    assert _brief(
        await _asked(ask, network="network:n", area="area:41", kinds=[MISSING[0][0]])
    ) == (MISSING)
    assert (
        _brief(await _asked(ask, network="network:n", area="area:42", kinds=[MISSING[0][0]])) == []
    )
    assert _brief(await _asked(ask, area="area:4101")) == [
        WITHOUT_WORK[1],
        REST[1],
        *REST[-4:],
    ]
    assert _brief(await _asked(ask, event="event:two")) == [
        gap for gap in _brief(await _asked(ask)) if gap[0] != "COMMITMENT_WITHOUT_FOLLOW_UP"
    ]
    assert _brief(await _asked(ask, level="term:area-level.no-such", kinds=[AREA[0]])) == []


@pytest.mark.usefixtures("told")
async def test_a_gap_says_why_and_what_shows_it(ask: Ask) -> None:
    """In both languages, with those who show it and the words that carry it."""
    answer = await _asked(ask, network="network:n", synthetic=False)
    found = {(item["kind"], item["node"]["id"]): item for item in _listed(answer)["nodes"]}
    bare = found["PROBLEM_WITHOUT_WORK", "problem:bare"]
    assert bare["why"] == (
        "“A” and “จังหวัด” raised “Bare”; nobody has a mechanism, a good deed or a part in a goal for it."
    )
    assert (bare["because"], bare["becauseCount"]) == ([{"id": "agency:a"}, {"id": "area:41"}], 2)
    assert bare["evidence"] == [{"id": "evidence:raised"}, {"id": "evidence:own"}]
    issue = found["ISSUE_MISSING_FROM_NETWORK", "issue:i"]
    assert issue["why"] == "“ค” and “ม” share “ข”; this network has nothing to do with it."
    assert issue["because"] == [{"id": "network:k"}, {"id": "network:m"}]
    assert issue["evidence"] == [{"id": "evidence:adopted"}]
    assert [item["why"] for item in _listed(answer)["nodes"][-4:]] == [
        "Nobody in “Idle” has the expected part: “Leads”, “Evaluates”.",
        "“Idle” lacks an indicator, a baseline, a target.",
        "“น” promised “ข”; by 2026-01-15 nothing has followed it up (status: “Dropped”).",
        "“A” promised “Open one” by 2025-12-31, which is past; by 2026-01-15 nothing has followed it up.",
    ]
    thai = await _asked(ask, language="th", kinds=["COMMITMENT_WITHOUT_FOLLOW_UP"])
    assert [item["why"] for item in _listed(thai)["nodes"][:3]] == [
        "“ข” ให้คำมั่น “ก” ภายในวันที่ 31 ธ.ค. 2569 แต่จนถึงวันที่ 15 ม.ค. 2569 ยังไม่มีการสานต่อ",
        "“น” ให้คำมั่น “ข” แต่จนถึงวันที่ 15 ม.ค. 2569 ยังไม่มีการสานต่อ (สถานะ: “เลิก”)",
        "มีผู้ ให้คำมั่น “ค” แต่จนถึงวันที่ 15 ม.ค. 2569 ยังไม่มีการสานต่อ",
    ]


@pytest.mark.usefixtures("told")
async def test_those_nearest_to_a_gap_come_with_reasons(ask: Ask) -> None:
    """Measuring a goal is for those in it; a promise is for others than who gave it."""
    answer = await _asked(ask, kinds=[gap[0] for gap in REST], nearest=10, synthetic=False)
    near = {
        (item["kind"], item["node"]["id"]): [one["agency"]["id"] for one in item["nearest"]]
        for item in _listed(answer)["nodes"]
    }
    assert near["COMMITMENT_WITHOUT_FOLLOW_UP", "commitment:open"] == ["agency:b", "agency:c"]
    assert near["AREA_WITHOUT_AGENCY", "area:4103"] == ["agency:a", "agency:c", "agency:b"]
    assert near["COMMITMENT_WITHOUT_FOLLOW_UP", "commitment:kept-later"] == []
    (first, *_) = next(
        item["nearest"] for item in _listed(answer)["nodes"] if item["node"]["id"] == "area:4103"
    )
    assert (first["rank"], [reason["component"] for reason in first["reasons"]]) == (1, ["PLACE"])


@pytest.mark.usefixtures("told")
async def test_pages_follow_each_other(ask: Ask) -> None:
    """Whatever their size, they make up the whole list, issues in their place."""
    terms: dict[str, Any] = {"network": "network:n", "synthetic": False}
    whole = await _asked(ask, **terms)
    for first in (1, 2, 4):
        found: list[Brief] = []
        after = None
        while True:
            answer = await _asked(ask, **terms, first=first, after=after)
            page = _listed(answer)["pageInfo"]
            assert _listed(answer)["totalCount"] == len(_brief(whole))
            assert page["hasPreviousPage"] == (after is not None)
            found += _brief(answer)
            after = page["endCursor"]
            if not page["hasNextPage"]:
                break
        assert found == _brief(whole)


@pytest.mark.usefixtures("told")
async def test_what_is_not_there_is_null_and_bad_input_is_refused(ask: Ask) -> None:
    """An unknown area, network or event has no empty list of gaps: there is no answer."""
    unknowns: list[dict[str, Any]] = [
        {"area": "area:99"},
        {"network": "network:none"},
        {"event": "event:none"},
        {"network": "network:n", "datasets": ["dataset:demo"]},
    ]
    for unknown in unknowns:
        assert await ask(_DOCUMENT, **unknown) == ({"gaps": {"list": None}}, [])
    refused: list[tuple[dict[str, Any], str]] = [
        ({"area": "agency:a"}, "BAD_ID"),
        ({"network": "network:n' OR 1=1"}, "BAD_ID"),
        ({"event": ""}, "BAD_ID"),
        ({"level": "district"}, "BAD_ID"),
        ({"within": -1}, "BAD_ARGUMENT"),
        ({"within": 121}, "BAD_ARGUMENT"),
        ({"nearest": 11}, "BAD_ARGUMENT"),
        ({"kinds": ["ISSUE_MISSING_FROM_NETWORK"]}, "BAD_ARGUMENT"),
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 101}, "BAD_PAGE_SIZE"),
        ({"after": "nonsense"}, "BAD_CURSOR"),
        ({"after": "WyJnYXBzIiwwLCJhIiwxXQ"}, "BAD_CURSOR"),
        ({"after": "WyJ0cmFjZSIsMCwiYSIsImEiXQ"}, "BAD_CURSOR"),
    ]
    for wrong, code in refused:
        assert await ask(_DOCUMENT, **wrong) == ({"gaps": {"list": None}}, [code])
