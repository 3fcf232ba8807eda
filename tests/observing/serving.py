"""A real ``phakhi serve`` on the tests' own Neo4j, with its log in a file."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_api.store.engine.folder import StoreFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_api.settings import Settings

PHAKHI = [sys.executable, "-c", "from graph_api.cli import main; main()"]


@dataclass(frozen=True)
class Served:
    """A running service.

    Attributes:
        url: of its root.
        password: that it has for Neo4j.
    """

    process: subprocess.Popen[str]
    url: str
    password: str
    log: Path

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rpartition(":")[2])

    def stop(self) -> str:
        """Ends it, cleanly; its whole log."""
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0
        return self.log.read_text(encoding="utf-8")


def environment(engine: Settings, **variables: str) -> dict[str, str]:
    """What a command sees: the tests' own Neo4j, and no settings of the developer."""
    folder = StoreFolder(engine.store)
    running = folder.running()
    assert running is not None
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PHAKHI_", "OTEL_"))
    }
    neo4j = {"PHAKHI_NEO4J_URI": running.uri, "PHAKHI_NEO4J_PASSWORD": folder.password()}
    quick = {"LC_ALL": "C.UTF-8", "PHAKHI_WARM_PLANS": "no"}
    return kept | neo4j | quick | variables


@contextmanager
def served(engine: Settings, folder: Path, **variables: str) -> Iterator[Served]:
    """The service, for the length of the context; killed at its end where it still runs."""
    seen = environment(engine, **variables)
    log = folder / "log"
    with log.open("w", encoding="utf-8") as stderr:
        process = subprocess.Popen(
            [*PHAKHI, "serve", "--port", "0", "--no-seeds"],
            env=seen,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    assert process.stdout is not None
    try:
        welcome = ""
        while not welcome.endswith("\"}'\n") and (line := process.stdout.readline()):
            welcome += line
        found = re.search(r"(http://\S+)/graphql", welcome)
        assert found, log.read_text(encoding="utf-8")
        yield Served(process, found[1], seen["PHAKHI_NEO4J_PASSWORD"], log)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
