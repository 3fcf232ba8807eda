"""Areas within areas: how far WITHIN is followed, in Cypher and on the snapshot."""

from __future__ import annotations

from graph_api.domain.conditions import along, seen
from schema.model import Area
from schema.registry import declaration
from schema.relationships import End, Union


def _may_be_area(end: End) -> bool:
    return isinstance(end, Union) and Area in end.members


AREA_DEPTH = declaration().types["WITHIN"][0].transitive
"""How many times WITHIN is followed at most: as often as the declaration says for ``inside``."""

LEADING_TO_AREAS = tuple(
    type_
    for type_, rows in declaration().types.items()
    if any(row.target is Area or _may_be_area(row.target) for row in rows)
)
"""Types of relationships that say in which area something is."""


def within(inner: str, outer: str, steps: str = "steps") -> str:
    """A pattern: the area ``inner`` is the area ``outer``, or lies within it, by ``steps``."""
    return f"({inner})-[{steps}:WITHIN*0..{AREA_DEPTH}]->({outer})"


def lies_within(inner: str, outer: str) -> str:
    """Whether the area ``inner`` is ``outer`` or lies within it, by ways that hold on the day."""
    return f"EXISTS {{ {within(inner, outer)} WHERE {along('steps')} AND {seen(inner)} }}"
