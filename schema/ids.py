"""Identifiers: ``kind:slug`` for nodes, a short hash for relationships."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache

from schema.errors import ErrorCode, PhakhiError
from schema.nearest import listed, meant, nearest
from schema.registry import declaration
from schema.text import cut

MAX_ID_LENGTH = 100
"""Characters that an id may have at most."""

_COMMON = ("agency", "network", "area", "problem", "goal", "issue")
"""Prefixes that are told first where none is near."""

_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_HASH_LENGTH = 20
_JSON = json.JSONEncoder(ensure_ascii=False)


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
    declared = declaration().by_prefix.get(prefix)
    if len(text) > MAX_ID_LENGTH:
        raise _bad_id(
            text,
            f"is longer than {MAX_ID_LENGTH} characters",
            f"ยาวเกิน {MAX_ID_LENGTH} อักขระ",
        )
    if declared is None or not colon:
        raise _unknown_prefix(text, prefix) if kind is None else _other_kind(text, kind)
    if not _SLUG.fullmatch(slug):
        raise _bad_id(
            text,
            "should read prefix:slug, the slug being a-z and 0-9 in groups joined by . or -",
            "ต้องอยู่ในรูป prefix:slug โดย slug ใช้ a-z และ 0-9 เป็นกลุ่ม คั่นด้วย - หรือ .",
        )
    if kind is not None and declared.name not in declaration().members(kind):
        raise _other_kind(text, kind)
    return text


def kind_of(node_id: str) -> str:
    """Name of the kind that a well-formed id belongs to.

    Raises:
        PhakhiError: ``BAD_ID``, when its prefix is unknown.
    """
    prefix, _, _ = node_id.partition(":")
    kind = declaration().by_prefix.get(prefix)
    if kind is None:
        raise _unknown_prefix(node_id, prefix)
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
    return f"{relationship_prefix(type_)}:{digest(type_, from_id, to_id, *key_values)}"


def relationship_prefix(type_: str) -> str:
    """What the ids of relationships of a type begin with: ``"member-of"`` for ``"MEMBER_OF"``."""
    return type_.lower().replace("_", "-")


def relationship_type(identity: str) -> str:
    """The type of the relationship with a well-formed id."""
    return _types_by_prefix()[identity.partition(":")[0]]


@cache
def _types_by_prefix() -> dict[str, str]:
    return {relationship_prefix(type_): type_ for type_ in declaration().types}


def is_relationship_id(text: str) -> bool:
    """Whether ``text`` has the form of a relationship's id: the prefix of a type, and a hash."""
    prefix, _, rest = text.partition(":")
    return (
        prefix in _types_by_prefix()
        and re.fullmatch(f"[0-9a-f]{{{_HASH_LENGTH}}}", rest) is not None
    )


def digest(*parts: str | None) -> str:
    """Twenty hexadecimal digits (80 bits) of a SHA-256 over ``parts``."""
    return hashlib.sha256(_JSON.encode(parts).encode()).hexdigest()[:_HASH_LENGTH]


def _other_kind(text: str, kind: str) -> PhakhiError:
    names = declaration().members(kind)
    wanted = ", ".join(f"{declaration().kinds[name].prefix}:" for name in names)
    return _bad_id(
        text,
        f"should be the id of {kind} (beginning with {wanted})",
        f"ต้องเป็นรหัสของ {kind} (ขึ้นต้นด้วย {wanted})",
    )


def _unknown_prefix(text: str, prefix: str) -> PhakhiError:
    known = [*dict.fromkeys((*_COMMON, *declaration().by_prefix))]
    probably = meant(prefix, known)
    near = nearest(prefix, known) if probably else known
    en, th = listed([f"{name}:" for name in near])
    hint, hint_th = (
        (f" (did you mean {probably}:?)", f" (หมายถึง {probably}: หรือไม่)") if probably else ("", "")
    )
    return _bad_id(
        text,
        f"does not begin with the prefix of a kind{hint}, such as {en}",
        f"ไม่ได้ขึ้นต้นด้วยคำนำหน้าของประเภท{hint_th} เช่น {th}",
    )


def _bad_id(text: str, en: str, th: str) -> PhakhiError:
    shown = repr(cut(text))
    return PhakhiError(ErrorCode.BAD_ID, f"The id {shown} {en}.", f"รหัส {shown} {th}")
