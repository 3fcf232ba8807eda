"""Makes an opened store ready: indexes, bundled data, and what is derived from the day."""

from __future__ import annotations

import asyncio
import logging
import tomllib
from typing import TYPE_CHECKING

from graph_api.cli.speaking import said
from graph_api.cli.statements import DATASETS
from graph_api.store.migrate import migrate
from loaders import load_folder, refresh_derived
from schema.errors import ErrorCode, PhakhiError
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from pathlib import Path

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
    if with_seeds:
        loaded = {dataset.id for dataset in await DATASETS.read(store)}
        for folder in SEED_FOLDERS:
            if _dataset_id(folder) not in loaded:
                await load_folder(store, folder, display.load(folder.name))
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


def _dataset_id(folder: Path) -> str:
    return str(tomllib.loads((folder / "dataset.toml").read_text("utf-8"))["id"])
