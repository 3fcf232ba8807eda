"""What ``query`` and ``ask`` share: operations for the service that runs, or for the store itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from graph_api.cli.client import NotForUsError, running_client
from graph_api.cli.speaking import FAILED, fail
from graph_api.store.engine.folder import StoreFolder
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings

Asker = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Answers a document with variables: ``data`` and, where there are any, ``errors``."""


def read_document(path: Path) -> str:
    """The document in a file, or on standard input for ``-``.

    Raises:
        PhakhiError: ``NOT_FOUND`` or ``BAD_TEXT``.
    """
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return content.decode("utf-8")
    except OSError as error:
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"{path} cannot be read ({error.strerror}).",
            f"อ่าน {path} ไม่ได้ ({error.strerror})",
        ) from None
    except UnicodeDecodeError:
        raise PhakhiError(
            ErrorCode.BAD_TEXT, f"{path} is not UTF-8.", f"{path} ไม่ใช่ UTF-8"
        ) from None


def parse_pairs(pairs: list[str]) -> dict[str, str]:
    """Texts by name from ``name=value`` pairs.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, when a pair has no ``=``.
    """
    texts: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"--var {pair} should be of the form name=value.",
                f"--var {pair} ควรอยู่ในรูป ชื่อ=ค่า",
            )
        texts[name] = value
    return texts


def parse_value(text: str) -> Any:  # noqa: ANN401 - whatever JSON can be
    """A variable's value: JSON where it can be, else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def parse_variables(pairs: list[str]) -> dict[str, Any]:
    """Variables from ``name=value`` pairs; a value is JSON where it can be, else text.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, when a pair has no ``=``.
    """
    return {name: parse_value(text) for name, text in parse_pairs(pairs).items()}


def query(ask: Asker, document: str, variables: dict[str, Any]) -> int:
    """Prints the answer as JSON; 1 when it has errors, else 0.

    Raises:
        PhakhiError: what ``ask`` raises.
    """
    return print_json(ask(document, variables))


def print_json(answer: dict[str, Any]) -> int:
    """Prints an answer as it is; 1 when it has errors, else 0."""
    print(json.dumps(answer, ensure_ascii=False, indent=2))  # noqa: T201 - the command's output
    return FAILED if "errors" in answer else 0


def run_asking(settings: Settings, work: Callable[[Asker], int]) -> None:
    """Does ``work`` with the service that runs on the store, or else with the store itself.

    Raises:
        typer.Exit: always, when its exit code is not 0, or something fails.
    """
    try:
        client = running_client(settings)
        code = None if client is None else work(client)
    except NotForUsError:
        code = None
    except PhakhiError as error:
        fail(error)
    if code is None:
        _run_in_process(settings, work)
    elif code:
        raise typer.Exit(code)


def _run_in_process(settings: Settings, work: Callable[[Asker], int]) -> None:
    try:
        require_store(settings)
    except PhakhiError as error:
        fail(error)
    from graph_api.cli.in_process import ask_in_process  # noqa: PLC0415 - all of the service
    from graph_api.cli.running import run  # noqa: PLC0415 - likewise

    run(lambda _: ask_in_process(settings, work))


def require_store(settings: Settings) -> None:
    """Asking makes no store: an empty one would give answers that are plausible and wrong.

    Raises:
        PhakhiError: ``NOT_FOUND``, where there is none; ``STORE_SETUP_FAILED``, where none can be.
    """
    if settings.neo4j_uri is None and not StoreFolder(settings.store).holds_store():
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"There is no store at {settings.store}: start `phakhi serve`, or name another with "
            "--store.",
            f"ไม่มีคลังข้อมูลที่ {settings.store} ให้เริ่มด้วย `phakhi serve` หรือระบุที่อื่นด้วย --store",
        )
