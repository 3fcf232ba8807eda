"""The index of the graph: what it takes over from a change is what reading everything anew gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from graph_api.domain.conditions import holds, taken_place, valid
from graph_api.domain.organisations import acts
from graph_api.domain.scope import Scope
from graph_api.linkage.graph import PREFIXES, TYPES
from graph_api.linkage.graph_index import GraphIndex, features_in
from graph_api.linkage.index_files import IndexFiles
from graph_api.linkage.reading import advanced, read_index
from graph_api.linkage.reading_statements import READ_NODES
from graph_api.linkage.snapshots import Snapshots
from graph_api.store import Store
from loaders import forget, load_folder, remove_dataset, undo
from loaders.reconciling.deciding import decide
from tests.export.exporting import BASE, DEMO, load_nasty
from tests.linkage.test_snapshots import Counted
from tests.loaders.conftest import Folder, folder

__all__ = ["folder"]

Step = Callable[[], Awaitable[object]]

TODAY = dt.date(2026, 6, 1)


def told(index: GraphIndex) -> tuple[object, ...]:
    """All that an index says, by ids and words instead of numbers."""
    ids, origins = index.ids, index.origins

    def lasting(row: Any) -> tuple[object, ...]:
        return int(row["first"]), int(row["last"]), origins[row["origin"]]

    return (
        [(ident, *lasting(row)) for ident, row in zip(ids, index.nodes, strict=True)],
        sorted(
            (TYPES[row["type"]], ids[row["source"]], ids[row["target"]], str(lasting(row)))
            for row in index.links
        ),
        sorted((ids[row["node"]], index.vocabulary[row["word"]]) for row in index.words),
    )


CHANGES: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    (
        "base",
        {"precedence": 10},
        BASE
        | {
            "agencies": "id,name_th\nagency:a,สวจ.\nagency:c,ค",
            "goals": "id,name_th,description_th\ngoal:g,เป้าหมาย,ปลูกป่าชุมชน",
            "member_of": "from,to,since,until\nagency:a,network:n,2021-01-01,2022-01-01",
            "collaborates_with": "from,to,until\nagency:c,agency:a,2024-01-01",
        },
    ),
    ("base", {"precedence": 10, "synthetic": True}, BASE),
    ("demo", {"synthetic": True, "precedence": 30}, DEMO | {"issues": "id,name_th\nissue:q,ใหม่"}),
    ("new", {"precedence": 99}, {"agencies": "id,name_th\nagency:0,ก่อนใคร\nagency:a,อีก"}),
]


async def test_what_has_changed_is_all_that_is_read(empty_store: Store, folder: Folder) -> None:
    """Loads, a merge and its end, a removal, a person forgotten, and some of it undone."""
    store = empty_store
    await load_nasty(store, folder)
    index = await read_index(store)
    steps: list[Step] = [partial(_load, store, folder, *change) for change in CHANGES]
    steps += [
        partial(decide, store, "agency:a", "agency:0", same=True, today=TODAY),
        partial(undo, store),
        partial(forget, store, "person:p"),
        partial(remove_dataset, store, "dataset:demo"),
        partial(remove_dataset, store, "dataset:base"),
    ]
    for number, step in enumerate(steps):
        await step()
        whole = await read_index(store)
        counted = Counted(store)
        made = await advanced(counted, index, whole.revision)
        assert made is not None
        assert (number, made.revision, told(made)) == (number, whole.revision, told(whole))
        assert len(counted.statements) <= 2
        index = made
    assert [ident for ident in index.ids if ident.startswith("agency:")] == ["agency:0", "agency:a"]


async def _load(
    store: Store, folder: Folder, slug: str, info: dict[str, Any], files: dict[str, str]
) -> None:
    report = await load_folder(store, folder(slug, info=info, **files), confirm_removal=True)
    assert report.changed


SCOPES = [
    Scope(TODAY),
    Scope(TODAY, include_synthetic=False),
    Scope(dt.date(2021, 1, 1)),
    Scope(dt.date(2030, 1, 1)),
    Scope(TODAY, ("dataset:udon-demo",)),
    Scope(TODAY, ("dataset:udon-thani-2563",), include_synthetic=False),
    Scope(TODAY, ("dataset:nobody",)),
]
_ENDS = " AND ".join(f"{valid(end)} AND {taken_place(end)} AND {acts(end)}" for end in ("n", "t"))
_HOLDING = f"""
    MATCH (n:Record)-[r:{"|".join(TYPES)}]->(t:Record)
    WHERE NOT n:Person AND NOT t:Person AND {_ENDS} AND {holds("r")}
    RETURN DISTINCT type(r), n.id, t.id ORDER BY type(r), n.id, t.id
"""


async def test_a_part_holds_what_counts_in_its_scope(udon: Store) -> None:
    """By the conditions that statements are held to, on several days, of some datasets."""
    index = await read_index(udon)
    for scope in SCOPES:
        graph = features_in(index, scope).graph
        links = sorted(
            [type_, ident, graph.ids[target]]
            for type_ in TYPES
            for number, ident in enumerate(graph.ids[: graph.size])
            for target in graph.out(type_, number)
        )
        assert links == await udon.read(_HOLDING, scope.parameters), scope


WORKS = {
    "agencies": "id,name_th\nagency:a,ก\nagency:b,ข\nagency:c,ค",
    "projects": "id,name_th,starts,ends\nproject:p,ถนน,2020-01-01,2024-12-31",
    "takes_part_in": "from,to\nagency:a,project:p\nagency:b,project:p",
}


async def test_work_that_has_ended_made_former_partners(empty_store: Store, folder: Folder) -> None:
    """Though no day is stated on which anybody left it; while it lasts they are partners."""
    await load_folder(empty_store, folder("works", **WORKS))
    index = await read_index(empty_store)
    expected = {2024: ([[1], [0], []], [[], [], []]), 2025: ([[], [], []], [[1], [0], []])}
    for year, (partners, former) in expected.items():
        features = features_in(index, Scope(dt.date(year, 6, 1)))
        assert [features.ties.partners.row(agency).tolist() for agency in range(3)] == partners
        assert [features.former.known(agency).tolist() for agency in range(3)] == former


async def test_a_start_goes_on_from_what_was_written(
    empty_store: Store, folder: Folder, tmp_path: Path
) -> None:
    """Nothing but changes is read; what is older goes, and what is damaged is no reason to fail."""
    await load_folder(empty_store, folder("works", **WORKS))
    files = IndexFiles(tmp_path / "index")

    async def reads() -> tuple[int, int]:
        counted = Counted(empty_store)
        snapshot = await Snapshots(counted, files).get(Scope(TODAY))
        whole = counted.statements.count(READ_NODES.sent)
        return whole, snapshot.features.count

    assert await reads() == (len(PREFIXES), 3)
    assert await reads() == (0, 3)
    written = files.load()
    assert written is not None
    assert told(written) == told(await read_index(empty_store))
    await load_folder(empty_store, folder("more", agencies="id,name_th\nagency:d,ง"))
    assert await reads() == (0, 4)
    assert len([*files.folder.iterdir()]) == 1
    (path,) = files.folder.iterdir()
    (path / "links.npy").write_bytes(b"")
    assert await reads() == (len(PREFIXES), 4)
    files.remove()
    assert files.load() is None


async def test_the_index_of_another_graph_is_not_used(
    empty_store: Store, folder: Folder, tmp_path: Path
) -> None:
    """Though its log has come as far."""
    files = IndexFiles(tmp_path / "index")
    await load_folder(empty_store, folder("works", **WORKS))
    index = await read_index(empty_store)
    other = replace(index, ids=("agency:x",), stamp="another")
    assert await advanced(empty_store, other, index.revision) is None
    files.save(other)
    assert (await Snapshots(empty_store, files).get(Scope(TODAY))).features.count == 3
