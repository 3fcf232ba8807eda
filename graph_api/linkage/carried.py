"""What rests on some words alone, read where these are thought away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.scope import Scope
from graph_api.linkage.carried_statements import READ_CARRIED
from schema.cypher import Reader

CarriedLink = tuple[str, str, str]
"""A relationship: id of the source, type, id of the target."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What rests on some words alone.

    Attributes:
        links: relationships that hold.
        former: the two ids of those of working together, whether they hold or are over.
    """

    links: tuple[CarriedLink, ...] = ()
    former: tuple[tuple[str, str], ...] = ()


async def read_carried(store: Reader, scope: Scope, evidence: Sequence[str]) -> Carried | None:
    """The relationships of which no evidence is left; ``None`` when a piece is not there.

    What has no evidence at all rests on its dataset, and not on words.

    Raises:
        PhakhiError: what the store raises.
    """
    if not evidence:
        return Carried()
    (row,) = await READ_CARRIED.read(store, **scope.parameters, evidence=list(evidence))
    if set(row.known) != set(evidence):
        return None
    return Carried(
        tuple((source, type_, target) for source, type_, target in row.links),
        tuple((source, target) for source, target in row.former),
    )
