"""When a commitment counts as made, and when as followed up; of the node ``n``."""

from __future__ import annotations

from graph_api.domain.conditions import AS_OF, begun, holds, seen, taken_place

HELD = f"e.date <= {AS_OF} AND {seen('e')}"
"""What an event ``e`` must meet for what was said there to count: one without a date was not held."""

MADE_AT = (
    f"-[m:MADE_AT]->(e:Event) WHERE {holds('m')} AND {HELD} AND ($event IS NULL OR e.id = $event)"
)
"""How a pattern goes on after a commitment: it was made by the day; at ``$event``, when one is named."""

FOLLOWED_UP = f"(x)-[f:FOLLOWS_UP]->(n) WHERE {holds('f')} AND {seen('x')} AND {taken_place('x')} AND {begun('x')}"
"""What has followed up ``n``: what has not begun or taken place by the day has not; what is over has."""
