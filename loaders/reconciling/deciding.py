"""Verdicts on pairs of records: kept, and carried out where they say that two are the same."""

from __future__ import annotations

import datetime as dt
from functools import partial

from loaders import statements
from loaders.load import bring_within
from loaders.loading import StoredLink
from loaders.merge import Assertion, assertions_of
from loaders.rebuild import refresh_derived
from loaders.reconciling.listing import KINDS
from loaders.reconciling.statements import LINKING, WITHDRAW_VERDICT, WRITE_VERDICT, Verdict
from loaders.records import DatasetRows, LinkRow, NodeRow, Plain, RowLocation
from loaders.upsert import declared, read_links, read_nodes
from schema.cypher import GraphStore, Writer
from schema.dates import today_in_thailand
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.spellings import is_written


async def decide(
    store: GraphStore, one: str, other: str, *, same: bool, today: dt.date | None = None
) -> Verdict:
    """Keeps a verdict on two records; where they are the same, ``other`` becomes ``one``.

    Then every dataset states of ``one`` what it stated of ``other``, now and whenever it is loaded
    again: names become other names, relationships and evidence move. All in one transaction; the log
    says ``merge OTHER into ONE``.

    Args:
        store: the graph.
        one: the id of the record that stays.
        other: the id of the other one, of the same kind.
        same: whether they are the same.
        today: the day that derived relationships are about; by default today in Thailand.

    Raises:
        PhakhiError: ``NOT_FOUND``, when one of them is not there; ``BAD_ARGUMENT``, when they are of
            different kinds, or of one whose records have no other names; what the store raises.
    """
    kind = _kind(one, other)
    day = today or today_in_thailand()
    verdict = await store.write(partial(_decide, kind, (one, other), day, same=same))
    await refresh_derived(store, today=day)
    return verdict


async def withdraw(tx: Writer, one: str, other: str) -> None:
    """Forgets a verdict, so that the pair is listed again; what was merged is taken back by whoever asks."""
    await WITHDRAW_VERDICT.run(tx, id=_key(one, other))


def _kind(one: str, other: str) -> str:
    kind = kind_of(one)
    if kind != kind_of(other) or kind not in KINDS or one == other:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{one} and {other} should be two records of one kind, out of {', '.join(KINDS)}.",
            f"{one} กับ {other} ต้องเป็นสองระเบียนของประเภทเดียวกัน ได้แก่ {', '.join(KINDS)}",
        )
    return kind


def _key(one: str, other: str) -> str:
    return "verdict:" + "|".join(sorted((one, other)))


async def _decide(
    kind: str,
    ends: tuple[str, str],
    today: dt.date,
    tx: Writer,
    *,
    same: bool,
) -> Verdict:
    await statements.TAKE_LOCK.run(tx)
    stored = await read_nodes(tx, ends)
    for ident in ends:
        if ident not in stored:
            raise PhakhiError(ErrorCode.NOT_FOUND, f"There is no {ident}.", f"ไม่มีระเบียน {ident}")
    one, other = ends
    verdict = Verdict(
        one, other, same, str(stored[one]["name_th"]), dt.datetime.now(dt.UTC).isoformat()
    )
    kept = {
        "one": one,
        "other": other,
        "same": same,
        "name_th": verdict.name_th,
        "at": verdict.at,
    }
    await WRITE_VERDICT.run(tx, id=_key(one, other), verdict=kept)
    if same:
        asserting = [said.dataset for said in assertions_of(declared(kind), stored[other])]
        linking = [row.dataset for row in await LINKING.run(tx, id=other)]
        # Whoever only links to it comes first: what is gone is needed by nobody.
        for dataset in [*(item for item in linking if item not in asserting), *asserting]:
            rows = await _rows(tx, dataset)
            await bring_within(tx, rows, f"merge {other} into {one}", today=today)
    return verdict


async def _rows(tx: Writer, dataset: str) -> DatasetRows:
    """What a dataset states, read back from the graph."""
    quoted, place = f'"{dataset}"', RowLocation(dataset, 0)
    ids = [row.id for row in await statements.RECORDS_OF.run(tx, dataset=quoted)]
    links = [
        StoredLink(row.id, row.type, (row.source, row.target))
        for row in await statements.LINKS_OF.run(tx, dataset=quoted)
        if is_written(row.type)
    ]
    nodes = await read_nodes(tx, [dataset, *(item for item in ids if item != dataset)])
    stored_links = await read_links(tx, links)
    own = nodes[dataset]
    said = {
        ident: _said(kind_of(ident), properties, dataset)
        for ident, properties in nodes.items()
        if kind_of(ident) != "Claim"
    }
    return DatasetRows(
        dataset,
        int(str(own.get("precedence") or 0)),
        bool(own.get("synthetic")),
        str(own.get("checksum") or ""),
        tuple(
            NodeRow(ident, kind_of(ident), item.values, item.evidence, place)
            for ident, item in said.items()
        ),
        tuple(
            LinkRow(link.id, link.type, *link.ends, item.values, item.evidence, place)
            for link in links
            for item in (_said(link.type, stored_links[link.id], dataset),)
        ),
    )


def _said(group: str, stored: dict[str, Plain], dataset: str) -> Assertion:
    return next(item for item in assertions_of(declared(group), stored) if item.dataset == dataset)
