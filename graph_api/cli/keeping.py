"""``phakhi load`` and ``rebuild``: the data of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_api.cli.display import Display
from graph_api.cli.preparing import prepare
from graph_api.cli.speaking import language, said, say
from graph_api.cli.worksheets import SheetOptions, load_file
from graph_api.store import open_store
from loaders import advise, describe, load_folder, rebuild_derived
from loaders.worksheet.loading import is_worksheet

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings


async def load(
    settings: Settings, paths: list[Path], sheets: SheetOptions, *, confirm_removal: bool
) -> int:
    """Loads datasets one after the other; the exit code.

    Raises:
        PhakhiError: when a dataset is wrong (those before it stay loaded) or the store fails.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            for path in paths:
                tell = display.load(path.name)
                if is_worksheet(path):
                    report = await load_file(
                        store, path, tell, sheets, confirm_removal=confirm_removal
                    )
                else:
                    report = await load_folder(store, path, tell, confirm_removal=confirm_removal)
                print(describe(report, language()), flush=True)  # noqa: T201 - the command's output
                if advice := advise(report, language()):
                    say(advice)
    return 0


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
