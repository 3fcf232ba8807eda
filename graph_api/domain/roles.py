"""Roles that agencies play in works, as statements read them."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import holds, seen, valid

WORKS_SHOWN = 8
"""Works named for one role at most."""


@dataclass(frozen=True, slots=True)
class PlayedRow:
    """The role that an agency plays most often: in how many works, in which, and by what evidence."""

    agency: str
    role: str
    count: int
    works: list[str]
    evidence: list[str]


def roles_played(condition: str, *names: str) -> str:
    """A subquery: a :class:`PlayedRow` for each of ``$agencies`` that plays a role.

    Args:
        condition: what counts, of the relationship ``r`` and the work ``w``.
        names: further variables of the statement that the condition names.
    """
    return f"""COLLECT {{
      UNWIND $agencies AS id
      MATCH (a:Agency {{id: id}})
      CALL ({", ".join(("a", *names))}) {{
        MATCH (a)-[r:TAKES_PART_IN]->(w)
        WHERE {condition} AND {holds("r")} AND {seen("w")} AND {valid("w")}
        MATCH (t:Term {{id: r.role}})
        WITH t, w, r ORDER BY w.id, r.id
        WITH t, collect(DISTINCT w.id) AS works, collect(r.evidence) AS words
        ORDER BY size(works) DESC, t.position, t.id LIMIT 1
        RETURN t.id AS role, works, reduce(all = [], some IN words | all + some) AS words
      }}
      RETURN {{
        agency: a.id, role: role, count: size(works), works: works[..{WORKS_SHOWN}], evidence: words
      }}
    }}"""
