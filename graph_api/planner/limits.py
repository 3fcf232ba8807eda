"""Bounds on one operation, and how an operation beyond one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from graph_api.settings import Settings
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError


@dataclass(frozen=True, slots=True)
class OperationLimits:
    """Bounds on one operation; how large they are is a matter of the settings alone.

    Attributes:
        depth: nested relationships, counted from the root field.
        roots: root fields.
        subqueries: relationships selected, filtered by or counted, in all.
        cost: nodes and edges that an answer may hold at most.
        page_size: largest page.
        default_page_size: page size where none is given.
    """

    depth: int
    roots: int
    subqueries: int
    cost: int
    page_size: int
    default_page_size: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The bounds that a service has set."""
        return cls(
            depth=settings.max_depth,
            roots=settings.max_roots,
            subqueries=settings.max_subqueries,
            cost=settings.max_cost,
            page_size=settings.max_page_size,
            default_page_size=settings.default_page_size,
        )


NOTHING = Text("", "")


def beyond(code: ErrorCode, measured: Text, allowed: int, after: Text = NOTHING) -> PhakhiError:
    """The error of what is beyond a bound.

    Args:
        code: its code.
        measured: what there is, without a full stop.
        allowed: the bound.
        after: what follows the bound: in Thai what is counted, and what to do instead.
    """
    return PhakhiError(
        code,
        f"{measured.en}; {allowed:,} are allowed. {after.en}".rstrip(),
        f"{measured.th} อนุญาตไม่เกิน {allowed:,} {after.th}".rstrip(),
    )
