"""A person is forgotten: out of nodes, words, the log and exports, and does not come back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph_api.cli.forgetting import forget as forget_by_command
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import WrongRowsError, find_person, forget, load_backup, load_folder, rebuild_derived
from loaders.forgetting import lift
from loaders.redaction import Redaction, forms_of, holding, is_telling
from schema.errors import ErrorCode, PhakhiError
from tests.export.exporting import exported, exported_file
from tests.http.conftest import client_of
from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store

NAME, ENGLISH = "นายสมชาย ใจดี", "Somchai Jaidee"
FILES = {
    "people": f"""id,name_th,name_en,description_th,evidence
        person:somchai,{NAME},{ENGLISH},ผู้ประสานงาน,evidence:e
        person:other,นางสาวสมชาย ใจดีมาก,,,""",
    "sources": "id,name_th\nsource:s,แหล่ง",
    "evidence": """id,name_th,phrase,paragraph,start,end,from,said_by
        evidence:e,คำของสมชาย ใจดี,นายสมชาย  ใจดี กล่าวว่า,3,10,30,source:s,person:somchai
        evidence:f,คำอื่น,นางสาวสมชาย ใจดีมาก กับ สมชายใจดี,4,40,70,source:s,person:other
        evidence:g,คำที่สาม,ประชุมที่อุดรธานี,5,1,9,source:s,""",
    "events": "id,name_th,description_th,evidence\nevent:v,ประชุม,จัดโดย SOMCHAI JAIDEE และคณะ,evidence:g",
    "posts": "id,name_th,title\npost:p,ตำแหน่ง,หัวหน้า",
    "agencies": "id,name_th,aliases\nagency:a,มูลนิธิสมชาย ใจดี,มส.|ทีมสมชาย ใจดี\nagency:b,ชมรมคนดี,",
    "fills": "from,to,since,note\nperson:somchai,post:p,2020-01-01,แทนคนเดิม",
    "attended": "from,to\nperson:somchai,event:v\nperson:other,event:v\nagency:a,event:v",
    "collaborates_with": "from,to,note\nagency:a,agency:b,ตามที่สมชาย ใจดีเสนอ",
}


async def _everything(store: Store) -> str:
    """All texts that are stored, whatever they belong to, but for the name that is another's."""
    rows = await store.read(
        "MATCH (n) RETURN properties(n) UNION ALL MATCH ()-[r]->() RETURN properties(r) AS `properties(n)`"
    )
    return (
        json.dumps(rows, ensure_ascii=False, default=str)
        .lower()
        .replace("สมชาย ใจดีมาก", "")
        .replace("สมชายใจดีมาก", "")
    )


@pytest.fixture
async def people(empty_store: Store, folder: Folder) -> Store:
    """Two datasets that name a person, and differ on him; and a log of it."""
    await load_folder(empty_store, folder("one", **FILES))
    two = {"people": f"id,name_th,name_en\nperson:somchai,{NAME} (ผอ.),Somchai Jaidee"}
    await load_folder(empty_store, folder("two", **two))
    changed = FILES | {"posts": "id,name_th,title\npost:p,ตำแหน่ง,หัวหน้า (สมชาย ใจดี)"}
    await load_folder(empty_store, folder("one", **changed))
    return empty_store


async def test_nothing_that_is_stored_names_the_person(people: Store) -> None:
    """Neither records nor relationships nor claims, words, the log, or what search reads."""
    before = await _everything(people)
    assert "somchai" in before
    await forget(people, "person:somchai")
    after = await _everything(people)
    assert [
        trace for trace in ("สมชาย ใจดี", "สมชายใจดี", "somchai", "jaidee") if trace in after
    ] == []


async def test_nothing_that_is_exported_names_the_person(people: Store) -> None:
    """In the formats that are text."""
    await forget(people, "person:somchai")
    for name in ("jsonl", "jsonld", "ttl", "graphml", "gexf"):
        text = (await exported(people, name)).decode().lower().replace("สมชาย ใจดีมาก", "")
        assert not [trace for trace in ("สมชาย ใจดี", "สมชายใจดี", "somchai") if trace in text], name


async def test_others_keep_their_names_and_words(people: Store) -> None:
    """Somebody whose name is longer, and the facts that stood beside the name."""
    await forget(people, "person:somchai")
    rows = await people.read(
        "MATCH (n) WHERE n.id IN ['person:other', 'evidence:e', 'evidence:f', 'event:v', "
        "'agency:a', 'post:p'] RETURN n.id, n.name_th, coalesce(n.phrase, n.description_th, "
        "n.title), n.start ORDER BY n.id"
    )
    assert rows == [
        ["agency:a", "มูลนิธิ[…]", None, None],
        ["event:v", "ประชุม", "จัดโดย […] และคณะ", None],
        ["evidence:e", "คำของ[…]", "[…] กล่าวว่า", None],
        ["evidence:f", "คำอื่น", "นางสาวสมชาย ใจดีมาก กับ […]", None],
        ["person:other", "นางสาวสมชาย ใจดีมาก", None, None],
        ["post:p", "ตำแหน่ง", "หัวหน้า ([…])", None],
    ]
    assert await people.read("MATCH (n:Evidence {id: 'evidence:g'}) RETURN n.start, n.end") == [
        [1, 9]
    ]


async def test_counts_stay_true(people: Store) -> None:
    """What is counted is what is there; the log has as many entries and records as before, and one more change."""
    entries = "MATCH (c:Change) WHERE c.by <> 'forget' RETURN c.revision, c.action, c.kind, size(c.records) ORDER BY c.revision"
    before = await people.read(entries)
    report = await forget(people, "person:somchai")
    assert await people.read(entries) == before
    assert (report.relationships, report.claims, report.links) == (4, 1, 1)
    assert report.records == {"Agency": 1, "Event": 1, "Evidence": 2, "Post": 1}
    ((people_left, attended, revision, newest),) = await people.read(
        "MATCH (m:Meta {id: 'revision'}) RETURN COUNT { (:Person) }, "
        "COUNT { (:Person)-[:ATTENDED]->() }, m.revision, COUNT { (:Change) }"
    )
    assert (people_left, attended, revision) == (1, 1, newest)
    removed = await people.read(
        "MATCH (c:Change {by: 'forget', action: 'removed', kind: 'Person'}) RETURN c.records, c.before"
    )
    assert [[row[0], json.loads(row[1])] for row in removed] == [
        [[report.pseudonym], {report.pseudonym: {}}]
    ]


async def test_a_dataset_that_still_names_the_person_is_refused(
    people: Store, folder: Folder, tmp_path: Any
) -> None:
    """With the file and the row: by the id, by the name under another id, and in any words."""
    backup = await exported_file(people, "jsonl", tmp_path)
    await forget(people, "person:somchai")
    before = await _everything(people)
    new = {"people": f"id,name_th\nperson:new,{NAME}"}
    words = {"agencies": "id,name_th\nagency:x,ทีมงานของสมชาย   ใจดีและเพื่อน"}
    known = {"people": "id,name_th\nperson:somchai,ชื่ออื่น"}
    for files, place in (
        (FILES, "agencies.csv row 2 column name_th"),
        (new, "people.csv row 2 column name_th"),
        (words, "agencies.csv row 2 column name_th"),
        (known, "people.csv row 2 column id"),
    ):
        with pytest.raises(WrongRowsError) as refused:
            await load_folder(people, folder("one", **files), confirm_removal=True)
        assert refused.value.rows[0].place == place
    with pytest.raises(WrongRowsError, match="was forgotten"):
        await load_backup(people, backup)
    assert await _everything(people) == before


async def test_a_dataset_without_the_person_loads(people: Store, folder: Folder) -> None:
    """Once it has been mended."""
    await forget(people, "person:somchai")
    mended = {"agencies": "id,name_th\nagency:b,ชมรมคนดี", "people": "id,name_th\nperson:other,คนอื่น"}
    await load_folder(people, folder("one", **mended), confirm_removal=True)
    await rebuild_derived(people)
    assert await people.read("MATCH (p:Person) RETURN p.id") == [["person:other"]]


async def test_what_is_remembered_is_no_name(people: Store) -> None:
    """Digests with a salt of the store's own."""
    await forget(people, "person:somchai")
    ((memory,),) = await people.read("MATCH (m:Meta {id: 'forgotten'}) RETURN properties(m)")
    assert set(memory) == {"id", "salt", "ids", "names"}
    assert {len(ident) for ident in memory["ids"]} == {64}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("person:somchai", "person:somchai"),
        ("นายสมชาย ใจดี", "person:somchai"),
        ("สมชายใจดี", "person:somchai"),
        ("somchai  JAIDEE", "person:somchai"),
        ("สมชาย ใจดีมาก", "person:other"),
    ],
)
async def test_a_person_is_named_by_id_or_name(people: Store, text: str, expected: str) -> None:
    """In any spelling of the name, with or without its title."""
    assert (await find_person(people, text)).id == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ใจดี", ErrorCode.NOT_FOUND),
        ("person:nobody", ErrorCode.NOT_FOUND),
        ("person:../..", ErrorCode.BAD_ID),
        ("agency:a", ErrorCode.NOT_FOUND),
        ("", ErrorCode.NOT_FOUND),
        (".*", ErrorCode.NOT_FOUND),
        ("'}) DETACH DELETE n //", ErrorCode.NOT_FOUND),
        ("ก" * 100_000, ErrorCode.NOT_FOUND),
    ],
)
async def test_nobody_is_guessed(people: Store, text: str, code: ErrorCode) -> None:
    """Half a name, somebody else's id and hostile texts are nobody's."""
    with pytest.raises(PhakhiError) as refused:
        await find_person(people, text)
    assert refused.value.code is code
    with pytest.raises(PhakhiError):
        await forget(people, text)
    assert await people.read("RETURN COUNT { (:Person) }") == [[2]]


async def test_a_shared_name_is_asked_back(empty_store: Store, folder: Folder) -> None:
    """With the choices; and by the id, only words that are known to be about the one change."""
    files = {
        "people": "id,name_th,evidence\nperson:a,สมชาย ใจดี,evidence:a\nperson:b,นายสมชาย ใจดี,evidence:b",
        "evidence": "id,name_th,phrase\nevidence:a,คำ,สมชาย ใจดี คนแรก\nevidence:b,คำ,สมชาย ใจดี คนที่สอง",
    }
    await load_folder(empty_store, folder("one", **files))
    with pytest.raises(PhakhiError) as refused:
        await find_person(empty_store, "สมชาย ใจดี")
    assert refused.value.en == (
        "2 persons are called 'สมชาย ใจดี': person:a (สมชาย ใจดี), person:b (นายสมชาย ใจดี). "
        "Give the id of the one you mean."
    )
    report = await forget(empty_store, "person:a")
    assert report.shared == ("person:b",)
    assert await empty_store.read("MATCH (e:Evidence) RETURN e.phrase ORDER BY e.id") == [
        ["[…] คนแรก"],
        ["สมชาย ใจดี คนที่สอง"],
    ]
    files["people"] = files["people"].replace("person:a,สมชาย ใจดี,evidence:a\n", "")
    with pytest.raises(WrongRowsError, match="was forgotten"):
        await load_folder(empty_store, folder("one", people="id,name_th\nperson:a,ก"))
    await load_folder(empty_store, folder("one", **files))


async def test_a_hostile_name_is_a_name(empty_store: Store, folder: Folder) -> None:
    """Signs of patterns stand for themselves; a short name is not searched for in texts."""
    files = {
        "people": 'id,name_th\nperson:x,"ก.* (ข|ค) [ง]+ $^ \\d"\nperson:y,ก',
        "agencies": 'id,name_th\nagency:a,"ทีม ก.* (ข|ค) [ง]+ $^ \\d"\nagency:b,กขคง กก',
    }
    await load_folder(empty_store, folder("one", **files))
    await forget(empty_store, "person:x")
    report = await forget(empty_store, "person:y")
    assert report.short == ("ก",)
    assert await empty_store.read("MATCH (a:Agency) RETURN a.name_th ORDER BY a.id") == [
        ["ทีม […]"],
        ["กขคง กก"],
    ]


def test_names_are_taken_out_in_any_spelling() -> None:
    """With spaces or without, in any case, as stored or in another order of vowels and marks."""
    forms = [form for form in forms_of(["นายน้ำ ใจดี", "Mr Nam Jaidee"]) if is_telling(form)]
    others = holding(forms, ["น้ำ ใจดีงาม", "คนอื่น"])
    redaction = Redaction(forms, others, "person:nam", "person:forgotten-1")
    assert [
        redaction.text(text)
        for text in (
            "นายน้ำ ใจดี",
            "คุณน้ำใจดีมา",
            "นํ้า\u200b ใจดี",
            "MR NAM JAIDEE, nam\n jaidee",
            "น้ำ ใจดีงาม",
            "person:nam person:nam-2 person:nam.",
            "ไม่มีใคร",
        )
    ] == [
        "[…]",
        "คุณ[…]มา",
        "[…]",
        "[…], […]",
        "น้ำ ใจดีงาม",
        "person:forgotten-1 person:nam-2 person:forgotten-1.",
        "ไม่มีใคร",
    ]


async def test_who_agrees_again_may_be_loaded_again(people: Store, folder: Folder) -> None:
    """By the id and by each name, one at a time; nobody else is, and nothing comes back by itself."""
    await forget(people, "person:somchai")
    with pytest.raises(PhakhiError) as unknown:
        await lift(people, "person:other")
    assert unknown.value.code is ErrorCode.NOT_FOUND
    known = {"people": f"id,name_th\nperson:somchai,{NAME}"}
    columns = []
    for text in ("person:somchai", NAME):
        with pytest.raises(WrongRowsError) as refused:
            await load_folder(people, folder("again", **known))
        columns.append([row.column for row in refused.value.rows])
        await lift(people, text)
    assert columns == [["id", "name_th"], ["name_th"]]
    assert await people.read("MATCH (p:Person) RETURN p.id") == [["person:other"]]
    assert (await load_folder(people, folder("again", **known))).created == 2


async def test_the_feed_of_changes_does_not_name_the_person(
    people: Store, engine: Settings
) -> None:
    """It tells that somebody was removed, and of what was there before it tells no name."""
    report = await forget(people, "person:somchai")
    query = """{ changes(since: 0, first: 1000) { nodes {
        recordId action kind before after record { id } source { id } target { id } } } }"""
    async with client_of(people, engine) as client:
        answer = (await client.post("/graphql", json={"query": query})).json()
    assert "errors" not in answer
    nodes = answer["data"]["changes"]["nodes"]
    assert [node["action"] for node in nodes if node["recordId"] == report.pseudonym] == [
        "CREATED",
        "UPDATED",
        "REMOVED",
    ]
    text = json.dumps(nodes, ensure_ascii=False).lower().replace("สมชาย ใจดีมาก", "")
    assert not [trace for trace in ("สมชาย ใจดี", "สมชายใจดี", "somchai", "jaidee") if trace in text]


async def test_the_command_says_what_it_did(
    people: Store, engine: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """How much, where, and what is left to do by hand; never the name."""
    assert await forget_by_command(engine, ENGLISH) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("The person was forgotten, with 4 relationships and 1 claims;")
    assert "Agency 1, Event 1, Evidence 2, Post 1; relationships 1;" in lines[1]
    assert "dataset:one, dataset:two still name the person" in lines[2]
    assert not [line for line in lines if "somchai" in line.lower() or "ใจดี" in line]
    assert await people.read("RETURN COUNT { (:Person) }") == [[1]]
