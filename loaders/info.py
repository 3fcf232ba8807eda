"""``dataset.toml``: who a dataset is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from loaders.calibration_statements import DatasetContent
from loaders.cells import NAME_LENGTH, TEXT_LENGTH, to_id, to_text
from loaders.errors import WrongRow, WrongRowsError
from loaders.get import INFO_FILE, get
from loaders.records import DatasetRows, NodeRow, Plain, RawDataset, RowLocation
from schema.nearest import did_you_mean
from schema.reasons import reason
from schema.registry import declaration

_KIND = "Dataset"
_PRECEDENCE_LIMIT = 1_000_000
_SENTENCES = {
    "missing": ("is missing; add it", "ขาดไป ให้เพิ่ม"),
    "string_type": ("should be a text in quotes", "ต้องเป็นข้อความในเครื่องหมายคำพูด"),
    "bool_type": ("should be true or false", "ต้องเป็น true หรือ false"),
    "int_type": ("should be a whole number", "ต้องเป็นจำนวนเต็ม"),
    "greater_than_equal": ("should not be negative", "ต้องไม่ติดลบ"),
    "less_than_equal": (
        f"should be {_PRECEDENCE_LIMIT:,} at most",
        f"ต้องไม่เกิน {_PRECEDENCE_LIMIT:,}",
    ),
}


def _text(limit: int) -> BeforeValidator:
    check = to_text(limit)
    return BeforeValidator(lambda value: check(value) if isinstance(value, str) else value)


def _dataset_id(value: object) -> object:
    return to_id((_KIND,))(value) if isinstance(value, str) else value


Name = Annotated[str, Field(min_length=1), _text(NAME_LENGTH)]
Words = Annotated[str, _text(TEXT_LENGTH)]


class Info(BaseModel):
    """What the file states; ``published`` and ``note`` are for its readers and are not loaded."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: Annotated[str, BeforeValidator(_dataset_id)]
    name_th: Name
    name_en: Name | None = None
    description_th: Words | None = None
    description_en: Words | None = None
    synthetic: bool
    version: Words
    licence: Words
    precedence: Annotated[int, Field(ge=0, le=_PRECEDENCE_LIMIT)]
    published: object = None
    note: Words | None = None


def identify(folder: Path) -> DatasetContent:
    """The id and checksum of the dataset in a folder, whose rows are not looked at.

    Raises:
        PhakhiError: NOT_FOUND, when it is no dataset.
        WrongRowsError: when its files cannot be read.
    """
    raw = get(folder)
    wrong = list(raw.wrong)
    dataset = dataset_of(raw, wrong)
    if wrong:
        raise WrongRowsError(dataset.id, wrong)
    return DatasetContent(dataset.id, dataset.checksum)


def dataset_of(raw: RawDataset, wrong: list[WrongRow]) -> DatasetRows:
    """The dataset with nothing in it but its own node.

    Where ``dataset.toml`` is wrong it has no node, and the name of its folder for an id; what is
    wrong is added to ``wrong``.
    """
    try:
        info = Info.model_validate(dict(raw.info))
    except ValidationError as error:
        if all(row.file != INFO_FILE for row in wrong):  # else nothing of it could be read
            wrong.extend(_explained(error))
        return DatasetRows.nothing(raw.folder.name)
    values: dict[str, Plain] = {
        name: getattr(info, name)
        for name in declaration().kinds[_KIND].properties
        if name in Info.model_fields and name not in ("id", "synthetic")
    }
    stated = {name: value for name, value in values.items() if value is not None}
    node = NodeRow(info.id, _KIND, stated, (), RowLocation(INFO_FILE, 0))
    return DatasetRows(info.id, info.precedence, info.synthetic, raw.checksum, (node,), ())


def _explained(error: ValidationError) -> list[WrongRow]:
    rows = []
    for item in error.errors(include_url=False):
        key = str(item["loc"][0]) if item["loc"] else ""
        if item["type"] == "extra_forbidden":
            en, th = did_you_mean(key, list(Info.model_fields))
            en, th = f"is not known here{en}", f"ไม่รู้จัก{th}"
        else:
            other = reason(item)
            en, th = _SENTENCES.get(item["type"], (other.en, other.th))
        rows.append(WrongRow(INFO_FILE, 0, key, en, th))
    return rows
