"""Checks arguments and turns them into what the answers are computed from."""

from __future__ import annotations

from graph_api.domain.ids import named_id
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.nearest import did_you_mean
from schema.registry import declaration
from schema.text import cut

LONGEST_HALF_LIFE = 100


def check_kind(ident: str, argument: str, *kinds: str) -> str:
    """The id that is meant (:func:`~graph_api.domain.ids.named_id`), when it is of one of these kinds.

    Raises:
        PhakhiError: BAD_ID.
    """
    if len(kinds) == 1:
        return named_id(ident, kinds[0])
    meant = named_id(ident)
    if kind_of(meant) not in kinds:
        named = ", ".join(f"{name} ({declaration().kinds[name].prefix}:)" for name in kinds)
        raise PhakhiError(
            ErrorCode.BAD_ID,
            f"{argument} is the id of: {named}; {cut(ident)} is none.",
            f"{argument} ต้องเป็นรหัสของ {named} แต่ {cut(ident)} ไม่ใช่",
        )
    return meant


def check_optional(ident: str | None, argument: str, *kinds: str) -> str | None:
    """The same, where one is named.

    Raises:
        PhakhiError: BAD_ID.
    """
    return None if ident is None else check_kind(ident, argument, *kinds)


def check_minimum(number: int) -> int:
    """A number of networks, from 1.

    Raises:
        PhakhiError: BAD_ARGUMENT.
    """
    if number < 1:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT, "minNetworks is at least 1.", "minNetworks ต้องไม่น้อยกว่า 1"
        )
    return number


def check_depth(depth: int) -> int:
    """Steps around a centre: 1 or 2.

    Raises:
        PhakhiError: BAD_ARGUMENT.
    """
    if depth not in (1, 2):
        raise PhakhiError(ErrorCode.BAD_ARGUMENT, "depth is 1 or 2.", "depth ต้องเป็น 1 หรือ 2")
    return depth


def check_half_life(years: float | None) -> float | None:
    """Years, above 0.

    Raises:
        PhakhiError: BAD_ARGUMENT.
    """
    if years is not None and not 0 < years <= LONGEST_HALF_LIFE:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"historyHalfLife is a number of years above 0, {LONGEST_HALF_LIFE} at most.",
            f"historyHalfLife เป็นจำนวนปีที่มากกว่า 0 และไม่เกิน {LONGEST_HALF_LIFE}",
        )
    return years


def check_kinds(kinds: list[str]) -> tuple[str, ...]:
    """Names of declared kinds, each once, in the order given.

    Raises:
        PhakhiError: BAD_ARGUMENT when there is none, or one is unknown.
    """
    declared = declaration().kinds
    unknown = next((name for name in kinds if name not in declared), None)
    if not kinds or unknown is not None:
        en, th = did_you_mean(unknown or "", declared)
        what, what_th = (
            (f"{cut(unknown)!r} is none{en or '.'}", f"แต่ {cut(unknown)!r} ไม่ใช่{th}")
            if unknown is not None
            else ("there is none.", "แต่ไม่มี")
        )
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"kinds are names of kinds, at least one of: {', '.join(declared)}; {what}",
            f"kinds คือชื่อประเภท อย่างน้อยหนึ่งใน: {', '.join(declared)} {what_th}",
        )
    return tuple(dict.fromkeys(kinds))
