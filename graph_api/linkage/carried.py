"""What rests on some words alone, read where these are thought away."""

from __future__ import annotations

from collections.abc import Sequence

from graph_api.domain.scope import Scope
from graph_api.linkage.carried_statements import READ_CARRIED
from schema.cypher import Reader

CarriedLink = tuple[str, str, str]
"""A relationship: id of the source, type, id of the target."""


async def read_carried(
    store: Reader, scope: Scope, evidence: Sequence[str]
) -> list[CarriedLink] | None:
    """The relationships of which no evidence is left; ``None`` when a piece is not there.

    What has no evidence at all rests on its dataset, and not on words.

    Raises:
        PhakhiError: what the store raises.
    """
    if not evidence:
        return []
    (row,) = await READ_CARRIED.read(store, **scope.parameters, evidence=list(evidence))
    if set(row.known) != set(evidence):
        return None
    return [(source, type_, target) for source, type_, target in row.links]
