"""Likely duplicates of the graph: listed with reasons, decided once, merged for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_api.store import Store
from loaders import load_folder
from loaders.matching.comparing import Reason
from loaders.reconciling.deciding import decide
from loaders.reconciling.listing import likely_duplicates
from schema.errors import PhakhiError
from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store

ONE, OTHER = "agency:one", "agency:other"
FULL, SHORT = "สำนักงานวัฒนธรรมจังหวัดเลย", "วัฒนธรรมจังหวัดเลย"


async def two(store: Store, folder: Folder) -> None:
    """Two agencies of two datasets: each with a problem, and a third one that works with both."""
    await load_folder(store, first(folder))
    await load_folder(store, second(folder))


def first(folder: Folder) -> Path:
    """States one of them, and what it raises."""
    return folder(
        "first",
        agencies=f"id,name_th,collaborates_with,evidence\n{ONE},{FULL},agency:third,evidence:one\n"
        "agency:third,วัดศรี,,",
        problems="id,name_th\nproblem:debt,หนี้\nproblem:drink,เหล้า",
        raises=f"from,to,evidence\n{ONE},problem:debt,evidence:one",
        evidence="id,name_th\nevidence:one,ก",
    )


def second(folder: Folder) -> Path:
    """States the other one."""
    return folder(
        "second",
        agencies=f"id,name_th,name_en,aliases,collaborates_with\n{OTHER},{SHORT},Culture,สวจ.,agency:third",
        raises=f"from,to,evidence\n{OTHER},problem:debt,evidence:two\n{OTHER},problem:drink,evidence:two",
        evidence="id,name_th\nevidence:two,ข",
    )


async def pairs(store: Store) -> list[tuple[str, str, tuple[Reason, ...]]]:
    """What is listed."""
    return [(item.one.id, item.other.id, item.reasons) for item in await likely_duplicates(store)]


async def merged(store: Store) -> list[object]:
    """The agency that stays, and what it is related to."""
    return await store.read(
        "MATCH (a:Agency {id: $id}) RETURN a.name_th, a.name_en, a.aliases, a.datasets, "
        "COLLECT { MATCH (a)-[r:RAISES]->(p) RETURN [p.id, r.datasets, r.evidence] ORDER BY p.id }, "
        "COLLECT { MATCH (a)-[:COLLABORATES_WITH]-(b) RETURN b.id }",
        {"id": ONE},
    )


BOTH = ["dataset:first", "dataset:second"]
MERGED = [
    [
        FULL,
        None,
        [SHORT, "Culture", "สวจ."],
        BOTH,
        [
            ["problem:debt", BOTH, ["evidence:one", "evidence:two"]],
            ["problem:drink", ["dataset:second"], ["evidence:two"]],
        ],
        ["agency:third"],
    ]
]


async def test_a_pair_is_listed_with_reasons_until_it_is_decided(
    empty_store: Store, folder: Folder
) -> None:
    """Whoever says that two differ is not asked again, whatever is loaded."""
    await two(empty_store, folder)
    assert await pairs(empty_store) == [(OTHER, ONE, (Reason.HEAD,))]
    await decide(empty_store, ONE, OTHER, same=False)
    assert await pairs(empty_store) == []
    await load_folder(empty_store, second(folder))
    assert await pairs(empty_store) == []
    assert await empty_store.read("MATCH (a:Agency) RETURN count(a)") == [[3]]


async def test_the_same_are_one_with_all_that_was_said_of_both(
    empty_store: Store, folder: Folder
) -> None:
    """Relationships and evidence move; names become other names; nothing is disputed."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    assert await merged(empty_store) == MERGED
    assert await empty_store.read("MATCH (a {id: $id}) RETURN a.id", {"id": OTHER}) == []
    assert await empty_store.read("MATCH (c:Claim) RETURN c.id") == []
    assert await pairs(empty_store) == []


async def test_a_merge_is_in_the_log(empty_store: Store, folder: Folder) -> None:
    """Who merged what: what went with all its values, so that it can be taken back."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    log = await empty_store.read(
        "MATCH (c:Change {by: $by}) RETURN c.action, c.kind, c.records ORDER BY c.action, c.kind",
        {"by": f"merge {OTHER} into {ONE}"},
    )
    assert [[action, kind] for action, kind, _ in log] == [
        ["created", "RAISES"],
        ["removed", "Agency"],
        ["removed", "COLLABORATES_WITH"],
        ["removed", "RAISES"],
        ["updated", "Agency"],
        ["updated", "COLLABORATES_WITH"],
        ["updated", "RAISES"],
    ]
    assert log[1][2] == [OTHER]


async def test_loading_the_files_again_changes_nothing(empty_store: Store, folder: Folder) -> None:
    """Their old ids are those of the record that stays, now and in a new dataset."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    for path in (first(folder), second(folder)):
        report = await load_folder(empty_store, path)
        assert not report.changed
    assert await merged(empty_store) == MERGED
    await load_folder(empty_store, folder("third", raises=f"from,to\n{OTHER},problem:drink"))
    assert await empty_store.read(
        "MATCH (a)-[r:RAISES]->({id: 'problem:drink'}) RETURN a.id, r.datasets"
    ) == [[ONE, ["dataset:second", "dataset:third"]]]


async def test_a_chain_of_merges_leads_to_its_end(empty_store: Store, folder: Folder) -> None:
    """A record that was merged into one that is merged itself."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    await decide(empty_store, "agency:third", ONE, same=True)
    await load_folder(empty_store, second(folder))
    assert await empty_store.read("MATCH (a:Agency) RETURN a.id, a.name_th, a.aliases") == [
        ["agency:third", "วัดศรี", [FULL, SHORT, "Culture", "สวจ."]]
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [(ONE, "agency:none"), (ONE, "problem:debt"), (ONE, ONE), ("area:41", "area:42")],
)
async def test_what_cannot_be_merged_is_refused(
    one: str, other: str, empty_store: Store, folder: Folder
) -> None:
    """Nothing is kept of it."""
    await two(empty_store, folder)
    with pytest.raises(PhakhiError):
        await decide(empty_store, one, other, same=True)
    assert len(await pairs(empty_store)) == 1
