"""Answers in Thai: every word that is not a name or an id is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType, build_schema

from graph_api.analyses.gaps.registry import RULES
from graph_api.cli.in_process import answer_on
from graph_api.cli.labels import Member, in_thai, labels
from graph_api.cli.tables import Section, sections
from graph_api.context import RequestContext
from graph_api.graphql.schema import sdl
from graph_api.http.services import Services, make_services
from graph_api.questions.catalogue import catalogue
from tests.cli.test_commands import phakhi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_api.settings import Settings
    from graph_api.store import Store

_DEMO = {"asOf": "2026-11-24", "includeSynthetic": True}
_ID = re.compile(r"[a-z-]+:[a-z0-9.-]+")
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"|\([^()]*demo\)')
_NOT_THAI = re.compile(r"[A-Za-z]{2,}")


def test_the_schema_is_read_as_its_own_parser_reads_it() -> None:
    """Every field's type, and every value of an enum; each with Thai words."""
    read = labels().types
    for name, declared in build_schema(sdl()).type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(declared, GraphQLEnumType):
            assert read[name].keys() == declared.values.keys()
            assert all(member.label for member in read[name].values()), name
        elif isinstance(declared, GraphQLObjectType | GraphQLInterfaceType):
            types = {field: str(item.type).strip("[]!") for field, item in declared.fields.items()}
            assert {
                field: member.type.strip("[]!") for field, member in read[name].items()
            } == types


def test_an_answer_is_put_into_thai_by_its_types() -> None:
    """Fields by their labels, also of an interface; enums, days and moments; names as they are."""
    data = {
        "structure": {
            "brokers": {
                "totalCount": 1,
                "nodes": [{"agency": {"id": "agency:a", "nameTh": "ก"}, "role": "LIAISON"}],
            }
        },
        "timeline": {
            "recorded": {"nodes": [{"at": "2026-11-24T02:30:00.000000Z", "kind": "Agency"}]}
        },
        "collaboration": {"goal": {"due": "2027-03-31"}},
    }
    made = in_thai(data)
    assert made["structure"]["brokers"]["nodes"][0]["role"] == "ผู้ประสานจากภายนอก"
    assert made["structure"]["brokers"]["nodes"][0]["agency"] == {"id": "agency:a", "nameTh": "ก"}
    assert made["timeline"]["recorded"]["nodes"] == [
        {"at": "24 พ.ย. 2569 09:30 น.", "kind": "หน่วยงาน"}
    ]
    assert [name.label for name in made["structure"]["brokers"]] == ["จำนวนทั้งหมด", "รายการ"]
    assert made["collaboration"]["goal"]["due"] == "31 มี.ค. 2570"
    assert data["structure"]["brokers"]["nodes"][0]["role"] == "LIAISON"


def test_what_a_goal_lacks_has_the_words_of_its_rule() -> None:
    """Written a second time, as the rules are not imported for an answer."""
    words = [rule.missing.words for rule in RULES if rule.missing]
    every = {ident: text.th for item in words for ident, text in item.items()}
    assert {ident: in_thai({"action": ident})["action"] for ident in every} == every


@pytest.fixture(scope="module")
async def services(udon: Store) -> Services:
    """What answers on the demo share."""
    return make_services(udon)


@pytest.mark.parametrize("name", catalogue())
async def test_every_answer_is_thai(
    udon: Store, udon_engine: Settings, services: Services, name: str
) -> None:
    """Titles, words, columns and cells of every question; no two columns are called the same."""
    context = RequestContext(udon, udon_engine, "th", services)
    answer: dict[str, Any] = await answer_on(context, catalogue()[name].document, _DEMO)
    assert "errors" not in answer
    found = sections(answer["data"], "th")
    latin = {
        word
        for section in found
        for text in _texts(section)
        for word in _NOT_THAI.findall(_QUOTED.sub("", _ID.sub("", text)))
    }
    assert latin <= {"nameTh", "nameEn", "due", "kind"}  # properties, as the schema calls them
    for section in found:
        assert len(set(section.columns)) == len(section.columns)


def _texts(section: Section) -> Iterator[str]:
    yield section.title
    yield from (text for fact in section.facts for text in fact)
    yield from section.columns
    yield from (cell for row in section.rows for cell in row)


def test_a_thai_answer_as_it_is_printed(udon_engine: Settings) -> None:
    """The whole output: title, words, the day of the Buddhist era."""
    done = phakhi(
        "ask", "goals_due_without_evidence", "--var", "asOf=2026-11-24", "--var", "nearest=1",
        "--var", "first=1", "--var", "includeSynthetic=true", "--store", str(udon_engine.store),
        LC_ALL="th_TH.UTF-8", COLUMNS="100",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    *lines, more = done.stdout.splitlines()
    assert [line.rstrip() for line in lines] == [
        "เป้าหมายใดจะครบกำหนดภายใน 12 เดือนแต่ยังไม่มีหลักฐานความก้าวหน้า",
        "",
        "มีช่องว่างใดบ้าง",
        "จำนวนทั้งหมด: 3",
        "1. โรงเรียนที่ทุกคนรู้สึกปลอดภัย ไม่มีการกลั่นแกล้ง (31 มี.ค. 2570)",
        (
            "   เหตุที่เป็นช่องว่าง: “โรงเรียนที่ทุกคนรู้สึกปลอดภัย ไม่มีการกลั่นแกล้ง” "
            "ครบกำหนดวันที่ 31 มี.ค. 2570 แต่จนถึงวันที่ 24 พ.ย."
        ),
        "   2569 ยังไม่มีค่าที่วัดได้ของตัวชี้วัดใด",
        "   จำนวนสิ่งที่แสดง: 0",
        "   หลักฐาน: 2",
        "   หน่วยงานที่ใกล้ที่สุด: โรงเรียนมัธยมดอกบัวแดง (สาธิต) (อันดับ 1, คะแนน 0.652942)",
    ]
    assert re.fullmatch(r"ต่อไป: --var after=\S+", more)


def test_a_label_is_never_empty() -> None:
    """Of all that a document of ours selects."""
    assert Member("", "") not in labels().anywhere.values()
