"""``python -m benchmarks``: measures, and prints a table."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer
import uvicorn
from rich.console import Console

from benchmarks.comparing import MeasuringPlan
from benchmarks.documents import OPERATIONS
from benchmarks.measuring import Job, Result, measure
from benchmarks.report import show


def main(
    agencies: Annotated[
        list[int] | None, typer.Option(min=50, help="Size of a graph; may be given several times.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of each comparison.")] = 5,
    seconds: Annotated[float, typer.Option(min=0.1, help="Seconds of each sample.")] = 1.0,
    request: Annotated[
        list[str] | None, typer.Option(help="R1, R2, R3 or R4; may be given several times.")
    ] = None,
    heap: Annotated[str, typer.Option(help="Most Java heap of Neo4j.")] = "2g",
    json: Annotated[Path | None, typer.Option(help="File for all numbers.")] = None,
) -> None:
    """Compares the service with the floor and with graphql-core, on generated graphs."""
    console = Console(stderr=True)
    operations = [item for item in OPERATIONS if not request or item.name in request]
    plan = MeasuringPlan(rounds, seconds)

    jobs = [Job(count, heap, plan, operations) for count in agencies or [100, 5_000]]

    async def one(job: Job) -> Result:
        def tell(step: str) -> None:
            console.print(f"{job.agencies:,} agencies: {step}")

        with tempfile.TemporaryDirectory(prefix="phakhi-bench-") as folder:
            return await measure(job, Path(folder), tell)

    async def run() -> list[Result]:
        return [await one(job) for job in jobs]

    with asyncio.Runner(loop_factory=uvicorn.Config("").get_loop_factory()) as runner:
        results = runner.run(run())
    show(results, Console())
    if json is not None:
        json.write_bytes(
            orjson.dumps([asdict(result) for result in results], option=orjson.OPT_INDENT_2)
        )


if __name__ == "__main__":
    typer.run(main)
