"""Likely duplicates of the graph: listed with reasons, decided once, merged for good."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph_api.store import Store
from loaders import WrongRowsError, load_backup, load_folder, remove_dataset, undo
from loaders.checking import check_path
from loaders.matching.comparing import MatchReason
from loaders.reconciling.deciding import decide
from loaders.reconciling.listing import likely_duplicates, read_verdicts
from loaders.worksheet.loading import load_worksheet, prepare_content
from schema.errors import ErrorCode, PhakhiError
from tests.export.exporting import exported, exported_file
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


async def pairs(store: Store) -> list[tuple[str, str, tuple[MatchReason, ...]]]:
    """What is listed."""
    return [(item.one.id, item.other.id, item.reasons) for item in await likely_duplicates(store)]


async def merged(store: Store) -> list[list[Any]]:
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
    assert await pairs(empty_store) == [(OTHER, ONE, (MatchReason.HEAD,))]
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


async def test_checks_and_worksheets_know_both_ids(empty_store: Store, folder: Folder) -> None:
    """What a load would take is not said to be wrong."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    path = folder("third", raises=f"from,to\n{OTHER},problem:drink")
    assert (await check_path(empty_store, path)).problems == ()
    path = folder("third", raises=f"from,to\n{OTHER},problem:drink\nagency:none,problem:drink")
    (problem,) = (await check_path(empty_store, path)).problems
    assert "agency:none" in problem.text.en
    path = folder("third", raises=f"from,to\n{OTHER},problem:drink\n{OTHER},no id")
    with pytest.raises(WrongRowsError) as caught:
        await load_folder(empty_store, path)
    assert [row.row for row in caught.value.rows] == [3]
    content = f"หน่วยงาน,หน่วยงานที่อยากเชื่อมโยง\nวัดป่า,{OTHER}\n".encode()
    await load_worksheet(empty_store, await prepare_content(empty_store, "w.csv", content))
    assert await empty_store.read("MATCH (a)-[:SEEKS_LINK_WITH]->(b) RETURN a.name_th, b.id") == [
        ["วัดป่า", ONE]
    ]


async def test_a_pair_is_named_by_any_of_its_ids(empty_store: Store, folder: Folder) -> None:
    """A verdict on a record that went is one on the record that stays; not on both at once."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    verdict = await decide(empty_store, OTHER, "agency:third", same=False)
    assert (verdict.one, verdict.other) == (ONE, "agency:third")
    for same in (True, False):
        with pytest.raises(PhakhiError) as caught:
            await decide(empty_store, ONE, OTHER, same=same)
        assert caught.value.code is ErrorCode.BAD_ARGUMENT


async def test_a_dataset_is_removed_after_a_merge(empty_store: Store, folder: Folder) -> None:
    """What it stated of the one that went goes; what others state stays."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    await remove_dataset(empty_store, "dataset:second")
    assert await empty_store.read("MATCH (a:Agency) RETURN a.id, a.aliases ORDER BY a.id") == [
        [ONE, []],
        ["agency:third", []],
    ]


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


async def test_a_merge_is_undone_to_the_byte(empty_store: Store, folder: Folder) -> None:
    """All datasets of it, whichever is named: then the pair waits for a verdict again."""
    await two(empty_store, folder)
    linking = folder("links", raises=f"from,to\n{OTHER},problem:drink")
    await load_folder(empty_store, linking)
    for dataset in (None, "dataset:links", "dataset:second"):
        before = await exported(empty_store, "jsonl")
        await decide(empty_store, ONE, OTHER, same=True)
        assert await exported(empty_store, "jsonl") != before
        undone = await undo(empty_store, dataset)
        assert (undone.verdict and undone.verdict.same, len(undone.reports)) == (True, 2)
        assert await exported(empty_store, "jsonl") == before
        assert await pairs(empty_store) == [(OTHER, ONE, (MatchReason.HEAD,))]
        assert (await refused(empty_store, dataset)).endswith(
            "cannot be undone: it was undone already."
        )
    assert not (await load_folder(empty_store, linking)).changed
    by = "MATCH (c:Change) RETURN DISTINCT c.by AS by ORDER BY by"
    assert [f"undo merge {OTHER} into {ONE}"] in await empty_store.read(by)


async def refused(store: Store, dataset: str | None = None) -> str:
    """Why nothing is undone."""
    with pytest.raises(PhakhiError) as caught:
        await undo(store, dataset)
    assert caught.value.code is ErrorCode.CANNOT_UNDO
    return caught.value.en.partition(" `phakhi undo ")[0]


async def test_a_verdict_is_undone(empty_store: Store, folder: Folder) -> None:
    """That two differ, too; and a verdict that replaced another one gives way to it."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=False)
    undone = await undo(empty_store)
    assert (undone.verdict and undone.verdict.same, undone.reports) == (False, ())
    assert await pairs(empty_store) == [(OTHER, ONE, (MatchReason.HEAD,))]
    first_verdict = await decide(empty_store, ONE, OTHER, same=False)
    await decide(empty_store, ONE, OTHER, same=True)
    await undo(empty_store)
    assert await read_verdicts(empty_store) == [first_verdict]
    assert await pairs(empty_store) == []


async def test_what_was_done_last_is_undone(empty_store: Store, folder: Folder) -> None:
    """A load after a verdict that changes nothing is later than it, and a merge later than a load."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=False)
    await load_folder(empty_store, folder("new", agencies="id,name_th\nagency:n,น"))
    assert (await undo(empty_store)).report.dataset == "dataset:new"
    assert "dataset:new" in await refused(empty_store)


async def test_a_merge_that_was_built_on_is_not_undone(empty_store: Store, folder: Folder) -> None:
    """Who loaded since is named; once that is undone, the merge can be."""
    await two(empty_store, folder)
    before = await exported(empty_store, "jsonl")
    await decide(empty_store, ONE, OTHER, same=True)
    await load_folder(empty_store, folder("third", raises=f"from,to\n{OTHER},problem:drink"))
    after = await exported(empty_store, "jsonl")
    message = await refused(empty_store, "dataset:second")
    assert message.startswith(f"The verdict on {ONE} and {OTHER} (")
    assert message.endswith("since the graph has changed after it: dataset:third.")
    assert await exported(empty_store, "jsonl") == after
    await undo(empty_store)
    await undo(empty_store, "dataset:second")
    assert await exported(empty_store, "jsonl") == before


async def test_the_last_of_a_chain_is_undone(empty_store: Store, folder: Folder) -> None:
    """The merge before it stays."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    before = await exported(empty_store, "jsonl")
    await decide(empty_store, "agency:third", ONE, same=True)
    await undo(empty_store)
    assert await exported(empty_store, "jsonl") == before
    assert await merged(empty_store) == MERGED


@pytest.fixture
async def backup(empty_store: Store, folder: Folder, tmp_path: Path) -> Path:
    """The backup of a store in which two were merged, and two differ."""
    await two(empty_store, folder)
    await decide(empty_store, ONE, OTHER, same=True)
    await decide(empty_store, ONE, "agency:third", same=False)
    return await exported_file(empty_store, "jsonl", tmp_path)


async def empty(store: Store) -> None:
    """Takes everything out of a store."""
    await store.run_schema("MATCH (n) WHERE NOT n:Meta OR n.id <> 'schema' DETACH DELETE n")


async def test_a_backup_holds_verdicts(empty_store: Store, folder: Folder, backup: Path) -> None:
    """A restored store redirects and does not ask again; its own backup is the same."""
    verdicts = await read_verdicts(empty_store)
    held = content(backup)
    lines = held.splitlines()
    assert [orjson.loads(line)["verdict"] for line in lines[1:3]] == [asdict(v) for v in verdicts]
    assert [(v.one, v.other, v.same) for v in verdicts] == [
        (ONE, OTHER, True),
        (ONE, "agency:third", False),
    ]
    assert orjson.loads(lines[-1])["verdicts"] == len(verdicts)
    await empty(empty_store)
    await load_backup(empty_store, backup)
    assert await exported(empty_store, "jsonl") == held
    assert await read_verdicts(empty_store) == verdicts
    assert not (await load_folder(empty_store, second(folder))).changed
    assert await merged(empty_store) == MERGED
    assert not any(report.changed for report in await load_backup(empty_store, backup))


async def test_verdicts_of_a_backup_hold_for_what_is_there(
    empty_store: Store, folder: Folder, backup: Path
) -> None:
    """Also for datasets that are not in it; those of a store that an older backup lacks stay."""
    await empty(empty_store)
    await two(empty_store, folder)
    await load_folder(empty_store, folder("third", raises=f"from,to\n{OTHER},problem:drink"))
    older = await exported_file(empty_store, "jsonl", backup.parent)
    assert b'"verdict' not in content(older)
    await load_backup(empty_store, with_verdict(older, VERDICT))
    raised = "MATCH (a)-[r:RAISES]->({id: 'problem:drink'}) RETURN a.id, r.datasets"
    both = [[ONE, ["dataset:second", "dataset:third"]]]
    assert await empty_store.read(raised) == both
    await load_backup(empty_store, older)
    assert await empty_store.read(raised) == both


VERDICT = orjson.dumps(
    {"verdict": {"one": ONE, "other": OTHER, "same": True, "name_th": FULL, "at": "2026-11-28"}},
    option=orjson.OPT_APPEND_NEWLINE,
)


def content(path: Path) -> bytes:
    """What a file holds."""
    return path.read_bytes()


def with_verdict(backup: Path, line: bytes, verdicts: int = 1) -> Path:
    """A copy of a backup with a line after the first, and a last line that counts verdicts."""
    told = content(backup).replace(b',"sha256"', b',"verdicts":%d,"sha256"' % verdicts)
    path = backup.with_name("with-verdict.jsonl")
    path.write_bytes(told.replace(b"\n", b"\n" + line, 1))
    return path


@pytest.mark.parametrize(
    ("line", "verdicts"),
    [
        (VERDICT, 2),
        (VERDICT.replace(b"true", b'"perhaps"'), 1),
        (VERDICT.replace(b"agency:one", b"problem:debt"), 1),
        (VERDICT.replace(b"agency:one", b"agency:other"), 1),
        (b'{"verdict":[]}\n', 1),
    ],
)
async def test_a_wrong_verdict_is_refused(
    empty_store: Store, folder: Folder, tmp_path: Path, line: bytes, verdicts: int
) -> None:
    """With its line; nothing of the backup is loaded."""
    await two(empty_store, folder)
    path = await exported_file(empty_store, "jsonl", tmp_path)
    await empty(empty_store)
    with pytest.raises(WrongRowsError):
        await load_backup(empty_store, with_verdict(path, line, verdicts))
    assert await empty_store.read("MATCH (m:Meta) WHERE m.id <> 'schema' RETURN m.id") == []


async def test_a_part_of_the_graph_has_no_verdicts(empty_store: Store, backup: Path) -> None:
    """They name records of any dataset."""
    for asked in ({"datasets": ["dataset:first"]}, {"include_synthetic": False}):
        assert b'"verdict' not in await exported(empty_store, "jsonl", **asked)
    assert b'"verdict' in content(backup)
