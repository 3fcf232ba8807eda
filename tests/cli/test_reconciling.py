"""``phakhi reconcile``, as a person uses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.test_commands import phakhi, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store


async def test_list_decide_and_never_again(
    engine: Settings, empty_store: Store, tmp_path: Path
) -> None:
    """Two worksheets name one office differently; a person says that it is one."""
    assert await empty_store.read("MATCH (n:Record) RETURN count(n)") == [[0]]
    where = ("--store", str(engine.store))
    path = tmp_path / "one"
    path.mkdir()
    (path / "dataset.toml").write_text(
        'id = "dataset:one"\nname_th = "ก"\nsynthetic = false\nversion = "1"\nlicence = "x"\nprecedence = 1\n'
    )
    (path / "agencies.csv").write_text(
        "id,name_th\nagency:a,สำนักงานวัฒนธรรมจังหวัดเลย\nagency:b,สำนักงานวัฒธรรมจังหวัดเลย\n",
        encoding="utf-8",
    )
    assert phakhi("load", str(path), *where).returncode == 0
    listed = phakhi("reconcile", *where)
    assert listed.returncode == 0, listed.stderr
    assert listed.stdout.splitlines() == [
        (
            "agency:a “สำนักงานวัฒนธรรมจังหวัดเลย” = agency:b “สำนักงานวัฒธรรมจังหวัดเลย”? "
            "(a few letters differ)"
        ),
        "Likely the same: 1 pairs. Decide with --same ONE OTHER or --different ONE OTHER.",
    ]
    printed = json.loads(phakhi("reconcile", "--json", *where).stdout)
    (pair,) = printed["likely"]
    assert (pair["one"], pair["other"]) == ("agency:a", "agency:b")
    assert pair["reasons"] == [{"code": "SLIP", "text": "a few letters differ"}]
    assert "There is no agency:c" in refusal(
        phakhi("reconcile", "--same", "agency:a", "agency:c", *where)
    )
    done = phakhi("reconcile", "--same", "agency:a", "agency:b", *where)
    assert done.stdout.startswith("agency:b is agency:a (สำนักงานวัฒนธรรมจังหวัดเลย) now")
    assert await empty_store.read("MATCH (a:Agency) RETURN a.id, a.aliases") == [
        ["agency:a", ["สำนักงานวัฒธรรมจังหวัดเลย"]]
    ]
    assert phakhi("reconcile", *where).stdout.startswith("Likely the same: 0 pairs.")
    undone = phakhi("undo", *where)
    assert undone.returncode == 0, undone.stderr
    assert "Undone: the verdict on agency:a and agency:b of " in undone.stderr
    assert "dataset:one" in undone.stdout
    assert phakhi("reconcile", *where).stdout == listed.stdout
    assert phakhi("reconcile", "--different", "agency:b", "agency:a", *where).returncode == 0
    thai = phakhi("undo", *where, LC_ALL="th_TH.UTF-8")
    assert "ย้อนคำตัดสินเรื่อง agency:b กับ agency:a เมื่อ" in thai.stderr
    assert thai.stdout == ""
