"""A real agency is never matched with an invented one, unless somebody asks for it."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask, ask
from tests.loaders.conftest import Folder, folder

__all__ = ["ask", "folder"]

REAL = {
    "areas": "id,name_th\narea:41,จังหวัด\narea:42,จังหวัดอื่น",
    "issues": "id,name_th\nissue:i,ประเด็น",
    "networks": "id,name_th\nnetwork:n,น",
    "agencies": "id,name_th,in_area\nagency:asks,ก,area:41\nagency:near,ข,area:41",
    "member_of": "from,to\nagency:asks,network:n",
    "adopts": "from,to\nagency:asks,issue:i\nagency:near,issue:i",
}
INVENTED = {
    "agencies": """id,name_th,in_area
        agency:made,ค,area:42
        agency:made2,ง,area:42
        agency:made3,จ,area:42""",
    "problems": "id,name_th\nproblem:made,ปัญหา",
    "adopts": "from,to\nagency:made,issue:i",
    "collaborates_with": """from,to
        agency:near,agency:made
        agency:made,agency:made2
        agency:made,agency:made3""",
}

_ONE = """{ basis { includeSynthetic syntheticRule syntheticLeftOut }
  candidates { agency { id collaboratesWith { nodes { id } } } } }"""
_COLLABORATORS = f"""query Q($agency: ID! = "agency:asks", $need: ID, $synthetic: Boolean) {{
  collaborators(agency: $agency, need: $need, includeSynthetic: $synthetic) {_ONE} }}"""


@pytest.fixture
async def world(empty_store: Store, folder: Folder) -> None:
    """A real province, and an invented agency of another one that works with many."""
    await load_folder(empty_store, folder("real", **REAL))
    made = folder("made", info={"synthetic": True, "precedence": 1}, **INVENTED)
    await load_folder(empty_store, made)


def told(answer: Any) -> tuple[tuple[str, bool, bool], dict[str, list[str]]]:
    """What decided it, whether the invented counts and is left out; candidates with partners."""
    basis = answer["basis"]
    candidates = [item["agency"] for item in answer["candidates"]]
    return (
        (basis["syntheticRule"], basis["includeSynthetic"], basis["syntheticLeftOut"]),
        {a["id"]: [n["id"] for n in a["collaboratesWith"]["nodes"]] for a in candidates},
    )


@pytest.mark.usefixtures("world")
async def test_a_real_agency_is_matched_with_real_ones(ask: Ask) -> None:
    """What is invented is no candidate, and not shown as a partner of one."""
    data, codes = await ask(_COLLABORATORS)
    assert codes == []
    assert told(data["collaborators"]) == (("SUBJECT", False, True), {"agency:near": []})


@pytest.mark.usefixtures("world")
async def test_whoever_asks_for_it_gets_it(ask: Ask) -> None:
    """The same question with what is invented; and with a dataset that is."""
    data, _ = await ask(_COLLABORATORS, synthetic=True)
    basis, candidates = told(data["collaborators"])
    assert basis == ("ASKED", True, False)
    assert candidates["agency:near"] == ["agency:made"]
    assert "agency:made" in candidates


@pytest.mark.usefixtures("world")
async def test_an_invented_agency_is_matched_with_everybody(ask: Ask) -> None:
    """Beside a real one in the same request: each is answered on its own terms."""
    data, codes = await ask(
        f'{{ made: collaborators(agency: "agency:made") {_ONE} real: collaborators(agency: "agency:asks") {_ONE} }}'
    )
    assert codes == []
    assert told(data["real"]) == (("SUBJECT", False, True), {"agency:near": []})
    assert told(data["made"]) == (("SUBJECT", True, False), {"agency:asks": []})


@pytest.mark.usefixtures("world")
async def test_a_real_agency_with_an_invented_need_is_told(ask: Ask) -> None:
    """Rather than answered with null; asked for, it is answered."""
    _, codes = await ask(_COLLABORATORS, need="problem:made")
    assert codes == ["BAD_ARGUMENT"]
    _, codes = await ask(_COLLABORATORS, need="problem:made", synthetic=True)
    assert codes == []


@pytest.mark.usefixtures("world")
async def test_the_gaps_of_a_real_network_name_nobody_invented(ask: Ask) -> None:
    """Nor do groups of analyses where nobody is named; each answer says so."""
    data, codes = await ask(
        """{ structure { basis { syntheticRule includeSynthetic }
               real: isolated(network: "network:n") { basis { syntheticRule }
                 nodes { agency { id } nearest { agency { id } } } }
               all: isolated { basis { syntheticRule } nodes { agency { id } } } } }"""
    )
    assert codes == []
    assert data["structure"] == {
        "basis": {"syntheticRule": "NO_SUBJECT", "includeSynthetic": False},
        "real": {
            "basis": {"syntheticRule": "SUBJECT"},
            "nodes": [
                {"agency": {"id": "agency:asks"}, "nearest": [{"agency": {"id": "agency:near"}}]}
            ],
        },
        "all": {
            "basis": {"syntheticRule": "NO_SUBJECT"},
            "nodes": [{"agency": {"id": "agency:asks"}}, {"agency": {"id": "agency:near"}}],
        },
    }


async def test_where_nothing_is_invented_nothing_is_left_out(
    ask: Ask, empty_store: Store, folder: Folder
) -> None:
    """The answer says so, as it would have said otherwise."""
    await load_folder(empty_store, folder("real", **REAL))
    data, _ = await ask(_COLLABORATORS)
    assert told(data["collaborators"]) == (("SUBJECT", False, False), {"agency:near": []})


async def test_a_record_that_becomes_real_counts_at_once(
    ask: Ask, empty_store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known of a subject is known of one revision."""
    monkeypatch.setattr("graph_api.linkage.snapshots.CHECK_SECONDS", 0.0)
    await load_folder(empty_store, folder("real", **REAL))
    await load_folder(
        empty_store, folder("made", info={"synthetic": True, "precedence": 1}, **INVENTED)
    )
    for _ in range(2):
        data, _ = await ask(_COLLABORATORS, agency="agency:made")
        assert told(data["collaborators"])[0] == ("SUBJECT", True, False)
    more = REAL | {"agencies": f"{REAL['agencies']}\nagency:made,ค,area:42"}
    await load_folder(empty_store, folder("real", **more))
    data, _ = await ask(_COLLABORATORS, agency="agency:made")
    assert told(data["collaborators"])[0] == ("SUBJECT", False, True)
