"""``phakhi evaluate``: how well rankings of partners predict cooperation that was hidden."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from graph_api.cli.speaking import say
from graph_api.evaluation import (
    AskerGroup,
    Duel,
    EvaluationResult,
    Protocol,
    evaluate,
    read_records,
    summarise,
)
from graph_api.evaluation.methods import LARGEST_INVERSE

_WIDTH = 120


def compare_methods(paths: Sequence[Path], protocol: Protocol, *, as_json: bool) -> None:
    """Prints how the methods do on the datasets in these folders.

    Raises:
        PhakhiError: NOT_FOUND, BAD_ROW, or BAD_ARGUMENT where nothing can be hidden.
    """
    outcome = evaluate(
        read_records(paths), protocol, tell=lambda seed: say(f"seed {seed} of {protocol.seeds}")
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
    how = "the last by date" if protocol.by_date else "at random"
    what = f"{outcome.agencies:,} agencies, {outcome.events:,} events"
    lines = [f"{what}; {outcome.hidden:,.0f} hidden ({how}) in each of {protocol.seeds} trials"]
    if outcome.synthetic:
        lines.append("Synthetic data: says how methods do in a made-up world, nothing of partners.")
    if outcome.left_out:
        names = ", ".join(outcome.left_out)
        lines.append(f"Not tried beyond {LARGEST_INVERSE:,} agencies: {names}")
    return "\n".join(lines)


def _table(group: AskerGroup, seeds: int) -> Table:
    title = f"{group.name} ties left: {group.asked:,} askers ({group.agencies:,} agencies)"
    if group.name == "all":
        title = f"all of these: {group.asked:,} askers ({group.agencies:,} agencies)"
    table = Table(title=title, title_justify="left")
    table.add_column("method", no_wrap=True)
    for name in (
        "MRR",
        "recall@10",
        "hits@10",
        "AUC",
        "blend won–lost",
        "lead",
        "p",
        f"of {seeds}",
    ):
        table.add_column(name, justify="right")
    for line in group.lines:
        means = line.means
        numbers = (means.mrr, means.recall, means.hits, means.auc)
        table.add_row(line.method, *(f"{number:.3f}" for number in numbers), *_duel(line.duel))
    return table


def _duel(duel: Duel | None) -> tuple[str, str, str, str]:
    if duel is None:
        return "", "", "", ""
    lead = f"{duel.low:+.3f} … {duel.high:+.3f}"
    return f"{duel.wins}–{duel.losses}", lead, f"{duel.p:.2g}", str(duel.seeds)


def _plain(
    protocol: Protocol, outcome: EvaluationResult, groups: Sequence[AskerGroup]
) -> dict[str, Any]:
    return {
        "protocol": asdict(protocol),
        "agencies": outcome.agencies,
        "events": outcome.events,
        "hidden": outcome.hidden,
        "synthetic": outcome.synthetic,
        "left_out": list(outcome.left_out),
        "groups": [asdict(group) for group in groups],
    }
