"""Why a reader is not let in, or no longer: a few reasons, and never more than that.

Which part of a credential was wrong would help only those who guess.
"""

from __future__ import annotations

from schema.errors import ErrorCode, PhakhiError


def missing() -> PhakhiError:
    """Neither key nor token was sent."""
    return _refused(
        "This service answers readers who say who they are: send an API key or a token as "
        "Authorization: Bearer ….",
        "ระบบนี้ตอบเฉพาะผู้อ่านที่ยืนยันตัวตน ให้ส่งคีย์ API หรือโทเค็นใน Authorization: Bearer …",
    )


def malformed() -> PhakhiError:
    """What was sent is neither a key nor a token."""
    return _refused(
        "The key or token is malformed: send one only, as Authorization: Bearer … or, for a key, "
        "as X-API-Key.",
        "รูปแบบของคีย์หรือโทเค็นไม่ถูกต้อง ให้ส่งเพียงอย่างเดียวใน Authorization: Bearer … หรือใน X-API-Key "
        "สำหรับคีย์",
    )


def expired() -> PhakhiError:
    """The key or token was good once."""
    return _refused(
        "The key or token has expired: get a new one.",
        "คีย์หรือโทเค็นหมดอายุแล้ว ให้ขอใหม่",
    )


def unknown() -> PhakhiError:
    """The key or token is not one that lets anybody in: made up, revoked, or meant for others."""
    return _refused(
        "The key or token is not known here, or was revoked: get a new one.",
        "ระบบไม่รู้จักคีย์หรือโทเค็นนี้ หรือถูกเพิกถอนแล้ว ให้ขอใหม่",
    )


def changed() -> PhakhiError:
    """The reader has other scopes than when it came."""
    return PhakhiError(
        ErrorCode.FORBIDDEN,
        "Your access has changed; connect again.",
        "สิทธิ์การเข้าถึงเปลี่ยนไปแล้ว โปรดเชื่อมต่อใหม่",
    )


def _refused(english: str, thai: str) -> PhakhiError:
    return PhakhiError(ErrorCode.UNAUTHENTICATED, english, thai)
