"""``phakhi query`` and what it shares with ``ask``: one operation, in this process, on the store that a server may be using."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from graph_api.cli.display import Display
from graph_api.cli.running import FAILED, language
from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.store import open_store
from graph_api.store.engine.folder import StoreFolder
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings


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


def parse_variables(pairs: list[str]) -> dict[str, Any]:
    """Variables from ``name=value`` pairs; a value is JSON where it can be, else text.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, when a pair has no ``=``.
    """
    variables: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"--var {pair} should be of the form name=value.",
                f"--var {pair} ควรอยู่ในรูป ชื่อ=ค่า",
            )
        try:
            variables[name] = json.loads(value)
        except ValueError:
            variables[name] = value
    return variables


async def ask(settings: Settings, document: str, variables: dict[str, Any]) -> int:
    """Prints the answer as JSON; 1 when it has errors, else 0.

    Raises:
        PhakhiError: when the store cannot be had; ``NOT_FOUND`` where there is none.
    """
    answer = await answer_from(settings, document, variables)
    print(json.dumps(answer, ensure_ascii=False, indent=2))  # noqa: T201 - the command's output
    return FAILED if "errors" in answer else 0


async def answer_from(
    settings: Settings, document: str, variables: dict[str, Any]
) -> dict[str, Any]:
    """The answer, ``data`` and where there are any ``errors``, from the store of the settings.

    Raises:
        PhakhiError: when the store cannot be had; ``NOT_FOUND`` where there is none.
    """
    require_store(settings)
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            context = RequestContext(store, settings, language(), make_services(store))
            return await answer_on(context, document, variables)


def require_store(settings: Settings) -> None:
    """Asking makes no store: an empty one would give answers that are plausible and wrong.

    Raises:
        PhakhiError: ``NOT_FOUND``, where there is none.
    """
    if settings.neo4j_uri is None and not StoreFolder(settings.store).data.exists():
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"There is no store at {settings.store}: start `phakhi serve`, or name another with "
            "--store.",
            f"ไม่มีคลังข้อมูลที่ {settings.store} ให้เริ่มด้วย `phakhi serve` หรือระบุที่อื่นด้วย --store",
        )


async def answer_on(
    context: RequestContext, document: str, variables: dict[str, Any]
) -> dict[str, Any]:
    """The answer on an open store; what fails is among the ``errors``, in the context's language."""
    result = await build_schema().execute(
        document, variable_values=variables, context_value=context
    )
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [formatted(error, context.language) for error in result.errors]
    return answer
