"""Goals that cannot be measured."""

from __future__ import annotations

from graph_api.analyses.gaps.patterns import MEASURED_BY, done_by
from graph_api.analyses.gaps.purposes import measuring_purpose, of_node
from graph_api.analyses.gaps.rule import GapRule, Missing, RuleDocs
from graph_api.domain.conditions import seen
from schema.declare import Text

_LACKING = {
    "INDICATOR": (f"NOT EXISTS {{ {MEASURED_BY} }}", Text("an indicator", "ตัวชี้วัด")),
    "BASELINE": ("n.baseline IS NULL", Text("a baseline", "ค่าฐาน")),
    "TARGET": ("n.target IS NULL", Text("a target", "ค่าเป้าหมาย")),
}
_UNMEASURED = " + ".join(
    f"CASE WHEN {condition} THEN [{{id: '{word}'}}] ELSE [] END"
    for word, (condition, _) in _LACKING.items()
)

RULE = GapRule(
    name="goal_not_measurable",
    question=17,
    text=Text("A goal without an indicator, a baseline or a target", "เป้าหมายที่วัดไม่ได้"),
    plural="goals that cannot be measured",
    document="goals_not_measurable",
    docs=RuleDocs(
        condition="a goal, past due or not, that is MEASURED_BY no indicator, or has no `baseline` (0 is one), or no "
        f"`target`. `missing`: {', '.join(f'`{word}`' for word in _LACKING)}, in this order",
        purpose="as `GOAL_WITHOUT_EVIDENCE`",
    ),
    match=f"MATCH (n:Goal) WHERE {seen('n')} AND size({_UNMEASURED}) > 0",
    shown=done_by("PURSUES"),
    shown_as="who pursues it",
    missing=Missing(
        _UNMEASURED, ", ".join(_LACKING), {word: text for word, (_, text) in _LACKING.items()}
    ),
    sentence=Text("{name} lacks {missing}.", "{name} ยังขาด {missing}"),
    purpose=of_node(measuring_purpose),
)
