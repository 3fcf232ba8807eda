"""``phakhi generate``: a synthetic country as a dataset."""

from __future__ import annotations

from pathlib import Path

from graph_api.cli.speaking import said
from schema.errors import ErrorCode, PhakhiError
from seeds.generated import ParticipationShares, Sizes, generate


def write_country(folder: Path, sizes: Sizes, seed: int, mechanism: ParticipationShares) -> None:
    """Writes a generated country into a folder, and says how to load it.

    Raises:
        PhakhiError: BAD_ARGUMENT, when the folder holds something that was not generated.
    """
    rows = generate(folder, sizes, seed, mechanism)
    print(  # noqa: T201 - the output
        said(
            f"{rows:,} rows in {folder} (synthetic: {mechanism})",
            f"{rows:,} แถวใน {folder} (ข้อมูลสังเคราะห์: {mechanism.thai})",
        )
    )
    print(said("Load it with: phakhi load", "นำเข้าด้วย: phakhi load"), folder)  # noqa: T201 - likewise


def read_shares(given: list[str], *, null: bool) -> ParticipationShares:
    """The mechanism of cooperation that ``name=number`` pairs ask for.

    Raises:
        PhakhiError: BAD_ARGUMENT for a pair that is none, or shares that do not sum to 1.
    """
    numbers: dict[str, float] = {}
    for pair in given:
        name, _, value = pair.partition("=")
        try:
            numbers[name] = float(value)
        except ValueError:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"--share {pair} should be of the form name=0.2.",
                f"--share {pair} ควรอยู่ในรูป ชื่อ=0.2",
            ) from None
    return ParticipationShares(null=null).changed(numbers)
