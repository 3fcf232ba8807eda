"""The overview of a small store: days, years, and what makes no sense."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.analyses.overview import period
from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_TRUE: dict[str, str] = {
    "areas": """id,name_th,within
        area:41,จังหวัด,
        area:4101,อำเภอหนึ่ง,area:41
        area:4102,อำเภอสอง,area:41
        area:410101,ตำบล,area:4101
        area:42,จังหวัดอื่น,""",
    "networks": "id,name_th,part_of\nnetwork:n,น,area:41\nnetwork:m,ม,area:42",
    "agencies": """id,name_th,based_in,in_area
        agency:a,ก,area:410101,area:4102
        agency:b,ข,area:4101,
        agency:far,ค,area:42,""",
    "member_of": """from,to,since,until
        agency:a,network:n,,
        agency:b,network:n,,2021-06-30
        agency:far,network:m,,""",
    "issues": "id,name_th\nissue:i,ป\nissue:j,ป",
    "problems": "id,name_th,in_area,concerns\nproblem:p,ปัญหา,area:4102,issue:j",
    "raises": "from,to,since,until\nagency:a,problem:p,,\nagency:b,problem:p,,",
    "mechanisms": """id,name_th,starts,ends,in_area,concerns
        mechanism:short,สั้น,2021-02-01,2021-03-31,area:4101,issue:i
        mechanism:long,ยาว,2020-01-01,,area:4101|area:4102,issue:i
        mechanism:homeless,ไร้ที่,2022-01-01,,,""",
    "operates": """from,to,since,until
        agency:a,mechanism:short,,
        agency:b,mechanism:short,,
        network:n,mechanism:long,,
        agency:far,mechanism:long,2022-05-01,
        agency:a,mechanism:homeless,,""",
    "events": "id,name_th,date,held_in\nevent:one,ครั้งแรก,2021-05-05,area:4101\n"
    "event:two,ครั้งที่สอง,2023-05-05,area:41",
    "attended": "from,to\nagency:a,event:one\nnetwork:n,event:two",
}
_COVERAGE = """query Q($area: ID! = "area:41", $year: Int, $by: [Dimension!], $asOf: Date = "2024-06-01",
                       $datasets: [ID!]) {
  overview(asOf: $asOf, datasets: $datasets, includeSynthetic: true) { coverage(area: $area, year: $year, by: $by) {
    area { id } year agencies works cellCount truncated
    cells { network { id } issue { id } area { id } agencies works examples { id } }
    networks { node { id } agencies works } areas { node { id } agencies works } } } }"""
_COMPARE = """query Q($a: ID! = "area:41", $b: ID! = "area:42", $yearA: Int, $yearB: Int) {
  overview(asOf: "2024-06-01", includeSynthetic: true) { compare(a: $a, b: $b, yearA: $yearA, yearB: $yearB) {
    a { node { id } year counts { ...All } } b { node { id } year counts { ...All } } truncated
    issues { ...Sets } problems { ...Sets } agencies { ...Sets } } } }
  fragment All on Counts { networks agenciesBased agencies issues problems mechanisms events }
  fragment Sets on Difference { onlyA { id } onlyACount onlyB { id } onlyBCount both { id } bothCount }"""
_AREAS = """query Q($area: ID! = "area:41", $first: Int! = 20, $after: String) {
  overview(asOf: "2022-01-01", includeSynthetic: true) {
    rollUp(area: $area, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage }
      nodes { depth area { id } counts { ...All } } }
    areaProfile(area: $area) { childCount children { area { id } counts { ...All } }
      counts { ...All } topIssues { issue { id } agencies things } } } }
  fragment All on Counts { networks agenciesBased agencies problems events }"""


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> None:
    """A small true dataset."""
    await load_folder(empty_store, folder("true", **_TRUE))


def _ids(*nodes: Any) -> list[str | None]:
    return [node and node["id"] for node in nodes]


def _cells(coverage: Any) -> list[list[Any]]:
    return [
        [*_ids(cell["network"], cell["issue"], cell["area"]), cell["agencies"], cell["works"]]
        for cell in coverage["cells"]
    ]


@pytest.mark.usefixtures("told")
async def test_coverage_of_a_day_is_what_holds_on_it(ask: Ask) -> None:
    """Works without a place are where their agencies are; agencies of elsewhere count with theirs."""
    answer, codes = await ask(_COVERAGE)
    assert codes == []
    told = answer["overview"]["coverage"]
    assert _cells(told) == [
        ["network:m", "issue:i", "area:4101", 1, 1],
        ["network:m", "issue:i", "area:4102", 1, 1],
        ["network:n", None, "area:4101", 1, 1],
        ["network:n", None, "area:4102", 1, 1],
        ["network:n", "issue:i", "area:4101", 0, 1],
        ["network:n", "issue:i", "area:4102", 0, 1],
    ]
    assert (told["agencies"], told["works"], told["cellCount"], told["truncated"]) == (
        2,
        2,
        6,
        False,
    )
    totals = [[*_ids(item["node"]), item["agencies"], item["works"]] for item in told["networks"]]
    assert totals == [["network:n", 1, 2], ["network:m", 1, 1]]
    by_what, _ = await ask(_COVERAGE, by=["WHAT"])
    assert _cells(by_what["overview"]["coverage"]) == [
        [None, "issue:i", None, 1, 1],
        [None, None, None, 1, 1],
    ]


@pytest.mark.usefixtures("told")
async def test_coverage_of_a_year_is_what_held_at_any_time_in_it(ask: Ask) -> None:
    """What began and ended within the year is there; the Buddhist era is understood."""
    answer, codes = await ask(_COVERAGE, year=2564)
    assert codes == []
    told = answer["overview"]["coverage"]
    assert told["year"] == 2021
    assert _cells(told) == [
        ["network:n", "issue:i", "area:4101", 2, 2],
        ["network:n", "issue:i", "area:4102", 0, 1],
    ]
    assert [example["id"] for example in told["cells"][0]["examples"]] == [
        "mechanism:long", "mechanism:short",
    ]  # fmt: skip
    places = [[*_ids(item["node"]), item["agencies"], item["works"]] for item in told["areas"]]
    assert places == [["area:4101", 2, 2], ["area:4102", 0, 1]]
    answer, _ = await ask(_COVERAGE, year=2021, asOf="2021-01-15")
    assert _cells(answer["overview"]["coverage"])[0] == ["network:n", "issue:i", "area:4101", 0, 1]


@pytest.mark.usefixtures("told")
async def test_a_year_of_what_never_changed_is_like_a_day(
    ask: Ask, empty_store: Store, folder: Folder
) -> None:
    """Where nothing is dated, both ways of looking agree, of areas and of networks."""
    undated = {
        name: "\n".join(_undated(line) for line in text.strip().splitlines())
        for name, text in _TRUE.items()
        if name not in ("events", "attended", "member_of", "operates", "raises")
    }
    pairs = {"member_of": "agency:a,network:n", "operates": "agency:a,mechanism:long"}
    bare = {name: f"from,to\n{pair}" for name, pair in pairs.items()}
    await load_folder(empty_store, folder("true", **undated, **bare), confirm_removal=True)
    for area in ("area:41", "area:4101", "area:42"):
        day, _ = await ask(_COVERAGE, area=area)
        year, _ = await ask(_COVERAGE, area=area, year=2020)
        year["overview"]["coverage"]["year"] = None
        assert year == day
    for ident in ("area:41", "network:n"):
        answer, codes = await ask(_COMPARE, a=ident, b=ident, yearB=2019)
        assert codes == []
        told = answer["overview"]["compare"]
        assert told["a"]["counts"] == told["b"]["counts"]
        assert (told["issues"]["onlyACount"], told["issues"]["onlyBCount"]) == (0, 0)


def _undated(line: str) -> str:
    head, *cells = line.strip().split(",")
    kept = [cell for cell in cells if not cell.startswith("202")]
    if head.startswith("mechanism:"):
        return ",".join([head, *cells[:1], "", "", *cells[3:]])
    return ",".join([head, *kept])


@pytest.mark.usefixtures("told")
async def test_two_are_compared_side_by_side(ask: Ask) -> None:
    """Areas, and a network in two years: counts, and what tells them apart."""
    answer, codes = await ask(_COMPARE)
    assert codes == []
    told = answer["overview"]["compare"]
    assert told["a"] == {
        "node": {"id": "area:41"},
        "year": None,
        # agency:far too: it operates a mechanism there
        "counts": {"networks": 1, "agenciesBased": 2, "agencies": 3, "issues": 2, "problems": 1, "mechanisms": 1, "events": 2},
    }  # fmt: skip
    assert told["issues"] == {
        "onlyA": [{"id": "issue:j"}], "onlyACount": 1, "onlyB": [], "onlyBCount": 0,
        "both": [{"id": "issue:i"}], "bothCount": 1,
    }  # fmt: skip
    assert [item["id"] for item in told["agencies"]["both"]] == ["agency:far"]
    answer, _ = await ask(_COMPARE, a="network:n", b="network:n", yearA=2021, yearB=2566)
    told = answer["overview"]["compare"]
    assert [told[side]["year"] for side in "ab"] == [2021, 2023]
    assert told["a"]["counts"] == {
        "networks": None, "agenciesBased": None, "agencies": 2, "issues": 2, "problems": 1, "mechanisms": 2, "events": 1,
    }  # fmt: skip
    assert told["b"]["counts"]["agencies"] == 1
    assert [item["id"] for item in told["agencies"]["onlyA"]] == ["agency:b"]


async def test_an_event_without_a_date_counts_on_a_day_but_in_no_year(
    ask: Ask, folder: Folder, empty_store: Store
) -> None:
    """It may have been at any time; an event of another year, or after the day, is not counted."""
    events = """id,name_th,date,held_in
        event:undated,ไม่มีวันที่,,area:4101
        event:one,ครั้งแรก,2021-05-05,area:4101
        event:coming,ครั้งหน้า,2024-07-01,area:41"""
    await load_folder(empty_store, folder("true", areas=_TRUE["areas"], events=events))
    answer, codes = await ask(_COMPARE, a="area:41", b="area:41", yearB=2021)
    assert codes == []
    compared = answer["overview"]["compare"]
    assert [compared[side]["counts"]["events"] for side in "ab"] == [2, 1]
    answer, _ = await ask(_COMPARE, a="area:41", b="area:41", yearA=2022, yearB=2024)
    compared = answer["overview"]["compare"]
    assert [compared[side]["counts"]["events"] for side in "ab"] == [0, 0]


@pytest.mark.usefixtures("told")
async def test_an_area_rolls_up_what_is_within_it(ask: Ask) -> None:
    """Distinct counts at every level, page after page; the profile agrees with the roll-up."""
    answer, codes = await ask(_AREAS)
    assert codes == []
    rows = answer["overview"]["rollUp"]["nodes"]
    assert [[row["depth"], row["area"]["id"], *row["counts"].values()] for row in rows] == [
        [0, "area:41", 1, 2, 2, 1, 1],
        [1, "area:4101", 0, 2, 2, 0, 1],
        [1, "area:4102", 0, 0, 1, 1, 0],
        [2, "area:410101", 0, 1, 1, 0, 0],
    ]
    profile = answer["overview"]["areaProfile"]
    assert profile["counts"] == rows[0]["counts"]
    assert [child["counts"] for child in profile["children"]] == [
        row["counts"] for row in rows[1:3]
    ]
    assert profile["topIssues"] == [
        {"issue": {"id": "issue:j"}, "agencies": 2, "things": 1},
        {"issue": {"id": "issue:i"}, "agencies": 0, "things": 1},
    ]
    after, found = None, []
    for _ in range(4):
        answer, _ = await ask(_AREAS, first=1, after=after)
        page = answer["overview"]["rollUp"]
        after, found = page["pageInfo"]["endCursor"], found + page["nodes"]
    assert (found, page["pageInfo"]["hasNextPage"], page["totalCount"]) == (rows, False, 4)


@pytest.mark.usefixtures("told")
async def test_a_year_that_is_too_large_says_so(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not looked at is admitted."""
    monkeypatch.setattr(period, "MOST_READ", 3)
    answer, _ = await ask(_COVERAGE, year=2021)
    assert answer["overview"]["coverage"]["truncated"] is True


@pytest.mark.usefixtures("told")
async def test_bad_input_is_refused_and_what_is_not_there_is_null(ask: Ask) -> None:
    """With a code each; an area that the datasets do not assert still answers."""
    for document, field, wrong, code in [
        (_COVERAGE, "coverage", {"area": "network:n"}, "BAD_ID"),
        (_COVERAGE, "coverage", {"year": 2025}, "BAD_ARGUMENT"),
        (_COVERAGE, "coverage", {"year": 99999999}, "BAD_ARGUMENT"),
        (_COVERAGE, "coverage", {"year": 0}, "BAD_ARGUMENT"),
        (_COMPARE, "compare", {"a": "area:42"}, "BAD_ARGUMENT"),
        (_COMPARE, "compare", {"a": "network:n"}, "BAD_ARGUMENT"),
        (_COMPARE, "compare", {"a": "agency:a"}, "BAD_ID"),
        (_COMPARE, "compare", {"b": "area:42", "yearB": 1800}, "BAD_ARGUMENT"),
    ]:
        assert await ask(document, **wrong) == ({"overview": {field: None}}, [code])
    assert await ask(_COVERAGE, area="area:99") == ({"overview": {"coverage": None}}, [])
    assert await ask(_COVERAGE, area="area:99", year=2020) == ({"overview": {"coverage": None}}, [])
    assert await ask(_COMPARE, b="area:99", yearB=2020) == ({"overview": {"compare": None}}, [])
    assert await ask(_AREAS, area="area:99") == (
        {"overview": {"rollUp": None, "areaProfile": None}},
        [],
    )
    data, codes = await ask(_AREAS, first=0)
    assert (data["overview"]["rollUp"], codes) == (None, ["BAD_PAGE_SIZE"])
    data, codes = await ask(_AREAS, after="x")
    assert (data["overview"]["rollUp"], codes) == (None, ["BAD_CURSOR"])
    answer, codes = await ask(_COVERAGE, datasets=["dataset:other"])
    told = answer["overview"]["coverage"]
    assert (told["area"], told["cells"], codes) == ({"id": "area:41"}, [], [])
