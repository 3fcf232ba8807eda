"""Question 21: what changed in the world, and in what is recorded; on small stores of their own."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_SPANS = {
    "always": ("", ""),
    "before": ("2020-01-01", "2021-12-31"),
    "until-first": ("2020-01-01", "2022-01-01"),
    "until-second": ("", "2022-01-02"),
    "from-first": ("2022-01-01", ""),
    "from-second": ("2022-01-02", "2022-06-30"),
    "until-last": ("2021-01-01", "2024-06-01"),
    "from-last": ("2024-06-01", ""),
    "later": ("2024-06-02", ""),
}
"""Periods around the two days that are compared, 1 January 2022 and 1 June 2024."""

_TRUE: dict[str, str] = {
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": "id,name_th,phrase,from\nevidence:e,ก,คำ,source:s",
    "agencies": "id,name_th,name_en\n" + "\n".join(f"agency:{name},ก,{name}" for name in _SPANS),
    "networks": "id,name_th,name_en\nnetwork:n,เครือข่าย,Net",
    "member_of": "from,to,since,until\n"
    + "\n".join(f"agency:{name},network:n,{a},{b}" for name, (a, b) in _SPANS.items()),
}
_DATED: dict[str, str] = {
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": "id,name_th,phrase,from\nevidence:e,ก,คำ,source:s",
    "indicators": "id,name_th\nindicator:i,ตัวชี้วัด",
    "readings": "id,name_th,value,date,of\nreading:r,ค่า,1,2023-03-03,indicator:i",
    "mechanisms": """id,name_th,name_en,starts,ends,evidence
        mechanism:m,กลไก,Way,2023-03-03,2023-12-31,evidence:e""",
    "plans": "id,name_th,starts,ends\nplan:p,แผน,2022-01-01,2024-06-01",
    "posts": "id,name_th,title,since,until\npost:p,ตำแหน่ง,ประธาน,2023-02-01,",
    "event_series": "id,name_th\nevent-series:s,สมัชชา\nevent-series:empty,ว่าง",
    "events": """id,name_th,date,in_series
        event:one,ครั้งที่ 1,2021-05-05,event-series:s
        event:two,ครั้งที่ 2,2022-01-01,event-series:s
        event:three,ครั้งที่ 3,2024-06-01,event-series:s
        event:undated,ไม่มีวัน,,event-series:s""",
    "stories": "id,name_th,date\nstory:s,เรื่อง,2023-03-03\nstory:undated,ไม่มีวัน,",
    "lessons": "id,name_th,date\nlesson:l,บทเรียน,2022-01-01",
    "recognitions": "id,name_th,date\nrecognition:r,รางวัล,2024-06-02",
}
_INVENTED: dict[str, str] = {
    "agencies": "id,name_th\nagency:i,ง",
    "events": "id,name_th,date,in_series\nevent:invented,สาธิต,2023-05-05,event-series:s",
}
_HAPPENED = """query Q($since: Date, $event: ID, $asOf: Date = "2024-06-01", $synthetic: Boolean = true, $datasets: [ID!],
                       $first: Int! = 20, $after: String) {
  timeline(asOf: $asOf, includeSynthetic: $synthetic, datasets: $datasets) {
    happened(since: $since, sinceEvent: $event, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
      nodes { what date node { __typename id } relationship from { id } to { id } summary evidence { id } } } } }"""
_RECORDED = """query Q($revision: Int! = 0, $since: Date, $event: ID, $first: Int! = 20, $after: String) {
  timeline { recorded(sinceRevision: $revision, since: $since, sinceEvent: $event, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { revision at by action kind records count properties } } } }"""


def _brief(answer: Any) -> list[str]:
    return [
        " ".join(
            [item["date"], item["what"], (item["node"] or item["from"])["id"].partition(":")[2]]
        )
        for item in answer["timeline"]["happened"]["nodes"]
    ]


def _changes(name: str, then: dt.date, now: dt.date) -> list[str]:
    """What changes from one day to the next, looked at day by day."""
    found = []
    days = [then + dt.timedelta(days=n) for n in range((now - then).days + 1)]
    for day, following in pairwise(days):
        if _held(name, following) and not _held(name, day):
            found.append(f"{following} BEGAN {name}")
        if _held(name, day) and not _held(name, following):
            found.append(f"{day} ENDED {name}")
    return found


def _held(name: str, day: dt.date) -> bool:
    since, until = _SPANS[name]
    return (since or "0") <= day.isoformat() <= (until or "9")


async def test_what_happened_turns_what_held_then_into_what_holds_now(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """Whatever held on one day and not on the next ended on the first; what began, on the second."""
    await load_folder(empty_store, folder("true", **_TRUE))
    then, now = dt.date(2022, 1, 1), dt.date(2024, 6, 1)
    answer, codes = await ask(_HAPPENED, since=then.isoformat(), asOf=now.isoformat())
    assert codes == []
    expected = [change for name in _SPANS for change in _changes(name, then, now)]
    assert sorted(_brief(answer)) == sorted(expected)
    assert answer["timeline"]["happened"]["nodes"][-1] == {
        "what": "ENDED",
        "date": "2022-01-01",
        "node": None,
        "relationship": "MEMBER_OF",
        "from": {"id": "agency:until-first"},
        "to": {"id": "network:n"},
        "summary": "Ended: An agency is a member of a network (“until-first” → “Net”)",
        "evidence": [],
    }


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> None:
    """A true dataset with what has days of its own, and an invented one beside it."""
    await load_folder(empty_store, folder("dated", **_DATED))
    await load_folder(empty_store, folder("demo", info={"synthetic": True}, **_INVENTED))


_NEWEST_FIRST = [
    "2024-06-01 TOOK_PLACE three",
    "2023-12-31 ENDED m",
    "2023-05-05 TOOK_PLACE invented",
    "2023-03-03 BEGAN m",
    "2023-03-03 TOOK_PLACE r",
    "2023-03-03 TOOK_PLACE s",
    "2023-02-01 BEGAN p",
]


@pytest.mark.usefixtures("told")
async def test_records_with_days_of_their_own_happen_newest_first(ask: Ask) -> None:
    """Events, readings, stories, lessons and honours take place; what has a period begins and ends."""
    answer, codes = await ask(_HAPPENED, since="2022-01-01")
    assert codes == []
    told = answer["timeline"]["happened"]
    assert (_brief(answer), told["totalCount"]) == (_NEWEST_FIRST, 7)
    assert told["nodes"][3] == {
        "what": "BEGAN",
        "date": "2023-03-03",
        "node": {"__typename": "Mechanism", "id": "mechanism:m"},
        "relationship": None,
        "from": None,
        "to": None,
        "summary": "Began: “Way”",
        "evidence": [{"id": "evidence:e"}],
    }
    in_thai, _ = await ask(_HAPPENED, since="2022-01-01", language="th")
    assert in_thai["timeline"]["happened"]["nodes"][3]["summary"] == "เริ่ม: “กลไก”"
    true, _ = await ask(_HAPPENED, since="2022-01-01", synthetic=False)
    assert _brief(true) == [item for item in _NEWEST_FIRST if "invented" not in item]
    demo, _ = await ask(_HAPPENED, since="2022-01-01", datasets=["dataset:demo"])
    assert _brief(demo) == ["2023-05-05 TOOK_PLACE invented"]


@pytest.mark.usefixtures("told")
async def test_since_is_a_day_an_event_or_the_last_sitting_of_a_series(ask: Ask) -> None:
    """A year before the day by default; a series stands for its last sitting before the day."""
    true = [item for item in _NEWEST_FIRST if "invented" not in item]
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"event": "event:two"}, _NEWEST_FIRST),
        ({}, _NEWEST_FIRST[:2]),
        ({"event": "event-series:s"}, _NEWEST_FIRST[:2]),
        ({"event": "event-series:s", "synthetic": False}, true),
        (
            {"event": "event-series:s", "asOf": "2024-06-02"},
            ["2024-06-02 TOOK_PLACE r", "2024-06-01 ENDED p"],
        ),
        ({"since": "2023-05-05"}, _NEWEST_FIRST[:2]),
        ({"since": "2024-06-01"}, []),
        ({"since": "2299-12-31"}, []),
        ({"asOf": "1000-01-01"}, []),
    ]
    for asked, expected in cases:
        answer, codes = await ask(_HAPPENED, **asked)
        assert (_brief(answer), codes) == (expected, [])
    for absent in ("event:none", "event:undated", "event-series:empty", "event-series:none"):
        assert await ask(_HAPPENED, event=absent) == ({"timeline": {"happened": None}}, [])
    answer = await ask(_HAPPENED, event="event:three", asOf="2024-05-31")
    assert answer == ({"timeline": {"happened": None}}, [])


@pytest.mark.usefixtures("told")
async def test_pages_of_happenings_follow_each_other_and_bad_input_is_refused(ask: Ask) -> None:
    """One by one gives all, whatever falls on one day; what makes no sense has a code."""
    found: list[str] = []
    after, more = None, True
    while more:
        answer, _ = await ask(_HAPPENED, since="2022-01-01", first=1, after=after)
        page = answer["timeline"]["happened"]
        found, after = found + _brief(answer), page["pageInfo"]["endCursor"]
        more = page["pageInfo"]["hasNextPage"]
        assert page["totalCount"] == 7
    assert found == _NEWEST_FIRST
    refused: list[tuple[dict[str, Any], str]] = [
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 101}, "BAD_PAGE_SIZE"),
        ({"after": "x"}, "BAD_CURSOR"),
        ({"after": "WyJyZWNvcmRlZCIsMV0"}, "BAD_CURSOR"),
        ({"event": "agency:a"}, "BAD_ID"),
        ({"event": "nonsense"}, "BAD_ID"),
        ({"event": "event:two", "since": "2022-01-01"}, "BAD_ARGUMENT"),
    ]
    for wrong, code in refused:
        assert await ask(_HAPPENED, **wrong) == ({"timeline": {"happened": None}}, [code])
        if "event" in wrong or "first" in wrong:
            assert await ask(_RECORDED, **wrong) == ({"timeline": {"recorded": None}}, [code])


async def test_the_log_tells_what_each_write_did(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """In the order of revisions: what was created, updated with the names of what changed, removed."""
    agencies = "id,name_th,website\nagency:a,ก,http://one.example\nagency:b,ข,"
    await load_folder(empty_store, folder("true", agencies=agencies))
    changed = "id,name_th,website\nagency:a,กก,http://two.example"
    await load_folder(empty_store, folder("true", info={"version": "2"}, agencies=changed))
    answer, codes = await ask(_RECORDED)
    assert codes == []
    told = answer["timeline"]["recorded"]
    agency = [
        [item["action"], item["records"], item["count"], item["properties"], item["by"]]
        for item in told["nodes"]
        if item["kind"] == "Agency"
    ]
    by = "load dataset:true"
    assert agency == [
        ["created", ["agency:a", "agency:b"], 2, None, by],
        ["updated", ["agency:a"], 1, agency[1][3], by],
        ["removed", ["agency:b"], 1, None, by],
    ]
    assert {"name_th", "website"} <= set(agency[1][3])
    assert "http" not in str(agency[1][3])
    revisions = [item["revision"] for item in told["nodes"]]
    assert revisions == sorted(set(revisions))
    assert told["totalCount"] == len(revisions)
    later, _ = await ask(_RECORDED, revision=revisions[1])
    assert [item["revision"] for item in later["timeline"]["recorded"]["nodes"]] == revisions[2:]
    paged: list[Any] = []
    after = None
    while True:
        page = (await ask(_RECORDED, first=2, after=after))[0]["timeline"]["recorded"]
        paged, after = [*paged, *page["nodes"]], page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert paged == told["nodes"]


async def test_the_log_since_a_day_begins_on_the_next_in_thailand(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """An event stands for its day; what was written before does not count."""
    await load_folder(empty_store, folder("dated", **_DATED))
    await empty_store.run_schema(
        "MATCH (c:Change) SET c.at = datetime('2024-03-03T00:00:00+07:00') - "
        "duration({seconds: CASE WHEN c.revision = 1 THEN 1 ELSE 0 END})"
    )
    total = (await ask(_RECORDED))[0]["timeline"]["recorded"]["totalCount"]
    cases: list[tuple[dict[str, Any], Any]] = [
        ({"since": "2024-03-01"}, total),
        ({"since": "2024-03-02"}, total - 1),
        ({"since": "2024-03-03"}, 0),
        ({"since": "2299-12-31"}, 0),
        ({"event": "event:two"}, total),
    ]
    for asked, expected in cases:
        answer, codes = await ask(_RECORDED, **asked)
        assert (answer["timeline"]["recorded"]["totalCount"], codes) == (expected, [])
    for absent in ("event:none", "event-series:empty"):
        assert await ask(_RECORDED, event=absent) == ({"timeline": {"recorded": None}}, [])
    assert await ask(_RECORDED, revision=-1) == ({"timeline": {"recorded": None}}, ["BAD_ARGUMENT"])
