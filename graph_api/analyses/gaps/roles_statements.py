"""The statement of ``gaps.roles``: every role of a goal, and who holds it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.domain.conditions import holds, seen
from graph_api.domain.organisations import acts
from schema.cypher import Statement

HOLDERS = 50
"""Agencies in one role that are listed."""

ROLES = 50
"""Roles of the vocabulary that are listed."""


@dataclass(frozen=True, slots=True)
class HolderRow:
    """An agency in a role."""

    agency: str
    since: dt.date | None
    until: dt.date | None
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, how many agencies hold it, and which."""

    position: int | None
    id: str
    expected: bool
    count: int
    holders: list[HolderRow]


@dataclass(frozen=True, slots=True)
class RolesRow:
    """The roles of a goal that is there."""

    roles: list[RoleRow]


_HELD = f"""
    MATCH (a:Agency)-[r:TAKES_PART_IN]->(g) WHERE r.role = t.id AND {holds("r")} AND {acts("a")}"""

GOAL_ROLES = Statement(
    "gaps.roles",
    RolesRow,
    f"""
    MATCH (g:Goal {{id: $goal}}) WHERE {seen("g")}
    RETURN COLLECT {{
      MATCH (t:Term {{vocabulary: 'role'}})
      WITH * ORDER BY t.position, t.id LIMIT {ROLES}
      RETURN {{
        position: t.position, id: t.id, expected: coalesce(t.expected, false),
        count: COUNT {{ {_HELD} RETURN DISTINCT a }},
        holders: COLLECT {{
          {_HELD}
          WITH a, r ORDER BY a.id, r.since, r.id LIMIT {HOLDERS}
          RETURN {{agency: a.id, since: toString(r.since), until: toString(r.until), evidence: r.evidence}}
        }}
      }}
    }} AS roles
    """,
)
