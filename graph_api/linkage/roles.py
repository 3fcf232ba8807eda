"""Which roles agencies play in works, read by one fixed statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph_api.domain.scope import Scope
from graph_api.linkage.candidate_answers import RolePlayed
from graph_api.linkage.details import EVIDENCE_SHOWN
from graph_api.linkage.scoping import SCOPED, holds, seen, valid
from graph_api.planner.refs import node, nodes
from schema.cypher import Reader
from schema.model import Evidence, Record, Term

WORKS_SHOWN = 8
"""Works named for one role at most."""


def played(condition: str, names: str = "") -> str:
    """A subquery: the role that each agency of ``$p[3]`` plays most often, where ``condition`` holds.

    It gives lists of agency, role, number of works, works, evidence. The condition is on the
    relationship ``r``, the work ``w``, and further ``names``, each followed by a comma.
    """
    return f"""COLLECT {{
  UNWIND $p[3] AS id
  MATCH (a:Agency {{id: id}})
  CALL (a, {names}day, datasets, synthetic) {{
    MATCH (a)-[r:TAKES_PART_IN]->(w) WHERE {condition} AND {holds("r")} AND {seen("w")} AND {valid("w")}
    MATCH (t:Term {{id: r.role}})
    WITH t, w, r ORDER BY w.id, r.id
    WITH t, collect(DISTINCT w.id) AS works, collect(r.evidence) AS words
    ORDER BY size(works) DESC, t.position, t.id LIMIT 1
    RETURN t.id AS role, works, reduce(all = [], some IN words | all + some) AS words
  }}
  RETURN [a.id, role, size(works), works[..{WORKS_SHOWN}], words]
}}"""


_MOST = f"{SCOPED}RETURN {played('r.role IS NOT NULL')}"


async def read_roles(store: Reader, scope: Scope, agencies: Sequence[str]) -> dict[str, RolePlayed]:
    """The role that each of these agencies plays most often; of those that play one.

    Raises:
        PhakhiError: what the store raises.
    """
    if not agencies:
        return {}
    ((rows,),) = await store.read(_MOST, {"p": [*scope.positional, list(agencies)]})
    return {row[0]: role_answer(row) for row in rows}


def role_answer(row: Sequence[Any]) -> RolePlayed:
    """A row of ``played`` as it is shown."""
    _, role, count, works, words = row
    return RolePlayed(
        role=node(Term, role),
        count=count,
        works=nodes(Record, works),
        evidence=nodes(Evidence, list(dict.fromkeys(words))[:EVIDENCE_SHOWN]),
    )
