"""What a client selects of an answer: what costs something is worked out only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import strawberry
from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode
from graphql import SelectionSetNode as Set

Fragments = Mapping[str, FragmentDefinitionNode]


def selected_below(info: strawberry.Info, *path: str) -> frozenset[str]:
    """Names of the fields that are selected below the resolved field, at the end of ``path``.

    Directives are not looked at: a field that is left out by one counts as selected.
    """
    raw = info._raw_info  # noqa: SLF001  # strawberry's own reading expands fragments without bound
    nodes: Iterable[FieldNode] = raw.field_nodes
    for name in path:
        nodes = [field for field in _below(nodes, raw.fragments) if field.name.value == name]
    return frozenset(field.name.value for field in _below(nodes, raw.fragments))


def _below(nodes: Iterable[FieldNode], fragments: Fragments) -> Iterator[FieldNode]:
    """The fields right below these, each fragment looked at once."""
    open_sets: list[Set | None] = [node.selection_set for node in nodes]
    seen: set[str] = set()
    while open_sets:
        selections = open_sets.pop()
        for item in selections.selections if selections else ():
            if isinstance(item, FieldNode):
                yield item
            elif isinstance(item, InlineFragmentNode):
                open_sets.append(item.selection_set)
            elif isinstance(item, FragmentSpreadNode) and item.name.value not in seen:
                seen.add(item.name.value)
                open_sets.append(fragments[item.name.value].selection_set)
