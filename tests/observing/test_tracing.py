"""Traces: who called us, what we did for it, and nothing where nobody traces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services
from graph_api.observing.tracing import open_tracer
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_api.settings import Settings
    from graph_api.store import Store

_TRACE = "0af7651916cd43dd8448eb211c80319c"
_PARENT = "b7ad6b7169203331"
_CALLER = {"traceparent": f"00-{_TRACE}-{_PARENT}-01", "tracestate": "vendor=value"}
_DOCUMENT = 'query Traced { agency(id: "agency:secret-office") { id } }'


async def _post(
    store: Store, settings: Settings, body: Mapping[str, Any], headers: Mapping[str, str]
) -> tuple[httpx.Response, list[ReadableSpan]]:
    """The answer to one operation, and the spans that were made for it."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("test")
    app = create_app(build_schema(), store, settings, make_services(store), tracer)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://test"
    ) as client:
        answer = await client.post("/graphql", json=body, headers=headers)
    return answer, list(exporter.get_finished_spans())


async def test_a_request_is_a_tree_of_spans(udon: Store, udon_engine: Settings) -> None:
    """HTTP below its caller, the operation below HTTP, planning and Cypher below the operation."""
    answer, spans = await _post(udon, udon_engine, {"query": _DOCUMENT}, _CALLER)
    by_name = {span.name: span for span in spans}
    # The first request of an application looks at the revision, too, which others do not wait for.
    assert sorted(span.name for span in spans) == sorted([*by_name, "neo4j read"])
    names = {span.context.span_id: span.name for span in spans}
    tree = {
        name: names.get(span.parent.span_id, f"{span.parent.span_id:016x}") if span.parent else ""
        for name, span in by_name.items()
    }
    assert tree == {
        "POST /graphql": _PARENT,
        "query": "POST /graphql",
        "plan": "query",
        "neo4j read": "query",
    }
    assert {f"{span.context.trace_id:032x}" for span in spans} == {_TRACE}
    served = by_name["POST /graphql"].context
    assert answer.headers["traceresponse"] == f"00-{_TRACE}-{served.span_id:016x}-01"


async def test_spans_say_what_was_done_and_hold_no_values(
    udon: Store, udon_engine: Settings
) -> None:
    """OpenTelemetry's names; of Cypher our own fixed text; nothing of what the client sent."""
    _, spans = await _post(udon, udon_engine, {"query": _DOCUMENT}, {})
    by_name = {span.name: span for span in spans}
    attributes = {name: dict(span.attributes or {}) for name, span in by_name.items()}
    text = str(attributes["neo4j read"].pop("db.query.text"))
    assert attributes == {
        "POST /graphql": {
            "http.request.method": "POST",
            "http.route": "/graphql",
            "http.response.status_code": 200,
            "url.path": "/graphql",
            "url.scheme": "http",
            "network.protocol.version": "1.1",
        },
        "query": {"graphql.operation.type": "query", "graphql.operation.name": "Traced"},
        "plan": {},
        "neo4j read": {"db.system.name": "neo4j", "db.namespace": "neo4j"},
    }
    assert "$p[0]" in text
    assert "secret-office" not in "".join(span.to_json() for span in spans)
    kinds = {name: span.kind for name, span in by_name.items()}
    assert (kinds["POST /graphql"], kinds["neo4j read"]) == (SpanKind.SERVER, SpanKind.CLIENT)


async def test_a_failure_shows_its_code(udon: Store, udon_engine: Settings) -> None:
    """Refused while planning: the operation and the plan have failed, by our own code."""
    document = "{ agencies(first: 5) { nodes { contact } } }"
    _, spans = await _post(udon, udon_engine, {"query": document}, {})
    failed = {
        span.name: (span.attributes or {}).get("error.type")
        for span in spans
        if span.status.status_code is StatusCode.ERROR
    }
    assert failed == {"plan": "FORBIDDEN", "query": "FORBIDDEN"}
    assert [event for span in spans for event in span.events] == []


@pytest.mark.parametrize("sent", ["", "nonsense", f"00-{'0' * 32}-{_PARENT}-01", "00-é"])
async def test_a_malformed_caller_begins_a_new_trace(
    udon: Store, udon_engine: Settings, sent: str
) -> None:
    """It is no error, and nobody's trace is continued."""
    headers = {"traceparent": sent.encode()}
    answer, spans = await _post(udon, udon_engine, {"query": _DOCUMENT}, headers)  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert [span.name for span in spans if span.parent is None] == ["POST /graphql"]


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"},
        {"OTEL_SDK_DISABLED": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"},
    ],
)
def test_nobody_traces_where_no_exporter_is_set(variables: dict[str, str]) -> None:
    """There is no tracer then, and nothing of the SDK is loaded."""
    with open_tracer(variables) as tracer:
        assert tracer is None


@pytest.mark.parametrize(
    "variables",
    [{"OTEL_TRACES_EXPORTER": "console"}, {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"}],
)
def test_an_exporter_makes_a_tracer(variables: dict[str, str]) -> None:
    """By the standard variables."""
    with open_tracer(variables) as tracer:
        assert tracer is not None


@pytest.mark.parametrize(
    ("variables", "start"),
    [
        ({"OTEL_TRACES_EXPORTER": "zipkin"}, "OTEL_TRACES_EXPORTER has a wrong value"),
        (
            {"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
            "OTEL_EXPORTER_OTLP_PROTOCOL has a wrong value",
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://me:s3cr3t@127.0.0.1:1"},
            "OTEL_EXPORTER_OTLP_ENDPOINT has a wrong value: it should be an address without",
        ),
    ],
)
def test_what_cannot_be_had_is_one_sentence(variables: dict[str, str], start: str) -> None:
    """It names the variable."""
    with pytest.raises(PhakhiError) as caught, open_tracer(variables):
        pass
    assert (caught.value.code.value, caught.value.en.startswith(start)) == ("BAD_SETTING", True)


def test_without_the_extra_the_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rather than silently no traces."""
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.sdk.resources", None)
    with pytest.raises(PhakhiError) as caught, open_tracer({"OTEL_TRACES_EXPORTER": "otlp"}):
        pass
    assert "install phakhi[tracing]" in caught.value.en


def test_a_malformed_header_is_not_shown(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may hold a key, and the library would log it."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "s3cr3t")
    with open_tracer({"OTEL_TRACES_EXPORTER": "otlp"}):
        pass
    assert "s3cr3t" not in caplog.text
    assert "OTEL_EXPORTER_OTLP_HEADERS is malformed and left out" in caplog.text
