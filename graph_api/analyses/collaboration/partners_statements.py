"""The statement of ``collaboration.partners``: roles that nobody plays in a goal, and who plays them elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import holds, seen
from graph_api.domain.organisations import acts
from graph_api.domain.roles import PlayedRow, roles_played
from schema.cypher import Statement


@dataclass(frozen=True, slots=True)
class EmptyRoles:
    """Ids of the expected roles that nobody plays in a goal, in their order, and who plays them elsewhere."""

    empty: list[str]
    played: list[PlayedRow]


EMPTY_ROLES = Statement(
    "collaboration.empty_roles",
    EmptyRoles,
    f"""
    MATCH (g:Goal {{id: $goal}}) WHERE {seen("g")}
    WITH g, COLLECT {{
      MATCH (t:Term {{vocabulary: 'role'}})
      WHERE t.expected AND NOT EXISTS {{
        MATCH (a:Agency)-[r:TAKES_PART_IN]->(g)
        WHERE r.role = t.id AND {holds("r")} AND {acts("a")} AND NOT a.id IN $away
      }}
      WITH t ORDER BY t.position, t.id RETURN t.id
    }} AS empty
    RETURN empty, {roles_played("r.role IN empty AND w <> g", "g", "empty")} AS played
    """,
)
