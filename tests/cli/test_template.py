"""``phakhi template``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loaders.tables import read_tables
from loaders.worksheet.columns import COLUMNS, SHEETS
from tests.cli.test_commands import phakhi, refusal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_template_is_written_without_a_store(tmp_path: Path, language: str) -> None:
    """Its lists are those of the seeds; a file that is there is never written over."""
    path = tmp_path / "worksheet.xlsx"
    command = ("template", "--lang", language, "-o", str(path), "--store", str(tmp_path / "none"))
    done = phakhi(*command)
    assert (done.returncode, done.stdout) == (0, "")
    sheet = read_tables(path.name, path.read_bytes())[0]
    assert sheet.name == getattr(SHEETS["rows"], language)
    assert len(sheet.rows[0].cells) == len(COLUMNS)
    assert refusal(phakhi(*command)) == f"phakhi: {path} cannot be written (File exists)."


@pytest.mark.parametrize(
    ("option", "told"),
    [(("--form", "pdf"), "xlsx or xlsform"), (("--lang", "fr"), "th or en")],
)
def test_what_there_is_not_is_told(tmp_path: Path, option: tuple[str, str], told: str) -> None:
    """With what there is."""
    done = phakhi("template", "-o", str(tmp_path / "x.xlsx"), *option)
    assert refusal(done) == f"phakhi: {option[0]} should be {told}, not '{option[1]}'."
