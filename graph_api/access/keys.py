"""API keys: made, listed and revoked in the database, which never holds a key itself.

A key is ``phakhi_<id>_<secret>``, so that scanners for leaked secrets can find it. Kept are its id
and the SHA-256 sum of its secret. The secret is 256 random bits: nobody guesses it from the sum,
and a slow hash, as for passwords that people choose, would only slow every request down.

Keys are nodes ``:ApiKey``, apart from the records: no load, snapshot, count or feed sees them.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Self

from graph_api.access.api_key import ApiKey, hash_secret
from graph_api.access.keys_statements import CREATE_KEY, LIST_KEYS, REVOKE_KEY
from graph_api.settings import scope_names
from graph_api.store import Store
from schema.cypher import Writer
from schema.errors import ErrorCode, PhakhiError
from schema.text import check_text

PREFIX = "phakhi_"
"""Beginning of every key."""

_FORM = re.compile(PREFIX + r"([0-9a-f]{12})_([0-9a-f]{64})")
_ID_BYTES = 6
_SECRET_BYTES = 32
_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that is wanted.

    Attributes:
        name: whose it is to be.
        scopes: the access scopes it is to grant.
        days: how long it is to count.
    """

    name: str
    scopes: tuple[str, ...]
    days: int

    @classmethod
    def checked(cls, name: str, scopes: Iterable[str], days: int) -> Self:
        """One that makes sense.

        Raises:
            PhakhiError: ``BAD_TEXT`` or ``BAD_ARGUMENT``.
        """
        return cls(_checked_name(name), tuple(sorted(map(_checked_scope, set(scopes)))), days)


def read_key(text: str) -> tuple[str, str] | None:
    """The id and the secret of a key, or ``None`` where ``text`` is none."""
    match = _FORM.fullmatch(text)
    return (match[1], match[2]) if match else None


async def create_key(
    store: Store, new: NewKey, now: dt.datetime | None = None
) -> tuple[ApiKey, str]:
    """Makes a key: what is kept of it, and the key itself, which is never seen again.

    Args:
        store: where it is kept.
        new: what is wanted.
        now: when it is made; at this moment, if not said.

    Raises:
        PhakhiError: whatever the store raises.
    """
    secret = secrets.token_hex(_SECRET_BYTES)
    created = (now or dt.datetime.now(dt.UTC)).replace(microsecond=0)
    key = ApiKey(
        id=secrets.token_hex(_ID_BYTES),
        name=new.name,
        hash=hash_secret(secret),
        scopes=new.scopes,
        created=created,
        expires=created + dt.timedelta(days=new.days),
    )

    async def work(tx: Writer) -> None:
        await CREATE_KEY.run(tx, key=asdict(key) | {"scopes": list(key.scopes)})

    await store.write(work)
    return key, f"{PREFIX}{key.id}_{secret}"


async def list_keys(store: Store) -> list[ApiKey]:
    """All keys, the oldest first, those that count no more too.

    Raises:
        PhakhiError: whatever the store raises.
    """
    return await LIST_KEYS.read(store)


async def revoke_key(store: Store, ident: str) -> ApiKey:
    """The key after it was revoked; one that was revoked before stays as it is.

    Raises:
        PhakhiError: ``NOT_FOUND``; or whatever the store raises.
    """

    async def work(tx: Writer) -> list[ApiKey]:
        return await REVOKE_KEY.run(
            tx, id=ident, now=dt.datetime.now(dt.UTC).replace(microsecond=0)
        )

    rows = await store.write(work)
    if not rows:
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"There is no API key {ident}: `phakhi keys list` shows the ids.",
            f"ไม่มีคีย์ API {ident} ดูรหัสได้ด้วย `phakhi keys list`",
        )
    return rows[0]


def _checked_name(name: str) -> str:
    name = " ".join(check_text(name, _NAME_LENGTH).split())
    if not name:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "A key needs a name that says whose it is.",
            "คีย์ต้องมีชื่อที่บอกว่าเป็นของใคร",
        )
    return name


def _checked_scope(scope: str) -> str:
    scopes = scope_names()
    if scope not in scopes:
        names = ", ".join(sorted(scopes))
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"There is no scope {scope}: the scopes are {names}.",
            f"ไม่มีสิทธิ์ {scope} สิทธิ์ที่มีคือ {names}",
        )
    return scope
