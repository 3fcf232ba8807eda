"""``GET /export/{format}``: what a portal downloads."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from graph_api.export import extract as extracting
from graph_api.export.formats import FORMATS
from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services
from graph_api.store import Store, open_store
from loaders import load_folder
from tests.export.exporting import exported
from tests.http.conftest import client_of
from tests.http.small import listening

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store


@pytest.fixture
async def client(nasty: Store, engine: Settings) -> Any:
    """A client of the application on the small graph."""
    async with client_of(nasty, engine) as client:
        yield client


@pytest.mark.parametrize("name", FORMATS)
async def test_every_format_is_served(client: httpx.AsyncClient, nasty: Store, name: str) -> None:
    """The same bytes as on the command line for a reader of its scopes, as a file to be kept."""
    response = await client.get(f"/export/{name}")
    format_ = FORMATS[name]
    assert response.status_code == 200
    assert response.headers["content-type"] == format_.media_type
    assert response.headers["content-disposition"] == (
        f'attachment; filename="phakhi.{format_.extension}"'
    )
    assert response.content == await exported(nasty, name, frozenset())


async def test_an_export_is_sent_once_a_revision(
    client: httpx.AsyncClient, nasty: Store, folder: Folder
) -> None:
    """Who has it gets a 304, until the graph changes; every format and filter has its own tag."""
    first = await client.get("/export/jsonl")
    known = {"if-none-match": first.headers["etag"]}
    again = await client.get("/export/jsonl", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    for other in ("/export/csv", "/export/jsonl?kinds=Agency"):
        assert (await client.get(other, headers=known)).status_code == 200
    await load_folder(nasty, folder("more", agencies="id,name_th\nagency:more,อีกแห่ง"))
    changed = await client.get("/export/jsonl", headers=known)
    assert (changed.status_code, b"agency:more" in changed.content) == (200, True)


async def test_a_head_tells_what_a_get_would_send(client: httpx.AsyncClient) -> None:
    """Without sending it."""
    head, get = await client.head("/export/ttl"), await client.get("/export/ttl")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]


async def test_contacts_need_their_scope(nasty: Store, engine: Settings) -> None:
    """In every format, by the reader's scopes as in GraphQL."""
    granted = engine.model_copy(update={"scopes": ("contacts",)})
    for name in ("jsonl", "jsonld", "ttl", "graphml", "gexf", "geojson"):
        async with client_of(nasty, engine) as without, client_of(nasty, granted) as client:
            seen = [(await one.get(f"/export/{name}")).text for one in (without, client)]
        assert [("042 111" in text, "042-999" in text) for text in seen] == [
            (False, False),
            (True, name == "jsonl"),
        ]


async def test_who_may_not_read_gets_nothing(nasty: Store, engine: Settings) -> None:
    """As at /graphql."""
    closed = engine.model_copy(update={"anonymous": False, "api_keys": True, "host": "0.0.0.0"})  # noqa: S104 - the setting is looked at
    async with client_of(nasty, closed) as client:
        refused = await client.get("/export/jsonl", headers={"x-api-key": "phk_wrong"})
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (
        401,
        "UNAUTHENTICATED",
    )


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/export/pdf", 404, "NOT_FOUND"),
        ("/export/jsonl?center=agency:none", 404, "NOT_FOUND"),
        ("/export/jsonl?kind=Agency", 400, "BAD_ARGUMENT"),
        ("/export/jsonl?kinds=Agenci", 400, "BAD_ARGUMENT"),
        ("/export/jsonl?kinds=", 400, "BAD_ARGUMENT"),
        ("/export/jsonl?area=agency:a", 400, "BAD_ID"),
        ("/export/jsonl?area=area:41&area=area:42", 400, "BAD_ARGUMENT"),
        ("/export/jsonl?depth=3", 400, "BAD_ARGUMENT"),
        ("/export/jsonl?depth=٣", 400, "BAD_ARGUMENT"),
        ("/export/jsonl?first=0", 400, "BAD_PAGE_SIZE"),
        ("/export/jsonl?asOf=soon", 400, "BAD_DATE"),
        ("/export/jsonl?includeSynthetic=maybe", 400, "BAD_ARGUMENT"),
        ("/export/jsonl?datasets=agency:a", 400, "BAD_ID"),
    ],
)
@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html"])
async def test_what_cannot_be_exported_is_said(
    client: httpx.AsyncClient, address: str, status: int, code: str, accept: str
) -> None:
    """With a status and a sentence, whatever the reader takes; in Thai for who reads Thai."""
    headers = {"accept": accept, "accept-language": "th"}
    refused = await client.get(address, headers=headers)
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["extensions"]["code"]) == (status, code)
    assert any("\u0e00" <= sign <= "\u0e7f" for sign in error["message"])


async def test_only_reading_is_allowed(client: httpx.AsyncClient) -> None:
    """A body changes nothing."""
    refused = await client.post("/export/jsonl", json={})
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


async def _ids(client: httpx.AsyncClient, address: str) -> set[str]:
    """Ids of records and, as types, relationships of an export as JSON lines."""
    lines = (await client.get(address)).text.splitlines()[1:-1]
    return {line.get("type") or line["id"] for line in map(json.loads, lines)}


async def test_filters_are_those_of_the_picture(client: httpx.AsyncClient) -> None:
    """By area, network, issue and centre; with the relationships among what is left."""
    assert await _ids(client, "/export/jsonl?kinds=Agency") == {
        *("agency:a", "agency:b", "agency:z", "COLLABORATES_WITH")
    }
    assert await _ids(client, "/export/jsonl?area=area:42&kinds=Agency,Network") == {
        *("agency:a", "network:n", "MEMBER_OF")
    }
    assert await _ids(client, "/export/jsonl?center=goal:g") == {"goal:g", "agency:a", "PURSUES"}
    assert await _ids(client, "/export/jsonl?issues=issue:i") == set()
    assert len(await _ids(client, "/export/jsonl?networks=network:n&kinds=Agency&first=2")) == 3


async def test_the_day_the_datasets_and_the_invented_are_as_elsewhere(
    client: httpx.AsyncClient,
) -> None:
    """Without a day all that ever held is in it, with its dates."""
    everything = await _ids(client, "/export/jsonl")
    assert {"mechanism:m", "agency:z"} <= everything
    assert "mechanism:m" not in await _ids(client, "/export/jsonl?asOf=2025-01-01")
    assert "agency:z" not in await _ids(client, "/export/jsonl?includeSynthetic=false")
    of_demo = await _ids(client, "/export/jsonl?datasets=dataset:demo")
    assert of_demo == {"agency:a", "agency:z", "dataset:demo", "MEMBER_OF"}


async def test_a_picture_of_a_dataset_has_both_ends(client: httpx.AsyncClient) -> None:
    """What its relationships lead to is in it, whoever asserts it."""
    features = (await client.get("/export/graphml?datasets=dataset:demo")).text
    assert 'id="network:n"' in features
    assert 'id="agency:b"' not in features


async def test_a_change_meanwhile_cuts_the_export(
    nasty: Store, engine: Settings, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of two revisions never make one file: the connection ends before the file does."""
    monkeypatch.setattr(extracting, "PAGE", 1)
    monkeypatch.setattr("graph_api.http.exporting.CHUNK", 1)
    app = create_app(build_schema(), nasty, engine, make_services(nasty))
    async with (
        listening(app) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
        client.stream("GET", "/export/jsonl") as response,
    ):
        await load_folder(nasty, folder("more", agencies="id,name_th\nagency:c,ค"))
        with pytest.raises(httpx.RemoteProtocolError):
            await response.aread()
    whole = await exported(nasty, "jsonl")
    assert len(whole.splitlines()) > 10


async def test_whoever_leaves_is_not_worked_for(
    nasty: Store, engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place is free again."""
    one_place = engine.model_copy(update={"max_concurrent": 1, "max_waiting": 0})
    monkeypatch.setattr("graph_api.http.exporting.CHUNK", 1)
    app = create_app(build_schema(), nasty, one_place, make_services(nasty))
    async with listening(app) as port, httpx.AsyncClient() as client:
        address = f"http://127.0.0.1:{port}/export"
        async with client.stream("GET", f"{address}/jsonl") as response:
            await anext(response.aiter_raw())
        async with asyncio.timeout(20):
            await _until_free(client, f"{address}/geojson")


async def _until_free(client: httpx.AsyncClient, address: str) -> None:
    while (await client.get(address)).status_code != 200:  # noqa: ASYNC110 - nobody tells of it
        await asyncio.sleep(0.05)


async def test_a_service_that_ends_takes_no_more(nasty: Store, engine: Settings) -> None:
    """As elsewhere."""
    app = create_app(build_schema(), nasty, engine, make_services(nasty))
    app.state.draining.begin()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://test"
    ) as client:
        refused = await client.get("/export/jsonl")
    assert refused.status_code == 503


async def test_an_export_is_charged(nasty: Store, engine: Settings) -> None:
    """A unit for each record and relationship, of the budget that queries are paid from."""
    poor = engine.model_copy(update={"minute_budget": 5})
    async with client_of(nasty, poor) as client:
        answers = [await client.get("/export/jsonl?kinds=Agency") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]


async def test_the_database_is_away(engine: Settings) -> None:
    """Which is said, before the first byte."""
    async with open_store(engine) as store:
        await store.close()
        async with client_of(store, engine) as client:
            refused = await client.get("/export/jsonl")
    assert refused.status_code == 503
