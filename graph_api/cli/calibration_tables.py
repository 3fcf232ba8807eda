"""How often scores came true, as ``phakhi evaluate`` prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from graph_api.cli.speaking import said
from graph_api.evaluation.calibration import FEWEST
from graph_api.linkage.weights import NO_TIES_GROUP
from loaders.calibration import Calibration, ScoreBin


def plain_calibration(calibration: Calibration) -> dict[str, Any]:
    """A calibration for JSON: bins by group, the best scores first."""
    return {group: [asdict(one) for one in bins] for group, bins in calibration.tables.items()}


def calibration_tables(calibration: Calibration, seeds: int) -> Iterator[Table]:
    """A table for each group of askers."""
    for group, bins in calibration.tables.items():
        yield _table(_title(group, calibration.hidden, seeds), bins)


def _title(group: str, hidden: float, seeds: int) -> str:
    number = "0" if group == NO_TIES_GROUP else group
    return said(
        f"How often a score came true, {group} ties left ({hidden:.0%} hidden, {seeds} trials)",
        f"คะแนนเป็นจริงบ่อยเพียงใด เหลือพันธมิตร {number} ราย (ซ่อน {hidden:.0%} จำนวน {seeds} รอบ)",
    )


def _table(title: str, bins: Sequence[ScoreBin]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(said("score", "คะแนน"), no_wrap=True)
    for name in (said("pairs", "คู่"), said("came true", "เป็นจริง"), said("share", "สัดส่วน")):
        table.add_column(name, justify="right")
    for one in bins:
        table.add_row(*_row(one))
    if not bins:
        table.add_row(said(f"fewer than {FEWEST} pairs", f"น้อยกว่า {FEWEST} คู่"))
    return table


def _row(one: ScoreBin) -> tuple[str, str, str, str]:
    share = f"{one.came_true / one.of:.1%}"
    return f"{one.low:.1f}–{one.high:.1f}", f"{one.of:,}", f"{one.came_true:,}", share
