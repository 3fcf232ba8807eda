"""A small province with every kind of gap, each beside a near miss."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.settings import Settings
from graph_api.store import Store, open_store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder, folder

__all__ = ["folder"]

DAY = "2026-01-15"

TRUE: dict[str, str] = {
    "terms": """id,vocabulary,position,name_th,name_en,expected
        term:area-level.district,area-level,1,อำเภอ,District,
        term:role.supports,role,2,หนุน,Supports,false
        term:role.leads,role,1,นำ,Leads,true
        term:role.evaluates,role,3,วัดผล,Evaluates,true
        term:commitment-status.dropped,commitment-status,1,เลิก,Dropped,""",
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": """id,name_th,phrase,from
        evidence:raised,ก,คำ,source:s
        evidence:own,ก,คำ,source:s
        evidence:adopted,ก,คำ,source:s""",
    "areas": """id,name_th,level,within
        area:41,จังหวัด,,
        area:4101,เมือง,term:area-level.district,area:41
        area:4102,กลาง,term:area-level.district,area:41
        area:4103,ไกล,term:area-level.district,area:41
        area:410201,ตำบล,,area:4102
        area:42,จังหวัดอื่น,,
        area:4201,อำเภออื่น,term:area-level.district,area:42""",
    "networks": """id,name_th,part_of
        network:n,น,area:41
        network:m,ม,area:41
        network:k,ค,area:41
        network:far,ฟ,area:42""",
    "agencies": """id,name_th,name_en,based_in
        agency:a,ก,A,area:4101
        agency:b,ข,B,area:410201
        agency:c,ค,C,area:41""",
    "in_area": "from,to,since,until\nagency:c,area:4103,,2026-01-14",
    "member_of": """from,to,since,until
        agency:a,network:n,,
        agency:b,network:m,,
        agency:c,network:k,,
        agency:c,network:n,,2025-12-31""",
    "issues": "id,name_th\nissue:i,ข\nissue:h,ก\nissue:one,ค\nissue:own,ง",
    "adopts": """from,to,evidence
        network:m,issue:i,
        agency:c,issue:i,evidence:adopted
        network:m,issue:h,
        network:k,issue:h,
        network:m,issue:one,
        network:m,issue:own,
        network:k,issue:own,
        agency:a,issue:own,
        network:far,issue:one,""",
    "problems": """id,name_th,name_en,in_area,evidence
        problem:bare,ง,Bare,area:4103,evidence:own
        problem:deed,ก,,,
        problem:goal,ก,,,
        problem:idle,ข,,,
        problem:later,ก,,,
        problem:over,ค,,area:4101,
        problem:silent,ก,,,
        problem:unrun,ก,,,
        problem:worked,ก,,area:410201,""",
    "raises": """from,to,since,evidence
        agency:a,problem:bare,,evidence:raised
        area:41,problem:bare,,
        agency:a,problem:deed,,
        agency:a,problem:goal,,
        network:n,problem:idle,,
        agency:a,problem:later,2026-01-16,
        agency:b,problem:over,,
        agency:c,problem:unrun,,
        agency:a,problem:worked,,""",
    "good_deeds": "id,name_th,answers\ngood-deed:d,ด,problem:deed\ngood-deed:e,ด,problem:bare",
    "commits_to": "from,to,until\nagency:c,good-deed:d,\nagency:c,good-deed:e,2026-01-14",
    "mechanisms": """id,name_th,starts,ends,in_area,addresses,serves
        mechanism:alone,ก,,,area:4101,,
        mechanism:gone,ก,,2026-01-14,,,
        mechanism:over,ก,,2026-01-14,,problem:over,
        mechanism:run,ก,2025-02-01,,,problem:worked,
        mechanism:serve,ก,,,,,goal:lead
        mechanism:unrun,ก,,,,problem:unrun,""",
    "operates": """from,to,until
        agency:b,mechanism:run,
        agency:b,mechanism:over,
        agency:c,mechanism:serve,
        agency:c,mechanism:alone,
        agency:a,mechanism:unrun,2026-01-14""",
    "indicators": "id,name_th\nindicator:read,ช\nindicator:late,ช\nindicator:none,ช",
    "readings": """id,name_th,value,date,of
        reading:r,ค,1,2026-01-15,indicator:read
        reading:late,ค,1,2026-01-16,indicator:late""",
    "goals": """id,name_th,name_en,due,baseline,target,addresses,measured_by
        goal:idle,ก,Idle,,,,problem:idle,
        goal:lead,ข,,2026-06-30,1,2,problem:goal,indicator:read
        goal:next,ค,,2027-01-16,0,2,,indicator:none
        goal:past,ง,,2026-01-14,0,5,,
        goal:soon,จ,Soon,2027-01-15,1,,,indicator:late""",
    "pursues": "from,to\nnetwork:n,goal:idle\nagency:b,goal:soon",
    "takes_part_in": """from,to,role,since,until,evidence
        agency:a,goal:lead,term:role.leads,2025-01-01,,evidence:raised
        agency:c,goal:lead,term:role.leads,,,
        agency:c,goal:lead,term:role.supports,2027-01-01,,
        agency:b,goal:lead,term:role.evaluates,,,
        agency:a,goal:next,term:role.leads,,,
        agency:a,goal:next,term:role.evaluates,,,
        agency:c,goal:soon,term:role.leads,,2026-01-14,
        agency:b,goal:soon,term:role.evaluates,,,""",
    "events": """id,name_th,date,held_in
        event:one,ห,2025-01-10,area:4101
        event:two,ส,2026-01-16,area:4101""",
    "commitments": """id,name_th,name_en,due,status,made_at,towards
        commitment:done,ก,,,,event:one,
        commitment:dropped,ข,,,term:commitment-status.dropped,event:one,
        commitment:kept-later,ค,,,,event:one,
        commitment:next,ก,,,,event:two,
        commitment:open,ง,Open one,2025-12-31,,event:one,goal:lead
        commitment:read-later,ก,,2026-12-31,,event:one,""",
    "promised": """from,to,evidence
        agency:a,commitment:open,evidence:raised
        network:n,commitment:dropped,
        agency:b,commitment:read-later,""",
    "follows_up": """from,to,since
        mechanism:run,commitment:done,2025-05-01
        mechanism:run,commitment:kept-later,2026-01-16
        reading:late,commitment:read-later,""",
}
DEMO: dict[str, str] = {
    "agencies": "id,name_th,based_in\nagency:s,ส,area:4103",
    "operates": "from,to\nagency:s,mechanism:unrun",
    "problems": "id,name_th\nproblem:fake,ฮ",
    "raises": "from,to\nagency:s,problem:fake",
}


@pytest.fixture
async def ask(empty_store: Store, engine: Settings) -> AsyncIterator[Ask]:
    """Asks about what the test has loaded: the data, and the codes of errors."""
    assert empty_store
    async with open_store(engine) as store:
        services = make_services(store)

        async def run(document: str, language: str = "en", **variables: Any) -> Any:
            context = RequestContext(store, engine, language, services)
            result = await build_schema().execute(document, variables, context)
            shown: list[Any] = [formatted(error, language) for error in result.errors or []]
            return result.data, [item["extensions"]["code"] for item in shown]

        yield run


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> None:
    """A true dataset, and an invented one beside it."""
    await load_folder(empty_store, folder("true", info={"precedence": 100}, **TRUE))
    await load_folder(empty_store, folder("demo", info={"synthetic": True}, **DEMO))
