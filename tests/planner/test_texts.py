"""Equal shapes share one text, and no text of a client's is in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.errors import PhakhiError
from tests.planner.asking import Asker
from tests.planner.planning import plan

Spelling = str | tuple[str, dict[str, Any]]

SAME: dict[str, list[Spelling]] = {
    "aliases and order of fields": [
        '{ agency(id: "agency:a") { id nameTh kind { nameEn id } } }',
        '{ x: agency(id: "agency:b") { k: kind { i: id id nameEn } a: nameTh b: id nameTh } }',
    ],
    "literals and variables": [
        '{ agencies(first: 3, where: {name: {contains: "ก"}}) { nodes { id } } }',
        (
            "query ($n: Int, $w: AgencyWhere) { agencies(first: $n, where: $w) { nodes { id } } }",
            {"n": 7, "w": {"name": {"contains": "ข"}}},
        ),
        (
            'query ($p: String = "ค") { agencies(where: {name: {contains: $p}}) { nodes { id } } }',
            {},
        ),
    ],
    "fragments and directives": [
        '{ area(id: "area:a") { id contains { nodes { nameTh } totalCount } } }',
        """query ($on: Boolean!) { area(id: "area:a") { ...A ...A @skip(if: $on) ... on Record @include(if: $on) { id } } }
        fragment A on Area { contains { ...B } } fragment B on AreaContainsConnection { totalCount nodes { nameTh } }""",
    ],
    "aliases that differ by type": [
        '{ node(id: "agency:a") { ... on Agency { x: nameTh } ... on Problem { x: nameTh } } }',
        '{ node(id: "agency:a") { ... on Agency { x: nameTh } ... on Problem { y: nameTh } } }',
    ],
    "the same by way of a one-field": [
        "{ claims { nodes { about { ... on Agency { x: nameTh } ... on Problem { x: nameTh } } } } }",
        "{ claims { nodes { about { ... on Agency { x: nameTh } ... on Problem { y: nameTh } } } } }",
    ],
    "order of roots": [
        '{ agency(id: "agency:a") { id } areas { nodes { id } } }',
        '{ areas { nodes { id } } agency(id: "agency:a") { id } }',
    ],
    "order of conditions": [
        '{ areas(where: {name: {contains: "ก"}, or: [{code: {eq: "1"}}, {isoCode: {isNull: true}}]}) { totalCount } }',
        '{ areas(where: {or: [{isoCode: {isNull: true}}, {code: {eq: "1"}}], name: {contains: "ก"}}) { totalCount } }',
    ],
    "and is what several conditions are": [
        '{ areas(where: {code: {eq: "1"}, nameTh: {eq: "ก"}}) { totalCount } }',
        '{ areas(where: {and: [{nameTh: {eq: "ก"}}, {code: {eq: "1"}}]}) { totalCount } }',
        '{ areas(where: {not: {not: {nameTh: {eq: "ก"}, code: {eq: "1"}}}}) { totalCount } }',
    ],
    "first pages and later ones": [
        "{ areas(first: 2) { nodes { id } } }",
        (
            "query ($c: String) { areas(first: 9, after: $c) { nodes { id } } }",
            {"c": "WyJuYW1lIiwiYSIsImEiXQ"},
        ),
        "{ areas { nodes { id } } }",
    ],
    "folded roots": [
        '{ a: agency(id: "agency:a") { id } }',
        '{ a: agency(id: "agency:a") { id } b: agency(id: "agency:b") { x: id } c: agency(id: "agency:a") { id } }',
    ],
    "the same connection under several names": [
        "{ areas { nodes { id } } }",
        "{ a: areas { nodes { x: id } } areas { nodes { id } } }",
        "{ a: areas { nodes { id } } b: areas { n: nodes { id } } }",
    ],
    "a scope said again below": [
        '{ agency(id: "agency:a", asOf: "2020-01-01") { networks { nodes { id } } } }',
        '{ agency(id: "agency:a", asOf: "2020-01-01") { networks(asOf: "2020-01-01") { nodes { id } } } }',
    ],
    "list sizes and nulls": [
        ("query ($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": []}),
        ("query ($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["agency:a"] * 900}),
    ],
}


def spell(spelling: Spelling) -> tuple[str, dict[str, Any]]:
    """Document and variables."""
    return (spelling, {}) if isinstance(spelling, str) else spelling


@pytest.mark.parametrize("name", SAME)
def test_equal_shapes_share_a_text(name: str) -> None:
    """However a client spells it."""
    variables = {"on": True}
    texts = {plan(d, v or variables).text for d, v in map(spell, SAME[name])}
    assert len(texts) == 1


DIFFERENT = {
    "another direction": [
        "{ areas(first: 1) { nodes { id } } }",
        "{ areas(last: 1) { nodes { id } } }",
    ],
    "another way of ordering": [
        "{ areas(orderBy: [{name: ASC}]) { nodes { id } } }",
        "{ areas(orderBy: [{name: DESC}]) { nodes { id } } }",
    ],
    "fields of one name that follow other relationships": [
        "{ successConditions { nodes { fulfilledBy { nodes { ... on Mechanism { issues { totalCount } } } } } } }",
        """{ successConditions { nodes { fulfilledBy { nodes { ... on Mechanism { issues { totalCount } }
            ... on Agency { issues { totalCount } } } } } } }""",
    ],
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_other_shapes_have_other_texts(name: str) -> None:
    """What the database must do differently is not the same text."""
    texts = [plan(document).text for document in DIFFERENT[name]]
    assert len(set(texts)) == len(texts)


MARK = "ZQXJ"
hostile = st.text(max_size=8).map(lambda text: f"{MARK}{text}' }}) DETACH DELETE n //`{MARK}")


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(text=hostile, alias=st.from_regex(r"\A[_A-Za-z][_0-9A-Za-z]{0,6}\Z"))
async def test_no_text_of_a_client_is_in_a_statement(asker: Asker, text: str, alias: str) -> None:
    """Names, values and cursors of a client never reach Cypher, wherever they stand."""
    name = f"{MARK}{alias}"
    document = f"""query {name}($v: String!, $ids: [ID!]!, ${name}: String) {{
      {name}: agencies(after: ${name}, where: {{name: {{contains: $v}}, website: {{eq: $v, startsWith: $v, in: [$v]}},
        aliases: {{has: $v, hasAny: [$v]}}, id: {{in: $ids}}, basedIn: {{some: {{id: {{inside: "{MARK}"}}}}}}}},
        datasets: $ids) {{ nodes {{ {name}1: nameTh ...{name} }} }}
      nodes(ids: $ids) {{ {name}2: id }} }}
      fragment {name} on Agency {{ {name}3: id }}"""
    variables = {"v": text, "ids": [text], name: text}
    made = plan(document, variables)
    assert made.text is not None
    assert MARK not in made.text
    reply = await asker.ask(document, variables)
    assert all(MARK not in sent for sent in reply.read.texts)
    assert reply.codes[0] in ("BAD_ID", "BAD_CURSOR", "BAD_TEXT")


async def test_every_root_is_a_subquery_and_the_row_is_one(asker: Asker) -> None:
    """A root that finds nothing takes nothing from the others."""
    reply = await asker.ask(
        """{ a: agency(id: "agency:nobody") { id contactless: nameTh } networks(where: {or: []}) { nodes { id } }
        nodes(ids: []) { id } area(id: "area:41") { id } }"""
    )
    assert reply.data == {
        "a": None,
        "networks": {"nodes": []},
        "nodes": [],
        "area": {"id": "area:41"},
    }
    assert [len(rows) for rows in reply.read.rows] == [1]


def test_a_plan_needs_the_declaration_only() -> None:
    """Planning the same document twice gives the same text and slots."""
    document = "{ agencies(where: {kind: {isNull: true}}) { nodes { id } } }"
    one, other = plan(document), plan(document)
    assert (one.text, one.slots) == (other.text, other.slots)


def test_null_as_the_value_of_an_operator_is_refused() -> None:
    """It could mean too many things."""
    with pytest.raises(PhakhiError):
        plan(
            "query ($v: String) { agencies(where: {website: {eq: $v}}) { totalCount } }",
            {"v": None},
        )
