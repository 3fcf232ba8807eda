"""Markdown for types, fields and arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    print_ast,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphql import GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLType

    from graph_api.cli.reference.sorting import Sorted


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table; without rows nothing."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if lines:
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from lines
        yield ""


def text(described: Any) -> str:  # noqa: ANN401  # whatever has a description
    """The description of a type, field, argument or value, on one line of a table."""
    said = " ".join((described.description or "").split()).replace("|", "\\|")
    reason = getattr(described, "deprecation_reason", None)
    return f"{said} **Deprecated**: {reason}" if reason else said


@dataclass(frozen=True)
class SchemaWriter:
    """Writes for one page: links lead to the others."""

    sorted: Sorted
    page: str

    def link(self, name: str) -> str:
        """The type's name, with a link to where it is described."""
        kind = self.sorted.schema.type_map[name]
        if kind not in self.sorted.types:
            return name
        page, rule = self.sorted.page(kind), self.sorted.derived(kind)
        anchor = (rule or name).lower()
        return f"[{name}]({'' if page == self.page else page + '.md'}#{anchor})"

    def shown(self, kind: GraphQLType) -> str:
        """A type as it is written, with a link in it; a plain connection by what it lists."""
        if isinstance(kind, GraphQLNonNull):
            return self.shown(kind.of_type) + ("" if self._listed(kind) else "!")
        if isinstance(kind, GraphQLList):
            return f"\\[{self.shown(kind.of_type)}\\]"
        return self._listed(kind) or self.link(get_named_type(kind).name)

    def _listed(self, kind: GraphQLType) -> str | None:
        named: Any = get_named_type(kind)
        if self.sorted.derived(named) != "Connection":
            return None
        edge: Any = get_named_type(named.fields["edges"].type)
        listed = f"list of {self.link(get_named_type(named.fields['nodes'].type).name)}"
        says = edge.interfaces[0].name if edge.interfaces else "Link"
        return listed if says == "Link" else f"{listed}, each with {self.link(says)}"

    def fields(
        self, fields: Mapping[str, GraphQLField], known: Iterable[str] = ()
    ) -> Iterator[str]:
        """Output fields; arguments named in ``known`` are explained elsewhere."""
        yield from table(
            ("field", "type", "what it is"),
            (
                (f"`{name}`{self._asked(field, known)}", self.shown(field.type), text(field))
                for name, field in fields.items()
            ),
        )

    @staticmethod
    def _asked(field: GraphQLField, known: Iterable[str]) -> str:
        own = [f"`{name}`" for name in field.args if name not in known]
        return f" ({', '.join(own)})" if own else ""

    def inputs(
        self, head: str, given: Mapping[str, GraphQLArgument] | Mapping[str, GraphQLInputField]
    ) -> Iterator[str]:
        """Arguments or input fields."""
        yield from table(
            (head, "type", "default", "what it is"),
            (
                (f"`{name}`", self.shown(item.type), _default(item), text(item))
                for name, item in given.items()
            ),
        )


def _default(item: GraphQLArgument | GraphQLInputField) -> str:
    written = item.ast_node.default_value if item.ast_node else None
    return f"`{print_ast(written)}`" if written and written.kind != "null_value" else ""
