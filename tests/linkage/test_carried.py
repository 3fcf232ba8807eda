"""`without` evidence: what rests on these words alone is not there."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.domain.scope import Scope, parse_scope
from graph_api.linkage.carried import Carried, read_carried
from graph_api.linkage.snapshots import Snapshots
from graph_api.store import Store
from loaders import load_folder
from tests.analyses.readiness.conftest import Ask, ask
from tests.loaders.conftest import Folder, folder
from tests.questions.conftest import CountingStore

__all__ = ["ask", "folder"]

pytestmark = [pytest.mark.store, pytest.mark.usefixtures("office")]

WORDS = "abcdefg"
OFFICE = {
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": "id,name_th,phrase,from\n"
    + "\n".join(f"evidence:{word},คำ,คำ,source:s" for word in WORDS),
    "areas": "id,name_th\narea:41,จังหวัด\narea:42,อีกจังหวัด",
    "issues": "id,name_th\nissue:i,ประเด็น\nissue:j,ประเด็นอื่น",
    "agencies": "id,name_th,evidence\nagency:asks,ผู้ถาม,evidence:a\nagency:one,หนึ่ง,evidence:a\nagency:two,สอง,",
    "goals": "id,name_th,concerns,evidence\ngoal:g,เป้า,issue:j,evidence:g",
    "adopts": """from,to,evidence
        agency:asks,issue:i,
        agency:one,issue:i,evidence:a
        agency:two,issue:i,evidence:a|evidence:b""",
    "in_area": """from,to,since,until,evidence
        agency:asks,area:41,,,
        agency:one,area:41,,2019-12-31,evidence:d
        agency:one,area:41,2020-01-01,,evidence:c
        agency:two,area:41,,,evidence:c""",
    "takes_part_in": """from,to,evidence
        agency:one,goal:g,evidence:e
        agency:two,goal:g,evidence:f""",
}
TODAY = parse_scope(None, None, include_synthetic=True)
EARLIER = Scope(TODAY.as_of.replace(year=2010))

QUERY = """query Q($without: [ID!]) {
  collaborators(agency: "agency:asks", without: $without, weights: {concern: 1, place: 1}) {
    candidates { agency { id } score change { scoreBefore } reasons { component value evidence { id } } } } }
"""


@pytest.fixture
async def office(empty_store: Store, folder: Folder) -> None:
    """Three agencies, one issue and one area."""
    await load_folder(empty_store, folder("office", **OFFICE))


@pytest.mark.parametrize(
    ("evidence", "carried"),
    [
        ([], []),
        (["b"], []),  # the other words for it are there
        (["a"], [("agency:one", "ADOPTS", "issue:i")]),
        (
            ["b", "a"],
            [("agency:one", "ADOPTS", "issue:i"), ("agency:two", "ADOPTS", "issue:i")],
        ),
        (["c"], [("agency:one", "IN_AREA", "area:41"), ("agency:two", "IN_AREA", "area:41")]),
        (["d"], []),  # for a time that is over
        (["g"], [("goal:g", "CONCERNS", "issue:j")]),  # stated in the row of the goal
    ],
)
async def test_what_rests_on_words_alone(
    empty_store: Store, evidence: list[str], carried: list[tuple[str, str, str]]
) -> None:
    """Relationships of today without any other evidence; one without evidence rests on no words."""
    named = [f"evidence:{word}" for word in evidence]
    found = await read_carried(empty_store, TODAY, named)
    assert found is not None
    assert sorted(found.links) == carried


async def test_what_carries_depends_on_the_day(empty_store: Store) -> None:
    """The words for the earlier time carry it then."""
    found = await read_carried(empty_store, EARLIER, ["evidence:d"])
    assert found == Carried((("agency:one", "IN_AREA", "area:41"),))


async def test_work_together_that_is_over_rests_on_its_words(empty_store: Store) -> None:
    """Whether or not it holds on the day; of what is no work together only what holds."""
    found = await read_carried(empty_store, TODAY, ["evidence:e", "evidence:d"])
    assert found == Carried(
        (("agency:one", "TAKES_PART_IN", "goal:g"),), (("agency:one", "goal:g"),)
    )


async def test_words_that_are_gone_carry_nothing(empty_store: Store) -> None:
    """Their ids may stay on a relationship for longer than they themselves."""

    async def work(tx: Any) -> None:
        await tx.run("MATCH (e:Evidence {id: 'evidence:b'}) DETACH DELETE e")

    await empty_store.write(work)
    found = await read_carried(empty_store, TODAY, ["evidence:a"])
    assert found is not None
    assert sorted(found.links) == [
        ("agency:one", "ADOPTS", "issue:i"),
        ("agency:two", "ADOPTS", "issue:i"),
    ]
    assert await read_carried(empty_store, TODAY, ["evidence:a", "evidence:b"]) is None


async def test_what_is_left_is_the_graph_without_these_relationships(empty_store: Store) -> None:
    """Everybody stays, with the same numbers; with a node away besides, both are gone."""
    whole = await Snapshots(empty_store).get(TODAY)
    both = await whole.without(empty_store, ["evidence:a", "agency:two"])
    assert both is not None
    graph, left = whole.features.graph, both.features.graph
    assert (left.number("agency:one"), left.number("agency:two")) == (
        graph.number("agency:one"),
        None,
    )

    def links(some: Any) -> set[tuple[str, str, str]]:
        return {
            (ident, type_, some.ids[target])
            for type_ in ("ADOPTS", "IN_AREA", "TAKES_PART_IN")
            for number, ident in enumerate(some.ids)
            for target in some.out(type_, number)
        }

    assert links(left) == {
        ("agency:asks", "ADOPTS", "issue:i"),
        ("agency:asks", "IN_AREA", "area:41"),
        ("agency:one", "IN_AREA", "area:41"),
        ("agency:one", "TAKES_PART_IN", "goal:g"),
    }


async def test_the_store_is_asked_only_for_evidence(empty_store: Store) -> None:
    """One statement; none where nodes alone are away, and none again for the same."""
    counting = CountingStore(empty_store)
    whole = await Snapshots(empty_store).get(TODAY)
    before = len(counting.statements)
    await whole.without(counting, ["agency:two"])
    assert len(counting.statements) == before
    await whole.without(counting, ["evidence:a"])
    await whole.without(counting, ["evidence:a"])
    assert len(counting.statements) == before + 1


async def test_a_candidate_without_the_words_for_its_reason(ask: Ask) -> None:
    """One adopts the issue by these words alone: the place is left, of which a concern was half."""
    whole, codes = await ask(QUERY)
    left, more_codes = await ask(QUERY, without=["evidence:a"])
    assert codes == more_codes == []

    def told(data: dict[str, Any]) -> dict[str, list[str]]:
        return {
            item["agency"]["id"]: [reason["component"] for reason in item["reasons"]]
            for item in data["collaborators"]["candidates"]
        }

    both = ["CONCERN", "PLACE"]
    assert told(whole) == {"agency:one": ["PLACE", "CONCERN"], "agency:two": ["PLACE", "CONCERN"]}
    assert told(left) == {"agency:two": both[::-1], "agency:one": ["PLACE"]}
    before = {item["agency"]["id"]: item["score"] for item in whole["collaborators"]["candidates"]}
    for item in left["collaborators"]["candidates"]:
        assert item["change"]["scoreBefore"] == before[item["agency"]["id"]]
        assert item["score"] <= before[item["agency"]["id"]]


async def test_evidence_that_is_not_there_gives_null(ask: Ask) -> None:
    """A slip in an id is not passed over."""
    assert await ask(QUERY, without=["evidence:nothing"]) == ({"collaborators": None}, [])
