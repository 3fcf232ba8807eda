"""``/load/…``: what a page for uploads does, and what nobody else can do with it."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from openpyxl import load_workbook

from graph_api.access import keyring
from graph_api.access.keys import NewKey, create_key, revoke_key
from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services
from graph_api.linkage.reading import read_revision
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from loaders.reconciling.deciding import decide
from tests.export.exporting import exported
from tests.loaders.conftest import Folder, folder

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["folder"]

pytestmark = pytest.mark.store

_HERE = "http://127.0.0.1:8000"
_CSV = {"content-type": "text/csv"}
_GOOD = "หน่วยงาน,ปัญหาที่อยากแก้,วันที่\nวัดป่า,หนี้,21 ม.ค. 2563\nวัดบ้าน,เหล้า,\n".encode()
_BAD = "หน่วยงาน,ปัญหาที่อยากแก้,วันที่\nวัดป่า,หนี้,63\n".encode()


@asynccontextmanager
async def _client(
    store: Store, settings: Settings, base: str = _HERE, address: str = "127.0.0.1"
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service that ends with it."""
    app = create_app(build_schema(), store, settings, make_services(store))
    transport = httpx.ASGITransport(app, client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        yield client
    app.state.draining.begin()


@pytest.fixture
async def client(empty_store: Store, engine: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The owner's browser, on this machine."""
    async with _client(empty_store, engine) as client:
        yield client


async def _check(
    client: httpx.AsyncClient, content: bytes = _GOOD, headers: Mapping[str, str] = _CSV
) -> Any:
    return await client.post("/load/check?name=sheet.csv", content=content, headers=headers)


async def _confirm(
    client: httpx.AsyncClient, checked: Any, headers: Mapping[str, str] | None = None, **more: Any
) -> Any:
    body = {"digest": checked["digest"], "revision": checked["revision"], **more}
    return await client.post("/load/confirm", json=body, headers=headers)


def _refusal(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["errors"][0]["extensions"]["code"]


async def _agencies(store: Store) -> int:
    [[count]] = await store.read("MATCH (a:Agency) RETURN count(a)")
    return int(count)


async def test_check_confirm_and_undo(client: httpx.AsyncClient, empty_store: Store) -> None:
    """Nothing is written before the confirmation; confirmed twice it is loaded once; then undone."""
    before = await exported(empty_store, "jsonl")
    checked = (await _check(client)).json()
    report = checked["report"]
    assert (report["ok"], report["path"], report["problems"]) == (True, "sheet.csv", [])
    assert {change["name"] for change in report["changes"] if change["kind"] == "Agency"} == {
        "วัดป่า",
        "วัดบ้าน",
    }
    assert report["answers"]["partners"]["comeCount"] == 0
    assert await exported(empty_store, "jsonl") == before
    first, second = await asyncio.gather(_confirm(client, checked), _confirm(client, checked))
    assert first.json() == second.json()
    assert (first.status_code, first.json()["changed"], await _agencies(empty_store)) == (
        200,
        True,
        2,
    )
    third = await _confirm(client, checked)
    assert third.json() == first.json()
    revision = first.json()["revision"]
    late = await client.post("/load/undo", json={"revision": revision - 1})
    assert _refusal(late) == (409, "REPORT_OUTDATED")
    undone = await client.post("/load/undo", json={"revision": revision})
    assert undone.json()["removed"] == first.json()["created"]
    assert await exported(empty_store, "jsonl") == before
    again = await client.post("/load/undo", json={"revision": undone.json()["revision"]})
    assert _refusal(again) == (409, "CANNOT_UNDO")


async def test_a_verdict_is_undone(
    client: httpx.AsyncClient, empty_store: Store, folder: Folder
) -> None:
    """The answer says which; of a merge with a report for each dataset."""
    agencies = {"agencies": "id,name_th\nagency:a,ก\nagency:b,ข"}
    loaded = await load_folder(empty_store, folder("d", **agencies))
    before = await exported(empty_store, "jsonl")
    ends = ("agency:a", "agency:b")
    await decide(empty_store, *ends, same=False)
    undone = await client.post("/load/undo", json={"revision": loaded.revision})
    verdict = {"one": "agency:a", "other": "agency:b", "same": False}
    assert undone.json() == {"verdict": verdict, "reports": [], "revision": loaded.revision}
    await decide(empty_store, *ends, same=True)
    late = await client.post("/load/undo", json={"revision": loaded.revision})
    assert _refusal(late) == (409, "REPORT_OUTDATED")
    revision = await read_revision(empty_store)
    undone = await client.post("/load/undo", json={"revision": revision})
    (report,) = undone.json()["reports"]
    assert undone.json()["verdict"] == verdict | {"same": True}
    assert (report["dataset"], report["created"], report["updated"]) == ("dataset:d", 1, 1)
    assert undone.json()["revision"] == report["revision"] == await read_revision(empty_store)
    assert await exported(empty_store, "jsonl") == before


async def test_what_is_wrong_is_told_and_cannot_be_confirmed(client: httpx.AsyncClient) -> None:
    """In the language that is asked for."""
    response = await client.post(
        "/load/check?name=sheet.csv&lang=th",
        content=_BAD,
        headers={**_CSV, "accept-language": "en"},
    )
    checked = response.json()
    (problem,) = checked["report"]["problems"]
    assert (checked["digest"], problem["cell"], problem["value"]) == (None, "C2", "63")
    assert "ไม่ใช่วันที่" in problem["message"]
    english = (await _check(client, _BAD, {**_CSV, "accept-language": "en"})).json()
    assert "is not a date" in english["report"]["problems"][0]["message"]
    refused = await _confirm(client, {"digest": "0" * 64, "revision": 0})
    assert _refusal(refused) == (409, "REPORT_OUTDATED")


async def test_a_graph_that_moved_on_is_not_written_to(
    client: httpx.AsyncClient, empty_store: Store, folder: Folder
) -> None:
    """The report is about another graph: it is checked again."""
    checked = (await _check(client)).json()
    await load_folder(empty_store, folder("x", agencies="id,name_th\nagency:x,อื่น"))
    for _ in range(2):
        assert _refusal(await _confirm(client, checked)) == (409, "REPORT_OUTDATED")
    assert await _agencies(empty_store) == 1
    other = {**checked, "revision": checked["revision"] + 2}
    assert _refusal(await _confirm(client, other)) == (409, "REPORT_OUTDATED")
    checked = (await _check(client)).json()
    assert (await _confirm(client, checked)).status_code == 200
    assert await _agencies(empty_store) == 3


async def test_a_removal_is_confirmed_too(client: httpx.AsyncClient, empty_store: Store) -> None:
    """The report warns of it."""
    await _confirm(client, (await _check(client)).json())
    less = "หน่วยงาน,ปัญหาที่อยากแก้\nวัดบ้าน,เหล้า\n".encode()
    checked = (await _check(client, less)).json()
    assert checked["report"]["warning"]["code"] == "REMOVAL_NOT_CONFIRMED"
    assert _refusal(await _confirm(client, checked)) == (409, "REMOVAL_NOT_CONFIRMED")
    done = await _confirm(client, checked, confirmRemoval=True)
    assert (done.status_code, await _agencies(empty_store)) == (200, 1)


async def test_the_template_comes_back_by_upload(client: httpx.AsyncClient) -> None:
    """In the language that is asked for; as XLSX."""
    for lang, heading in (("th", "หน่วยงาน"), ("en", "Agency")):
        response = await client.get(f"/load/template?lang={lang}")
        book = load_workbook(io.BytesIO(response.content))
        assert heading in {cell.value for sheet in book for cell in sheet[1]}
    wrong = await client.get("/load/template?lang=fr")
    assert _refusal(wrong) == (400, "BAD_ARGUMENT")


def _bomb() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 400_000_000)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "media", "expected"),
    [
        (_GOOD, None, (415, "BAD_FILE")),
        (_GOOD, "text/plain", (415, "BAD_FILE")),
        (_GOOD, "multipart/form-data; boundary=x", (415, "BAD_FILE")),
        (_GOOD, "application/x-www-form-urlencoded", (415, "BAD_FILE")),
        (b"%PDF-1.7", "application/octet-stream", (400, "BAD_FILE")),
        (b"PK\x03\x04cut", "application/octet-stream", (400, "BAD_FILE")),
        (b"", "text/csv", (400, "BAD_FILE")),
        (b"x" * 3000, "text/csv", (413, "BODY_TOO_LARGE")),
    ],
)
async def test_what_is_no_table_is_refused(
    empty_store: Store,
    engine: Settings,
    content: bytes,
    media: str | None,
    expected: tuple[int, str],
) -> None:
    """Also what a page of another origin may send without asking; and nothing of it waits."""
    settings = engine.model_copy(update={"max_upload": 2000})
    async with _client(empty_store, settings) as client:
        response = await _check(client, content, {"content-type": media} if media else {})
    if response.status_code == 200:  # an empty table is a table with a problem
        assert (content, response.json()["digest"]) == (b"", None)
    else:
        assert _refusal(response) == expected


async def test_a_bomb_is_refused(client: httpx.AsyncClient) -> None:
    """In a sentence, before it grows."""
    response = await _check(client, _bomb(), {"content-type": "application/octet-stream"})
    assert _refusal(response) == (400, "BAD_FILE")


async def test_a_body_of_unknown_length_is_bounded(empty_store: Store, engine: Settings) -> None:
    """Nobody reads it to its end."""
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b"x" * 1000

    async with _client(empty_store, engine.model_copy(update={"max_upload": 5000})) as client:
        response = await client.post("/load/check", content=endless(), headers=_CSV)
    assert (_refusal(response), sent < 10) == ((413, "BODY_TOO_LARGE"), True)


@pytest.mark.parametrize(
    ("base", "address", "headers"),
    [
        ("http://rebound.example:8000", "127.0.0.1", {}),
        ("http://localtest.me:8000", "127.0.0.1", {}),
        (_HERE, "192.0.2.1", {}),
        (_HERE, "127.0.0.1", {"origin": "https://elsewhere.example"}),
        (_HERE, "127.0.0.1", {"origin": "null"}),
        (_HERE, "127.0.0.1", {"origin": "http://127.0.0.1:9000"}),
        (_HERE, "127.0.0.1", {"x-forwarded-for": "192.0.2.1"}),
        (_HERE, "127.0.0.1", {"forwarded": "for=192.0.2.1"}),
    ],
)
@pytest.mark.parametrize("path", ["check", "confirm", "undo"])
async def test_nobody_else_has_the_rights_of_the_owner(
    empty_store: Store,
    engine: Settings,
    base: str,
    address: str,
    headers: dict[str, str],
    path: str,
) -> None:
    """Neither another site's page, nor a name that leads here, nor who comes through a proxy."""
    async with _client(empty_store, engine, base, address) as client:
        media = "text/csv" if path == "check" else "application/json"
        response = await client.post(
            f"/load/{path}", content=b"{}", headers={**headers, "content-type": media}
        )
    assert _refusal(response) == (403, "FORBIDDEN")


@pytest.mark.parametrize("base", [_HERE, "http://localhost:8000", "http://[::1]:8000"])
async def test_the_owners_own_page_may(empty_store: Store, engine: Settings, base: str) -> None:
    """Under every name of this machine."""
    async with _client(empty_store, engine, base) as client:
        assert (await _check(client, headers={**_CSV, "origin": base})).status_code == 200


async def test_a_service_that_others_reach_needs_a_key(
    empty_store: Store, engine: Settings
) -> None:
    """Also where everybody may read, and where every reader was given the scope."""
    for update in (
        {"host": "0.0.0.0", "insecure": True},  # noqa: S104 - not listened on
        {"anonymous": True, "api_keys": True, "scopes": ("load",)},
    ):
        async with _client(empty_store, engine.model_copy(update=update)) as client:
            assert _refusal(await _check(client)) == (403, "FORBIDDEN")


async def test_a_key_needs_the_scope_and_counts_until_it_is_revoked(
    empty_store: Store, engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report is its reader's alone; a key that is revoked after the check confirms nothing."""
    monkeypatch.setattr(keyring, "FRESH_SECONDS", 0.0)
    settings = engine.model_copy(update={"api_keys": True, "cors_origins": ("https://p.example",)})
    kept, key = await create_key(empty_store, NewKey.checked("loads", ["load"], 1))
    _, other = await create_key(empty_store, NewKey.checked("other", ["load"], 1))
    _, reads = await create_key(empty_store, NewKey.checked("reads", ["contacts"], 1))
    loading, another, reading = ({"authorization": f"Bearer {one}"} for one in (key, other, reads))
    async with _client(empty_store, settings, "https://api.example", "192.0.2.1") as client:
        assert _refusal(await _check(client)) == (401, "UNAUTHENTICATED")
        assert _refusal(await _check(client, headers=_CSV | reading)) == (403, "FORBIDDEN")
        origin = {"origin": "https://evil.example"}
        assert _refusal(await _check(client, headers=_CSV | loading | origin)) == (403, "FORBIDDEN")
        origin = {"origin": "https://p.example"}
        checked = (await _check(client, headers=_CSV | loading | origin)).json()
        assert _refusal(await _confirm(client, checked, another)) == (409, "REPORT_OUTDATED")
        assert _refusal(await _confirm(client, checked, reading)) == (403, "FORBIDDEN")
        await revoke_key(empty_store, kept.id)
        assert _refusal(await _confirm(client, checked, loading)) == (401, "UNAUTHENTICATED")
    assert await _agencies(empty_store) == 0


async def test_files_that_wait_are_bounded(empty_store: Store, engine: Settings) -> None:
    """In all, of one client, and in time; a service that starts anew knows none."""
    settings = engine.model_copy(update={"max_uploads": 1})
    async with _client(empty_store, settings) as client:
        checked = (await _check(client)).json()
        assert _refusal(await _check(client, _GOOD + b"\n")) == (503, "TOO_MANY_REQUESTS")
    async with _client(empty_store, settings) as client:
        assert _refusal(await _confirm(client, checked)) == (409, "REPORT_OUTDATED")
    async with _client(empty_store, engine.model_copy(update={"upload_life": 0.01})) as client:
        checked = (await _check(client)).json()
        await asyncio.sleep(0.1)
        assert _refusal(await _confirm(client, checked)) == (409, "REPORT_OUTDATED")
    async with _client(empty_store, engine) as client:
        several = [
            (await _check(client, _GOOD + f"วัด{letter},,\n".encode())).json() for letter in "abcdef"
        ]
        assert _refusal(await _confirm(client, several[0])) == (409, "REPORT_OUTDATED")
        assert (await _confirm(client, several[1])).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"digest": 1, "revision": 0}', b'{"digest": "x", "revision": true}'],
)
async def test_a_confirmation_names_its_report(client: httpx.AsyncClient, body: bytes) -> None:
    """And nothing else will do."""
    headers = {"content-type": "application/json"}
    response = await client.post("/load/confirm", content=body, headers=headers)
    assert _refusal(response) == (400, "BAD_ARGUMENT")
    plain = await client.post(
        "/load/confirm", content=b"{}", headers={"content-type": "text/plain"}
    )
    assert _refusal(plain) == (415, "BAD_ARGUMENT")


async def test_it_is_no_page_to_be_opened(client: httpx.AsyncClient) -> None:
    """An image on another site's page sends a GET."""
    for path in ("check", "confirm", "undo"):
        response = await client.get(f"/load/{path}")
        assert (response.status_code, response.headers["allow"]) == (405, "POST")
