"""``python -m benchmarks.loading``: loads of many rows, beside the driver's own UNWIND of the same.

Into an embedded Neo4j of its own, with all constraints and indexes. The driver writes the same
nodes and relationships with the same properties in batches, without a check, a comparison or a log.
"""

from __future__ import annotations

import asyncio
import csv
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import orjson
import typer
from rich.console import Console
from rich.table import Table

from graph_api.settings import Settings, default_cache
from graph_api.store import Store, open_store
from graph_api.store.migrate import migrate
from loaders import load_folder
from loaders.get import get
from loaders.records import DatasetRows
from loaders.transform import transform
from loaders.upsert import in_batches
from loaders.worksheet.loading import load_worksheet, prepare
from schema.cypher import Writer
from seeds import SEED_FOLDERS

T = TypeVar("T")

_INFO = """id = "dataset:many"
name_th = "จำนวนมาก"
synthetic = true
version = "1"
licence = "CC0-1.0"
precedence = 1
"""
_MB = 1024
_NODES = "UNWIND $rows AS row MERGE (n:Record {id: row.id}) SET n:$(row.kind), n += row.values"
_LINKS = (
    "UNWIND $rows AS row MATCH (a:Record {id: row.source}) MATCH (b:Record {id: row.target}) "
    "CREATE (a)-[r:$(row.type) {id: row.id}]->(b) SET r += row.values"
)
_CLEAR = (
    "MATCH (n) WHERE NOT n:Meta OR n.id <> 'schema' "
    "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
)


@dataclass(frozen=True)
class LoadMeasurement:
    """How fast rows went in.

    Attributes:
        way: how.
        rows: how many rows of files.
        seconds: how long it took.
        peak: most memory of this process so far, in MB.
    """

    way: str
    rows: int
    seconds: float
    peak: float

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


def write_folder(folder: Path, rows: int) -> Path:
    """A dataset of so many rows: a quarter agencies, a quarter problems, and who raises which."""
    folder.mkdir()
    (folder / "dataset.toml").write_text(_INFO, encoding="utf-8")
    quarter = max(1, rows // 4)
    _csv(
        folder / "agencies.csv",
        [("id", "name_th"), *((f"agency:{at}", f"โรงเรียนบ้านโนน {at}") for at in range(quarter))],
    )
    _csv(
        folder / "problems.csv",
        [("id", "name_th"), *((f"problem:{at}", f"ปัญหาหนี้สินข้อที่ {at}") for at in range(quarter))],
    )
    ends = ((at % quarter, (at * 7 + at // quarter) % quarter) for at in range(rows - 2 * quarter))
    _csv(
        folder / "raises.csv",
        [("from", "to"), *((f"agency:{one}", f"problem:{other}") for one, other in ends)],
    )
    return folder


def write_worksheet(path: Path, rows: int) -> Path:
    """A worksheet of so many rows, in which agencies and districts come again and again."""
    lines: Iterator[tuple[str, ...]] = (
        (f"โรงเรียนบ้านโนน {at // 4}", f"ปัญหาหนี้สินข้อที่ {at // 2}", "เมืองอุดรธานี") for at in range(rows)
    )
    _csv(path, [("หน่วยงาน", "ปัญหาที่อยากแก้", "อำเภอ"), *lines])
    return path


def _csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


async def by_driver(store: Store, dataset: DatasetRows) -> None:
    """The rows as a program of one's own would write them."""
    nodes = [
        {"id": row.id, "kind": row.kind, "values": {**row.values, "datasets": [dataset.id]}}
        for row in dataset.nodes
    ]
    links = [
        {
            "id": row.id,
            "type": row.type,
            "source": row.source,
            "target": row.target,
            "values": {**row.values, "datasets": [dataset.id]},
        }
        for row in dataset.links
    ]
    for text, rows in ((_NODES, nodes), (_LINKS, links)):
        for batch in in_batches(rows):

            async def work(tx: Writer, text: str = text, batch: object = batch) -> None:
                await tx.run(text, {"rows": batch})

            await store.write(work)


async def measured(way: str, rows: int, work: Callable[[], Awaitable[object]]) -> LoadMeasurement:
    """Does it once."""
    start = time.perf_counter()
    await work()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    return LoadMeasurement(way, rows, seconds, peak)


async def compare(folder: Path, rows: int, heap: str) -> list[LoadMeasurement]:
    """All ways, one after the other, each into an empty graph of the same engine."""
    many, sheet = write_folder(folder / "many", rows), write_worksheet(folder / "sheet.csv", rows)
    settings = Settings.load(store=folder / "store", heap=heap, cache=default_cache(), _env_file=())
    async with open_store(settings, attach=False) as store:
        await migrate(store)
        await by_driver(store, transform(get(write_folder(folder / "few", 400))))  # plans, warm-up
        await store.run_schema(_CLEAR)
        checked = transform(get(many))
        results = [await measured("driver", rows, lambda: by_driver(store, checked))]
        await store.run_schema(_CLEAR)
        results.append(await measured("folder", rows, lambda: load_folder(store, many)))
        results.append(await measured("folder, again", rows, lambda: load_folder(store, many)))
        await store.run_schema(_CLEAR)
        for seed in SEED_FOLDERS[:2]:
            await load_folder(store, seed)
        results.append(await measured("worksheet", rows, lambda: _sheet(store, sheet)))
    return results


async def _sheet(store: Store, path: Path) -> None:
    await load_worksheet(store, await prepare(store, path))


def main(
    rows: Annotated[int, typer.Option(min=400, help="Rows of files.")] = 100_000,
    heap: Annotated[str, typer.Option(help="Most Java heap of Neo4j.")] = "2g",
    json: Annotated[Path | None, typer.Option(help="File for all numbers.")] = None,
) -> None:
    """Compares loads with the driver's own UNWIND of the same rows."""
    with tempfile.TemporaryDirectory(prefix="phakhi-bench-") as folder:
        results = asyncio.run(compare(Path(folder), rows, heap))
    table = Table("way", "rows", "seconds", "rows/s", "÷ driver", "peak MB")
    for item in results:
        share = item.rate / results[0].rate
        table.add_row(
            item.way, f"{item.rows:,}", f"{item.seconds:.1f}", f"{item.rate:,.0f}", f"{share:.2f}",
            f"{item.peak:,.0f}",
        )  # fmt: skip
    Console().print(table)
    if json is not None:
        json.write_bytes(
            orjson.dumps([asdict(item) for item in results], option=orjson.OPT_INDENT_2)
        )


if __name__ == "__main__":
    typer.run(main)
