"""Scalars and small enums that the derived types share."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import strawberry
from strawberry.types.scalar import ScalarDefinition

from schema.dates import bad_moment, moment_text, parse_date, parse_moment
from schema.errors import ErrorCode, PhakhiError
from schema.registry import ValueType


@strawberry.enum(description="Language of a text (ภาษา)")
class Language(Enum):
    """Languages that names are kept in."""

    TH = strawberry.enum_value("th", description="Thai (ภาษาไทย)")
    EN = strawberry.enum_value("en", description="English (ภาษาอังกฤษ)")


@strawberry.enum(name="Direction", description="Direction of an order (ทิศทางการเรียง)")
class SortDirection(Enum):
    """Which end comes first."""

    ASC = strawberry.enum_value("asc", description="Smallest first, missing values last (น้อยไปมาก)")
    DESC = strawberry.enum_value(
        "desc", description="Largest first, missing values first (มากไปน้อย)"
    )


def _iso(value: dt.date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _date(value: object) -> dt.date:
    if isinstance(value, str):
        return parse_date(value)
    raise PhakhiError(
        ErrorCode.BAD_DATE,
        "A date is a text such as 2020-01-21 or 2563-01-21.",
        "วันที่ต้องเป็นข้อความ เช่น 2020-01-21 หรือ 2563-01-21",
    )


def _datetime(value: object) -> dt.datetime:
    if isinstance(value, str):
        return parse_moment(value)
    raise bad_moment(value)


DATE: ScalarDefinition = strawberry.scalar(
    name="Date",
    description=(
        "A day, sent as YYYY-MM-DD of the Common Era; read also in the Buddhist Era and as it is "
        "written, such as 2563-01-21 or 21 ม.ค. 2563. A year from 2300 on is of the Buddhist Era; one "
        "that does not fit its era is refused (วันที่)"
    ),
    specified_by_url="https://scalars.graphql.org/andimarek/local-date",
    serialize=_iso,
    parse_value=_date,
)
DATETIME: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description=(
        "A moment, sent in UTC as YYYY-MM-DDThh:mm:ss.ffffffZ; read as of RFC 3339 with any offset, such "
        "as 2020-01-21T09:30:00+07:00, its year also of the Buddhist Era. The same moment is the same "
        "whatever its offset; one without an offset is refused (วันเวลา)"
    ),
    specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    serialize=moment_text,
    parse_value=_datetime,
)

PYTHON_TYPES: dict[ValueType, type] = {
    ValueType.TEXT: str,
    ValueType.INT: int,
    ValueType.FLOAT: float,
    ValueType.BOOL: bool,
    ValueType.DATE: dt.date,
    ValueType.DATETIME: dt.datetime,
}

__all__ = ["DATE", "DATETIME", "PYTHON_TYPES", "Language", "SortDirection"]
