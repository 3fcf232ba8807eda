"""``phakhi keys``: makes, lists and revokes API keys, also of a store that is being served."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text as Plain

from graph_api.access.api_key import ApiKey
from graph_api.access.keys import NewKey, create_key, list_keys, revoke_key
from graph_api.cli.display import Display
from graph_api.cli.speaking import chosen, language, said, say
from graph_api.store import open_store
from graph_api.store.migrate import migrate
from schema.dates import BANGKOK, date_text, moment_text, thai_moment
from schema.declare import Text

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store import Store

_COLUMNS = (
    Text("id", "รหัส"),
    Text("name", "ชื่อ"),
    Text("scopes", "สิทธิ์"),
    Text("created", "สร้างเมื่อ"),
    Text("expires", "หมดอายุ"),
    Text("state", "สถานะ"),
)
_STATES = {
    "valid": Text("valid", "ใช้ได้"),
    "expired": Text("expired", "หมดอายุ"),
    "revoked": Text("revoked", "เพิกถอนแล้ว"),
}


async def create(settings: Settings, new: NewKey, *, as_json: bool) -> int:
    """Makes a key and prints it, alone on standard output; the exit code.

    Raises:
        PhakhiError: when the store cannot be had.
    """
    async with _opened(settings) as store:
        await migrate(store)
        key, text = await create_key(store, new)
    if as_json:
        _print_json(_told(key) | {"key": text})
        return 0
    print(text, flush=True)  # noqa: T201 - the command's output
    for line in _LINES:
        say(chosen(line).format(id=key.id, expires=_moment(key.expires)))
    if not settings.api_keys:
        say(chosen(_SWITCH))
    return 0


async def show(settings: Settings, *, as_json: bool) -> int:
    """Prints all keys, without their secrets, which nobody has; the exit code.

    Raises:
        PhakhiError: when the store cannot be had.
    """
    async with _opened(settings) as store:
        found = await list_keys(store)
    if as_json:
        _print_json([_told(key) for key in found])
        return 0
    table = Table(*(Column(title, overflow="fold") for title in map(chosen, _COLUMNS)))
    table.columns[0].no_wrap = True
    now = dt.datetime.now(dt.UTC)
    for key in found:
        texts = (key.name, ", ".join(key.scopes), _day(key.created), _day(key.expires))
        table.add_row(key.id, *map(Plain, texts), chosen(_STATES[key.state(now)]))
    Console(highlight=False).print(table)
    return 0


async def revoke(settings: Settings, ident: str) -> int:
    """Revokes a key; the exit code.

    Raises:
        PhakhiError: ``NOT_FOUND``; or when the store cannot be had.
    """
    async with _opened(settings) as store:
        key = await revoke_key(store, ident)
    print(f"{said('Revoked', 'เพิกถอนแล้ว')}: {key.id} {key.name}")  # noqa: T201 - the command's output
    return 0


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Store]:
    with Display() as display:
        async with open_store(settings, progress=display.engine) as store:
            yield store


def _told(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": list(key.scopes),
        "created": moment_text(key.created),
        "expires": moment_text(key.expires),
        "state": key.state(dt.datetime.now(dt.UTC)),
    }


def _day(moment: dt.datetime) -> str:
    return date_text(moment.astimezone(BANGKOK if language() == "th" else dt.UTC), language())


def _moment(moment: dt.datetime) -> str:
    return said(f"{moment.date().isoformat()} (UTC)", thai_moment(moment))


def _print_json(what: object) -> None:
    print(json.dumps(what, ensure_ascii=False, indent=2))  # noqa: T201 - the command's output


_LINES = (
    Text(
        "This is shown once; send it as `Authorization: Bearer …` or `X-API-Key: …`.",
        "คีย์แสดงเพียงครั้งเดียว ให้ส่งใน `Authorization: Bearer …` หรือ `X-API-Key: …`",
    ),
    Text(
        "It counts until {expires}; `phakhi keys revoke {id}` ends it before.",
        "ใช้ได้ถึง {expires} เพิกถอนก่อนได้ด้วย `phakhi keys revoke {id}`",
    ),
)
_SWITCH = Text(
    "Keys are asked for once the service runs with PHAKHI_API_KEYS=true.",
    "ระบบจะถามหาคีย์เมื่อเปิดบริการด้วย PHAKHI_API_KEYS=true",
)
