"""The checked-in lists of Neo4j's jars: coordinates and SHA-256 sums, no host names.

One line a jar: ``group:artifact:version[:classifier] sha256 bytes``.  Written by
``python -m graph_api.store.engine.update_lock``, never by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Literal

Release = Literal["5.26", "current"]

NEO4J = "org.neo4j:neo4j:"


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar of the lock.

    Args:
        coordinate: ``group:artifact:version`` with an optional ``:classifier``.
        sha256: the sum of its bytes, in hexadecimal.
        size: its length in bytes.
    """

    coordinate: str
    sha256: str
    size: int

    @property
    def path(self) -> PurePosixPath:
        """Where the jar lies in a folder of Maven's layout."""
        group, artifact, version, *classifier = self.coordinate.split(":")
        name = "-".join([artifact, version, *classifier]) + ".jar"
        return PurePosixPath(*group.split("."), artifact, version, name)


@dataclass(frozen=True, slots=True)
class Lock:
    """All jars of one Neo4j release, in class path order."""

    jars: tuple[Jar, ...]

    @property
    def version(self) -> str:
        """Neo4j's version, such as ``5.26.30``."""
        return next(
            jar.coordinate.removeprefix(NEO4J)
            for jar in self.jars
            if jar.coordinate.startswith(NEO4J)
        )

    @property
    def size(self) -> int:
        """Bytes of all jars together."""
        return sum(jar.size for jar in self.jars)

    def text(self) -> str:
        """The lock as it is written to its file."""
        lines = (f"{jar.coordinate} {jar.sha256} {jar.size}\n" for jar in self.jars)
        return "".join(lines)


def parse_lock(text: str) -> Lock:
    """The lock written in ``text`` (see the module's first lines for the form)."""
    rows = (line.split() for line in text.splitlines())
    return Lock(tuple(Jar(coordinate, sha256, int(size)) for coordinate, sha256, size in rows))


def read_lock(release: Release) -> Lock:
    """The checked-in lock of a release line."""
    name = f"jars-{release}.lock"
    return parse_lock(files("graph_api.store.engine").joinpath(name).read_text("ascii"))
