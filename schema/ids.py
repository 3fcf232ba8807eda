"""Identifiers: ``kind:slug`` for nodes, a short hash for relationships."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from difflib import get_close_matches

from schema.errors import ErrorCode, PhakhiError
from schema.registry import Kind, declaration

MAX_ID_LENGTH = 100
"""Characters that an id may have at most."""

_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_SHOWN = 40
_HASH_LENGTH = 20


def check_id(text: str, kind: str | None = None) -> str:
    """The id ``text``, when it is well formed.

    Args:
        text: for example ``"agency:culture-office"``.
        kind: name of a kind, group or union that it must be of; ``None`` allows every kind.

    Raises:
        PhakhiError: ``BAD_ID``, when it has another form, an unknown prefix, more than
            ``MAX_ID_LENGTH`` characters, or is of another kind.
    """
    prefix, colon, slug = text.partition(":")
    found = declaration().by_prefix.get(prefix)
    if len(text) > MAX_ID_LENGTH:
        raise _bad_id(
            text,
            f"is longer than {MAX_ID_LENGTH} characters",
            f"ยาวเกิน {MAX_ID_LENGTH} อักขระ",
        )
    if found is None or not colon:
        raise _unknown_prefix(text, prefix, kind)
    if not _SLUG.fullmatch(slug):
        raise _bad_id(
            text,
            "should read prefix:slug, the slug being a-z and 0-9 in groups joined by . or -",
            "ต้องอยู่ในรูป prefix:slug โดย slug ใช้ a-z และ 0-9 เป็นกลุ่ม คั่นด้วย - หรือ .",
        )
    if kind is not None and found.name not in declaration().members(kind):
        wanted = _prefixes(kind)
        raise _bad_id(
            text,
            f"should be the id of {kind} (beginning with {wanted})",
            f"ต้องเป็นรหัสของ {kind} (ขึ้นต้นด้วย {wanted})",
        )
    return text


def kind_of(node_id: str) -> str:
    """Name of the kind that a well-formed id belongs to.

    Raises:
        PhakhiError: ``BAD_ID``, when its prefix is unknown.
    """
    prefix, _, _ = node_id.partition(":")
    kind = declaration().by_prefix.get(prefix)
    if kind is None:
        raise _unknown_prefix(node_id, prefix, None)
    return kind.name


def relationship_id(type_: str, from_id: str, to_id: str, key_values: Iterable[str | None]) -> str:
    """The id of a relationship: the same ends and key values always give the same one.

    Args:
        type_: relationship type, such as ``"MEMBER_OF"``.
        from_id: id of the node it starts from.
        to_id: id of the node it leads to; the ends of a symmetric type may come either way round.
        key_values: values of the declared key properties, in declared order, dates in ISO form.

    Returns:
        The type in kebab case, a colon, and twenty hexadecimal digits.
    """
    if any(row.symmetric for row in declaration().types[type_]):
        from_id, to_id = sorted((from_id, to_id))
    return f"{type_.lower().replace('_', '-')}:{digest(type_, from_id, to_id, *key_values)}"


def digest(*parts: str | None) -> str:
    """Twenty hexadecimal digits (80 bits) of a SHA-256 over ``parts``."""
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]


def _prefixes(kind: str) -> str:
    names = declaration().members(kind)
    return ", ".join(f"{declaration().kinds[name].prefix}:" for name in names)


def _unknown_prefix(text: str, prefix: str, kind: str | None) -> PhakhiError:
    known: dict[str, Kind] = declaration().by_prefix
    wanted = _prefixes(kind) if kind else ""
    close = get_close_matches(prefix[:_SHOWN], known, n=1)
    hint = wanted or (f"{close[0]}:" if close else "agency:")
    return _bad_id(
        text,
        f"does not begin with the prefix of a kind, such as {hint}",
        f"ไม่ได้ขึ้นต้นด้วยคำนำหน้าของประเภท เช่น {hint}",
    )


def _bad_id(text: str, en: str, th: str) -> PhakhiError:
    shown = repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
    return PhakhiError(ErrorCode.BAD_ID, f"The id {shown} {en}.", f"รหัส {shown} {th}")
