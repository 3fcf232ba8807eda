"""Results as tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.measuring import Result


def show(results: Sequence[Result], console: Console) -> None:
    """Prints all tables."""
    for result in results:
        _heading(result, console)
        console.print(_comparison(result))
        console.print(_planning(result))
    console.print(_growth(results))


def _heading(result: Result, console: Console) -> None:
    loaded = result.loading
    console.print(
        f"\n[bold]{result.agencies:,} agencies[/bold]: {loaded.nodes:,} nodes, "
        f"{loaded.relationships:,} relationships\n"
        f"loaded in {loaded.load_seconds:.1f} s ({loaded.rows / loaded.load_seconds:,.0f} rows a "
        f"second) · Neo4j starts cold in {loaded.cold_start_seconds:.1f} s, warm in "
        f"{loaded.warm_start_seconds:.1f} s\nmemory, MiB: "
        + " · ".join(f"{name} {size:,}" for name, size in result.asked.memory.items())
    )


def _comparison(result: Result) -> Table:
    table = _table("request", "server", "c", "req/s", "p50 ms", "p95 ms")
    for name in ("CPU ms", "Neo4j CPU ms", "÷ floor", "÷ core"):
        table.add_column(name, justify="right")
    last = ""
    for line in result.asked.lines:
        if line.operation != last:
            table.add_section()
        last = line.operation
        table.add_row(
            line.operation,
            line.server,
            str(line.clients),
            f"{line.per_second:,.0f}",
            f"{line.p50_ms:.2f}",
            f"{line.p95_ms:.2f}",
            f"{line.server_ms:.2f}",
            f"{line.engine_ms:.2f}",
            _ratio(line.to_floor),
            _ratio(line.to_core),
        )
    return table


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _planning(result: Result) -> Table:
    table = _table("statement of", "fresh, ms", "known, ms")
    for item in result.asked.planning:
        table.add_row(item.operation, f"{item.fresh_ms:.0f}", f"{item.known_ms:.1f}")
    return table


def _growth(results: Sequence[Result]) -> Table:
    table = _table("agencies in the graph", "links of the asker", "its partners", "R4 p50 ms")
    for result in results:
        table.add_section()
        for item in result.asked.growth:
            table.add_row(
                f"{result.agencies:,}",
                f"{item.links:,}",
                f"{item.partners:,}",
                f"{item.p50_ms:.1f}",
            )
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, justify="left" if column in {"request", "server"} else "right")
    return table
