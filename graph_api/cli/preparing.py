"""Makes an opened store ready: indexes, bundled data, and what is derived from the day."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from graph_api.cli.speaking import said, say
from graph_api.cli.statements import DATASETS
from graph_api.store.migrate import migrate
from loaders import load_folder, refresh_derived
from loaders.get import get, id_of
from schema.errors import ErrorCode, PhakhiError
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_api.cli.display import Display
    from graph_api.store import Store

_log = logging.getLogger(__name__)

_LOOK_FOR_NEW_DAY_SECONDS = 600


async def prepare(store: Store, display: Display, *, with_seeds: bool) -> None:
    """Brings the store to what this release expects.

    Args:
        store: an opened store.
        display: shows what is loaded.
        with_seeds: whether bundled datasets that are not there yet are loaded.

    Raises:
        PhakhiError: whatever the store or a load raises.
    """
    display.step(said("Checking indexes", "กำลังตรวจดัชนี"))
    await migrate(store)
    loaded = {dataset.id: dataset.checksum for dataset in await DATASETS.read(store)}
    if with_seeds:
        for folder in SEED_FOLDERS:
            if id_of(folder) not in loaded:
                await load_folder(store, folder, display.load(folder.name))
    _tell_of_older(loaded)
    display.step(said("Bringing what is derived to this day", "กำลังปรับข้อมูลที่คำนวณให้เป็นของวันนี้"))
    try:
        await refresh_derived(store)
    except PhakhiError as error:
        if error.code is not ErrorCode.DISK_FULL:
            raise
        _log.warning("not refreshed for the day, readers are served nonetheless: %s", error.en)


async def refresh_for_ever(store: Store) -> None:
    """Brings what is derived to the new day, soon after each day's begin in Thailand."""
    while True:
        await asyncio.sleep(_LOOK_FOR_NEW_DAY_SECONDS)
        try:
            await refresh_derived(store)
        except PhakhiError as error:
            _log.warning("not refreshed for the day, tried again later: %s", error.en)


def _tell_of_older(loaded: Mapping[str, str | None]) -> None:
    """Says which bundled datasets this release has otherwise than the store: new terms, for example.

    They are not loaded unasked, since a load may take away what others have come to need.
    """
    older = [
        str(folder)
        for folder in SEED_FOLDERS
        if loaded.get(id_of(folder)) not in {None, get(folder).checksum}
    ]
    if older:
        command = f"phakhi load {' '.join(older)}"
        say(
            said(
                f"This release has other bundled data than the store: `{command}` brings it up to date.",
                f"ข้อมูลที่มากับรุ่นนี้ต่างจากในคลัง หากต้องการปรับให้ตรงกัน ใช้ `{command}`",
            )
        )
