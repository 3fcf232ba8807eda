"""Who is let in by which settings, under which name, and with which scopes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.access.authenticator import Authenticator
from graph_api.access.identity import Principal
from graph_api.access.keys import NewKey, create_key
from graph_api.store import Store
from schema.errors import ErrorCode, PhakhiError
from tests.access.issuers import Issuer

if TYPE_CHECKING:
    from graph_api.settings import Settings

_EVERYBODY = Principal("address:192.0.2.7", frozenset({"metrics"}), anonymous=True)


def made(settings: Settings, store: Store, **changed: Any) -> Authenticator:
    """By settings with the scope ``metrics`` for everybody."""
    update = {"scopes": ("metrics",), **changed}
    return Authenticator(settings.model_copy(update=update), store)


async def identity(authenticator: Authenticator, **headers: str) -> Principal:
    """Who sent the headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await authenticator.identify(named, "192.0.2.7")


async def refusal(authenticator: Authenticator, **headers: str) -> str:
    """What the headers are refused with."""
    with pytest.raises(PhakhiError) as caught:
        await identity(authenticator, **headers)
    assert (caught.value.code, caught.value.retryable) == (ErrorCode.UNAUTHENTICATED, False)
    return caught.value.en


@pytest.fixture
async def key(empty_store: Store) -> tuple[str, str]:
    """The id of a key with the scope ``contacts``, and the key."""
    kept, text = await create_key(empty_store, NewKey.checked("x", ["contacts"], 1))
    return kept.id, text


async def test_without_a_guard_everybody_is_let_in(engine: Settings, store: Store) -> None:
    """Whatever they send: nobody looks at it."""
    open_to_all = made(engine, store)
    assert await identity(open_to_all) == _EVERYBODY
    assert await identity(open_to_all, authorization="Bearer phakhi_x") == _EVERYBODY


async def test_the_owner_of_the_process_is_let_in(engine: Settings, store: Store) -> None:
    """By the token that stands beside the store; with the scopes of everybody, and by no other."""
    settings = engine.model_copy(update={"scopes": ("metrics",), "api_keys": True})
    guarded = Authenticator(settings, store, "a-token-of-this-process")
    found = await identity(guarded, authorization="Bearer a-token-of-this-process")
    assert found == Principal("owner", frozenset({"metrics"}), anonymous=False)
    await refusal(guarded, authorization="Bearer a-token-of-another-process")
    await refusal(Authenticator(settings, store), authorization="Bearer a-token-of-this-process")


async def test_a_key_adds_its_scopes(
    engine: Settings, empty_store: Store, key: tuple[str, str]
) -> None:
    """To those that everybody has; in either header, under the key's id."""
    guarded = made(engine, empty_store, api_keys=True)
    known = Principal(f"key:{key[0]}", frozenset({"metrics", "contacts"}), anonymous=False)
    assert await identity(guarded, authorization=f"Bearer {key[1]}") == known
    assert await identity(guarded, x_api_key=key[1]) == known


async def test_a_token_adds_its_scopes(with_tokens: Settings, store: Store, issuer: Issuer) -> None:
    """Under a name for issuer and subject."""
    guarded = made(with_tokens, store)
    found = await identity(guarded, authorization=f"Bearer {issuer.token()}")
    assert found.client.startswith("token:")
    assert "portal" not in found.client
    assert found == Principal(found.client, frozenset({"metrics", "contacts"}), anonymous=False)
    assert await identity(guarded, x_api_key=issuer.token()) == found


async def test_keys_and_tokens_go_together(
    with_tokens: Settings, empty_store: Store, issuer: Issuer, key: tuple[str, str]
) -> None:
    """Either lets in, each only where the settings say so."""
    both = made(with_tokens, empty_store, api_keys=True)
    assert (await identity(both, x_api_key=key[1])).client == f"key:{key[0]}"
    assert (await identity(both, x_api_key=issuer.token())).client.startswith("token:")
    only_tokens = made(with_tokens, empty_store)
    assert "not known here" in await refusal(only_tokens, x_api_key=key[1])
    only_keys = made(with_tokens, empty_store, api_keys=True, jwt_jwks=None, jwt_issuer=None, jwt_audience=None)  # fmt: skip
    assert "not known here" in await refusal(only_keys, x_api_key=issuer.token())


async def test_whoever_sends_nothing_is_let_in_where_that_is_allowed(
    engine: Settings, store: Store
) -> None:
    """With the scopes of everybody; else it is told how to send a key or token."""
    assert await identity(made(engine, store, api_keys=True, anonymous=True)) == _EVERYBODY
    assert "send an API key or a token" in await refusal(made(engine, store, api_keys=True))


async def test_whoever_sends_something_wrong_is_refused_even_there(
    engine: Settings, empty_store: Store
) -> None:
    """It meant to be somebody."""
    guarded = made(engine, empty_store, api_keys=True, anonymous=True)
    wrong = f"phakhi_{'0' * 12}_{'0' * 64}"
    assert "not known here" in await refusal(guarded, x_api_key=wrong)
    assert "malformed" in await refusal(guarded, authorization="")
    assert "malformed" in await refusal(guarded, authorization="Basic eDp5")


async def test_nothing_secret_is_logged(
    with_tokens: Settings,
    empty_store: Store,
    issuer: Issuer,
    key: tuple[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither good nor wrong keys and tokens, by whatever is logged at all."""
    caplog.set_level(logging.DEBUG)
    guarded = made(with_tokens, empty_store, api_keys=True)
    wrong = f"phakhi_{key[0]}_{'0' * 64}"
    token, other = issuer.token(), issuer.token({"kid": "other"})
    await identity(guarded, authorization=f"Bearer {key[1]}")
    await identity(guarded, authorization=f"Bearer {token}")
    for credential in (wrong, other, f"{token[:-20]}{'x' * 20}", f"{token} x"):
        told = await refusal(guarded, authorization=f"Bearer {credential}")
        assert credential[-20:] not in told
    for secret in (key[1].rpartition("_")[2], "0" * 64, *token.split("."), *other.split(".")):
        assert secret not in caplog.text
