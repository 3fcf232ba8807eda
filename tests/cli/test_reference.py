"""The reference pages, made from the schema."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from graphql import build_schema

from graph_api.cli.reference import pages
from graph_api.cli.reference.sorting import DERIVED, Sorted
from graph_api.graphql.schema import sdl

FOLDER = Path(__file__).parents[2] / "docs" / "reference"

SMALL = '''
"""What can be asked"""
type Query {
  """A thing"""
  thing("Its id" id: ID!): Thing
  """All things"""
  things(
    first: Int, after: String, last: Int, before: String, where: ThingWhere, edge: ID,
    orderBy: Direction, asOf: Day, datasets: [ID!], includeSynthetic: Boolean
  ): ThingConnection!
  """Things by name | part"""
  find("So many" first: Int! = 10): [Answer!]!
  """What is missing"""
  gaps("The day" asOf: Day): Gaps
}
"""Whatever has an id"""
interface Node { "Its id" id: ID! }
"""A thing"""
type Virtue implements Node {
  id: ID!
  "Its size"
  size: Int
  "Its old size"
  extent: Int @deprecated(reason: "use size")
  "Things beside it"
  beside(
    first: Int, after: String, last: Int, before: String, where: ThingWhere, edge: ID,
    orderBy: Direction, asOf: Day, datasets: [ID!], includeSynthetic: Boolean
  ): ThingConnection!
}
"""Another thing"""
type Thing implements Node { id: ID! }
type ThingConnection { edges: [ThingEdge!]! nodes: [Thing!]! pageInfo: PageInfo! }
type ThingEdge { cursor: String! node: Thing! }
type PageInfo { hasNextPage: Boolean! }
"""Conditions"""
input ThingWhere { and: [ThingWhere!] }
"""An answer"""
type Answer { "The thing" thing: Thing! }
"""Questions about what is missing"""
type Gaps { "Who is missing" list("So many" first: Int! = 5): [Answer!] }
"""A way"""
enum Direction { "Up" UP }
"""A day"""
scalar Day @specifiedBy(url: "https://example.org/day")
'''


@cache
def made() -> dict[str, str]:
    """The pages of our own schema."""
    return pages(sdl())


def test_the_reference_is_up_to_date() -> None:
    """docs/reference is what the schema says; `just generate` writes it."""
    kept = {page.name: page.read_text(encoding="utf-8") for page in FOLDER.glob("*.md")}
    assert kept == made()


def test_every_type_is_described_once() -> None:
    """On one page by itself, or by the rule that it is made by."""
    known = Sorted(build_schema(sdl()))
    text = "\n".join(made().values())
    headings = re.findall(r"^##+ (…?\w+)$", text, re.MULTILINE)
    expected = [kind.name for kind in known.types if not known.derived(kind)]
    expected += {f"…{rule}" for kind in known.types if (rule := known.derived(kind))}
    assert [name for name in expected if headings.count(name) != 1] == []


@pytest.mark.parametrize("page", ["README", "questions", "records", "lists", "answers", "values"])
def test_every_link_leads_to_a_heading(page: str) -> None:
    """Within a page and between pages."""
    headings = {
        name: {title.strip("`…").lower() for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
        for name, text in made().items()
    }
    wrong = [
        (target, anchor)
        for target, anchor in re.findall(r"\]\(([\w.]*)#([^)]+)\)", made()[f"{page}.md"])
        if anchor not in headings[target or f"{page}.md"]
    ]
    assert wrong == []


def test_a_question_is_told_with_its_arguments_and_defaults() -> None:
    """In tables, with what stands for a table's line in them made safe."""
    questions = pages(SMALL)["questions.md"]
    assert (
        "### `find`\n\nThings by name \\| part\n\nGives \\[[Answer](answers.md#answer)!\\]!.\n\n"
        "| argument | type | default | what it is |\n|---|---|---|---|\n"
        "| `first` | Int! | `10` | So many |\n"
    ) in questions
    assert "## Gaps\n\n`gaps`: Questions about what is missing\n" in questions
    assert "### `list`\n\nWho is missing\n" in questions


def test_a_record_is_told_with_what_it_leads_to() -> None:
    """A list by what it lists; what is deprecated says so."""
    records = pages(SMALL)["records.md"]
    assert (
        "### Virtue\n\nA thing\n\nHas the fields of [Node](#node).\n\n"
        "| field | type | what it is |\n|---|---|---|\n"
        "| `size` | Int | Its size |\n"
        "| `extent` | Int | Its old size **Deprecated**: use size |\n"
        "| `beside` | list of [Thing](#thing) | Things beside it |\n"
    ) in records


def test_what_is_made_by_a_rule_is_told_once() -> None:
    """With how many there are, and one as an example."""
    lists = pages(SMALL)["lists.md"]
    rule = DERIVED["Where"]
    assert (
        f"## …Where\n\n{rule[:1].upper()}{rule[1:]} (1 such type).\n\n"
        '```graphql\n"""Conditions"""\ninput ThingWhere {\n  and: [ThingWhere!]\n}\n```\n'
    ) in lists
