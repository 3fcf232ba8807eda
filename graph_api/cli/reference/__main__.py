"""Writes ``docs/reference``: ``python -m graph_api.cli.reference [FOLDER]``."""

from __future__ import annotations

import sys
from pathlib import Path

from graph_api.cli.reference import pages
from graph_api.graphql.schema import sdl

FOLDER = Path(__file__).parents[3] / "docs" / "reference"

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages(sdl()).items():
        (folder / name).write_text(page, encoding="utf-8")
