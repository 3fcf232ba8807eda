"""A table of projects and their participants is enough for concern and place."""

from __future__ import annotations

from typing import Any

from graph_api.store import Store
from loaders import advise, load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_TABLE = {
    "areas": "id,name_th,level\narea:41,จังหวัด,term:area-level.province\narea:4101,อำเภอ,term:area-level.district",
    "issues": "id,name_th\nissue:i,ป",
    "agencies": "id,name_th\nagency:a,ก\nagency:b,ข\nagency:c,ค",
    "projects": "id,name_th,ends,concerns,in_area\n"
    "project:j,โครงการ,,issue:i,area:4101\nproject:k,โครงการ,2024-12-31,issue:i,area:4101",
    "takes_part_in": "from,to,until\nagency:a,project:j,\nagency:b,project:j,2025-06-30\nagency:c,project:k,",
}
_ASKED = """query Q($asOf: Date!) {
  overview(asOf: $asOf) { areaProfile(area: "area:4101") { counts { agencies issues projects } } }
  agencies(where: {focusesOn: {some: {id: {eq: "issue:i"}}}}, first: 9) { nodes { id } } }"""


async def test_an_import_of_projects_alone_gives_concern_and_place(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """On a day; who has left a project, or whose project is over, is concerned no more."""
    files = {**_TABLE, "areas": "id,name_th,within\narea:41,จังหวัด,\narea:4101,อำเภอ,area:41"}
    report = await load_folder(empty_store, folder("x", **files))
    assert advise(report) is None
    told: list[Any] = []
    for day in ("2024-12-31", "2025-01-01", "2025-07-01"):
        data, _ = await ask(_ASKED, asOf=day)
        counts = data["overview"]["areaProfile"]["counts"]
        told.append((counts["agencies"], counts["issues"], counts["projects"]))
    assert told == [(3, 1, 2), (2, 1, 1), (1, 1, 1)]
    assert [item["id"] for item in data["agencies"]["nodes"]] == ["agency:a"]


async def test_a_load_says_when_works_carry_neither(empty_store: Store, folder: Folder) -> None:
    """At least half of those that somebody has a part in; in both languages."""
    files = {
        "agencies": "id,name_th\nagency:a,ก\nagency:b,ข",
        "projects": "id,name_th\nproject:j,โครงการ\nproject:k,โครงการ\nproject:alone,โครงการ",
        "takes_part_in": "from,to\nagency:a,project:j\nagency:b,project:k",
    }
    report = await load_folder(empty_store, folder("x", **files))
    assert (report.works, report.bare_works) == (2, 2)
    assert advise(report) == (
        "dataset:x: 2 of 2 works name neither an issue (concerns) nor an area (in_area), so that whoever "
        "takes part in them has nothing from them to be matched by."
    )
    assert advise(report, "th") == (
        "dataset:x: งาน 2 จาก 2 รายการไม่ระบุทั้งประเด็น (concerns) และพื้นที่ (in_area) "
        "ผู้มีส่วนร่วมจึงไม่มีประเด็นหรือพื้นที่จากงานเหล่านี้ให้จับคู่"
    )
