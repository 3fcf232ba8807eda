"""What graphql-core says of a document, in Thai: it has no translations of its own.

A message is matched whole by the pattern of the rule that made it; names and types stay as they
are. One that no pattern knows (of a newer graphql-core) is shown in English behind a Thai lead, so
that nothing is lost; a test goes through the rules that the service has switched on.
"""

from __future__ import annotations

import re
from functools import cache

_LEAD = "เอกสาร GraphQL ไม่ถูกต้อง: {message}"

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"Cannot query field {q} on type {q}\.", "ไม่มีฟิลด์ {0} ในชนิด {1}"),
    (r"Unknown argument {q} on field {q}\.", "ไม่มีอาร์กิวเมนต์ {0} ของฟิลด์ {1}"),
    (r"Unknown argument {q} on directive {q}\.", "ไม่มีอาร์กิวเมนต์ {0} ของไดเรกทีฟ {1}"),
    (r"Unknown argument {q} on fragment {q}\.", "ไม่มีอาร์กิวเมนต์ {0} ของแฟรกเมนต์ {1}"),
    (r"Unknown type {q}\.", "ไม่มีชนิด {0}"),
    (r"Unknown fragment {q}\.", "ไม่มีแฟรกเมนต์ {0}"),
    (r"Unknown directive {q}\.", "ไม่มีไดเรกทีฟ {0}"),
    (r"Unknown operation named {q}\.", "ไม่มีคำสั่งชื่อ {0}"),
    (r"Directive {q} may not be used on (.+)\.", "ใช้ไดเรกทีฟ {0} ที่ {1} ไม่ได้"),
    (r"The directive {q} can only be used once at this location\.", "ใช้ไดเรกทีฟ {0} ที่นี่ได้ครั้งเดียว"),
    (
        r"Argument {q} of type {q} is required, but it was not provided\.",
        "ต้องระบุอาร์กิวเมนต์ {0} ชนิด {1}",
    ),
    (r"Argument {q} of required type {q} was not provided\.", "ต้องระบุอาร์กิวเมนต์ {0} ชนิด {1}"),
    (
        (
            r"Argument {q} of required type {q} was provided the variable {q} which was not provided a "
            r"runtime value\."
        ),
        "ต้องระบุอาร์กิวเมนต์ {0} ชนิด {1} แต่ตัวแปร {2} ไม่มีค่า",
    ),
    (
        r"Field {q} of type {q} must have a selection of subfields\.",
        "ฟิลด์ {0} ชนิด {1} ต้องเลือกฟิลด์ย่อย",
    ),
    (
        r"Field {q} of type {q} must have at least one field selected\.",
        "ฟิลด์ {0} ชนิด {1} ต้องเลือกฟิลด์ย่อย",
    ),
    (
        r"Field {q} must not have a selection since type {q} has no subfields\.",
        "ฟิลด์ {0} เลือกฟิลด์ย่อยไม่ได้ เพราะชนิด {1} ไม่มีฟิลด์ย่อย",
    ),
    (
        (
            r"Fields {q} conflict because (.+)\. Use different aliases on the fields to fetch both if "
            r"this was intentional\."
        ),
        "ฟิลด์ {0} ขัดกัน ({1}) หากตั้งใจ ให้ตั้งชื่อแทน (alias) ที่ต่างกัน",
    ),
    (r"Fragment {q} is never used\.", "ไม่ได้ใช้แฟรกเมนต์ {0}"),
    (r"Cannot spread fragment {q} within itself(?: via (.+))?\.", "แฟรกเมนต์ {0} อ้างถึงตัวเอง"),
    (
        r"Fragment {q} cannot be spread here as objects of type {q} can never be of type {q}\.",
        "ใช้แฟรกเมนต์ {0} ที่นี่ไม่ได้ เพราะชนิด {1} ไม่มีทางเป็นชนิด {2}",
    ),
    (
        r"Fragment cannot be spread here as objects of type {q} can never be of type {q}\.",
        "ใช้แฟรกเมนต์ที่นี่ไม่ได้ เพราะชนิด {0} ไม่มีทางเป็นชนิด {1}",
    ),
    (r"Fragment {q} cannot condition on non composite type {q}\.", "แฟรกเมนต์ {0} ใช้กับชนิด {1} ไม่ได้"),
    (r"Fragment cannot condition on non composite type {q}\.", "แฟรกเมนต์ใช้กับชนิด {0} ไม่ได้"),
    (r"Variable {q} is not defined by operation {q}\.", "คำสั่ง {1} ไม่ได้ประกาศตัวแปร {0}"),
    (r"Variable {q} is not defined\.", "ไม่ได้ประกาศตัวแปร {0}"),
    (r"Variable {q} is never used in operation {q}\.", "คำสั่ง {1} ไม่ได้ใช้ตัวแปร {0}"),
    (r"Variable {q} is never used\.", "ไม่ได้ใช้ตัวแปร {0}"),
    (r"Variable {q} cannot be non-input type {q}\.", "ตัวแปร {0} เป็นชนิด {1} ไม่ได้"),
    (
        r"Variable {q} of type {q} used in position expecting type {q}\.",
        "ตัวแปร {0} เป็นชนิด {1} แต่ตำแหน่งนี้ต้องเป็นชนิด {2}",
    ),
    (
        r"Variable {q} is of type {q} but must be non-nullable to be used for OneOf Input Object {q}\.",
        "ตัวแปร {0} ชนิด {1} ต้องไม่เป็น null จึงจะใช้กับ {2} ได้",
    ),
    (r"Variable {q} of required type {q} was not provided\.", "ต้องระบุตัวแปร {0} ชนิด {1}"),
    (r"Variable {q} has invalid value(.*?): (?P<inner>.+)", "ค่าของตัวแปร {0}{1} ไม่ถูกต้อง: {inner}"),
    (
        r"Variable {q} has invalid default value(.*?): (?P<inner>.+)",
        "ค่าตั้งต้นของตัวแปร {0}{1} ไม่ถูกต้อง: {inner}",
    ),
    (
        r"Argument {q} has invalid value(.*?): (?P<inner>.+)",
        "ค่าของอาร์กิวเมนต์ {0}{1} ไม่ถูกต้อง: {inner}",
    ),
    (r"There can be only one argument named {q}\.", "ระบุอาร์กิวเมนต์ {0} ได้ครั้งเดียว"),
    (r"There can be only one input field named {q}\.", "ระบุ {0} ได้ครั้งเดียว"),
    (r"There can be only one fragment named {q}\.", "มีแฟรกเมนต์ชื่อ {0} ได้เพียงหนึ่ง"),
    (r"There can be only one operation named {q}\.", "มีคำสั่งชื่อ {0} ได้เพียงหนึ่ง"),
    (r"There can be only one variable named {q}\.", "ประกาศตัวแปร {0} ได้ครั้งเดียว"),
    (
        r"This anonymous operation must be the only defined operation\.",
        "คำสั่งที่ไม่มีชื่อต้องอยู่เพียงคำสั่งเดียวในเอกสาร",
    ),
    (r"The (\w+) operation is not supported by the schema\.", "ไม่รองรับคำสั่ง {0}"),
    (r"The {q} operation is not supported by the schema\.", "ไม่รองรับคำสั่ง {0}"),
    (r"The (.+) definition is not executable\.", "ไม่ใช่คำสั่งที่เรียกได้: {0}"),
    (
        r"(?:Anonymous Subscription|Subscription {q}) must select only one top level field\.",
        "การติดตามเลือกฟิลด์บนสุดได้เพียงหนึ่ง",
    ),
    (r"Maximum introspection depth exceeded", "ถามโครงสร้างซ้อนลึกเกินไป"),
    (r"Must provide document\.", "ต้องมีเอกสาร GraphQL"),
    (
        r"Must provide operation name if query contains multiple operations\.",
        "เอกสารมีหลายคำสั่ง ต้องระบุ operationName",
    ),
    (r"Must provide an operation\.", "เอกสารไม่มีคำสั่งให้เรียก"),
    (r"Expected value of non-null type {q} not to be (?:None|null)\.", "ค่าชนิด {0} ต้องไม่เป็น null"),
    (r"Expected value of type {q} to be valid, found: (.+)[.…]", "ค่าต้องเป็นชนิด {0} แต่ได้ {1}"),
    (
        r"Expected value of type {q} to be an object, found: (.+)[.…]",
        "ค่าชนิด {0} ต้องเป็นออบเจ็กต์ แต่ได้ {1}",
    ),
    (
        r"Expected value of type {q} to include required field {q}, found: (.+)[.…]",
        "ค่าชนิด {0} ต้องมี {1} แต่ได้ {2}",
    ),
    (
        r"Expected value of type {q} not to include unknown field {q}, found: (.+)[.…]",
        "ชนิด {0} ไม่มี {1}",
    ),
    (r"Expected value of type {q} not to include unknown field {q}\.", "ชนิด {0} ไม่มี {1}"),
    (
        r"Expected value of type {q}, but encountered error {q}; found: (.+)[.…]",
        "ค่าชนิด {0} ไม่ถูกต้อง ({1}): {2}",
    ),
    (r"Expected a value of non-null type {q} to be provided\.", "ต้องระบุค่าชนิด {0}"),
    (r"Expected variable {q} provided to type {q} to provide a runtime value\.", "ตัวแปร {0} ไม่มีค่า"),
    (
        r"Expected variable {q} provided to non-null type {q} not to be None\.",
        "ตัวแปร {0} ต้องไม่เป็น null",
    ),
    (
        r"Expected variable {q} provided to field {q} for OneOf Input Object type {q} (.+)\.",
        "ตัวแปร {0} ที่ให้แก่ {1} ต้องมีค่าและไม่เป็น null",
    ),
    (
        (
            r"Within OneOf Input Object type {q}, exactly one field must be specified, and the value for "
            r"that field must be non-null\."
        ),
        "ต้องระบุ {0} ด้วยค่าเพียงหนึ่งช่องที่ไม่เป็น null",
    ),
    (r"Exactly one key must be specified for OneOf type {q}\.", "ต้องระบุ {0} ด้วยค่าเพียงหนึ่งช่อง"),
    (r"Value {q} does not exist in {q} enum\.", "ไม่มีค่า {0} ใน {1}"),
    (r"Enum {q} cannot represent non-enum value: (.+)\.", "ค่าของ {0} ต้องเป็นชื่อในรายการ ไม่ใช่ {1}"),
    (r"Enum {q} cannot represent non-string value: (.+)\.", "ค่าของ {0} ต้องเป็นชื่อในรายการ ไม่ใช่ {1}"),
    (r"Int cannot represent non-integer value: (.+)", "Int ต้องเป็นจำนวนเต็ม ไม่ใช่ {0}"),
    (
        r"Int cannot represent non 32-bit signed integer value: (.+)",
        "Int ต้องเป็นจำนวนเต็ม 32 บิต ไม่ใช่ {0}",
    ),
    (r"Float cannot represent non ?-?numeric value: (.+)", "Float ต้องเป็นตัวเลข ไม่ใช่ {0}"),
    (r"String cannot represent a non string value: (.+)", "String ต้องเป็นข้อความ ไม่ใช่ {0}"),
    (
        r"Boolean cannot represent a non boolean value: (.+)",
        "Boolean ต้องเป็น true หรือ false ไม่ใช่ {0}",
    ),
    (
        r"ID cannot represent (?:a non-string and non-integer )?value: (.+)",
        "ID ต้องเป็นข้อความหรือจำนวนเต็ม ไม่ใช่ {0}",
    ),
    (
        r"Syntax Error: Unexpected single quote character .+",
        "ไวยากรณ์ผิด: ใช้เครื่องหมายคำพูดคู่ (\") แทนเครื่องหมายคำพูดเดี่ยว (')",
    ),
    (r"Syntax Error: Unexpected (.+)\.", "ไวยากรณ์ผิด: ไม่คาดว่าจะพบ {0}"),
    (r"Syntax Error: Expected (.+), found (.+)\.", "ไวยากรณ์ผิด: ต้องเป็น {0} แต่พบ {1}"),
    (r"Syntax Error: Unterminated string\.", "ไวยากรณ์ผิด: ข้อความไม่มีเครื่องหมายปิด"),
    (r"Syntax Error: Invalid (.+)", "ไวยากรณ์ผิด: {0}"),
    (
        r"Too many validation errors, error limit reached\. Validation aborted\.",
        "มีข้อผิดพลาดมากเกินไป จึงหยุดตรวจ",
    ),
)

_MEANT = re.compile(
    r"^(?P<said>.+?) Did you mean (?:to use an inline fragment on |the enum value )?"
    r"(?P<meant>[^?]+)\?(?: Found: .+)?$",
    re.DOTALL,
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(english.replace("{q}", "'([^']*)'"), re.DOTALL), thai)
        for english, thai in _PHRASES
    )


def in_thai(message: str) -> str:
    """What a message of graphql-core says, in Thai."""
    suggested = _MEANT.match(message)
    if suggested and (said := _said(suggested["said"])):
        meant = suggested["meant"].replace(", or ", " หรือ ").replace(" or ", " หรือ ")
        return f"{said} หมายถึง {meant} ใช่หรือไม่"
    return _said(message) or _LEAD.format(message=message)


def _said(message: str) -> str | None:
    for pattern, thai in _patterns():
        match = pattern.fullmatch(message)
        if match:
            named = match.groupdict()
            inner = {"inner": in_thai(named["inner"])} if "inner" in named else {}
            return thai.format(*(group or "" for group in match.groups()), **inner)
    return None
