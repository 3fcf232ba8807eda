"""JSON lines: a full backup, that comes back as it was."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph_api.effects.comparing import EffectComparison
from graph_api.store import Store
from loaders import WrongRowsError, load_backup, load_folder
from loaders.checking import check_paths
from schema.errors import ErrorCode, PhakhiError
from tests.export.exporting import exported, exported_file
from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store

_NODES = """
    MATCH (n:Record) WITH n ORDER BY n.id
    RETURN labels(n), n {.*, created_at: null, updated_at: null, loaded_at: null} AS p
"""
_LINKS = "MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r) AS p ORDER BY r.id"
_EMPTY = "MATCH (n) WHERE NOT n:Meta OR n.id <> 'schema' DETACH DELETE n"


async def _graph(store: Store) -> tuple[list[Any], list[Any]]:
    """All that is stored of records and relationships, derived ones too, but for times of loads."""
    return await store.read(_NODES), await store.read(_LINKS)


async def test_a_backup_in_an_empty_store_is_the_same_graph(nasty: Store, tmp_path: Path) -> None:
    """Values of every dataset, their order, claims and what is derived; and the same bytes again."""
    before = await _graph(nasty)
    backup = await exported_file(nasty, "jsonl", tmp_path)
    await nasty.run_schema(_EMPTY)
    reports = await load_backup(nasty, backup)
    assert sorted(report.dataset for report in reports) == [
        "dataset:base",
        "dataset:demo",
        "dataset:demo-first",
    ]
    assert await _graph(nasty) == before
    assert await exported(nasty, "jsonl") == backup.read_bytes()


async def test_the_demo_comes_back_as_it_was(
    udon: Store, empty_store: Store, tmp_path: Path
) -> None:
    """The bundled datasets, loaded from their backup, make the same graph and the same backup."""
    backup = await exported_file(udon, "jsonl", tmp_path)
    await load_backup(empty_store, backup)
    assert await _graph(empty_store) == await _graph(udon)
    assert await exported(empty_store, "jsonl") == backup.read_bytes()


async def test_loading_a_backup_again_changes_nothing(nasty: Store, tmp_path: Path) -> None:
    """On the store that it was made of, too."""
    backup = await exported_file(nasty, "jsonl", tmp_path)
    reports = await load_backup(nasty, backup)
    assert [report.changed for report in reports] == [False, False, False]


async def test_every_line_says_what_each_dataset_states(nasty: Store) -> None:
    """In the order in which they came to state it, and whether the record is synthetic."""
    lines = [json.loads(line) for line in (await exported(nasty, "jsonl")).splitlines()]
    assert lines[0] == {"phakhi": "backup", "version": 1, "whole": True}
    (agency,) = [line for line in lines if line.get("id") == "agency:z"]
    assert agency == {
        "kind": "Agency",
        "id": "agency:z",
        "synthetic": True,
        "stated": [
            {"dataset": "dataset:demo", "values": {"name_th": "หน่วยงานสาธิต"}, "evidence": []}
        ],
    }
    (disputed,) = [line for line in lines if line.get("id") == "agency:a"]
    assert [said["dataset"] for said in disputed["stated"]] == [
        "dataset:base",
        "dataset:demo",
        "dataset:demo-first",
    ]
    assert [said["values"]["name_th"] for said in disputed["stated"]] == [
        "สำนักงานวัฒนธรรม",
        "สำนักงานวัฒนธรรมจังหวัด",
        "สวจ. สาธิต",
    ]
    assert {line["kind"] for line in lines if "kind" in line} & {"Claim"} == set()


async def _load_two_that_need_each_other(store: Store, folder: Folder) -> None:
    network = "id,name_th\nnetwork:n,ภาคี"
    await load_folder(store, folder("one", networks=network))
    two = {"agencies": "id,name_th\nagency:a,ก", "member_of": "from,to\nagency:a,network:n"}
    await load_folder(store, folder("two", **two))
    sought = {"networks": network, "seeks_link_with": "from,to\nnetwork:n,agency:a"}
    await load_folder(store, folder("one", **sought))


async def test_datasets_that_need_each_other_come_back(
    empty_store: Store, folder: Folder, tmp_path: Path
) -> None:
    """Though neither can be loaded whole before the other."""
    await _load_two_that_need_each_other(empty_store, folder)
    before = await _graph(empty_store)
    backup = await exported_file(empty_store, "jsonl", tmp_path)
    await empty_store.run_schema(_EMPTY)
    await load_backup(empty_store, backup)
    assert await _graph(empty_store) == before


async def test_a_backup_of_some_datasets_holds_what_they_state(nasty: Store) -> None:
    """And nothing of what others state, not even of the same record."""
    lines = (await exported(nasty, "jsonl", datasets=["dataset:demo"])).splitlines()
    stating = {said["dataset"] for line in lines[1:-1] for said in json.loads(line)["stated"]}
    assert (stating, json.loads(lines[0])["whole"]) == ({"dataset:demo"}, True)


async def test_a_backup_without_synthetic_data_has_none(nasty: Store) -> None:
    """What a synthetic dataset says of a real record is left out, too."""
    lines = (await exported(nasty, "jsonl", include_synthetic=False)).splitlines()
    content = [json.loads(line) for line in lines[1:-1]]
    stating = {said["dataset"] for line in content for said in line["stated"]}
    assert (stating, {line["synthetic"] for line in content}) == ({"dataset:base"}, {False})


@pytest.mark.parametrize(
    ("asked", "granted"),
    [
        ({"kinds": ["Agency"]}, None),
        ({"area": "area:41"}, None),
        ({"as_of": "day"}, None),
        ({}, frozenset()),
    ],
)
async def test_a_part_cannot_be_loaded_in_place_of_the_whole(
    nasty: Store, tmp_path: Path, today: Any, asked: Any, granted: Any
) -> None:
    """It would take away what the filter, or a missing scope, has left out."""
    asked = {name: today if value == "day" else value for name, value in asked.items()}
    path = tmp_path / "part.jsonl"
    path.write_bytes(await exported(nasty, "jsonl", granted, **asked))
    with pytest.raises(WrongRowsError, match="a part of its datasets only"):
        await load_backup(nasty, path)


async def _with_line(store: Store, path: Path, change: Any) -> Path:
    """A backup with the line of agency:a changed by ``change``."""
    return _changed(await exported(store, "jsonl"), path, change)


def _changed(backup: bytes, path: Path, change: Any) -> Path:
    lines = backup.splitlines(keepends=True)
    changed = [
        orjson.dumps(change(content)) + b"\n" if content.get("id") == "agency:a" else line
        for line in lines
        for content in [orjson.loads(line)]
    ]
    path.write_bytes(b"".join(changed))
    return path


async def test_a_backup_that_was_cut_off_is_refused(nasty: Store, tmp_path: Path) -> None:
    """Whether a line or half a line is missing."""
    before = await _graph(nasty)
    whole = await exported(nasty, "jsonl")
    path = tmp_path / "cut.jsonl"
    for cut in (whole[:-10], b"".join(whole.splitlines(keepends=True)[:-1]), b""):
        path.write_bytes(cut)
        with pytest.raises(WrongRowsError):
            await load_backup(nasty, path)
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:5] + whole.splitlines()[-1:]))
    with pytest.raises(WrongRowsError, match="says"):
        await load_backup(nasty, path)
    assert await _graph(nasty) == before


async def test_a_line_that_somebody_edited_is_loaded_as_a_change(
    nasty: Store, tmp_path: Path
) -> None:
    """Its dataset gets a checksum of its own: it is not what the folder held."""

    def change(content: Any) -> Any:
        content["stated"][0]["values"]["name_th"] = "ชื่อใหม่"
        return content

    checksum = "MATCH (d:Dataset {id: 'dataset:base'}) RETURN d.checksum"
    before = await nasty.read(checksum)
    await load_backup(nasty, await _with_line(nasty, tmp_path / "edited.jsonl", change))
    assert await nasty.read("MATCH (n {id: 'agency:a'}) RETURN n.name_th") == [["ชื่อใหม่"]]
    assert await nasty.read(checksum) != before


@pytest.mark.parametrize(
    ("place", "value", "column"),
    [
        (("stated", 0, "values", "kind"), "term:other.word", "kind"),
        (("stated", 0, "values", "name_th"), "  ", "name_th"),
        (("stated", 0, "values", "colour"), "red", "colour"),
        (("stated", 0, "evidence"), ["agency:b"], "evidence"),
        (("stated", 0, "dataset"), "agency:b", "dataset"),
        (("stated", 0, "values"), {"name_th": {"x": 1}}, "stated"),
        (("stated",), [], "stated"),
        (("id",), "no id", "id"),
        (("kind",), "Colour", "kind"),
    ],
)
async def test_a_wrong_line_is_named(
    nasty: Store, tmp_path: Path, place: tuple[Any, ...], value: Any, column: str
) -> None:
    """By its number and what is wrong with it; nothing of the backup is written."""

    def change(content: Any) -> Any:
        inner = content
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] = value
        return content

    before = await _graph(nasty)
    with pytest.raises(WrongRowsError) as refused:
        await load_backup(nasty, await _with_line(nasty, tmp_path / "wrong.jsonl", change))
    assert (refused.value.rows[0].column, refused.value.rows[0].row > 1) == (column, True)
    assert await _graph(nasty) == before


async def test_another_file_is_no_backup(nasty: Store, tmp_path: Path) -> None:
    """Nor is one of a later format."""
    path = tmp_path / "other.jsonl"
    for content, message in (
        (b'{"id": "agency:a"}\n', "is no backup"),
        (b'{"phakhi": "backup", "version": 2, "whole": true}\n', "version 2"),
        (b"\xff\xfe", "is no backup"),
    ):
        path.write_bytes(content)
        with pytest.raises(WrongRowsError, match=message):
            await load_backup(nasty, path)
    with pytest.raises(PhakhiError) as refused:
        await load_backup(nasty, tmp_path / "missing.jsonl")
    assert refused.value.code is ErrorCode.NOT_FOUND


async def test_a_backup_is_checked(empty_store: Store, nasty: Store, tmp_path: Path) -> None:
    """Dataset by dataset, as it would be loaded; with what it changes in the answers at the end."""
    backup = await exported_file(nasty, "jsonl", tmp_path)
    renamed = tmp_path / "anything.txt"
    renamed.write_bytes(backup.read_bytes())
    day = dt.date(2026, 11, 24)
    for path in (backup, renamed):
        checked = await check_paths(nasty, path, look=EffectComparison(nasty, day))
        assert [item.rehearsal and item.rehearsal.report.changed for item in checked] == [False] * 3
    await empty_store.run_schema(_EMPTY)
    before = await _graph(empty_store)
    checked = await check_paths(empty_store, backup, look=EffectComparison(empty_store, day))
    assert await _graph(empty_store) == before
    foretold = [item.rehearsal.report for item in checked if item.rehearsal]
    seen = [item.rehearsal.seen for item in checked if item.rehearsal]
    assert [effects is None for effects in seen] == [True, True, False]
    reports = await load_backup(empty_store, backup)
    assert [replace(one, revision=0) for one in foretold] == [
        replace(one, revision=0) for one in reports
    ]
    backup.write_bytes(backup.read_bytes().replace(b'"goal:g"', b'"goal:G"'))
    (wrong,) = await check_paths(empty_store, backup)
    assert {(item.file, item.heading) for item in wrong.problems} >= {(backup.name, "id")}


async def test_datasets_that_need_each_other_are_checked(
    empty_store: Store, folder: Folder, tmp_path: Path
) -> None:
    """As they are loaded: what is foretold of both is what becomes of them."""
    await _load_two_that_need_each_other(empty_store, folder)
    backup = await exported_file(empty_store, "jsonl", tmp_path)
    await empty_store.run_schema(_EMPTY)
    checked = await check_paths(empty_store, backup)
    assert [
        (item.rehearsal.report.created, item.rehearsal.report.relationships_created)
        for item in checked
        if item.rehearsal
    ] == [(2, 1), (2, 1)]
