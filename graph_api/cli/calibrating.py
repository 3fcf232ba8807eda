"""``phakhi evaluate --calibrate``: how often scores came true, kept with the datasets in a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph_api.cli.display import Display
from graph_api.cli.speaking import said, say
from graph_api.evaluation import Protocol, ScoreTally
from graph_api.linkage.weights import BLEND_DIGEST
from graph_api.store import open_store
from graph_api.store.migrate import migrate
from loaders import identify
from loaders.calibration import Calibration, check_loaded, write_calibration
from loaders.calibration_statements import DatasetContent
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.cli.running import Stopper
    from graph_api.settings import Settings


@dataclass
class CalibrationRun:
    """Counts how often scores came true while datasets are evaluated, and keeps that in a store.

    The store is opened before and after, not meanwhile: evaluating takes long, and others may want
    it.

    Attributes:
        settings: of the store.
        paths: folders of the datasets.
        protocol: how they are evaluated.
        tally: counts pairs; the evaluation shows it each trial.
        datasets: the datasets of the folders, once :meth:`check` has been run.

    Raises:
        PhakhiError: BAD_ARGUMENT for a protocol that scores are not calibrated by.
    """

    settings: Settings
    paths: Sequence[Path]
    protocol: Protocol
    tally: ScoreTally = field(init=False)
    datasets: tuple[DatasetContent, ...] = ()

    def __post_init__(self) -> None:
        """Refuses what would make the figure mean something else than everywhere."""
        if self.protocol.by_date or self.protocol.need:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                "--calibrate hides events at random, and its askers state no need: leave out "
                "--by-date and --need.",
                "--calibrate ซ่อนเหตุการณ์แบบสุ่ม และผู้ถามไม่ระบุความต้องการ จึงใช้ร่วมกับ --by-date หรือ --need ไม่ได้",
            )
        self.tally = ScoreTally(self.protocol.most)

    async def check(self, _: Stopper) -> int:
        """Sees to it that the datasets are loaded as their folders have them; the exit code.

        Raises:
            PhakhiError: NOT_FOUND or BAD_ARGUMENT where they are not, BAD_ROW; what the store raises.
        """
        self.datasets = tuple(map(identify, self.paths))
        with Display() as display:
            async with open_store(self.settings, progress=display.engine) as store:
                await check_loaded(store.read, self.datasets)
        return 0

    async def keep(self, _: Stopper) -> int:
        """Keeps what was counted with the datasets; the exit code.

        Raises:
            PhakhiError: as :meth:`check`, when they were loaded otherwise meanwhile.
        """
        with Display() as display:
            async with open_store(self.settings, progress=display.engine) as store:
                await migrate(store)
                await write_calibration(store, self.datasets, self.calibration())
        names = ", ".join(sorted({dataset.id for dataset in self.datasets}))
        say(
            said(
                f"Kept with {names}: `collaborators` shows it as cameTrue.",
                f"เก็บไว้กับ {names} แล้ว โดย `collaborators` แสดงเป็น cameTrue",
            )
        )
        return 0

    def calibration(self) -> Calibration:
        """What was counted so far."""
        contents = frozenset(map(str, self.datasets))
        return Calibration(contents, BLEND_DIGEST, self.protocol.hide, self.tally.tables())
