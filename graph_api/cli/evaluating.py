"""``phakhi evaluate``: how well rankings of partners predict cooperation that was hidden."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from graph_api.cli.calibration_tables import calibration_tables, plain_calibration
from graph_api.cli.speaking import said, say
from graph_api.evaluation import (
    AskerGroup,
    Duel,
    EvaluationResult,
    Protocol,
    evaluate,
    read_records,
    summarise,
)
from graph_api.evaluation.methods import BLEND, LARGEST_INVERSE, UNSTATED
from graph_api.evaluation.summary import ALL
from graph_api.linkage.weights import NO_TIES_GROUP
from loaders.calibration import Calibration

if TYPE_CHECKING:
    from graph_api.cli.calibrating import CalibrationRun

_WIDTH = 120

_METHODS = {
    BLEND: "สูตรของเรา",
    UNSTATED: "สูตรของเรา ไม่ระบุความต้องการ",
    "popularity": "จำนวนพันธมิตร",
    "common neighbours": "พันธมิตรร่วม",
    "resource allocation": "การจัดสรรทรัพยากร",
    "PageRank by event size": "PageRank ตามขนาดเหตุการณ์",
    "concern alone": "เฉพาะประเด็น",
    "place alone": "เฉพาะพื้นที่",
    "random": "สุ่ม",
}
"""Those that are not called after somebody, or by letters."""


def compare_methods(
    paths: Sequence[Path],
    protocol: Protocol,
    *,
    as_json: bool,
    calibrating: CalibrationRun | None = None,
) -> None:
    """Prints how the methods do on the datasets in these folders, and how often scores came true.

    Raises:
        PhakhiError: NOT_FOUND, BAD_ROW, or BAD_ARGUMENT where nothing can be hidden.
    """
    outcome = evaluate(
        read_records(paths),
        protocol,
        tell=lambda seed: say(
            said(f"seed {seed} of {protocol.seeds}", f"รอบที่ {seed} จาก {protocol.seeds}")
        ),
        watch=calibrating.tally.add if calibrating else None,
    )
    calibration = calibrating.calibration() if calibrating else None
    if as_json:
        found = _plain(protocol, outcome, calibration)
        print(json.dumps(found, ensure_ascii=False, indent=2))  # noqa: T201
        return
    _print_tables(protocol, outcome, calibration)


def _print_tables(
    protocol: Protocol, outcome: EvaluationResult, calibration: Calibration | None
) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH)
    console.print(_heading(protocol, outcome))
    for group in summarise(outcome):
        if group.asked:
            console.print(_table(group, protocol.seeds))
    for part in calibration_tables(calibration, protocol.seeds) if calibration else ():
        console.print(part)


def _heading(protocol: Protocol, outcome: EvaluationResult) -> str:
    last, agencies, events = protocol.by_date, outcome.agencies, outcome.events
    lines = [
        said(
            f"{agencies:,} agencies, {events:,} events; {outcome.hidden:,.0f} hidden "
            f"({'the last by date' if last else 'at random'}) in each of {protocol.seeds} trials",
            f"หน่วยงาน {agencies:,} แห่ง เหตุการณ์ {events:,} รายการ ซ่อน {outcome.hidden:,.0f} รายการ "
            f"({'ล่าสุดตามวันที่' if last else 'สุ่ม'}) ในแต่ละรอบจาก {protocol.seeds} รอบ",
        )
    ]
    if outcome.synthetic:
        lines.append(
            said(
                "Synthetic data: says how methods do in a made-up world, nothing of partners.",
                "ข้อมูลสังเคราะห์: บอกได้เพียงว่าวิธีต่าง ๆ ทำงานอย่างไรในโลกสมมติ ไม่ได้บอกอะไรเกี่ยวกับภาคีจริง",
            )
        )
    if outcome.left_out:
        names = ", ".join(outcome.left_out)
        lines.append(
            said(
                f"Not tried beyond {LARGEST_INVERSE:,} agencies: {names}",
                f"ไม่ได้ลองเมื่อมีเกิน {LARGEST_INVERSE:,} หน่วยงาน: {names}",
            )
        )
    return "\n".join(lines)


def _title(group: AskerGroup) -> str:
    asked, agencies = f"{group.asked:,}", f"{group.agencies:,}"
    if group.name == ALL:
        return said(
            f"all of these: {asked} askers ({agencies} agencies)",
            f"ทั้งหมดนี้: ผู้ถาม {asked} ราย (หน่วยงาน {agencies} แห่ง)",
        )
    number = "0" if group.name == NO_TIES_GROUP else group.name
    return said(
        f"{group.name} ties left: {asked} askers ({agencies} agencies)",
        f"เหลือพันธมิตร {number} ราย: ผู้ถาม {asked} ราย (หน่วยงาน {agencies} แห่ง)",
    )


def _table(group: AskerGroup, seeds: int) -> Table:
    table = Table(title=_title(group), title_justify="left")
    table.add_column(said("method", "วิธี"), no_wrap=True)
    duel = (
        said("blend won–lost", "สูตรของเราชนะ–แพ้"),
        said("lead", "นำอยู่"),
        "p",
        said(f"of {seeds}", f"จาก {seeds}"),
    )
    for name in ("MRR", "recall@10", "hits@10", "AUC", *duel):
        table.add_column(name, justify="right")
    for line in group.lines:
        means = line.means
        numbers = (means.mrr, means.recall, means.hits, means.auc)
        method = said(line.method, _METHODS.get(line.method, line.method))
        table.add_row(method, *(f"{number:.3f}" for number in numbers), *_duel(line.duel))
    return table


def _duel(duel: Duel | None) -> tuple[str, str, str, str]:
    if duel is None:
        return "", "", "", ""
    lead = f"{duel.low:+.3f} … {duel.high:+.3f}"
    return f"{duel.wins}–{duel.losses}", lead, f"{duel.p:.2g}", str(duel.seeds)


def _plain(
    protocol: Protocol, outcome: EvaluationResult, calibration: Calibration | None
) -> dict[str, Any]:
    return {
        "protocol": asdict(protocol),
        "agencies": outcome.agencies,
        "events": outcome.events,
        "hidden": outcome.hidden,
        "synthetic": outcome.synthetic,
        "left_out": list(outcome.left_out),
        "groups": [asdict(group) for group in summarise(outcome)],
        **({"calibration": plain_calibration(calibration)} if calibration else {}),
    }
