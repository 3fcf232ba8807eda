"""``phakhi map``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_api.cli.speaking import language, said, say
from graph_api.cli.writing import write_new
from loaders.mapping.drafting import draft
from loaders.tables.reading import read_file

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, output: Path | None) -> None:
    """Drafts a mapping for a table; prints it, or writes it to a file that is not there yet.

    Raises:
        PhakhiError: ``NOT_FOUND`` or ``BAD_FILE``, when the table cannot be read; ``BAD_ARGUMENT``,
            when the draft cannot be written.
    """
    text = draft(path.name, read_file(path), language())
    if output is None:
        print(text, end="")  # noqa: T201 - the command's output
        return
    write_new(output, text.encode())
    say(
        said(
            f"{output} says what stands in which column: read it over, then "
            f"phakhi check {path} --mapping {output}",
            f"{output} ระบุว่าอะไรอยู่ในคอลัมน์ใด ให้ตรวจแก้ แล้วใช้ phakhi check {path} --mapping {output}",
        )
    )
