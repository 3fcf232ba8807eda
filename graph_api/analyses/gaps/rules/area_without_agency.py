"""Districts, or areas of another level, with problems and no active agency."""

from __future__ import annotations

from graph_api.analyses.gaps.purposes import concerned
from graph_api.analyses.gaps.rule import GapRow, GapRule, RuleDocs
from graph_api.domain.areas import within
from graph_api.domain.conditions import along, holds, seen, taken_place, valid
from graph_api.domain.organisations import acts
from graph_api.linkage.areas import areas_around
from graph_api.linkage.csr import ints
from graph_api.linkage.features import Features
from graph_api.linkage.purpose import Purpose
from schema.declare import Text
from schema.ways import TAKING_PART

_THERE = f"{within(':Area', 'n')} WHERE {along('steps')} AND {holds('r')}"
_PROBLEMS = f"(b:Problem)-[r:IN_AREA]->{_THERE} AND {seen('b')}"
_ACTIVE = f"(b:Agency)-[r:BASED_IN|IN_AREA]->{_THERE} AND {acts('b')}"
_WORKING = (
    f"(b:Agency)-[p:{'|'.join(TAKING_PART)}]->(w)-[r:IN_AREA]->{_THERE} "
    f"AND {holds('p')} AND {valid('w')} AND {taken_place('w')} AND {seen('w')} AND {acts('b')}"
)


def _purpose(features: Features, row: GapRow, _network: str | None) -> Purpose:
    number = features.graph.number(row.id)
    if number is None:
        return Purpose()
    problems = features.graph.numbers(item.id for item in row.because)
    around = areas_around(features.graph, ints([number]))
    return Purpose(problems, concerned(features, problems), around)


RULE = GapRule(
    name="area_without_agency",
    question=20,
    text=Text(
        "A district where a problem is found and no agency is active",
        "พื้นที่ที่มีปัญหาแต่ไม่มีหน่วยงาน",
    ),
    plural="districts with problems and no active agency",
    document="areas_without_agency",
    docs=RuleDocs(
        condition="an area of `level` (a district by default): a problem is IN_AREA it or an area within it, and no "
        "agency is BASED_IN or IN_AREA it or an area within it, or has a part in work that is IN_AREA there. Being "
        "active in the whole province is not being active in each district",
        purpose="the problems of `because` and their issues; it",
    ),
    match=f"MATCH (n:Area) WHERE n.level = $level AND {seen('n')} "
    f"AND EXISTS {{ {_PROBLEMS} }} AND NOT EXISTS {{ {_ACTIVE} }} "
    f"AND NOT EXISTS {{ {_WORKING} }}",
    shown=_PROBLEMS,
    shown_as="the problems found in the area",
    sentence=Text(
        "{shown}: found in {name}, where no agency is active.",
        "พบปัญหา {shown} ใน {name} แต่ไม่มีหน่วยงานทำงานที่นั่น",
    ),
    purpose=_purpose,
)
