"""The statement that names what changes."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.names import Named, named
from schema.cypher import Statement


@dataclass(frozen=True, slots=True)
class NamedRow:
    """Names of records."""

    names: list[Named]


READ_NAMED = Statement(
    "effects.read_named",
    NamedRow,
    f"""
    RETURN COLLECT {{ UNWIND $ids AS id MATCH (n:Record {{id: id}}) RETURN {named("n")} }} AS names
    """,
)
