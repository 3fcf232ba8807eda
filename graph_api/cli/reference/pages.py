"""The pages of the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    is_specified_directive,
    print_type,
)

from graph_api.cli.reference.sorting import (
    ANSWERS,
    DERIVED,
    LISTS,
    QUESTIONS,
    RECORDS,
    VALUES,
    Sorted,
)
from graph_api.cli.reference.writing import SchemaWriter, table, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import GraphQLField, GraphQLNamedType

SCOPE = ("asOf", "datasets", "includeSynthetic")
LISTING = ("first", "after", "last", "before", "where", "edge", "orderBy", *SCOPE)
EXAMPLE = "Virtue"

_TITLES = {
    QUESTIONS: ("Questions", "what can be asked: questions by group, search, and what they take"),
    RECORDS: ("Records", "the kinds of records, their properties and relationships"),
    LISTS: ("Lists", "pages, conditions, orders, aggregates and groups of every connection"),
    ANSWERS: ("Answers", "what the questions answer with"),
    VALUES: ("Values", "enums, scalars, other inputs, directives"),
}

_NOTE = (
    "This page is made from the schema (`python -m graph_api.cli.reference`): change the code, not "
    "the page.\n"
)


def pages(sdl: str) -> dict[str, str]:
    """The pages in Markdown by file name."""
    known = Sorted(build_schema(sdl))
    writers = {
        QUESTIONS: _questions,
        RECORDS: _records,
        LISTS: _lists,
        ANSWERS: _answers,
        VALUES: _values,
    }
    made = {"README.md": _join(_front(known))}
    for name, (title, _) in _TITLES.items():
        lines = writers[name](SchemaWriter(known, name))
        made[f"{name}.md"] = f"# {title}\n\n{_NOTE}\n{_join(lines)}"
    return made


def _join(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _front(known: Sorted) -> Iterator[str]:
    yield f"# Reference of the GraphQL schema\n\n{_NOTE}"
    yield "The whole is [`schema/schema.graphql`](../../schema/schema.graphql).\n"
    for name, (title, what) in _TITLES.items():
        yield f"- [{title}]({name}.md): {what}"
    writer = SchemaWriter(known, "README")
    named = [kind.name for kind in known.types if not known.derived(kind)]
    yield f"\n## Types by name\n\n{', '.join(map(writer.link, named))}"


def _questions(writer: SchemaWriter) -> Iterator[str]:
    known = writer.sorted
    yield f"Records by id and lists of them are on [their own page]({RECORDS}.md).\n"
    for root in known.roots:
        yield f"## {root.name}\n\n{text(root)}\n"
        for name, field in root.fields.items():
            if name not in known.groups and not _leads_to_records(known, field):
                yield from _question(writer, name, field)
    query = known.roots[0]
    for name, group in known.groups.items():
        yield f"## {group.name}\n\n`{name}`: {text(group)}\n"
        yield from writer.inputs("argument", query.fields[name].args)
        for question, field in group.fields.items():
            yield from _question(writer, question, field)


def _question(writer: SchemaWriter, name: str, field: GraphQLField) -> Iterator[str]:
    yield f"### `{name}`\n\n{text(field)}\n\nGives {writer.shown(field.type)}.\n"
    yield from writer.inputs("argument", field.args)


def _leads_to_records(known: Sorted, field: GraphQLField) -> bool:
    """Whether it is a kind by id, or all of a kind."""
    kind: Any = get_named_type(field.type)
    if known.derived(kind) == "Connection":
        kind = get_named_type(kind.fields["nodes"].type)
    return known.is_record(kind)


def _records(writer: SchemaWriter) -> Iterator[str]:
    known = writer.sorted
    yield (
        f"A list takes `{'`, `'.join(LISTING)}` as [every list]({LISTS}.md) does, a single related "
        f"record `{'`, `'.join(SCOPE)}`; other arguments stand beside the field.\n"
    )
    yield "## By id, and all of a kind\n"
    yield from writer.fields(
        {name: f for name, f in known.roots[0].fields.items() if _leads_to_records(known, f)},
        ("id", *LISTING),
    )
    described = list(known.on(RECORDS))
    yield "## Interfaces\n"
    for kind in described:
        if isinstance(kind, GraphQLInterfaceType):
            yield from _fields(writer, kind)
    yield "## Kinds\n"
    for kind in described:
        if isinstance(kind, GraphQLObjectType):
            yield from _fields(writer, kind)
    yield "## Unions\n"
    for kind in described:
        if isinstance(kind, GraphQLUnionType):
            members = ", ".join(writer.link(member.name) for member in kind.types)
            yield f"### {kind.name}\n\n{text(kind)}: {members}\n"


def _fields(writer: SchemaWriter, kind: GraphQLInterfaceType | GraphQLObjectType) -> Iterator[str]:
    """A type with the fields that it does not have from an interface."""
    yield f"### {kind.name}\n\n{text(kind)}\n"
    inherited = {name for own in kind.interfaces for name in own.fields}
    if kind.interfaces:
        yield f"Has the fields of {', '.join(writer.link(own.name) for own in kind.interfaces)}.\n"
    if isinstance(kind, GraphQLInterfaceType):
        yield from _kinds_of(writer, kind)
    yield from writer.fields(
        {name: field for name, field in kind.fields.items() if name not in inherited}, LISTING
    )


def _kinds_of(writer: SchemaWriter, kind: GraphQLInterfaceType) -> Iterator[str]:
    possible = writer.sorted.schema.get_possible_types(kind)
    found = sorted(item.name for item in possible if writer.sorted.is_record(item))
    if found:
        yield f"Kinds: {', '.join(map(writer.link, found))}.\n"


def _lists(writer: SchemaWriter) -> Iterator[str]:
    known = writer.sorted
    kind: Any = known.schema.type_map[EXAMPLE]
    name, field = next(
        (name, field) for name, field in kind.fields.items() if set(LISTING) <= set(field.args)
    )
    yield (
        f"Every list of records takes the same arguments; `edge` only where it follows a "
        f"relationship. Here they are those of `{name}` of {writer.link(EXAMPLE)}:\n"
    )
    yield from writer.inputs("argument", field.args)
    yield (
        "For each kind and relationship the types below are made by one rule, so they are not "
        "listed one by one. One of each is shown as an example.\n"
    )
    for end, rule in DERIVED.items():
        made = [kind for kind in known.types if known.derived(kind) == end]
        if made:
            yield f"## …{end}\n\n{rule[:1].upper()}{rule[1:]} ({_such(made)}).\n"
            yield from _example(made)
    yield "## Common\n"
    for kind in known.on(LISTS):
        yield f"### {kind.name}\n\n{text(kind)}\n"
        if isinstance(kind, GraphQLInputObjectType):
            yield from writer.inputs("field", kind.fields)
        elif isinstance(kind, GraphQLObjectType):
            yield from writer.fields(kind.fields)


def _such(made: list[GraphQLNamedType]) -> str:
    return f"{len(made)} such type{'s' if len(made) > 1 else ''}"


def _example(made: list[GraphQLNamedType]) -> Iterator[str]:
    """One of them in GraphQL's own language: that of the example, else the shortest."""
    fitting = [kind for kind in made if kind.name.startswith(EXAMPLE)] or made
    yield f"```graphql\n{min(map(print_type, fitting), key=len)}\n```\n"


def _answers(writer: SchemaWriter) -> Iterator[str]:
    for kind in writer.sorted.on(ANSWERS):
        assert isinstance(kind, GraphQLObjectType)
        yield f"## {kind.name}\n\n{text(kind)}\n"
        yield from writer.fields(kind.fields, LISTING)


def _values(writer: SchemaWriter) -> Iterator[str]:
    described = list(writer.sorted.on(VALUES))
    yield "## Scalars\n"
    for kind in described:
        if isinstance(kind, GraphQLScalarType):
            where = f" [Specification]({kind.specified_by_url})" if kind.specified_by_url else ""
            yield f"### {kind.name}\n\n{text(kind)}.{where}\n"
    yield "## Enums\n"
    for kind in described:
        if isinstance(kind, GraphQLEnumType):
            yield f"### {kind.name}\n\n{text(kind)}\n"
            yield from table(
                ("value", "what it is"),
                ((f"`{name}`", text(value)) for name, value in kind.values.items()),
            )
    yield "## Inputs\n"
    for kind in described:
        if isinstance(kind, GraphQLInputObjectType):
            yield f"### {kind.name}\n\n{text(kind)}\n"
            yield from writer.inputs("field", kind.fields)
    own = [item for item in writer.sorted.schema.directives if not is_specified_directive(item)]
    if own:
        yield "## Directives\n"
        yield from table(
            ("directive", "what it is"), ((f"`@{item.name}`", text(item)) for item in own)
        )
