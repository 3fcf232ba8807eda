"""A real server in a process of its own, a second client that is never kept waiting, and the graph."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import pytest

from graph_api.settings import Settings
from graph_api.store import Store
from graph_api.store.engine.folder import StoreFolder

PATIENCE = 1.0
"""Seconds within which the second client is answered, whatever else is going on."""
SMALL = 10_000
"""Bytes of a refusal at most."""
QUICK = 3.0
"""Seconds within which a refusal comes; the server shares its processors with Neo4j and the tests."""
BODY_SECONDS = 2

_SERVE = [sys.executable, "-c", "from graph_api.cli import main; main()", "serve"]


@dataclass(frozen=True)
class Served:
    """A running ``phakhi serve``."""

    url: str
    process: psutil.Process
    log: Path

    @property
    def port(self) -> int:
        """Its port on loopback."""
        return httpx.URL(self.url).port or 0

    def memory(self) -> int:
        """Bytes that its process has in memory."""
        return int(self.process.memory_info().rss)


@pytest.fixture(scope="session")
def served(
    udon: Store, udon_engine: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The service on the demo, which the tests' engine holds, in another process."""
    assert udon  # the seeds are loaded
    folder = StoreFolder(udon_engine.store)
    running = folder.running()
    assert running is not None
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PHAKHI_")}
    own = {
        "PHAKHI_NEO4J_URI": running.uri,
        "PHAKHI_NEO4J_PASSWORD": folder.password(),
        "PHAKHI_BODY_TIMEOUT": str(BODY_SECONDS),
        "PHAKHI_MINUTE_BUDGET": "0",
        "PHAKHI_WARM_PLANS": "no",
        "LC_ALL": "C.UTF-8",
    }
    log = tmp_path_factory.mktemp("hostile") / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [*_SERVE, "--no-seeds", "--port", "0"],
            env=kept | own,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        yield Served(_address(process, log), psutil.Process(process.pid), log)
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0


def _address(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None
    welcome = ""
    while not (found := re.search(r"http://\S+/graphql", welcome)):
        line = process.stdout.readline()
        assert line, log.read_text(encoding="utf-8")
        welcome += line
    return found.group()


@dataclass
class SecondClient:
    """Asks ``{__typename}`` again and again, on a connection of its own."""

    url: str
    slowest: float = 0.0
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    _done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Asks until it is told to stop."""
        with httpx.Client() as client:
            while not (self.answers and self._done.wait(0.05)):
                start = time.monotonic()
                answer = client.post(self.url, json={"query": "{__typename}"}, timeout=30)
                self.slowest = max(self.slowest, time.monotonic() - start)
                self.answers += 1
                if answer.json() != {"data": {"__typename": "Query"}}:
                    self.wrong.append(answer.text)

    def stop(self) -> None:
        """Asks no more."""
        self._done.set()


@pytest.fixture(autouse=True)
def second_client(served: Served) -> Iterator[SecondClient]:
    """During every test; at its end nobody was kept waiting."""
    client = SecondClient(served.url)
    thread = threading.Thread(target=client.run)
    thread.start()
    yield client
    client.stop()
    thread.join()
    assert client.wrong == []
    assert client.slowest < PATIENCE


@pytest.fixture(scope="module", autouse=True)
async def _no_harm_is_done(udon: Store, served: Served) -> AsyncIterator[None]:
    """Nothing in the graph comes, goes or changes, and the log tells of no fault of the service."""
    before = await _state(udon)
    yield
    assert await _state(udon) == before
    told = served.log.read_text(encoding="utf-8").splitlines()
    assert [line for line in told if "[error" in line] == []


async def _state(store: Store) -> tuple[int, int, int]:
    """Nodes, relationships, and a checksum over all that they hold."""
    nodes = await store.read("MATCH (n) RETURN elementId(n), labels(n), properties(n)")
    links = await store.read("MATCH ()-[r]->() RETURN elementId(r), type(r), properties(r)")
    checksum = hash(tuple(sorted(map(repr, (*nodes, *links)))))
    return len(nodes), len(links), checksum
