"""The last load of a dataset is undone: the graph and its backup are what they were before it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import loaders.load as load_module
import loaders.reversal as reversal_module
from graph_api.store import Store
from loaders import forget, load_backup, load_folder, remove_dataset, undo
from schema.errors import ErrorCode, PhakhiError
from tests.export.exporting import BASE, DEMO, exported, exported_file, load_nasty
from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store

_NODES = """
    MATCH (n:Record) WITH n ORDER BY n.id
    RETURN labels(n), n {.*, created_at: null, updated_at: null, loaded_at: null} AS p
"""
_LINKS = "MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r) AS p ORDER BY r.id"
_HEAD = "MATCH (m:Meta) WHERE m.id STARTS WITH 'undo ' RETURN m.dataset, m.state ORDER BY m.id"


async def _graph(store: Store) -> tuple[Any, ...]:
    """All that is stored of records and relationships, and the backup of it."""
    return await store.read(_NODES), await store.read(_LINKS), await exported(store, "jsonl")


async def _refused(store: Store, dataset: str | None = None) -> PhakhiError:
    with pytest.raises(PhakhiError) as caught:
        await undo(store, dataset)
    return caught.value


@pytest.fixture
async def nasty(empty_store: Store, folder: Folder) -> Store:
    """Three datasets that differ on what they share."""
    await load_nasty(empty_store, folder)
    return empty_store


CHANGED: dict[str, str] = BASE | {
    "areas": "id,name_th\narea:41,อุดร",
    "agencies": "id,name_th,aliases,evidence\nagency:a,สวจ.,ใหม่,\nagency:c,ค,,evidence:e",
    "goals": "id,name_th\ngoal:g,เป้าหมาย",
    "member_of": "from,to,since,note\nagency:a,network:n,2021-01-01,ใหม่\nagency:c,network:n,,",
    "in_area": "from,to\nagency:a,area:41",
    "collaborates_with": "from,to\nagency:c,agency:a",
}


@pytest.mark.parametrize(
    ("slug", "info", "files"),
    [
        ("base", {"precedence": 10}, CHANGED),
        ("base", {"precedence": 1}, BASE),
        ("base", {"precedence": 10, "synthetic": True}, BASE),
        ("base", {"precedence": 10, "version": "2", "name_en": "Other"}, BASE),
        (
            "demo",
            {"synthetic": True, "precedence": 30},
            DEMO | {"issues": "id,name_th\nissue:q,ใหม่"},
        ),
        ("demo-first", {"synthetic": True, "precedence": 5}, {}),
        ("new", {"precedence": 99}, {"agencies": BASE["agencies"].replace(",evidence:e", ",")}),
    ],
    ids=["much", "precedence", "synthetic", "itself", "shown", "emptied", "first"],
)
async def test_a_load_is_undone_to_the_byte(
    nasty: Store, folder: Folder, slug: str, info: dict[str, Any], files: dict[str, str]
) -> None:
    """Values, order of datasets, evidence, claims, checksum and what is derived; and only once."""
    before = await _graph(nasty)
    path = folder(slug, info=info, **files)
    report = await load_folder(nasty, path, confirm_removal=True)
    assert report.changed
    after = await _graph(nasty)
    assert after != before
    undone = await undo(nasty)
    assert undone.report.dataset == f"dataset:{slug}"
    assert undone.report.revision > report.revision
    assert await _graph(nasty) == before
    error = await _refused(nasty)
    assert (error.code, "it was undone already" in error.en) == (ErrorCode.CANNOT_UNDO, True)
    again = await load_folder(nasty, path, confirm_removal=True)
    assert again.changed
    assert await _graph(nasty) == after


async def test_it_is_logged(nasty: Store, folder: Folder) -> None:
    """As what it is, with what it changed, so that followers come along."""
    await load_folder(nasty, folder("new", agencies="id,name_th\nagency:n,น"))
    await undo(nasty)
    assert await nasty.read(
        "MATCH (c:Change) WITH c ORDER BY c.revision DESC LIMIT 2 "
        "RETURN c.by, c.action, c.records ORDER BY c.records"
    ) == [
        ["undo dataset:new", "removed", ["agency:n"]],
        ["undo dataset:new", "removed", ["dataset:new"]],
    ]


async def test_a_removal_is_undone(nasty: Store) -> None:
    """Of a whole dataset, with all that it alone stated."""
    before = await _graph(nasty)
    await remove_dataset(nasty, "dataset:demo")
    assert await _graph(nasty) != before
    await undo(nasty, "dataset:demo")
    assert await _graph(nasty) == before


async def test_what_others_have_stated_since_stays(nasty: Store, folder: Folder) -> None:
    """Undoing touches what its dataset states, and nothing else."""
    other = folder("other", agencies="id,name_th,website\nagency:a,อีกชื่อ,@other")
    changed = folder("base", info={"precedence": 10}, **CHANGED)
    await load_folder(nasty, other)
    expected = await _graph(nasty)
    await undo(nasty)
    await load_folder(nasty, changed, confirm_removal=True)
    await load_folder(nasty, other)
    await undo(nasty, "dataset:base")
    assert await _graph(nasty) == expected


async def test_what_others_need_is_not_taken_away(nasty: Store, folder: Folder) -> None:
    """And nothing is undone at all; once they do not need it any more, it can be."""
    before = await _graph(nasty)
    await load_folder(nasty, folder("new", agencies="id,name_th\nagency:n,น\nagency:m,ม"))
    with_new = await _graph(nasty)
    await load_folder(nasty, folder("user", member_of="from,to\nagency:n,network:n"))
    after = await _graph(nasty)
    error = await _refused(nasty, "dataset:new")
    assert error.code is ErrorCode.CANNOT_UNDO
    assert "agency:n would be removed, but is still needed by network:n" in error.en
    assert await _graph(nasty) == after
    await undo(nasty)
    assert await _graph(nasty) == with_new
    error = await _refused(nasty)
    assert "`phakhi undo dataset:new` undoes the last load of that dataset" in error.en
    await undo(nasty, "dataset:new")
    assert await _graph(nasty) == before


async def test_what_it_would_bring_back_must_still_fit(nasty: Store, folder: Folder) -> None:
    """A relationship to what has been removed since does not come back."""
    await load_folder(nasty, folder("two", agencies="id,name_th\nagency:t,ต"))
    one = {"agencies": "id,name_th\nagency:o,อ"}
    await load_folder(nasty, folder("one", **one, collaborates_with="from,to\nagency:o,agency:t"))
    await load_folder(nasty, folder("one", **one), confirm_removal=True)
    await undo(nasty, "dataset:two")
    error = await _refused(nasty, "dataset:one")
    assert error.code is ErrorCode.CANNOT_UNDO
    assert "agency:t is not known" in error.en


async def test_a_load_that_changes_nothing_is_none(nasty: Store, folder: Folder) -> None:
    """The one before it is undone."""
    before = await _graph(nasty)
    path = folder("base", info={"precedence": 10}, **CHANGED)
    await load_folder(nasty, path, confirm_removal=True)
    await load_folder(nasty, path)
    await undo(nasty)
    assert await _graph(nasty) == before


async def test_a_check_changes_nothing_of_it(nasty: Store, folder: Folder) -> None:
    """What is rehearsed is not remembered."""
    from loaders.checking import check_path  # noqa: PLC0415 - used here alone

    before = await _graph(nasty)
    await load_folder(nasty, folder("base", **CHANGED), confirm_removal=True)
    await check_path(nasty, folder("base", **BASE))
    await undo(nasty)
    assert await _graph(nasty) == before


async def test_nothing_is_remembered(empty_store: Store) -> None:
    """Of an empty store, and of a dataset that nobody knows."""
    error = await _refused(empty_store)
    assert (error.code, error.en) == (
        ErrorCode.CANNOT_UNDO,
        "There is nothing to undo: no load is remembered in this store.",
    )
    assert (await _refused(empty_store, "dataset:x")).code is ErrorCode.NOT_FOUND
    assert (await _refused(empty_store, "agency:x")).code is ErrorCode.BAD_ID


async def test_it_is_bounded(nasty: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A load that changes too much is not remembered, and undoing says so; the next one is again."""
    monkeypatch.setattr(reversal_module, "MOST_REMEMBERED", 3)
    await load_folder(
        nasty, folder("base", info={"precedence": 10}, **CHANGED), confirm_removal=True
    )
    error = await _refused(nasty, "dataset:base")
    assert (error.code, "more than is remembered" in error.en) == (ErrorCode.CANNOT_UNDO, True)
    assert (
        await nasty.read(
            "MATCH (m:Meta) WHERE m.id STARTS WITH 'undo-part dataset:base ' RETURN m.id"
        )
        == []
    )
    before = await _graph(nasty)
    later = CHANGED | {"areas": "id,name_th\narea:41,อุดรธานี"}
    await load_folder(nasty, folder("base", info={"precedence": 10}, **later))
    await undo(nasty)
    assert await _graph(nasty) == before


async def test_several_transactions_are_undone_together(
    nasty: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large load, one that was cut off and gone on with, and an undoing that was cut off."""
    before = await _graph(nasty)
    path = folder("base", info={"precedence": 10}, **CHANGED)
    monkeypatch.setattr(load_module, "ONE_TRANSACTION", 1)
    monkeypatch.setattr("loaders.statements.BATCH", 2)
    await load_folder(nasty, path, confirm_removal=True)
    after = await _graph(nasty)
    await undo(nasty)
    assert await _graph(nasty) == before
    await _cut_off(nasty, load_folder(nasty, path, confirm_removal=True), 7)
    halfway = await _graph(nasty)
    assert halfway not in (before, after)
    await load_folder(nasty, path, confirm_removal=True)
    assert await _graph(nasty) == after
    await _cut_off(nasty, undo(nasty), 5)
    assert await _graph(nasty) not in (before, after)
    await undo(nasty)
    assert await _graph(nasty) == before
    await _cut_off(nasty, load_folder(nasty, path, confirm_removal=True), 7)
    await undo(nasty)
    assert await _graph(nasty) == before


async def _cut_off(store: Store, work: Any, writes: int) -> None:
    """Lets some transactions of it through, and breaks the next one."""
    write, count = store.write, 0

    async def some(work: Any) -> Any:
        nonlocal count
        count += 1
        if count > writes:
            raise ConnectionError
        return await write(work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "write", some)
        with pytest.raises(ConnectionError):
            await work


async def test_two_at_once(nasty: Store, folder: Folder) -> None:
    """One undoes, the other one says that it was undone."""
    before = await _graph(nasty)
    await load_folder(
        nasty, folder("base", info={"precedence": 10}, **CHANGED), confirm_removal=True
    )
    outcomes = await asyncio.gather(undo(nasty), undo(nasty), return_exceptions=True)
    errors = [one for one in outcomes if isinstance(one, PhakhiError)]
    assert [error.code for error in errors] == [ErrorCode.CANNOT_UNDO]
    assert await _graph(nasty) == before


async def test_who_was_forgotten_does_not_come_back(nasty: Store, folder: Folder) -> None:
    """Nothing of the person stays in what is remembered, and that load cannot be undone any more."""
    await load_folder(
        nasty,
        folder("base", info={"precedence": 10}, **BASE | {"people": "id,name_th\nperson:q,ก"}),
        confirm_removal=True,
    )
    await undo(nasty)
    named = BASE | {"goals": "id,name_th\ngoal:g,ของสมชาย ใจดี"}
    await load_folder(nasty, folder("base", info={"precedence": 10}, **named))
    await load_folder(nasty, folder("base", info={"precedence": 10}, **BASE))
    await forget(nasty, "person:p")
    error = await _refused(nasty, "dataset:base")
    assert (error.code, "was forgotten since" in error.en) == (ErrorCode.CANNOT_UNDO, True)
    assert await nasty.read("MATCH (m:Meta) WHERE m.content CONTAINS 'สมชาย' RETURN m.id") == []


async def test_a_restored_backup_is_undone_dataset_by_dataset(
    nasty: Store, folder: Folder, tmp_path: Any
) -> None:
    """Each of its datasets is a load of its own."""
    backup = await exported_file(nasty, "jsonl", tmp_path)
    await load_folder(
        nasty, folder("base", info={"precedence": 10}, **CHANGED), confirm_removal=True
    )
    before = await _graph(nasty)
    reports = await load_backup(nasty, backup)
    assert [report.dataset for report in reports if report.changed] == ["dataset:base"]
    await undo(nasty)
    assert await _graph(nasty) == before
    assert (await nasty.read(_HEAD))[0] == ["dataset:base", "undone"]


async def test_datasets_that_need_each_other_are_undone(
    empty_store: Store, folder: Folder, tmp_path: Any
) -> None:
    """Each is restored in two steps, which count as one load; neither can go before the other."""
    network = "id,name_th\nnetwork:n,ภาคี"
    await load_folder(empty_store, folder("one", networks=network))
    two = {"agencies": "id,name_th\nagency:a,ก"}
    await load_folder(empty_store, folder("two", **two, member_of="from,to\nagency:a,network:n"))
    sought = {"networks": network, "seeks_link_with": "from,to\nnetwork:n,agency:a"}
    await load_folder(empty_store, folder("one", **sought))
    backup = await exported_file(empty_store, "jsonl", tmp_path)
    await empty_store.run_schema("MATCH (n) WHERE NOT n:Meta OR n.id <> 'schema' DETACH DELETE n")
    await load_backup(empty_store, backup)
    before = await _graph(empty_store)
    assert await empty_store.read(
        "MATCH (m:Meta) WHERE m.id STARTS WITH 'undo ' RETURN m.dataset, m.first, m.open ORDER BY m.id"
    ) == [["dataset:one", True, False], ["dataset:two", True, False]]
    for dataset in ("dataset:one", "dataset:two"):
        error = await _refused(empty_store, dataset)
        assert (error.code, "still needed by" in error.en) == (ErrorCode.CANNOT_UNDO, True)
    assert await _graph(empty_store) == before
