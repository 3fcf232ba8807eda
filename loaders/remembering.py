"""The steps of a load that make it possible to undo it."""

from __future__ import annotations

from loaders.change_statements import READ_REVISION
from loaders.loading import Loading
from loaders.reversal import (
    UNDONE,
    add_part,
    begin_reversal,
    close_reversal,
    end_reversal,
    reopen_reversal,
    reversal_of,
)
from loaders.reversal_statements import READ_REVERSAL, Reversal
from loaders.upsert import read_nodes
from schema.cypher import Writer
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError


async def prepare_reversal(loading: Loading) -> None:
    """Reads what is remembered of the dataset, and what is to be remembered from now on.

    Raises:
        PhakhiError: ``REPORT_OUTDATED``, when the graph is not the one that the load is based on;
            ``CANNOT_UNDO``, when something else was quicker than what is to be undone.
    """
    loading.base = base = await check_revision(loading.tx, loading.based_on)
    ident = loading.dataset.id
    rows = await READ_REVERSAL.run(loading.tx, dataset=ident)
    stored = rows[0].reversal if rows else None
    if loading.undoes not in {None, stored}:
        raise overtaken(Text(f"The last load of {ident}", f"ย้อนการนำเข้าครั้งล่าสุดของ {ident}"))
    goes_on = stored is not None and (stored.open or loading.undoes) and not loading.verdict
    if not goes_on:
        node = (await read_nodes(loading.tx, [ident])).get(ident)
        at = loading.log.at.isoformat()
        stored = reversal_of(ident, node, base=base, at=at, verdict=loading.verdict)
    loading.reversal = stored


async def keep_reversal(loading: Loading, *, last: bool) -> None:
    """Writes what is remembered of a transaction, before the log."""
    reversal = loading.reversal
    if reversal is not None and not loading.rehearsed:
        keep = _keep if loading.undoes is None else _use_up
        loading.reversal = await keep(loading, reversal, last=last)


async def _keep(loading: Loading, reversal: Reversal, *, last: bool) -> Reversal:
    if not reversal.open:
        if loading.log.empty:
            return reversal
        reversal = await begin_reversal(loading.tx, reversal)
    reversal = await add_part(loading.tx, reversal, loading.remembered)
    return await close_reversal(loading.tx, reversal) if last else reversal


async def _use_up(loading: Loading, reversal: Reversal, *, last: bool) -> Reversal:
    if last:
        return await end_reversal(loading.tx, reversal, UNDONE)
    return reversal if reversal.open else await reopen_reversal(loading.tx, reversal)


async def check_revision(tx: Writer, based_on: int | None = None) -> int:
    """The revision of the graph, which must be ``based_on`` where that is given.

    Raises:
        PhakhiError: ``REPORT_OUTDATED``.
    """
    revisions = await READ_REVISION.run(tx)
    base = revisions[0].revision if revisions else 0
    if based_on not in {None, base}:
        raise moved_on()
    return base


def moved_on() -> PhakhiError:
    """The graph has changed since a load was checked."""
    return PhakhiError(
        ErrorCode.REPORT_OUTDATED,
        "The graph has changed since this was checked, so nothing was written: check it again.",
        "กราฟเปลี่ยนไปแล้วหลังการตรวจ จึงไม่ได้เขียนข้อมูลใด โปรดตรวจอีกครั้ง",
    )


def overtaken(what: Text) -> PhakhiError:
    """Somebody else was quicker with ``what`` (in Thai with the verb), which is not as it was read."""
    return PhakhiError(
        ErrorCode.CANNOT_UNDO,
        f"{what.en} was changed or undone by somebody else at this moment, so nothing was undone: "
        "look again before you undo that.",
        f"{what.th} ไม่ได้ เพราะมีผู้อื่นเปลี่ยนหรือย้อนไปในขณะนี้ โปรดตรวจดูก่อนทำอีกครั้ง",
    )
