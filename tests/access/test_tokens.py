"""Tokens: only whole, timely ones of the issuer that are meant for us let anybody in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from graph_api.access.tokens import Bearer, Tokens
from graph_api.access.trust import trust_of
from schema.errors import ErrorCode, PhakhiError
from tests.access.issuers import Issuer, ec_issuer, ed_issuer, jwks_of, rsa_issuer

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings

_NESTED = b'{"a":' * 2_000
_UNKNOWN = "The key or token is not known here, or was revoked: get a new one."
_EXPIRED = "The key or token has expired: get a new one."
_MALFORMED = "The key or token is malformed"


@pytest.fixture
def tokens(with_tokens: Settings) -> Tokens:
    """What checks the tokens of ``issuer``."""
    return made(with_tokens)


def made(settings: Settings) -> Tokens:
    """What checks tokens by these settings."""
    trust = trust_of(settings)
    assert trust is not None
    return Tokens(trust)


async def refusal(tokens: Tokens, token: str) -> str:
    """What a token is refused with."""
    with pytest.raises(PhakhiError) as caught:
        await tokens.read(token)
    assert caught.value.code is ErrorCode.UNAUTHENTICATED
    return caught.value.en


def segment(value: Any) -> str:
    """A part of a token."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


async def test_a_good_token_speaks_for_its_subject(tokens: Tokens, issuer: Issuer) -> None:
    """Under a name from which the subject cannot be read; the same issuer and subject, the same name."""
    exp = int(time.time()) + 300
    bearer = await tokens.read(issuer.token(exp=exp))
    name = hashlib.sha256(f"{issuer.name}\nportal-khon-kaen".encode()).hexdigest()[:16]
    assert bearer == Bearer(name, frozenset({"contacts"}), exp)
    assert bearer.expires == exp
    assert (await tokens.read(issuer.token(sub="another"))).subject != name


@pytest.mark.parametrize(
    ("claim", "scopes"),
    [
        ("contacts metrics", {"contacts", "metrics"}),
        (["contacts", "admin", 5, None, ["contacts"]], {"contacts"}),
        ("contacts,metrics", set()),
        ("Contacts", set()),
        ("", set()),
        (None, set()),
        (True, set()),
        ({"contacts": True}, set()),
    ],
)
async def test_scopes_are_a_text_or_a_list(
    tokens: Tokens, issuer: Issuer, claim: Any, scopes: set[str]
) -> None:
    """Only those that we know count; any other form grants none."""
    assert (await tokens.read(issuer.token(scope=claim))).scopes == scopes


async def test_scopes_may_stand_in_another_claim(with_tokens: Settings, issuer: Issuer) -> None:
    """Identity providers differ."""
    tokens = made(with_tokens.model_copy(update={"jwt_scopes": "permissions"}))
    bearer = await tokens.read(issuer.token(scope="contacts", permissions=["metrics"]))
    assert bearer.scopes == {"metrics"}


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://id.example.org/realms/other"},
        {"iss": None},
        {"iss": ["https://id.example.org/realms/civic"]},
        {"aud": "another-service"},
        {"aud": ["a", "b"]},
        {"aud": None},
        {"aud": 5},
        {"sub": None},
        {"sub": 5},
        {"sub": ""},
        {"sub": " "},
        {"sub": "\t\n"},
        {"sub": "\u200b"},
        {"sub": "portal\u0000"},
        {"sub": "a" * 256},
        {"sub": ["portal"]},
        {"sub": {"id": "portal"}},
        {"sub": True},
        {"exp": None},
        {"exp": "soon"},
        {"exp": "4102444800"},
        {"exp": [4102444800]},
        {"exp": 4_102_444_800_000},
        {"exp": 10**400},
        {"nbf": "0"},
        {"nbf": True},
        {"iat": "0"},
        {"iat": []},
        {"aud": ["phakhi", 5]},
        {"nbf": int(time.time()) + 3600},
        {"iat": int(time.time()) + 3600},
    ],
)
async def test_a_token_for_others_or_without_an_end_is_refused(
    tokens: Tokens, issuer: Issuer, changed: dict[str, Any]
) -> None:
    """And it is not said what was wrong with it."""
    assert await refusal(tokens, issuer.token(**changed)) == _UNKNOWN


async def test_whom_only_the_leeway_lets_in_is_let_in_for_as_long(
    tokens: Tokens, issuer: Issuer
) -> None:
    """Else what it opens would be closed at once."""
    exp = int(time.time()) - 10
    assert (await tokens.read(issuer.token(exp=exp))).expires == exp + 30


async def test_an_infinite_end_is_no_end(tokens: Tokens, issuer: Issuer) -> None:
    """Numbers that Python cannot hold are refused like others."""
    claims = json.dumps(issuer.claims(exp=0)).replace('"exp": 0', '"exp": 1e999').encode()
    assert await refusal(tokens, issuer.signed(claims)) == _UNKNOWN


async def test_several_audiences_may_be_named(tokens: Tokens, issuer: Issuer) -> None:
    """Ours among them."""
    assert await tokens.read(issuer.token(aud=["account", issuer.audience]))


async def test_clocks_may_differ_a_little(tokens: Tokens, issuer: Issuer) -> None:
    """By seconds, not by a minute."""
    now = int(time.time())
    assert await tokens.read(issuer.token(exp=now - 10, nbf=now + 10))
    assert await refusal(tokens, issuer.token(exp=now - 60)) == _EXPIRED
    assert await refusal(tokens, issuer.token(nbf=now + 60)) == _UNKNOWN


async def test_an_expired_token_with_a_wrong_signature_is_unknown(
    tokens: Tokens, issuer: Issuer
) -> None:
    """What it says is believed only once its signature is."""
    token = rsa_issuer(issuer.kid).token(exp=1)
    assert await refusal(tokens, token) == _UNKNOWN


async def test_a_changed_token_is_refused(tokens: Tokens, issuer: Issuer) -> None:
    """Other claims under the same signature, or another signature."""
    header, _, signature = issuer.token().split(".")
    changed = f"{header}.{segment(issuer.claims(scope='contacts metrics'))}.{signature}"
    assert await refusal(tokens, changed) == _UNKNOWN
    assert await refusal(tokens, rsa_issuer(issuer.kid).token()) == _UNKNOWN


@pytest.mark.parametrize("alg", ["none", "None", "nOnE", "", None, 5, ["RS256"]])
async def test_a_token_that_nobody_signed_is_refused(
    tokens: Tokens, issuer: Issuer, alg: object
) -> None:
    """However its algorithm is called."""
    header = {"typ": "JWT", "kid": issuer.kid} | ({} if alg is None else {"alg": alg})
    for signature in ("", segment(b"x" * 256)):
        token = f"{segment(header)}.{segment(issuer.claims())}.{signature}"
        assert await refusal(tokens, token) == _UNKNOWN


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
async def test_the_public_key_is_no_shared_secret(
    tokens: Tokens, issuer: Issuer, algorithm: str
) -> None:
    """A token signed with the public key's own text, as if it were a secret, is refused."""
    public = issuer.private.public_key()
    secrets = [
        public.public_bytes(encoding, form)
        for encoding in (serialization.Encoding.PEM, serialization.Encoding.DER)
        for form in (
            serialization.PublicFormat.SubjectPublicKeyInfo,
            serialization.PublicFormat.PKCS1,
        )
    ]
    for secret in [*secrets, json.dumps(issuer.key).encode(), issuer.jwks().encode()]:
        signed = f"{segment({'alg': algorithm, 'kid': issuer.kid})}.{segment(issuer.claims())}"
        sign = hmac.new(secret, signed.encode(), f"sha{algorithm[2:]}").digest()
        assert await refusal(tokens, f"{signed}.{segment(sign)}") == _UNKNOWN


async def test_an_algorithm_that_is_not_set_is_refused(
    with_tokens: Settings, issuer: Issuer, tmp_path: Path
) -> None:
    """Though the key is the issuer's and the signature is right."""
    (tmp_path / "jwks.json").write_text(jwks_of(issuer, ec_issuer("two")), "utf-8")
    tokens = made(with_tokens.model_copy(update={"jwt_algorithms": ("ES256",)}))
    assert await refusal(tokens, issuer.token()) == _UNKNOWN


async def test_a_key_is_used_for_its_own_algorithm_only(tokens: Tokens, issuer: Issuer) -> None:
    """PS256 is allowed, but not with a key that says RS256."""
    other = Issuer(issuer.kid, "PS256", issuer.private, issuer.public)
    assert await refusal(tokens, other.token()) == _UNKNOWN


@pytest.mark.parametrize(
    "make", [ec_issuer, ed_issuer, lambda kid: rsa_issuer(kid, "PS256")], ids=["EC", "Ed", "PS"]
)
async def test_other_kinds_of_keys_work(with_tokens: Settings, make: Any, tmp_path: Path) -> None:
    """Elliptic curves, Edwards curves, RSA with PSS."""
    issuer = make("other")
    (tmp_path / "jwks.json").write_text(issuer.jwks(), "utf-8")
    assert (await made(with_tokens).read(issuer.token())).scopes == {"contacts"}


async def test_a_token_names_its_key(tokens: Tokens, issuer: Issuer) -> None:
    """One that names none, or one that is not the issuer's, is unknown."""
    for kid in ("other", "", "../../one", "ก"):
        assert await refusal(tokens, issuer.token({"kid": kid})) == _UNKNOWN
    unnamed = jwt.encode(issuer.claims(), issuer.private, "RS256")
    assert await refusal(tokens, unnamed) == _UNKNOWN


async def test_a_token_cannot_bring_its_own_key(tokens: Tokens) -> None:
    """Neither the key, nor where to get one, is taken from the token."""
    stranger = rsa_issuer("stranger")
    headers = {"jwk": stranger.key, "jku": "http://127.0.0.1:1/", "x5u": "http://127.0.0.1:1/"}
    assert await refusal(tokens, stranger.token(headers)) == _UNKNOWN
    assert await refusal(tokens, stranger.token(headers | {"kid": "one"})) == _UNKNOWN


async def test_a_short_key_is_not_trusted(with_tokens: Settings, tmp_path: Path) -> None:
    """RSA of 1024 bits can be broken."""
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        token = (weak := rsa_issuer("weak", size=1024)).token()
    (tmp_path / "jwks.json").write_text(weak.jwks(), "utf-8")
    assert await refusal(made(with_tokens), token) == _UNKNOWN


@pytest.mark.parametrize(
    "token",
    [
        "a",
        "a.b",
        "a.b.c",
        "...",
        f"{segment([])}.{segment({})}.x",
        f"{segment(5)}.{segment({})}.x",
        f"{segment({'alg': 'RS256', 'kid': 5})}.{segment({})}.{segment(b'x')}",
        f"{segment({'alg': 'RS256', 'kid': {}})}.{segment({})}.{segment(b'x')}",
        f"{segment(b'[' * 10_000)}.{segment({})}.x",
        f"{segment(_NESTED)}.{segment({})}.x",
        "a" * 16_000,
        "." * 16_000,
    ],
)
async def test_what_is_no_token_is_malformed(tokens: Tokens, token: str) -> None:
    """However it is built."""
    assert (await refusal(tokens, token)).startswith(_MALFORMED)


async def test_claims_that_are_no_claims_are_refused(tokens: Tokens, issuer: Issuer) -> None:
    """Though they are signed."""
    for payload in (b"[]", b"5", b"no json", b"\xff", b"[" * 5_000):
        assert await refusal(tokens, issuer.signed(payload)) == _UNKNOWN
