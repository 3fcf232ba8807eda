"""Goals that are due soon and have no reading."""

from __future__ import annotations

from graph_api.analyses.gaps.patterns import MEASURED_BY
from graph_api.analyses.gaps.purposes import measuring_purpose, of_node
from graph_api.analyses.gaps.rule import GapRule, RuleDocs
from graph_api.domain.conditions import AS_OF, holds, seen, taken_place
from schema.declare import Text

_READ = (
    "(n)-[i:MEASURED_BY]->(k:Indicator)<-[o:OF]-(v:Reading) "
    f"WHERE {holds('i')} AND {holds('o')} AND {seen('k')} AND {seen('v')} AND {taken_place('v')}"
)

RULE = GapRule(
    name="goal_without_evidence",
    question=16,
    text=Text(
        "A goal that is due soon, with no reading of any of its indicators",
        "เป้าหมายใกล้ครบกำหนดที่ยังไม่มีหลักฐาน",
    ),
    plural="goals due soon without evidence",
    document="goals_due_without_evidence",
    docs=RuleDocs(
        condition="day ≤ `due` ≤ day + `withinMonths` (calendar months; 31 January + 1 month is 28 or 29 February), "
        "and no Reading, dated on the day or before (or undated), is OF an indicator that the goal is MEASURED_BY",
        purpose="the problems that it addresses, its issues and areas; only among those who take part in it or "
        "pursue it, if any agency does: measuring is theirs",
    ),
    match=f"MATCH (n:Goal) WHERE {seen('n')} AND n.due >= {AS_OF} "
    f"AND n.due <= {AS_OF} + duration({{months: $within_months}}) AND NOT EXISTS {{ {_READ} }}",
    shown=MEASURED_BY,
    shown_as="its indicators",
    sentence=Text(
        "{name} is due on {due}; by {day} there is no reading of any indicator of it.",
        "{name} ครบกำหนดวันที่ {due} แต่จนถึงวันที่ {day} ยังไม่มีค่าที่วัดได้ของตัวชี้วัดใด",
    ),
    purpose=of_node(measuring_purpose),
)
