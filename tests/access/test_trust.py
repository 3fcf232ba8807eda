"""Settings that would let in others' readers, or nobody, are refused when the service starts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.access.authenticator import Authenticator
from graph_api.access.exposure import check_exposure
from graph_api.access.trust import trust_of
from schema.errors import ErrorCode, PhakhiError
from tests.access.issuers import Issuer

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store


def refusal(settings: Settings) -> str:
    """What the settings are refused with, when the service starts."""
    with pytest.raises(PhakhiError) as caught:
        check_exposure(settings)
    assert caught.value.code is ErrorCode.BAD_SETTING
    assert caught.value.th
    return caught.value.en


@pytest.mark.parametrize(
    ("changed", "start"),
    [
        ({"jwt_issuer": None}, "PHAKHI_JWT_JWKS needs PHAKHI_JWT_ISSUER, too"),
        ({"jwt_audience": None}, "PHAKHI_JWT_JWKS needs PHAKHI_JWT_AUDIENCE, too"),
        ({"jwt_jwks": None}, "PHAKHI_JWT_ISSUER is without effect"),
        ({"jwt_jwks": None, "jwt_issuer": None}, "PHAKHI_JWT_AUDIENCE is without effect"),
        ({"jwt_algorithms": ()}, "PHAKHI_JWT_ALGORITHMS should be some of"),
        ({"jwt_algorithms": ("none",)}, "PHAKHI_JWT_ALGORITHMS should be some of"),
        ({"jwt_algorithms": ("RS256", "HS256")}, "PHAKHI_JWT_ALGORITHMS should be some of"),
        ({"jwt_algorithms": ("rs256",)}, "PHAKHI_JWT_ALGORITHMS should be some of"),
        ({"jwt_jwks": "http://id.example.org/jwks"}, "PHAKHI_JWT_JWKS should be an https://"),
        ({"jwt_jwks": "http://192.0.2.1/jwks"}, "PHAKHI_JWT_JWKS should be an https://"),
        ({"jwt_jwks": "http://127.0.0.1@192.0.2.1/x"}, "PHAKHI_JWT_JWKS should be an https://"),
        ({"jwt_jwks": "https:///jwks"}, "PHAKHI_JWT_JWKS should be an https://"),
        ({"jwt_jwks": "https://[::1/jwks"}, "PHAKHI_JWT_JWKS should be an https://"),
        ({"jwt_jwks": "file:///etc/passwd"}, "PHAKHI_JWT_JWKS should be an https://"),
        ({"jwt_jwks": "ftp://127.0.0.1/jwks"}, "PHAKHI_JWT_JWKS should be an https://"),
        ({"jwt_jwks": "/nowhere/jwks.json"}, "PHAKHI_JWT_JWKS is no file with a JWKS"),
    ],
)
def test_settings_that_make_no_sense(
    with_tokens: Settings, changed: dict[str, Any], start: str
) -> None:
    """One sentence that names the variable, before anything is started."""
    assert refusal(with_tokens.model_copy(update=changed)).startswith(start)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        "[]",
        "{}",
        '{"keys": []}',
        '{"keys": 5}',
        '{"keys": [5]}',
        '{"keys": [{"kty": "RSA", "kid": ["a"], "n": 5, "e": []}]}',
        "[" * 100_000,
        json.dumps({"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "one", "alg": "HS256"}]}),
    ],
)
def test_a_file_without_keys_is_refused(
    with_tokens: Settings, tmp_path: Path, content: str
) -> None:
    """Or with shared secrets only."""
    (tmp_path / "jwks.json").write_text(content, "utf-8")
    assert refusal(with_tokens).startswith("PHAKHI_JWT_JWKS is no file with a JWKS")


def test_keys_without_a_name_or_for_encryption_do_not_count(
    with_tokens: Settings, issuer: Issuer, tmp_path: Path
) -> None:
    """Nobody can have signed with them."""
    keys = [issuer.public, issuer.key | {"use": "enc"}]
    (tmp_path / "jwks.json").write_text(json.dumps({"keys": keys}), "utf-8")
    assert refusal(with_tokens).startswith("PHAKHI_JWT_JWKS is no file with a JWKS")


@pytest.mark.parametrize(
    "url",
    ["https://id.example.org/jwks", "http://127.0.0.1:1/x", "http://localhost/x", "http://[::1]/x"],
)
def test_an_address_is_not_asked_when_the_service_starts(with_tokens: Settings, url: str) -> None:
    """The issuer may be away just then."""
    assert trust_of(with_tokens.model_copy(update={"jwt_jwks": url})) is not None


def test_the_application_is_not_made_by_wrong_settings(with_tokens: Settings, store: Store) -> None:
    """Whoever makes it otherwise than by ``phakhi serve`` is told, too."""
    with pytest.raises(PhakhiError):
        Authenticator(with_tokens.model_copy(update={"jwt_issuer": None}), store)
