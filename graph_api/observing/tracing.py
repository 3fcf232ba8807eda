"""Traces, by OpenTelemetry: set by its own ``OTEL_…`` variables, and nothing where none is set.

https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from opentelemetry.context import Context
from opentelemetry.trace import INVALID_SPAN_CONTEXT, SpanContext, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from graph_api.settings.values import holds_user
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Tracer

_EXPORTER = "OTEL_TRACES_EXPORTER"
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_HEADERS = ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_OUR_PROTOCOL = "http/protobuf"
_PROPAGATOR = TraceContextTextMapPropagator()


@dataclass(frozen=True, slots=True)
class Caller:
    """The trace that a request belongs to, by the headers that its client sent.

    Attributes:
        context: the parent of our own spans.
        trace_id: 32 hexadecimal digits, or ``""`` where no trace was named.
    """

    context: Context | None = None
    trace_id: str = ""


NOBODY = Caller()
"""A client that names no trace."""


def caller_of(traceparent: str, tracestate: str) -> Caller:
    """The trace that these headers name; a malformed one names none."""
    carrier = {"traceparent": traceparent, "tracestate": tracestate}
    context = _PROPAGATOR.extract(carrier, Context())
    span = get_current_span(context).get_span_context()
    if span is INVALID_SPAN_CONTEXT or not span.is_valid:
        return NOBODY
    return Caller(context, f"{span.trace_id:032x}")


def trace_header(span: SpanContext) -> str:
    """The value of ``traceresponse``, as that of ``traceparent``."""
    return f"00-{span.trace_id:032x}-{span.span_id:016x}-{span.trace_flags:02x}"


@contextmanager
def open_tracer(environment: Mapping[str, str] = os.environ) -> Iterator[Tracer | None]:
    """The tracer that the variables ask for, or ``None``; at the end the last spans are sent.

    Raises:
        PhakhiError: ``BAD_SETTING``, where they ask for what is not there.
    """
    wanted = _wanted(environment)
    if wanted is None:
        yield None
        return
    provider = _provider(wanted)
    try:
        yield provider.get_tracer("phakhi", version("phakhi"))
    finally:
        provider.shutdown()


def _wanted(environment: Mapping[str, str]) -> str | None:
    """The exporter asked for: ``otlp``, ``console``, or ``None``."""
    if environment.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return None
    named = environment.get(_EXPORTER, "").strip().lower()
    wanted = named or ("otlp" if any(environment.get(name) for name in _ENDPOINTS) else "none")
    if wanted == "none":
        return None
    if wanted not in ("otlp", "console"):
        raise _bad(_EXPORTER, "otlp, console or none")
    for name in _PROTOCOLS:
        if wanted == "otlp" and environment.get(name, _OUR_PROTOCOL) != _OUR_PROTOCOL:
            raise _bad(name, _OUR_PROTOCOL)
    for name in _ENDPOINTS:
        if holds_user(environment.get(name, "")):
            raise _bad(name, f"an address without user and password; send them by {_HEADERS[1]}")
    return wanted


def _provider(wanted: str) -> TracerProvider:
    try:
        from opentelemetry.sdk.resources import OTELResourceDetector, Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - an extra
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

        exporter = _exporter(wanted)
    except ImportError:
        raise _not_installed() from None
    ours = {"service.name": "phakhi", "service.version": version("phakhi")}
    resource = Resource.create().merge(Resource(ours)).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def _exporter(wanted: str) -> SpanExporter:
    if wanted == "console":
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter  # noqa: PLC0415 - an extra

        return ConsoleSpanExporter(out=sys.stderr)
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - likewise
        OTLPSpanExporter,
    )

    logging.getLogger("opentelemetry.util.re").addFilter(_without_header)
    return OTLPSpanExporter()


def _without_header(record: logging.LogRecord) -> bool:
    """The library would show a header that it cannot read, which may hold a key."""
    record.msg, record.args = f"a header of {' or '.join(_HEADERS)} is malformed and left out", ()
    return True


def _bad(name: str, choices: str) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"{name} has a wrong value: it should be {choices}.",
        f"ค่าของ {name} ไม่ถูกต้อง: ควรเป็น {choices}",
    )


def _not_installed() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"Traces are asked for by {_EXPORTER} or {_ENDPOINTS[1]}, but what sends them is not "
        "installed: install phakhi[tracing], or unset the variable.",
        f"{_EXPORTER} หรือ {_ENDPOINTS[1]} สั่งให้ส่งเทรซ แต่ยังไม่ได้ติดตั้งส่วนที่ใช้ส่ง โปรดติดตั้ง "
        "phakhi[tracing] หรือยกเลิกตัวแปรนั้น",
    )
