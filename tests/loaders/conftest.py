"""Small datasets, written as files for the real loaders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Folder = Callable[..., Path]

INFO: Mapping[str, object] = {
    "name_th": "ชุดทดสอบ",
    "synthetic": False,
    "version": "1",
    "licence": "CC0-1.0",
    "precedence": 10,
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes (or writes anew) the folder of ``dataset:<slug>``.

    Files are given as texts by their names without ending; ``info`` wins over the defaults.
    """

    def write(slug: str, /, *, info: Mapping[str, object] | None = None, **files: str) -> Path:
        path = tmp_path / slug
        path.mkdir(exist_ok=True)
        for old in path.iterdir():
            old.unlink()
        stated = {"id": f"dataset:{slug}", **INFO, **(info or {})}
        lines = [
            f"{name} = {_toml(value)}\n" for name, value in stated.items() if value is not None
        ]
        (path / "dataset.toml").write_text("".join(lines), encoding="utf-8")
        for name, text in files.items():
            (path / f"{name}.csv").write_text(_csv(text), encoding="utf-8")
        return path

    return write


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool | int) else f'"{value}"'


def _csv(text: str) -> str:
    return "".join(f"{line.strip()}\n" for line in text.strip().splitlines())
