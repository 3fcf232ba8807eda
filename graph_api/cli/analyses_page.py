"""``docs/analyses/README.md``: every analysis on one page, from its declaration.

``python -m graph_api.cli.analyses_page`` writes it, and drafts the document of an analysis that has
none yet, for a person to read over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graphql import FieldNode, GraphQLField, parse

from graph_api.analyses.analysis import Analysis, Group
from graph_api.analyses.registry import registry
from graph_api.cli.document_draft import draft_document, fields_to
from graph_api.questions.catalogue import SUFFIX, catalogue
from schema.registry import camel

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "analyses" / "README.md"
DOCUMENTS = Path(__file__).parents[1] / "questions"

_FIRST = """\
# Analyses

This page is made from the declarations in `graph_api/analyses` (`uv run just generate`): change
them, not the page. An analysis is one question that is computed and explained. Those of a group
stand below its root field, which takes `asOf`, `datasets` and `includeSynthetic` for all of them;
the others are root fields and take the three themselves. Every answer says in `basis` what it
rests on. Without `includeSynthetic` what is invented counts where the question is about something
invented ([linkage](../linkage.md#what-is-invented)).
*Computed from*: the snapshot (the graph in numbers, kept in the process) or a statement of the
analysis's own; names and evidence of what is shown are read by one more.
"""

Path_ = tuple[str, ...]


def analyses_page() -> str:
    """The page in Markdown."""
    return _FIRST + "".join(_section(group, found) for group, found in registry().items())


def documents_of(analysis: Analysis, group: Group) -> list[str]:
    """Names of the documents that ask an analysis."""
    place = place_of(analysis, group)
    return [name for name, places in _places().items() if place in places]


def place_of(analysis: Analysis, group: Group) -> Path_:
    """The fields that lead to an analysis from the root."""
    names = (group.name, analysis.name) if group.name else (analysis.name,)
    return tuple(map(camel, names))


def missing_documents() -> Iterator[tuple[str, str]]:
    """Name and draft of a document for each analysis that no document asks."""
    for group, found in registry().items():
        for analysis in found:
            if not documents_of(analysis, group):
                name = analysis.name
                yield name, draft_document(name, analysis, place_of(analysis, group))


def _places() -> Mapping[str, set[Path_]]:
    """For each document, the fields of its first two levels."""
    return {name: set(_fields(question.document)) for name, question in catalogue().items()}


def _fields(document: str) -> Iterator[Path_]:
    for definition in parse(document, no_location=True).definitions:
        for root in _selected(definition):
            yield (root.name.value,)
            yield from ((root.name.value, below.name.value) for below in _selected(root))


def _selected(node: object) -> Iterator[FieldNode]:
    selections = getattr(node, "selection_set", None)
    for item in selections.selections if selections else ():
        if isinstance(item, FieldNode):
            yield item


def _section(group: Group, found: tuple[Analysis, ...]) -> str:
    title = f"`{camel(group.name)}`" if group.name else "Root fields"
    page = f"; definitions: [{group.name}.md]({group.name}.md)" if group.name else _ROOT_PAGE
    rows = "".join(_row(analysis, group) for analysis in found)
    return f"\n## {title}\n\n{group.text.both}{page}.\n\n{_HEAD}{rows}"


_ROOT_PAGE = "; definitions: [linkage](../linkage.md)"
_HEAD = (
    "| analysis | questions | what it answers | computed from | cost | documents |\n"
    "|---|---|---|---|---|---|\n"
)


def _row(analysis: Analysis, group: Group) -> str:
    documents = ", ".join(
        f"[`{name}`](../../graph_api/questions/{name}{SUFFIX})"
        for name in documents_of(analysis, group)
    )
    cells = (
        f"`{camel(analysis.name)}({_arguments(_field(analysis, group))})`",
        ", ".join(map(str, analysis.numbers)),
        f"{analysis.question.en}<br>{analysis.question.th}",
        analysis.computed.value,
        f"{analysis.cost:,}",
        documents,
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _field(analysis: Analysis, group: Group) -> GraphQLField:
    *_, field = fields_to(place_of(analysis, group))
    return field


def _arguments(field: GraphQLField) -> str:
    return ", ".join(field.args)


def _write() -> None:
    for name, document in missing_documents():
        (DOCUMENTS / f"{name}{SUFFIX}").write_text(document, encoding="utf-8")
    catalogue.cache_clear()
    PAGE.write_text(analyses_page(), encoding="utf-8")


if __name__ == "__main__":
    _write()
