"""Refuses to serve what others can reach while nobody has said who may read."""

from __future__ import annotations

from graph_api.access.addresses import is_loopback
from graph_api.access.trust import trust_of
from graph_api.settings import Settings
from schema.errors import ErrorCode, PhakhiError


def check_exposure(settings: Settings) -> None:
    """Returns where the settings of who may read make sense, for the address that is served.

    Raises:
        PhakhiError: ``BAD_SETTING``, naming the ways out.
    """
    trust_of(settings)
    decided = settings.guarded or settings.anonymous or settings.insecure
    if not decided and not is_loopback(settings.host):
        raise PhakhiError(
            ErrorCode.BAD_SETTING,
            f"Others can reach {settings.host}, and nobody has said who may read: ask for keys or "
            "tokens (PHAKHI_API_KEYS, PHAKHI_JWT_JWKS), let everybody read "
            "(PHAKHI_ANONYMOUS=true), or serve it nonetheless with --insecure.",
            f"ผู้อื่นเข้าถึง {settings.host} ได้ แต่ยังไม่ได้กำหนดว่าใครอ่านได้ ให้เลือกใช้คีย์หรือโทเค็น "
            "(PHAKHI_API_KEYS, PHAKHI_JWT_JWKS) เปิดให้ทุกคนอ่าน (PHAKHI_ANONYMOUS=true) "
            "หรือยืนยันเปิดบริการด้วย --insecure",
        )
