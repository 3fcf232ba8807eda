"""References between records: whatever a record names must be there, before and after a load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders import statements
from loaders.errors import WrongRow, WrongRowsError
from loaders.links import overlap, row_of
from loaders.merge import assertions_read
from loaders.records import Dataset, LinkRow, RowLocation
from loaders.upsert import in_batches
from schema.cypher import Statement, Writer
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.registry import Property, declaration

_Reference = tuple[str, RowLocation, str]
"""An id that is named, where, and in which column."""


async def check_references(tx: Writer, dataset: Dataset) -> None:
    """Every id that the dataset names is in its own files, or in another loaded dataset.

    Raises:
        WrongRowsError: naming the places of those that are not.
    """
    own = {node.id for node in dataset.nodes}
    outside = [reference for reference in _references(dataset) if reference[0] not in own]
    ids = list(dict.fromkeys(node_id for node_id, _, _ in outside))
    known: set[str] = set()
    for batch in in_batches(ids):
        rows = await statements.KNOWN_OTHERWISE.run(tx, ids=list(batch), dataset=dataset.id)
        known.update(row.id for row in rows)
    missing = [reference for reference in outside if reference[0] not in known]
    if missing:
        raise WrongRowsError(dataset.id, [_missing(*reference) for reference in missing])


def _references(dataset: Dataset) -> Iterator[_Reference]:
    kinds, types = declaration().kinds, declaration().types
    for node in dataset.nodes:
        yield from _named(kinds[node.kind].properties, node.values, node.evidence, node.place)
    for item in dataset.links:
        yield item.source, item.place, item.columns[0]
        yield item.target, item.place, item.columns[1]
        properties = declaration().properties_of(types[item.type][0])
        yield from _named(properties, item.values, item.evidence, item.place)


def _named(
    properties: dict[str, Property], values: object, evidence: tuple[str, ...], place: RowLocation
) -> Iterator[_Reference]:
    stated = values if isinstance(values, dict) else {}
    for name, item in properties.items():
        value = stated.get(name) if item.ref else None
        for node_id in value if isinstance(value, list) else [value] if value else []:
            yield str(node_id), place, name
    for node_id in evidence:
        yield node_id, place, "evidence"


def _missing(node_id: str, place: RowLocation, column: str) -> WrongRow:
    plural = declaration().kinds[kind_of(node_id)].plural
    return WrongRow(
        place.file,
        place.row,
        column,
        f"{node_id} is not known; add it to {plural}.csv, or load the dataset that has it first",
        f"ไม่พบ {node_id} ให้เพิ่มใน {plural}.csv หรือนำเข้าชุดข้อมูลที่มีรหัสนี้ก่อน",
    )


async def check_single(tx: Writer, dataset: Dataset) -> None:
    """No source gets a second one of a relationship that others give it, and it can have one of.

    Raises:
        WrongRowsError: naming the rows that give a second one, and the dataset of the first.
    """
    single = {item.id: item for item in dataset.links if _is_single(item)}
    wrong: list[WrongRow] = []
    for batch in in_batches(list(single.values())):
        rows = [{"id": item.id, "source": item.source, "type": item.type} for item in batch]
        for rival in await statements.RIVALS.run(tx, rows=rows, dataset=dataset.id):
            item = single[rival.id]
            values = {"since": rival.since, "until": rival.until}
            other = LinkRow("", item.type, item.source, rival.target, values, (), item.place)
            if overlap(item, other):
                wrong.append(_rival(item, rival.target, rival.datasets[0]))
    if wrong:
        raise WrongRowsError(dataset.id, wrong)


def _is_single(item: LinkRow) -> bool:
    row = row_of(item.type, item.source, item.target)
    return row is not None and row.one


def _rival(item: LinkRow, target: str, dataset: str) -> WrongRow:
    return WrongRow(
        item.place.file,
        item.place.row,
        item.columns[1],
        f"{item.source} has {item.type} {target} already, by {dataset}, and can have one at a time; "
        "agree on one, or date them",
        f"{item.source} มี {item.type} {target} อยู่แล้วจาก {dataset} และมีได้ครั้งละหนึ่ง "
        "ให้เลือกหนึ่ง หรือใส่วันที่",
    )


async def check_unused(tx: Writer, dataset: Dataset, ids: Sequence[str]) -> None:
    """No other dataset refers to the records ``ids``, which nobody but this one asserts.

    Raises:
        PhakhiError: ``BAD_ROW``, naming a few records that do.
    """
    users: list[tuple[str, str]] = []
    derived = [type_ for type_, rows in declaration().types.items() if rows[0].derived]
    for batch in in_batches(ids):
        wanted = set(batch)
        own = {"ids": list(batch), "dataset": dataset.id}
        linked = await statements.LINKED_BY_OTHERS.run(tx, **own, derived=derived)
        users.extend((row.id, row.other) for row in linked)
        for statement in _reading_statements({kind_of(node_id) for node_id in batch}):
            for row in await statement.run(tx, **own):
                named = wanted & _named_by_others(dataset.id, row)
                if named or row.asserted is None:
                    users.append((min(named or wanted), row.id))
    if users:
        raise _in_use(users)


def _named_by_others(own: str, row: statements.Reference) -> set[str]:
    """All texts that datasets other than ``own`` state of a record of several datasets."""
    found: set[str] = set()
    for said in assertions_read(row.datasets, row.asserted or []):
        if said.dataset != own:
            found.update(said.evidence, (str(value) for value in said.values.values()))
    return found


def _reading_statements(kinds: set[str]) -> Iterator[Statement[statements.Reference]]:
    """Statements that find who names records of the kinds in a property."""
    for target, statement in statements.REFERRING:
        if kinds & set(declaration().members(target)):
            yield statement


def _in_use(users: Sequence[tuple[str, str]]) -> PhakhiError:
    some = ", ".join(dict.fromkeys(user for _, user in users[:5]))
    gone = ", ".join(dict.fromkeys(node_id for node_id, _ in users[:5]))
    return PhakhiError(
        ErrorCode.BAD_ROW,
        f"Nothing was written: {gone} would be removed, but is still needed by {some}. "
        "Keep it, or change the other dataset first.",
        f"ไม่ได้เขียนข้อมูลใด: {gone} จะถูกลบ แต่ {some} ยังใช้อยู่ ให้คงไว้ หรือแก้ชุดข้อมูลอื่นก่อน",
    )
