"""What graphql-core says, in Thai: whole sentences, with the names as they are."""

from __future__ import annotations

import re

import pytest
from graphql import GraphQLError, get_variable_values, parse, validate

from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.graphql.thai import in_thai

SCHEMA = build_schema()._schema


@pytest.mark.parametrize(
    ("document", "thai"),
    [
        ("{ agencie { id } }", "ไม่มีฟิลด์ agencie ในชนิด Query หมายถึง 'agencies'"),
        (
            "{ agencies { nodes } }",
            "ฟิลด์ nodes ชนิด [Agency!]! ต้องเลือกฟิลด์ย่อย หมายถึง 'nodes { ... }' ใช่หรือไม่",
        ),
        ("{ agency { id } }", "ต้องระบุอาร์กิวเมนต์ Query.agency(id:) ชนิด ID!"),
        ("{ agency(id: 1.5) { id } }", "ID ต้องเป็นข้อความหรือจำนวนเต็ม ไม่ใช่ 1.5"),
        (
            "{ agencies(firs: 1) { totalCount } }",
            "ไม่มีอาร์กิวเมนต์ firs ของฟิลด์ Query.agencies หมายถึง 'first'",
        ),
        ("query ($a: Int) { agencies { totalCount } }", "ไม่ได้ใช้ตัวแปร $a"),
        ("{ agencies(first: $n) { totalCount } }", "ไม่ได้ประกาศตัวแปร $n"),
        (
            "query ($n: String) { agencies(first: $n) { totalCount } }",
            "ตัวแปร $n เป็นชนิด String แต่ตำแหน่งนี้ต้องเป็นชนิด Int",
        ),
        ("{ ...f }", "ไม่มีแฟรกเมนต์ f"),
        ("fragment f on Agency { id } { agencies { totalCount } }", "ไม่ได้ใช้แฟรกเมนต์ f"),
        ("{ agencies { nodes { ...f } } } fragment f on Agency { ...f }", "แฟรกเมนต์ f อ้างถึงตัวเอง"),
        (
            "{ agencies { nodes { ... on Area { id } } } }",
            "ใช้แฟรกเมนต์ที่นี่ไม่ได้ เพราะชนิด Agency ไม่มีทางเป็นชนิด Area",
        ),
        ("query ($x: Nope) { agencies(first: $x) { totalCount } }", "ไม่มีชนิด Nope"),
        ("{ a: agencies { totalCount } a: areas { totalCount } }", "ฟิลด์ a ขัดกัน"),
        ("{ agencies(first: 1, first: 2) { totalCount } }", "ระบุอาร์กิวเมนต์ first ได้ครั้งเดียว"),
        ("{ agencies { totalCount @nope } }", "ไม่มีไดเรกทีฟ @nope"),
        (
            "{ agencies { totalCount { x } } }",
            "ฟิลด์ totalCount เลือกฟิลด์ย่อยไม่ได้ เพราะชนิด Int! ไม่มีฟิลด์ย่อย",
        ),
        ('{ agencies(first: "x") { totalCount } }', 'Int ต้องเป็นจำนวนเต็ม ไม่ใช่ "x"'),
        ("{ agencies(where: {nam: {eq: 1}}) { totalCount } }", "ชนิด AgencyWhere ไม่มี nam"),
        ("{ a: __typename } query B { b: __typename }", "คำสั่งที่ไม่มีชื่อต้องอยู่เพียงคำสั่งเดียวในเอกสาร"),
    ],
)
def test_what_validation_says(document: str, thai: str) -> None:
    """The first error begins so; no rule falls back on English."""
    errors = validate(SCHEMA, parse(document))
    messages = [formatted(error, "th")["message"] for error in errors]
    assert messages[0].startswith(thai)
    assert [text for text in messages if text.startswith("เอกสาร GraphQL ไม่ถูกต้อง")] == []


@pytest.mark.parametrize(
    ("variables", "thai"),
    [
        ({}, "ค่าของตัวแปร $first ไม่ถูกต้อง: ต้องระบุค่าชนิด Int!"),
        ({"first": "x"}, "ค่าของตัวแปร $first ไม่ถูกต้อง: Int ต้องเป็นจำนวนเต็ม ไม่ใช่ 'x'"),
        ({"first": None}, "ค่าของตัวแปร $first ไม่ถูกต้อง: ค่าชนิด Int! ต้องไม่เป็น null"),
    ],
)
def test_what_is_said_of_variables(variables: dict[str, object], thai: str) -> None:
    """The variable's name, and what is wrong with its value, both in Thai."""
    document = parse("query ($first: Int!) { agencies(first: $first) { totalCount } }")
    operation = document.definitions[0]
    found = get_variable_values(SCHEMA, operation.variable_definitions, variables)
    assert isinstance(found, list)
    assert in_thai(found[0].message) == thai


@pytest.mark.parametrize(
    ("document", "thai"),
    [
        ("{ agencies", "ไวยากรณ์ผิด: ต้องเป็น Name แต่พบ <EOF>"),
        ("{ a(x: '1') }", "ไวยากรณ์ผิด: ใช้เครื่องหมายคำพูดคู่"),
        ('{ a(x: "1) }', "ไวยากรณ์ผิด: ข้อความไม่มีเครื่องหมายปิด"),
        ("}", "ไวยากรณ์ผิด: ไม่คาดว่าจะพบ '}'"),
    ],
)
def test_what_the_parser_says(document: str, thai: str) -> None:
    """Names of tokens stay as graphql-core has them."""
    with pytest.raises(GraphQLError) as caught:
        parse(document)
    assert in_thai(caught.value.message).startswith(thai)


def test_what_nobody_foresaw_is_not_lost() -> None:
    """English behind a Thai lead."""
    assert in_thai("Something quite new.") == "เอกสาร GraphQL ไม่ถูกต้อง: Something quite new."
    assert re.search("[ก-๛]", in_thai("Unknown type 'X'."))
