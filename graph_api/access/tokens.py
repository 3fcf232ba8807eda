"""JSON web tokens of an identity provider: checked, and what they grant."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import jwt

from graph_api.access.refusals import expired, malformed, unknown
from graph_api.access.trust import Trust
from graph_api.settings import scope_names

_LEEWAY_SECONDS = 30
"""How far the clocks of the issuer and of this machine may be apart."""

_REQUIRED = ("exp", "iss", "aud", "sub")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a token speaks for.

    Attributes:
        subject: a short name for the issuer's subject, from which it cannot be read.
        scopes: the access scopes that the token grants.
    """

    subject: str
    scopes: frozenset[str]


class Tokens:
    """Checks tokens.

    Args:
        trust: whose tokens count.
    """

    def __init__(self, trust: Trust) -> None:
        self._trust = trust

    async def read(self, token: str) -> Bearer:
        """Whom ``token`` speaks for, once everything about it is checked.

        Raises:
            PhakhiError: ``UNAUTHENTICATED``; ``SERVICE_UNAVAILABLE``, where the issuer's keys are
                needed and cannot be had.
        """
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError:
            raise malformed() from None
        ident = header.get("kid")
        if ident is None or header.get("alg") not in self._trust.algorithms:
            raise unknown()
        key = await self._trust.signers.find(ident)
        if key is None:
            raise unknown()
        claims = self._claims(token, key)
        return Bearer(_subject(claims), _scopes(claims.get(self._trust.scopes_claim)))

    def _claims(self, token: str, key: jwt.PyJWK) -> dict[str, Any]:
        try:
            return jwt.decode(
                token,
                key,
                algorithms=self._trust.algorithms,
                audience=self._trust.audience,
                issuer=self._trust.issuer,
                leeway=_LEEWAY_SECONDS,
                options={"require": list(_REQUIRED), "enforce_minimum_key_length": True},
            )
        except jwt.ExpiredSignatureError:
            raise expired() from None
        except (jwt.PyJWTError, ArithmeticError, TypeError, ValueError):
            # Beside its own errors PyJWT lets some of numbers and types through.
            raise unknown() from None


def _subject(claims: dict[str, Any]) -> str:
    whole = f"{claims['iss']}\n{claims['sub']}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _scopes(claim: object) -> frozenset[str]:
    """The scopes we know among those of a claim: a text with spaces between, or a list."""
    listed = claim.split() if isinstance(claim, str) else claim
    if not isinstance(listed, list):
        return frozenset()
    return scope_names() & {item for item in listed if isinstance(item, str)}
