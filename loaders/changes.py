"""The log of changes, written last in the transaction that makes them.

One entry (a node ``:Change``) stands for a batch: one action on records of one kind or type, at
most :data:`~loaders.statements.BATCH` of them. Its properties: ``revision`` (a number of its own,
one more than that of the entry before), ``at``, ``by``, ``action`` (created, updated or removed),
``kind``, ``records`` (their ids), for relationships their ``sources`` and ``targets``, and as JSON
by id what the changed properties were ``before`` and are ``after``: a record a line, in the order
of ``records``, so that a reader can take some of them out of thousands.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from loaders.change_statements import READ_REVISION, WRITE_ENTRIES
from loaders.records import Plain
from loaders.statements import BATCH
from schema.cypher import Writer

_Values = Mapping[str, Plain]
Ends = tuple[str, str]
"""Ids of source and target of a relationship; two empty texts for a node."""

NO_ENDS: Ends = ("", "")


@dataclass(frozen=True, slots=True)
class NotedChange:
    """A record or relationship that was created, updated or removed.

    Attributes:
        action: ``created``, ``updated`` or ``removed``.
        kind: its kind or type.
        record: its id.
        ends: of a relationship, the ids of its ends; two empty texts for a node.
        before, after: the properties that changed; of what was removed, all that it had.
    """

    action: str
    kind: str
    record: str
    ends: Ends
    before: _Values
    after: _Values


@dataclass(slots=True)
class _ChangeGroup:
    records: list[str] = field(default_factory=list)
    ends: list[Ends] = field(default_factory=list)
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
    _groups: dict[tuple[str, str], _ChangeGroup] = field(default_factory=dict)

    def created(self, kind: str, record: str, ends: Ends = NO_ENDS) -> None:
        """Notes a record that was not there before."""
        self._note("created", kind, record, ends)

    def updated(
        self, kind: str, record: str, before: _Values, after: _Values, ends: Ends = NO_ENDS
    ) -> None:
        """Notes a record with the properties that changed."""
        group = self._note("updated", kind, record, ends)
        group.before[record], group.after[record] = before, after

    def removed(self, kind: str, record: str, before: _Values, ends: Ends = NO_ENDS) -> None:
        """Notes a record that is gone."""
        self._note("removed", kind, record, ends).before[record] = before

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not self._groups

    def noted(self) -> Iterator[NotedChange]:
        """All that was noted."""
        for (action, kind), group in self._groups.items():
            for record, ends in zip(group.records, group.ends, strict=True):
                before, after = group.before.get(record, {}), group.after.get(record, {})
                yield NotedChange(action, kind, record, ends, before, after)

    async def write(self, tx: Writer) -> int:
        """Writes the entries; returns the revision of the graph, also when there are none."""
        if self.empty:
            rows = await READ_REVISION.run(tx)
            return rows[0].revision if rows else 0
        entries = [
            entry for key, group in self._groups.items() for entry in self._entries(key, group)
        ]
        (row,) = await WRITE_ENTRIES.run(tx, by=self.by, entries=entries)
        return row.revision

    def _note(self, action: str, kind: str, record: str, ends: Ends) -> _ChangeGroup:
        group = self._groups.setdefault((action, kind), _ChangeGroup())
        group.records.append(record)
        group.ends.append(ends)
        return group

    def _entries(self, key: tuple[str, str], group: _ChangeGroup) -> list[dict[str, object]]:
        return [
            self._entry(key, group, slice(at, at + BATCH))
            for at in range(0, len(group.records), BATCH)
        ]

    def _entry(self, key: tuple[str, str], group: _ChangeGroup, part: slice) -> dict[str, object]:
        records, ends = group.records[part], group.ends[part]
        linked = any(end != NO_ENDS for end in ends)
        return {
            "at": self.at,
            "by": self.by,
            "action": key[0],
            "kind": key[1],
            "records": records,
            "sources": [source for source, _ in ends] if linked else None,
            "targets": [target for _, target in ends] if linked else None,
            "before": lines_of(group.before, records),
            "after": lines_of(group.after, records),
        }


def lines_of(values: Mapping[str, _Values], records: list[str]) -> str | None:
    """An object by id, a record a line: texts in JSON have no line ends of their own."""
    lines = [
        f"{_dumped(record)}: {_dumped(values[record])}" for record in records if record in values
    ]
    return "{\n" + ",\n".join(lines) + "\n}" if lines else None


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
