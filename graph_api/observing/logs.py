"""The log on standard error: one line a message, for people or as JSON, and no secrets.

What clients send is never logged: no documents, no variables, no headers. Libraries tell more than
that at their lower levels (the driver its parameters, the web server its frames), so theirs begin
at warnings whatever is set. Of an exception the log has its kind and where it came from, not its
text, which may hold a value.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING, Any

import orjson
import structlog
from structlog.contextvars import merge_contextvars
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name

from graph_api.observing.observer import error_type
from schema.errors import PhakhiError

if TYPE_CHECKING:
    import asyncio

    from structlog.typing import EventDict, ExcInfo, Processor

    from graph_api.settings import Settings

OURS = ("graph_api", "loaders", "schema", "seeds")
"""Loggers that ``PHAKHI_LOG_LEVEL`` sets; libraries say what went wrong, at most."""

_MULTILINE = "exception"

_log = logging.getLogger(__name__)


def set_up_logs(settings: Settings) -> None:
    """Sends everything that is logged to standard error, in the form that is set."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings, colors=sys.stderr.isatty()))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    level = getattr(logging, settings.log_level.upper())
    root.setLevel(max(level, logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    # The store translates the driver's warnings into errors of its own.
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    logging.getLogger("strawberry.execution").addFilter(_without_document)


def log_lost_failures(loop: asyncio.AbstractEventLoop) -> None:
    """Logs failures of tasks that nobody awaits, without the text of the exception."""

    def handle(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        _log.error("%s", context["message"].partition(":")[0], exc_info=error)

    loop.set_exception_handler(handle)


def _formatter(settings: Settings, *, colors: bool) -> ProcessorFormatter:
    as_json = settings.log_format == "json"
    shared: list[Processor] = [
        merge_contextvars,
        add_log_level,
        ExtraAdder(),
        structlog.processors.ExceptionRenderer(_where),
        structlog.processors.TimeStamper("iso" if as_json else "%H:%M:%S", utc=as_json),
        _printable,
    ]
    if as_json:
        shared.insert(1, add_logger_name)
    render: Processor = (
        structlog.processors.JSONRenderer(_dumps)
        if as_json
        else structlog.dev.ConsoleRenderer(
            pad_event_to=0,
            colors=colors,
            sort_keys=False,
            exception_formatter=structlog.dev.plain_traceback,
        )
    )
    return ProcessorFormatter(
        foreign_pre_chain=shared, processors=[ProcessorFormatter.remove_processors_meta, render]
    )


def _dumps(event: EventDict, **_options: object) -> str:
    return orjson.dumps(event, default=str).decode()


def _where(exc_info: ExcInfo) -> str:
    """The kinds of an exception and its causes, each with the lines that it came through."""
    parts = []
    error: BaseException | None = exc_info[1]
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        parts.append("".join(traceback.format_tb(error.__traceback__)) + error_type(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nafter\n\n".join(parts)


def _printable(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Escapes what could break a line, or colour a terminal."""
    for name, value in event.items():
        if isinstance(value, str) and name != _MULTILINE and not value.isprintable():
            event[name] = ascii(value)[1:-1]
    return event


def _without_document(record: logging.LogRecord) -> bool:
    """Strawberry's lines show the document; ours say that it failed, and where in our code."""
    error = record.exc_info[1] if record.exc_info else None
    record.msg = "an operation failed unexpectedly"
    return error is not None and not isinstance(error, PhakhiError)
