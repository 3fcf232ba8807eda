"""What a load would do is said before it is done, and is what it then does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loaders import load_folder
from loaders.checking import Checked, check_path
from loaders.worksheet.loading import load_worksheet, prepare
from schema.errors import ErrorCode
from tests.loaders.worksheet.conftest import Fill

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.store import Store
    from loaders.report import LoadReport
    from tests.loaders.conftest import Folder

_ROWS = tuple({"agency": f"หน่วยที่ {at}", "problem": f"ปัญหาที่ {at}"} for at in range(1, 9))


async def everything(store: Store) -> list[Any]:
    """All that is there, the log and the loads' own lock included."""
    nodes = await store.read("MATCH (n) RETURN properties(n) ORDER BY coalesce(n.id, n.revision)")
    return [nodes, await store.read("MATCH ()-[r]->() RETURN properties(r) ORDER BY r.id")]


def foretold(checked: Checked, report: LoadReport) -> None:
    """What was foretold is what was done, but for the revision, which was taken back."""
    assert checked.rehearsal is not None
    assert checked.rehearsal.report == report


async def test_a_check_writes_nothing_and_foretells_the_load(facts: Store, fill: Fill) -> None:
    """Counts, each change with its name, and what is left; then the load does just that."""
    path = fill(*_ROWS)
    before = await everything(facts)
    checked = await check_path(facts, path)
    assert await everything(facts) == before
    assert checked.problems == ()
    assert checked.counts()["created", "Agency"] == 8
    assert checked.counts()["created", "RAISES"] == 8
    named = (
        {checked.name_of(change) for change in checked.rehearsal.changes if change.kind == "Agency"}
        if checked.rehearsal
        else set()
    )
    assert named == {row["agency"] for row in _ROWS}
    foretold(checked, await load_worksheet(facts, await prepare(facts, path)))
    again = await check_path(facts, path)
    assert again.rehearsal is not None
    assert (again.rehearsal.report.changed, again.rehearsal.changes) == (False, ())


async def test_what_would_be_taken_away_is_told_with_the_question(facts: Store, fill: Fill) -> None:
    """The check foretells that the load would stop until it is confirmed."""
    await load_worksheet(facts, await prepare(facts, fill(*_ROWS)))
    path = fill(*_ROWS[:4])
    before = await everything(facts)
    checked = await check_path(facts, path)
    assert await everything(facts) == before
    assert checked.rehearsal is not None
    assert checked.counts()["removed", "Agency"] == 4
    assert checked.rehearsal.warning is not None
    assert checked.rehearsal.warning.code is ErrorCode.REMOVAL_NOT_CONFIRMED
    gone = {
        checked.name_of(change) for change in checked.rehearsal.changes if change.kind == "Agency"
    }
    assert gone == {row["agency"] for row in _ROWS[4:]}


async def test_a_folder_is_checked_alike(empty_store: Store, folder: Folder) -> None:
    """Good, and wrong: by file, row and column."""
    path = folder("x", agencies="id,name_th\nagency:a,ก")
    before = await everything(empty_store)
    checked = await check_path(empty_store, path)
    assert await everything(empty_store) == before
    foretold(checked, await load_folder(empty_store, path))
    wrong = folder("x", agencies="id,name_th,based_in\nagency:a,ก,area:99\nagency b,ข,")
    problems = (await check_path(empty_store, wrong)).problems
    assert [(item.file, item.row, item.heading) for item in problems] == [
        ("agencies.csv", 2, "based_in"),
        ("agencies.csv", 3, "id"),
    ]


async def test_a_check_as_json(facts: Store, fill: Fill) -> None:
    """Plain values, whether all is well or not."""
    good = (await check_path(facts, fill({"agency": "วัดป่า"}))).as_json("th")
    assert (good["ok"], good["problems"], good["warning"]) == (True, [], None)
    assert good["records"] == {"created": 4, "updated": 0, "unchanged": 0, "removed": 0}
    agency = [item for item in good["changes"] if item["kind"] == "Agency"]  # type: ignore[attr-defined]
    assert [(item["action"], item["name"], item["from"]) for item in agency] == [
        ("created", "วัดป่า", None)
    ]
    bad: Any = (await check_path(facts, fill({"agency": "วัดป่า", "date": "63"}))).as_json("en")
    assert (bad["ok"], bad["records"], bad["changes"]) == (False, None, [])
    assert bad["problems"] == [
        {
            "file": "ใบงาน.xlsx",
            "sheet": "ใบงาน",
            "row": 2,
            "cell": "P2",
            "column": "วันที่",
            "value": "63",
            "message": "is not a date; write it like 2020-01-21, 2563-01-21 or 21 ม.ค. 2563",
        }
    ]


async def test_a_text_file_is_checked_alike(facts: Store, tmp_path: Path) -> None:
    """A worksheet of text is checked like one of sheets."""
    (tmp_path / "x.csv").write_text("หน่วยงาน,ปัญหาที่อยากแก้\nวัดป่า,หนี้\n", encoding="utf-8")
    checked = await check_path(facts, tmp_path / "x.csv")
    assert checked.counts()["created", "Problem"] == 1
    assert checked.rehearsal is not None
    assert checked.rehearsal.report.dataset == "dataset:x"
