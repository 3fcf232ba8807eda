"""What is told of the work at hand: to the measurements and, where one is set, to the tracer.

The web application names its observer when a request comes in; whatever the request leads to, such
as statements and looks into caches, is told to it. Work that nobody observes costs one look.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from opentelemetry.trace import SpanKind, StatusCode

from schema.errors import PhakhiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from opentelemetry.trace import Span, Tracer

    from graph_api.observing.metrics import Metrics

Cache = Literal["answers", "documents", "plans", "snapshots"]
"""Caches whose use is counted."""


@dataclass(frozen=True, slots=True)
class Observer:
    """Who is told.

    Attributes:
        metrics: the measurements of one application.
        tracer: makes spans, or ``None``.
    """

    metrics: Metrics
    tracer: Tracer | None = None


_CURRENT: ContextVar[Observer | None] = ContextVar("observer", default=None)


@contextmanager
def observed_by(observer: Observer) -> Iterator[None]:
    """Tells ``observer`` of what is done inside, and of tasks that are begun inside."""
    token = _CURRENT.set(observer)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def count_lookup(cache: Cache, *, hit: bool) -> None:
    """Counts a look into a cache."""
    observer = _CURRENT.get()
    if observer is not None:
        observer.metrics.count_lookup(cache, hit=hit)


def count_events(number: int) -> None:
    """Counts changes that are sent to a subscriber."""
    observer = _CURRENT.get()
    if observer is not None:
        observer.metrics.events.inc(number)


def waits() -> AbstractContextManager[object]:
    """A request that waits for its turn, for the length of the context."""
    observer = _CURRENT.get()
    return nullcontext() if observer is None else observer.metrics.waiting.track_inprogress()


def span(name: str, **attributes: str) -> AbstractContextManager[Span | None]:
    """A span around what is done inside; nothing where nobody traces.

    Args:
        name: of the span.
        attributes: by OpenTelemetry's names, with ``__`` for each dot.
    """
    observer = _CURRENT.get()
    if observer is None or observer.tracer is None:
        return nullcontext()
    return _traced(observer.tracer, name, SpanKind.INTERNAL, _dotted(attributes))


def statement(
    access: Literal["read", "write"], database: str, text: str = ""
) -> AbstractContextManager[object]:
    """Times a statement, or a transaction of several.

    Args:
        access: what it does.
        database: its name.
        text: our own fixed text; never the values.
    """
    observer = _CURRENT.get()
    return nullcontext() if observer is None else _statement(observer, access, database, text)


@contextmanager
def _statement(observer: Observer, access: str, database: str, text: str) -> Iterator[None]:
    begun = time.perf_counter()
    code = ""
    tracing = observer.tracer
    attributes = {"db.system.name": "neo4j", "db.namespace": database}
    attributes |= {"db.query.text": text} if text else {}
    span = _traced(tracing, f"neo4j {access}", SpanKind.CLIENT, attributes) if tracing else None
    observer.metrics.statements.inc()
    try:
        with span or nullcontext():
            yield
    except PhakhiError as error:
        code = error.code.value
        raise
    finally:
        observer.metrics.statements.dec()
        observer.metrics.record_statement(access, code, time.perf_counter() - begun)


@contextmanager
def _traced(
    tracer: Tracer, name: str, kind: SpanKind, attributes: dict[str, str]
) -> Iterator[Span]:
    with tracer.start_as_current_span(
        name,
        kind=kind,
        attributes=attributes,
        record_exception=False,  # its text could hold a client's values
        set_status_on_exception=False,
    ) as span:
        try:
            yield span
        except BaseException as error:
            span.set_attribute("error.type", error_type(error))
            span.set_status(StatusCode.ERROR)
            raise


def error_type(error: BaseException) -> str:
    """What kind of failure it is: our own code, or the name of Python's class."""
    return error.code.value if isinstance(error, PhakhiError) else type(error).__name__


def _dotted(attributes: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", "."): value for name, value in attributes.items()}
