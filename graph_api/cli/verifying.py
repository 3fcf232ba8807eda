"""``phakhi verify``: a source document against the evidence that quotes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_api.cli.speaking import FAILED, said, say
from loaders.verify import verify
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from pathlib import Path


def check_document(path: Path) -> int:
    """Checks a document against the evidence of the bundled datasets; the exit code.

    Raises:
        PhakhiError: when the document cannot be read or is not known.
    """
    report = verify(path, SEED_FOLDERS)
    for row in report.wrong:
        say(said(f"{row.place}: {row.en}", f"{row.place_th}: {row.th}"))
    good = report.checked - len({(row.file, row.row) for row in report.wrong})
    print(  # noqa: T201 - the command's output
        said(
            f"{report.source}: {good} of {report.checked} phrases stand where they should.",
            f"{report.source}: ข้อความ {good} จาก {report.checked} รายการอยู่ในที่ที่ควรอยู่",
        )
    )
    return 0 if report.ok else FAILED
