"""Answers ``overlap.duplicates``: the same kind of mechanism for the same problem in the same place.

Only mechanisms that run on the day count, so they run at the same time; where one actor operates
all of a group there is nobody to agree with, and the group is left out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from graph_api.families.common.family import Asking
from graph_api.families.overlap.answers import AlikeMechanism, Duplicate
from graph_api.linkage.scoping import SCOPED, holds, seen, valid
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Actor, Area, Evidence, Mechanism, Problem, Term

SAMPLE: Key = ("", "", "")
"""The key of a group: ids of its kind, problem and area."""

MOST = 5000
"""Groups looked at in one answer."""

_GROUPS = f"""
{SCOPED}
MATCH (p:Problem)<-[a:ADDRESSES]-(m:Mechanism)-[i:IN_AREA]->(x:Area)
WHERE m.kind IS NOT NULL AND {valid("m")} AND {holds("a")} AND {holds("i")}
  AND {seen("p")} AND {seen("m")}
  AND ($p[3] IS NULL OR EXISTS {{ (x)-[:WITHIN*0..3]->(:Area {{id: $p[3]}}) }})
WITH day, datasets, synthetic, m.kind AS kind, p, x, collect(DISTINCT m) AS alike
WHERE size(alike) > 1
WITH * ORDER BY kind, p.id, x.id LIMIT {MOST}
RETURN collect([kind, p.id, x.id, [p.name_th, p.name_en], [x.name_th, x.name_en], COLLECT {{
  UNWIND alike AS m WITH m, p, day, datasets, synthetic ORDER BY m.id
  RETURN [m.id, toString(m.starts), toString(m.ends), COLLECT {{
    MATCH (o)-[r:OPERATES]->(m) WHERE {holds("r")} AND {seen("o")}
    WITH o, r ORDER BY o.id LIMIT 20 RETURN [o.id, r.evidence]
  }}, COLLECT {{
    MATCH (m)-[r:ADDRESSES]->(p) WHERE {holds("r")}
    UNWIND r.evidence AS e RETURN e
  }}]
}}])
"""


@dataclass(frozen=True, slots=True)
class _Group:
    kind: str
    problem: str
    area: str
    names: tuple[list[str | None], list[str | None]]
    mechanisms: list[list[Any]]

    @property
    def key(self) -> Key:
        return self.kind, self.problem, self.area

    @property
    def of_several(self) -> bool:
        """Whether no one actor operates all of them."""
        operators = [{operator for operator, _ in row[3]} for row in self.mechanisms]
        return len(set.union(*operators)) > 1 and not set.intersection(*operators)


async def list_duplicates(asking: Asking, area: str | None, page: Asked) -> Connection[Duplicate]:
    """The page.

    Raises:
        PhakhiError: what the store raises.
    """
    ((rows,),) = await asking.store.read(_GROUPS, {"p": [*asking.scope.parameters, area]})
    groups = [
        _Group(kind, problem, place, (problem_names, area_names), mechanisms)
        for kind, problem, place, problem_names, area_names, mechanisms in rows
    ]
    found = sorted((group for group in groups if group.of_several), key=lambda group: group.key)
    shown = page_of(found, lambda group: group.key, page)
    return connection(shown, [_duplicate(asking, group) for group in shown.items])


def _duplicate(asking: Asking, group: _Group) -> Duplicate:
    starts = [row[1] for row in group.mechanisms if row[1]]
    ends = [row[2] for row in group.mechanisms if row[2]]
    problem, area = (quoted(asking.say(en or th or "", th or "")) for th, en in group.names)
    count = len(group.mechanisms)
    return Duplicate(
        kind=node(Term, group.kind),
        problem=node(Problem, group.problem),
        area=node(Area, group.area),
        mechanisms=[_alike(row) for row in group.mechanisms],
        overlap_from=_day(max(starts, default=None)),
        overlap_until=_day(min(ends, default=None)),
        why=asking.say(
            f"{count} mechanisms of one kind address {problem} in {area} at the same time, and no one "
            "operates all of them.",
            f"กลไกประเภทเดียวกัน {count} กลไกมุ่งแก้ {problem} ใน{area} ในเวลาเดียวกัน โดยต่างผู้ดำเนินการ",
        ),
    )


def _alike(row: list[Any]) -> AlikeMechanism:
    mechanism, starts, ends, operators, addressed = row
    words = dict.fromkeys([*addressed, *(item for _, own in operators for item in own or [])])
    return AlikeMechanism(
        mechanism=node(Mechanism, mechanism),
        operators=nodes(Actor, (operator for operator, _ in operators)),
        starts=_day(starts),
        ends=_day(ends),
        evidence=nodes(Evidence, list(words)[:10]),
    )


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
