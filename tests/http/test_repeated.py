"""Answers that were given before: nothing is asked for them, and none is older than the last write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest

from graph_api.linkage import snapshots
from graph_api.settings import Settings
from graph_api.store import Store, open_store
from loaders import load_folder, undo
from tests.http.conftest import client_of
from tests.loaders.conftest import Folder, folder

__all__ = ["folder"]

NAME = """query Name($id: ID! = "agency:a") { agency(id: $id) { nameTh } }
query Other { agency(id: "agency:b") { nameTh } }"""
ASKED = {"query": NAME, "operationName": "Name"}


@pytest.fixture
async def small(
    empty_store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> tuple[Store, Folder]:
    """Two agencies; by itself the service looks for changes once a minute."""
    monkeypatch.setattr(snapshots, "CHECK_SECONDS", 60.0)
    agencies = "id,name_th,contact\nagency:a,ก,042\nagency:b,ข,"
    await load_folder(empty_store, folder("small", agencies=agencies))
    return empty_store, folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that are read, from now on."""
    sent: list[str] = []
    read = Store.read

    async def noting(
        store: Store, statement: str, parameters: Mapping[str, object] | None = None, **more: Any
    ) -> list[list[Any]]:
        sent.append(statement)
        return await read(store, statement, parameters, **more)

    monkeypatch.setattr(Store, "read", noting)
    return sent


@pytest.fixture
async def client(small: tuple[Store, Folder], engine: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service on them."""
    async with client_of(small[0], engine) as client:
        yield client


def _get(**headers: str) -> dict[str, Any]:
    return {"params": ASKED, "headers": headers}


async def test_nothing_is_asked_again(client: httpx.AsyncClient, reads: list[str]) -> None:
    """Neither for who has the answer, nor for who asks what somebody else has asked."""
    first = await client.post("/graphql", json=ASKED)
    assert first.json() == {"data": {"agency": {"nameTh": "ก"}}}
    reads.clear()
    again = await client.post("/graphql", json=ASKED)
    named = await client.get("/graphql", **_get())
    kept = await client.get("/graphql", **_get(**{"if-none-match": named.headers["etag"]}))
    assert (again.content, named.content) == (first.content, first.content)
    assert (kept.status_code, kept.content) == (304, b"")
    assert reads == []


async def test_a_write_is_seen_at_once(
    client: httpx.AsyncClient, small: tuple[Store, Folder], engine: Settings
) -> None:
    """Though another process writes, and nobody would look for a minute."""
    old = await client.get("/graphql", **_get())
    async with open_store(engine) as other:
        await load_folder(other, small[1]("small", agencies="id,name_th\nagency:a,ใหม่\nagency:b,ข"))
        new = await client.get("/graphql", **_get(**{"if-none-match": old.headers["etag"]}))
        assert (new.status_code, new.json()["data"]["agency"]["nameTh"]) == (200, "ใหม่")
        assert (await client.post("/graphql", json=ASKED)).content == new.content
        await undo(other)
    back = await client.get("/graphql", **_get(**{"if-none-match": new.headers["etag"]}))
    assert back.json() == old.json()


async def test_an_answer_is_of_what_was_asked_and_of_who_asked(
    client: httpx.AsyncClient, small: tuple[Store, Folder], engine: Settings
) -> None:
    """By variables, operation, language, and what may be read."""
    first = await client.get("/graphql", **_get())
    tags = {first.headers["etag"]}
    asked: list[dict[str, Any]] = [
        {"params": ASKED | {"variables": '{"id": "agency:b"}'}},
        {"params": ASKED | {"operationName": "Other"}},
        {"params": ASKED | {"query": NAME + " "}},
        _get(**{"accept-language": "th"}),
    ]
    for request in asked:
        answer = await client.get("/graphql", **request)
        tags.add(answer.headers["etag"])
    allowed = engine.model_copy(update={"scopes": frozenset({*engine.scopes, "contacts"})})
    async with client_of(small[0], allowed) as other:
        tags.add((await other.get("/graphql", **_get())).headers["etag"])
        contact = {"query": '{ agency(id: "agency:a") { contact } }'}
        answer = await other.get("/graphql", params=contact)
        assert answer.json() == {"data": {"agency": {"contact": "042"}}}
    headers = {"if-none-match": answer.headers["etag"]}
    refused = await client.get("/graphql", params=contact, headers=headers)
    assert (refused.status_code, "etag" in refused.headers) == (200, False)
    assert refused.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert len(tags) == len(asked) + 2


async def test_what_is_different_each_time_is_worked_out(
    client: httpx.AsyncClient, reads: list[str]
) -> None:
    """An error, what the answer cost, and whatever is asked while what is derived is on its way."""
    wrong = {"query": '{ agency(id: "agency:a") { id } broken: agency(id: "nobody") { id } }'}
    costs = ASKED | {"extensions": {"cost": True}}
    for request in (wrong, costs):
        first = await client.post("/graphql", json=request)
        asked = len(reads)
        assert (await client.post("/graphql", json=request)).json().keys() == first.json().keys()
        assert len(reads) > asked


async def test_nothing_is_kept_of_what_is_half_derived(
    client: httpx.AsyncClient, small: tuple[Store, Folder], reads: list[str]
) -> None:
    """It may change without another revision; its tag is that of what is sent."""

    async def begin(tx: Any) -> None:
        await tx.run("MATCH (m:Meta {id: 'derived'}) REMOVE m.day")

    await small[0].write(begin)
    first = await client.get("/graphql", **_get())
    asked = len(reads)
    again = await client.get("/graphql", **_get(**{"if-none-match": first.headers["etag"]}))
    assert (again.status_code, len(reads) > asked) == (304, True)


async def test_what_is_kept_is_bounded(
    small: tuple[Store, Folder], engine: Settings, reads: list[str]
) -> None:
    """A service may keep none; a tag is worth as much to its reader."""
    settings = engine.model_copy(update={"repeated_room": 10})
    async with client_of(small[0], settings) as client:
        first = await client.get("/graphql", **_get())
        await client.get("/graphql", **_get())
        kept = await client.get("/graphql", **_get(**{"if-none-match": first.headers["etag"]}))
    assert kept.status_code == 304
    assert sum("name_th" in statement for statement in reads) == 2


@pytest.mark.parametrize(
    "query", ["{ __typename }", "{ ... { ...All } } fragment All on Query { __typename }"]
)
async def test_the_schema_is_told_while_the_database_is_away(engine: Settings, query: str) -> None:
    """Its answer depends on nothing that stands there; whatever else is asked says that it is away."""
    away = Store.connect("bolt://127.0.0.1:1", None, engine)
    await away.close()
    async with client_of(away, engine) as client:
        told = await client.get("/graphql", params={"query": query})
        assert (told.status_code, told.json()) == (200, {"data": {"__typename": "Query"}})
        records = await client.get("/graphql", **_get())
        assert records.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
