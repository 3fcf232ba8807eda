"""Patterns that several kinds of gaps have in common, over the node ``n``."""

from __future__ import annotations

from graph_api.domain.conditions import holds, seen, valid
from graph_api.domain.organisations import acts
from schema.cypher import check_type

MEASURED_BY = f"(n)-[r:MEASURED_BY]->(b:Indicator) WHERE {holds('r')} AND {seen('b')}"
"""The indicators of a goal."""

RUNNING = f"{valid('m')} AND {seen('m')}"
"""What a mechanism ``m`` must meet: it runs on the day."""


def done_by(type_: str) -> str:
    """Who does this with ``n``: the pattern of those that show a gap.

    Raises:
        ValueError: there is no such type of relationship.
    """
    return f"(b)-[r:{check_type(type_)}]->(n) WHERE {holds('r')} AND {acts('b')}"
