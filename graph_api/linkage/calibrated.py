"""How often a candidate's score came true, where it was measured on the datasets that count."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.linkage.calibrated_statements import DATASETS_IN_SCOPE
from graph_api.linkage.candidate_answers import CameTrue
from graph_api.linkage.reasons import shown
from graph_api.linkage.snapshots import Snapshot
from graph_api.linkage.weights import BLEND_DIGEST
from loaders.calibration import Calibration, read_calibrations
from schema.cypher import Reader


@dataclass(frozen=True, slots=True)
class ScopeContents:
    """The datasets that count, each with its content.

    Attributes:
        every: all of them.
        speaking: those that say something of an agency.
    """

    every: frozenset[str]
    speaking: frozenset[str]

    def fits(self, calibration: Calibration) -> bool:
        """Whether all that was measured counts as it was then, and nobody else says anything of agencies."""
        return self.speaking <= calibration.contents <= self.every


async def read_calibration(store: Reader, snapshot: Snapshot) -> Calibration | None:
    """The calibration of exactly the datasets that count; of several the one on most of them.

    Calibrating makes no revision, so calibrations are read each time; the datasets, which are more to
    look at, only where there is one, and once a snapshot.
    """
    known = await read_calibrations(store, BLEND_DIGEST)
    if not known:
        return None
    contents = await snapshot.read_once(ScopeContents, lambda: _read_contents(store, snapshot))
    fitting = [calibration for calibration in known if contents.fits(calibration)]
    return max(fitting, key=lambda each: len(each.contents), default=None)


async def _read_contents(store: Reader, snapshot: Snapshot) -> ScopeContents:
    scope = snapshot.scope.parameters
    rows = await DATASETS_IN_SCOPE.read(
        store, datasets=scope["datasets"], include_synthetic=scope["include_synthetic"]
    )
    return ScopeContents(
        frozenset(row.content for row in rows), frozenset(row.content for row in rows if row.speaks)
    )


def came_true(calibration: Calibration, group: str, score: float) -> CameTrue | None:
    """How often such a score, as it is shown, came true for askers of this group.

    ``None`` where no pair, or too few, had one.
    """
    bins = calibration.tables.get(group, ())
    one = next((one for one in bins if one.holds(score)), None)
    if one is None or one.share is None:
        return None
    return CameTrue(
        of=one.of,
        share=shown(one.share),
        score_from=one.low,
        score_to=one.high,
        hidden=calibration.hidden,
    )
