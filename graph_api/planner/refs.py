"""References to nodes, as answers that are computed in process hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NodeRef:
    """Stands for the node with this id where an answer's field is typed with its declared class.

    The planner reads what the client selected below it, for all references of an answer in one
    statement.
    """

    id: str


def node(cls: type[T], ident: str) -> T:
    """A reference to the node ``ident``, typed as the declared class ``cls``."""
    del cls  # only its type matters
    return cast("T", NodeRef(ident))


def nodes(cls: type[T], idents: Iterable[str]) -> list[T]:
    """References to the nodes ``idents``, in that order."""
    return [node(cls, ident) for ident in idents]
