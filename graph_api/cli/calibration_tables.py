"""How often scores came true, as ``phakhi evaluate`` prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.table import Table

from graph_api.cli.speaking import said
from graph_api.linkage.weights import NO_TIES_GROUP
from loaders.calibration import FEWEST, Calibration, ScoreBin


def plain_calibration(calibration: Calibration) -> dict[str, Any]:
    """A calibration for JSON: bins by group, the best scores first."""
    return {group: [asdict(one) for one in bins] for group, bins in calibration.tables.items()}


def calibration_tables(calibration: Calibration, seeds: int) -> Iterator[RenderableType]:
    """A line and a table for each group of askers; titles would be broken at the table's width."""
    for group, bins in calibration.tables.items():
        if bins:
            yield _title(group, calibration.hidden, seeds)
            yield _table(bins)


def _title(group: str, hidden: float, seeds: int) -> str:
    number = "0" if group == NO_TIES_GROUP else group
    return said(
        f"{group} ties left: how often a score came true ({hidden:.0%} hidden, {seeds} trials)",
        f"เหลือพันธมิตร {number} ราย: คะแนนเป็นจริงบ่อยเพียงใด (ซ่อน {hidden:.0%} ทดสอบ {seeds} รอบ)",
    )


def _table(bins: Sequence[ScoreBin]) -> Table:
    table = Table()
    table.add_column(said("score", "คะแนน"), no_wrap=True)
    for name in (said("pairs", "คู่"), said("came true", "เป็นจริง"), said("share", "สัดส่วน")):
        table.add_column(name, justify="right")
    for one in bins:
        table.add_row(*_row(one))
    return table


def _row(one: ScoreBin) -> tuple[str, str, str, str]:
    few = said(f"under {FEWEST} pairs", f"ไม่ถึง {FEWEST} คู่")
    share = few if one.share is None else f"{one.share:.1%}"
    return f"{one.low:.1f}–{one.high:.1f}", f"{one.of:,}", f"{one.came_true:,}", share
