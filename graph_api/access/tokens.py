"""JSON web tokens of an identity provider: checked, and what they grant."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import Annotated, Any

import jwt
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr

from graph_api.access.refusals import expired, malformed, unknown
from graph_api.access.trust import Trust
from graph_api.settings import scope_names

_LEEWAY_SECONDS = 30
"""How far the clocks of the issuer and of this machine may be apart."""

_REQUIRED = ("exp", "iss", "aud", "sub")
_LONGEST_SUBJECT = 255  # by OpenID Connect
_LAST_MOMENT = 253_402_300_799  # of the year 9999: later ones are of other units, or no numbers


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a token speaks for.

    Attributes:
        subject: a short name for the issuer's subject, from which it cannot be read.
        scopes: the access scopes that the token grants.
        expires: when it ends, in seconds since 1970; with what clocks may differ by, where it is
            only that which lets it in.
    """

    subject: str
    scopes: frozenset[str]
    expires: float = field(compare=False)


def _visible(text: str) -> str:
    """``text``, where there is something to be seen of it, and nothing that controls."""
    if not text.isprintable() or not text.strip():
        message = "blank, or not printable"
        raise ValueError(message)
    return text


_Moment = Annotated[StrictInt | StrictFloat, Field(le=_LAST_MOMENT)]
_Subject = Annotated[StrictStr, Field(max_length=_LONGEST_SUBJECT), AfterValidator(_visible)]


class _Claims(BaseModel):
    """What is used of a token's claims, of the types that RFC 7519 gives them.

    PyJWT takes texts for numbers, numbers for truths, and any text for a subject.
    """

    model_config = ConfigDict(frozen=True)

    iss: StrictStr
    sub: _Subject
    aud: StrictStr | list[StrictStr]
    exp: _Moment
    nbf: _Moment | None = None
    iat: _Moment | None = None


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
        decoded = self._decode(token, key)
        claims = _checked(decoded)
        scopes = _scopes(decoded.get(self._trust.scopes_claim))
        return Bearer(_short_name(claims), scopes, _end(claims.exp))

    def _decode(self, token: str, key: jwt.PyJWK) -> dict[str, Any]:
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


def _checked(claims: dict[str, Any]) -> _Claims:
    try:
        return _Claims.model_validate(claims)
    except ValueError:
        raise unknown() from None


def _short_name(claims: _Claims) -> str:
    # Claims are JSON, which may hold half characters.
    whole = f"{claims.iss}\n{claims.sub}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _end(exp: float) -> float:
    return exp if exp > time.time() else exp + _LEEWAY_SECONDS


def _scopes(claim: object) -> frozenset[str]:
    """The scopes we know among those of a claim: a text with spaces between, or a list."""
    listed = claim.split() if isinstance(claim, str) else claim
    if not isinstance(listed, list):
        return frozenset()
    return scope_names() & {item for item in listed if isinstance(item, str)}
