"""transform: checks every row against the declaration and turns it into nodes and relationships.

All files are checked before anything is written; the error names every wrong row (up to a bound).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import ValidationError

from loaders.errors import MAX_ROWS, WrongRow, WrongRowsError, in_order
from loaders.get import INFO_FILE
from loaders.info import dataset_of
from loaders.links import check_links, link, short_link
from loaders.models import (
    Row,
    is_stated,
    is_written,
    link_model,
    node_model,
    short_forms,
)
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
from schema.nearest import did_you_mean
from schema.registry import NOT_IN_FILES, Kind, declaration

_SUFFIX = ".csv"
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
    nodes: dict[str, NodeRow] = {row.id: row for row in dataset.nodes}
    links: list[LinkRow] = []
    for file in raw.files:
        if len(wrong) >= MAX_ROWS:
            break
        for node, found in _read_file(file, wrong):
            if node is not None:
                _add(nodes, node, wrong)
            links.extend(found)
            if len(wrong) >= MAX_ROWS:
                break
    check_links(links, wrong)
    named = {file.name for file in raw.files} | {row.file for row in wrong}
    names = (INFO_FILE, *sorted(named - {INFO_FILE}))
    return CheckedDataset(
        replace(dataset, nodes=tuple(nodes.values()), links=tuple(links)),
        in_order(wrong, names),
        frozenset(nodes) | _ids(raw.files),
        _unread(raw),
        names,
    )


def _ids(files: Iterable[RawFile]) -> frozenset[str]:
    """The ids of nodes, also those of rows that are wrong otherwise."""
    return frozenset(
        cells[file.header.index(_ID)].strip()
        for file in files
        if _ID in file.header
        for _, cells in file.rows
        if len(cells) > file.header.index(_ID)
    )


def _unread(raw: RawDataset) -> frozenset[str]:
    """Kinds whose files could not be read, or have no column of ids."""
    read = {file.name for file in raw.files if _ID in file.header}
    stems = {row.file.removesuffix(_SUFFIX) for row in raw.wrong} | {
        file.name.removesuffix(_SUFFIX) for file in raw.files if file.name not in read
    }
    kinds = (declaration().by_plural.get(stem) for stem in stems)
    return frozenset(kind.name for kind in kinds if kind is not None)


def _add(nodes: dict[str, NodeRow], node: NodeRow, wrong: list[WrongRow]) -> None:
    first = nodes.setdefault(node.id, node)
    if first is not node:
        at = f"{first.place.file} row {first.place.row}"
        en = f"repeats the id {node.id} of {at}; give each record an id of its own"
        th = f"รหัส {node.id} ซ้ำกับ {first.place.file} แถว {first.place.row} ให้ใช้รหัสไม่ซ้ำกัน"
        wrong.append(WrongRow(node.place.file, node.place.row, "id", en, th))


def _read_file(
    file: RawFile, wrong: list[WrongRow]
) -> Iterator[tuple[NodeRow | None, list[LinkRow]]]:
    """Each row as a node with the relationships of its short forms, or as one relationship."""
    stem = file.name.removesuffix(_SUFFIX)
    kind = declaration().by_plural.get(stem)
    type_ = stem.upper()
    if kind is not None and kind.name not in NOT_IN_FILES:
        for place, cells, row in _rows(file, node_model(kind.name), wrong):
            wrong.extend(_turned_around(kind, place, row))
            yield _node(kind.name, place, row, cells)
    elif type_ in declaration().types and stem == stem.lower() and is_written(type_):
        for place, _, row in _rows(file, link_model(type_), wrong):
            found = link(type_, place, row, wrong)
            yield None, [found] if found else []
    else:
        wrong.append(_unknown_file(file.name))


def _turned_around(kind: Kind, place: RowLocation, row: dict[str, object]) -> Iterator[WrongRow]:
    """A node that ends before it starts."""
    first, last = kind.validity or ("", "")
    start, end = row.get(first), row.get(last)
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        en, th = f"{end} is before {first} ({start})", f"{end} อยู่ก่อน {first} ({start})"
        yield WrongRow(place.file, place.row, last, en, th)


def _node(
    kind: str, place: RowLocation, row: dict[str, object], cells: dict[str, str]
) -> tuple[NodeRow, list[LinkRow]]:
    properties = declaration().kinds[kind].properties
    values = {
        name: plain(row[name])
        for name, item in properties.items()
        if name in cells and is_stated(item) and name != "evidence"
    }
    evidence = _texts(row["evidence"])
    node = NodeRow(str(row["id"]), kind, values, evidence, place)
    links = [
        short_link(node, type_, target)
        for type_ in short_forms(kind)
        for target in _texts(row[type_.lower()])
    ]
    return node, links


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else ()


def _rows(
    file: RawFile, model: type[Row], wrong: list[WrongRow]
) -> Iterator[tuple[RowLocation, dict[str, str], dict[str, object]]]:
    """Rows that are right: where they stand, their cells that are not blank, checked values."""
    if not _check_header(file, model, wrong):
        return
    for number, cells in file.rows:
        if len(cells) != len(file.header):
            wrong.append(_wrong_width(file, number, len(cells)))
            continue
        given = {name: cell for name, cell in zip(file.header, cells, strict=True) if cell.strip()}
        try:
            row = model.model_validate(given)
        except ValidationError as error:
            wrong.extend(_explained(file.name, number, error))
            continue
        yield RowLocation(file.name, number), given, dict(row)


def _check_header(file: RawFile, model: type[Row], wrong: list[WrongRow]) -> bool:
    known = list(model.model_fields)
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    found: list[tuple[str, str, str]] = []
    for at, name in enumerate(file.header):
        if name not in known:
            en, th = did_you_mean(name, known)
            found.append((name, f"is not a column of this file{en}", f"ไม่ใช่คอลัมน์ของแฟ้มนี้{th}"))
        elif name in file.header[:at]:
            found.append((name, "stands twice in the header", "ซ้ำในหัวตาราง"))
    found.extend(
        (name, "is missing from the header; add it", "ไม่มีในหัวตาราง ให้เพิ่ม")
        for name in needed
        if name not in file.header
    )
    wrong.extend(WrongRow(file.name, 1, name, en, th) for name, en, th in found)
    return not found


def _wrong_width(file: RawFile, number: int, width: int) -> WrongRow:
    wanted = len(file.header)
    return WrongRow(
        file.name,
        number,
        "",
        f"has {width} cells, but the header has {wanted}; put a cell with commas in double quotes",
        f"มี {width} ช่อง แต่หัวตารางมี {wanted} ให้ใส่เครื่องหมายคำพูดคร่อมช่องที่มีจุลภาค",
    )


def _explained(file: str, number: int, error: ValidationError) -> Iterator[WrongRow]:
    for item in error.errors(include_url=False):
        column = str(item["loc"][0]) if item["loc"] else ""
        context = item.get("ctx", {})
        if item["type"] == "missing":
            en, th = "is empty, but must be given", "ว่าง แต่ต้องระบุ"
        else:
            en, th = context.get("en", item["msg"]), context.get("th", item["msg"])
        yield WrongRow(file, number, column, en, th)


def _unknown_file(name: str) -> WrongRow:
    known = [
        f"{stem}{_SUFFIX}"
        for stem in (
            *(
                plural
                for plural, kind in declaration().by_plural.items()
                if kind.name not in NOT_IN_FILES
            ),
            *(type_.lower() for type_ in declaration().types if is_written(type_)),
        )
    ]
    en, th = did_you_mean(name, known)
    return WrongRow(
        name,
        0,
        "",
        f"is not named after a kind or a relationship{en or '; rename it, or give it another ending'}",
        f"ชื่อแฟ้มไม่ตรงกับประเภทหรือความสัมพันธ์ใด{th or ' ให้เปลี่ยนชื่อหรือนามสกุล'}",
    )
