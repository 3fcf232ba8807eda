"""Answers ``gaps.trace``: a network's goals → shared issues → virtues → plans, and what hangs loose."""

from __future__ import annotations

from typing import Any

from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.gaps.answers import LooseEnd, Trace, TracedIssue, TracedVirtue
from graph_api.analyses.gaps.patterns import along
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen, valid
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Goal, Issue, Plan, Record, Virtue

SAMPLE: Key = ("", "")
"""The key of a goal: its collation key, its id."""

STEPS = 3
"""Times that CONTRIBUTES_TO is followed on the way to a plan."""

LISTED = 50
"""Issues of a goal, virtues of an issue and plans at most."""

EVIDENCE_SHOWN = 10
"""Pieces of evidence for one goal at most."""

_PURSUED = f"""
    MATCH (w)<-[part:MEMBER_OF*0..1]-(o)-[r:PURSUES]->(g:Goal)
    WHERE {along("part")} AND {holds("r")} AND {seen("g")} AND {seen("o")} AND {asserted("o")}"""


def _step(pattern: str, found: str, then: str) -> str:
    """The nodes ``found`` by a relationship ``c``, each with what is collected of it ``then``."""
    ends = f"AND {valid(found)}" if found == "p" else ""
    return f"""COLLECT {{
      MATCH {pattern} WHERE {holds("c")} AND {seen(found)} {ends}
      WITH DISTINCT {found}, day, datasets, synthetic ORDER BY {found}.id LIMIT {LISTED}
      RETURN {then}
    }}"""


_PLANS = _step("(p:Plan)-[c:PROMOTES]->(v)", "p", "p.id")
_VIRTUES = _step("(i)-[c:CULTIVATES]->(v:Virtue)", "v", f"[v.id, {_PLANS}]")
_ISSUES = _step("(g)-[c:CONCERNS]->(i:Issue)", "i", f"[i.id, {_VIRTUES}]")

_TRACE = f"""
{SCOPED}
MATCH (w:Network {{id: $p[3]}}) WHERE {seen("w")} AND {asserted("w")}
RETURN COUNT {{ {_PURSUED} RETURN DISTINCT g }}, COLLECT {{
  {_PURSUED} AND (g.sort_th > $p[4] OR (g.sort_th = $p[4] AND g.id > $p[5]))
  WITH DISTINCT w, g, day, datasets, synthetic ORDER BY g.sort_th, g.id LIMIT $p[6]
  RETURN [g.sort_th, g.id, {_ISSUES},
    COLLECT {{
      MATCH (g)-[steps:CONTRIBUTES_TO*1..{STEPS}]->(p:Plan)
      WHERE {along("steps")} AND {seen("p")} AND {valid("p")}
      WITH DISTINCT p ORDER BY p.id LIMIT {LISTED} RETURN p.id
    }},
    COLLECT {{
      MATCH (w)<-[part:MEMBER_OF*0..1]-(o)-[r:PURSUES]->(g)
      WHERE {along("part")} AND {holds("r")} AND {seen("o")} AND {asserted("o")}
      UNWIND r.evidence AS e WITH DISTINCT e ORDER BY e LIMIT {EVIDENCE_SHOWN} RETURN e
    }}]
}}
"""


async def find_trace(
    context: QueryContext, network: str, page: PageRequest
) -> Connection[Trace] | None:
    """The page; ``None`` when there is no such network.

    Raises:
        PhakhiError: what the store raises.
    """
    after = page.after or SAMPLE
    parameters = [*context.scope.positional, network, *after, page.first + 1]
    found = await context.store.read(_TRACE, {"p": parameters})
    if not found:
        return None
    ((total, rows),) = found
    rows = sorted(rows, key=lambda row: (row[0], row[1]))
    shown = page_read(rows, lambda row: (row[0], row[1]), page, total)
    return connection(shown, map(_trace, shown.items))


def _trace(row: list[Any]) -> Trace:
    _, goal, found, plans, evidence = row
    issues = sorted(found)
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
        plans=nodes(Plan, sorted(plans)),
        loose=loose,
        loose_at=nodes(Record, [*at, *bare]),
        evidence=nodes(Evidence, sorted(evidence)),
    )


def _issue(row: list[Any]) -> TracedIssue:
    issue, virtues = row
    return TracedIssue(
        issue=node(Issue, issue),
        virtues=[
            TracedVirtue(virtue=node(Virtue, virtue), plans=nodes(Plan, sorted(plans)))
            for virtue, plans in sorted(virtues)
        ],
    )
