"""The first draft of a question's document: all arguments, and what an answer says at first sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    Undefined,
    ast_from_value,
    get_named_type,
    is_leaf_type,
    print_ast,
)

from graph_api.analyses.analysis import Analysis
from graph_api.graphql.schema import build_schema
from schema.registry import declaration

_BASIS = "basis { asOf includeSynthetic syntheticRule syntheticLeftOut revision ageSeconds }"
_RECORD = "id nameTh nameEn"
_DEEPEST = 4
_INDENT = "  "


def draft_document(name: str, analysis: Analysis, place: tuple[str, ...]) -> str:
    """A document that asks an analysis, which stands at ``place`` below the root."""
    fields = list(fields_to(place))
    arguments = {key: arg for field in fields for key, arg in field.args.items()}
    variables = "".join(f"  ${key}: {_declared(arg)}\n" for key, arg in arguments.items())
    body = _nested(place, fields)
    camel = "".join(word.capitalize() for word in name.split("_"))
    head = [
        ", ".join(map(str, analysis.numbers)) or "-",
        analysis.question.en,
        analysis.question.th,
    ]
    comments = "".join(f"# {line}\n" for line in head)
    signature = f"query {camel}(\n{variables})" if variables else f"query {camel}"
    return f"{comments}{signature} {{\n{body}}}\n"


def fields_to(place: tuple[str, ...]) -> Iterator[GraphQLField]:
    """The fields that lead from the root to a place, one after another."""
    kind = build_schema()._schema.query_type  # noqa: SLF001  # strawberry shows its core schema no other way
    for name in place:
        assert isinstance(kind, GraphQLObjectType)
        field = kind.fields[name]
        yield field
        below = get_named_type(field.type)
        kind = below if isinstance(below, GraphQLObjectType) else None


def _declared(argument: GraphQLArgument) -> str:
    if argument.default_value is Undefined or argument.default_value is None:
        return str(argument.type)
    node = ast_from_value(argument.default_value, argument.type)
    return str(argument.type) if node is None else f"{argument.type} = {print_ast(node)}"


def _nested(place: tuple[str, ...], fields: list[GraphQLField]) -> str:
    text = "".join(f"{line}\n" for line in _selection(fields[-1].type, 1))
    for depth in range(len(place) - 1, -1, -1):
        call = f"{place[depth]}{_passed(fields[depth].args)}"
        text = f"{call} {{\n{_indented(text)}}}\n"
    return _indented(text)


def _passed(arguments: Mapping[str, GraphQLArgument]) -> str:
    return f"({', '.join(f'{name}: ${name}' for name in arguments)})" if arguments else ""


def _indented(text: str) -> str:
    return "".join(f"{_INDENT}{line}\n" for line in text.splitlines())


def _selection(type_: GraphQLOutputType, depth: int) -> Iterator[str]:
    """Lines that select of a type what can be read without more questions."""
    kind = get_named_type(type_)
    declared = declaration()
    if isinstance(kind, GraphQLUnionType) or declared.is_target(kind.name):
        yield "... on Record { id nameTh nameEn }" if _is_group(kind) else _RECORD
        return
    assert isinstance(kind, GraphQLObjectType)
    left_out = {"edges"} if "pageInfo" in kind.fields else set()
    for name, field in kind.fields.items():
        below = get_named_type(field.type)
        if name == "basis":
            yield _BASIS
            continue
        if name in left_out or any(arg.default_value is Undefined for arg in field.args.values()):
            continue
        if is_leaf_type(below):
            yield name
        elif depth < _DEEPEST:
            inner = "".join(f"{line}\n" for line in _selection(field.type, depth + 1))
            yield f"{name} {{\n{_indented(inner)}}}"


def _is_group(kind: object) -> bool:
    return isinstance(kind, (GraphQLUnionType, GraphQLInterfaceType))
