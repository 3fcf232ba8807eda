"""``phakhi evaluate``: how well rankings of partners predict cooperation that was hidden."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

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

_WIDTH = 100

_GROUPS = {"all": "ทั้งหมด", "cold start": "ผู้มีพันธมิตรน้อย", "newcomers": "ผู้มาใหม่"}
_METHODS = {
    "blend": "สูตรของเรา",
    "popularity": "จำนวนพันธมิตร",
    "common neighbours": "พันธมิตรร่วม",
    "resource allocation": "การจัดสรรทรัพยากร",
    "PageRank by event size": "PageRank ตามขนาดเหตุการณ์",
    "concern alone": "เฉพาะประเด็น",
    "place alone": "เฉพาะพื้นที่",
    "random": "สุ่ม",
}
"""Those that are not called after somebody, or by letters."""


def compare_methods(paths: Sequence[Path], protocol: Protocol, *, as_json: bool) -> None:
    """Prints how the methods do on the datasets in these folders.

    Raises:
        PhakhiError: NOT_FOUND, BAD_ROW, or BAD_ARGUMENT where nothing can be hidden.
    """
    outcome = evaluate(
        read_records(paths),
        protocol,
        tell=lambda seed: say(
            said(f"seed {seed} of {protocol.seeds}", f"รอบที่ {seed} จาก {protocol.seeds}")
        ),
    )
    groups = summarise(outcome)
    if as_json:
        print(json.dumps(_plain(protocol, outcome, groups), ensure_ascii=False, indent=2))  # noqa: T201
        return
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH)
    console.print(_heading(protocol, outcome))
    for group in groups:
        if group.asked:
            console.print(_table(group, protocol.seeds))


def _heading(protocol: Protocol, outcome: EvaluationResult) -> str:
    last, agencies, events = protocol.by_date, outcome.agencies, outcome.events
    line = said(
        f"{agencies:,} agencies, {events:,} events; {outcome.hidden:,.0f} hidden "
        f"({'the last by date' if last else 'at random'}) in each of {protocol.seeds} trials",
        f"หน่วยงาน {agencies:,} แห่ง เหตุการณ์ {events:,} รายการ ซ่อน {outcome.hidden:,.0f} รายการ "
        f"({'ล่าสุดตามวันที่' if last else 'สุ่ม'}) ในแต่ละรอบจาก {protocol.seeds} รอบ",
    )
    made_up = said(
        "Synthetic data: says how methods do in a made-up world, nothing of partners.",
        "ข้อมูลสังเคราะห์: บอกได้เพียงว่าวิธีต่าง ๆ ทำงานอย่างไรในโลกสมมติ ไม่ได้บอกอะไรเกี่ยวกับภาคีจริง",
    )
    return f"{line}\n{made_up}" if outcome.synthetic else line


def _table(group: AskerGroup, seeds: int) -> Table:
    title = said(
        f"{group.name}: {group.asked:,} askers ({group.agencies:,} agencies)",
        f"{_GROUPS[group.name]}: ผู้ถาม {group.asked:,} ราย (หน่วยงาน {group.agencies:,} แห่ง)",
    )
    table = Table(title=title, title_justify="left")
    table.add_column(said("method", "วิธี"))
    duel = (said("blend won–lost", "สูตรของเราชนะ–แพ้"), "p", said(f"of {seeds}", f"จาก {seeds}"))
    for name in ("MRR", "recall@10", "hits@10", "AUC", *duel):
        table.add_column(name, justify="right")
    for line in group.lines:
        means = line.means
        numbers = (means.mrr, means.recall, means.hits, means.auc)
        method = said(line.method, _METHODS.get(line.method, line.method))
        table.add_row(method, *(f"{number:.3f}" for number in numbers), *_duel(line.duel))
    return table


def _duel(duel: Duel | None) -> tuple[str, str, str]:
    if duel is None:
        return "", "", ""
    return f"{duel.wins}–{duel.losses}", f"{duel.p:.2g}", str(duel.seeds)


def _plain(
    protocol: Protocol, outcome: EvaluationResult, groups: Sequence[AskerGroup]
) -> dict[str, Any]:
    return {
        "protocol": asdict(protocol),
        "agencies": outcome.agencies,
        "events": outcome.events,
        "hidden": outcome.hidden,
        "synthetic": outcome.synthetic,
        "groups": [asdict(group) for group in groups],
    }
