"""Small datasets that are asked about, on a store of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from tests.loaders.conftest import Folder, folder

__all__ = ["folder"]

Ask = Callable[..., Awaitable[tuple[Any, list[str]]]]

_TRUE: dict[str, str] = {
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": """id,name_th,phrase,from
        evidence:tie,ก,คำ,source:s
        evidence:lead,ข,คำ,source:s
        evidence:old,ค,คำ,source:s""",
    "terms": """id,vocabulary,position,name_th,name_en
        term:role.leads,role,1,เจ้าภาพ,Leads
        term:role.supports,role,2,สนับสนุน,Supports""",
    "areas": "id,name_th\narea:41,จังหวัด",
    "issues": "id,name_th\nissue:road,ถนน",
    "networks": "id,name_th,name_en\nnetwork:a,เอ,Aye\nnetwork:b,บี,Bee\nnetwork:none,ว่าง,",
    "agencies": """id,name_th,name_en,in_area
        agency:a1,ก1,,area:41
        agency:a2,ก2,,
        agency:both,คู่,Both,
        agency:b1,ข1,,
        agency:b2,ข2,,
        agency:lone,เดี่ยว,Lone,
        agency:outside,นอก,Outside,""",
    "member_of": """from,to
        agency:a1,network:a
        agency:a2,network:a
        agency:both,network:a
        agency:both,network:b
        agency:b1,network:b
        agency:b2,network:b
        agency:lone,network:a""",
    "adopts": "from,to\nagency:lone,issue:road\nagency:b2,issue:road",
    "goals": "id,name_th\ngoal:g,เป้า\ngoal:h,เป้าสอง\ngoal:i,เป้าสาม",
    "collaborates_with": """from,to,since,until,evidence
        agency:a1,agency:both,,,evidence:tie
        agency:b1,agency:both,,,
        agency:a1,agency:outside,,,
        agency:b1,agency:outside,,,
        agency:b1,agency:b2,,,
        agency:a2,agency:b2,2019-01-01,2020-01-01,""",
    "takes_part_in": """from,to,role,since,until,evidence
        agency:a1,goal:g,term:role.leads,,,evidence:lead
        agency:a2,goal:g,term:role.supports,,,
        agency:a1,goal:h,term:role.leads,,,
        agency:a1,goal:i,term:role.leads,2024-01-01,,
        agency:both,goal:h,term:role.leads,,2020-01-01,evidence:old""",
}
_INVENTED: dict[str, str] = {
    "agencies": "id,name_th,name_en\nagency:made-up,สมมุติ,Made up",
    "collaborates_with": "from,to\nagency:lone,agency:made-up",
}


@pytest.fixture
def ask(empty_store: Store, engine: Settings) -> Ask:
    """Asks about what the test has loaded: the data, and the codes of errors."""
    services = make_services(empty_store)

    async def run(document: str, language: str = "en", **variables: Any) -> tuple[Any, list[str]]:
        context = RequestContext(empty_store, engine, language, services)
        result = await build_schema().execute(document, variables, context)
        shown = [formatted(error, language) for error in result.errors or []]
        return result.data, [item["extensions"]["code"] for item in shown]

    return run


@pytest.fixture
async def told(empty_store: Store, folder: Folder) -> None:
    """Two networks that two agencies bridge, and an invented dataset beside them."""
    await load_folder(empty_store, folder("true", **_TRUE))
    await load_folder(empty_store, folder("demo", info={"synthetic": True}, **_INVENTED))
