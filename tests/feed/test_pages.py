"""Pages of the log: whatever their size, together they are the log, each change once."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from graph_api.feed.log import find_inside, read_log
from graph_api.feed.position import Position
from graph_api.feed.wanted import EVERYTHING, ChangeFilter
from graph_api.store import Store
from loaders import load_folder
from loaders.changes import ChangeLog
from schema.dates import today_in_thailand
from tests.feed.conftest import plain_log
from tests.loaders.conftest import Folder

BEGIN = Position.after(0)


def random_files(chance: random.Random) -> dict[str, str]:
    """Some agencies and networks, and who is a member of which."""
    agencies = [at for at in range(6) if chance.random() < 0.6] or [0]
    networks = [at for at in range(3) if chance.random() < 0.7] or [0]
    members = [(a, n) for a in agencies for n in networks if chance.random() < 0.4]
    names = [f"agency:a{at},ชื่อ {chance.randrange(3)}" for at in agencies]
    return {
        "agencies": "\n".join(["id,name_th", *names]),
        "networks": "\n".join(["id,name_th", *(f"network:n{at},น" for at in networks)]),
        "member_of": "\n".join(["from,to", *(f"agency:a{a},network:n{n}" for a, n in members)]),
    }


def shown(items: list[Any]) -> list[tuple[Any, ...]]:
    """Changes as :func:`plain_log` has them."""
    return [
        (*item.place, item.action, item.kind, item.id, item.before, item.after) for item in items
    ]


async def read_all(
    store: Store, size: int, start: Position = BEGIN, wanted: ChangeFilter = EVERYTHING
) -> list[Any]:
    """All pages from a place on."""
    found, more = [], True
    while more:
        page = await read_log(store, wanted, start, size)
        assert len(page.items) <= size
        assert page.end > start or not page.more
        found += page.items
        start, more = page.end, page.more
    return found


@pytest.mark.parametrize("seed", range(3))
async def test_pages_of_random_loads_are_the_log(
    empty_store: Store, folder: Folder, seed: int
) -> None:
    """For pages of any size, and from after any change on; and so for some kinds and ids."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(4):
        await load_folder(
            empty_store,
            folder(f"d{chance.randrange(2)}", **random_files(chance)),
            confirm_removal=True,
        )
    log = await plain_log(empty_store)
    for size in (1, 2, 3, 7, 1000):
        assert shown(await read_all(empty_store, size)) == log
    for place, (revision, index, *_) in enumerate(log):
        after = Position.of(Position(revision, index + 1).cursor)
        assert shown(await read_all(empty_store, chance.randrange(1, 9), after)) == log[place + 1 :]
    wanted = ChangeFilter(
        frozenset({"Agency", "MEMBER_OF"}), frozenset({"agency:a0", "network:n1"})
    )
    everything = await read_all(empty_store, 1000)
    some = [item for item in everything if wanted.names(item.kind, item.subjects)]
    for size in (1, 2, 1000):
        assert await read_all(empty_store, size, wanted=wanted) == some


async def test_a_bulk_load_is_read_in_slices(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries of thousands come page by page; ids are looked for so many records at a time."""
    log = ChangeLog("test", dt.datetime.now(dt.UTC))
    for at in range(12_000):
        log.updated("Agency", f"agency:a{at}", {"name_th": f"ก\n{at}"}, {"name_th": "{},\n"})
    await empty_store.write(log.write)
    found = await read_all(empty_store, 1000)
    assert [item.id for item in found] == [f"agency:a{at}" for at in range(12_000)]
    assert [found[at].place for at in (0, 4_999, 5_000, 11_999)] == [
        (1, 0),
        (1, 4_999),
        (2, 0),
        (3, 1_999),
    ]
    assert found[7_000].before == {"name_th": "ก\n7000"}
    assert found[7_000].after == {"name_th": "{},\n"}
    monkeypatch.setattr("graph_api.feed.log.LOOKED_AT", 3_000)
    last = ChangeFilter(ids=frozenset({"agency:a11999"}))
    page = await read_log(empty_store, last, BEGIN, 10)
    assert (page.items, page.end, page.more) == ([], (1, 3_000), True)
    assert await read_all(empty_store, 10, wanted=last) == found[-1:]


async def test_an_old_entry_without_ends_and_lines_is_read(empty_store: Store) -> None:
    """A log that an earlier version wrote: who, what and when are told, and no values."""
    await empty_store.run_schema(
        "CREATE (:Meta {id: 'revision', revision: 1}), (:Change {revision: 1, at: datetime(), "
        "by: 'load', action: 'updated', kind: 'Agency', records: ['agency:a'], "
        """before: '{"agency:a": {"name_th": "a"}}', after: '{"agency:a": {"name_th": "b"}}'})"""
    )
    ((item),) = await read_all(empty_store, 10)
    assert (item.id, item.ends, item.before, item.after) == ("agency:a", None, None, None)


async def test_what_lay_in_an_area_and_no_longer_does_is_not_of_it(
    empty_store: Store, folder: Folder
) -> None:
    """Where something lies is held to today; the relationship that placed it there has the area as an end."""
    today = today_in_thailand()
    files = {
        "areas": "id,name_th,within\narea:41,ก,\narea:4101,ข,area:41",
        "agencies": "id,name_th\nagency:ended,ก\nagency:future,ข\nagency:here,ค",
        "based_in": "from,to,since,until\n"
        f"agency:ended,area:4101,,{today - dt.timedelta(days=2)}\n"
        f"agency:future,area:4101,{today + dt.timedelta(days=2)},\n"
        f"agency:here,area:4101,{today},{today}",
    }
    await load_folder(empty_store, folder("x", **files))
    everything = await read_all(empty_store, 100)
    inside = await read_all(empty_store, 100, wanted=ChangeFilter(area="area:41"))
    ids = {item.id for item in inside if item.ends is None}
    placed = {item.ends for item in inside if item.ends}
    assert ids == {"area:41", "area:4101", "agency:here"}
    assert placed == {
        ("area:4101", "area:41"),
        ("agency:ended", "area:4101"),
        ("agency:future", "area:4101"),
        ("agency:here", "area:4101"),
    }
    assert await find_inside(empty_store, "area:41", everything) == inside
