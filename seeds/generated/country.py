"""Writes a generated country as a dataset that the loaders take."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

from schema.errors import ErrorCode, PhakhiError
from seeds.generated.agencies import AgencyWriter
from seeds.generated.concepts import Concepts
from seeds.generated.cooperation import Cooperation
from seeds.generated.frame import write_issues, write_meetings, write_places, write_wishes
from seeds.generated.mechanism import ParticipationShares
from seeds.generated.sizes import Partition, Sizes
from seeds.generated.tables import Tables
from seeds.generated.works import Setting, WorkWriter

DATASET = "dataset:generated"
"""The id of a generated dataset."""

_INFO_FILE = "dataset.toml"
_INFO = """\
id = "{dataset}"
name_th = "ข้อมูลสังเคราะห์จากโปรแกรม"
name_en = "Generated country"
description_th = "สร้างด้วยโปรแกรมทั้งหมด ไม่มีอยู่จริง"
description_en = "All of it is made by a program (seed {seed}); nothing of it exists. \
Ways to cooperate and their shares: {mechanism}."
synthetic = true
version = "2"
licence = "CC0-1.0"
precedence = 1
"""
_DEFAULT = ParticipationShares()


def generate(
    folder: Path, sizes: Sizes, seed: int, mechanism: ParticipationShares = _DEFAULT
) -> int:
    """Writes the dataset, row by row; it needs the vocabulary of ``seeds`` to be loaded.

    One part of the country is held in memory at a time (``sizes.LARGEST_PART``).

    Args:
        folder: where to; made when it is not there. A country generated there before is replaced.
        sizes: how many of everything.
        seed: the same one writes the same files, to the byte.
        mechanism: how cooperation comes about.

    Returns:
        How many rows were written.

    Raises:
        PhakhiError: BAD_ARGUMENT, when the folder holds something that was not generated.
    """
    _check(folder)
    with Tables(folder) as tables:
        info = _INFO.format(dataset=DATASET, seed=seed, mechanism=mechanism)
        (folder / _INFO_FILE).write_text(info, "utf-8")
        write_issues(tables, sizes, _random(seed, "issues"))
        everywhere = list(sizes.parts())
        province = -1
        for part in everywhere:
            write_places(tables, part, sizes, new=part.province != province)
            province = part.province
            _write_part(tables, part, sizes, everywhere, (seed, mechanism))
        return tables.rows


def _write_part(
    tables: Tables,
    part: Partition,
    sizes: Sizes,
    everywhere: list[Partition],
    made: tuple[int, ParticipationShares],
) -> None:
    seed, mechanism = made

    def random(name: str) -> Random:
        return _random(seed, f"{name} {part.number}")

    concepts = Concepts(tables, part, sizes, random("concepts"))
    concepts.write()
    write_meetings(tables, part, random("meetings"))
    writer = AgencyWriter(tables, part, sizes, mechanism, random("agencies"))
    people = writer.write(concepts, everywhere)
    cooperation = Cooperation(people, mechanism, sizes.agencies, random("cooperation"))
    setting = Setting(tables, part, sizes, people, concepts, cooperation, mechanism.null)
    WorkWriter(setting, random("works")).write()
    write_wishes(tables, part, sizes, random("wishes"))


def _random(seed: int, part: str) -> Random:
    """Each part draws for itself, so that a change of one leaves the others as they were."""
    return Random(f"{seed} {part}")  # noqa: S311 - not for secrets


def _check(folder: Path) -> None:
    """That nothing but a generated country would be replaced."""
    info = folder / _INFO_FILE
    if not info.exists() and not (folder.is_dir() and any(folder.glob("*.csv"))):
        return
    text = info.read_text("utf-8") if info.exists() else ""
    if tomllib.loads(text).get("id") != DATASET:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{folder} holds a dataset that was not generated; name another folder.",
            f"{folder} มีชุดข้อมูลที่ไม่ได้สร้างด้วยโปรแกรม ให้ระบุโฟลเดอร์อื่น",
        )
