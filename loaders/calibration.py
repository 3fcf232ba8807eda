"""Calibrations: how often a score came true in a test on datasets, for as long as these stay as they are.

What measures is ``graph_api.evaluation``; here is what it leaves in the graph. A load that brings
other content, and the removal of a dataset, take every calibration away that rests on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from loaders import statements
from loaders.calibration_statements import (
    FORGET_CALIBRATIONS,
    READ_CALIBRATIONS,
    READ_CONTENTS,
    WRITE_CALIBRATION,
    CalibrationRow,
    DatasetContent,
)
from schema.cypher import GraphStore, Reader, Run, Writer
from schema.errors import ErrorCode, PhakhiError

FEWEST = 30
"""A share of fewer pairs is no figure: one pair more would move it by more than 3 in 100."""


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """Pairs of an asker and a candidate that had about the same score.

    Attributes:
        low, high: scores from ``low`` to below ``high``; the score 1 is in the bin that ends with it.
        of: how many pairs there were.
        came_true: how many of them turned out to work together.
    """

    low: float
    high: float
    of: int
    came_true: int

    @property
    def share(self) -> float | None:
        """The share of them that came true; ``None`` where there were too few."""
        return self.came_true / self.of if self.of >= FEWEST else None

    def holds(self, score: float) -> bool:
        """Whether it is about this score."""
        return self.low <= score < self.high or score == self.high == 1.0


BinsByGroup = Mapping[str, tuple[ScoreBin, ...]]
"""The bins of each group of askers that have any pair, the best scores first."""

_BINS: TypeAdapter[BinsByGroup] = TypeAdapter(dict[str, tuple[ScoreBin, ...]])


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often scores came true.

    Attributes:
        contents: the datasets that were evaluated, each as the text of its content.
        blend: what the scores were computed by; another blend has other scores.
        hidden: the share of the work that was hidden in the test.
        tables: the bins.
    """

    contents: frozenset[str]
    blend: str
    hidden: float
    tables: BinsByGroup


async def check_loaded(run: Run, datasets: Collection[DatasetContent]) -> None:
    """Returns when these datasets are loaded with this content.

    Raises:
        PhakhiError: NOT_FOUND for one that is not loaded, BAD_ARGUMENT for one that is loaded with
            other content; and what the store raises.
    """
    rows = await READ_CONTENTS.through(run, datasets=[dataset.id for dataset in datasets])
    loaded = {row.id: row for row in rows}
    for dataset in datasets:
        if dataset.id not in loaded:
            raise _not_loaded(dataset.id)
        if loaded[dataset.id] != dataset:
            raise _loaded_otherwise(dataset.id)


def _not_loaded(dataset: str) -> PhakhiError:
    return PhakhiError(
        ErrorCode.NOT_FOUND,
        f"{dataset} is not loaded in this store, so its calibration cannot be kept with it. Load its "
        "folder with `phakhi load`, or name another store with --store.",
        f"ยังไม่ได้นำเข้า {dataset} ในคลังข้อมูลนี้ จึงเก็บผลการสอบเทียบไว้กับชุดข้อมูลไม่ได้ ให้นำเข้าโฟลเดอร์ด้วย "
        "`phakhi load` หรือระบุคลังข้อมูลอื่นด้วย --store",
    )


def _loaded_otherwise(dataset: str) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"{dataset} is loaded with other content than its folder has now. Load the folder again with "
        "`phakhi load`, then calibrate.",
        f"{dataset} ที่นำเข้าไว้มีเนื้อหาต่างจากในโฟลเดอร์ ให้นำเข้าโฟลเดอร์อีกครั้งด้วย `phakhi load` แล้วจึงสอบเทียบ",
    )


async def write_calibration(
    store: GraphStore, datasets: Collection[DatasetContent], calibration: Calibration
) -> None:
    """Keeps a calibration with its datasets, in place of the one that they had.

    Args:
        store: the store that they are loaded in.
        datasets: they, with the content that was evaluated.
        calibration: what was measured on them.

    Raises:
        PhakhiError: as :func:`check_loaded`, when a load was quicker.
    """

    async def work(tx: Writer) -> None:
        await statements.TAKE_LOCK.run(tx)
        await check_loaded(tx.run, datasets)
        await WRITE_CALIBRATION.run(
            tx,
            id=_key(datasets),
            contents=sorted(calibration.contents),
            blend=calibration.blend,
            hidden=calibration.hidden,
            tables=_BINS.dump_json(calibration.tables).decode(),
        )

    await store.write(work)


async def read_calibrations(store: Reader, blend: str) -> list[Calibration]:
    """All calibrations of scores that are computed by this blend."""
    return [_calibration(row) for row in await READ_CALIBRATIONS.read(store, blend=blend)]


async def forget_calibrations(tx: Writer, dataset: DatasetContent) -> None:
    """Deletes those that rest on a dataset with other content than this."""
    beginning = str(DatasetContent(dataset.id, None))
    await FORGET_CALIBRATIONS.run(tx, dataset=beginning, content=str(dataset))


def _key(datasets: Collection[DatasetContent]) -> str:
    """One for each set of datasets, whatever they hold."""
    ids = " ".join(sorted({dataset.id for dataset in datasets}))
    return f"calibration {hashlib.sha256(ids.encode()).hexdigest()}"


def _calibration(row: CalibrationRow) -> Calibration:
    tables = _BINS.validate_json(row.tables)
    return Calibration(frozenset(row.contents), row.blend, row.hidden, tables)
