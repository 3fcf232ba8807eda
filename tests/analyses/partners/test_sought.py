"""Whom an agency says it wants to link with is a reason; what its networks want is theirs."""

from __future__ import annotations

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask
from tests.loaders.conftest import Folder

_FILES = {
    "evidence": "id,name_th\nevidence:words,ก",
    "networks": "id,name_th\nnetwork:n,น",
    "agencies": "id,name_th,name_en\n"
    + "\n".join(f"agency:{letter},หน่วย {letter},Agency {letter.upper()}" for letter in "abcd"),
    "member_of": "from,to\nagency:a,network:n",
    "seeks_link_with": """from,to,until,evidence
        agency:a,agency:b,,evidence:words
        agency:a,agency:c,2020-12-31,
        network:n,agency:d,,""",
}
_ASKED = """query Q($agency: ID!) { collaborators(agency: $agency, asOf: "2026-11-28") { candidates {
    agency { id } score reasons { component value share summary nodes { id } evidence { id } } } } }"""


async def test_whom_one_seeks_is_a_candidate_for_that_alone(
    empty_store: Store, folder: Folder, ask: Ask
) -> None:
    """B alone: c was sought until 2020, d is sought by the network; b does not seek a."""
    await load_folder(empty_store, folder("x", **_FILES))
    for language, summary in (
        ("en", "Agency A wants to link with Agency B."),
        ("th", "“หน่วย a” อยากเชื่อมโยงกับ “หน่วย b”"),
    ):
        data, codes = await ask(_ASKED, language, agency="agency:a")
        reason = {
            "component": "SOUGHT", "value": 1.0, "share": 1.0, "summary": summary,
            "nodes": [], "evidence": [{"id": "evidence:words"}],
        }  # fmt: skip
        found = [{"agency": {"id": "agency:b"}, "score": 0.2, "reasons": [reason]}]
        assert (data, codes) == ({"collaborators": {"candidates": found}}, [])
    for other in "bd":
        data, codes = await ask(_ASKED, agency=f"agency:{other}")
        assert (data, codes) == ({"collaborators": {"candidates": []}}, [])
