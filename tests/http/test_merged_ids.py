"""An id of a record that was merged, wherever a client may name one, means the record that stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services
from graph_api.linkage import snapshots
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from loaders.reconciling.deciding import decide
from tests.loaders.conftest import Folder, folder

__all__ = ["folder"]

pytestmark = pytest.mark.store

DEBT, DEBTS, ALL_DEBT = "problem:debt", "problem:debts", "problem:all-debt"
ONE, OTHER = "agency:one", "agency:other"
THIRD = {"id": "agency:third"}


@pytest.fixture
async def client(
    empty_store: Store, engine: Settings, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """A client, also as a gateway, of a service that is there before anything is merged."""
    monkeypatch.setattr(snapshots, "CHECK_SECONDS", 0.0)
    files = {
        "agencies": f"id,name_th\n{ONE},หนึ่ง\n{OTHER},อีกแห่ง\nagency:third,สาม",
        "problems": f"id,name_th\n{DEBT},หนี้\n{DEBTS},หนี้สิน\n{ALL_DEBT},หนี้ทั้งหมด",
        "issues": "id,name_th\nissue:a,ก\nissue:b,ข",
        "raises": f"from,to\n{ONE},{DEBT}\n{OTHER},{DEBTS}\nagency:third,{ALL_DEBT}",
        "concerns": f"from,to\n{DEBT},issue:a\n{DEBTS},issue:b",
    }
    await load_folder(empty_store, folder("d", **files))
    app = create_app(build_schema(federation=True), empty_store, engine, make_services(empty_store))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def _merge(store: Store) -> None:
    """Two agencies are one, two issues, and three problems one after the other."""
    await decide(store, ONE, OTHER, same=True)
    await decide(store, "issue:a", "issue:b", same=True)
    await decide(store, DEBTS, DEBT, same=True)
    await decide(store, ALL_DEBT, DEBTS, same=True)


async def _ask(client: httpx.AsyncClient, query: str, **variables: Any) -> Any:
    response = await client.post("/graphql", json={"query": query, "variables": variables})
    answer = response.json()
    assert "errors" not in answer, answer
    return answer["data"]


AGENCY = "query ($id: ID!) { agency(id: $id) { id nameTh aliases } }"
MERGED = {"agency": {"id": ONE, "nameTh": "หนึ่ง", "aliases": ["อีกแห่ง"]}}


async def test_a_record_is_found_by_both_ids_from_the_merge_on(
    client: httpx.AsyncClient, empty_store: Store
) -> None:
    """Also by a client that has the answer of before: its mark is no longer that of the answer."""
    params = {"query": AGENCY, "variables": f'{{"id": "{OTHER}"}}'}
    before = await client.get("/graphql", params=params)
    assert before.json()["data"]["agency"]["id"] == OTHER
    await _merge(empty_store)
    after = await client.get(
        "/graphql", headers={"if-none-match": before.headers["etag"]}, params=params
    )
    assert (after.status_code, after.json()["data"]) == (200, MERGED)
    assert await _ask(client, AGENCY, id=ONE) == MERGED


LIST = "query ($f: AgencyWhere!) { agencies(where: $f) { nodes { id } } }"


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"id": {"eq": OTHER}}, [ONE]),
        ({"id": {"in": [OTHER, "agency:third"]}}, [ONE, "agency:third"]),
        ({"problems": {"some": {"id": {"eq": DEBT}}}}, [ONE, "agency:third"]),
    ],
)
async def test_filters(
    client: httpx.AsyncClient, empty_store: Store, given: object, ids: list[str]
) -> None:
    """Of a list, and of what a record leads to; a chain of merges leads to its end."""
    await _merge(empty_store)
    data = await _ask(client, LIST, f=given)
    assert sorted(node["id"] for node in data["agencies"]["nodes"]) == ids


async def test_entities_and_lists_of_ids(client: httpx.AsyncClient, empty_store: Store) -> None:
    """What a gateway sends, and literals."""
    await _merge(empty_store)
    data = await _ask(
        client,
        "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Problem { id nameTh } } "
        f'problem(id: "{DEBT}") {{ id }} }}',
        of=[{"__typename": "Problem", "id": DEBT}, {"__typename": "Problem", "id": DEBTS}],
    )
    kept = {"id": ALL_DEBT, "nameTh": "หนี้ทั้งหมด"}
    assert data == {"_entities": [kept, kept], "problem": {"id": ALL_DEBT}}


async def test_arguments_of_analyses(client: httpx.AsyncClient, empty_store: Store) -> None:
    """The subject, what is needed, and who is away."""
    query = (
        "query ($agency: ID!, $need: ID, $without: [ID!]) "
        "{ collaborators(agency: $agency, need: $need, without: $without) "
        "{ agency { id } candidates { agency { id } reasons { summary } } } }"
    )
    await _merge(empty_store)
    by_one = await _ask(client, query, agency=ONE, need=ALL_DEBT)
    assert by_one["collaborators"]["agency"] == {"id": ONE}
    assert [item["agency"] for item in by_one["collaborators"]["candidates"]] == [THIRD]
    assert await _ask(client, query, agency=OTHER, need=DEBT) == by_one
    for without, left in (([], [{"id": ONE}]), ([OTHER], []), (["issue:b"], [])):
        data = await _ask(client, query, agency="agency:third", without=without)
        assert [item["agency"] for item in data["collaborators"]["candidates"]] == left


async def test_the_feed_and_exports(client: httpx.AsyncClient, empty_store: Store) -> None:
    """Changes of a record, of the other before the merge, too; and what is around it."""
    feed = "query ($ids: [ID!]) { changes(ids: $ids, first: 100) { nodes { revision recordId } } }"
    await _merge(empty_store)
    of_other, of_one = [
        [(change["recordId"], change["revision"]) for change in answer["changes"]["nodes"]]
        for answer in [await _ask(client, feed, ids=[ident]) for ident in (OTHER, ONE)]
    ]
    assert set(of_one) <= set(of_other)
    assert {ident for ident, _ in of_other} >= {ONE, OTHER}
    by_one = await client.get("/export/jsonld", params={"center": ONE, "issues": "issue:a"})
    by_other = await client.get("/export/jsonld", params={"center": OTHER, "issues": "issue:b"})
    assert (by_other.status_code, by_other.content) == (200, by_one.content)
    assert ONE.encode() in by_other.content
