"""``phakhi check`` and ``phakhi load`` of worksheets, as a person uses them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from loaders import load_folder
from seeds import SEED_FOLDERS
from tests.cli.test_commands import phakhi, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store

_HEAD = "หน่วยงาน,ปัญหาที่อยากแก้,วันที่\n"


async def test_check_mend_and_load(engine: Settings, empty_store: Store, tmp_path: Path) -> None:
    """Exit codes, a marked copy, a file of the rest; a file that is there is never written over."""
    assert empty_store
    where = ("--store", str(engine.store))
    path, copy = tmp_path / "sheet.csv", tmp_path / "marked.xlsx"
    path.write_text(f"{_HEAD}วัดป่า,หนี้,63\nวัดบ้าน,เหล้า,\n", encoding="utf-8")
    wrong = phakhi("check", str(path), "--marked", str(copy), *where)
    assert wrong.returncode == 1
    assert "sheet.csv row 2 cell C2 “วันที่”: “63” is not a date" in wrong.stdout
    assert "to mend: 1; nothing would be written." in wrong.stdout
    assert copy.is_file()
    again = phakhi("check", str(path), "--marked", str(copy), *where)
    assert "is there already" in refusal(again)
    printed = phakhi("check", str(path), "--json", *where)
    ((value,), code) = (json.loads(printed.stdout), printed.returncode)
    assert (code, value["ok"], value["problems"][0]["cell"]) == (1, False, "C2")
    partial = phakhi("load", str(path), "--keep-good", *where)
    assert partial.returncode == 0, partial.stderr
    assert "1 rows were left out" in partial.stderr
    assert (tmp_path / "sheet-rest.xlsx").is_file()
    assert await empty_store.read("MATCH (a:Agency) RETURN a.name_th") == [["วัดบ้าน"]]
    path.write_text(f"{_HEAD}วัดป่า,หนี้,21 ม.ค. 2563\nวัดบ้าน,เหล้า,\n", encoding="utf-8")
    good = phakhi("load", str(path), "--dry-run", *where)
    assert good.returncode == 0, good.stderr
    assert "would be created: Agency 1 (วัดป่า)" in good.stdout
    assert await empty_store.read("MATCH (a:Agency) RETURN count(a)") == [[1]]
    assert phakhi("load", str(path), *where).returncode == 0
    assert await empty_store.read("MATCH (a:Agency) RETURN count(a)") == [[2]]


async def test_the_demonstration_can_be_taken_out(
    engine: Settings, empty_store: Store, tmp_path: Path
) -> None:
    """Told with the first dataset of one's own, and not again; the command that is told does it."""
    for folder in SEED_FOLDERS:
        await load_folder(empty_store, folder)
    where = ("--store", str(engine.store))
    for name in ("first", "second"):
        (tmp_path / f"{name}.csv").write_text(f"{_HEAD}วัดป่า,หนี้,\n", encoding="utf-8")
    first = phakhi("load", str(tmp_path / "first.csv"), *where)
    command = "phakhi unload dataset:udon-demo-survey dataset:udon-demo"
    assert f"`{command}` takes it out" in first.stderr
    again = phakhi("load", str(tmp_path / "first.csv"), str(tmp_path / "second.csv"), *where)
    assert "phakhi unload" not in again.stderr
    needed = phakhi("unload", "dataset:udon-demo", *where)
    assert "is still needed" in refusal(needed)
    assert phakhi(*command.split()[1:], *where).returncode == 0
    assert await empty_store.read("MATCH (d:Dataset) WHERE d.synthetic RETURN count(d)") == [[0]]
    assert "is not loaded" in refusal(phakhi("unload", "dataset:udon-demo", *where))
    assert phakhi("undo", *where).returncode == 0
    assert await empty_store.read("MATCH (d:Dataset) WHERE d.synthetic RETURN d.id") == [
        ["dataset:udon-demo"]
    ]
