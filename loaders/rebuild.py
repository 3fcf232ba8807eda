"""Rebuilds everything derived from scratch: FOCUSES_ON, and the properties that search reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial

from loaders import focus
from loaders.searching import search_fields
from loaders.statements import BATCH, TAKE_LOCK
from loaders.upsert import differences, plain_stored
from schema.cypher import GraphStore, Writer
from schema.dates import today_in_thailand
from schema.ids import kind_of

_PAGE = """
MATCH (n:Record) WHERE n.id > $after
RETURN n.id, properties(n) ORDER BY n.id LIMIT $limit
"""
_WRITE = "UNWIND $rows AS row MATCH (n:Record {id: row.id}) SET n += row.changes"
_DELETE = f"UNWIND $ids AS id MATCH (:Record {{id: id}})-[r:{focus.FOCUSES_ON}]->() DELETE r"


async def rebuild_derived(store: GraphStore, *, today: dt.date | None = None) -> None:
    """Throws derived relationships away and makes them anew, with all texts for search.

    Time stamps and the revision stay as they are, since no fact changes. It goes on in several
    transactions; one that was cut off is completed by the next :func:`refresh_derived`.

    Args:
        store: a store whose constraints and indexes have been made.
        today: the day that derived relationships are about; by default today in Thailand.
    """
    await _refocus(store, today or today_in_thailand(), anew=True)
    after: str | None = ""
    while after is not None:
        after = await store.write(partial(_search_texts, after))


async def refresh_derived(store: GraphStore, *, today: dt.date | None = None) -> bool:
    """Brings FOCUSES_ON to today, unless it is; meant for the start and once a day.

    Returns:
        Whether another day had begun since, or a load had left it to this.
    """
    day = today or today_in_thailand()
    if await store.write(focus.focus_day) == day.isoformat():
        return False
    await _refocus(store, day, anew=False)
    return True


async def _refocus(store: GraphStore, day: dt.date, *, anew: bool) -> None:
    turn, ids = await store.write(_begin)
    for at in range(0, len(ids), focus.AT_ONCE):
        await store.write(partial(_some, ids[at : at + focus.AT_ONCE], day, anew))
    await store.write(partial(focus.remember_day, day=day, turn=turn))


async def _begin(tx: Writer) -> tuple[int, list[str]]:
    await tx.run(TAKE_LOCK)
    return await focus.forget_day(tx), await focus.all_organisations(tx)


async def _some(ids: list[str], day: dt.date, anew: bool, tx: Writer) -> None:  # noqa: FBT001
    await tx.run(TAKE_LOCK)
    if anew:
        await tx.run(_DELETE, {"ids": ids})
    await focus.refocus(tx, ids, day)


async def _search_texts(after: str, tx: Writer) -> str | None:
    """Texts of one page of records; returns the last id of it, or ``None`` after the last page."""
    rows = await tx.run(_PAGE, {"after": after, "limit": BATCH})
    changed = [row for row in (_row(*row) for row in rows) if row["changes"]]
    await tx.run(_WRITE, {"rows": changed})
    return str(rows[-1][0]) if rows else None


def _row(node_id: str, properties: Mapping[str, object]) -> dict[str, object]:
    stored = plain_stored(properties)
    return {"id": node_id, "changes": differences(search_fields(kind_of(node_id), stored), stored)}
