"""What is wrong with a value, in English and in Thai, where pydantic has found it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from pydantic_core import PydanticCustomError

from schema.declare import Text

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WHOLE = "ต้องเป็นจำนวนเต็ม"
_NUMBER = "ต้องเป็นตัวเลข"
_TRUTH = "ต้องเป็น true หรือ false"
_CHOICE = "ต้องเป็น {expected}"

_THAI = {
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "enum": _CHOICE,
    "extra_forbidden": "ไม่รู้จักชื่อนี้",
    "finite_number": "ต้องเป็นจำนวนจำกัด",
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than": "ต้องมากกว่า {gt}",
    "greater_than_equal": "ต้องไม่น้อยกว่า {ge}",
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": "ต้องเป็นจำนวนเต็มที่ไม่ใหญ่เกินไป",
    "int_type": _WHOLE,
    "less_than": "ต้องน้อยกว่า {lt}",
    "less_than_equal": "ต้องไม่เกิน {le}",
    "literal_error": _CHOICE,
    "missing": "ต้องระบุ",
    "path_type": "ต้องเป็นที่อยู่ของแฟ้มหรือโฟลเดอร์",
    "string_pattern_mismatch": "ไม่อยู่ในรูปแบบที่กำหนด",
    "string_too_long": "ต้องยาวไม่เกิน {max_length} อักขระ",
    "string_too_short": "ต้องยาวอย่างน้อย {min_length} อักขระ",
    "string_type": "ต้องเป็นข้อความ",
    "string_unicode": "มีอักขระที่อ่านไม่ได้",
}
"""By pydantic's type of error, whose words have the values that the error came with."""

_OTHER = "ใช้ไม่ได้"
"""Of an error that a newer pydantic may have."""


def refuse(en: str, th: str) -> NoReturn:
    """Refuses a value from within a validator, with a reason in both languages.

    Raises:
        PydanticCustomError: always; :func:`reason` reads it.
    """
    kind, template = "refused", "{en}"
    raise PydanticCustomError(kind, template, {"en": en, "th": th})


def reason(error: ErrorDetails) -> Text:
    """Why a value is wrong: pydantic's own words, and the same in Thai."""
    given = error.get("ctx", {})
    if "en" in given:
        return Text(given["en"], given["th"])
    plain = {
        name: f"{value:g}" if isinstance(value, float) else value for name, value in given.items()
    }
    thai = _THAI.get(error["type"], _OTHER).format(**plain)
    return Text(error["msg"], thai.replace(" or ", " หรือ "))
