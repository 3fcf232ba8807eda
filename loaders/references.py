"""References between records: whatever a record names must be there, before and after a load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from loaders import statements
from loaders.errors import SHOWN_PROBLEMS, WrongRow, in_order
from loaders.links import overlap, row_of
from loaders.merge import assertions_read
from loaders.models import declared
from loaders.records import CheckedDataset, DatasetRows, LinkRow, RowLocation, Values
from loaders.upsert import in_batches
from schema.cypher import Run, Statement, Writer
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.nearest import meant
from schema.registry import declaration

_TERM = "term"
_MOST_ALIKE = 5_000

_Reference = tuple[str, RowLocation, str]
"""An id that is named, where, and in which column."""


async def check_references(run: Run, checked: CheckedDataset) -> list[WrongRow]:
    """What is wrong with a dataset's rows beside what is in the graph, in the order of its files.

    Every id that they name is in its own files, or in another loaded dataset; and no source gets a
    second one of a relationship that others give it, and it can have one of.

    Args:
        run: reads the graph.
        checked: the dataset; only rows that are right by themselves are looked at.
    """
    wrong = [*await _missing_ones(run, checked), *await _rivals(run, checked.dataset)]
    return in_order(wrong, checked.files)


async def _missing_ones(run: Run, checked: CheckedDataset) -> list[WrongRow]:
    outside = [
        reference
        for reference in _references(checked.dataset)
        if reference[0] not in checked.ids and kind_of(reference[0]) not in checked.unread
    ]
    ids = list(dict.fromkeys(node_id for node_id, _, _ in outside))
    known: set[str] = set()
    for batch in in_batches(ids):
        (row,) = await statements.KNOWN_OTHERWISE.through(
            run, ids=list(batch), dataset=checked.dataset.id
        )
        known.update(row.ids)
    missing = [reference for reference in outside if reference[0] not in known]
    hints = await _hints(run, checked.ids, list(dict.fromkeys(item[0] for item in missing)))
    return [_missing(*reference, hints.get(reference[0])) for reference in missing]


async def _hints(run: Run, own: AbstractSet[str], missing: Sequence[str]) -> dict[str, str]:
    """Ids that were probably meant, by the ones that are not known; for the first of them."""
    starts = {node_id: _start(node_id) for node_id in missing[:SHOWN_PROBLEMS]}
    if not starts:
        return {}
    begun = list(dict.fromkeys(starts.values()))
    rows = await statements.ALIKE.through(run, starts=begun, most=_MOST_ALIKE)
    alike = {row.start: row.ids for row in rows}
    hints: dict[str, str] = {}
    for node_id, start in starts.items():
        near = [*(one for one in own if one.startswith(start)), *alike.get(start, [])]
        rest = meant(node_id[len(start) :], sorted({one[len(start) :] for one in near}))
        if rest is not None:
            hints[node_id] = start + rest
    return hints


def _start(node_id: str) -> str:
    """What an id has in common with those of its kind; of a term, with those of its vocabulary."""
    prefix, _, slug = node_id.partition(":")
    vocabulary, dot, _ = slug.partition(".")
    return f"{prefix}:{vocabulary}." if dot and prefix == _TERM else f"{prefix}:"


def _references(dataset: DatasetRows) -> Iterator[_Reference]:
    for node in dataset.nodes:
        yield from _named(node.kind, node.values, node.evidence, node.place)
    for item in dataset.links:
        yield item.source, item.place, item.columns[0]
        yield item.target, item.place, item.columns[1]
        yield from _named(item.type, item.values, item.evidence, item.place)


def _named(
    group: str, values: Values, evidence: tuple[str, ...], place: RowLocation
) -> Iterator[_Reference]:
    for name in _naming(group):
        value = values.get(name)
        for node_id in value if isinstance(value, list) else [value] if value else []:
            yield str(node_id), place, name
    for node_id in evidence:
        yield node_id, place, "evidence"


@cache
def _naming(group: str) -> tuple[str, ...]:
    """The properties of a kind or type that name records."""
    return tuple(name for name, item in declared(group).items() if item.ref)


def _missing(node_id: str, place: RowLocation, column: str, hint: str | None) -> WrongRow:
    plural = declaration().kinds[kind_of(node_id)].plural
    en, th = (f" (did you mean {hint}?)", f" (หมายถึง {hint} หรือไม่)") if hint else ("", "")
    return WrongRow(
        place.file,
        place.row,
        column,
        f"{node_id} is not known{en}; add it to {plural}.csv, or load the dataset that has it first",
        f"ไม่พบ {node_id}{th} ให้เพิ่มใน {plural}.csv หรือนำเข้าชุดข้อมูลที่มีรหัสนี้ก่อน",
    )


async def _rivals(run: Run, dataset: DatasetRows) -> list[WrongRow]:
    wrong: list[WrongRow] = []
    for some in in_batches(dataset.links):
        batch = [item for item in some if _is_single(item)]
        if not batch:
            continue
        single = {item.id: item for item in batch}
        rows = [{"id": item.id, "source": item.source, "type": item.type} for item in batch]
        for rival in await statements.RIVALS.through(run, rows=rows, dataset=dataset.id):
            item = single[rival.id]
            values = {"since": rival.since, "until": rival.until}
            other = LinkRow("", item.type, item.source, rival.target, values, (), item.place)
            if overlap(item, other):
                wrong.append(_rival(item, rival.target, rival.datasets[0]))
    return wrong


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


async def check_unused(tx: Writer, dataset: DatasetRows, ids: Sequence[str]) -> None:
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
    named: set[str] = set()
    for said in assertions_read(row.datasets, row.asserted or []):
        if said.dataset != own:
            named.update(said.evidence, (str(value) for value in said.values.values()))
    return named


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
