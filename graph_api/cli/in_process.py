"""Operations on a store that no service runs on: what the service would do, in this process."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from graph_api.cli.display import Display
from graph_api.cli.speaking import language
from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.linkage.index_files import IndexFiles
from graph_api.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_api.cli.asking import Asker
    from graph_api.settings import Settings


async def ask_in_process(settings: Settings, work: Callable[[Asker], int]) -> int:
    """Does ``work`` with the store of the settings, in a thread beside this loop; its exit code.

    Raises:
        PhakhiError: when the store cannot be had; and what ``work`` raises.
    """
    loop = asyncio.get_running_loop()
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            context = RequestContext(
                store, settings, language(), make_services(store, IndexFiles.of(settings))
            )

            def ask(document: str, variables: dict[str, Any]) -> dict[str, Any]:
                answering = answer_on(context, document, variables)
                return asyncio.run_coroutine_threadsafe(answering, loop).result()

            return await asyncio.to_thread(work, ask)


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
