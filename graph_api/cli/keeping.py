"""``phakhi load`` and ``rebuild``: the data of a store."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from graph_api.cli.display import Display
from graph_api.cli.preparing import prepare
from graph_api.cli.speaking import language, said, say
from graph_api.cli.statements import DATASETS
from graph_api.cli.worksheets import SheetOptions, load_file
from graph_api.store import open_store
from loaders import (
    LoadReport,
    advise,
    describe,
    is_backup,
    load_backup,
    load_folder,
    rebuild_derived,
    remove_dataset,
    undo,
)
from loaders.get import check_there, id_of
from loaders.worksheet.loading import is_worksheet
from schema.dates import thai_moment
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store


async def load(
    settings: Settings, paths: list[Path], sheets: SheetOptions, *, confirm_removal: bool
) -> int:
    """Loads datasets one after the other; the exit code.

    Raises:
        PhakhiError: when a dataset is wrong (those before it stay loaded) or the store fails.
    """
    sheets.form(paths)  # what is wrong with it is said before anything is loaded
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            for path in paths:
                for report in await _bring(
                    store, path, display, sheets, confirm_removal=confirm_removal
                ):
                    tell(report)
                    await _tell_of_demo(store, report)
    return 0


async def unload(settings: Settings, datasets: list[str]) -> int:
    """Takes datasets out one after the other; the exit code.

    Raises:
        PhakhiError: ``NOT_FOUND``, ``BAD_ID``; ``BAD_ROW``, when another dataset needs what would go
            (those before it are out); or when the store fails.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            for dataset in datasets:
                tell(await remove_dataset(store, dataset, display.load(dataset)))
    return 0


async def _tell_of_demo(store: Store, report: LoadReport) -> None:
    """Says once, with the first dataset of one's own, that the demonstration is still there."""
    if not report.created:
        return
    loaded = {row.id: row.synthetic for row in await DATASETS.read(store)}
    bundled = [id_of(folder) for folder in SEED_FOLDERS]
    demo = [ident for ident in reversed(bundled) if loaded.get(ident)]
    if loaded.keys() - set(bundled) == {report.dataset} and demo:
        command = f"phakhi unload {' '.join(demo)}"
        say(
            said(
                f"The demonstration is still in this store, marked as synthetic; `{command}` takes it out.",
                f"ข้อมูลสาธิตยังอยู่ในคลังนี้ โดยระบุว่าเป็นข้อมูลสังเคราะห์ หากต้องการนำออก ใช้ `{command}`",
            )
        )


async def _bring(
    store: Store,
    path: Path,
    display: Display,
    sheets: SheetOptions,
    *,
    confirm_removal: bool,
) -> list[LoadReport]:
    """Loads what is there: a backup of several datasets, a worksheet, or the folder of a dataset."""
    check_there(path)
    if is_backup(path):
        return await load_backup(store, path, display.load, confirm_removal=confirm_removal)
    progress = display.load(path.name)
    if is_worksheet(path):
        return [await load_file(store, path, progress, sheets, confirm_removal=confirm_removal)]
    return [await load_folder(store, path, progress, confirm_removal=confirm_removal)]


def tell(report: LoadReport) -> None:
    """Prints what a load did, and what could be better."""
    print(describe(report, language()), flush=True)  # noqa: T201 - the command's output
    if advice := advise(report, language()):
        say(advice)


async def take_back(settings: Settings, dataset: str | None) -> int:
    """Undoes the last load, of a dataset or of all, or the last verdict; the exit code.

    Raises:
        PhakhiError: ``CANNOT_UNDO``, saying why; or when the store fails.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            undone = await undo(store, dataset, display.load(dataset or ""))
    what, begun = undone.what, dt.datetime.fromisoformat(undone.at)
    say(
        said(
            f"Undone: {what.en} of {begun:%Y-%m-%d %H:%M} UTC.",
            f"{what.th} เมื่อ {thai_moment(begun)} แล้ว",
        )
    )
    for report in undone.reports:
        print(describe(report, language()), flush=True)  # noqa: T201 - the command's output
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
