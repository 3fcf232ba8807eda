"""``phakhi status``: what runs and what is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graph_api.cli.client import running_client
from graph_api.cli.speaking import FAILED, NOT_RUNNING, language, say
from graph_api.store.engine.folder import StoreFolder
from schema.registry import camel, declaration

if TYPE_CHECKING:
    from graph_api.cli.asking import Asker
    from graph_api.settings import Settings

__all__ = ["NOT_RUNNING", "tell_what_is_loaded", "tell_what_runs"]

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
        print(f"Neo4j     {settings.neo4j_uri}")  # noqa: T201 - the command's output
    elif not (folder.holds_store() and _tell_engine(folder)) and client is None:
        print(f"Nothing runs on the store {settings.store}.")  # noqa: T201
        return False
    if client is not None:
        print(f"Service   {client.service.url} (process {client.service.owner})")  # noqa: T201
    return True


def _tell_engine(folder: StoreFolder) -> bool:
    engine = folder.running()
    if engine is None:
        return False
    print(f"Store     {folder.root}")  # noqa: T201
    print(f"Neo4j     {engine.version} at {engine.uri} (process {engine.pid})")  # noqa: T201
    print(f"Owner     process {engine.owner}")  # noqa: T201
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
    print(  # noqa: T201
        f"Records   {sum(counts.values()):,} (agencies {counts['agencies']:,}, "
        f"networks {counts['networks']:,})"
    )
    for dataset in datasets:
        print(f"Dataset   {_told(dataset)}")  # noqa: T201
    return 0


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
    return f"{dataset['id']}: {name}{' (synthetic)' if dataset['synthetic'] else ''}"
