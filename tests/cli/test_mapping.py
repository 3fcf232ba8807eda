"""``phakhi map``, and what it drafts for ``phakhi check`` and ``phakhi load``, as a person uses them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.test_commands import phakhi, refusal
from tests.loaders.worksheet.conftest import facts

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store

__all__ = ["facts"]

_HEAD = "หน่วยงาน,โครงการ,บทบาท,วันเริ่ม,ประเด็น,อำเภอ,ผู้บันทึก\n"
_ROWS = (
    "สำนักงานวัฒนธรรมจังหวัดอุดรธานี,โครงการเยี่ยมบ้าน,เจ้าภาพหลัก,21/01/2563,จิตอาสา,หนองหาน,ก\n"
    "โรงพยาบาลหนองหาน,ค่ายอาสา,เจ้าภาพหลัก,13/02/2563,จิตอาสา,หนองหาน,ข\n"
)


async def test_a_foreign_table_answers_a_question(
    engine: Settings, facts: Store, tmp_path: Path
) -> None:
    """Map, check, mend, load, ask: whom to work with, since both care for the issue in the area."""
    where = ("--store", str(engine.store))
    path, mapping = tmp_path / "projects.csv", tmp_path / "mapping.toml"
    path.write_text(f"{_HEAD}{_ROWS}วัดป่า,ลานธรรม,เพื่อน,13/02/2020,ศีลห้า,หนองหานน,\n", "utf-8")
    drafted = phakhi("map", str(path), "-o", str(mapping))
    assert (drafted.returncode, drafted.stdout) == (0, "")
    assert "cannot be written (File exists)" in refusal(
        phakhi("map", str(path), "-o", str(mapping))
    )
    assert phakhi("map", str(path)).stdout == mapping.read_text("utf-8")
    given = (str(path), "--mapping", str(mapping), *where)
    wrong = phakhi("check", *given, "--json", "--marked", str(tmp_path / "marked.xlsx"))
    (value,) = json.loads(wrong.stdout)
    assert wrong.returncode == 1
    assert [item["cell"] for item in value["problems"]] == ["C4", "F4"]
    assert (tmp_path / "marked.xlsx").is_file()
    good = phakhi("load", *given, "--keep-good")
    assert good.returncode == 0, good.stderr
    assert "projects.csv column ผู้บันทึก: is left out, as the mapping says; cells: 2" in good.stderr
    assert "1 rows were left out" in good.stderr
    assert (tmp_path / "projects-rest.xlsx").is_file()
    [[asker]] = await facts.read("MATCH (a:Agency) WHERE a.name_th STARTS WITH 'สำนัก' RETURN a.id")
    asked = phakhi("ask", "collaborators", "--var", f"agency={asker}", "--json", *where)
    assert asked.returncode == 0, asked.stderr
    (candidate,) = json.loads(asked.stdout)["data"]["collaborators"]["candidates"]
    assert candidate["agency"]["nameTh"] == "โรงพยาบาลหนองหาน"
    reasons = {item["component"]: item["summary"] for item in candidate["reasons"]}
    assert "จิตอาสา" in reasons["CONCERN"]
    assert "Nong Han" in reasons["PLACE"]


def test_a_mapping_is_for_tables(tmp_path: Path) -> None:
    """A folder has no columns to be mapped; a table that is none has no draft."""
    done = phakhi("check", str(tmp_path), "--mapping", "m.toml", "--store", str(tmp_path / "none"))
    assert done.returncode == 1
    path = tmp_path / "empty.csv"
    path.write_text("", "utf-8")
    assert refusal(phakhi("map", str(path))) == "phakhi: empty.csv holds no table with headings."
