"""Who may read, as a portal sees it: keys, tokens and refusals over HTTP."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from graph_api.access import keyring
from graph_api.access.keys import NewKey, create_key, revoke_key
from graph_api.store import Store
from tests.access.issuers import Issuer
from tests.http.conftest import client_of

if TYPE_CHECKING:
    from graph_api.settings import Settings

_CONTACT = '{ agency(id: "agency:a") { contact } }'
_TOLD = {"data": {"agency": {"contact": "042-000001"}}}
_JSON = "application/graphql-response+json"


async def ask(client: httpx.AsyncClient, credential: str | None, query: str = _CONTACT) -> Any:
    """The status, and the answer or the code of the first error."""
    headers = {"accept": _JSON} | ({"authorization": f"Bearer {credential}"} if credential else {})
    response = await client.post("/graphql", json={"query": query}, headers=headers)
    body = response.json()
    if "errors" in body:
        assert "data" not in body
        return response.status_code, body["errors"][0]["extensions"]["code"]
    return response.status_code, body


async def test_a_key_opens_contacts_until_it_is_revoked(
    told: Store, engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made, used, revoked, refused within the time that a server remembers keys; expired ones too."""
    monkeypatch.setattr(keyring, "FRESH_SECONDS", 0.0)
    settings = engine.model_copy(update={"api_keys": True})
    kept, key = await create_key(told, NewKey.checked("portal", ["contacts"], 1))
    _, plain = await create_key(told, NewKey.checked("portal", [], 1))
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    _, old = await create_key(told, NewKey.checked("portal", ["contacts"], 1), long_ago)
    async with client_of(told, settings) as client:
        assert await ask(client, key) == (200, _TOLD)
        assert await ask(client, plain) == (403, "FORBIDDEN")
        assert await ask(client, plain, "{ __typename }") == (
            200,
            {"data": {"__typename": "Query"}},
        )
        assert await ask(client, old) == (401, "UNAUTHENTICATED")
        assert await ask(client, None) == (401, "UNAUTHENTICATED")
        await revoke_key(told, kept.id)
        assert await ask(client, key) == (401, "UNAUTHENTICATED")


async def test_a_token_opens_contacts(told: Store, with_tokens: Settings, issuer: Issuer) -> None:
    """When it lists the scope."""
    async with client_of(told, with_tokens) as client:
        assert await ask(client, issuer.token()) == (200, _TOLD)
        assert await ask(client, issuer.token(scope="openid")) == (403, "FORBIDDEN")
        assert await ask(client, issuer.token(aud="other")) == (401, "UNAUTHENTICATED")


async def test_two_readers_at_once_see_their_own(
    told: Store, with_tokens: Settings, issuer: Issuer
) -> None:
    """The same document, planned for one, is not answered to the other."""
    settings = with_tokens.model_copy(update={"anonymous": True})
    async with client_of(told, settings) as client:
        for _ in range(2):
            assert await ask(client, issuer.token()) == (200, _TOLD)
            assert await ask(client, None) == (403, "FORBIDDEN")


async def test_the_refusal_says_how_to_come_in(told: Store, engine: Settings) -> None:
    """By the header that HTTP has for it, in the reader's language."""
    settings = engine.model_copy(update={"api_keys": True})
    async with client_of(told, settings) as client:
        response = await client.post(
            "/graphql", json={"query": _CONTACT}, headers={"accept-language": "th"}
        )
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert response.json()["errors"][0]["message"].startswith("ระบบนี้ตอบเฉพาะผู้อ่านที่ยืนยันตัวตน")


@pytest.mark.parametrize(
    "headers",
    [
        [(b"authorization", b"Bearer " + b"a" * 10_240)],
        [(b"authorization", b"Bearer " + b"a" * 100_000)],
        [(b"authorization", b"Bearer a\x00b")],
        [(b"authorization", b"\x00")],
        [(b"authorization", "Bearer ก".encode())],
        [(b"authorization", b"Bearer \xff\xfe")],
        [(b"x-api-key", b"\xf0\x9f\x94\x91" * 2_560)],
        [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")],
        [(b"authorization", b"Bearer a"), (b"x-api-key", b"b")],
        [(b"x-api-key", b"a")] * 100,
        [(b"x-api-key", b"phakhi_000000000000_" + b"0" * 64)],
        [(b"authorization", b"Bearer " + b"." * 10_240)],
    ],
)
async def test_hostile_headers_are_refused(
    told: Store, with_tokens: Settings, headers: list[tuple[bytes, bytes]]
) -> None:
    """With 401 and a clear error, also where readers need not say who they are."""
    settings = with_tokens.model_copy(update={"api_keys": True, "anonymous": True})
    async with client_of(told, settings) as client:
        request = client.build_request("POST", "/graphql", json={"query": _CONTACT})
        request.headers = httpx.Headers([*request.headers.raw, *headers])
        response = await client.send(request)
    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (401, "UNAUTHENTICATED")
    assert len(response.content) < 1000
