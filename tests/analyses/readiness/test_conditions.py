"""Question 23, on a small store of its own."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_TOLD: dict[str, str] = {
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": "id,name_th,phrase,from\nevidence:n,ก,คำ,source:s\nevidence:f,ข,คำ,source:s",
    "areas": "id,name_th\narea:41,จังหวัด",
    "events": "id,name_th,date\nevent:meeting,ประชุม,2020-01-21\nevent:later,ประชุมหน้า,2030-01-01",
    "plans": "id,name_th,ends\nplan:past,แผนเดิม,2021-12-31",
    "success_conditions": """id,name_th,position
        success-condition:b,ธงนำ,2
        success-condition:a,เป้าหมาย,1
        success-condition:unnamed,ไม่มีใครกล่าวถึง,3
        success-condition:last,ไม่มีลำดับ,
        success-condition:later,จะกล่าวถึง,4""",
    "names": """from,to,evidence
        event:meeting,success-condition:a,evidence:n
        area:41,success-condition:a,
        event:meeting,success-condition:b,evidence:n
        area:41,success-condition:last,
        plan:past,success-condition:b,
        event:later,success-condition:later,""",
    "mechanisms": """id,name_th,name_en,starts,ends
        mechanism:on,กลไก,,2021-01-01,
        mechanism:over,กลไกที่เลิก,Old way,2021-01-01,2022-12-31
        mechanism:soon,กลไกที่จะมี,,2029-01-01,""",
    "stories": "id,name_th,date\nstory:told,เรื่อง,2023-06-01\nstory:undated,เรื่องไม่มีวัน,",
    "fulfils": """from,to,since,until,evidence
        mechanism:on,success-condition:a,,,evidence:f
        story:undated,success-condition:a,,,
        story:told,success-condition:a,2024-01-01,,
        mechanism:soon,success-condition:b,,,
        mechanism:over,success-condition:b,,,
        story:told,success-condition:b,,2024-02-01,""",
}
_INVENTED: dict[str, str] = {
    "goals": "id,name_th\ngoal:g,เป้า",
    "fulfils": "from,to,since\ngoal:g,success-condition:last,2024-05-05\n"
    "mechanism:on,success-condition:last,2024-05-05",
}
_DOCUMENT = """query Q($namer: ID, $asOf: Date = "2025-01-01", $synthetic: Boolean = true, $first: Int! = 20, $after: String) {
  readiness(asOf: $asOf, includeSynthetic: $synthetic) { conditions(namer: $namer, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { position condition { id } missing allSynthetic why fulfilmentCount syntheticCount
      namedBy { by { id } since evidence { id } }
      fulfilments { node { id } since ageDays synthetic evidence { id } } } } } }"""


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> None:
    """A true dataset, and an invented one beside it."""
    await load_folder(empty_store, folder("true", **_TOLD))
    await load_folder(empty_store, folder("demo", info={"synthetic": True}, **_INVENTED))


def _brief(answer: Any) -> list[Any]:
    return [
        [node["condition"]["id"].partition(":")[2], node["missing"], node["why"]]
        for node in answer["readiness"]["conditions"]["nodes"]
    ]


@pytest.mark.usefixtures("told")
async def test_each_condition_tells_what_fulfils_it_since_when_and_what_is_missing(
    ask: Ask,
) -> None:
    """What is over, not yet begun or not yet named does not count; nobody's condition is left out."""
    answer, codes = await ask(_DOCUMENT)
    assert codes == []
    told = answer["readiness"]["conditions"]
    assert (told["totalCount"], told["pageInfo"]["hasNextPage"]) == (3, False)
    assert told["nodes"][0] == {
        "position": 1,
        "condition": {"id": "success-condition:a"},
        "missing": False,
        "allSynthetic": False,
        "why": "3 fulfil it, 3 of them not invented.",
        "fulfilmentCount": 3,
        "syntheticCount": 0,
        "namedBy": [
            {"by": {"id": "area:41"}, "since": None, "evidence": []},
            {"by": {"id": "event:meeting"}, "since": "2020-01-21", "evidence": [{"id": "evidence:n"}]},
        ],
        "fulfilments": [
            _fulfilment("story:told", "2024-01-01", 366),
            _fulfilment("mechanism:on", "2021-01-01", 1461, "evidence:f"),
            _fulfilment("story:undated", None, None),
        ],
    }  # fmt: skip
    assert _brief(answer)[1:] == [
        ["b", True, "Nothing fulfils it any more: “เรื่อง” did until 2024-02-01, “Old way” did until 2022-12-31."],
        ["last", False, "All that fulfils it (2) is invented."],
    ]  # fmt: skip
    namers = [naming["by"]["id"] for naming in told["nodes"][1]["namedBy"]]
    assert namers == ["event:meeting", "plan:past"]
    last = told["nodes"][2]
    assert (last["position"], last["allSynthetic"], last["syntheticCount"]) == (None, True, 2)
    assert [item["synthetic"] for item in last["fulfilments"]] == [True, True]


def _fulfilment(ident: str, since: str | None, age: int | None, *evidence: str) -> dict[str, Any]:
    return {
        "node": {"id": ident},
        "since": since,
        "ageDays": age,
        "synthetic": False,
        "evidence": [{"id": item} for item in evidence],
    }


@pytest.mark.usefixtures("told")
async def test_the_day_what_is_invented_and_the_namer_decide_what_counts(ask: Ask) -> None:
    """On another day, without what is invented, by one namer; sentences in Thai."""
    answer, _ = await ask(_DOCUMENT, asOf="2022-06-01")
    assert _brief(answer) == [
        ["a", False, "2 fulfil it, 2 of them not invented."],
        ["b", False, "1 fulfil it, 1 of them not invented."],
        ["last", True, "Nothing fulfils it."],
    ]
    answer, _ = await ask(_DOCUMENT, synthetic=False, namer="area:41", language="th")
    assert _brief(answer) == [
        ["a", False, "มี 3 รายการที่ทำให้เป็นจริง ในจำนวนนี้ 3 รายการไม่ใช่ข้อมูลสังเคราะห์"],
        ["last", True, "ยังไม่มีสิ่งใดทำให้เงื่อนไขนี้เป็นจริง"],
    ]
    answer, _ = await ask(_DOCUMENT, asOf="2019-01-01", namer="area:41")
    assert [row[:2] for row in _brief(answer)] == [["a", False], ["last", True]]


@pytest.mark.usefixtures("told")
async def test_pages_follow_each_other_and_bad_input_is_refused(ask: Ask) -> None:
    """One by one gives all; what is not there is null; what makes no sense has a code."""
    found, after = [], None
    while True:
        answer, _ = await ask(_DOCUMENT, first=1, after=after)
        found += _brief(answer)
        page = answer["readiness"]["conditions"]["pageInfo"]
        after = page["endCursor"]
        if not page["hasNextPage"]:
            break
    assert [row[0] for row in found] == ["a", "b", "last"]
    for wrong, code in [
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 101}, "BAD_PAGE_SIZE"),
        ({"after": "x"}, "BAD_CURSOR"),
        ({"namer": "agency:a"}, "BAD_ID"),
        ({"namer": "nonsense"}, "BAD_ID"),
    ]:
        assert await ask(_DOCUMENT, **wrong) == ({"readiness": {"conditions": None}}, [code])
    for absent in ("event:nowhere", "event:later"):
        assert await ask(_DOCUMENT, namer=absent) == ({"readiness": {"conditions": None}}, [])
