"""References to nodes, as answers that are computed in process hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NodeRef(Generic[T]):
    """Stands for the node with this id where an answer is computed.

    A field of an answer is annotated ``NodeRef[Agency]``. To the type checker that is a reference,
    which has an id and nothing else; to Strawberry it is ``Agency``, which is what a client gets.
    The planner reads what the client selected below it, for all references of an answer in one
    statement.
    """

    id: str

    if not TYPE_CHECKING:

        def __class_getitem__(cls, kind: type) -> type:
            """The declared class itself: Strawberry makes the field's GraphQL type of it."""
            return kind


def node(cls: type[T], ident: str) -> NodeRef[T]:
    """A reference to the node ``ident`` of the declared class ``cls``."""
    del cls  # only its type matters
    return NodeRef(ident)


def nodes(cls: type[T], idents: Iterable[str]) -> list[NodeRef[T]]:
    """References to the nodes ``idents``, in that order."""
    return [node(cls, ident) for ident in idents]
