"""Remembers what a dataset stated before its last load, so that the load can be undone.

What a load changes is what its dataset states; all else follows from that. So for each record and
relationship that it writes, what the dataset stated of it before is remembered, and undoing is a
load of just that (:mod:`loaders.undoing`). What others state stays, also what they came to state
since. Of a dataset that was not there before nothing needs to be remembered.

It is bounded: of each dataset the last load that changed anything, of at most
:data:`MOST_REMEMBERED` records and relationships. A load that goes on with one that was cut off
belongs to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from loaders.changes import NO_ENDS, Ends
from loaders.merge import Assertion, assertions_of
from loaders.models import declared
from loaders.records import Plain
from loaders.reversal_statements import (
    DELETE_PARTS,
    NAMING_PARTS,
    WRITE_PART,
    WRITE_REVERSAL,
    Reversal,
)
from schema.cypher import Writer

READY, TOO_LARGE, FORGOTTEN, UNDONE = "ready", "too_large", "forgotten", "undone"

MOST_REMEMBERED = 100_000
"""Records and relationships of one load of a dataset that are remembered."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a dataset stated of a record or relationship.

    Attributes:
        id: its id.
        group: its kind or type.
        ends: of a relationship, the ids of its ends.
        said: what the dataset stated; ``None`` for nothing.
        order: ids of all datasets that stated it, first loaded first.
    """

    id: str
    group: str
    ends: Ends
    said: Assertion | None
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatasetBefore:
    """A dataset's own node before a load."""

    said: Assertion
    synthetic: bool
    checksum: str


def remembered(
    dataset: str, ident: str, group: str, ends: Ends, stored: Mapping[str, Plain]
) -> Remembered:
    """What ``dataset`` states of a record that is stored like this; empty, where it is not there."""
    said = assertions_of(declared(group), stored)
    own = next((one for one in said if one.dataset == dataset), None)
    return Remembered(ident, group, ends, own, tuple(one.dataset for one in said) if own else ())


def reversal_of(
    dataset: str,
    stored: Mapping[str, Plain] | None,
    *,
    base: int,
    at: str,
    verdict: str | None = None,
) -> Reversal:
    """What is to be remembered of a load that begins.

    Args:
        dataset: the dataset's id.
        stored: its node, if there is one.
        base: the graph's revision before the load.
        at: when it begins, as ISO text.
        verdict: the id of the verdict that it carries out, if it does.
    """
    before = None if stored is None else _dumped(_node(dataset, stored))
    return Reversal(
        dataset,
        READY,
        open=False,
        base=base,
        at=at,
        first=stored is None,
        before=before,
        verdict=verdict,
    )


async def remember_verdict(
    tx: Writer,
    ident: str,
    before: Mapping[str, Any] | None,
    datasets: Sequence[str],
    *,
    base: int,
    at: str,
) -> None:
    """Notes a verdict, so that it can be undone.

    Args:
        tx: the transaction that writes it.
        ident: the verdict's id.
        before: the verdict that it replaces.
        datasets: ids of the datasets that it changed, first changed first.
        base: the graph's revision before it.
        at: when it was put in force, as ISO text.
    """
    replaced = None if before is None else _dumped(before)
    noted = Reversal(ident, READY, open=False, base=base, at=at, first=False, before=replaced)
    await _write(tx, replace(noted, verdict=ident, datasets=tuple(datasets)))


def dataset_before(reversal: Reversal) -> DatasetBefore:
    """The dataset's node before a load that was not its first."""
    content = json.loads(reversal.before or "{}")
    said = Assertion(reversal.dataset, content["values"], tuple(content["evidence"]))
    return DatasetBefore(said, content["synthetic"], content["checksum"])


async def begin_reversal(tx: Writer, reversal: Reversal) -> Reversal:
    """Writes what a load is, in place of the one before it."""
    await DELETE_PARTS.run(tx, dataset=reversal.dataset)
    begun = replace(reversal, open=True)
    await _write(tx, begun)
    return begun


async def add_part(tx: Writer, reversal: Reversal, rows: Sequence[Remembered]) -> Reversal:
    """Writes what was stated before one transaction of a load, as far as it may be remembered."""
    if not rows or reversal.state != READY:
        return reversal
    if reversal.rows + len(rows) > MOST_REMEMBERED:
        return await end_reversal(tx, reversal, TOO_LARGE, open_=True)
    number = f"{reversal.parts:06}"
    content = "\n".join(map(_line, rows))
    await WRITE_PART.run(tx, dataset=reversal.dataset, number=number, content=content)
    grown = replace(reversal, rows=reversal.rows + len(rows), parts=reversal.parts + 1)
    await _write(tx, grown)
    return grown


async def reopen_reversal(tx: Writer, reversal: Reversal) -> Reversal:
    """Notes that its undoing has begun, and is not complete."""
    opened = replace(reversal, open=True)
    await _write(tx, opened)
    return opened


async def close_reversal(tx: Writer, reversal: Reversal) -> Reversal:
    """Notes that the load is complete."""
    closed = replace(reversal, open=False)
    await _write(tx, closed)
    return closed


async def end_reversal(
    tx: Writer, reversal: Reversal, state: str, *, open_: bool = False
) -> Reversal:
    """Forgets what was stated before, and notes why."""
    await DELETE_PARTS.run(tx, dataset=reversal.dataset)
    ended = replace(reversal, state=state, open=open_, rows=0, parts=0, before=None)
    await _write(tx, ended)
    return ended


async def forget_naming(tx: Writer, tokens: Sequence[str]) -> None:
    """Forgets what datasets stated before, where one of the texts stands in it, in lower case."""
    for row in await NAMING_PARTS.run(tx, tokens=list(tokens)):
        await end_reversal(tx, row.reversal, FORGOTTEN, open_=row.reversal.open)


def read_part(content: str) -> Iterator[Remembered]:
    """What one part remembers."""
    for line in content.split("\n"):
        ident, group, source, target, dataset, said, order = json.loads(line)
        own = said and Assertion(dataset, said["values"], tuple(said["evidence"]))
        yield Remembered(ident, group, (source, target), own or None, tuple(order))


def first_of_each(parts: Iterable[str]) -> list[Remembered]:
    """Each record once, as it was before the first part that has it."""
    seen: dict[str, Remembered] = {}
    for part in parts:
        for row in read_part(part):
            seen.setdefault(row.id, row)
    return list(seen.values())


async def _write(tx: Writer, reversal: Reversal) -> None:
    await WRITE_REVERSAL.run(tx, reversal=asdict(reversal))


def _node(dataset: str, stored: Mapping[str, Plain]) -> dict[str, Any]:
    own = remembered(dataset, dataset, "Dataset", NO_ENDS, stored).said
    return {
        **_said(own or Assertion(dataset, {}, ())),
        "synthetic": bool(stored.get("synthetic")),
        "checksum": str(stored.get("checksum") or ""),
    }


def _line(row: Remembered) -> str:
    dataset = row.said.dataset if row.said else ""
    said = row.said and _said(row.said)
    return _dumped([row.id, row.group, *row.ends, dataset, said, row.order])


def _said(said: Assertion) -> dict[str, Any]:
    return {"values": dict(said.values), "evidence": list(said.evidence)}


def _dumped(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
