"""Problems that a goal is about and no mechanism is."""

from __future__ import annotations

from graph_api.analyses.gaps.patterns import RUNNING
from graph_api.analyses.gaps.purposes import of_node, problem_purpose
from graph_api.analyses.gaps.rule import GapRule, RuleDocs
from graph_api.domain.conditions import holds, seen
from schema.declare import Text

_AIMED_AT = f"(b:Goal)-[r:ADDRESSES]->(n) WHERE {holds('r')} AND {seen('b')}"
_ADDRESSED = f"(m:Mechanism)-[a:ADDRESSES]->(n) WHERE {RUNNING} AND {holds('a')}"
_SERVED = (
    "(m:Mechanism)-[s:SERVES]->(g:Goal)-[a:ADDRESSES]->(n) "
    f"WHERE {RUNNING} AND {seen('g')} AND {holds('s')} AND {holds('a')}"
)

RULE = GapRule(
    name="problem_without_mechanism",
    question=3,
    text=Text("A problem with a goal, but no mechanism for either", "ปัญหาที่มีเป้าหมายแต่ไม่มีกลไก"),
    plural="problems with a goal but no mechanism",
    document="problems_without_mechanism",
    docs=RuleDocs(
        condition="a goal (past due or not) ADDRESSES the problem; no mechanism of the day ADDRESSES it or SERVES "
        "such a goal, operated by somebody or not",
        purpose="it; its issues and areas",
    ),
    match=f"MATCH (n:Problem) WHERE {seen('n')} AND EXISTS {{ {_AIMED_AT} }} "
    f"AND NOT EXISTS {{ {_ADDRESSED} }} AND NOT EXISTS {{ {_SERVED} }}",
    shown=_AIMED_AT,
    shown_as="the goals that address it",
    sentence=Text(
        "There is a goal for {name}: {shown}; no mechanism addresses the problem or serves such a goal.",
        "มีเป้าหมายเพื่อแก้ {name}: {shown} แต่ยังไม่มีกลไกสำหรับปัญหาหรือเป้าหมายนี้",
    ),
    purpose=of_node(problem_purpose),
)
