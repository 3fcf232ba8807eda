"""Which roles agencies play in works, read by one fixed statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.evidence import evidence_shown
from graph_api.domain.roles import PlayedRow, roles_played
from graph_api.domain.scope import Scope
from graph_api.linkage.candidate_answers import RolePlayed
from graph_api.planner.refs import node, nodes
from schema.cypher import Reader, Statement
from schema.model import Evidence, Record, Term


@dataclass(frozen=True, slots=True)
class RolesPlayed:
    """The roles that agencies play, one each."""

    played: list[PlayedRow]


ROLES_PLAYED = Statement(
    "linkage.roles_played", RolesPlayed, f"RETURN {roles_played('r.role IS NOT NULL')} AS played"
)


async def read_roles(store: Reader, scope: Scope, agencies: Sequence[str]) -> dict[str, RolePlayed]:
    """The role that each of these agencies plays most often; of those that play one.

    Raises:
        PhakhiError: what the store raises.
    """
    if not agencies:
        return {}
    (roles,) = await ROLES_PLAYED.read(store, **scope.parameters, agencies=list(agencies))
    return {row.agency: role_answer(row) for row in roles.played}


def role_answer(row: PlayedRow) -> RolePlayed:
    """The role as it is shown."""
    return RolePlayed(
        role=node(Term, row.role),
        count=row.count,
        works=nodes(Record, row.works),
        evidence=nodes(Evidence, evidence_shown(row.evidence)),
    )
