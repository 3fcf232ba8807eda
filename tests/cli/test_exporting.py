"""``phakhi export``, ``backup`` and ``restore``, as a person uses them."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from graph_api.cli.exporting import export, restore
from graph_api.export.formats import FORMATS
from graph_api.export.request import ExportRequest
from graph_api.store import Store
from loaders import load_folder
from schema.errors import ErrorCode, PhakhiError
from tests.cli.test_commands import phakhi
from tests.export.exporting import exported, load_nasty
from tests.loaders.conftest import Folder, folder

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings

__all__ = ["folder"]

pytestmark = pytest.mark.store

_EMPTY = "MATCH (n) WHERE NOT n:Meta OR n.id <> 'schema' DETACH DELETE n"


@pytest.fixture
async def nasty(empty_store: Store, folder: Folder) -> Store:
    """A small graph of two datasets."""
    await load_nasty(empty_store, folder)
    return empty_store


def _names(folder: Path, pattern: str = "*") -> list[str]:
    return [path.name for path in folder.glob(pattern)]


async def test_an_export_is_written_whole(
    nasty: Store, engine: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under its name, with all that the owner of the store may see; and nothing beside it."""
    output = tmp_path / "out" / "graph.jsonl"
    output.parent.mkdir()
    assert await export(engine, FORMATS["jsonl"], ExportRequest(), output) == 0
    assert output.read_bytes() == await exported(nasty, "jsonl")
    assert _names(output.parent) == ["graph.jsonl"]
    size = output.stat().st_size
    assert capsys.readouterr().err.splitlines()[-1] == f"{output} was written: {size:,} bytes."


async def test_what_fails_leaves_the_old_file(
    nasty: Store, engine: Settings, tmp_path: Path
) -> None:
    """And no half of a new one."""
    output = tmp_path / "graph.jsonl"
    output.write_text("old")
    nowhere = ExportRequest(center="agency:none")
    with pytest.raises(PhakhiError):
        await export(engine, FORMATS["jsonl"], nowhere, output)
    assert (output.read_text(), _names(tmp_path, ".graph*")) == ("old", [])
    with pytest.raises(PhakhiError) as refused:
        await export(engine, FORMATS["jsonl"], ExportRequest(), tmp_path / "none" / "graph.jsonl")
    assert refused.value.code is ErrorCode.NOT_FOUND
    assert await exported(nasty, "jsonl")


async def test_a_backup_is_restored_into_an_empty_store(
    nasty: Store, engine: Settings, tmp_path: Path
) -> None:
    """And is the same backup then."""
    output = tmp_path / "backup.jsonl"
    await export(engine, FORMATS["jsonl"], ExportRequest(), output)
    await nasty.run_schema(_EMPTY)
    assert await restore(engine, output, confirm_removal=False) == 0
    assert await exported(nasty, "jsonl") == output.read_bytes()


async def test_a_backup_is_not_mixed_with_other_data(
    nasty: Store, engine: Settings, tmp_path: Path, folder: Folder
) -> None:
    """What the store has beside it is named; nothing is written."""
    output = tmp_path / "backup.jsonl"
    await export(engine, FORMATS["jsonl"], ExportRequest(), output)
    await load_folder(nasty, folder("other", agencies="id,name_th\nagency:o,อื่น"))
    with pytest.raises(PhakhiError, match="dataset:other"):
        await restore(engine, output, confirm_removal=False)


def test_exports_from_the_shell(udon_engine: Settings, tmp_path: Path) -> None:
    """To a file and to standard output, with filters by the names that addresses have."""
    store = ("--store", str(udon_engine.store))
    archive = tmp_path / "demo.zip"
    done = phakhi("export", "--format", "csv", "-o", str(archive), "--only", "kinds=Agency", *store)
    assert done.returncode == 0, done.stderr
    names = zipfile.ZipFile(archive).namelist()
    assert names == ["agencies.csv", "collaborates_with.csv"]
    done = phakhi("export", "--format", "geojson", "-o", "-", *store)
    assert json.loads(done.stdout)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "pdf"], "ไม่มีรูปแบบ 'pdf'"),
        (["--only", "area"], "ควรอยู่ในรูป ชื่อ=ค่า"),
        (["--only", "areas=area:41"], "หมายถึง area หรือไม่"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    udon_engine: Settings, arguments: list[str], words: str
) -> None:
    """In the person's language."""
    at = ("-o", "-", "--store", str(udon_engine.store))
    done = phakhi("export", *arguments, *at, LC_ALL="th_TH.UTF-8")
    assert (done.returncode, done.stdout, words in done.stderr) == (1, "", True)
