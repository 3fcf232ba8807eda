"""The log of changes, written last in the transaction that makes them.

One entry (a node ``:Change``) stands for a batch: one action on records of one kind or type, at
most :data:`~loaders.statements.BATCH` of them. Its properties: ``revision`` (a number of its own
that only grows), ``at``, ``by``, ``action`` (created, updated or removed), ``kind``, ``records``
(their ids), and as JSON by id what the changed properties were ``before`` and are ``after``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.protocol import Transaction
from loaders.records import Plain
from loaders.statements import BATCH

_WRITE = """
MERGE (m:Meta {id: 'revision'})
SET m.turn = $by
WITH m
SET m.revision = coalesce(m.revision, 0) + size($entries)
WITH m.revision - size($entries) AS base
UNWIND range(1, size($entries)) AS at
CREATE (c:Change)
SET c = $entries[at - 1], c.revision = base + at
RETURN max(c.revision)
"""
_READ = "MATCH (m:Meta {id: 'revision'}) RETURN m.revision"

_Values = Mapping[str, Plain]


@dataclass(slots=True)
class _Group:
    records: list[str] = field(default_factory=list)
    before: dict[str, _Values] = field(default_factory=dict)
    after: dict[str, _Values] = field(default_factory=dict)


@dataclass(slots=True)
class ChangeLog:
    """Collects changes, and writes them.

    Args:
        by: who changes, such as ``"load dataset:udon-demo"``.
        at: when.
    """

    by: str
    at: dt.datetime
    _groups: dict[tuple[str, str], _Group] = field(default_factory=dict)

    def created(self, kind: str, record: str) -> None:
        """Notes a record that was not there before."""
        self._group("created", kind).records.append(record)

    def updated(self, kind: str, record: str, before: _Values, after: _Values) -> None:
        """Notes a record with the properties that changed."""
        group = self._group("updated", kind)
        group.records.append(record)
        group.before[record], group.after[record] = before, after

    def removed(self, kind: str, record: str, before: _Values) -> None:
        """Notes a record that is gone."""
        group = self._group("removed", kind)
        group.records.append(record)
        group.before[record] = before

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not self._groups

    async def write(self, tx: Transaction) -> int:
        """Writes the entries; returns the revision of the graph, also when there are none."""
        if self.empty:
            rows = await tx.run(_READ)
            return int(rows[0][0]) if rows else 0
        entries = [
            entry for key, group in self._groups.items() for entry in self._entries(key, group)
        ]
        rows = await tx.run(_WRITE, {"by": self.by, "entries": entries})
        return int(rows[0][0])

    def _group(self, action: str, kind: str) -> _Group:
        return self._groups.setdefault((action, kind), _Group())

    def _entries(self, key: tuple[str, str], group: _Group) -> list[dict[str, object]]:
        return [
            self._entry(key, group, group.records[at : at + BATCH])
            for at in range(0, len(group.records), BATCH)
        ]

    def _entry(self, key: tuple[str, str], group: _Group, records: list[str]) -> dict[str, object]:
        return {
            "at": self.at,
            "by": self.by,
            "action": key[0],
            "kind": key[1],
            "records": records,
            "before": _json(group.before, records),
            "after": _json(group.after, records),
        }


def _json(values: Mapping[str, _Values], records: list[str]) -> str | None:
    found = {record: values[record] for record in records if record in values}
    return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else None
