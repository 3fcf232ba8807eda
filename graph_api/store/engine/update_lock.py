"""Writes a lock: ``python -m graph_api.store.engine.update_lock 5.26.30 jars-5.26.lock``.

A chore for maintainers: resolves Neo4j's artifacts with jgo and sums up every jar.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from jgo.maven import MavenContext

from graph_api.store.engine.lock import Jar, Lock

if TYPE_CHECKING:
    from jgo.maven import Dependency

_PROJECTS = ("neo4j", "neo4j-bolt")


def resolve(version: str, folder: Path) -> Lock:
    """The lock of a Neo4j version; its jars are downloaded into ``folder``."""
    context = MavenContext(repo_cache=folder, timeout=60)
    wanted = [context.create_dependency(f"org.neo4j:{name}:{version}") for name in _PROJECTS]
    inputs, others = context.resolver.resolve(wanted)
    with ThreadPoolExecutor(max_workers=8) as pool:
        jars = pool.map(_sum_up, [*inputs, *others])
        return Lock(tuple(sorted(jars, key=lambda jar: jar.coordinate)))


def _sum_up(dependency: Dependency) -> Jar:
    path = Path(dependency.artifact.resolve())
    parts = [dependency.groupId, dependency.artifactId, dependency.version, dependency.classifier]
    content = path.read_bytes()
    return Jar(":".join(filter(None, parts)), hashlib.sha256(content).hexdigest(), len(content))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        Path(sys.argv[2]).write_text(resolve(sys.argv[1], Path(scratch)).text(), "ascii")
