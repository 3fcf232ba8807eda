"""Brings nodes and relationships of the graph to what is wanted, changing only what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from loaders import statements
from loaders.changes import ChangeLog
from loaders.protocol import Transaction
from loaders.records import Plain
from schema.registry import Property, ValueType, declaration

T = TypeVar("T")
Stored = Mapping[str, Mapping[str, Plain]]

_UNLOGGED = frozenset({"search_lc", "search_g3", "sort_th", "asserted"})


@dataclass(frozen=True, slots=True)
class Wanted:
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


@dataclass(slots=True)
class Tally:
    """How many were created, updated, left as they were, and removed."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


def in_batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """``items`` in pieces of :data:`~loaders.statements.BATCH`."""
    for at in range(0, len(items), statements.BATCH):
        yield items[at : at + statements.BATCH]


def by_group(items: Iterable[Wanted]) -> dict[str, list[Wanted]]:
    """Wanted nodes by label, or relationships by type, each group in order."""
    groups: dict[str, list[Wanted]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    return groups


async def read_nodes(tx: Transaction, ids: Sequence[str]) -> dict[str, dict[str, Plain]]:
    """Plain properties of the nodes that are there, by id."""
    found: dict[str, dict[str, Plain]] = {}
    for batch in in_batches(ids):
        for node_id, properties in await tx.run(statements.READ_NODES, {"ids": list(batch)}):
            found[node_id] = plain_stored(properties)
    return found


async def read_links(
    tx: Transaction, type_: str, ids: Sequence[str]
) -> dict[str, tuple[dict[str, Plain], tuple[str, str]]]:
    """Plain properties and ends of the relationships of a type that are there, by id."""
    found: dict[str, tuple[dict[str, Plain], tuple[str, str]]] = {}
    for batch in in_batches(ids):
        rows = await tx.run(statements.read_links(type_), {"ids": list(batch)})
        for link_id, properties, source, target in rows:
            found[link_id] = (plain_stored(properties), (source, target))
    return found


async def put_nodes(
    tx: Transaction, items: Sequence[Wanted], stored: Stored, log: ChangeLog, tally: Tally
) -> list[str]:
    """Writes the nodes that are new or differ; returns their ids."""
    touched: list[str] = []
    for label, group in by_group(items).items():
        properties = declaration().kinds[label].properties
        rows = _rows(group, stored, properties, log, tally, stamped=True)
        for batch in in_batches(rows):
            await tx.run(statements.write_nodes(label), {"rows": list(batch)})
        touched.extend(str(row["id"]) for row in rows)
    return touched


async def put_links(
    tx: Transaction, items: Sequence[Wanted], stored: Stored, log: ChangeLog | None, tally: Tally
) -> list[Wanted]:
    """Writes the relationships that are new or differ; returns them.

    Derived relationships are not logged: ``log`` is ``None``.
    """
    touched: list[Wanted] = []
    for type_, group in by_group(items).items():
        properties = declaration().properties_of(declaration().types[type_][0])
        rows = _rows(group, stored, properties, log, tally, stamped=False)
        ends = {item.id: item for item in group}
        new = [row for row in rows if row["id"] not in stored]
        old = [row for row in rows if row["id"] in stored]
        for row in new:
            row["source"], row["target"] = ends[str(row["id"])].ends
        for batch in in_batches(new):
            await tx.run(statements.create_links(type_), {"rows": list(batch)})
        for batch in in_batches(old):
            await tx.run(statements.change_links(type_), {"rows": list(batch)})
        touched.extend(ends[str(row["id"])] for row in rows)
    return touched


async def delete_links(tx: Transaction, type_: str, ids: Sequence[str]) -> None:
    """Deletes relationships of a type."""
    for batch in in_batches(ids):
        await tx.run(statements.delete_links(type_), {"ids": list(batch)})


async def delete_nodes(tx: Transaction, ids: Sequence[str]) -> None:
    """Deletes nodes, and whatever relationships they still have."""
    for batch in in_batches(ids):
        await tx.run(statements.DELETE_NODES, {"ids": list(batch)})


def _rows(
    group: Sequence[Wanted],
    stored: Stored,
    properties: Mapping[str, Property],
    log: ChangeLog | None,
    tally: Tally,
    *,
    stamped: bool,
) -> list[dict[str, Any]]:
    """Rows for the statements, of what is new or differs."""
    rows: list[dict[str, Any]] = []
    now = log.at if log else dt.datetime.now(dt.UTC)
    for item in group:
        before = stored.get(item.id)
        changes = differences(item.properties, before or {})
        if before is not None and not changes:
            tally.unchanged += 1
            continue
        typed_changes = {name: typed(properties, name, value) for name, value in changes.items()}
        if stamped:
            typed_changes |= _stamps(properties, now, new=before is None)
        rows.append({"id": item.id, "changes": typed_changes})
        if before is None:
            tally.created += 1
        else:
            tally.updated += 1
        if log:
            _note(log, item, before, changes)
    return rows


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


def _stamps(properties: Mapping[str, Property], now: dt.datetime, *, new: bool) -> dict[str, object]:
    stamps: dict[str, object] = {"updated_at": now}
    if new:
        stamps["created_at"] = now
    if "loaded_at" in properties:
        stamps["loaded_at"] = now
    return stamps


def _note(
    log: ChangeLog, item: Wanted, before: Mapping[str, Plain] | None, changes: dict[str, Plain]
) -> None:
    if before is None:
        log.created(item.group, item.id)
        return
    shown = {name: value for name, value in changes.items() if name not in _UNLOGGED}
    log.updated(item.group, item.id, {name: before.get(name) for name in shown}, shown)
