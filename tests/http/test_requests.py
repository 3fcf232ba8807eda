"""What every request gets: an id, a line in the log, and headers that protect its reader."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from graph_api.http.observed import Observed
from graph_api.observing.metrics import Metrics
from graph_api.observing.observer import Observer
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_NAMED = {"query": 'query Named { agency(id: "agency:culture-office") { id } }'}


async def test_a_request_id_is_taken_over(client: httpx.AsyncClient) -> None:
    """The client's own comes back, whatever the answer is."""
    for path in ("/graphql?query={__typename}", "/healthz", "/readyz", "/metrics", "/nowhere"):
        response = await client.get(path, headers={"x-request-id": "abc-123.x:y_Z"})
        assert response.headers.get_list("x-request-id") == ["abc-123.x:y_Z"], path


@pytest.mark.parametrize("sent", ["", "a" * 65, "a b", "a\tb", "<script>", "ก".encode(), "a;b"])
async def test_another_request_id_is_made(client: httpx.AsyncClient, sent: str | bytes) -> None:
    """Where the client sends none that is short and safe; each request gets one of its own."""
    made = {
        (await client.get("/healthz", headers={"x-request-id": sent})).headers["x-request-id"]
        for _ in range(2)
    }
    assert len(made) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", ident) for ident in made)


async def test_a_request_is_one_line_in_the_log(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    """What was asked, how it went and how long it took; no query string, no document."""
    caplog.set_level(logging.INFO, "graph_api.http.observed")
    response = await client.post("/graphql?secret=1", json=_NAMED)
    [line] = [vars(record) for record in caplog.records if record.name.endswith("observed")]
    assert line["ms"] > 0
    assert {name: line[name] for name in ("msg", *_LINE)} == {
        "msg": "request",
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "operation": "Named",
        "outcome": "ok",
        "client": "address:127.0.0.1",
        "bytes": len(response.content),
    }


_LINE = ("method", "path", "status", "operation", "outcome", "client", "bytes")


async def test_a_path_cannot_break_the_line(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged as it may stand in an address, and cut."""
    caplog.set_level(logging.INFO, "graph_api.http.observed")
    await client.get("/a%0Ab%1B[31m" + "c" * 300)
    [line] = [vars(record) for record in caplog.records if record.name.endswith("observed")]
    assert line["path"] == ("/a%0Ab%1B%5B31m" + "c" * 300)[:200]


async def test_answers_are_data_and_nothing_else(client: httpx.AsyncClient) -> None:
    """No browser guesses a type, shows them in a frame, or runs anything in them."""
    answer = await client.post("/graphql", json=_NAMED)
    assert {name: answer.headers[name] for name in _PROTECTION} == {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    }


_PROTECTION = (
    "x-content-type-options",
    "referrer-policy",
    "x-frame-options",
    "content-security-policy",
)


async def test_what_nobody_foresaw_is_an_answer_with_an_id(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """In GraphQL's form, without a word of what failed; the log has its trace."""

    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        secret = "secret"
        raise KeyError(secret)

    app = Observed(broken, Observer(Metrics()))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://test"
    ) as client:
        answer = await client.post("/graphql", headers={"x-request-id": "mine"})
    body: dict[str, Any] = answer.json()
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "mine")
    assert [error["extensions"]["code"] for error in body["errors"]] == ["INTERNAL"]
    assert "secret" not in answer.text
    [failure] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert failure.exc_info is not None
    assert isinstance(failure.exc_info[1], PhakhiError)
    assert isinstance(failure.exc_info[1].__cause__, KeyError)
    assert body["errors"][0]["extensions"]["errorId"] in failure.getMessage()
