"""Every mark, line and cluster of a picture says why it is there."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from graph_api.store import Store
from loaders import load_folder
from schema.registry import declaration
from tests.analyses.partners.conftest import AskDemo
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_WHY = """query W($from: ID!, $to: ID, $first: Int! = 20, $asOf: Date, $synthetic: Boolean = true) {
  why(from: $from, to: $to, first: $first, asOf: $asOf, includeSynthetic: $synthetic) {
    summary totalCount reasons {
      type summary since until role { id } synthetic source { id } target { id } nodes { id }
      evidence { id phrase } datasets { id } } } }"""
_GRAPH = """query G($kinds: [String!]) { graph(first: 2000, kinds: $kinds, includeSynthetic: true) {
  nodes { id } edges { id type source target } } }"""
_CLOSED = """query L($clusters: Clustering!) {
  layout(first: 45, clusters: $clusters, kinds: ["Agency", "Network", "Issue"], includeSynthetic: true) {
    marks { id kind } lines { source target type count } } }"""
_WORDS = "MATCH ()-[r]->() WHERE r.evidence <> [] RETURN r.id, r.evidence"


async def test_every_edge_says_why_in_its_words(ask_demo: AskDemo, udon: Store) -> None:
    """All edges of the demo between records of any kind, by their ends; fast."""
    graph = (await ask_demo(_GRAPH, kinds=list(declaration().kinds)))["graph"]
    words = {ident: set(evidence) for ident, evidence in await udon.read(_WORDS)}
    assert len(graph["edges"]) > 1500
    times: list[float] = []
    for edge in graph["edges"]:
        start = time.process_time()
        why = (await ask_demo(_WHY, **{"from": edge["source"], "to": edge["target"]}, first=100))[
            "why"
        ]
        times.append(time.process_time() - start)
        assert why["reasons"], edge
        shown = {item["id"] for reason in why["reasons"] for item in reason["evidence"]}
        assert shown >= words.get(edge["id"], set()), edge
        if edge["type"] != "FOCUSES_ON":
            assert edge["type"] in {reason["type"] for reason in why["reasons"]}
    assert median(times) < 0.1


async def test_every_relationship_says_why_by_its_id(ask_demo: AskDemo) -> None:
    """One reason of its type and ends; FOCUSES_ON the ways that it comes from."""
    graph = (await ask_demo(_GRAPH))["graph"]
    for edge in graph["edges"][::3]:
        why = (await ask_demo(_WHY, **{"from": edge["id"]}))["why"]
        ends = {(reason["source"]["id"], reason["target"]["id"]) for reason in why["reasons"]}
        assert ends == {(edge["source"], edge["target"])}
        if edge["type"] != "FOCUSES_ON":
            assert [reason["type"] for reason in why["reasons"]] == [edge["type"]]


async def test_every_mark_and_line_of_a_closed_picture_says_why(ask_demo: AskDemo) -> None:
    """Clusters of both ways, alone and in pairs."""
    for clusters in ("OFFICIAL", "COOPERATION"):
        layout = (await ask_demo(_CLOSED, clusters=clusters))["layout"]
        ids = [mark["id"] for mark in layout["marks"]]
        assert "Cluster" in {mark["kind"] for mark in layout["marks"]}
        for ident in ids:
            why = (await ask_demo(_WHY, **{"from": ident}))["why"]
            assert why["reasons"], ident
        for line in layout["lines"]:
            pair = {"from": ids[line["source"]], "to": ids[line["target"]]}
            why = (await ask_demo(_WHY, **pair, first=2))["why"]
            assert 0 < len(why["reasons"]) <= 2, pair
            assert why["totalCount"] >= len(why["reasons"])


_FILES = {
    "evidence": "id,name_th\nevidence:one,ก\nevidence:two,ข\nevidence:own,ค",
    "issues": "id,name_th,name_en\nissue:i,ประเด็น,Issue",
    "areas": "id,name_th,name_en\narea:90,พื้นที่,Area",
    "networks": "id,name_th,name_en\nnetwork:n,เครือข่าย,Net",
    "agencies": """id,name_th,name_en,evidence
        agency:a,หน่วย ก,A,evidence:own
        agency:b,หน่วย ข,B,
        agency:c,หน่วย ค,C,""",
    "member_of": """from,to,since,until,evidence
        agency:a,network:n,2017-05-01,,evidence:one
        agency:b,network:n,,2019-12-31,""",
    "projects": "id,name_th,name_en,concerns\nproject:p,งาน,Work,issue:i",
    "takes_part_in": """from,to,since,evidence
        agency:a,project:p,2018-01-01,evidence:one
        agency:c,project:p,2020-01-01,evidence:two""",
}


async def _why(
    ask: Ask, from_: str, to: str | None = None, language: str = "en", **more: Any
) -> Any:
    data, codes = await ask(_WHY, language, **{"from": from_, "to": to}, **more)
    assert codes == []
    return data["why"]


def _ids(items: list[dict[str, str]]) -> list[str]:
    return [item["id"] for item in items]


async def test_what_a_reason_says(empty_store: Store, folder: Folder, ask: Ask) -> None:
    """A relationship with its words and year; a way by the work; a work that two share."""
    await load_folder(empty_store, folder("x", **_FILES))
    direct = await _why(ask, "agency:a", "network:n")
    assert direct == {
        "summary": "Recorded between “A” and “Net”: 1, with words shown for 1",
        "totalCount": 1,
        "reasons": [
            {
                "type": "MEMBER_OF",
                "summary": "“A” – “Net”: An agency is a member of a network, since 2017",
                "since": "2017-05-01",
                "until": None,
                "role": None,
                "synthetic": False,
                "source": {"id": "agency:a"},
                "target": {"id": "network:n"},
                "nodes": [],
                "evidence": [{"id": "evidence:one", "phrase": None}],
                "datasets": [{"id": "dataset:x"}],
            }
        ],
    }
    thai = await _why(ask, "agency:a", "network:n", "th")
    assert (thai["summary"], thai["reasons"][0]["summary"]) == (
        "มีบันทึกระหว่าง “หน่วย ก” และ “เครือข่าย” 1 รายการ แสดงถ้อยคำประกอบ 1 รายการ",
        "“หน่วย ก” – “เครือข่าย”: หน่วยงานเป็นสมาชิกเครือข่าย ตั้งแต่ปี 2560",
    )
    (way,) = (await _why(ask, "agency:a", "issue:i"))["reasons"]
    assert (way["type"], _ids(way["nodes"]), _ids(way["evidence"])) == (
        "TAKES_PART_IN",
        ["project:p"],
        ["evidence:one"],
    )
    (work,) = (await _why(ask, "agency:a", "agency:c"))["reasons"]
    assert (work["since"], _ids(work["nodes"]), _ids(work["evidence"])) == (
        "2020-01-01",
        ["project:p"],
        ["evidence:one", "evidence:two"],
    )


async def test_a_record_says_what_is_recorded(empty_store: Store, folder: Folder, ask: Ask) -> None:
    """Its own words first, then its relationships by type."""
    await load_folder(empty_store, folder("x", **_FILES))
    why = await _why(ask, "agency:a")
    assert [(r["type"], _ids(r["nodes"]), _ids(r["evidence"])) for r in why["reasons"]][:2] == [
        ("RECORD", [], ["evidence:own"]),
        ("MEMBER_OF", ["network:n"], ["evidence:one"]),
    ]
    network = await _why(ask, "network:n")
    assert [r["type"] for r in network["reasons"]][:2] == ["RECORD", "MEMBER_OF"]


async def test_what_does_not_hold_or_is_gone_is_no_reason(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """B left in 2019: an answer without reasons; a record that is not there has none at all."""
    await load_folder(empty_store, folder("x", **_FILES))
    assert (await _why(ask, "agency:b", "network:n", asOf="2019-01-01"))["totalCount"] == 1
    assert await _why(ask, "agency:b", "network:n") == {
        "summary": "Nothing that counts on the day is recorded between “B” and “Net”",
        "totalCount": 0,
        "reasons": [],
    }
    for pair in (
        ("agency:gone", None),
        ("agency:a", "agency:gone"),
        ("cluster:agency:gone", None),
        ("cluster:none:area:90", "agency:a"),
        ("member-of:0123456789abcdef0123", None),
        ("focuses-on:0123456789abcdef0123", None),
    ):
        assert await _why(ask, *pair) is None
    for pair, code in (
        (("nothing", None), "BAD_ID"),
        (("cluster:", None), "BAD_ID"),
        (("agency:a", "agency:a"), "BAD_ARGUMENT"),
    ):
        _, codes = await ask(_WHY, **dict(zip(("from", "to"), pair, strict=True)))
        assert codes == [code]
