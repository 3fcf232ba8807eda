"""Questions 6 and 7, on a small store of its own."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_TRUE: dict[str, str] = {
    "terms": """id,vocabulary,position,name_th
        term:mechanism-kind.activity,mechanism-kind,1,กิจกรรม
        term:mechanism-kind.fund,mechanism-kind,2,กองทุน""",
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": """id,name_th,phrase,from
        evidence:a,ก,คำ,source:s
        evidence:o,ข,คำ,source:s
        evidence:w,ค,คำ,source:s""",
    "areas": """id,name_th,name_en,within
        area:41,จังหวัด,,
        area:4101,อำเภอ,District,area:41
        area:4102,อำเภออื่น,,area:41
        area:42,จังหวัดอื่น,,""",
    "issues": "id,name_th\nissue:i,ประเด็น\nissue:j,ประเด็น",
    "problems": """id,name_th,name_en,concerns
        problem:p,ขยะ,Litter,issue:i
        problem:q,ปัญหาอื่น,,""",
    "networks": """id,name_th,part_of
        network:n1,น,area:41
        network:n2,ม,area:4101
        network:n3,ย,area:42""",
    "agencies": "id,name_th\nagency:a,ก\nagency:b,ข\nagency:c,ค",
    "member_of": """from,to,since,until
        agency:a,network:n1,,
        agency:b,network:n1,,2020-12-31
        agency:b,network:n2,2021-01-01,
        agency:b,network:n3,2024-01-01,
        agency:c,network:n3,,2023-06-30""",
    "raises": """from,to,wording,since,until,evidence
        network:n1,problem:p,ขยะเกลื่อน,,,evidence:w
        agency:a,problem:p,,,,
        agency:b,problem:p,เก็บไม่ทัน,,,
        agency:c,problem:p,,,,
        agency:a,problem:q,,,2022-01-01,
        agency:b,problem:q,,,,
        network:n3,problem:q,,,,""",
    "adopts": "from,to\nnetwork:n2,issue:j\nnetwork:n3,issue:j",
    "mechanisms": """id,name_th,kind,starts,ends,in_area,addresses
        mechanism:one,หนึ่ง,term:mechanism-kind.activity,2020-01-01,,area:4101|area:4102,problem:p
        mechanism:two,สอง,term:mechanism-kind.activity,2021-05-01,2025-12-31,area:4101|area:4102,problem:p
        mechanism:past,สาม,term:mechanism-kind.activity,,2019-12-31,area:4101,problem:p
        mechanism:fund,สี่,term:mechanism-kind.fund,,,area:4101,problem:p
        mechanism:unkind,ห้า,,,,area:4101,problem:p
        mechanism:nobody,หก,term:mechanism-kind.activity,,,area:4101,problem:p
        mechanism:other,เจ็ด,term:mechanism-kind.activity,,,area:4101,problem:q
        mechanism:self,แปด,term:mechanism-kind.activity,,,area:42,problem:q
        mechanism:joint,เก้า,term:mechanism-kind.activity,,,area:42,problem:q""",
    "operates": """from,to,since,until,evidence
        agency:a,mechanism:one,,,evidence:o
        agency:b,mechanism:two,,,
        network:n1,mechanism:two,,,
        agency:c,mechanism:past,,,
        agency:b,mechanism:fund,,,
        agency:b,mechanism:unkind,,,
        agency:c,mechanism:nobody,,2022-12-31,
        agency:b,mechanism:other,,,
        agency:c,mechanism:self,,,
        agency:c,mechanism:joint,,,
        agency:a,mechanism:joint,,,""",
}
_INVENTED: dict[str, str] = {
    "agencies": "id,name_th\nagency:d,ง",
    "operates": "from,to\nagency:d,mechanism:nobody",
}
_DUPLICATES = """query Q($area: ID, $asOf: Date = "2024-06-01", $synthetic: Boolean = true, $datasets: [ID!], $first: Int! = 20,
                         $after: String) {
  overlap(asOf: $asOf, includeSynthetic: $synthetic, datasets: $datasets) {
    duplicates(area: $area, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
      nodes { kind { id } problem { id } area { id } overlapFrom overlapUntil why mechanismCount
        mechanisms { mechanism { id } operators { __typename id } operatorCount starts ends evidence { id } } } } } }"""
_COMMON = """query Q($least: Int! = 3, $area: ID, $asOf: Date = "2024-06-01", $first: Int! = 20, $after: String) {
  overlap(asOf: $asOf, includeSynthetic: true) {
    problems(minNetworks: $least, area: $area, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { problem { id } networkCount agencyCount agencies { id } networks { network { id } raiserCount
        raisers { organisation { id } wording evidence { id } } } } } } }"""
_ISSUES = """query Q($least: Int! = 2, $area: ID, $first: Int! = 20, $after: String) { overlap(asOf: "2024-06-01", includeSynthetic: true) {
    issues(minNetworks: $least, area: $area, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { issue { id } networkCount networks { network { id } count agencyCount through { id } } } } } }"""


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> None:
    """A true dataset, and an invented one beside it."""
    await load_folder(empty_store, folder("true", **_TRUE))
    await load_folder(empty_store, folder("demo", info={"synthetic": True}, **_INVENTED))


def _brief(answer: Any) -> list[list[Any]]:
    return [
        [
            group["problem"]["id"].partition(":")[2],
            group["area"]["id"].partition(":")[2],
            [item["mechanism"]["id"].partition(":")[2] for item in group["mechanisms"]],
        ]
        for group in answer["overlap"]["duplicates"]["nodes"]
    ]


@pytest.mark.usefixtures("told")
async def test_duplicated_effort_is_of_one_kind_problem_place_and_time(ask: Ask) -> None:
    """What is over, of another or no kind, for another problem, or all under one operator is left out."""
    answer, codes = await ask(_DUPLICATES, synthetic=False)
    assert codes == []
    told = answer["overlap"]["duplicates"]
    assert _brief(answer) == [["p", "4101", ["one", "two"]], ["p", "4102", ["one", "two"]]]
    assert told["totalCount"] == 2
    assert told["nodes"][0] == {
        "kind": {"id": "term:mechanism-kind.activity"},
        "problem": {"id": "problem:p"},
        "area": {"id": "area:4101"},
        "overlapFrom": "2021-05-01",
        "overlapUntil": "2025-12-31",
        "why": "2 mechanisms of one kind address “Litter” in “District” at the same time, "
        "and no one operates all of them.",
        "mechanismCount": 2,
        "mechanisms": [
            {
                "mechanism": {"id": "mechanism:one"},
                "operators": [{"__typename": "Agency", "id": "agency:a"}],
                "operatorCount": 1,
                "starts": "2020-01-01",
                "ends": None,
                "evidence": [{"id": "evidence:o"}],
            },
            {
                "mechanism": {"id": "mechanism:two"},
                "operators": [
                    {"__typename": "Agency", "id": "agency:b"},
                    {"__typename": "Network", "id": "network:n1"},
                ],
                "operatorCount": 2,
                "starts": "2021-05-01",
                "ends": "2025-12-31",
                "evidence": [],
            },
        ],
    }


@pytest.mark.usefixtures("told")
async def test_terms_decide_which_mechanisms_run_and_who_operates_them(ask: Ask) -> None:
    """With what is invented, on other days, in one dataset, in an area or within it; in Thai."""
    whole, _ = await ask(_DUPLICATES)
    assert _brief(whole)[0] == ["p", "4101", ["nobody", "one", "two"]]
    early, _ = await ask(_DUPLICATES, synthetic=False, asOf="2020-06-01")
    assert _brief(early) == [["p", "4101", ["nobody", "one"]]]
    assert _brief((await ask(_DUPLICATES, asOf="2026-06-01", synthetic=False))[0]) == []
    assert _brief((await ask(_DUPLICATES, datasets=["dataset:demo"]))[0]) == []
    inside, _ = await ask(_DUPLICATES, synthetic=False, area="area:41", language="th")
    assert [row[1] for row in _brief(inside)] == ["4101", "4102"]
    assert inside["overlap"]["duplicates"]["nodes"][0]["why"] == (
        "กลไกประเภทเดียวกัน 2 กลไกมุ่งแก้ “ขยะ” ใน “อำเภอ” ในเวลาเดียวกัน โดยต่างผู้ดำเนินการ"
    )
    assert _brief((await ask(_DUPLICATES, area="area:42"))[0]) == []


async def test_an_area_has_what_lies_within_it_on_the_day(
    ask: Ask, empty_store: Store, folder: Folder
) -> None:
    """A district that left its province is in it no longer."""
    areas = "id,name_th\narea:41,จังหวัด\narea:4101,อำเภอ\narea:4102,อำเภออื่น\narea:42,จังหวัดอื่น"
    within = "from,to,until\narea:4101,area:41,\narea:4102,area:41,2023-12-31"
    await load_folder(empty_store, folder("true", **{**_TRUE, "areas": areas, "within": within}))
    before, _ = await ask(_DUPLICATES, area="area:41", asOf="2023-12-31")
    assert [row[1] for row in _brief(before)] == ["4101", "4102"]
    after, _ = await ask(_DUPLICATES, area="area:41", asOf="2024-01-01")
    assert [row[1] for row in _brief(after)] == ["4101"]


@pytest.mark.usefixtures("told")
async def test_an_operator_is_somebody_of_the_datasets_that_count(
    ask: Ask, empty_store: Store, folder: Folder
) -> None:
    """Another dataset's organisation operates nothing; an area is everybody's."""
    more = {
        "addresses": "from,to\nmechanism:self,problem:p\nmechanism:joint,problem:p",
        "in_area": "from,to\nmechanism:self,area:42\nmechanism:joint,area:42",
        "operates": "from,to\nagency:a,mechanism:self\narea:41,mechanism:joint",
    }
    await load_folder(empty_store, folder("more", **more))
    of_more: dict[str, Any] = {"datasets": ["dataset:more"]}
    assert _brief((await ask(_DUPLICATES, **of_more))[0]) == []
    await load_folder(empty_store, folder("more", **more | {"agencies": "id,name_th\nagency:a,ก"}))
    answer, _ = await ask(_DUPLICATES, **of_more)
    assert _brief(answer) == [["p", "42", ["joint", "self"]]]


@pytest.mark.usefixtures("told")
async def test_a_problem_of_several_networks_tells_who_raises_it_in_which_words(ask: Ask) -> None:
    """Members count for a network while they are members."""
    answer, codes = await ask(_COMMON)
    assert codes == []
    assert answer["overlap"]["problems"]["nodes"] == [
        {
            "problem": {"id": "problem:p"},
            "networkCount": 3,
            "agencyCount": 2,
            "agencies": [{"id": "agency:a"}, {"id": "agency:b"}],
            "networks": [
                {
                    "network": {"id": "network:n1"},
                    "raiserCount": 2,
                    "raisers": [
                        _raiser("network:n1", "ขยะเกลื่อน", "evidence:w"),
                        _raiser("agency:a", None),
                    ],
                },
                {
                    "network": {"id": "network:n2"},
                    "raiserCount": 1,
                    "raisers": [_raiser("agency:b", "เก็บไม่ทัน")],
                },
                {
                    "network": {"id": "network:n3"},
                    "raiserCount": 1,
                    "raisers": [_raiser("agency:b", "เก็บไม่ทัน")],
                },
            ],
        }
    ]
    two, _ = await ask(_COMMON, least=2)
    assert _counts(two) == [("problem:p", 3), ("problem:q", 2)]
    of_area, _ = await ask(_COMMON, least=2, area="area:41")
    assert _counts(of_area) == [("problem:p", 2)]
    before, _ = await ask(_COMMON, least=2, asOf="2020-06-01")
    assert _counts(before) == [("problem:p", 2), ("problem:q", 2)]


def _raiser(ident: str, wording: str | None, *evidence: str) -> dict[str, Any]:
    words = [{"id": item} for item in evidence]
    return {"organisation": {"id": ident}, "wording": wording, "evidence": words}


def _counts(answer: Any) -> list[tuple[str, int]]:
    return [
        (item["problem"]["id"], item["networkCount"])
        for item in answer["overlap"]["problems"]["nodes"]
    ]


@pytest.mark.usefixtures("told")
async def test_issues_of_several_networks_tell_in_how_many_ways(ask: Ask) -> None:
    """Through what the network or its members raise, operate and so on, or adopt."""
    answer, codes = await ask(_ISSUES)
    assert codes == []
    told = answer["overlap"]["issues"]["nodes"]
    assert [(item["issue"]["id"], item["networkCount"]) for item in told] == [
        ("issue:i", 3),
        ("issue:j", 2),
    ]
    problem = [{"id": "problem:p"}]
    assert told[0]["networks"] == [
        {"network": {"id": "network:n1"}, "count": 2, "agencyCount": 1, "through": problem},
        {"network": {"id": "network:n2"}, "count": 1, "agencyCount": 1, "through": problem},
        {"network": {"id": "network:n3"}, "count": 1, "agencyCount": 1, "through": problem},
    ]
    narrow, _ = await ask(_ISSUES, area="area:41")
    assert [item["issue"]["id"] for item in narrow["overlap"]["issues"]["nodes"]] == ["issue:i"]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("document", "field", "thing"),
    [
        (_DUPLICATES, "duplicates", "area"),
        (_COMMON, "problems", "problem"),
        (_ISSUES, "issues", "issue"),
    ],
)
async def test_pages_follow_each_other_and_bad_input_is_refused(
    ask: Ask, document: str, field: str, thing: str
) -> None:
    """One by one gives all; what is not there is null; what makes no sense has a code."""
    least = {} if field == "duplicates" else {"least": 2}
    whole = (await ask(document, **least))[0]["overlap"][field]["nodes"]
    found: list[Any] = []
    after = None
    for at in range(2):
        page = (await ask(document, first=1, after=after, **least))[0]["overlap"][field]
        assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, at == 0)
        found, after = [*found, *page["nodes"]], page["pageInfo"]["endCursor"]
    assert found == whole
    assert found[0][thing] != found[1][thing]
    refused: list[tuple[dict[str, Any], str]] = [
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 101}, "BAD_PAGE_SIZE"),
        ({"after": "x"}, "BAD_CURSOR"),
        ({"after": "WyJjb25kaXRpb25zIiwxLCJhIl0"}, "BAD_CURSOR"),
        ({"area": "agency:a"}, "BAD_ID"),
        ({"area": "nonsense"}, "BAD_ID"),
        *([({"least": 0}, "BAD_ARGUMENT"), ({"least": 1001}, "BAD_ARGUMENT")] if least else []),
    ]
    for wrong, code in refused:
        assert await ask(document, **wrong) == ({"overlap": {field: None}}, [code])
    assert await ask(document, area="area:99") == ({"overlap": {field: None}}, [])
