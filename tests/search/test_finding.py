"""Searching the demo, on the real database."""

from __future__ import annotations

import datetime as dt

import pytest

from graph_api.domain.scope import Scope
from graph_api.planner.refs import NodeRef
from graph_api.search.asking import make_search
from graph_api.search.service import SearchService
from graph_api.store import Store
from schema.cypher import Writer

SCOPE = Scope(dt.date(2026, 6, 1))


async def found(
    udon: Store, text: str, *kinds: str, scope: Scope = SCOPE
) -> list[tuple[str, str, bool]]:
    """Id, matched text and whether it is exact, best first."""
    hits = await SearchService(udon).search(scope, make_search(text, kinds or None), 10)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    answers = []
    for hit in hits:
        assert isinstance(hit.node, NodeRef)
        answers.append((hit.node.id, hit.matched_text, hit.exact))
    return answers


@pytest.mark.store
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("สวจ.", ("agency:culture-office", "สวจ.", True)),
        ("สวจ", ("agency:culture-office", "สวจ.", True)),
        ("วัฒนธรรมจังหวัด", ("agency:culture-office", "วัฒนธรรมจังหวัด", True)),
        ("CULTURE office", ("agency:culture-office", "Provincial Culture Office (demo)", True)),
        ("อุดรธานี", ("area:41", "อุดรธานี", True)),
        ("อุดรธาณี", ("area:41", "อุดรธานี", False)),
        ("udon tani", ("area:41", "Udon Thani", False)),
        ("วัฒณธรรม", ("agency:culture-office", "วัฒนธรรมจังหวัด", False)),
        ("๔๑๐๑", ("area:4101", "4101", True)),
        ("จักราชัย", ("person:chakrachai-thongphet", "จักราชัย ทองเพ็ชร์", True)),
        ("วิ", ("virtue:discipline", "วินัย", True)),
    ],
)
async def test_the_best_hit(udon: Store, text: str, first: tuple[str, str, bool]) -> None:
    """Parts, abbreviations, codes, digits and slips, in Thai and English."""
    assert (await found(udon, text))[0] == first


@pytest.mark.store
async def test_having_and_lacking_discipline_are_told_apart(udon: Store) -> None:
    """Every มีวินัย comes before every ไม่มีวินัย, and the other way round."""
    for search, other in (("มีวินัย", "ไม่มีวินัย"), ("ไม่มีวินัย", "มีวินัย")):
        hits = await found(udon, search, "Issue", "Problem", "GoodDeed")
        lacking = [text.startswith("ไม่") for _, text, _ in hits]
        assert lacking == sorted(lacking, reverse=search.startswith("ไม่")), other
        assert len(set(lacking)) == 2


@pytest.mark.store
@pytest.mark.parametrize("text", ["*", "a AND (", '"', "\\", "+-!(){}[]^~?:/&|", "NOT", "ก" * 1000])
async def test_whatever_is_typed_is_only_text(udon: Store, text: str) -> None:
    """No query syntax, no error."""
    assert isinstance(await found(udon, text), list)


@pytest.mark.store
async def test_kinds_datasets_and_invented_records_are_respected(udon: Store) -> None:
    """Only what is asked for."""
    assert {ident.partition(":")[0] for ident, *_ in await found(udon, "อุดร", "Area", "Aim")} <= {
        "area",
        "aim",
    }
    real = Scope(SCOPE.as_of, include_synthetic=False)
    assert await found(udon, "สวจ.", scope=real) == []
    facts = Scope(SCOPE.as_of, ("dataset:thai-areas",))
    assert {ident.partition(":")[0] for ident, *_ in await found(udon, "อุดรธานี", scope=facts)} == {
        "area"
    }


@pytest.mark.store
async def test_what_is_over_on_the_day_is_not_found(empty_store: Store) -> None:
    """Posts are held to their days as works are; what has no days is always there."""
    rows = [
        {"id": f"{label.lower()}:{name}", "label": label, "first": first, "last": last}
        for label in ("Post", "Project", "Agency")
        for name, first, last in (
            ("over", None, dt.date(2026, 5, 31)),
            ("begun", dt.date(2026, 6, 1), dt.date(2026, 6, 1)),
            ("later", dt.date(2026, 6, 2), None),
        )
    ]

    async def work(tx: Writer) -> None:
        await tx.run(
            """UNWIND $rows AS row CREATE (n:Record:$(row.label) {id: row.id, name_th: 'งาน',
               search_lc: 'งาน', datasets: ['dataset:x'], synthetic: false})
               SET n += CASE row.label
                 WHEN 'Post' THEN {since: row.first, until: row.last}
                 WHEN 'Project' THEN {starts: row.first, ends: row.last} ELSE {} END""",
            {"rows": rows},
        )

    await empty_store.write(work)
    hits = {ident for ident, _, _ in await found(empty_store, "งาน")}
    assert hits == {"post:begun", "project:begun", "agency:over", "agency:begun", "agency:later"}
