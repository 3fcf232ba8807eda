"""Verdicts on pairs of records: kept, and carried out where they say that two are the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

from loaders import statements
from loaders.asserted import links_of, records_of
from loaders.load import bring_within, fresh_loading
from loaders.merge import Assertion, assertion_by, assertions_of
from loaders.models import declared
from loaders.rebuild import refresh_derived
from loaders.reconciling.listing import check_pair
from loaders.reconciling.redirecting import read_redirection
from loaders.reconciling.statements import (
    LINKING,
    READ_VERDICT,
    VERDICT_PREFIX,
    WITHDRAW_VERDICT,
    WRITE_VERDICT,
    Verdict,
    verdict_of,
)
from loaders.records import DatasetRows, LinkRow, NodeRow, Plain, RowLocation
from loaders.remembering import check_revision
from loaders.reversal import remember_verdict
from loaders.upsert import read_links, read_nodes
from schema.cypher import GraphStore, Writer
from schema.dates import today_in_thailand
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of


async def decide(
    store: GraphStore, one: str, other: str, *, same: bool, today: dt.date | None = None
) -> Verdict:
    """Keeps a verdict on two records; where they are the same, ``other`` becomes ``one``.

    Then every dataset states of ``one`` what it stated of ``other``, now and whenever it is loaded
    again: names become other names, relationships and evidence move. All in one transaction; the log
    says ``merge OTHER into ONE``.

    Args:
        store: the graph.
        one: the id of the record that stays; where it was merged, that of what it is now is meant.
        other: the id of the other one, of the same kind; likewise.
        same: whether they are the same.
        today: the day that derived relationships are about; by default today in Thailand.

    Raises:
        PhakhiError: ``NOT_FOUND``, when one of them is not there; ``BAD_ARGUMENT``, when they are of
            different kinds, or of one whose records have no other names; what the store raises.
    """
    check_pair(one, other)
    day = today or today_in_thailand()
    verdict = await store.write(partial(_decide, (one, other), day, same=same))
    await refresh_derived(store, today=day)
    return verdict


async def withdraw(tx: Writer, ident: str, before: Mapping[str, object] | None) -> None:
    """Forgets a verdict; what was merged is taken back by whoever asks.

    Args:
        tx: the transaction.
        ident: the verdict's id.
        before: the verdict that it had replaced, which is in force again; without one, the pair is
            listed again.
    """
    await WITHDRAW_VERDICT.run(tx, id=ident)
    if before is not None:
        await WRITE_VERDICT.run(tx, id=ident, verdict=before)


def verdict_id(one: str, other: str) -> str:
    """The id of the verdict on a pair, whichever is named first."""
    return VERDICT_PREFIX + "|".join(sorted((one, other)))


async def _decide(
    ends: tuple[str, str],
    today: dt.date,
    tx: Writer,
    *,
    same: bool,
) -> Verdict:
    await statements.TAKE_LOCK.run(tx)
    into = (await read_redirection(tx.run)).into
    ends = into.get(ends[0], ends[0]), into.get(ends[1], ends[1])
    check_pair(*ends)
    stored = await read_nodes(tx, ends)
    for ident in ends:
        if ident not in stored:
            raise PhakhiError(ErrorCode.NOT_FOUND, f"There is no {ident}.", f"ไม่มีระเบียน {ident}")
    one, other = ends
    now = dt.datetime.now(dt.UTC).isoformat()
    verdict = Verdict(one, other, same, str(stored[one]["name_th"]), now)
    await _put(tx, verdict, stored[other], today)
    return verdict


async def restore_verdict(store: GraphStore, verdict: Verdict, today: dt.date) -> None:
    """Puts a verdict of a backup in force, before its datasets are loaded.

    What the store states of a record that went by it is stated of the one that stays.

    Raises:
        PhakhiError: what the store raises.
    """
    await store.write(partial(_restore, verdict, today))


async def _restore(verdict: Verdict, today: dt.date, tx: Writer) -> None:
    await statements.TAKE_LOCK.run(tx)
    ident = verdict_id(verdict.one, verdict.other)
    for row in await READ_VERDICT.run(tx, id=ident):
        known = verdict_of(row.verdict)
        if (known.one, known.other, known.same) == (verdict.one, verdict.other, verdict.same):
            # In force already, and remembered as what it was: only when it was given may differ.
            await WRITE_VERDICT.run(tx, id=ident, verdict=asdict(verdict))
            return
    stored = await read_nodes(tx, [verdict.other])
    await _put(tx, verdict, stored.get(verdict.other), today)


async def _put(
    tx: Writer, verdict: Verdict, stored: Mapping[str, Plain] | None, today: dt.date
) -> None:
    """Writes a verdict and carries it out on the other record, ``stored`` like this, if it is there."""
    ident = verdict_id(verdict.one, verdict.other)
    before = [asdict(verdict_of(row.verdict)) for row in await READ_VERDICT.run(tx, id=ident)]
    base = await check_revision(tx)
    await WRITE_VERDICT.run(tx, id=ident, verdict=asdict(verdict))
    merges = verdict.same and stored is not None
    datasets = await _carry_out(tx, verdict, stored or {}, today) if merges else []
    await remember_verdict(
        tx,
        ident,
        before[0] if before else None,
        datasets,
        base=base,
        at=dt.datetime.now(dt.UTC).isoformat(),
    )


async def _carry_out(
    tx: Writer, verdict: Verdict, stored: Mapping[str, Plain], today: dt.date
) -> list[str]:
    """Has every dataset state of one record what it states of the other; ids of the datasets."""
    one, other = verdict.one, verdict.other
    asserting = [said.dataset for said in assertions_of(declared(kind_of(other)), stored)]
    linking = [row.dataset for row in await LINKING.run(tx, id=other)]
    # Whoever only links to it comes first: what is gone is needed by nobody.
    datasets = [*(item for item in linking if item not in asserting), *asserting]
    by = f"merge {other} into {one}"
    for dataset in datasets:
        rows = await _rows(tx, dataset)
        fresh = fresh_loading(rows, None, today, confirmed=True, by=by)
        fresh.verdict = verdict_id(one, other)
        await bring_within(tx, fresh)
    return datasets


async def _rows(tx: Writer, dataset: str) -> DatasetRows:
    """What a dataset states, read back from the graph."""
    place = RowLocation(dataset, 0)
    ids, _ = await records_of(tx, dataset)
    links = [link async for link in links_of(tx, dataset)]
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
    said = assertion_by(dataset, declared(group), stored)
    assert said is not None  # it was found as one that the dataset states
    return said
