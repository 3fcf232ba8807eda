"""Brings nodes and relationships of the graph to what is wanted, changing only what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from loaders import statements
from loaders.changes import ChangeLog
from loaders.models import declared
from loaders.records import Plain
from schema.cypher import Writer
from schema.errors import ErrorCode, PhakhiError
from schema.registry import Property, ValueType, declaration

T = TypeVar("T")
Stored = Mapping[str, Mapping[str, Plain]]

_UNLOGGED = frozenset(
    {
        *("search_lc", "search_g3", "sort_th", "asserted"),
        *(
            item.canonical_name
            for kind in declaration().kinds.values()
            for item in kind.properties.values()
            if item.verbatim
        ),
    }
)
"""What the write path derives for its own use."""


@dataclass(frozen=True, slots=True)
class DesiredRecord:
    """A node or relationship as it should be.

    Attributes:
        id: its id.
        group: its label or type.
        properties: plain values; ``None`` takes a property away.
        ends: ids of source and target of a relationship.
    """

    id: str
    group: str
    properties: Mapping[str, Plain]
    ends: tuple[str, str] = ("", "")


class Linked(Protocol):
    """A relationship that is known by its id and the ids of its ends."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def ends(self) -> tuple[str, str]:
        """Ids of source and target."""
        ...


@dataclass(slots=True)
class Tally:
    """How many were created, updated, left as they were, and removed."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


def in_batches(items: Sequence[T], batches: int = 1, start: int = 0) -> Iterator[Sequence[T]]:
    """``items`` from ``start`` on in pieces of so many :data:`~loaders.statements.BATCH`."""
    size = batches * statements.BATCH
    for at in range(start, len(items), size):
        yield items[at : at + size]


async def read_nodes(tx: Writer, ids: Sequence[str]) -> dict[str, dict[str, Plain]]:
    """Plain properties of the nodes that are there, by id."""
    stored: dict[str, dict[str, Plain]] = {}
    for batch in in_batches(ids):
        (read,) = await statements.READ_NODES.run(tx, ids=list(batch))
        stored.update((row.id, plain_stored(row.properties)) for row in read.stored)
    return stored


async def read_links(tx: Writer, items: Sequence[Linked]) -> dict[str, dict[str, Plain]]:
    """Plain properties of the relationships that are there, by id."""
    stored: dict[str, dict[str, Plain]] = {}
    for batch in in_batches(items):
        (read,) = await statements.READ_LINKS.run(tx, rows=list(map(_ends, batch)))
        stored.update((row.id, plain_stored(row.properties)) for row in read.stored)
    return stored


async def put_nodes(
    tx: Writer,
    items: Sequence[DesiredRecord],
    stored: Stored,
    log: ChangeLog,
    tally: Tally,
) -> list[DesiredRecord]:
    """Writes the nodes that are new or differ; returns them."""
    written = list(_differing(items, stored, log, tally))
    for batch in in_batches(written):
        rows = [
            {
                "id": item.id,
                "group": item.group,
                "changes": changes | _loaded(item.group, log.at),
            }
            for item, changes in batch
        ]
        await statements.WRITE_NODES.run(tx, rows=rows, at=log.at)
    return [item for item, _ in written]


async def put_links(
    tx: Writer,
    items: Sequence[DesiredRecord],
    stored: Stored,
    log: ChangeLog | None,
    tally: Tally,
) -> list[DesiredRecord]:
    """Writes the relationships that are new or differ; returns them.

    Derived relationships are not logged: ``log`` is ``None``.
    """
    written = list(_differing(items, stored, log, tally))
    new = [pair for pair in written if pair[0].id not in stored]
    old = [pair for pair in written if pair[0].id in stored]
    for batch in in_batches(new):
        (created,) = await statements.CREATE_LINKS.run(tx, rows=list(map(_row, batch)))
        if created.count != len(batch):
            raise _ends_gone()
    for batch in in_batches(old):
        await statements.CHANGE_LINKS.run(tx, rows=list(map(_row, batch)))
    return [item for item, _ in written]


async def delete_links(tx: Writer, items: Sequence[Linked]) -> None:
    """Deletes relationships."""
    for batch in in_batches(items):
        await statements.DELETE_LINKS.run(tx, rows=list(map(_ends, batch)))


async def delete_nodes(tx: Writer, ids: Sequence[str]) -> None:
    """Deletes nodes, and whatever relationships they still have."""
    for batch in in_batches(ids):
        await statements.DELETE_NODES.run(tx, ids=list(batch))


def _row(pair: tuple[DesiredRecord, dict[str, object]]) -> dict[str, object]:
    item, changes = pair
    return {**_ends(item), "group": item.group, "changes": changes}


def _ends_gone() -> PhakhiError:
    """Another load has taken away, between two transactions of this one, what was there before."""
    return PhakhiError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "Another load removed records that this one needs; load it again.",
        "มีการนำเข้าอื่นลบระเบียนที่ต้องใช้ โปรดนำเข้าอีกครั้ง",
        retryable=True,
    )


def _ends(item: Linked) -> dict[str, str]:
    return {"id": item.id, "source": item.ends[0], "target": item.ends[1]}


def _differing(
    items: Sequence[DesiredRecord], stored: Stored, log: ChangeLog | None, tally: Tally
) -> Iterator[tuple[DesiredRecord, dict[str, object]]]:
    """What is new or differs, with the properties to set; counts and logs it."""
    for item in items:
        before = stored.get(item.id)
        changes = differences(item.properties, before or {})
        if before is not None and not changes:
            tally.unchanged += 1
            continue
        if before is None:
            tally.created += 1
        else:
            tally.updated += 1
        if log:
            _note(log, item, before, changes)
        properties = declared(item.group)
        yield item, {name: typed(properties, name, value) for name, value in changes.items()}


def differences(wanted: Mapping[str, Plain], stored: Mapping[str, Plain]) -> dict[str, Plain]:
    """The wanted properties that are stored otherwise; a truth value differs from a number."""
    return {
        name: value
        for name, value in wanted.items()
        if stored.get(name) != value or type(stored.get(name)) is not type(value)
    }


def plain_stored(properties: Mapping[str, object]) -> dict[str, Plain]:
    """Stored properties in plain form: dates and times as ISO text."""
    return {
        name: value if isinstance(value, str | int | float | bool | list) else str(value)
        for name, value in properties.items()
    }


def typed(properties: Mapping[str, Property], name: str, value: Plain) -> object:
    """A plain value as it is stored: declared dates as dates."""
    item = properties.get(name)
    if item is not None and item.type is ValueType.DATE and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def _loaded(kind: str, now: dt.datetime) -> dict[str, object]:
    return {"loaded_at": now} if "loaded_at" in declared(kind) else {}


def _note(
    log: ChangeLog,
    item: DesiredRecord,
    before: Mapping[str, Plain] | None,
    changes: dict[str, Plain],
) -> None:
    if before is None:
        log.created(item.group, item.id, item.ends)
        return
    shown = {name: value for name, value in changes.items() if name not in _UNLOGGED}
    old = {name: before.get(name) for name in shown}
    log.updated(item.group, item.id, old, shown, item.ends)
