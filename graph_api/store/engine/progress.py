"""How the engine tells a person what it is doing while it gets ready."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """What is being done; says also what the numbers of a report count."""

    DOWNLOAD = "download"
    """Fetching Neo4j's jars, in bytes."""
    START = "start"
    """Starting the database, in steps."""


class Progress(Protocol):
    """Receives reports, from any thread, often; must return quickly."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """``done`` of ``total`` units of ``stage`` are finished."""


def silent(stage: Stage, done: int, total: int) -> None:
    """A :class:`Progress` that shows nothing."""
    del stage, done, total
