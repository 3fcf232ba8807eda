"""Brings nodes and relationships of the graph to what is wanted, changing only what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from loaders import statements
from loaders.changes import ChangeLog
from loaders.models import declared
from loaders.records import Plain
from schema.cypher import Statement, Writer
from schema.errors import ErrorCode, PhakhiError
from schema.registry import ValueType, declaration

T = TypeVar("T")
Stored = Mapping[str, Mapping[str, Plain]]
_Written = tuple["DesiredRecord", Mapping[str, object]]
"""A node or relationship, and the properties to set, as they are stored."""

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
        fresh: what is written where it is not there yet; left out, it is worked out then.
    """

    id: str
    group: str
    properties: Mapping[str, Plain]
    ends: tuple[str, str] = ("", "")
    fresh: Mapping[str, object] | None = None


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
    return await _read_nodes(tx, statements.READ_NODES, ids)


async def read_stated(tx: Writer, ids: Sequence[str]) -> dict[str, dict[str, Plain]]:
    """The same without the moments at which they were written."""
    return await _read_nodes(tx, statements.READ_STATED, ids)


async def _read_nodes(
    tx: Writer, statement: Statement[statements.StoredBatch], ids: Sequence[str]
) -> dict[str, dict[str, Plain]]:
    stored: dict[str, dict[str, Plain]] = {}
    for batch in in_batches(ids):
        (read,) = await statement.run(tx, ids=list(batch))
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
    new, old = _parted(written, stored)
    for batch in in_batches(new):
        rows = [
            {"id": item.id, "group": item.group, "changes": {**changes, **_loaded(item, log.at)}}
            for item, changes in batch
        ]
        await statements.CREATE_NODES.run(tx, rows=rows, at=log.at)
    for batch in in_batches(old):
        rows = [
            {"id": item.id, "changes": {**changes, **_loaded(item, log.at), "updated_at": log.at}}
            for item, changes in batch
        ]
        await statements.CHANGE_NODES.run(tx, rows=rows)
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
    new, old = _parted(written, stored)
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


def _parted(written: Iterable[_Written], stored: Stored) -> tuple[list[_Written], list[_Written]]:
    """What is new, and what is there."""
    new, old = list[_Written](), list[_Written]()
    for pair in written:
        (old if pair[0].id in stored else new).append(pair)
    return new, old


def _row(pair: _Written) -> dict[str, object]:
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
) -> Iterator[_Written]:
    """What is new or differs, with the properties to set; counts and logs it."""
    for item in items:
        before = stored.get(item.id)
        if before is None:
            tally.created += 1
            if log:
                log.created(item.group, item.id, item.ends)
            yield item, as_new(item.group, item.properties) if item.fresh is None else item.fresh
            continue
        changes = differences(item.properties, before)
        if not changes:
            tally.unchanged += 1
            continue
        tally.updated += 1
        if log:
            _note(log, item, before, changes)
        yield item, typed(item.group, changes)


def as_new(group: str, properties: Mapping[str, Plain]) -> dict[str, object]:
    """What is written of a record that is not there yet."""
    given = {name: value for name, value in properties.items() if value is not None}
    return typed(group, given)


def differences(wanted: Mapping[str, Plain], stored: Mapping[str, Plain]) -> dict[str, Plain]:
    """The wanted properties that are stored otherwise; a truth value differs from a number."""
    return {
        name: value
        for name, value in wanted.items()
        if (known := stored.get(name)) != value or type(known) is not type(value)
    }


def plain_stored(properties: Mapping[str, object]) -> dict[str, Plain]:
    """Stored properties in plain form: dates and times as ISO text."""
    return {
        name: value if type(value) in _PLAIN else str(value)  # type: ignore[misc]  # by a set: the fastest
        for name, value in properties.items()
        if value is not None
    }


_PLAIN = frozenset({str, int, float, bool, list})
"""Types of the plain values that the driver gives; the others are its dates and times."""


def typed(group: str, values: Mapping[str, Plain]) -> dict[str, object]:
    """Plain values as they are stored: declared dates as dates."""
    stored: dict[str, object] = {**values}
    for name in _days(group) & values.keys():
        value = values[name]
        if isinstance(value, str):
            stored[name] = dt.date.fromisoformat(value)
    return stored


@cache
def _days(group: str) -> frozenset[str]:
    """The properties of a kind or type that are dates."""
    return frozenset(name for name, item in declared(group).items() if item.type is ValueType.DATE)


def _loaded(item: DesiredRecord, now: dt.datetime) -> dict[str, object]:
    return {"loaded_at": now} if "loaded_at" in declared(item.group) else {}


def _note(
    log: ChangeLog,
    item: DesiredRecord,
    before: Mapping[str, Plain],
    changes: Mapping[str, Plain],
) -> None:
    shown = {name: value for name, value in changes.items() if name not in _UNLOGGED}
    old = {name: before.get(name) for name in shown}
    log.updated(item.group, item.id, old, shown, item.ends)
