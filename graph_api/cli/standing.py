"""``phakhi status``: what runs and what is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graph_api.cli.client import running_client
from graph_api.cli.speaking import FAILED, NOT_RUNNING, columns, language, said, say
from graph_api.store.engine.folder import StoreFolder
from schema.registry import camel, declaration

if TYPE_CHECKING:
    from graph_api.cli.asking import Asker
    from graph_api.settings import Settings

__all__ = ["NOT_RUNNING", "tell_what_is_loaded", "tell_what_runs"]

_WORD = 10
"""Columns of the word before each line."""

_AT_ONCE = 8
_DATASETS = "meta { datasets { id nameTh nameEn synthetic } }"


def tell_what_runs(settings: Settings) -> bool:
    """Says what runs, and starts nothing; whether anything does that can be asked.

    Raises:
        PhakhiError: ``STORE_SETUP_FAILED``, when there can be no store where it should be.
    """
    folder = StoreFolder(settings.store)
    client = running_client(settings)
    if settings.neo4j_uri is not None:
        _tell("Neo4j", "Neo4j", settings.neo4j_uri)
    elif not (folder.holds_store() and _tell_engine(folder)) and client is None:
        print(  # noqa: T201 - the command's output
            said(
                f"Nothing runs on the store {settings.store}.",
                f"ไม่มีอะไรทำงานบนคลังข้อมูล {settings.store}",
            )
        )
        return False
    if client is not None:
        _tell("Service", "บริการ", f"{client.service.url} ({_process(client.service.owner)})")
    return True


def _tell_engine(folder: StoreFolder) -> bool:
    engine = folder.running()
    if engine is None:
        return False
    at = said("at", "ที่")
    _tell("Store", "คลังข้อมูล", folder.root)
    _tell("Neo4j", "Neo4j", f"{engine.version} {at} {engine.uri} ({_process(engine.pid)})")
    _tell("Owner", "เจ้าของ", _process(engine.owner))
    return True


def tell_what_is_loaded(ask: Asker) -> int:
    """Says how many records there are, and which datasets; the exit code.

    Raises:
        PhakhiError: what ``ask`` raises.
    """
    data: dict[str, Any] = {}
    for document in _documents():
        answer = ask(document, {})
        for error in answer.get("errors", []):
            say(f"phakhi: {error['message']}")
        if "errors" in answer:
            return FAILED
        data |= answer["data"]
    datasets = data.pop("meta")["datasets"]
    counts = {name: page["totalCount"] for name, page in data.items()}
    every, agencies, networks = sum(counts.values()), counts["agencies"], counts["networks"]
    which = said(
        f"(agencies {agencies:,}, networks {networks:,})",
        f"(หน่วยงาน {agencies:,} เครือข่าย {networks:,})",
    )
    _tell("Records", "ระเบียน", f"{every:,} {which}")
    for dataset in datasets:
        _tell("Dataset", "ชุดข้อมูล", _told(dataset))
    return 0


def _tell(english: str, thai: str, what: object) -> None:
    """A line: what it is about, and what there is."""
    word = said(english, thai)
    print(f"{word}{' ' * (_WORD - columns(word))}{what}")  # noqa: T201 - the command's output


def _process(number: int) -> str:
    return f"{said('process', 'โพรเซส')} {number}"


def _documents() -> Iterator[str]:
    """How many of every kind there are, a few kinds at a time: an operation has its limits."""
    names = [camel(name) for kind in declaration().kinds.values() if (name := kind.connection)]
    yield f"{{ {_DATASETS} }}"
    for at in range(0, len(names), _AT_ONCE):
        counted = " ".join(f"{name} {{ totalCount }}" for name in names[at : at + _AT_ONCE])
        yield f"{{ {counted} }}"


def _told(dataset: dict[str, Any]) -> str:
    names = (dataset["nameTh"], dataset["nameEn"])
    name = next(filter(None, names if language() == "th" else reversed(names)))
    synthetic = said(" (synthetic)", " (ข้อมูลสังเคราะห์)")
    return f"{dataset['id']}: {name}{synthetic if dataset['synthetic'] else ''}"
