"""``phakhi load`` and ``rebuild``: the data of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_api.cli.display import Display
from graph_api.cli.preparing import prepare
from graph_api.cli.speaking import language, said, say
from graph_api.store import open_store
from loaders import (
    LoadReport,
    advise,
    describe,
    is_backup,
    load_backup,
    load_folder,
    rebuild_derived,
)

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings


async def load(settings: Settings, paths: list[Path], *, confirm_removal: bool) -> int:
    """Loads datasets one after the other; the exit code.

    Raises:
        PhakhiError: when a dataset is wrong (those before it stay loaded) or the store fails.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            for path in paths:
                if is_backup(path):
                    reports = await load_backup(
                        store, path, display.load, confirm_removal=confirm_removal
                    )
                    for report in reports:
                        _tell(report)
                    continue
                report = await load_folder(
                    store, path, display.load(path.name), confirm_removal=confirm_removal
                )
                _tell(report)
    return 0


def _tell(report: LoadReport) -> None:
    print(describe(report, language()), flush=True)  # noqa: T201 - the command's output
    if advice := advise(report, language()):
        say(advice)


async def rebuild(settings: Settings) -> int:
    """Makes anew what is derived; the exit code.

    Raises:
        PhakhiError: when the store fails.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            await rebuild_derived(store)
    say(said("Everything derived was made anew.", "สร้างข้อมูลที่คำนวณจากระเบียนใหม่ทั้งหมดแล้ว"))
    return 0
