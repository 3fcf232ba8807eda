"""Questions 22 and 24, on a small store of its own."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_TRUE: dict[str, str] = {
    "terms": "id,vocabulary,position,name_th\nterm:commitment-status.open,commitment-status,1,กำลังทำ",
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": """id,name_th,phrase,from
        evidence:c,ก,คำ,source:s
        evidence:p,ข,คำ,source:s
        evidence:f,ค,คำ,source:s
        evidence:r,ง,คำ,source:s""",
    "agencies": "id,name_th\nagency:a,ก\nagency:b,ข\nagency:c,ค",
    "networks": "id,name_th\nnetwork:n,ง",
    "people": "id,name_th\nperson:p,คน",
    "goals": "id,name_th\ngoal:g,เป้า",
    "events": """id,name_th,date
        event:one,ครั้งที่ 1,2021-01-01
        event:two,ครั้งที่ 2,2022-01-01
        event:three,ครั้งที่ 3,2023-01-01
        event:later,ครั้งหน้า,2030-01-01""",
    "mechanisms": "id,name_th,starts,ends\nmechanism:over,เลิก,2021-06-01,2021-12-31\n"
    "mechanism:soon,จะมี,2029-01-01,",
    "commitments": """id,name_th,due,status,made_at,towards,evidence
        commitment:a,ก,2022-06-30,term:commitment-status.open,event:one,goal:g,evidence:c
        commitment:b,ข,2024-06-01,,event:one,,
        commitment:c,ค,2021-12-31,,event:one,,
        commitment:d,ง,,,event:two,,
        commitment:e,จ,2031-01-01,,event:later,,""",
    "promised": """from,to,evidence
        agency:b,commitment:a,
        agency:a,commitment:a,evidence:p
        network:n,commitment:b,""",
    "follows_up": """from,to,since,evidence
        event:two,commitment:c,,evidence:f
        mechanism:over,commitment:c,2021-07-01,
        mechanism:soon,commitment:a,,
        event:three,commitment:b,2025-01-01,""",
    "attended": """from,to,evidence
        agency:a,event:one,evidence:r
        agency:a,event:two,
        agency:a,event:three,
        agency:b,event:one,
        agency:b,event:two,evidence:r
        agency:c,event:one,
        network:n,event:one,
        network:n,event:two,
        person:p,event:one,
        person:p,event:two,""",
}
_INVENTED: dict[str, str] = {
    "goals": "id,name_th\ngoal:invented,เป้า",
    "follows_up": "from,to,since\ngoal:invented,commitment:d,2022-05-05",
    "agencies": "id,name_th\nagency:i,จ",
    "attended": "from,to\nagency:i,event:one\nagency:i,event:two",
}
_PROMISES = """query Q($event: ID, $open: Boolean, $asOf: Date = "2024-06-01", $synthetic: Boolean = true, $first: Int! = 20,
                       $after: String, $datasets: [ID!]) {
  timeline(asOf: $asOf, includeSynthetic: $synthetic, datasets: $datasets) {
    promises(event: $event, open: $open, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { commitment { id } event { id } promisedBy { id } towards { id } due status { id } open overdue
        followUps { node { id } since evidence { id } } evidence { id } } } } }"""
_ATTENDANCE = """query Q($events: [ID!], $came: [ID!], $notTo: [ID!], $kinds: [OrganisationKind!], $datasets: [ID!],
                         $asOf: Date = "2024-06-01", $synthetic: Boolean = true, $first: Int! = 20, $after: String) {
  timeline(asOf: $asOf, includeSynthetic: $synthetic, datasets: $datasets) {
    attendance(events: $events, came: $came, notTo: $notTo, kinds: $kinds, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { organisation { id } attended { id } missed { id } evidence { id } } } } }"""


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> None:
    """A true dataset, and an invented one beside it."""
    await load_folder(empty_store, folder("true", **_TRUE))
    await load_folder(empty_store, folder("demo", info={"synthetic": True}, **_INVENTED))


def _states(answer: Any) -> list[tuple[str, bool, bool]]:
    return [
        (item["commitment"]["id"].partition(":")[2], item["open"], item["overdue"])
        for item in answer["timeline"]["promises"]["nodes"]
    ]


def _ids(*idents: str) -> list[dict[str, str]]:
    return [{"id": ident} for ident in idents]


@pytest.mark.usefixtures("told")
async def test_a_promise_is_open_until_something_has_followed_it_up(ask: Ask) -> None:
    """What has not begun by the day follows nothing up; what is over has."""
    answer, codes = await ask(_PROMISES)
    assert codes == []
    assert _states(answer) == [
        ("a", True, True),
        ("b", True, False),
        ("c", False, False),
        ("d", False, False),
    ]
    nodes = answer["timeline"]["promises"]["nodes"]
    assert nodes[0] == {
        "commitment": {"id": "commitment:a"},
        "event": {"id": "event:one"},
        "promisedBy": _ids("agency:a", "agency:b"),
        "towards": _ids("goal:g"),
        "due": "2022-06-30",
        "status": {"id": "term:commitment-status.open"},
        "open": True,
        "overdue": True,
        "followUps": [],
        "evidence": _ids("evidence:c", "evidence:p"),
    }
    assert nodes[2]["followUps"] == [
        {"node": {"id": "mechanism:over"}, "since": "2021-07-01", "evidence": []},
        {"node": {"id": "event:two"}, "since": "2022-01-01", "evidence": _ids("evidence:f")},
    ]


@pytest.mark.usefixtures("told")
async def test_promises_of_a_meeting_on_a_day_open_or_not(ask: Ask) -> None:
    """Narrowed by event and state; another day, or without what is invented, others are open."""
    cases: list[tuple[dict[str, Any], Any]] = [
        ({"open": True}, "ab"),
        ({"open": False}, "cd"),
        ({"event": "event:one", "open": True}, "ab"),
        ({"event": "event:two"}, "d"),
        ({"event": "event:three"}, ""),
        ({"open": True, "synthetic": False}, "abd"),
        ({"open": True, "asOf": "2021-06-30"}, "abc"),
        ({"open": True, "asOf": "2025-01-01"}, "a"),
        ({"open": True, "asOf": "2030-01-01"}, "e"),
        ({"asOf": "2020-12-31"}, ""),
    ]
    for asked, expected in cases:
        answer, codes = await ask(_PROMISES, **asked)
        assert codes == []
        assert "".join(name for name, _, _ in _states(answer)) == expected
        assert answer["timeline"]["promises"]["totalCount"] == len(expected)
    for absent in ("event:none", "event:later"):
        assert await ask(_PROMISES, event=absent) == ({"timeline": {"promises": None}}, [])


@pytest.mark.usefixtures("told")
async def test_who_promised_is_somebody_of_the_datasets_that_count(
    ask: Ask, empty_store: Store, folder: Folder
) -> None:
    """As where gaps are listed: another dataset's organisation is not shown, though the promise counts."""
    more = {
        "networks": "id,name_th\nnetwork:more,ม",
        "commitments": "id,name_th,made_at\ncommitment:m,ม,event:one",
        "promised": "from,to\nagency:a,commitment:m\nnetwork:more,commitment:m",
    }
    await load_folder(empty_store, folder("more", **more))
    whole, _ = await ask(_PROMISES, event="event:one", open=True)
    own, _ = await ask(_PROMISES, event="event:one", open=True, datasets=["dataset:more"])
    promised = {
        item["commitment"]["id"]: item["promisedBy"]
        for item in whole["timeline"]["promises"]["nodes"]
    }
    assert promised["commitment:m"] == _ids("agency:a", "network:more")
    assert [
        (item["commitment"]["id"], item["promisedBy"])
        for item in own["timeline"]["promises"]["nodes"]
    ] == [("commitment:m", _ids("network:more"))]


def _came(answer: Any) -> list[str]:
    return [
        item["organisation"]["id"].partition(":")[2]
        for item in answer["timeline"]["attendance"]["nodes"]
    ]


@pytest.mark.usefixtures("told")
async def test_who_came_to_some_and_not_to_another(ask: Ask) -> None:
    """Organisations only, never persons; who came to all and who came to one only are near misses."""
    asked = {"came": ["event:one", "event:two"], "notTo": ["event:three"]}
    answer, codes = await ask(_ATTENDANCE, **asked)
    assert (_came(answer), codes) == (["b", "n", "i"], [])
    assert answer["timeline"]["attendance"]["nodes"][0] == {
        "organisation": {"id": "agency:b"},
        "attended": _ids("event:one", "event:two"),
        "missed": _ids("event:three"),
        "evidence": _ids("evidence:r"),
    }
    cases: list[tuple[dict[str, Any], Any]] = [
        ({"synthetic": False}, ["b", "n"]),
        ({"kinds": ["NETWORK"]}, ["n"]),
        ({"kinds": ["AGENCY"]}, ["b", "i"]),
        ({"datasets": ["dataset:demo"]}, ["i"]),
    ]
    for terms, expected in cases:
        assert _came((await ask(_ATTENDANCE, **asked, **terms))[0]) == expected
    everyone, _ = await ask(_ATTENDANCE, events=["event:two", "event:three", "event:one"])
    assert _came(everyone) == ["a", "b", "c", "n", "i"]
    some = everyone["timeline"]["attendance"]["nodes"][2]
    assert (some["attended"], some["missed"]) == (
        _ids("event:one"),
        _ids("event:two", "event:three"),
    )
    contrary = {"came": ["event:one"], "notTo": ["event:one"]}
    assert _came((await ask(_ATTENDANCE, **contrary))[0]) == []


@pytest.mark.usefixtures("told")
async def test_events_that_are_not_there_and_bad_input(ask: Ask) -> None:
    """An event to come is not there yet; what makes no sense has a code."""
    nothing = {"timeline": {"attendance": None}}
    for absent in ("event:none", "event:later"):
        assert await ask(_ATTENDANCE, came=["event:one"], notTo=[absent]) == (nothing, [])
    assert await ask(_ATTENDANCE, came=["event:three"], asOf="2022-12-31") == (nothing, [])
    refused: list[tuple[dict[str, Any], str]] = [
        ({}, "BAD_ARGUMENT"),
        ({"events": []}, "BAD_ARGUMENT"),
        ({"events": [f"event:e{n}" for n in range(51)]}, "BAD_ARGUMENT"),
        ({"came": ["event:one"], "first": 0}, "BAD_PAGE_SIZE"),
        ({"came": ["event:one"], "first": 101}, "BAD_PAGE_SIZE"),
        ({"came": ["event:one"], "after": "x"}, "BAD_CURSOR"),
        ({"came": ["agency:a"]}, "BAD_ID"),
        ({"notTo": ["nonsense"]}, "BAD_ID"),
    ]
    for wrong, code in refused:
        assert await ask(_ATTENDANCE, **wrong) == (nothing, [code])
    also_refused: list[tuple[dict[str, Any], str]] = [
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"after": "x"}, "BAD_CURSOR"),
        ({"event": "agency:a"}, "BAD_ID"),
    ]
    for wrong, code in also_refused:
        assert await ask(_PROMISES, **wrong) == ({"timeline": {"promises": None}}, [code])


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("document", "field", "asked"),
    [(_PROMISES, "promises", {}), (_ATTENDANCE, "attendance", {"events": ["event:one"]})],
)
async def test_pages_by_thai_name_follow_each_other(
    ask: Ask, document: str, field: str, asked: dict[str, Any]
) -> None:
    """One by one gives all, in the same order."""
    whole = (await ask(document, **asked))[0]["timeline"][field]["nodes"]
    found: list[Any] = []
    after, more = None, True
    while more:
        page = (await ask(document, first=1, after=after, **asked))[0]["timeline"][field]
        found, after = [*found, *page["nodes"]], page["pageInfo"]["endCursor"]
        more = page["pageInfo"]["hasNextPage"]
        assert page["totalCount"] == len(whole)
    assert found == whole
