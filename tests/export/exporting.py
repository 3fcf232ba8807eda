"""Exports of a store, whole; and a graph that has something of everything that is hard to write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_api.export.extract import extract
from graph_api.export.formats import FORMATS
from graph_api.export.request import ExportRequest
from graph_api.export.writing import write
from graph_api.linkage.snapshots import Snapshots
from loaders import load_folder
from schema.registry import declaration

if TYPE_CHECKING:
    from graph_api.store import Store
    from tests.loaders.conftest import Folder

NASTY = '=HYPERLINK("http://x","<&>\'")'
"""A formula, with what XML and CSV must escape."""

BASE: Mapping[str, str] = {
    "areas": """id,name_th,name_en,latitude,longitude
        area:41,อุดรธานี,Udon Thani,17.4138,102.7872
        area:42,เลย,,17.5,-1.5""",
    "networks": "id,name_th\nnetwork:n,ภาคีประชาสังคม",
    "agencies": """id,name_th,name_en,aliases,contact,website,evidence
        agency:a,สำนักงานวัฒนธรรม,"=HYPERLINK(""http://x"",""<&>'"")",สวจ.|+สวธ.,-042 111,@web,evidence:e
        agency:b,๒๕๖๙ น้ำใจ,,,,,""",
    "goals": "id,name_th,horizon_years,due,baseline,target\ngoal:g,เป้าหมาย,2,2027-03-31,-0.5,12",
    "mechanisms": "id,name_th,starts,ends\nmechanism:m,กลไก,1890-01-01,2024-12-31",
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": "id,name_th,phrase,from\nevidence:e,คำ,ถ้อยคำ  สองช่อง,source:s",
    "people": "id,name_th\nperson:p,นายสมชาย ใจดี",
    "member_of": """from,to,since,until,note,evidence
        agency:a,network:n,2019-01-01,2020-12-31,-หมายเหตุ,evidence:e
        agency:a,network:n,2021-01-01,,,
        agency:b,network:n,,,,""",
    "based_in": "from,to\nagency:a,area:41",
    "in_area": "from,to\nagency:a,area:42\nagency:a,area:41",
    "pursues": "from,to\nagency:a,goal:g",
    "collaborates_with": "from,to\nagency:b,agency:a",
}

DEMO: Mapping[str, str] = {
    "agencies": """id,name_th,name_en,contact
        agency:a,สำนักงานวัฒนธรรมจังหวัด,Culture Office,042-999
        agency:z,หน่วยงานสาธิต,,""",
    "member_of": "from,to,since,note\nagency:a,network:n,2021-01-01,อีกคำ\nagency:z,network:n,,",
}


async def load_nasty(store: Store, folder: Folder) -> None:
    """Two datasets, of which one is synthetic, and which differ on an agency and a membership."""
    await load_folder(store, folder("demo-first", info={"synthetic": True, "precedence": 5}))
    await load_folder(store, folder("base", info={"precedence": 10}, **BASE))
    await load_folder(store, folder("demo", info={"synthetic": True, "precedence": 10}, **DEMO))
    # Asserted by the first dataset last: its place among the others is not that of the datasets.
    own = {"agencies": "id,name_th\nagency:a,สวจ. สาธิต", "issues": "id,name_th\nissue:i,ประเด็น"}
    await load_folder(store, folder("demo-first", info={"synthetic": True, "precedence": 5}, **own))


async def exported(
    store: Store, name: str, granted: frozenset[str] | None = None, **asked: Any
) -> bytes:
    """An export as one piece."""
    extracted = await extract(
        store,
        Snapshots(store),
        ExportRequest.checked(**asked),
        declaration().scopes if granted is None else granted,
    )
    return b"".join([piece async for piece in write(extracted, FORMATS[name])])


async def exported_file(store: Store, name: str, folder: Path, **asked: Any) -> Path:
    """An export as a file."""
    path = folder / f"export.{FORMATS[name].extension}"
    path.write_bytes(await exported(store, name, **asked))
    return path
