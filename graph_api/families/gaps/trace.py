"""Answers ``gaps.trace``: a network's goals → shared issues → virtues → plans, and what hangs loose."""

from __future__ import annotations

from typing import Any

from graph_api.families.common.family import Asking
from graph_api.families.gaps.answers import LooseEnd, Trace, TracedIssue, TracedVirtue
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen, valid
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Goal, Issue, Plan, Record, Virtue

SAMPLE: Key = ("", "")
"""The key of a goal: its collation key, its id."""

STEPS = 3
"""Goals that one contributes to in a row, on the way to a plan."""

_PURSUED = f"""
    MATCH (o)-[r:PURSUES]->(g:Goal)
    WHERE (o = w OR EXISTS {{ (o)-[b:MEMBER_OF]->(w) WHERE {holds("b")} }})
      AND {holds("r")} AND {seen("g")} AND {seen("o")} AND {asserted("o")}"""

_TRACE = f"""
{SCOPED}
MATCH (w:Network {{id: $p[3]}}) WHERE {seen("w")} AND {asserted("w")}
RETURN COUNT {{ {_PURSUED} RETURN DISTINCT g }}, COLLECT {{
  {_PURSUED} AND (g.sort_th > $p[4] OR (g.sort_th = $p[4] AND g.id > $p[5]))
  WITH DISTINCT w, g, day, datasets, synthetic ORDER BY g.sort_th, g.id LIMIT $p[6]
  RETURN [g.sort_th, g.id,
    COLLECT {{
      MATCH (g)-[c:CONCERNS]->(i:Issue) WHERE {holds("c")} AND {seen("i")}
      WITH DISTINCT i, day, datasets, synthetic ORDER BY i.id
      RETURN [i.id, COLLECT {{
        MATCH (i)-[c:CULTIVATES]->(v:Virtue) WHERE {holds("c")} AND {seen("v")}
        WITH DISTINCT v, day, datasets, synthetic ORDER BY v.id
        RETURN [v.id, COLLECT {{
          MATCH (p:Plan)-[c:PROMOTES]->(v) WHERE {holds("c")} AND {seen("p")} AND {valid("p")}
          WITH DISTINCT p ORDER BY p.id RETURN p.id
        }}]
      }}]
    }},
    COLLECT {{
      MATCH (g)-[:CONTRIBUTES_TO*1..{STEPS}]->(p:Plan) WHERE {seen("p")} AND {valid("p")}
      WITH DISTINCT p ORDER BY p.id RETURN p.id
    }},
    COLLECT {{
      MATCH (o)-[r:PURSUES]->(g)
      WHERE (o = w OR EXISTS {{ (o)-[:MEMBER_OF]->(w) }}) AND {holds("r")}
      UNWIND r.evidence AS e WITH DISTINCT e ORDER BY e LIMIT 10 RETURN e
    }}]
}}
"""


async def find_trace(asking: Asking, network: str, page: Asked) -> Connection[Trace] | None:
    """The page; ``None`` when there is no such network.

    Raises:
        PhakhiError: what the store raises.
    """
    after = page.after or SAMPLE
    parameters = [*asking.scope.parameters, network, *after, page.first + 1]
    found = await asking.store.read(_TRACE, {"p": parameters})
    if not found:
        return None
    ((total, rows),) = found
    rows = sorted(rows, key=lambda row: (row[0], row[1]))
    shown = page_read(rows, lambda row: (row[0], row[1]), page, total)
    return connection(shown, map(_trace, shown.items))


def _trace(row: list[Any]) -> Trace:
    _, goal, issues, plans, evidence = row
    bare = [issue for issue, virtues in issues if not virtues]
    promoted = any(promoting for _, virtues in issues for _, promoting in virtues)
    loose = [
        *([LooseEnd.NO_ISSUE] if not issues else []),
        *([LooseEnd.NO_VIRTUE] if bare else []),
        *([LooseEnd.NO_PLAN] if not promoted and not plans else []),
    ]
    at = [goal] if {LooseEnd.NO_ISSUE, LooseEnd.NO_PLAN} & set(loose) else []
    return Trace(
        goal=node(Goal, goal),
        issues=[_issue(item) for item in issues],
        plans=nodes(Plan, plans),
        loose=loose,
        loose_at=nodes(Record, [*at, *bare]),
        evidence=nodes(Evidence, evidence),
    )


def _issue(row: list[Any]) -> TracedIssue:
    issue, virtues = row
    return TracedIssue(
        issue=node(Issue, issue),
        virtues=[
            TracedVirtue(virtue=node(Virtue, virtue), plans=nodes(Plan, plans))
            for virtue, plans in virtues
        ],
    )
