"""What a name means that a client knows from seed files, or from another kind.

graphql-core suggests the names that look alike: for ``agency { raises }`` there is none, for
``in_area`` a wrong one. It has no place to put a suggestion of one's own into, so its message is
read, as :mod:`graph_api.graphql.thai` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from graphql import GraphQLError, GraphQLSchema, is_enum_type
from graphql.pyutils import did_you_mean

from graph_api.graphql.guards import brief
from schema.registry import declaration
from schema.spellings import meant_fields

_ENDS = ("", "Where", "Order", "GroupKey")
_COUNT = "Count"

_SUGGESTED = r"(?: Did you mean (?!to use)[^?]+\?)?"
_MESSAGES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"(?P<said>Cannot query field '(?P<name>\w+)' on type '(?P<type>\w+)'\.){_SUGGESTED}",
        (
            r"(?P<said>.*Expected value of type '(?P<type>\w+)' not to include unknown field "
            rf"'(?P<name>\w+)')(?:\.{_SUGGESTED} F|, f)(?P<rest>ound: .+)"
        ),
        (
            r"(?P<said>.*Value '(?P<name>\w+)' does not exist in '(?P<type>\w+)' enum\.)"
            rf"{_SUGGESTED}"
        ),
        (
            r"(?P<said>.*Enum '(?P<type>\w+)' cannot represent non-enum value: (?P<name>\w+)\.)"
            rf"{_SUGGESTED}"
        ),
    )
)


def in_brief(
    errors: Iterable[GraphQLError], schema: GraphQLSchema, *, suggesting: bool
) -> list[GraphQLError]:
    """Errors cut to what helps, with suggestions unless the schema is not to be told."""
    short = [brief(error) for error in errors]
    return [_suggest(error, schema) for error in short] if suggesting else short


def _suggest(error: GraphQLError, schema: GraphQLSchema) -> GraphQLError:
    """``error`` with what a relationship is called here, where it names one by another name."""
    for pattern in _MESSAGES:
        match = pattern.fullmatch(error.message)
        meant = _meant(match["type"], match["name"], schema) if match else []
        if match and meant:
            rest = match.groupdict().get("rest")
            sort = "the enum value" if is_enum_type(schema.get_type(match["type"])) else None
            said = f"{match['said']}." if rest else match["said"]
            error.message = said + did_you_mean(meant, sort) + (f" F{rest}" if rest else "")
    return error


def _meant(type_: str, name: str, schema: GraphQLSchema) -> list[str]:
    """The names that a type has in the place of ``name``."""
    kind, made = _kinds().get(type_), schema.get_type(type_)
    if kind is None:
        return []
    known = made.values if is_enum_type(made) else getattr(made, "fields", {})
    fields = meant_fields(declaration().kind(kind), name.removesuffix(_COUNT))
    forms = [
        form
        for item in fields
        for form in (item.graphql_name, item.graphql_name + _COUNT, item.name.upper())
    ]
    return [form for form in forms if form in known]


@cache
def _kinds() -> dict[str, str]:
    """The kind or group that a type of the schema speaks of, by the type's name."""
    known = declaration()
    return {
        f"{kind}{link}{end}": kind
        for kind in (*known.groups, *known.kinds)
        for link in ("", *known.links)
        for end in _ENDS
    }
