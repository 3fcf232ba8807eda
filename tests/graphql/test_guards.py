"""Bounds on documents: each with its setting, its code and its numbers; hostile ones are quick."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from graphql import DocumentNode, GraphQLError, get_introspection_query

from graph_api.context import RequestContext
from graph_api.graphql.documents import Documents
from graph_api.graphql.errors import formatted
from graph_api.graphql.guards import LONGEST_MESSAGE, LONGEST_NAME, MOST_ERRORS, Bounds
from graph_api.graphql.schema import build_schema
from graph_api.questions.catalogue import catalogue
from graph_api.settings import Settings
from graph_api.store import Store

SCHEMA = build_schema()
DEFAULTS = Bounds.of(Settings.load(_env_file=()))
AGENCY = 'agency(id: "agency:a")'


def errors(text: str, bounds: Bounds = DEFAULTS) -> list[GraphQLError]:
    """What is wrong with a document."""
    found = Documents(SCHEMA._schema).get(text, bounds)
    return [] if isinstance(found, DocumentNode) else found


def refused(text: str, bounds: Bounds = DEFAULTS) -> tuple[Any, str, str]:
    """The code and the sentences of the one error of a document; a document has no path."""
    (error,) = errors(text, bounds)
    shown, thai = formatted(error, "en"), formatted(error, "th")
    assert "path" not in shown
    return shown["extensions"]["code"], shown["message"], thai["message"]


def aliases(count: int) -> str:
    """A document with so many aliases."""
    return "{" + " ".join(f"a{at}: __typename" for at in range(count)) + "}"


def nested(levels: int) -> str:
    """A document whose selections nest so deep."""
    return "{ " + "a { " * (levels - 1) + "b" + " }" * levels


def bomb(levels: int, inside: str = "...f{0} ...f{0}") -> str:
    """Fragments each of which spreads the next one twice."""
    chain = " ".join(
        f"fragment f{at} on Query {{ {inside.format(at + 1)} }}" for at in range(levels)
    )
    return f"{{ ...f0 }} {chain} fragment f{levels} on Query {{ __typename }}"


BOUNDS: list[tuple[str, int, Callable[[int], str], str, str, str]] = [
    (
        "tokens",
        60,
        lambda count: "{ __typename(a: [" + "1 " * (count - 9) + "]) }",
        "OPERATION_TOO_LONG",
        "The document has over 60 tokens; 60 are allowed.",
        "คำถามมี กว่า 60 โทเคน อนุญาตไม่เกิน 60",
    ),
    (
        "aliases",
        3,
        aliases,
        "OPERATION_TOO_LONG",
        "The document has 4 aliases; 3 are allowed.",
        "คำถามมี 4 นามแฝง (alias) อนุญาตไม่เกิน 3",
    ),
    (
        "directives",
        2,
        lambda count: "{ __typename " + "@include(if: true) " * count + "}",
        "OPERATION_TOO_LONG",
        "The document has 3 directives; 2 are allowed.",
        "คำถามมี 3 ไดเรกทีฟ อนุญาตไม่เกิน 2",
    ),
    (
        "repeats",
        4,
        lambda count: "{ " + "__typename " * count + "}",
        "OPERATION_TOO_LONG",
        'A selection names "__typename" 5 times; 4 are allowed.',
        "ส่วนที่เลือกระบุ “__typename” ซ้ำ 5 ครั้ง อนุญาตไม่เกิน 4 ครั้ง",
    ),
    (
        "nesting",
        6,
        nested,
        "OPERATION_TOO_DEEP",
        "The document nests selections 7 deep; 6 are allowed.",
        "คำถามซ้อนกัน 7 ชั้น อนุญาตไม่เกิน 6 ชั้น",
    ),
]


@pytest.mark.parametrize(("name", "allowed", "make", "code", "english", "thai"), BOUNDS)
def test_a_bound_itself_is_allowed_and_one_more_is_not(
    name: str, allowed: int, make: Callable[[int], str], code: str, english: str, thai: str
) -> None:
    """The sentence names what was found and what is allowed, in both languages."""
    changes: dict[str, Any] = {name: allowed}
    bounds = DEFAULTS._replace(**changes)
    within = errors(make(allowed), bounds)
    assert {formatted(error, "en")["extensions"]["code"] for error in within} <= {"GRAPHQL_INVALID"}
    assert refused(make(allowed + 1), bounds) == (code, english, thai)


def test_bounds_are_settings() -> None:
    """Each has one of its own."""
    changed = Settings.load(
        _env_file=(),
        max_tokens=51,
        max_aliases=2,
        max_directives=3,
        max_repeats=4,
        max_nesting=5,
        introspection=False,
    )
    assert Bounds.of(changed) == Bounds(51, 2, 3, 4, 5, introspection=False)


def test_repeats_count_through_fragments_and_under_equal_parents() -> None:
    """As execution merges them: four times twice is eight times."""
    bounds = DEFAULTS._replace(repeats=4)
    spread = "{ ...f ... { a a } ...g } fragment f on Query { a } fragment g on Query { a a }"
    merged = "{ " + "x { y y } " * 4 + "}"
    assert refused(spread, bounds)[1] == 'A selection names "a" 5 times; 4 are allowed.'
    assert refused(merged, bounds)[1] == 'A selection names "y" 8 times; 4 are allowed.'


def test_nesting_counts_through_fragments() -> None:
    """A fragment is as deep as where it is spread and what it holds together."""
    bounds = DEFAULTS._replace(nesting=5)
    document = "{ a { b { ...f } } } fragment f on A { c { d { e } } }"
    message = "The document nests selections 6 deep; 5 are allowed."
    assert refused(document, bounds)[:2] == ("OPERATION_TOO_DEEP", message)


def test_fragments_are_counted_written_out() -> None:
    """They may be no more than a document without fragments could hold."""
    bounds = DEFAULTS._replace(tokens=100)
    assert errors(bomb(5), bounds) == []
    assert refused(bomb(6), bounds)[:2] == (
        "OPERATION_TOO_WIDE",
        "With its fragments written out the document selects 191 fields; 100 are allowed.",
    )


def test_long_names_and_long_texts() -> None:
    """A name comes back with each record; a text as long as a book is no document."""
    name = "x" * LONGEST_NAME
    assert errors(f"{{ {name}: __typename }}") == []
    assert refused(f"{{ {name}x: __typename }}")[:2] == (
        "OPERATION_TOO_LONG",
        "The document has 101 characters in one name; 100 are allowed.",
    )
    assert errors("{ __typename }" + " " * (200_000 - 14)) == []
    assert refused("{ __typename }" + " " * (200_000 - 13))[:2] == (
        "OPERATION_TOO_LONG",
        "The document has 200,001 characters; 200,000 are allowed.",
    )


@pytest.mark.parametrize(
    "field", ["__schema { queryType { name } }", '__type(name: "Query") { name }']
)
def test_introspection_can_be_switched_off(field: str) -> None:
    """Within fragments too; ``__typename`` stays."""
    off = DEFAULTS._replace(introspection=False)
    for document in (
        f"{{ {field} }}",
        f"{{ ...f }} fragment f on Query {{ ... {{ a: {field} }} }}",
    ):
        assert errors(document) == []
        code, english, thai = refused(document, off)
        name = field.partition("(")[0].split()[0]
        assert code == "INTROSPECTION_OFF"
        assert (
            english == f"This server answers no introspection ({name}); use the published schema."
        )
        assert name in thai
    assert errors("{ __typename }", off) == []


def test_suggestions_are_off_with_introspection() -> None:
    """They would tell the names one by one."""
    documents = [
        "{ agencie }",
        "{ agencies(wher: {}) { totalCount } }",
        "{ agencies { nodes { idd } } }",
    ]
    for document in documents:
        (told,) = errors(document)
        (silent,) = errors(document, DEFAULTS._replace(introspection=False))
        assert "Did you mean" in told.message
        assert told.message.startswith(silent.message)
        assert "Did you mean" not in silent.message


def test_few_errors_are_told_and_they_are_short() -> None:
    """Whatever a document holds, its answer stays small."""
    many = "{ " + " ".join(f"x{at}" for at in range(1000)) + " }"
    assert len(errors(many)) == MOST_ERRORS + 1
    (error,) = errors(f'{{ agencies(first: "{"y" * 190_000}") {{ totalCount }} }}')
    assert (
        error.message
        == 'Int cannot represent non-integer value: "' + "y" * (LONGEST_MESSAGE - 41) + "…"
    )
    (error,) = errors("query (" + "$x: Int " * 500 + ") { agencies(first: $x) { totalCount } }")[:1]
    assert error.locations is not None
    assert len(error.locations) <= MOST_ERRORS


@pytest.mark.parametrize("introspection", [True, False])
async def test_wrong_variables_are_told_briefly(
    udon: Store, udon_engine: Settings, *, introspection: bool
) -> None:
    """No more errors than of a document, and no suggestions where introspection is off."""
    document = "query ($w: AgencyWhere) { agencies(where: $w) { totalCount } }"
    wrong: dict[str, object] = {f"nameTh{at}": {} for at in range(100)} | {"code": "z" * 10_000}
    settings = udon_engine.model_copy(update={"introspection": introspection})
    result = await SCHEMA.execute(document, {"w": wrong}, RequestContext(udon, settings))
    found = [error.message for error in result.errors or []]
    assert result.data is None
    assert len(found) == MOST_ERRORS + 1
    assert all(len(message) <= LONGEST_MESSAGE + 1 for message in found)
    assert any("Did you mean" in message for message in found) is introspection


async def test_services_of_one_process_have_bounds_of_their_own(
    udon: Store, udon_engine: Settings
) -> None:
    """What one has accepted is refused by another all the same."""
    document = "{ a: __typename b: __typename }"
    wide = RequestContext(udon, udon_engine)
    narrow = RequestContext(udon, udon_engine.model_copy(update={"max_aliases": 1}))
    for _ in range(2):
        answered = await SCHEMA.execute(document, None, wide)
        refusal = await SCHEMA.execute(document, None, narrow)
        assert (answered.data, answered.errors) == ({"a": "Query", "b": "Query"}, None)
        assert refusal.data is None
        assert [(error.extensions, error.path) for error in refusal.errors or []] == [
            ({"code": "OPERATION_TOO_LONG"}, None)
        ]


CIRCLES = [
    "{ ...a } fragment a on Query { ...a }",
    "{ ...a } fragment a on Query { ...b } fragment b on Query { x { ...a } }",
]


@pytest.mark.parametrize("document", CIRCLES)
def test_fragments_in_a_circle(document: str) -> None:
    """They are told as such, and nothing runs in circles."""
    code, english, thai = refused(document)
    assert (code, english) == (
        "GRAPHQL_INVALID",
        'The fragment "a" spreads itself, if by way of others.',
    )
    assert "อ้างถึงตัวเอง" in thai


def test_what_names_no_fragment_is_left_to_validation() -> None:
    """A spread of nothing, a fragment that is defined twice, one that nothing spreads."""
    for document, message in (
        ("{ ...nothing }", "Unknown fragment 'nothing'."),
        (
            "{ ...f } fragment f on Query { __typename } fragment f on Query { __typename }",
            "There can be only one fragment named 'f'.",
        ),
        ("{ __typename } fragment f on Query { __typename }", "Fragment 'f' is never used."),
        ("type A { a: Int }", "The 'A' definition is not executable."),
    ):
        assert message in [error.message for error in errors(document)]


LOOSE = DEFAULTS._replace(tokens=100_000, nesting=150)
"""A service that allows long documents is held by the other bounds."""

HOSTILE: list[tuple[str, Bounds, str]] = [
    (aliases(10_000), DEFAULTS, "OPERATION_TOO_LONG"),
    (aliases(10_000), LOOSE, "OPERATION_TOO_LONG"),
    (nested(200), DEFAULTS, "OPERATION_TOO_DEEP"),
    (nested(50_000), LOOSE, "OPERATION_TOO_DEEP"),
    ("{ " + "__typename " * 5_000 + "}", DEFAULTS, "OPERATION_TOO_LONG"),
    ("{ " + "__typename " * 5_000 + "}", LOOSE, "OPERATION_TOO_LONG"),
    ("#\n" * 5_000 + "{ __typename }", DEFAULTS, "OPERATION_TOO_LONG"),
    ("{ __typename " + "@skip(if: false) " * 900 + "}", DEFAULTS, "OPERATION_TOO_LONG"),
    (bomb(40), DEFAULTS, "OPERATION_TOO_WIDE"),
    (bomb(40, "a: x {{ ...f{0} }} b: x {{ ...f{0} }}"), LOOSE, "OPERATION_TOO_WIDE"),
    (bomb(300, "...f{0}"), DEFAULTS, "OPERATION_TOO_DEEP"),
    (
        " ".join(f"fragment f{at} on Query {{ ...f{(at + 1) % 500} }}" for at in range(500)),
        DEFAULTS,
        "GRAPHQL_INVALID",
    ),
    (
        "{ __schema { types { " + "fields { type { " * 9 + "name" + " } }" * 9 + " } } }",
        DEFAULTS,
        "GRAPHQL_INVALID",
    ),
    ('{ node(id: "' + "x" * 1_000_000 + '") { id } }', DEFAULTS, "OPERATION_TOO_LONG"),
    ("{ " + "x" * 190_000 + " }", DEFAULTS, "OPERATION_TOO_LONG"),
    ("{ " + " ".join(f"x{at}" for at in range(3_000)) + " }", DEFAULTS, "GRAPHQL_INVALID"),
    ("query (" + "$x: Int " * 900 + ") { __typename }", DEFAULTS, "GRAPHQL_INVALID"),
    (
        "{ agencies(where: {"
        + " ".join(f"k{at}: 1" for at in range(1_200))
        + "}) { totalCount } }",
        DEFAULTS,
        "GRAPHQL_INVALID",
    ),
    ("{ " * 5_000, DEFAULTS, "GRAPHQL_INVALID"),
]


@pytest.mark.parametrize(("document", "bounds", "code"), HOSTILE)
def test_hostile_documents_are_refused_at_once(document: str, bounds: Bounds, code: str) -> None:
    """Within a fifth of a second of the processor, in a few lines."""
    found, seconds = min((_timed(document, bounds) for _ in range(3)), key=lambda item: item[1])
    shown = [formatted(error, "en") for error in found]
    assert {item["extensions"]["code"] for item in shown} == {code}
    assert len(orjson.dumps(shown)) < 5_000
    assert seconds < 0.2


def _timed(document: str, bounds: Bounds) -> tuple[list[GraphQLError], float]:
    """Without the collector, which looks at the whole process and not at the document."""
    gc.disable()
    try:
        start = time.process_time()
        return errors(document, bounds), time.process_time() - start
    finally:
        gc.enable()


def test_refused_documents_leave_nothing_behind() -> None:
    """A thousand of them, no two the same."""
    documents = Documents(SCHEMA._schema)
    texts = [
        aliases(321),
        nested(61),
        bomb(12),
        "{ ...a } fragment a on Query { ...a }",
        "{ unknown }",
        "{ __typename",
    ]

    def refuse(start: int, end: int) -> int:
        for at in range(start, end):
            found = documents.get(f"{texts[at % len(texts)]} # {at}", DEFAULTS)
            assert isinstance(found, list)
        gc.collect()
        return sys.getallocatedblocks()

    before = refuse(0, 300)
    after = refuse(300, 1_300)
    assert after - before < 1_000


def test_what_tools_and_questions_ask_is_within_bounds() -> None:
    """GraphiQL's whole introspection, and every question of the catalogue."""
    whole = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    documents = [whole, *(question.document for question in catalogue().values())]
    assert {tuple(errors(document)) for document in documents} == {()}
