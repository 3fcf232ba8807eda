"""The catalogue of questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, parse, print_ast, validate

import graph_api.questions
from graph_api.graphql.schema import build_schema
from graph_api.questions.catalogue import (
    Question,
    Variable,
    catalogue,
    find_question,
    read_question,
)
from schema.errors import ErrorCode, PhakhiError
from tests.questions.conftest import Answering

FOLDER = Path(str(graph_api.questions.__file__)).parent
MOST_STATEMENTS = 6
NAMES = list(catalogue())


def test_every_document_of_the_folder_is_a_question() -> None:
    """By the name of its file; those with numbers first, in their order."""
    assert sorted(NAMES) == sorted(path.stem for path in FOLDER.glob("*.graphql"))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in NAMES)
    numbers = [question.numbers or (100,) for question in catalogue().values()]
    assert numbers == sorted(numbers)


def test_all_questions_of_planners_are_covered() -> None:
    """From 1 to 25."""
    numbers = {number for question in catalogue().values() for number in question.numbers}
    assert numbers == set(range(1, 26))


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_valid_and_can_be_asked_as_it_stands(name: str) -> None:
    """It has both languages, an operation of its own name, and nothing that must be given."""
    question = catalogue()[name]
    assert re.search(r"[A-Za-z]{3}", question.english)
    assert re.search(r"[ก-๛]{5}", question.thai)
    assert [item.name for item in question.variables if item.required] == []
    camel = "".join(word.capitalize() for word in name.split("_"))
    assert re.findall(r"^query (\w+)", question.document, re.MULTILINE) == [camel]
    assert validate(build_schema()._schema, parse(question.document)) == []


@pytest.mark.parametrize("name", NAMES)
async def test_a_question_is_answered_by_few_statements(answer: Answering, name: str) -> None:
    """One request, without errors, and a bounded number of statements once the snapshot is there."""
    found = await answer(name)
    assert all(value is not None for family in found.data.values() for value in _values(family))
    assert len(found.statements) <= MOST_STATEMENTS


def _values(family: object) -> list[object]:
    return list(family.values()) if isinstance(family, dict) else [family]


@pytest.mark.parametrize("name", NAMES)
def test_variables_are_those_that_graphql_reads(name: str) -> None:
    """Names, types and defaults: the light reader takes a document as GraphQL's own parser does."""
    operation = parse(catalogue()[name].document, no_location=True).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    assert catalogue()[name].variables == tuple(
        Variable(
            node.variable.name.value,
            print_ast(node.type),
            None if node.default_value is None else print_ast(node.default_value),
        )
        for node in operation.variable_definitions or ()
    )


def test_a_question_is_found_by_its_number() -> None:
    """Where one question alone has it."""
    assert find_question("23") is find_question("conditions_of_success")


def test_a_document_is_read_with_its_variables() -> None:
    """Numbers, both languages, and each variable with its type and default."""
    document = """# 3, 16
# What hangs
# loose?
# อะไรค้าง
query HangsLoose($a: ID! = "network:x", $many: [ID!], $first: Int!) { node(id: $a) { id } }
# 4
"""
    assert read_question("hangs_loose", document) == Question(
        "hangs_loose",
        (3, 16),
        "What hangs loose?",
        "อะไรค้าง",
        (
            Variable("a", "ID!", '"network:x"'),
            Variable("many", "[ID!]", None),
            Variable("first", "Int!", None),
        ),
        document,
    )
    assert [item.required for item in read_question("x", document).variables] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("head", ["# –\n", ""])
def test_a_document_may_have_no_number(head: str) -> None:
    """Then it is a further question."""
    question = read_question("x", f"{head}# What?\n# อะไร\n{{ __typename }}")
    assert (question.numbers, question.english, question.variables) == ((), "What?", ())
    assert question.text("th") == "อะไร"
    assert question.text("en") == "What?"


@pytest.mark.parametrize("head", ["", "# 1\n", "# 1\n# What?\n", "# อะไร\n"])
def test_a_document_without_both_languages_is_refused(head: str) -> None:
    """The error names the file."""
    with pytest.raises(ValueError, match=r"lonely\.graphql should begin"):
        read_question("lonely", head + "{ __typename }")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("compare_network", "did you mean compare_networks"),
        ("compare-networks", "did you mean compare_networks"),
        ("prom", "did you mean promises_without_follow_up?"),
        ("communiteis", "did you mean communities?"),
        ("zzzzzz", "`phakhi ask` lists them all"),
    ],
)
def test_an_unknown_name_is_told_what_was_meant(name: str, meant: str) -> None:
    """NOT_FOUND, with what is alike, or what has the number."""
    with pytest.raises(PhakhiError) as caught:
        find_question(name)
    assert caught.value.code is ErrorCode.NOT_FOUND
    assert meant in caught.value.en


@pytest.mark.parametrize("name", NAMES)
def test_a_document_asks_about_today(name: str) -> None:
    """No document carries a day of its own: on anybody's data it is about the day it is asked."""
    question = catalogue()[name]
    assert [
        item for item in question.variables if item.type.startswith("Date") and item.default
    ] == []
    assert re.findall(r"\d{4}-\d\d-\d\d", question.document) == []
