"""``phakhi verify``: a source document against the evidence that quotes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_api.cli.speaking import FAILED, language, say
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
        say(f"{row.place}: {row.th if language() == 'th' else row.en}")
    good = report.checked - len({(row.file, row.row) for row in report.wrong})
    print(f"{report.source}: {good} of {report.checked} phrases stand where they should.")  # noqa: T201
    return 0 if report.ok else FAILED
