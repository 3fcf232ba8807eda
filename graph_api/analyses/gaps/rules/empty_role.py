"""Goals that lack an expected role."""

from __future__ import annotations

from graph_api.analyses.gaps.patterns import done_by
from graph_api.analyses.gaps.purposes import goal_purpose, of_node
from graph_api.analyses.gaps.rule import GapRule, Missing, RuleDocs
from graph_api.domain.conditions import AS_OF, holds, seen
from graph_api.domain.names import named
from graph_api.domain.organisations import acts
from schema.declare import Text

_EMPTY = f"""
    MATCH (t:Term {{vocabulary: 'role', expected: true}})
    WHERE NOT EXISTS {{
      (o)-[p:TAKES_PART_IN]->(n) WHERE p.role = t.id AND {holds("p")} AND {acts("o")}
    }}"""

RULE = GapRule(
    name="empty_role",
    question=14,
    text=Text("A goal that is not past due and lacks an expected role", "บทบาทที่ว่าง"),
    plural="empty roles",
    document="roles_of_goal",
    docs=RuleDocs(
        condition="a goal without `due`, or due on the day or later, in which an *expected* role (a Term of the "
        "vocabulary `role` with `expected`) is held by no agency: none TAKES_PART_IN it with that `role`. "
        "`missing`: ids of these roles, in the vocabulary's order",
        purpose="the problems that it addresses, its issues and areas; engaged: who takes part in it or pursues it",
    ),
    match=f"MATCH (n:Goal) WHERE {seen('n')} AND (n.due IS NULL OR n.due >= {AS_OF}) "
    f"AND EXISTS {{ {_EMPTY} }}",
    shown=done_by("TAKES_PART_IN"),
    shown_as="who takes part in the goal",
    missing=Missing(
        f"COLLECT {{ {_EMPTY} WITH t ORDER BY t.position, t.id RETURN {named('t')} }}",
        "ids of roles",
    ),
    sentence=Text(
        "Nobody in {name} has the expected part: {missing}.",
        "{name} ยังไม่มีผู้ทำหน้าที่ที่ควรมี: {missing}",
    ),
    purpose=of_node(goal_purpose),
)
