"""Problems that somebody raises and nobody works on."""

from __future__ import annotations

from graph_api.analyses.gaps.patterns import RUNNING, done_by
from graph_api.analyses.gaps.purposes import of_node, problem_purpose
from graph_api.analyses.gaps.rule import GapRule, RuleDocs
from graph_api.domain.conditions import holds, seen
from graph_api.domain.organisations import acts
from schema.declare import Text

_RAISED = done_by("RAISES")
_OPERATED = (
    f"(o)-[r:OPERATES]->(m:Mechanism)-[a:ADDRESSES]->(n) "
    f"WHERE {RUNNING} AND {holds('r')} AND {holds('a')} AND {acts('o')}"
)
_COMMITTED = (
    "(o)-[r:COMMITS_TO]->(d:GoodDeed)-[a:ANSWERS]->(n) "
    f"WHERE {seen('d')} AND {holds('r')} AND {holds('a')} AND {acts('o')}"
)
_TAKEN_PART = (
    "(o)-[r:TAKES_PART_IN]->(g:Goal)-[a:ADDRESSES]->(n) "
    f"WHERE {seen('g')} AND {holds('r')} AND {holds('a')} AND {acts('o')}"
)

RULE = GapRule(
    name="problem_without_work",
    question=2,
    text=Text("A problem that somebody raises and nobody works on", "ปัญหาที่ไม่มีใครทำ"),
    plural="problems that nobody works on",
    document="problems_without_work",
    docs=RuleDocs(
        condition="somebody RAISES the problem, and nobody *works on* it: nobody OPERATES a mechanism of the day "
        "that ADDRESSES it, nobody COMMITS_TO a good deed that ANSWERS it, nobody TAKES_PART_IN a goal that "
        "ADDRESSES it. Pursuing a goal is no work",
        purpose="it; its issues and areas",
    ),
    match=f"MATCH (n:Problem) WHERE {seen('n')} AND EXISTS {{ {_RAISED} }} "
    f"AND NOT EXISTS {{ {_OPERATED} }} AND NOT EXISTS {{ {_COMMITTED} }} "
    f"AND NOT EXISTS {{ {_TAKEN_PART} }}",
    shown=_RAISED,
    shown_as="who raises the problem",
    sentence=Text(
        "{shown} raised {name}; nobody has a mechanism, a good deed or a part in a goal for it.",
        "{shown} ยกปัญหา {name} แต่ยังไม่มีใครดำเนินกลไก ตั้งใจทำความดี หรือร่วมเป้าหมายเพื่อแก้ปัญหานี้",
    ),
    purpose=of_node(problem_purpose),
)
