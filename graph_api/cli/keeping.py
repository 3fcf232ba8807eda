"""``phakhi load``, ``status``, ``verify`` and ``rebuild``: the data of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_api.cli.display import Display
from graph_api.cli.preparing import prepare
from graph_api.cli.running import FAILED, language, say
from graph_api.cli.statements import COUNTS, DATASETS
from graph_api.store import open_store
from graph_api.store.engine.folder import StoreFolder
from loaders import describe, load_folder, rebuild_derived, verify
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings

NOT_RUNNING = 3
"""Exit code of ``phakhi status`` when there is no engine to ask."""


async def load(settings: Settings, paths: list[Path]) -> int:
    """Loads datasets one after the other; the exit code.

    Raises:
        PhakhiError: when a dataset is wrong (those before it stay loaded) or the store fails.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            for path in paths:
                report = await load_folder(store, path, display.load(path.name))
                print(describe(report), flush=True)  # noqa: T201 - the command's output
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
    say("Everything derived was made anew.")
    return 0


async def status(settings: Settings) -> int:
    """Says what runs and what is loaded, and starts nothing; the exit code.

    Raises:
        PhakhiError: ``SERVICE_UNAVAILABLE``, when it should answer but does not.
    """
    if settings.neo4j_uri is None:
        engine = StoreFolder(settings.store).running()
        if engine is None:
            print(f"Nothing runs on the store {settings.store}.")  # noqa: T201
            return NOT_RUNNING
        print(f"Store     {settings.store}")  # noqa: T201
        print(f"Neo4j     {engine.version} at {engine.uri} (process {engine.pid})")  # noqa: T201
        print(f"Owner     process {engine.owner}")  # noqa: T201
    else:
        print(f"Neo4j     {settings.neo4j_uri}")  # noqa: T201
    async with open_store(settings) as store:
        (count,) = await COUNTS.read(store)
        parts = f"agencies {count.agencies:,}, networks {count.networks:,}"
        print(f"Records   {count.records:,} ({parts})")  # noqa: T201
        for row in await DATASETS.read(store):
            print(f"Dataset   {row.id}: {row.name_en}{' (synthetic)' if row.synthetic else ''}")  # noqa: T201
    return 0


def check_document(path: Path) -> int:
    """Checks a document against the evidence of the bundled datasets; the exit code.

    Raises:
        PhakhiError: when the document cannot be read or is not known.
    """
    report = verify(path, SEED_FOLDERS)
    for row in report.wrong:
        say(f"{row.place}: {row.th if language() == 'th' else row.en}")
    good = report.checked - len({(row.file, row.row) for row in report.wrong})
    print(f"{report.source}: {good} of {report.checked} phrases stand where they should.")  # noqa: T201
    return 0 if report.ok else FAILED
