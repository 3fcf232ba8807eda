"""transform: checks every row against the declaration and turns it into nodes and relationships.

All files are checked before anything is written; the error names every wrong row (up to a bound).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from pydantic import ValidationError

from loaders.errors import MAX_ROWS, WrongRow, WrongRowsError, in_order
from loaders.get import INFO_FILE
from loaders.info import dataset_of
from loaders.links import check_links, first_with, link, short_link
from loaders.models import stated_names
from loaders.naming import Header, check_files, header_of, kind_of_file, subject
from loaders.records import (
    CheckedDataset,
    DatasetRows,
    LinkRow,
    NodeRow,
    RawDataset,
    RawFile,
    RowLocation,
    plain,
)
from loaders.spooling import IdSet, Spool
from schema.reasons import reason
from schema.registry import Kind
from schema.spellings import in_files, short_forms

_ID = "id"


def transform(raw: RawDataset) -> DatasetRows:
    """The checked rows of a dataset.

    Raises:
        WrongRowsError: naming file, row and column of what is wrong, and how to mend it.
    """
    checked = check(raw)
    if checked.wrong:
        raise WrongRowsError(checked.dataset.id, checked.wrong)
    return checked.dataset


def check(raw: RawDataset) -> CheckedDataset:
    """The rows of a dataset that are right, and all that can be said of the others."""
    wrong = list(raw.wrong)
    dataset = dataset_of(raw, wrong)
    wrong.extend(check_files(raw.files))
    nodes, links = Spool(dataset.nodes), Spool[LinkRow]()
    ids, repeated = IdSet(row.id for row in dataset.nodes), list[NodeRow]()
    for file in raw.files:
        if len(wrong) >= MAX_ROWS:
            break
        for node, found in _read_file(file, wrong):
            if node is not None:
                (nodes if ids.add(node.id) else repeated).append(node)
            for item in found:
                links.append(item)
            if len(wrong) + len(repeated) >= MAX_ROWS:
                break
    wrong.extend(_repeated(nodes, repeated))
    check_links(links, wrong)
    if wrong:  # the ids of rows that are wrong otherwise can be named, too
        ids = IdSet(chain(ids, _ids(raw.files)))
    named = {file.name for file in raw.files} | {row.file for row in wrong}
    names = (INFO_FILE, *sorted(named - {INFO_FILE}))
    return CheckedDataset(
        replace(dataset, nodes=nodes.settled(), links=links.settled()),
        in_order(wrong, names),
        ids,
        _unread(raw),
        names,
    )


def _ids(files: Iterable[RawFile]) -> Iterator[str]:
    """The ids of nodes, also those of rows that are wrong otherwise."""
    return (
        cells[file.header.index(_ID)].strip()
        for file in files
        if _ID in file.header
        for _, cells in file.rows
        if len(cells) > file.header.index(_ID)
    )


def _unread(raw: RawDataset) -> frozenset[str]:
    """Kinds whose files could not be read, or have no column of ids."""
    kinds = [kind_of_file(row.file) for row in raw.wrong]
    kinds += [_kind(file) for file in raw.files if _ID not in file.header]
    return frozenset(kind.name for kind in kinds if kind is not None)


def _kind(file: RawFile) -> Kind | None:
    what = subject(file)
    return what if isinstance(what, Kind) else None


def _repeated(nodes: Iterable[NodeRow], repeated: Sequence[NodeRow]) -> Iterator[WrongRow]:
    firsts = first_with({node.id for node in repeated}, nodes)
    for node in repeated:
        first = firsts[node.id]
        at = f"{first.place.file} row {first.place.row}"
        en = f"repeats the id {node.id} of {at}; give each record an id of its own"
        th = f"รหัส {node.id} ซ้ำกับ {first.place.file} แถว {first.place.row} ให้ใช้รหัสไม่ซ้ำกัน"
        yield WrongRow(node.place.file, node.place.row, "id", en, th)


def _read_file(
    file: RawFile, wrong: list[WrongRow]
) -> Iterator[tuple[NodeRow | None, list[LinkRow]]]:
    """Each row as a node with the relationships of its short forms, or as one relationship."""
    what = subject(file)
    header = header_of(file, what, wrong) if what else None
    if what is None or header is None:
        return
    for place, cells, row in _rows(file, header, wrong):
        if isinstance(what, str):
            found = link(what, place, row, wrong)
            yield None, [found] if found else []
        else:
            wrong.extend(_turned_around(what, place, row))
            yield _node(what.name, place, row, cells, header)


def _turned_around(kind: Kind, place: RowLocation, row: dict[str, object]) -> Iterator[WrongRow]:
    """A node that ends before it starts."""
    first, last = kind.validity or ("", "")
    start, end = row.get(first), row.get(last)
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        en, th = f"{end} is before {first} ({start})", f"{end} อยู่ก่อน {first} ({start})"
        yield WrongRow(place.file, place.row, last, en, th)


def _node(
    kind: str, place: RowLocation, row: dict[str, object], cells: dict[str, str], header: Header
) -> tuple[NodeRow, list[LinkRow]]:
    values = {name: plain(row[name]) for name in stated_names(kind) if name in cells}
    evidence = _texts(row["evidence"])
    node = NodeRow(str(row["id"]), kind, values, evidence, place)
    links = [
        short_link(node, type_, target, header.written[in_files(type_)])
        for type_ in short_forms(kind)
        for target in _texts(row[in_files(type_)])
    ]
    return node, links


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else ()


def _rows(
    file: RawFile, header: Header, wrong: list[WrongRow]
) -> Iterator[tuple[RowLocation, dict[str, str], dict[str, object]]]:
    """Rows that are right: where they stand, their cells that are not blank, checked values."""
    for number, cells in file.rows:
        if len(cells) != len(file.header):
            wrong.append(_wrong_width(file, number, len(cells)))
            continue
        given = {name: cell for name, cell in zip(header.names, cells, strict=True) if cell.strip()}
        try:
            row = header.model.model_validate(given)
        except ValidationError as error:
            wrong.extend(_explained(file.name, number, error, header))
            continue
        yield RowLocation(file.name, number), given, vars(row)


def _wrong_width(file: RawFile, number: int, width: int) -> WrongRow:
    wanted = len(file.header)
    return WrongRow(
        file.name,
        number,
        "",
        f"has {width} cells, but the header has {wanted}; put a cell with commas in double quotes",
        f"มี {width} ช่อง แต่หัวตารางมี {wanted} ให้ใส่เครื่องหมายคำพูดคร่อมช่องที่มีจุลภาค",
    )


def _explained(
    file: str, number: int, error: ValidationError, header: Header
) -> Iterator[WrongRow]:
    for item in error.errors(include_url=False):
        column = str(item["loc"][0]) if item["loc"] else ""
        column = header.written.get(column, column)
        if item["type"] == "missing":
            en, th = "is empty, but must be given", "ว่าง แต่ต้องระบุ"
        else:
            why = reason(item)
            en, th = why.en, why.th
        yield WrongRow(file, number, column, en, th)
