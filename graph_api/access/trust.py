"""Whose tokens count, as the settings say it; what would let in others' readers is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jwt.algorithms import requires_cryptography

from graph_api.access.addresses import is_loopback
from graph_api.access.signers import UNREADABLE, Signers, from_address, from_file
from graph_api.settings import Settings
from schema.errors import ErrorCode, PhakhiError

_PUBLIC = frozenset(requires_cryptography)
"""Algorithms with a public key: who can check a token by them cannot make one."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose tokens count.

    Attributes:
        issuer: who must have made a token.
        audience: whom it must be meant for.
        algorithms: what it may be signed with.
        signers: the issuer's public keys.
        scopes_claim: the claim that lists its scopes.
    """

    issuer: str
    audience: str
    algorithms: tuple[str, ...]
    signers: Signers
    scopes_claim: str


def trust_of(settings: Settings) -> Trust | None:
    """Whose tokens count by these settings, or ``None`` where tokens let nobody in.

    Raises:
        PhakhiError: ``BAD_SETTING``.
    """
    place = settings.jwt_jwks
    if place is None:
        _refuse_without_effect("PHAKHI_JWT_ISSUER", settings.jwt_issuer)
        _refuse_without_effect("PHAKHI_JWT_AUDIENCE", settings.jwt_audience)
        return None
    return Trust(
        issuer=_required("PHAKHI_JWT_ISSUER", settings.jwt_issuer),
        audience=_required("PHAKHI_JWT_AUDIENCE", settings.jwt_audience),
        algorithms=_checked_algorithms(settings.jwt_algorithms),
        signers=_signers(place, frozenset(settings.jwt_algorithms)),
        scopes_claim=settings.jwt_scopes,
    )


def _refuse_without_effect(variable: str, value: str | None) -> None:
    if value is not None:
        raise PhakhiError(
            ErrorCode.BAD_SETTING,
            f"{variable} is without effect: set PHAKHI_JWT_JWKS, too.",
            f"{variable} ไม่มีผล ให้ตั้งค่า PHAKHI_JWT_JWKS ด้วย",
        )


def _required(variable: str, value: str | None) -> str:
    if value is None:
        raise PhakhiError(
            ErrorCode.BAD_SETTING,
            f"PHAKHI_JWT_JWKS needs {variable}, too: else tokens made for others would fit.",
            f"PHAKHI_JWT_JWKS ต้องใช้คู่กับ {variable} มิฉะนั้นโทเค็นที่ออกให้ระบบอื่นจะใช้ได้ด้วย",
        )
    return value


def _checked_algorithms(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names or not _PUBLIC.issuperset(names):
        allowed = ", ".join(sorted(_PUBLIC))
        raise PhakhiError(
            ErrorCode.BAD_SETTING,
            f"PHAKHI_JWT_ALGORITHMS should be some of: {allowed}.",
            f"PHAKHI_JWT_ALGORITHMS ต้องเลือกจาก {allowed}",
        )
    return names


def _signers(place: str, algorithms: frozenset[str]) -> Signers:
    """The keys at ``place``; those of a file are read at once, an address when it is needed."""
    if "://" in place:
        return Signers(from_address(_checked_address(place)), algorithms)
    signers = Signers(from_file(Path(place).expanduser()), algorithms)
    try:
        signers.load()
    except UNREADABLE:
        raise PhakhiError(
            ErrorCode.BAD_SETTING,
            "PHAKHI_JWT_JWKS is no file with a JWKS that can be read.",
            "PHAKHI_JWT_JWKS ไม่ใช่แฟ้ม JWKS ที่อ่านได้",
        ) from None
    return signers


def _checked_address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    near = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if not parts.hostname or not (near or parts.scheme == "https"):
        raise PhakhiError(
            ErrorCode.BAD_SETTING,
            "PHAKHI_JWT_JWKS should be an https:// address (http:// on this machine only) or a "
            "file: else anybody on the way could put in keys.",
            "PHAKHI_JWT_JWKS ต้องเป็นที่อยู่ https:// (ใช้ http:// ได้เฉพาะในเครื่องนี้) หรือแฟ้ม "
            "มิฉะนั้นผู้ที่อยู่ระหว่างทางอาจใส่กุญแจของตนได้",
        )
    return url
