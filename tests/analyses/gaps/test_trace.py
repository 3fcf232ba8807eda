"""Goals traced to issue, virtue and plan, question 18."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_TRUE: dict[str, str] = {
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": "id,name_th,phrase,from\nevidence:one,ก,คำ,source:s\nevidence:two,ก,คำ,source:s",
    "networks": "id,name_th\nnetwork:n,น\nnetwork:m,ม",
    "agencies": "id,name_th\nagency:a,ก\nagency:b,ข",
    "member_of": "from,to,until\nagency:a,network:n,\nagency:b,network:n,2025-12-31",
    "plans": """id,name_th,starts,ends,promotes
        plan:now,ก,,,virtue:v
        plan:over,ก,,2025-12-31,virtue:v|virtue:w
        plan:other,ก,,,""",
    "virtues": "id,name_th\nvirtue:v,ก\nvirtue:w,ก\nvirtue:bare,ก",
    "issues": """id,name_th,cultivates
        issue:whole,ก,virtue:w|virtue:v
        issue:bare,ก,
        issue:old,ก,virtue:w""",
    "goals": """id,name_th,concerns,contributes_to
        goal:whole,ค,issue:whole,
        goal:far,ก,issue:old,goal:step
        goal:step,ง,,goal:last
        goal:last,ง,,plan:other
        goal:part,จ,issue:bare|issue:whole,
        goal:none,ข,,plan:over
        goal:past,ฉ,,""",
    "pursues": """from,to,evidence
        agency:a,goal:whole,evidence:two
        network:n,goal:whole,evidence:one
        network:n,goal:far,
        network:n,goal:part,
        agency:a,goal:none,
        agency:b,goal:past,
        network:m,goal:last,""",
}
_DOCUMENT = """query Q($network: ID! = "network:n", $first: Int! = 20, $after: String, $asOf: Date = "2026-01-15",
                       $datasets: [ID!]) {
  gaps(asOf: $asOf, datasets: $datasets, includeSynthetic: true) { trace(network: $network, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { goal { id } issues { issue { id } virtues { virtue { id } plans { id } } }
            plans { id } loose looseAt { id } evidence { id } } } } }"""


@pytest.fixture
async def traced(empty_store: Store, folder: Folder) -> None:
    """Goals that lead to a plan, and goals that do not quite."""
    await load_folder(empty_store, folder("true", **_TRUE))


def _short(trace: Any) -> tuple[Any, ...]:
    issues = [
        (
            _slug(item["issue"]),
            [(_slug(v["virtue"]), [_slug(p) for p in v["plans"]]) for v in item["virtues"]],
        )
        for item in trace["issues"]
    ]
    plans, at = ([_slug(item) for item in trace[key]] for key in ("plans", "looseAt"))
    return _slug(trace["goal"]), issues, plans, trace["loose"], at


def _slug(node: Any) -> str:
    return str(node["id"]).partition(":")[2]


WHOLE = ("whole", [("v", ["now"]), ("w", [])])
EXPECTED = [
    ("far", [("old", [("w", [])])], ["other"], [], []),
    ("none", [], [], ["NO_ISSUE", "NO_PLAN"], ["none"]),
    ("whole", [WHOLE], [], [], []),
    ("part", [("bare", []), WHOLE], [], ["NO_VIRTUE"], ["bare"]),
]


@pytest.mark.usefixtures("traced")
async def test_goals_are_traced_and_hang_loose_where_a_step_is_missing(ask: Ask) -> None:
    """A plan that is over is none; a member of the past does not pursue for its network."""
    answer, codes = await ask(_DOCUMENT)
    assert codes == []
    trace = answer["gaps"]["trace"]
    assert [_short(item) for item in trace["nodes"]] == EXPECTED
    assert trace["totalCount"] == 4
    assert [item["evidence"] for item in trace["nodes"]] == [
        [],
        [],
        [{"id": "evidence:one"}, {"id": "evidence:two"}],
        [],
    ]
    early, _ = await ask(_DOCUMENT, asOf="2025-12-31")
    found = {_slug(item["goal"]): _short(item) for item in early["gaps"]["trace"]["nodes"]}
    assert found["none"] == ("none", [], ["over"], ["NO_ISSUE"], ["none"])
    assert found["past"] == ("past", [], [], ["NO_ISSUE", "NO_PLAN"], ["past"])
    assert found["far"][1] == [("old", [("w", ["over"])])]


@pytest.mark.usefixtures("traced")
async def test_pages_of_traces_follow_each_other(ask: Ask) -> None:
    """One goal at a time makes up the whole list."""
    found: list[tuple[Any, ...]] = []
    after = None
    for _ in EXPECTED:
        answer, _ = await ask(_DOCUMENT, first=1, after=after)
        page = answer["gaps"]["trace"]
        found += [_short(item) for item in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        assert page["pageInfo"]["hasNextPage"] == (len(found) < len(EXPECTED))
    assert found == EXPECTED


@pytest.mark.usefixtures("traced")
async def test_an_unknown_network_is_null_and_bad_input_is_refused(ask: Ask) -> None:
    """Null without an error, or with its code; a network without goals has an empty page."""
    nothing = {"gaps": {"trace": None}}
    assert await ask(_DOCUMENT, network="network:none") == (nothing, [])
    assert await ask(_DOCUMENT, datasets=["dataset:other"]) == (nothing, [])
    refused: list[tuple[dict[str, Any], str]] = [
        ({"network": "area:41"}, "BAD_ID"),
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 101}, "BAD_PAGE_SIZE"),
        ({"after": "WyJnYXBzIiwwLCJhIiwiYSJd"}, "BAD_CURSOR"),
    ]
    for wrong, code in refused:
        assert await ask(_DOCUMENT, **wrong) == (nothing, [code])
