"""``meta`` and ``changes``: what three loads did, told whole."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version
from typing import Any

import pytest

from graph_api.feed.position import Position
from graph_api.planner.order import encode_cursor
from graph_api.store import Store
from loaders import load_folder
from tests.feed.conftest import Ask
from tests.loaders.conftest import Folder

ALL = """query ($since: Int, $after: String, $first: Int! = 100, $kinds: [String!], $ids: [ID!], $area: ID) {
  changes(since: $since, after: $after, first: $first, kinds: $kinds, ids: $ids, area: $area) {
    nodes {
      revision by action kind recordId record { __typename id nameTh } isRelationship
      sourceId source { id } targetId target { id } properties before after
    }
    edges { cursor node { recordId } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


DATASET = {"__typename": "Dataset", "id": "dataset:x", "nameTh": "ชุดทดสอบ"}
WITHIN = "within:b7d700746339211f5b22"
OF_A, OF_B = "based-in:50753edcc8a7d919d04f", "based-in:a5781f0db9fe486c5535"
MEMBER = "member-of:283f4dc7ddaf06a55c3d"


def node(revision: int, kind: str, record: dict[str, str] | str, **more: Any) -> dict[str, Any]:
    """A change of a record; of one that is gone only the id is told."""
    ident, found = (record, None) if isinstance(record, str) else (record["id"], record)
    return {
        "revision": revision,
        "by": "load dataset:x",
        "action": "CREATED",
        "kind": kind,
        "recordId": ident,
        "record": found,
        "isRelationship": False,
        "sourceId": None,
        "source": None,
        "targetId": None,
        "target": None,
        "properties": [],
        "before": None,
        "after": None,
    } | more


def link(revision: int, kind: str, ident: str, ends: tuple[str, str], **more: Any) -> Any:
    """A change of a relationship; agency:b is gone."""
    source, target = ends
    return node(revision, kind, ident, isRelationship=True) | {
        "sourceId": source,
        "source": None if source == "agency:b" else {"id": source},
        "targetId": target,
        "target": {"id": target},
        **more,
    }


def record(kind: str, ident: str, name: str) -> dict[str, str]:
    """A record that is there."""
    return {"__typename": kind, "id": ident, "nameTh": name}


WHOLE = [
    node(1, "Dataset", DATASET),
    node(2, "Agency", record("Agency", "agency:a", "ค")),
    node(2, "Agency", "agency:b"),
    node(3, "Area", record("Area", "area:41", "จังหวัด")),
    node(3, "Area", record("Area", "area:4101", "อำเภอ")),
    node(3, "Area", record("Area", "area:42", "จังหวัดอื่น")),
    node(4, "Network", record("Network", "network:n", "น")),
    link(5, "WITHIN", WITHIN, ("area:4101", "area:41")),
    link(6, "BASED_IN", OF_A, ("agency:a", "area:4101")),
    link(6, "BASED_IN", OF_B, ("agency:b", "area:42")),
    link(7, "MEMBER_OF", MEMBER, ("agency:a", "network:n")),
    node(8, "Agency", record("Agency", "agency:a", "ค"))
    | {
        "action": "UPDATED",
        "properties": ["nameTh"],
        "before": {"nameTh": "ก"},
        "after": {"nameTh": "ค"},
    },
    node(9, "Dataset", DATASET, action="UPDATED", properties=["checksum"]),
    link(10, "BASED_IN", OF_B, ("agency:b", "area:42"), action="REMOVED")
    | {"before": {"id": OF_B, "datasets": ["dataset:x"], "synthetic": False}},
    link(11, "MEMBER_OF", MEMBER, ("agency:a", "network:n"), action="REMOVED")
    | {
        "before": {
            "id": MEMBER,
            "datasets": ["dataset:x"],
            "synthetic": False,
            "note": "หมายเหตุ",
        }
    },
    node(12, "Agency", "agency:b", action="REMOVED")
    | {
        "before": {
            "id": "agency:b",
            "datasets": ["dataset:x"],
            "synthetic": False,
            "nameTh": "ข",
            "nameEn": "B",
        }
    },
    node(13, "Dataset", DATASET, action="UPDATED", properties=["checksum"]),
]
"""What the three loads did; times and checksums are left out."""


def told(data: Any) -> list[Any]:
    """The changes of a page, without times and checksums."""
    nodes = [dict(change) for change in data["changes"]["nodes"]]
    for change in nodes:
        if change["properties"] == ["checksum"]:
            change["before"] = change["after"] = None
        elif change["before"]:
            change["before"] = {
                name: value for name, value in change["before"].items() if name[-2:] != "At"
            }
    return nodes


@pytest.mark.usefixtures("three_loads")
async def test_three_loads_are_told_whole(ask: Ask) -> None:
    """What was created, changed and taken away, in order, with what is there now."""
    data, codes = await ask(ALL)
    assert (told(data), codes) == (WHOLE, [])
    assert [edge["node"]["recordId"] for edge in data["changes"]["edges"]] == [
        change["recordId"] for change in WHOLE
    ]
    page = data["changes"]["pageInfo"]
    assert (page["hasNextPage"], page["hasPreviousPage"]) == (False, False)
    assert page["startCursor"] == data["changes"]["edges"][0]["cursor"]


@pytest.mark.usefixtures("three_loads")
async def test_since_a_revision_is_all_after_it(ask: Ask) -> None:
    """Nothing of the revision itself, and nothing at all after the newest."""
    data, _ = await ask(ALL, since=7)
    assert told(data) == WHOLE[11:]
    data, _ = await ask(ALL, since=13)
    assert (told(data), data["changes"]["pageInfo"]["hasNextPage"]) == ([], False)


@pytest.mark.usefixtures("three_loads")
async def test_the_end_of_a_log_is_where_later_changes_go_on(
    ask: Ask, empty_store: Store, folder: Folder
) -> None:
    """The last page has a cursor even when it is empty; after it comes what is loaded later."""
    data, _ = await ask(ALL, since=13)
    end = data["changes"]["pageInfo"]["endCursor"]
    await load_folder(empty_store, folder("y", networks="id,name_th\nnetwork:m,ม"))
    data, _ = await ask(ALL, after=end)
    assert [(item["revision"], item["recordId"]) for item in told(data)] == [
        (14, "dataset:y"),
        (15, "network:m"),
    ]


@pytest.mark.usefixtures("three_loads")
async def test_a_revision_that_was_never_written_is_unknown(ask: Ask) -> None:
    """As after the store was made anew: who follows it has to read everything."""
    assert await ask(ALL, since=14) == (None, ["REVISION_UNKNOWN"])
    assert await ask(ALL, after=Position(14, 1).cursor) == (None, ["REVISION_UNKNOWN"])


@pytest.mark.usefixtures("three_loads")
async def test_a_log_whose_beginning_was_taken_away_says_so(ask: Ask, empty_store: Store) -> None:
    """What follows a revision is not there any more, so nothing is passed over silently."""
    await empty_store.run_schema("MATCH (c:Change) WHERE c.revision < 8 DELETE c")
    for since in (0, 3, 6):
        assert await ask(ALL, since=since) == (None, ["REVISION_UNKNOWN"])
    data, _ = await ask(ALL, since=7)
    assert told(data) == WHOLE[11:]


@pytest.mark.usefixtures("three_loads")
async def test_an_entry_on_its_way_is_waited_for(ask: Ask, empty_store: Store) -> None:
    """Where one is missing, reading ends before it, and goes on there later."""
    await empty_store.run_schema("MATCH (c:Change {revision: 8}) SET c.revision = 100")
    data, _ = await ask(ALL, since=6)
    page = data["changes"]["pageInfo"]
    assert (told(data), page["hasNextPage"]) == (WHOLE[10:11], True)
    data, _ = await ask(ALL, after=page["endCursor"])
    assert (told(data), data["changes"]["pageInfo"]["hasNextPage"]) == ([], True)
    await empty_store.run_schema("MATCH (c:Change {revision: 100}) SET c.revision = 8")
    data, _ = await ask(ALL, after=page["endCursor"])
    assert told(data) == WHOLE[11:]


@pytest.mark.usefixtures("three_loads")
@pytest.mark.parametrize(
    ("narrowed", "places"),
    [
        ({"kinds": ["MEMBER_OF", "Network"]}, [6, 10, 14]),
        ({"ids": ["network:n"]}, [6, 10, 14]),
        ({"ids": [OF_B, "area:41"]}, [3, 7, 9, 13]),
        ({"ids": ["agency:a"], "kinds": ["Agency"]}, [1, 11]),
        ({"area": "area:4101"}, [1, 4, 7, 8, 10, 11, 13, 14, 15]),
        ({"area": "area:41"}, [1, 3, 4, 7, 8, 10, 11, 13, 14, 15]),
        ({"area": "area:42"}, [5, 9, 13, 14, 15]),
        ({"area": "area:42", "kinds": ["Area"], "since": 1}, [5]),
    ],
)
async def test_what_is_asked_for_is_told(
    ask: Ask, narrowed: dict[str, Any], places: list[int]
) -> None:
    """By kind, by what it is about, by where it lies now; what was removed lies everywhere."""
    data, codes = await ask(ALL, **narrowed)
    assert (told(data), codes) == ([WHOLE[place] for place in places], [])


@pytest.mark.usefixtures("three_loads")
async def test_contacts_are_told_to_who_may_see_them(ask: Ask) -> None:
    """Neither a name nor a value of what needs a scope reaches a reader without it."""
    data, _ = await ask(ALL, frozenset({"contacts"}), ids=["agency:a"], kinds=["Agency"])
    change = data["changes"]["nodes"][1]
    assert (change["properties"], change["before"], change["after"]) == (
        ["contact", "nameTh"],
        {"contact": "02-111", "nameTh": "ก"},
        {"contact": "02-222", "nameTh": "ค"},
    )
    shown = str(await ask(ALL, frozenset()))
    assert "contact" not in shown
    assert "02-" not in shown
    record_of = "{ changes { nodes { record { ... on Agency { contact } } } } }"
    assert await ask(record_of, frozenset()) == (None, ["FORBIDDEN"])


@pytest.mark.usefixtures("three_loads")
@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("properties", ["nameTh"]),
        ("before", {"nameTh": "ก"}),
        ("after", {"nameTh": "ค"}),
    ],
)
async def test_each_of_what_changed_may_be_asked_alone(ask: Ask, field: str, shown: Any) -> None:
    """Values are read where any of the three is selected, by nodes or by edges."""
    update = 'changes(since: 0, ids: ["agency:a"], kinds: ["Agency"])'
    nodes, _ = await ask(f"{{ {update} {{ nodes {{ {field} }} }} }}")
    edges, _ = await ask(f"{{ {update} {{ edges {{ node {{ {field} }} }} }} }}")
    assert nodes["changes"]["nodes"][1] == {field: shown}
    assert edges["changes"]["edges"][1] == {"node": {field: shown}}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"since": -1}, "BAD_ARGUMENT"),
        ({"since": 1, "after": "x"}, "BAD_ARGUMENT"),
        ({"after": "x"}, "BAD_CURSOR"),
        ({"after": encode_cursor("recorded", [1, 0])}, "BAD_CURSOR"),
        ({"after": encode_cursor("changes", [1, -2])}, "BAD_CURSOR"),
        ({"after": encode_cursor("changes", [True, 0])}, "BAD_CURSOR"),
        ({"after": encode_cursor("changes", [1, 0.5])}, "BAD_CURSOR"),
        ({"first": 0}, "BAD_PAGE_SIZE"),
        ({"first": 1001}, "BAD_PAGE_SIZE"),
        ({"kinds": ["agency"]}, "BAD_ARGUMENT"),
        ({"kinds": []}, "BAD_ARGUMENT"),
        ({"ids": ["agency:a"] * 101}, "BAD_ARGUMENT"),
        ({"ids": ["member-of:zz"]}, "BAD_ID"),
        ({"area": "agency:a"}, "BAD_ID"),
        ({"area": "area:99"}, "NOT_FOUND"),
    ],
)
async def test_wrong_arguments_are_refused(ask: Ask, wrong: dict[str, Any], code: str) -> None:
    """Each with its code."""
    assert await ask(ALL, **wrong) == (None, [code])


META = "{ meta { revision loadedAt version datasets { id nameTh } } }"


async def test_meta_of_an_empty_graph(ask: Ask) -> None:
    """Nothing was loaded yet."""
    nothing = {"revision": 0, "loadedAt": None, "version": version("phakhi"), "datasets": []}
    assert await ask(META) == ({"meta": nothing}, [])


@pytest.mark.usefixtures("three_loads")
async def test_meta_tells_how_the_graph_stands(ask: Ask, empty_store: Store) -> None:
    """The newest revision, when it was written, and the datasets as nodes."""
    ((at,),) = await empty_store.read("MATCH (c:Change {revision: 13}) RETURN toString(c.at)")
    data, _ = await ask(META)
    meta = data["meta"]
    assert dt.datetime.fromisoformat(meta.pop("loadedAt")) == dt.datetime.fromisoformat(at)
    assert meta == {
        "revision": 13,
        "version": version("phakhi"),
        "datasets": [{"id": "dataset:x", "nameTh": "ชุดทดสอบ"}],
    }
