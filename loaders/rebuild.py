"""Rebuilds everything derived from scratch: FOCUSES_ON, and the properties that search reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from loaders import focus
from loaders.searching import search_fields
from loaders.statements import (
    BATCH,
    CHANGE_NODES,
    DELETE_DERIVED,
    READ_PAGE,
    TAKE_LOCK,
    StoredProperties,
)
from loaders.upsert import differences, in_batches, plain_stored
from schema.cypher import GraphStore, Writer
from schema.dates import today_in_thailand
from schema.ids import kind_of


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
    if await store.write(focus.focus_day) == day:
        return False
    await _refocus(store, day, anew=False)
    return True


async def _refocus(store: GraphStore, day: dt.date, *, anew: bool) -> None:
    turn, ids = await store.write(_begin)
    for batch in in_batches(ids):
        await store.write(partial(_some, batch, day, anew))
    await store.write(partial(focus.remember_day, day=day, turn=turn))


async def _begin(tx: Writer) -> tuple[int, list[str]]:
    await TAKE_LOCK.run(tx)
    return await focus.forget_day(tx), await focus.all_organisations(tx)


async def _some(ids: Sequence[str], day: dt.date, anew: bool, tx: Writer) -> None:  # noqa: FBT001
    await TAKE_LOCK.run(tx)
    if anew:
        await DELETE_DERIVED.run(tx, ids=list(ids))
    await focus.refocus(tx, ids, day)


async def _search_texts(after: str, tx: Writer) -> str | None:
    """Texts of one page of records; returns the last id of it, or ``None`` after the last page."""
    (page,) = await READ_PAGE.run(tx, after=after, limit=BATCH)
    changed = [row for row in map(_row, page.stored) if row["changes"]]
    await CHANGE_NODES.run(tx, rows=changed)
    return page.stored[-1].id if page.stored else None


def _row(record: StoredProperties) -> dict[str, object]:
    stored = plain_stored(record.properties)
    texts = search_fields(kind_of(record.id), stored)
    return {"id": record.id, "changes": differences(texts, stored)}
