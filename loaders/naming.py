"""What the names of a dataset's files and of their columns mean.

A relationship may be called by its type or by its field in GraphQL, each in snake_case or
camelCase: ``raises``, ``problems``; ``in_area``, ``inArea``, ``areas``. One file calls it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loaders.errors import WrongRow
from loaders.models import Row, link_model, node_model
from loaders.records import RawFile
from schema.nearest import did_you_mean
from schema.registry import NOT_IN_FILES, Direction, Kind, declaration, snake
from schema.spellings import (
    columns,
    in_files,
    is_written,
    kind_named,
    meant_fields,
    types_named,
)

_SUFFIX = ".csv"


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file.

    Attributes:
        model: what each row is checked by.
        names: the model's name of each column, in the order of the file.
        written: how the file writes each of them.
    """

    model: type[Row]
    names: tuple[str, ...]
    written: Mapping[str, str]


def kind_of_file(name: str) -> Kind | None:
    """The kind that a file is named after, in the plural."""
    return kind_named(_stem(name))


def subject(file: RawFile) -> Kind | str | None:
    """The kind whose nodes a file holds, or the type of its relationships; ``None`` for neither.

    Some fields are called as a kind is: ``problems.csv`` holds problems, but where its columns are
    ``from`` and ``to``, what RAISES them.
    """
    kind, types = kind_of_file(file.name), _types_of_file(file.name)
    if kind is not None and not (types and _has_ends(file)):
        return kind
    return types[0] if len(types) == 1 else None


def _types_of_file(name: str) -> tuple[str, ...]:
    return types_named(_stem(name))


def _stem(name: str) -> str:
    return name.removesuffix(_SUFFIX)


def _has_ends(file: RawFile) -> bool:
    return {"from", "to"} <= set(file.header) and "id" not in file.header


def check_files(files: Iterable[RawFile]) -> Iterator[WrongRow]:
    """Files that are not named after anything, and those that are named after the same."""
    first: dict[str, str] = {}
    for file in files:
        what = subject(file)
        if what is None:
            yield _unknown_file(file.name)
            continue
        name = what if isinstance(what, str) else what.name
        other = first.setdefault(name, file.name)
        if other != file.name:
            en = f"and {other} are two names of one file ({name}); put all rows into one of them"
            th = f"และ {other} เป็นชื่อของแฟ้มเดียวกัน ({name}) ให้รวมทุกแถวไว้ในแฟ้มเดียว"
            yield WrongRow(file.name, 0, "", en, th)


def header_of(file: RawFile, what: Kind | str, wrong: list[WrongRow]) -> Header | None:
    """What the columns of a file mean, or ``None`` (and why, in ``wrong``) where they do not fit."""
    kind = None if isinstance(what, str) else what
    model = link_model(what) if isinstance(what, str) else node_model(what.name)
    named = columns(kind.name) if kind else {}
    names = tuple(in_files(named[name]) if name in named else name for name in file.header)
    header = Header(model, names, dict(zip(names, file.header, strict=True)))
    found = [*_misnamed(file, header, kind), *_missing(header)]
    wrong.extend(WrongRow(file.name, 1, column, en, th) for column, en, th in found)
    return None if found else header


def _misnamed(file: RawFile, header: Header, kind: Kind | None) -> Iterator[tuple[str, str, str]]:
    """Columns that the file cannot have, with why, in English and in Thai."""
    for at, (name, written) in enumerate(zip(header.names, file.header, strict=True)):
        if name not in header.model.model_fields:
            en, th = _meant_column(written, header.model, kind)
            yield written, f"is not a column of this file{en}", f"ไม่ใช่คอลัมน์ของแฟ้มนี้{th}"
        elif name in header.names[:at]:
            yield written, *_doubled(written, file.header[header.names.index(name)])


def _doubled(written: str, other: str) -> tuple[str, str]:
    """What is wrong with two columns that mean the same."""
    if written == other:
        return "stands twice in the header", "ซ้ำในหัวตาราง"
    return (
        f"and {other} are two names of one column; keep one of the two",
        f"และ {other} เป็นชื่อของคอลัมน์เดียวกัน ให้เหลือเพียงหนึ่ง",
    )


def _missing(header: Header) -> Iterator[tuple[str, str, str]]:
    for name, field in header.model.model_fields.items():
        if field.is_required() and name not in header.names:
            yield name, "is missing from the header; add it", "ไม่มีในหัวตาราง ให้เพิ่ม"


def _meant_column(name: str, model: type[Row], kind: Kind | None) -> tuple[str, str]:
    """What was probably meant by a column: a relationship's name is not taken for a slip of typing."""
    meant = [
        item
        for item in (meant_fields(kind, name) if kind else ())
        if is_written(item.relationship.type)
    ]
    if not meant:
        return did_you_mean(name, [*model.model_fields, *(columns(kind.name) if kind else ())])
    item = meant[0]
    column = in_files(item.relationship.type)
    if item.direction is Direction.BACK:
        return (
            f"; it is stated from the other end, in {column}{_SUFFIX}",
            f" ให้ระบุจากอีกฝั่ง ในแฟ้ม {column}{_SUFFIX}",
        )
    return f"; did you mean {column}?", f" หมายถึง {column} หรือไม่"


def _unknown_file(name: str) -> WrongRow:
    types = _types_of_file(name)
    files = [f"{in_files(type_)}{_SUFFIX}" for type_ in types]
    if len(files) > 1:
        en = f"may hold relationships of several types; name it {' or '.join(files)}"
        th = f"อาจเป็นความสัมพันธ์ได้หลายชนิด ให้ตั้งชื่อเป็น {' หรือ '.join(files)}"
        return WrongRow(name, 0, "", en, th)
    en, th = _meant_file(name)
    return WrongRow(
        name,
        0,
        "",
        f"is not named after a kind or a relationship{en or '; rename it, or give it another ending'}",
        f"ชื่อแฟ้มไม่ตรงกับประเภทหรือความสัมพันธ์ใด{th or ' ให้เปลี่ยนชื่อหรือนามสกุล'}",
    )


def _meant_file(name: str) -> tuple[str, str]:
    known = declaration()
    types = {row.type for row in known.relationships if row.back == snake(_stem(name))}
    if len(types) == 1:  # a field at the other end
        file = f"{in_files(*types)}{_SUFFIX}"
        return f"; did you mean {file}?", f" หมายถึง {file} หรือไม่"
    stems = [
        *(plural for plural, kind in known.by_plural.items() if kind.name not in NOT_IN_FILES),
        *(in_files(type_) for type_ in known.types if is_written(type_)),
    ]
    return did_you_mean(name, [f"{stem}{_SUFFIX}" for stem in stems])
