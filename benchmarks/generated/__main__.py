"""``python -m benchmarks.generated FOLDER``: writes a generated country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.generated.country import generate
from benchmarks.generated.sizes import Sizes


def main(
    folder: Path,
    agencies: Annotated[int, typer.Option(min=10, help="Number of agencies.")] = 100,
    areas: Annotated[int, typer.Option(min=0, help="Number of provinces; 0: by agencies.")] = 0,
    seed: Annotated[int, typer.Option(help="The same seed writes the same files.")] = 1,
) -> None:
    """Writes a synthetic dataset in the form of seed files."""
    rows = generate(folder, Sizes.of(agencies, areas), seed)
    print(f"{rows:,} rows in {folder}")


if __name__ == "__main__":
    typer.run(main)
