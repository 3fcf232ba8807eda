"""Asks about small datasets, as the tests of ``readiness`` do."""

from __future__ import annotations

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import ask
from tests.loaders.conftest import Folder, folder

__all__ = ["ask", "folder", "world"]

WORLD: dict[str, str] = {
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": """id,name_th,phrase,from
        evidence:ra,ก,คำ,source:s
        evidence:rb,ข,คำ,source:s
        evidence:oa,ค,คำ,source:s
        evidence:an,ง,คำ,source:s
        evidence:ca,จ,คำ,source:s
        evidence:le,ฉ,คำ,source:s
        evidence:ta,ช,คำ,source:s""",
    "terms": """id,vocabulary,position,name_th,expected
        term:role.leads,role,1,นำ,true
        term:role.supports,role,2,หนุน,false
        term:role.evaluates,role,4,ประเมิน,true""",
    "areas": "id,name_th,within\narea:41,จังหวัด,\narea:4101,อำเภอ,area:41\narea:4102,อำเภออื่น,area:41",
    "networks": "id,name_th,part_of\nnetwork:one,หนึ่ง,area:41\nnetwork:two,สอง,area:41",
    "agencies": """id,name_th,name_en,based_in
        agency:a,ก,A,area:4101
        agency:b,ข,B,area:4101
        agency:c,ค,C,area:4101
        agency:d,ง,D,area:4102
        agency:e,จ,E,""",
    "member_of": """from,to
        agency:a,network:one
        agency:b,network:two
        agency:c,network:two
        agency:d,network:one
        agency:d,network:two""",
    "issues": "id,name_th,name_en\nissue:i,ประเด็น,Issue\nissue:j,อีกประเด็น,Other issue",
    "problems": """id,name_th,name_en,concerns,in_area
        problem:p,ปัญหา,Problem,issue:i,area:4101
        problem:q,อีกปัญหา,Other problem,issue:i|issue:j,area:4101
        problem:far,ปัญหาไกล,Far problem,issue:i,area:4102""",
    "raises": """from,to,evidence
        agency:a,problem:p,evidence:ra
        agency:b,problem:p,evidence:rb
        agency:c,problem:p,
        agency:d,problem:p,""",
    "goals": """id,name_th,name_en,addresses,concerns,in_area
        goal:g,เป้า,Goal,problem:p,issue:i,area:4101
        goal:other,เป้าอื่น,Other goal,,,""",
    "mechanisms": """id,name_th,name_en,addresses,serves
        mechanism:straight,กลไกตรง,Straight,problem:p,
        mechanism:serving,กลไกหนุน,Serving,,goal:g
        mechanism:off,กลไกอื่น,Off the point,problem:q,""",
    "operates": """from,to,evidence
        agency:a,mechanism:straight,evidence:oa
        agency:c,mechanism:serving,
        agency:b,mechanism:off,""",
    "takes_part_in": """from,to,role,until,evidence
        agency:a,goal:g,term:role.leads,,evidence:ta
        agency:b,goal:other,term:role.evaluates,,evidence:le
        agency:b,mechanism:off,term:role.leads,,
        agency:e,goal:other,term:role.supports,,
        agency:d,goal:other,term:role.evaluates,2024-12-31,""",
    "collaborates_with": "from,to\nagency:a,agency:b",
    "adopts": "from,to\nagency:d,issue:i\nagency:e,issue:i",
    "good_deeds": """id,name_th,answers,concerns,evidence
        good-deed:late,ฮ,problem:p,issue:i,
        good-deed:early,ก,problem:p|problem:q,issue:i,evidence:an""",
    "commits_to": """from,to,wording,since,until,evidence
        network:one,good-deed:early,ตามคำ,,,
        agency:b,good-deed:early,,2024-01-01,,evidence:ca
        agency:c,good-deed:early,,,2024-12-31,
        area:41,good-deed:early,,2026-01-01,,""",
    "moral_capitals": """id,name_th,name_en,concerns,in_area,enables
        moral-capital:m,ต้นทุน,Capital,issue:i|issue:j,area:4101,good-deed:late
        moral-capital:away,ต้นทุนไกล,Capital elsewhere,issue:i,area:4102,""",
    "holds": "from,to\nagency:e,moral-capital:m\nnetwork:two,moral-capital:m",
}
"""A small world: who shares a problem, who is engaged for a goal, what there is to build on."""


@pytest.fixture
async def world(empty_store: Store, folder: Folder) -> None:
    """The small world, loaded."""
    await load_folder(empty_store, folder("world", **WORLD))
