"""The index of the graph beside the store: what a service begins with that starts on a large one.

A folder for each revision; the arrays in it are mapped into memory, so that processes share them.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import numpy as np

from graph_api.linkage.graph import PREFIXES, TYPES
from graph_api.linkage.graph_index import LINK, NODE, WORD, GraphIndex, Origin
from graph_api.linkage.reading_statements import READ_NODES
from graph_api.settings.database import Database
from schema.ids import digest

_log = logging.getLogger(__name__)

_FOLDER = "index"
_FACTS, _IDS, _VOCABULARY = "index.json", "ids.txt", "words.txt"
_ARRAYS = {"nodes": NODE, "links": LINK, "words": WORD}
_UNFINISHED = "new-"


@dataclass(frozen=True, slots=True)
class IndexFiles:
    """Where indexes are written, and read again.

    What is wrong with them is no error: the graph is read then. Nor is a disk that is full.

    Args:
        folder: theirs alone.
    """

    folder: Path

    @classmethod
    def of(cls, settings: Database) -> Self:
        """Those of a store: in its folder, and for your own Neo4j in a folder for each database."""
        own = settings.neo4j_uri is not None
        name = f"-{digest(settings.neo4j_uri, settings.neo4j_database)}" if own else ""
        return cls(settings.store / f"{_FOLDER}{name}")

    def load(self) -> GraphIndex | None:
        """The newest index that this code can read, if there is one."""
        for path in sorted(self._finished(), key=_revision, reverse=True):
            with suppress(OSError, EOFError, ValueError, KeyError, TypeError):
                return _read(path)
        return None

    def save(self, index: GraphIndex) -> GraphIndex:
        """Writes an index, before which older ones go; gives it mapped from there, if that could be done."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # What cannot be written whole goes with it; what was, has been renamed.
            with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=self.folder) as made:
                path = Path(made)
                _write(path, index)
                # A name of its own: another process may write the same revision, or map it now.
                own = path.name.removeprefix(_UNFINISHED)
                path = path.rename(self.folder / f"{index.revision}-{own}")
            mapped = replace(index, **_mapped(path))
        except OSError as error:
            _log.warning("the index of the graph was not written: %s", error.strerror)
            return index
        for other in self._finished():
            if _revision(other) < index.revision:
                shutil.rmtree(other, ignore_errors=True)
        return mapped

    def remove(self) -> None:
        """Removes all of them."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _finished(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from (
                path for path in self.folder.iterdir() if path.name.partition("-")[0].isdigit()
            )


def _revision(path: Path) -> int:
    return int(path.name.partition("-")[0])


def _write(path: Path, index: GraphIndex) -> None:
    for name in _ARRAYS:
        np.save(path / f"{name}.npy", getattr(index, name), allow_pickle=False)
    # neither ids nor words have line ends
    (path / _IDS).write_text("\n".join(index.ids), encoding="utf-8")
    (path / _VOCABULARY).write_text("\n".join(index.vocabulary), encoding="utf-8")
    facts = {
        "form": _form(),
        "revision": index.revision,
        "stamp": index.stamp,
        "origins": [asdict(origin) for origin in index.origins],
        "sizes": _sizes(index),
    }
    (path / _FACTS).write_text(json.dumps(facts), encoding="utf-8")


def _read(path: Path) -> GraphIndex:
    facts: dict[str, Any] = json.loads((path / _FACTS).read_text(encoding="utf-8"))
    if facts["form"] != _form():
        message = "it is of another version"
        raise ValueError(message)
    origins = (Origin(tuple(o["datasets"]), o["synthetic"]) for o in facts["origins"])
    index = GraphIndex(
        facts["revision"],
        facts["stamp"],
        _lines(path / _IDS),
        origins=tuple(origins),
        vocabulary=_lines(path / _VOCABULARY),
        **_mapped(path),
    )
    if _sizes(index) != facts["sizes"]:
        message = "it is not whole"
        raise ValueError(message)
    return index


def _sizes(index: GraphIndex) -> list[int]:
    parts = index.ids, index.nodes, index.links, index.vocabulary, index.words
    return [len(part) for part in parts]


def _mapped(path: Path) -> dict[str, Any]:
    return {
        name: np.load(path / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS
    }


def _lines(path: Path) -> tuple[str, ...]:
    text = path.read_text(encoding="utf-8")
    return tuple(text.split("\n")) if text else ()


def _form() -> str:
    """Changes with whatever the numbers in the arrays mean."""
    rows = (str(kind.descr) for kind in _ARRAYS.values())
    return digest(READ_NODES.text, *PREFIXES, *TYPES, version("pythainlp"), *rows)
