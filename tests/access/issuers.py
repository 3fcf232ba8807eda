"""Issuers of tokens with keys of their own, and a server of their public keys."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

NAME = "https://id.example.org/realms/civic"
AUDIENCE = "phakhi"


@dataclass
class Issuer:
    """Somebody who signs tokens.

    Attributes:
        kid: the key's id.
        algorithm: what it signs with.
        private: the private key.
        public: the public key as a JWK.
    """

    kid: str
    algorithm: str
    private: Any
    public: dict[str, Any]
    name: str = NAME
    audience: str = AUDIENCE

    @property
    def key(self) -> dict[str, Any]:
        """The public key as it is published."""
        return self.public | {"kid": self.kid, "use": "sig", "alg": self.algorithm}

    def jwks(self) -> str:
        """The published keys."""
        return jwks_of(self)

    def claims(self, **changed: Any) -> dict[str, Any]:
        """The claims of a good token; those changed to ``None`` are left out."""
        now = int(time.time())
        claims = {
            "iss": self.name,
            "aud": self.audience,
            "sub": "portal-khon-kaen",
            "iat": now,
            "exp": now + 300,
            "scope": "openid contacts",
        }
        return {name: value for name, value in (claims | changed).items() if value is not None}

    def token(self, headers: dict[str, Any] | None = None, **changed: Any) -> str:
        """A signed token, whatever it says."""
        return self.signed(json.dumps(self.claims(**changed)).encode(), headers)

    def signed(self, payload: bytes, headers: dict[str, Any] | None = None) -> str:
        """Any bytes, signed as a token."""
        named = {"kid": self.kid} | (headers or {})
        return jwt.api_jws.encode(payload, self.private, self.algorithm, headers=named)


def rsa_issuer(kid: str, algorithm: str = "RS256", size: int = 2048) -> Issuer:
    """One with a new RSA key."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=size)
    public = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    return Issuer(kid, algorithm, private, dict(public))


def ec_issuer(kid: str) -> Issuer:
    """One with a new key on the curve P-256."""
    private = ec.generate_private_key(ec.SECP256R1())
    return Issuer(
        kid, "ES256", private, dict(ECAlgorithm.to_jwk(private.public_key(), as_dict=True))
    )


def ed_issuer(kid: str) -> Issuer:
    """One with a new Ed25519 key."""
    private = ed25519.Ed25519PrivateKey.generate()
    return Issuer(
        kid, "EdDSA", private, dict(OKPAlgorithm.to_jwk(private.public_key(), as_dict=True))
    )


def jwks_of(*issuers: Issuer) -> str:
    """The published keys of several."""
    return json.dumps({"keys": [issuer.key for issuer in issuers]})


@dataclass
class KeyServer:
    """A server of keys on loopback: what it says, and how often it was asked."""

    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    asked: int = 0
    url: str = ""


@contextmanager
def serving(body: str) -> Iterator[KeyServer]:
    """A server of keys, for the length of the context."""
    state = KeyServer(body)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked += 1
            time.sleep(state.delay)
            self.send_response(state.status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(state.body.encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/jwks"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
