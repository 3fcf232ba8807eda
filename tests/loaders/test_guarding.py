"""A load that takes much away stops, unless it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from loaders import load_folder
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.store import Store
    from tests.loaders.conftest import Folder

_NETWORKS = "id,name_th\nnetwork:n,เครือข่าย"


def agencies(count: int) -> str:
    """So many agencies."""
    return "id,name_th\n" + "\n".join(f"agency:a{at},หน่วย {at}" for at in range(count))


def members(count: int, note: str = "") -> str:
    """The memberships of so many."""
    return "from,to,note\n" + "\n".join(f"agency:a{at},network:n,{note}" for at in range(count))


def files(count: int, belong: int) -> dict[str, str]:
    """Agencies, and a network to which some belong."""
    return {"agencies": agencies(count), "networks": _NETWORKS, "member_of": members(belong)}


async def contents(store: Store) -> list[Any]:
    """All that is there."""
    nodes = await store.read("MATCH (n) WHERE NOT n:Meta RETURN properties(n) ORDER BY n.id")
    links = await store.read("MATCH ()-[r]->() RETURN properties(r) ORDER BY r.id")
    return [nodes, links]


@pytest.mark.parametrize(
    ("left", "told"),
    [
        ({}, "31 of its 31 records and 0 of its 20 relationships, all of agencies.csv (30), networks.csv (1)"),
        (files(26, 20), "4 of its 31 records and 0 of its 20 relationships"),
        (files(30, 17), "0 of its 31 records and 3 of its 20 relationships"),
        ({"agencies": agencies(30), "networks": _NETWORKS}, "0 of its 31 records and 20 of its 20 relationships, all of member_of.csv (20)"),
        (files(30, 0), "0 of its 31 records and 20 of its 20 relationships, all of member_of.csv (20)"),
        ({"agencies": agencies(30)}, "1 of its 31 records and 0 of its 20 relationships, all of networks.csv (1)"),
        ({"agencies": "id,name_th", "networks": _NETWORKS}, "30 of its 31 records and 0 of its 20 relationships, all of agencies.csv (30)"),
        ({"agencies": agencies(30).replace("agency:a", "agency:b"), "networks": _NETWORKS}, "30 of its 31 records and 0 of its 20 relationships"),
    ],
)  # fmt: skip
async def test_much_is_not_taken_away_without_a_word(
    empty_store: Store, folder: Folder, left: dict[str, str], told: str
) -> None:
    """A folder with dataset.toml alone, a file that is missing or has a header only, other ids."""
    await load_folder(empty_store, folder("x", **files(30, 20)))
    before = await contents(empty_store)
    with pytest.raises(PhakhiError) as caught:
        await load_folder(empty_store, folder("x", **left))
    assert caught.value.code is ErrorCode.REMOVAL_NOT_CONFIRMED
    assert caught.value.en == (
        f"dataset:x was not loaded, nothing of it was written: it would remove {told}. If that is "
        "meant, load it again with --yes."
    )
    assert "`--yes`" in caught.value.th
    assert await contents(empty_store) == before
    report = await load_folder(empty_store, folder("x", **left), confirm_removal=True)
    assert report.removed + report.relationships_removed > 0


@pytest.mark.parametrize(
    "left",
    [
        files(27, 20),
        files(30, 18),
        {"agencies": agencies(30), "networks": _NETWORKS, "member_of": members(20, "อื่น")},
        files(28, 20) | {"member_of": members(20).replace("agency:a19,network:n,", "")},
    ],
)
async def test_a_tenth_may_go_and_all_may_change(
    empty_store: Store, folder: Folder, left: dict[str, str]
) -> None:
    """Also what goes with a record at its end, and relationships with other values."""
    await load_folder(empty_store, folder("x", **files(30, 20)))
    await load_folder(empty_store, folder("x", **left))


async def test_one_row_of_a_small_dataset_may_go(empty_store: Store, folder: Folder) -> None:
    """Though it is more than a tenth; not the last of its file."""
    await load_folder(empty_store, folder("x", agencies=agencies(3)))
    await load_folder(empty_store, folder("x", agencies=agencies(2)))
    await load_folder(empty_store, folder("x", agencies=agencies(1)))
    with pytest.raises(PhakhiError, match=r"1 of its 1 records.* all of agencies\.csv \(1\)"):
        await load_folder(empty_store, folder("x"))


async def test_what_others_state_too_counts(empty_store: Store, folder: Folder) -> None:
    """The dataset would lose it, though the graph would not."""
    await load_folder(empty_store, folder("x", **files(30, 20)))
    await load_folder(empty_store, folder("y", agencies=agencies(30)))
    with pytest.raises(PhakhiError, match="30 of its 30 records"):
        await load_folder(empty_store, folder("y"))
