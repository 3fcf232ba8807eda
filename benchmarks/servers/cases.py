"""Requests with their statements, handed from the benchmark to its servers by a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from benchmarks.recording import Case, Statement

Key = tuple[str, str | None]
"""The name of the operation and the id that it asks for."""


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """Writes what the servers need of the cases."""
    rows = [[case.body.decode(), case.statements] for case in cases]
    path.write_bytes(orjson.dumps(rows))


def read_cases(path: Path) -> dict[Key, list[Statement]]:
    """The statements of each request."""
    rows = orjson.loads(path.read_bytes())
    return {
        key_of(orjson.loads(body)): [(text, parameters) for text, parameters in statements]
        for body, statements in rows
    }


def key_of(request: dict[str, Any]) -> Key:
    """The key of a decoded request."""
    return request["operationName"], request["variables"].get("id")
