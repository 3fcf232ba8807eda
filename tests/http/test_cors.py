"""Which pages of other origins may read answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.http.conftest import client_of

if TYPE_CHECKING:
    import httpx

    from graph_api.settings import Settings
    from graph_api.store import Store

_PORTAL = "https://portal.example.org"
_POST = {"query": "{ __typename }"}


def _preflight(origin: str, method: str = "POST", headers: str = "content-type") -> dict[str, str]:
    return {
        "origin": origin,
        "access-control-request-method": method,
        "access-control-request-headers": headers,
    }


def _cors(response: httpx.Response) -> dict[str, str]:
    return {
        name.removeprefix("access-control-"): value
        for name, value in response.headers.items()
        if name.startswith("access-control-")
    }


async def test_no_page_may_read_where_none_is_named(client: httpx.AsyncClient) -> None:
    """As it is without the setting: no header allows anything."""
    preflight = await client.options("/graphql", headers=_preflight(_PORTAL))
    answer = await client.post("/graphql", json=_POST, headers={"origin": _PORTAL})
    assert (_cors(preflight), _cors(answer)) == ({}, {})


async def test_a_named_origin_may_read(udon: Store, udon_engine: Settings) -> None:
    """The preflight allows what clients send; the answer says who may read it, and vary by it."""
    settings = udon_engine.model_copy(update={"cors_origins": (_PORTAL,)})
    sent = "authorization, content-type, x-api-key, apollo-require-preflight, traceparent"
    async with client_of(udon, settings) as client:
        preflight = await client.options("/graphql", headers=_preflight(_PORTAL, headers=sent))
        answer = await client.post("/graphql", json=_POST, headers={"origin": _PORTAL})
    allowed = _cors(preflight)
    assert preflight.status_code == 200
    assert set(sent.split(", ")) <= set(allowed.pop("allow-headers").lower().split(", "))
    assert allowed == {
        "allow-origin": _PORTAL,
        "allow-methods": "GET, POST",
        "max-age": "86400",
    }
    assert _cors(answer) == {
        "allow-origin": _PORTAL,
        "expose-headers": "retry-after, server-timing, traceresponse, x-request-id",
    }
    assert "Origin" in answer.headers["vary"]
    assert "x-request-id" in preflight.headers


@pytest.mark.parametrize(
    ("origin", "method", "headers"),
    [
        ("https://evil.example.org", "POST", "content-type"),
        ("https://portal.example.org.evil.example", "POST", "content-type"),
        ("http://portal.example.org", "POST", "content-type"),
        ("null", "POST", "content-type"),
        (_PORTAL, "DELETE", "content-type"),
        (_PORTAL, "POST", "x-other"),
    ],
)
async def test_others_may_not(
    udon: Store, udon_engine: Settings, origin: str, method: str, headers: str
) -> None:
    """Another origin, method or header is refused."""
    settings = udon_engine.model_copy(update={"cors_origins": (_PORTAL,)})
    async with client_of(udon, settings) as client:
        response = await client.options("/graphql", headers=_preflight(origin, method, headers))
        answer = await client.post("/graphql", json=_POST, headers={"origin": origin})
    assert response.status_code == 400
    assert _cors(answer).get("allow-origin") == (_PORTAL if origin == _PORTAL else None)


async def test_all_origins_are_allowed_without_credentials(
    udon: Store, udon_engine: Settings
) -> None:
    """A star, and never the permission to send along what a browser keeps."""
    settings = udon_engine.model_copy(update={"cors_origins": ("*",)})
    async with client_of(udon, settings) as client:
        preflight = await client.options("/graphql", headers=_preflight("https://any.example"))
        answer = await client.post("/graphql", json=_POST, headers={"origin": "null"})
    assert _cors(preflight)["allow-origin"] == _cors(answer)["allow-origin"] == "*"
    assert "allow-credentials" not in _cors(preflight) | _cors(answer)


async def test_a_refusal_can_be_read_too(udon: Store, udon_engine: Settings) -> None:
    """A page learns what is wrong, whatever it is."""
    settings = udon_engine.model_copy(update={"cors_origins": (_PORTAL,), "api_keys": True})
    async with client_of(udon, settings) as client:
        refused = await client.post("/graphql", json=_POST, headers={"origin": _PORTAL})
        missing = await client.get("/nowhere", headers={"origin": _PORTAL})
    assert (refused.status_code, missing.status_code) == (401, 404)
    assert _cors(refused)["allow-origin"] == _cors(missing)["allow-origin"] == _PORTAL
