"""Rebuilds everything derived from scratch: FOCUSES_ON, and the properties that search reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from loaders import focus
from loaders.protocol import GraphStore, Transaction
from loaders.searching import search_fields
from loaders.statements import BATCH, TAKE_LOCK
from loaders.upsert import differences, plain_stored
from schema.ids import kind_of

_PAGE = """
MATCH (n:Record) WHERE n.id > $after
RETURN n.id, properties(n) ORDER BY n.id LIMIT $limit
"""
_WRITE = "UNWIND $rows AS row MATCH (n:Record {id: row.id}) SET n += row.changes"
_DELETE = f"MATCH ()-[r:{focus.FOCUSES_ON}]->() DELETE r"


async def rebuild_derived(store: GraphStore, *, today: dt.date | None = None) -> None:
    """Throws derived relationships away and makes them anew, with all texts for search.

    Time stamps and the revision stay as they are, since no fact changes.

    Args:
        store: a store whose constraints and indexes have been made.
        today: the day that derived relationships are about; by default today in Thailand.
    """
    day = today or focus.today_in_thailand()

    async def work(tx: Transaction) -> None:
        await tx.run(TAKE_LOCK)
        await tx.run(_DELETE)
        await focus.refocus(tx, await focus.all_organisations(tx), day, everyone=True)
        await _search_texts(tx)

    await store.write(work)


async def refresh_derived(store: GraphStore, *, today: dt.date | None = None) -> bool:
    """Brings FOCUSES_ON to today, unless it is; meant for the start and once a day.

    Returns:
        Whether another day had begun since.
    """
    day = today or focus.today_in_thailand()

    async def work(tx: Transaction) -> bool:
        if await focus.focus_day(tx) == day.isoformat():
            return False
        await tx.run(TAKE_LOCK)
        await focus.refocus(tx, await focus.all_organisations(tx), day, everyone=True)
        return True

    return await store.write(work)


async def _search_texts(tx: Transaction) -> None:
    after = ""
    while True:
        rows = await tx.run(_PAGE, {"after": after, "limit": BATCH})
        if not rows:
            return
        after = rows[-1][0]
        changed = [row for row in (_row(*row) for row in rows) if row["changes"]]
        await tx.run(_WRITE, {"rows": changed})


def _row(node_id: str, properties: Mapping[str, object]) -> dict[str, object]:
    stored = plain_stored(properties)
    return {"id": node_id, "changes": differences(search_fields(kind_of(node_id), stored), stored)}
