"""A full disk stops who writes, before anything is written, and nobody who reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from neo4j.exceptions import Neo4jError

from graph_api.store import disk, open_store
from graph_api.store.disk import Disk
from graph_api.store.errors import translate
from loaders import load as load_module
from loaders import load_folder
from schema.errors import ErrorCode, PhakhiError
from tests.loaders.conftest import Folder, folder

if TYPE_CHECKING:
    from graph_api.store import Store
    from schema.cypher import Writer
    from tests.conftest import SettingsMaker

__all__ = ["folder"]

_MORE_THAN_THERE_IS = 10**18
_AGENCIES = "id,name_th\nagency:a,ก\nagency:b,ข\nagency:c,ค"


async def test_a_load_on_a_full_disk_says_so_and_readers_go_on(
    empty_store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much is needed and how much there is; nothing is written."""
    monkeypatch.setattr("graph_api.store.store.TO_WRITE", _MORE_THAN_THERE_IS)
    with pytest.raises(PhakhiError) as caught:
        await load_folder(empty_store, folder("x", agencies=_AGENCIES))
    assert caught.value.code is ErrorCode.DISK_FULL
    assert caught.value.en.startswith(
        "The database's disk is full: 1,000,000,000,000 MB have to be free for this, and "
    )
    assert caught.value.en.endswith(
        " MB are. Nothing of it was written; free some space and try again."
    )
    assert await empty_store.read("MATCH (n:Record) RETURN count(n)") == [[0]]


async def test_a_large_load_needs_room_for_all_of_it(
    empty_store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is written in several transactions, it is not begun without."""
    monkeypatch.setattr(load_module, "ONE_TRANSACTION", 2)
    monkeypatch.setattr("graph_api.store.store.PER_ROW", _MORE_THAN_THERE_IS)
    with pytest.raises(PhakhiError) as caught:
        await load_folder(empty_store, folder("x", agencies=_AGENCIES))
    assert caught.value.code is ErrorCode.DISK_FULL
    assert await empty_store.read("MATCH (n:Record) RETURN count(n)") == [[0]]


async def test_a_disk_that_fills_up_within_a_transaction_undoes_it(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had written before is taken back."""

    async def work(transaction: Writer) -> None:
        await transaction.run("CREATE (:Thing)")
        monkeypatch.setattr("graph_api.store.store.TO_OPEN", _MORE_THAN_THERE_IS)
        await transaction.run("CREATE (:Thing)")

    with pytest.raises(PhakhiError) as caught:
        await empty_store.write(work)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert await empty_store.read("MATCH (t:Thing) RETURN count(t)") == [[0]]


async def test_a_load_that_is_cut_off_by_others_says_how_it_goes_on(
    empty_store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is completed by the next."""
    monkeypatch.setattr(load_module, "ONE_TRANSACTION", 2)
    path = folder("x", agencies=_AGENCIES, areas="id,name_th\narea:1,ก")

    def fills_up(_step: str, _done: int, _total: int) -> None:
        monkeypatch.setattr("graph_api.store.store.TO_WRITE", _MORE_THAN_THERE_IS)

    with pytest.raises(PhakhiError) as caught:
        await load_folder(empty_store, path, fills_up)
    assert caught.value.en.startswith(
        "dataset:x was loaded in part; load it again once there is space, and the rest is added. "
        "The database's disk is full: "
    )
    monkeypatch.undo()
    await load_folder(empty_store, path)
    assert await empty_store.read("MATCH (d:Dataset) RETURN size(d.checksum)") == [[64]]


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("Neo.DatabaseError.Transaction.TransactionLogError", ErrorCode.DISK_FULL),
        ("Neo.DatabaseError.Transaction.TransactionCommitFailed", ErrorCode.DISK_FULL),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", ErrorCode.DISK_FULL),
        ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", ErrorCode.DISK_FULL),
        ("Neo.DatabaseError.Transaction.TransactionStartFailed", ErrorCode.SERVICE_UNAVAILABLE),
        ("Neo.DatabaseError.General.UnknownError", ErrorCode.INTERNAL),
    ],
)
def test_what_the_database_says_of_a_full_disk_has_a_code_of_its_own(
    code: str, meant: ErrorCode
) -> None:
    """As it was seen on a disk that was full; nothing of its own words is told."""
    raised = Neo4jError._basic_hydrate(neo4j_code=code, message="No space left on device: /data")
    told = translate(raised)
    assert told.code is meant
    assert "/data" not in told.en + told.th


async def test_a_store_is_not_opened_on_a_full_disk(
    make_settings: SettingsMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be taken for damaged. Nothing is left that names a process."""
    monkeypatch.setattr("graph_api.store.engine.supervisor.TO_OPEN", _MORE_THAN_THERE_IS)
    with pytest.raises(PhakhiError) as caught:
        async with open_store(make_settings(tmp_path), attach=False):
            pass
    assert caught.value.code is ErrorCode.DISK_FULL
    assert not (tmp_path / "engine.json").exists()


def test_room_is_that_of_the_folders_disk(tmp_path: Path) -> None:
    """Looked at when it is asked for."""
    found = os.statvfs(tmp_path)
    Disk(tmp_path).check(found.f_bavail * found.f_frsize // 2)
    assert disk.TO_OPEN < disk.TO_WRITE
