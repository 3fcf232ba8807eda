"""``phakhi export``, ``backup`` and ``restore``: the graph in files, and back."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from graph_api.cli.display import Display
from graph_api.cli.keeping import tell
from graph_api.cli.preparing import prepare
from graph_api.cli.speaking import said, say
from graph_api.cli.statements import DATASETS
from graph_api.export.extract import extract
from graph_api.export.writing import write
from graph_api.linkage.snapshots import Snapshots
from graph_api.store import open_store
from loaders import load_backup
from loaders.backup import read_backup
from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_api.export.format import Format
    from graph_api.export.request import ExportRequest
    from graph_api.settings import Settings

STANDARD_OUTPUT = Path("-")


async def export(settings: Settings, format_: Format, request: ExportRequest, output: Path) -> int:
    """Writes an export to a file, whole or not at all, or to standard output; the exit code.

    A backup holds everything; what is made for other programs has what ``PHAKHI_SCOPES`` opens, as
    answers on this machine have.

    Raises:
        PhakhiError: ``NOT_FOUND``, where the file cannot be written; and what the store raises.
    """
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            scopes = declaration().scopes if format_.restorable else frozenset(settings.scopes)
            extracted = await extract(store, Snapshots(store), request, scopes)
            display.step(said("Exporting", "กำลังส่งออก"))
            size = 0
            with _writing(output) as file:
                async with aclosing(write(extracted, format_)) as pieces:
                    async for piece in pieces:
                        size += file.write(piece)
    if output != STANDARD_OUTPUT:
        say(said(f"{output} was written: {size:,} bytes.", f"เขียน {output} แล้ว {size:,} ไบต์"))
    return 0


async def restore(settings: Settings, path: Path, *, confirm_removal: bool) -> int:
    """Makes a store what a backup holds; the exit code.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, where the store has datasets that are not in the backup; and
            as of a load.
    """
    datasets = {dataset.id for dataset in read_backup(path).datasets}
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            await prepare(store, display, with_seeds=False)
            if others := sorted({row.id for row in await DATASETS.read(store)} - datasets):
                raise _not_alone(others)
            reports = await load_backup(store, path, display.load, confirm_removal=confirm_removal)
    for report in reports:
        tell(report)
    return 0


@contextmanager
def _writing(output: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when it is whole; before, and where it fails, nothing has it.

    Raises:
        PhakhiError: ``NOT_FOUND``.
    """
    if output == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.absolute().parent)
    except OSError as error:
        raise _cannot_write(output, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).replace(output)
    except OSError as error:
        raise _cannot_write(output, error) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _cannot_write(output: Path, error: OSError) -> PhakhiError:
    return PhakhiError(
        ErrorCode.NOT_FOUND,
        f"{output} cannot be written: {error.strerror}.",
        f"เขียน {output} ไม่ได้: {error.strerror}",
    )


def _not_alone(others: list[str]) -> PhakhiError:
    named = ", ".join(others)
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"The store holds {named}, which the backup does not: restore it into an empty store "
        "(--store), or use `phakhi load` to have both.",
        f"คลังข้อมูลมี {named} ซึ่งไม่มีในไฟล์สำรอง ให้กู้คืนลงคลังข้อมูลว่าง (--store) "
        "หรือใช้ `phakhi load` หากต้องการทั้งสองอย่าง",
    )
