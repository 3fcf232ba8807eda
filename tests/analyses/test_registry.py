"""Every analysis is declared once, and nothing that is derived from a declaration is forgotten."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from graphql import GraphQLObjectType, get_named_type, parse, validate

from graph_api.analyses import overlap, registry
from graph_api.analyses.analysis import Analysis, Group
from graph_api.analyses.registry import analyses_query
from graph_api.cli import analyses_page
from graph_api.cli.analyses_page import DOCS, documents_of, missing_documents, place_of
from graph_api.cli.document_draft import draft_document, fields_to
from graph_api.context import RequestContext
from graph_api.graphql.schema import _schema, build_schema
from graph_api.http.services import make_services
from graph_api.planner.estimate import COMPUTED
from graph_api.questions.catalogue import catalogue, read_question
from graph_api.settings import Settings
from graph_api.store import Store
from schema.cypher import STATEMENTS
from schema.registry import camel
from seeds import SEED_FOLDERS

EVERY = [(group, analysis) for group, found in registry.registry().items() for analysis in found]
IDS = [".".join(place_of(analysis, group)) for group, analysis in EVERY]


@pytest.mark.parametrize(("group", "analysis"), EVERY, ids=IDS)
def test_an_analysis_has_documents_and_definitions(group: Group, analysis: Analysis) -> None:
    """Somebody can ask it by name, and read what its words and numbers mean."""
    documents = documents_of(analysis, group)
    numbers = {number for name in documents for number in catalogue()[name].numbers}
    assert documents
    assert numbers >= set(analysis.numbers)
    page = DOCS / ("linkage.md" if not group.name else f"analyses/{group.name}.md")
    assert re.search(rf"`{camel(analysis.name)}\b", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("group", "analysis"), EVERY, ids=IDS)
def test_every_answer_says_what_it_rests_on(group: Group, analysis: Analysis) -> None:
    """By the same field, whatever the analysis."""
    *_, field = fields_to(place_of(analysis, group))
    answer = get_named_type(field.type)
    assert isinstance(answer, GraphQLObjectType)
    assert str(answer.fields["basis"].type) == "Basis!"


def test_the_page_is_up_to_date() -> None:
    """If this fails: ``uv run just generate``, and read the difference."""
    assert analyses_page.PAGE.read_text(encoding="utf-8") == analyses_page.analyses_page()
    assert list(missing_documents()) == []


@pytest.mark.parametrize(("group", "analysis"), EVERY, ids=IDS)
def test_a_draft_is_a_valid_document(group: Group, analysis: Analysis) -> None:
    """Whatever the analysis, what is drafted for it validates and can be catalogued."""
    draft = draft_document("draft", analysis, place_of(analysis, group))
    assert validate(build_schema()._schema, parse(draft)) == []
    question = read_question("draft", draft)
    assert (question.english, question.numbers) == (analysis.question.en, analysis.numbers)


# --- the worked example of CONTRIBUTING.md ---------------------------------------------------


EXAMPLE = "busiest_area"
CONTRIBUTING = DOCS.parent / "CONTRIBUTING.md"


@pytest.fixture
def with_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The module that CONTRIBUTING shows, found as if it stood in ``overlap``."""
    text = CONTRIBUTING.read_text(encoding="utf-8").split("## Adding an analysis")[1]
    (tmp_path / f"{EXAMPLE}.py").write_text(
        text.split("```python\n")[1].split("```")[0], encoding="utf-8"
    )
    monkeypatch.setattr(overlap, "__path__", [*overlap.__path__, str(tmp_path)])
    _forget()
    yield
    monkeypatch.undo()
    sys.modules.pop(f"{overlap.__name__}.{EXAMPLE}", None)
    STATEMENTS.pop("overlap.busiest_area", None)
    _forget()


def _forget() -> None:
    for cached in (registry.registry, analyses_query, _schema):
        cached.cache_clear()


@pytest.mark.usefixtures("with_example")
async def test_adding_an_analysis_is_one_file(udon: Store, udon_engine: Settings) -> None:
    """It is in the schema, in the documentation, has a drafted document, and is answered."""
    schema = build_schema()
    field = schema._schema.type_map["Overlap"].fields["busiestArea"]
    assert (field.description, str(field.type)) == (
        "Where do most agencies have their seat? (พื้นที่ใดมีหน่วยงานตั้งอยู่มากที่สุด)",
        "BusiestArea",
    )
    assert "| `busiestArea()` |" in analyses_page.analyses_page()
    ((name, document),) = missing_documents()
    context = RequestContext(udon, udon_engine, "en", make_services(udon))
    variables = {"asOf": "2026-11-24", "includeSynthetic": True}
    result = await schema.execute(document, variables, context)
    assert (name, result.errors) == (EXAMPLE, None)
    assert result.data is not None
    answer = result.data["overlap"]["busiestArea"]
    assert answer.pop("basis")["syntheticRule"] == "ASKED"
    assert answer == {
        "area": {"id": "area:4101", "nameTh": "เมืองอุดรธานี", "nameEn": "Mueang Udon Thani"},
        "agencies": _seats("area:4101"),
    }


async def test_an_analysis_is_charged_what_it_declares(
    udon: Store, udon_engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below a group and at the root; the usual cost where a computed field declares none."""
    found, costs = registry._analyses_of, {"duplicates": 7, "shared_issues": 11_000}
    monkeypatch.setattr(
        registry,
        "_analyses_of",
        lambda package: [
            replace(analysis, cost=costs.get(analysis.name, analysis.cost))
            for analysis in found(package)
        ],
    )
    _forget()
    fields = {
        "overlap { duplicates { totalCount } __typename }": 7,
        "overlap { duplicates { totalCount } b: duplicates { totalCount } }": 14,
        "sharedIssues { basis { revision } }": 11_000,
        "overlap { problems { totalCount } }": COMPUTED,
        'search(text: "ก") { score }': COMPUTED,
    }
    context = RequestContext(udon, udon_engine, "en", make_services(udon))
    try:
        for field, cost in fields.items():
            result = await build_schema().execute(
                f"{{ {field} }}", None, context, operation_extensions={"cost": True}
            )
            assert result.errors is None
            assert (result.extensions or {})["cost"]["estimated"] == cost
    finally:
        monkeypatch.undo()
        _forget()


def _seats(area: str) -> int:
    """Agencies of the demo's file that have their seat in an area; all of them hold on the day."""
    with (SEED_FOLDERS[-1].parent / "udon_demo" / "agencies.csv").open(encoding="utf-8") as file:
        return sum(row["based_in"] == area for row in csv.DictReader(file))


@pytest.mark.usefixtures("with_example")
def test_two_analyses_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name says which field it is."""
    found = registry._analyses_of
    monkeypatch.setattr(
        registry, "_analyses_of", lambda package: [*found(package), *found(package)]
    )
    registry.registry.cache_clear()
    with pytest.raises(ValueError, match="two analyses of one name"):
        registry.registry()
