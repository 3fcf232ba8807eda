"""FOCUSES_ON follows what organisations do, and equals a rebuild from scratch."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from graph_api.store import Store
from loaders import load_folder, rebuild_derived, refresh_derived, remove_dataset
from schema.cypher import Writer
from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store

_TODAY = dt.date(2026, 6, 15)
_BASE = {
    "issues": "id,name_th\nissue:i,ก\nissue:j,ข",
    "agencies": "id,name_th\nagency:a,ก",
    "networks": "id,name_th\nnetwork:n,ก",
    "areas": "id,name_th\narea:1,ก",
}


async def _focus(store: Store) -> list[list[Any]]:
    return await store.read(
        "MATCH (o)-[r:FOCUSES_ON]->(i) "
        "RETURN o.id, i.id, r.count, r.synthetic, r.datasets, r.evidence ORDER BY o.id, i.id"
    )


async def _counts(store: Store) -> dict[tuple[str, str], int]:
    return {(row[0], row[1]): row[2] for row in await _focus(store)}


async def test_every_way_counts(empty_store: Store, folder: Folder) -> None:
    """What it adopts, has, and has a part in; an area focuses on nothing, nor does who will meet."""
    files = _BASE | {
        "evidence": "id,name_th\nevidence:r,ก\nevidence:c,ก",
        "problems": "id,name_th,concerns,evidence\nproblem:p,ก,issue:i|issue:j,evidence:c",
        "good_deeds": "id,name_th,concerns\ngood-deed:d,ก,issue:i",
        "goals": "id,name_th,concerns\ngoal:g,ก,issue:i",
        "mechanisms": "id,name_th,concerns\nmechanism:m,ก,issue:i",
        "moral_capitals": "id,name_th,concerns\nmoral-capital:c,ก,issue:i",
        "projects": "id,name_th,concerns\nproject:q,ก,issue:i",
        "events": "id,name_th,date,concerns\nevent:e,ก,2026-06-15,issue:j\nevent:f,ก,2026-06-16,issue:j",
        "raises": "from,to,evidence\nagency:a,problem:p,evidence:r\narea:1,problem:p,",
        "commits_to": "from,to\nagency:a,good-deed:d",
        "pursues": "from,to\nagency:a,goal:g\nnetwork:n,goal:g",
        "operates": "from,to\nagency:a,mechanism:m",
        "holds": "from,to\nagency:a,moral-capital:c",
        "adopts": "from,to\nagency:a,issue:i",
        "takes_part_in": "from,to\nagency:a,goal:g\nagency:a,mechanism:m\nagency:a,project:q",
        "attended": "from,to\nagency:a,event:e\nnetwork:n,event:e\nnetwork:n,event:f",
    }
    await load_folder(empty_store, folder("x", **files), today=_TODAY)
    data = ["dataset:x"]
    assert await _focus(empty_store) == [
        ["agency:a", "issue:i", 9, False, data, ["evidence:c", "evidence:r"]],
        ["agency:a", "issue:j", 2, False, data, ["evidence:c", "evidence:r"]],
        ["network:n", "issue:i", 1, False, data, []],
        ["network:n", "issue:j", 1, False, data, []],
    ]


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        ("", "", True),
        ("2026-06-15", "", True),
        ("2026-06-16", "", False),
        ("", "2026-06-15", True),
        ("", "2026-06-14", False),
    ],
)
async def test_only_what_holds_today_counts(
    empty_store: Store,
    folder: Folder,
    since: str,
    until: str,
    holds: bool,  # noqa: FBT001
) -> None:
    """Of the way, of the concern, and of a mechanism; first and last day included."""
    dates = f"{since},{until}"
    mechanism = "id,name_th,starts,ends\nmechanism:m,ก,"
    operates, concerns = (
        "from,to,since,until\nagency:a,mechanism:m,",
        "from,to,since,until\nmechanism:m,issue:i,",
    )
    for dated in range(3):
        given = [dates if at == dated else "," for at in range(3)]
        files = {
            "mechanisms": mechanism + given[0],
            "operates": operates + given[1],
            "concerns": concerns + given[2],
        }
        await load_folder(empty_store, folder("x", **_BASE, **files), today=_TODAY)
        assert await _counts(empty_store) == ({("agency:a", "issue:i"): 1} if holds else {})


async def test_a_way_is_synthetic_when_any_part_is(empty_store: Store, folder: Folder) -> None:
    """The edge is synthetic only while all its ways are."""
    await load_folder(empty_store, folder("x", **_BASE, problems="id,name_th,concerns\nproblem:p,ก,issue:i"), today=_TODAY)  # fmt: skip
    made_up = {"synthetic": True}
    demo = {"raises": "from,to\nagency:a,problem:p"}
    await load_folder(empty_store, folder("demo", info=made_up, **demo), today=_TODAY)
    both = ["dataset:demo", "dataset:x"]
    assert await _focus(empty_store) == [["agency:a", "issue:i", 1, True, both, []]]
    await load_folder(
        empty_store,
        folder("y", adopts="from,to\nagency:a,issue:i"),
        today=_TODAY,
        confirm_removal=True,
    )
    all_ = [*both, "dataset:y"]
    assert await _focus(empty_store) == [["agency:a", "issue:i", 2, False, all_, []]]
    await remove_dataset(empty_store, "dataset:demo", today=_TODAY)
    assert await _focus(empty_store) == [["agency:a", "issue:i", 1, False, ["dataset:y"], []]]


async def test_a_new_day_is_noticed(empty_store: Store, folder: Folder) -> None:
    """By a refresh, which else does nothing, and by the next load of anything."""
    files = _BASE | {
        "adopts": "from,to,until\nagency:a,issue:i,2026-06-15\nagency:a,issue:j,2026-06-16"
    }
    await load_folder(empty_store, folder("x", **files), today=_TODAY)
    assert await refresh_derived(empty_store, today=_TODAY) is False
    assert len(await _focus(empty_store)) == 2
    assert await refresh_derived(empty_store, today=_TODAY + dt.timedelta(1)) is True
    assert await _counts(empty_store) == {("agency:a", "issue:j"): 1}
    other = folder("y", areas="id,name_th\narea:2,ก")
    await load_folder(empty_store, other, today=_TODAY + dt.timedelta(2))
    assert await _counts(empty_store) == {}


async def test_what_changes_in_the_middle_of_a_way_is_noticed(
    empty_store: Store, folder: Folder
) -> None:
    """A concern that another dataset adds or takes away; a mechanism whose dates change."""
    middle = {"mechanisms": "id,name_th\nmechanism:m,ก", "problems": "id,name_th\nproblem:p,ก"}
    ways = {"raises": "from,to\nagency:a,problem:p", "operates": "from,to\nagency:a,mechanism:m"}
    await load_folder(empty_store, folder("x", **_BASE, **middle, **ways), today=_TODAY)
    concerns = "from,to\nmechanism:m,issue:i\nproblem:p,issue:j"
    await load_folder(empty_store, folder("y", concerns=concerns), today=_TODAY)
    both = {("agency:a", "issue:i"): 1, ("agency:a", "issue:j"): 1}
    assert await _counts(empty_store) == both
    ended = "id,name_th,ends\nmechanism:m,ก,2026-06-14"
    await load_folder(empty_store, folder("z", mechanisms=ended), today=_TODAY)
    assert await _counts(empty_store) == {("agency:a", "issue:j"): 1}
    await remove_dataset(empty_store, "dataset:z", today=_TODAY)
    assert await _counts(empty_store) == both
    await remove_dataset(empty_store, "dataset:y", today=_TODAY)
    assert await _counts(empty_store) == {}


def _random_files(dice: random.Random) -> dict[str, str]:
    """A dataset of a few organisations, each with some of a few things, some of them dated."""

    def rows(sources: list[str], targets: list[str]) -> str:
        dates = ["", "2026-06-15", "2026-06-14", "2030-01-01"]
        some = {(dice.choice(sources), dice.choice(targets)) for _ in range(dice.randint(1, 6))}
        lines = [f"{a},{b},,{dice.choice(dates)}" for a, b in sorted(some)]
        return "\n".join(["from,to,since,until", *lines])

    organisations = ["agency:a", "agency:b", "network:n"]
    issues = ["issue:i", "issue:j", "issue:k"]
    problems, mechanisms = ["problem:p", "problem:q"], ["mechanism:m", "mechanism:o"]
    nodes = {
        "agencies": organisations[:2], "networks": organisations[2:], "issues": issues,
        "problems": problems, "mechanisms": mechanisms,
    }  # fmt: skip
    files = {
        name: "\n".join(["id,name_th", *(f"{node},ก" for node in ids)])
        for name, ids in nodes.items()
    }
    files["mechanisms"] = "id,name_th,ends\n" + "\n".join(
        f"{node},ก,{dice.choice(['', '2026-06-14'])}" for node in mechanisms
    )
    return files | {
        "raises": rows(organisations, problems),
        "operates": rows(organisations, mechanisms),
        "concerns": rows([*problems, *mechanisms], issues),
        "adopts": rows(organisations, issues),
    }


async def test_what_loads_keep_equals_a_rebuild(empty_store: Store, folder: Folder) -> None:
    """After every one of a row of loads that add, change and remove things."""
    dice = random.Random(2563)  # noqa: S311  # repeatable, no secret
    for turn in range(12):
        path = folder(
            dice.choice("xyz"), info={"synthetic": dice.random() < 0.5}, **_random_files(dice)
        )
        await load_folder(empty_store, path, today=_TODAY, confirm_removal=True)
        kept = await _focus(empty_store)
        await rebuild_derived(empty_store, today=_TODAY)
        assert await _focus(empty_store) == kept, turn
        assert kept


async def test_a_rebuild_mends_everything_derived(empty_store: Store, folder: Folder) -> None:
    """Texts for search too; facts, time stamps and the revision stay."""
    await load_folder(empty_store, folder("x", **_BASE, adopts="from,to\nagency:a,issue:i"), today=_TODAY)  # fmt: skip
    everything = "MATCH (n) RETURN n.id, properties(n) ORDER BY n.id, n.revision"
    facts = "MATCH (n) WHERE NOT n:Meta OR n.id = 'revision' RETURN n.id, properties(n) ORDER BY n.id, n.revision"
    before, focus = await empty_store.read(facts), await _focus(empty_store)

    async def spoil(tx: Writer) -> None:
        await tx.run("MATCH (n:Record) REMOVE n.search_lc SET n.sort_th = 'x', n.search_g3 = ''")
        await tx.run("MATCH ()-[r:FOCUSES_ON]->() SET r.count = 99")

    await empty_store.write(spoil)
    assert await empty_store.read(everything) != before
    await rebuild_derived(empty_store, today=_TODAY)
    assert await empty_store.read(facts) == before
    assert await _focus(empty_store) == focus
