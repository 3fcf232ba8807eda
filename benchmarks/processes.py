"""Server processes, and what processes take of processor and memory."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

_REPOSITORY = Path(__file__).parent.parent
_MB = 2**20


@dataclass(frozen=True)
class ServerProcess:
    """A server that runs.

    Attributes:
        name: ``phakhi``, ``floor`` or ``core``.
        port: on loopback.
        pid: its process.
    """

    name: str
    port: int
    pid: int


@asynccontextmanager
async def run_server(name: str, store: Path, cases: Path) -> AsyncIterator[ServerProcess]:
    """One of the servers of ``benchmarks.servers`` in a process of its own.

    Raises:
        RuntimeError: when it ends before it listens.
    """
    arguments = ("-m", "benchmarks.servers", name, "--store", str(store), "--cases", str(cases))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, cwd=_REPOSITORY
    )
    try:
        assert process.stdout is not None
        line = await process.stdout.readline()
        if not line:
            message = f"the server {name} did not start"
            raise RuntimeError(message)
        yield ServerProcess(name, int(line), process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def cpu_seconds(pid: int) -> float:
    """Seconds of processor that a process has taken so far."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def megabytes(pid: int) -> int:
    """Memory that a process holds now (resident set), in MiB."""
    return int(psutil.Process(pid).memory_info().rss // _MB)
