"""Writes a generated country as a dataset that the loaders take."""

from __future__ import annotations

from pathlib import Path
from random import Random

from benchmarks.generated.agencies import AgencyWriter
from benchmarks.generated.concepts import ConceptWriter
from benchmarks.generated.frame import write_issues, write_places, write_work
from benchmarks.generated.ids import node_id
from benchmarks.generated.sizes import Sizes
from benchmarks.generated.tables import Tables

DATASET = "dataset:generated"
"""The id of a generated dataset."""

_SEEKS = 3
_INFO = """\
id = "{dataset}"
name_th = "ข้อมูลสังเคราะห์สำหรับวัดความเร็ว"
name_en = "Generated data for measurements"
description_th = "สร้างด้วยโปรแกรมทั้งหมด ไม่มีอยู่จริง"
description_en = "All of it is made by a program (seed {seed}); nothing of it exists."
synthetic = true
version = "1"
licence = "CC0-1.0"
precedence = 1
"""


def generate(folder: Path, sizes: Sizes, seed: int) -> int:
    """Writes the dataset, row by row; it needs the vocabulary of ``seeds`` to be loaded.

    Args:
        folder: where to; its CSV files are replaced.
        sizes: how many of everything.
        seed: the same one writes the same files, to the byte.

    Returns:
        How many rows were written.
    """
    with Tables(folder) as tables:
        (folder / "dataset.toml").write_text(_INFO.format(dataset=DATASET, seed=seed), "utf-8")
        write_issues(tables, sizes, _random(seed, "issues"))
        write_places(tables, sizes)
        ConceptWriter(tables, sizes, _random(seed, "concepts")).write()
        write_work(tables, sizes, _random(seed, "work"))
        AgencyWriter(tables, sizes, _random(seed, "agencies")).write()
        _write_wishes(tables, sizes, _random(seed, "wishes"))
        return tables.rows


def _random(seed: int, part: str) -> Random:
    """Each part draws for itself, so that a change of one leaves the others as they were."""
    return Random(f"{seed} {part}")  # noqa: S311 - for measurements, not for secrets


def _write_wishes(tables: Tables, sizes: Sizes, random: Random) -> None:
    """Agencies that networks want to link with."""
    for network in range(sizes.networks * sizes.provinces):
        for agency in random.sample(range(sizes.agencies), _SEEKS):
            tables.link("seeks_link_with", node_id("network", network), node_id("agency", agency))
