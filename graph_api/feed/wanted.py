"""Which changes somebody wants to hear of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from graph_api.domain.ids import named_id
from schema.errors import ErrorCode, PhakhiError
from schema.nearest import did_you_mean
from schema.registry import declaration
from schema.text import cut

MOST_NAMED = 100
"""Kinds or ids that are named at most."""

_LINK_ID = re.compile(r"([a-z-]+):[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Changes that are wanted; what is ``None`` does not narrow.

    Attributes:
        kinds: kinds of records and types of relationships.
        ids: of records, with the relationships at them, or of relationships.
        area: id of an area: what is in it or below it, and whatever was removed.
    """

    kinds: frozenset[str] | None = None
    ids: frozenset[str] | None = None
    area: str | None = None

    @property
    def narrow(self) -> bool:
        """Whether each record has to be looked at."""
        return self.ids is not None or self.area is not None

    def names(self, kind: str, subjects: tuple[str | None, ...]) -> bool:
        """Whether a change of ``kind`` is wanted by kind and ids."""
        if self.kinds is not None and kind not in self.kinds:
            return False
        return self.ids is None or not self.ids.isdisjoint(subjects)


EVERYTHING = ChangeFilter()


def make_wanted(
    kinds: Sequence[str] | None, ids: Sequence[str] | None, area: str | None
) -> ChangeFilter:
    """What arguments ask for.

    Raises:
        PhakhiError: BAD_ARGUMENT, BAD_ID.
    """
    return ChangeFilter(
        None if kinds is None else _checked_kinds(kinds),
        None if ids is None else frozenset(chain.from_iterable(map(_meant, _bounded(ids, "ids")))),
        None if area is None else named_id(area, "Area"),
    )


def _checked_kinds(kinds: Sequence[str]) -> frozenset[str]:
    known = [*declaration().kinds, *declaration().types]
    unknown = next((name for name in _bounded(kinds, "kinds") if name not in known), None)
    if unknown is not None:
        en, th = did_you_mean(unknown, known)
        shown = repr(cut(unknown))
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"kinds names {shown}, which is no kind such as Agency, and no type of relationships "
            f"such as MEMBER_OF{en or '.'}",
            f"kinds ระบุ {shown} ซึ่งไม่ใช่ประเภทระเบียน เช่น Agency หรือประเภทความสัมพันธ์ เช่น MEMBER_OF{th}",
        )
    return frozenset(kinds)


def _meant(ident: str) -> Iterator[str]:
    """An id; and where its record was merged, that of the one that stays: the log has both."""
    match = _LINK_ID.fullmatch(ident)
    if match and match[1].replace("-", "_").upper() in declaration().types:
        yield ident
    else:
        yield from dict.fromkeys((named_id(ident), ident))


def _bounded(named: Sequence[str], argument: str) -> Sequence[str]:
    if not 0 < len(named) <= MOST_NAMED:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{argument} names from 1 to {MOST_NAMED}.",
            f"{argument} ระบุได้ตั้งแต่ 1 ถึง {MOST_NAMED} รายการ",
        )
    return named
