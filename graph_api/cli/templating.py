"""``phakhi template``: the empty worksheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_api.cli.asking import require_store
from graph_api.cli.display import Display
from graph_api.cli.speaking import said, say
from graph_api.cli.writing import write_new
from graph_api.store import open_store
from loaders.worksheet.names import NamedRecord, read_names, seed_names
from loaders.worksheet.template import write_template
from loaders.worksheet.xlsform import write_xlsform
from schema.errors import ErrorCode, PhakhiError
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings

FORMS = {"xlsx": write_template, "xlsform": write_xlsform}
"""What may be written, by the name of its form."""


def check_choice(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Returns when ``value`` is one of those that an option may have.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, naming them.
    """
    if value not in allowed:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{option} should be {' or '.join(allowed)}, not {value!r}.",
            f"{option} ต้องเป็น {' หรือ '.join(allowed)} ไม่ใช่ {value!r}",
        )


async def write(settings: Settings, output: Path, form: str, language: str) -> int:
    """Writes the worksheet, with drop-downs of the store's names or else the seeds'; the exit code.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, when the file is there already or cannot be written; what the
            store raises.
    """
    content = FORMS[form](await _names(settings), language)
    write_new(output, content)
    say(
        said(
            f"{output}: fill it in, then phakhi check {output}",
            f"{output}: กรอกแล้วตรวจด้วย phakhi check {output}",
        )
    )
    return 0


async def _names(settings: Settings) -> list[NamedRecord]:
    try:
        require_store(settings)
    except PhakhiError:
        return seed_names(SEED_FOLDERS)
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            return await read_names(store, "") or seed_names(SEED_FOLDERS)
