"""What others can reach is served only when somebody has said who may read."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.access.addresses import is_loopback
from graph_api.access.exposure import check_exposure
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.settings import Settings

_NEAR = ["127.0.0.1", "127.1.2.3", "127.1", "localhost", "LOCALHOST", "::1", "0:0:0:0:0:0:0:1"]
_FAR = [
    "0.0.0.0",  # noqa: S104 - it is what is refused
    "0",
    "::",
    "192.0.2.1",
    "10.0.0.1",
    "2001:db8::1",
    "::ffff:10.0.0.1",
    "::ffff:0.0.0.0",
    "fe80::1",
    "128.0.0.1",
    "no-such-host.invalid",
    "127.0.0.1.no-such-host.invalid",
    "a\x00b",
    "ก" * 100,
    "",
]


@pytest.mark.parametrize("host", [*_NEAR, "::ffff:127.0.0.1"])
def test_loopback_is_served_to_anybody(engine: Settings, host: str) -> None:
    """Only this machine can reach it, however it is written."""
    check_exposure(engine.model_copy(update={"host": host}))


@pytest.mark.parametrize("host", _FAR)
def test_anything_else_is_refused(engine: Settings, host: str) -> None:
    """One sentence with the three ways out, in two languages."""
    with pytest.raises(PhakhiError) as caught:
        check_exposure(engine.model_copy(update={"host": host}))
    assert caught.value.code is ErrorCode.BAD_SETTING
    for way in ("PHAKHI_API_KEYS", "PHAKHI_JWT_JWKS", "PHAKHI_ANONYMOUS=true", "--insecure"):
        assert way in caught.value.en
        assert way in caught.value.th


@pytest.mark.parametrize("way", [{"api_keys": True}, {"anonymous": True}, {"insecure": True}])
def test_each_way_out_leads_out(engine: Settings, way: dict[str, Any]) -> None:
    """Keys, everybody, or on one's own responsibility."""
    check_exposure(engine.model_copy(update={"host": "::", **way}))


def test_tokens_are_a_way_out(with_tokens: Settings) -> None:
    """When their settings are whole."""
    check_exposure(with_tokens.model_copy(update={"host": "::"}))


def test_a_name_that_leads_elsewhere_too_is_not_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of its addresses count."""
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))
        for address in ("127.0.0.1", "192.0.2.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert is_loopback("both.example.org") is False
