"""What a load promises: all or nothing, once or twice, and nothing of others lost."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

import loaders.load as load_module
from graph_api.store import Store
from loaders import LoadReport, WrongRowsError, describe, load_folder, remove_dataset, statements
from schema.errors import ErrorCode, PhakhiError
from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store

_AGENCIES = """
    id,name_th,website,based_in
    agency:a,หน่วย ก,https://example.org/a,area:1
    agency:b,หน่วย ข,,
"""
_AREAS = "id,name_th\narea:1,พื้นที่"
_MEMBERS = "from,to,since,note\nagency:a,network:n,2563-01-21,แรก\nagency:b,network:n,,"
_NETWORKS = "id,name_th\nnetwork:n,เครือข่าย"
_ALL = {"agencies": _AGENCIES, "areas": _AREAS, "member_of": _MEMBERS, "networks": _NETWORKS}


async def _snapshot(store: Store) -> list[Any]:
    nodes = await store.read(
        "MATCH (n) WHERE NOT n:Meta RETURN labels(n), properties(n) ORDER BY n.id, n.revision"
    )
    links = await store.read("MATCH ()-[r]->() RETURN type(r), properties(r) ORDER BY r.id")
    meta = await store.read("MATCH (m:Meta {id: 'revision'}) RETURN m.revision")
    return [nodes, links, meta]


async def _records(store: Store, label: str) -> list[list[Any]]:
    return await store.read(
        f"MATCH (n:{label}) RETURN n.id, n.name_th, n.datasets, n.synthetic ORDER BY n.id"
    )


async def test_a_first_load_creates_everything(empty_store: Store, folder: Folder) -> None:
    """Nodes with both labels and typed values, relationships with ids, a dated dataset."""
    report = await load_folder(empty_store, folder("x", **_ALL))
    assert report == LoadReport("dataset:x", 5, 0, 0, 0, 3, 0, 0, 0, claims=0, revision=6)
    assert await _records(empty_store, "Agency") == [
        ["agency:a", "หน่วย ก", ["dataset:x"], False],
        ["agency:b", "หน่วย ข", ["dataset:x"], False],
    ]
    [[labels, website, aliases, same]] = await empty_store.read(
        "MATCH (n:Agency {id: 'agency:a'}) "
        "RETURN labels(n), n.website, n.aliases, n.created_at = n.updated_at"
    )
    assert sorted(labels) == ["Agency", "Record"]
    assert (website, aliases, same) == ("https://example.org/a", [], True)
    assert await empty_store.read(
        "MATCH (a)-[r:MEMBER_OF]->(n) RETURN a.id, n.id, toString(r.since), r.note, r.datasets, "
        "r.evidence, r.synthetic, r.id STARTS WITH 'member-of:' ORDER BY a.id"
    ) == [
        ["agency:a", "network:n", "2020-01-21", "แรก", ["dataset:x"], [], False, True],
        ["agency:b", "network:n", None, None, ["dataset:x"], [], False, True],
    ]
    [[checksum, licence, loaded]] = await empty_store.read(
        "MATCH (d:Dataset) RETURN size(d.checksum), d.licence, d.loaded_at = d.updated_at"
    )
    assert (checksum, licence, loaded) == (64, "CC0-1.0", True)


async def test_a_second_load_changes_nothing_and_says_so(
    empty_store: Store, folder: Folder
) -> None:
    """Not a time stamp, not a revision."""
    path = folder("x", **_ALL)
    await load_folder(empty_store, path)
    before = await _snapshot(empty_store)
    report = await load_folder(empty_store, path)
    assert report == LoadReport("dataset:x", 0, 0, 5, 0, 0, 0, 3, 0, claims=0, revision=6)
    assert describe(report) == (
        "dataset:x: nothing changed (5 records, 3 relationships; revision 6)"
    )
    assert await _snapshot(empty_store) == before


async def test_a_changed_row_changes_its_record_only(empty_store: Store, folder: Folder) -> None:
    """Values that are left out go; the others keep their time stamps; the log tells it."""
    await load_folder(empty_store, folder("x", **_ALL))
    changed = _AGENCIES.replace("หน่วย ก,https://example.org/a", "หน่วย ค,")
    report = await load_folder(empty_store, folder("x", **_ALL | {"agencies": changed}))
    assert (report.updated, report.unchanged, report.relationships_unchanged) == (2, 3, 3)
    assert await empty_store.read(
        "MATCH (n:Agency) RETURN n.name_th, n.website, n.created_at = n.updated_at ORDER BY n.id"
    ) == [["หน่วย ค", None, False], ["หน่วย ข", None, True]]
    [[by, records, before, after]] = await empty_store.read(
        "MATCH (c:Change {kind: 'Agency', action: 'updated'}) "
        "RETURN c.by, c.records, c.before, c.after"
    )
    assert (by, records) == ("load dataset:x", ["agency:a"])
    assert json.loads(before) == {
        "agency:a": {"name_th": "หน่วย ก", "website": "https://example.org/a"}
    }
    assert json.loads(after) == {"agency:a": {"name_th": "หน่วย ค", "website": None}}


async def test_what_is_no_longer_stated_is_removed(empty_store: Store, folder: Folder) -> None:
    """Records and relationships; the counts tell."""
    await load_folder(empty_store, folder("x", **_ALL))
    less = {
        "agencies": "id,name_th\nagency:a,หน่วย ก",
        "networks": _NETWORKS,
        "member_of": "from,to\nagency:a,network:n",
    }
    report = await load_folder(empty_store, folder("x", **less), confirm_removal=True)
    assert (report.removed, report.relationships_created, report.relationships_removed) == (2, 1, 3)
    assert await _records(empty_store, "Record") == [
        ["agency:a", "หน่วย ก", ["dataset:x"], False],
        ["dataset:x", "ชุดทดสอบ", ["dataset:x"], False],
        ["network:n", "เครือข่าย", ["dataset:x"], False],
    ]


async def test_nothing_is_written_when_a_row_is_wrong(empty_store: Store, folder: Folder) -> None:
    """Also when another row of another file is right, and when only a reference is wrong."""
    with pytest.raises(WrongRowsError):
        await load_folder(empty_store, folder("x", **_ALL | {"areas": "id,name_th\narea:1,"}))
    missing = _ALL | {"areas": "id,name_th\narea:2,ก"}
    with pytest.raises(WrongRowsError) as caught:
        await load_folder(empty_store, folder("x", **missing))
    assert [(row.file, row.row, row.column) for row in caught.value.rows] == [
        ("agencies.csv", 2, "based_in")
    ]
    assert "area:1 is not known; add it to areas.csv" in caught.value.en
    assert await _snapshot(empty_store) == [[], [], []]


async def test_references_may_lead_to_other_datasets(empty_store: Store, folder: Folder) -> None:
    """But not to what only the former version of the same dataset had."""
    await load_folder(empty_store, folder("base", areas=_AREAS))
    await load_folder(empty_store, folder("x", agencies=_AGENCIES))
    with_area = {
        "areas": "id,name_th\narea:2,สอง",
        "networks": "id,name_th,part_of\nnetwork:n,ก,area:2",
    }
    await load_folder(empty_store, folder("y", **with_area))
    with pytest.raises(WrongRowsError, match="area:2 is not known"):
        await load_folder(empty_store, folder("y", networks=with_area["networks"]))


@pytest.mark.parametrize(
    ("files", "column"),
    [
        ({"agencies": "id,name_th,kind\nagency:z,ก,term:agency-kind.none"}, "kind"),
        ({"agencies": "id,name_th,evidence\nagency:z,ก,evidence:none"}, "evidence"),
        ({"agencies": "id,name_th,based_in\nagency:z,ก,area:none"}, "based_in"),
        ({"attended": "from,to\nagency:none,event:e", "events": "id,name_th\nevent:e,ก"}, "from"),
    ],
)
async def test_every_reference_is_checked(
    empty_store: Store, folder: Folder, files: dict[str, str], column: str
) -> None:
    """Terms, evidence, and both ends."""
    with pytest.raises(WrongRowsError) as caught:
        await load_folder(empty_store, folder("x", **files))
    assert [row.column for row in caught.value.rows] == [column]


async def test_a_record_that_others_need_cannot_go(empty_store: Store, folder: Folder) -> None:
    """Whether by a relationship, as a term, or as evidence; nothing is written then."""
    base = {
        "areas": _AREAS,
        "terms": "id,name_th\nterm:agency-kind.k,ก",
        "evidence": "id,name_th\nevidence:e,ก",
    }
    await load_folder(empty_store, folder("base", **base))
    uses = {
        "agencies": "id,name_th,kind,based_in,evidence\nagency:a,ก,term:agency-kind.k,area:1,evidence:e"
    }
    await load_folder(empty_store, folder("x", **uses))
    before = await _snapshot(empty_store)
    for gone in base:
        left = {name: text for name, text in base.items() if name != gone}
        with pytest.raises(PhakhiError, match="still needed by agency:a") as caught:
            await load_folder(empty_store, folder("base", **left))
        assert caught.value.code is ErrorCode.BAD_ROW
    assert await _snapshot(empty_store) == before


async def test_a_second_area_at_the_same_time_is_refused(
    empty_store: Store, folder: Folder
) -> None:
    """Across datasets too, naming the one that has the first."""
    await load_folder(
        empty_store,
        folder("base", areas="id,name_th\narea:1,ก\narea:2,ข", networks=_NETWORKS, part_of="from,to,until\nnetwork:n,area:1,2020-01-01"),
    )  # fmt: skip
    await load_folder(
        empty_store, folder("x", part_of="from,to,since\nnetwork:n,area:2,2020-01-02")
    )
    with pytest.raises(WrongRowsError, match="by dataset:base, and can have one at a time"):
        await load_folder(empty_store, folder("y", part_of="from,to\nnetwork:n,area:2"))


async def test_a_record_of_several_datasets_is_synthetic_when_all_are(
    empty_store: Store, folder: Folder
) -> None:
    """It stays when one of them goes, and goes with the last."""
    made_up = {"synthetic": True}
    await load_folder(empty_store, folder("x", info=made_up, areas=_AREAS))
    await load_folder(empty_store, folder("y", info=made_up, areas=_AREAS))
    both = ["dataset:x", "dataset:y"]
    assert await _records(empty_store, "Area") == [["area:1", "พื้นที่", both, True]]
    await load_folder(empty_store, folder("y", areas=_AREAS))
    assert await _records(empty_store, "Area") == [["area:1", "พื้นที่", both, False]]
    await remove_dataset(empty_store, "dataset:x")
    assert await _records(empty_store, "Area") == [["area:1", "พื้นที่", ["dataset:y"], False]]
    await remove_dataset(empty_store, "dataset:y")
    assert await _records(empty_store, "Record") == []


async def test_a_dataset_that_is_not_loaded_cannot_be_removed(empty_store: Store) -> None:
    """It is not found."""
    with pytest.raises(PhakhiError) as caught:
        await remove_dataset(empty_store, "dataset:x")
    assert caught.value.code is ErrorCode.NOT_FOUND


async def test_revisions_are_distinct_and_grow_by_one(empty_store: Store, folder: Folder) -> None:
    """Also when loads meet: they wait for each other."""
    paths = [folder(f"d{at}", areas=f"id,name_th\narea:{at},ก") for at in range(4)]
    reports = await asyncio.gather(*(load_folder(empty_store, path) for path in paths))
    assert sorted(report.revision for report in reports) == [2, 4, 6, 8]
    revisions = await empty_store.read("MATCH (c:Change) RETURN c.revision ORDER BY c.revision")
    assert revisions == [[at] for at in range(1, 9)]


async def test_two_loads_of_one_record_at_once_lose_nothing(
    empty_store: Store, folder: Folder
) -> None:
    """Both datasets are on it, whoever came first."""
    paths = [folder(f"d{at}", areas=_AREAS) for at in range(3)]
    await asyncio.gather(*(load_folder(empty_store, path) for path in paths))
    [[_, _, datasets, _]] = await _records(empty_store, "Area")
    assert sorted(datasets) == ["dataset:d0", "dataset:d1", "dataset:d2"]


async def test_derived_texts_are_kept(empty_store: Store, folder: Folder) -> None:
    """The searched texts in normal form, their grams, and the key of the order."""
    await load_folder(
        empty_store,
        folder("x", agencies="id,name_th,name_en,aliases\nagency:a,เก่ง,Able Office,ก.ข.|เก่ง"),
    )
    assert await empty_store.read(
        "MATCH (n:Agency) RETURN n.search_lc, n.search_g3, n.sort_th"
    ) == [
        [
            "เก่ง\nable office\nกข",
            "เก่ ก่ง ¦ abl ble le_ e_o _of off ffi fic ice ¦ กข",
            "กเง\t02",
        ]
    ]


async def test_what_is_wrong_with_rows_and_with_references_is_told_at_once(
    empty_store: Store, folder: Folder
) -> None:
    """A row that is wrong by itself is there for others; kinds whose file cannot be read are not looked at."""
    await load_folder(
        empty_store,
        folder("words", terms="id,name_th\nterm:member-role.member,สมาชิก\nterm:role.leads,นำ"),
    )
    path = folder(
        "x",
        info={"precedence": -1},
        agencies="id,name_th,website\nagency:a,,\nagency:b,ข,",
        networks="id;name_th\nnetwork:n;ก",
        member_of="from,to,role\nagency:a,network:n,term:member-role.membr\n"
        "agency:b,network:n,term:member-role.membr\nagency:bb,network:n,term:member-role.xyz",
    )
    with pytest.raises(WrongRowsError) as caught:
        await load_folder(empty_store, path)
    assert [(row.file, row.row, row.column) for row in caught.value.rows] == [
        ("dataset.toml", 0, "precedence"),
        ("agencies.csv", 2, "name_th"),
        ("member_of.csv", 2, "role"),
        ("member_of.csv", 3, "role"),
        ("member_of.csv", 4, "from"),
        ("member_of.csv", 4, "role"),
        ("networks.csv", 1, ""),
    ]
    assert (
        "member_of.csv rows 2, 3 column role: term:member-role.membr is not known "
        "(did you mean term:member-role.member?); add it to terms.csv, or load the dataset that has "
        "it first"
    ) in caught.value.en
    assert (
        "agency:bb is not known (did you mean agency:b?); add it to agencies.csv" in caught.value.en
    )
    assert "term:member-role.xyz is not known; add it to terms.csv" in caught.value.en
    assert "ไม่พบ term:member-role.membr (หมายถึง term:member-role.member หรือไม่)" in caught.value.th


async def test_a_phrase_is_stored_to_the_letter_beside_its_canonical_form(
    empty_store: Store, folder: Folder
) -> None:
    """Which is there only where it is another, and goes when the phrase is mended."""
    read = "MATCH (n:Evidence) RETURN n.phrase, n.phrase_canonical ORDER BY n.id"
    rows = "id,name_th,phrase\nevidence:a,ก,นำ\u0e49\u00a0ข\nevidence:b,ข,น้ำ"
    await load_folder(empty_store, folder("x", evidence=rows))
    assert await empty_store.read(read) == [["นำ\u0e49\u00a0ข", "น้ำ ข"], ["น้ำ", None]]
    again = await load_folder(empty_store, folder("x", evidence=rows))
    assert not again.changed
    await load_folder(empty_store, folder("x", evidence="id,name_th,phrase\nevidence:a,ก,น้ำ ข"))
    assert await empty_store.read(read) == [["น้ำ ข", None]]


async def test_a_load_brings_older_spellings_to_their_canonical_form(
    empty_store: Store, folder: Folder
) -> None:
    """What an older release stored as it was written becomes equal by loading it again."""
    files = {"agencies": "id,name_th\nagency:a,น้ำ"}
    await load_folder(empty_store, folder("x", **files))
    await empty_store.run_schema("MATCH (n:Agency) SET n.name_th = 'นำ\u0e49'")
    assert (await load_folder(empty_store, folder("x", **files))).updated == 1
    assert await _records(empty_store, "Agency") == [["agency:a", "น้ำ", ["dataset:x"], False]]


async def test_progress_is_told_of_all_rows(empty_store: Store, folder: Folder) -> None:
    """Each step begins with nothing, and ends with everything done."""
    seen: list[tuple[str, int, int]] = []
    await load_folder(
        empty_store, folder("x", **_ALL), lambda *told: seen.append(told), today=dt.date(2020, 1, 1)
    )
    assert seen == [
        ("records", 0, 4),
        ("records", 4, 4),
        ("relationships", 0, 3),
        ("relationships", 3, 3),
    ]


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loads of more than two rows take several transactions, of two rows each."""
    monkeypatch.setattr(load_module, "ONE_TRANSACTION", 2)
    monkeypatch.setattr(statements, "BATCH", 2)


@pytest.mark.usefixtures("in_small_steps")
async def test_a_large_load_ends_like_a_small_one(
    empty_store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In reports, records, relationships, claims and what is derived, whatever the steps."""
    y = {"agencies": "id,name_th\nagency:a,หน่วย ย\nagency:c,หน่วย ค", "areas": _AREAS}
    adopting = _ALL | {"issues": "id,name_th\nissue:i,ก", "adopts": "from,to\nagency:a,issue:i"}
    less = {name: text for name, text in adopting.items() if name != "member_of"}

    async def story() -> list[Any]:
        reports = [
            await load_folder(empty_store, folder("x", **adopting)),
            await load_folder(empty_store, folder("y", **y)),
            await load_folder(empty_store, folder("x", **adopting)),
            await load_folder(empty_store, folder("x", **less), confirm_removal=True),
            await remove_dataset(empty_store, "dataset:y"),
        ]
        told = [replace(report, revision=0) for report in reports]
        links = await empty_store.read("MATCH ()-[r]->() RETURN properties(r) ORDER BY r.id")
        nodes = await empty_store.read(
            "MATCH (n:Record) RETURN n {.*, created_at: 0, updated_at: 0, loaded_at: 0} ORDER BY n.id"
        )
        return [told, links, nodes]

    in_steps = await story()
    await remove_dataset(empty_store, "dataset:x")
    assert await empty_store.read("MATCH (n:Record) RETURN n.id") == []
    monkeypatch.setattr(load_module, "ONE_TRANSACTION", 10_000)
    assert in_steps == await story()


@pytest.mark.usefixtures("in_small_steps")
async def test_a_large_load_that_is_wrong_writes_nothing(
    empty_store: Store, folder: Folder
) -> None:
    """All checks come before the first transaction that writes."""
    with pytest.raises(WrongRowsError):
        await load_folder(empty_store, folder("x", **_ALL | {"areas": "id,name_th\narea:2,ก"}))
    assert await _snapshot(empty_store) == [[], [], []]


@pytest.mark.usefixtures("in_small_steps")
async def test_a_large_load_that_was_cut_off_is_completed_by_the_next(
    empty_store: Store, folder: Folder
) -> None:
    """Until then its dataset has no checksum."""

    class CutOffError(Exception):
        pass

    def cut_off(step: str, _done: int, _total: int) -> None:
        if step == "relationships":
            raise CutOffError

    with pytest.raises(CutOffError):
        await load_folder(empty_store, folder("x", **_ALL), cut_off)
    assert await empty_store.read("MATCH (d:Dataset) RETURN d.checksum") == [[None]]
    report = await load_folder(empty_store, folder("x", **_ALL))
    assert (report.updated, report.unchanged, report.relationships_created) == (1, 4, 3)
    assert await empty_store.read("MATCH (d:Dataset) RETURN size(d.checksum)") == [[64]]
