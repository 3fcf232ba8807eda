"""The issuer's keys: read when needed, kept while it is away, asked for seldom."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from graph_api.access import signers as module
from graph_api.access.tokens import Tokens
from graph_api.access.trust import trust_of
from schema.errors import ErrorCode, PhakhiError
from tests.access.issuers import Issuer, KeyServer, jwks_of, rsa_issuer, serving

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings


@pytest.fixture
def server(issuer: Issuer) -> Iterator[KeyServer]:
    """A server of the issuer's keys on loopback."""
    with serving(issuer.jwks()) as server:
        yield server


@pytest.fixture
def tokens(with_tokens: Settings, server: KeyServer) -> Tokens:
    """What checks tokens by the keys of ``server``."""
    trust = trust_of(with_tokens.model_copy(update={"jwt_jwks": server.url}))
    assert trust is not None
    return Tokens(trust)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys may be asked for again at once."""
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.0)


async def code(tokens: Tokens, token: str) -> ErrorCode:
    """The code that a token is refused with."""
    with pytest.raises(PhakhiError) as caught:
        await tokens.read(token)
    assert caught.value.retryable is (caught.value.code is ErrorCode.SERVICE_UNAVAILABLE)
    return caught.value.code


async def test_keys_are_asked_for_once(tokens: Tokens, issuer: Issuer, server: KeyServer) -> None:
    """By all who wait at once, and by those who come later."""
    server.delay = 0.1
    bearers = await asyncio.gather(*(tokens.read(issuer.token()) for _ in range(10)))
    assert len(set(bearers)) == 1
    assert await tokens.read(issuer.token()) == bearers[0]
    assert server.asked == 1


async def test_unknown_keys_are_asked_for_seldom(
    tokens: Tokens, issuer: Issuer, server: KeyServer
) -> None:
    """A flood of made-up ids costs the issuer one request."""
    for number in range(50):
        made_up = issuer.token({"kid": f"made-up-{number}"})
        assert await code(tokens, made_up) is ErrorCode.UNAUTHENTICATED
    assert server.asked == 1


@pytest.mark.usefixtures("impatient")
async def test_a_new_key_is_found(tokens: Tokens, issuer: Issuer, server: KeyServer) -> None:
    """The issuer signs with another key: it is asked for when the first token names it."""
    new = rsa_issuer("two")
    await tokens.read(issuer.token())
    assert await code(tokens, new.token()) is ErrorCode.UNAUTHENTICATED
    server.body = jwks_of(issuer, new)
    assert (await tokens.read(new.token())).scopes == {"contacts"}
    server.body = new.jwks()
    assert await tokens.read(new.token()) == await tokens.read(issuer.token())
    assert server.asked == 3


@pytest.mark.usefixtures("impatient")
async def test_a_withdrawn_key_counts_no_more(
    tokens: Tokens, issuer: Issuer, server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the keys have been read again, which no request waits for."""
    await tokens.read(issuer.token())
    server.body = rsa_issuer("two").jwks()
    monkeypatch.setattr(module, "FRESH_SECONDS", 0.0)
    server.delay = 0.1
    started = time.monotonic()
    await tokens.read(issuer.token())
    assert time.monotonic() - started < 0.1
    await asyncio.sleep(0.5)
    assert server.asked == 2
    assert await code(tokens, issuer.token()) is ErrorCode.UNAUTHENTICATED


@pytest.mark.parametrize(
    ("body", "status", "headers"),
    [
        (None, 500, {}),
        (None, 404, {}),
        ("no json", 200, {}),
        ("[]", 200, {}),
        ('{"keys": []}', 200, {}),
        ('{"keys": [{"kty": "RSA", "kid": ["a"], "n": 5, "e": []}]}', 200, {}),
        (None, 200, {"Content-Length": "100000"}),
        (None, 302, {"Location": "/elsewhere"}),
    ],
)
async def test_an_issuer_that_does_not_answer_is_no_hole(
    tokens: Tokens,
    issuer: Issuer,
    server: KeyServer,
    body: str | None,
    status: int,
    headers: dict[str, str],
) -> None:
    """SERVICE_UNAVAILABLE, for good and for made-up tokens; it is not asked again at once."""
    server.body, server.status, server.headers = body or server.body, status, headers
    for token in (issuer.token(), rsa_issuer("two").token(), issuer.token()):
        assert await code(tokens, token) is ErrorCode.SERVICE_UNAVAILABLE
    assert server.asked == 1


async def test_an_issuer_that_is_not_there_is_no_hole(
    with_tokens: Settings, issuer: Issuer
) -> None:
    """The connection is refused."""
    trust = trust_of(with_tokens.model_copy(update={"jwt_jwks": "http://127.0.0.1:1/jwks"}))
    assert trust is not None
    assert await code(Tokens(trust), issuer.token()) is ErrorCode.SERVICE_UNAVAILABLE


async def test_an_issuer_that_hangs_is_not_waited_for_long(
    tokens: Tokens, issuer: Issuer, server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A time limit, for all who wait."""
    monkeypatch.setattr(module, "TIMEOUT_SECONDS", 0.2)
    server.delay = 1.0
    started = time.monotonic()
    codes = await asyncio.gather(*(code(tokens, issuer.token()) for _ in range(5)))
    assert time.monotonic() - started < 0.9
    assert set(codes) == {ErrorCode.SERVICE_UNAVAILABLE}


@pytest.mark.usefixtures("impatient")
async def test_known_keys_are_used_while_the_issuer_is_away(
    tokens: Tokens, issuer: Issuer, server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a while; a key that is not known might be a new one, which nobody can tell."""
    await tokens.read(issuer.token())
    monkeypatch.setattr(module, "FRESH_SECONDS", 0.0)
    server.status = 500
    assert await code(tokens, rsa_issuer("two").token()) is ErrorCode.SERVICE_UNAVAILABLE
    assert await tokens.read(issuer.token())
    monkeypatch.setattr(module, "KEPT_SECONDS", 0.0)
    assert await code(tokens, issuer.token()) is ErrorCode.SERVICE_UNAVAILABLE
    server.status = 200
    assert await tokens.read(issuer.token())


@pytest.mark.usefixtures("impatient")
async def test_a_file_is_read_again(with_tokens: Settings, issuer: Issuer, tmp_path: Path) -> None:
    """When a token names a key that it did not have."""
    trust, new = trust_of(with_tokens), rsa_issuer("two")
    assert trust is not None
    tokens = Tokens(trust)
    assert await code(tokens, new.token()) is ErrorCode.UNAUTHENTICATED
    (tmp_path / "jwks.json").write_text(jwks_of(issuer, new), "utf-8")
    assert await tokens.read(new.token())
