"""What a document holds with its fragments written out, without writing them out.

Fragments that spread each other grow with every level, so each is reckoned once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graph_api.planner.introspection import INTROSPECTION
from schema.errors import ErrorCode, PhakhiError

Definition = OperationDefinitionNode | FragmentDefinitionNode
Fields = dict[str, list[FieldNode]]


@dataclass
class Outline:
    """What a definition holds itself, and which fragments it spreads, each with its nesting.

    Attributes:
        introspects: the field of introspection that it selects, or an empty text.
    """

    selections: int = 0
    nesting: int = 0
    aliases: int = 0
    introspects: str = ""
    spreads: list[tuple[str, int]] = field(default_factory=list)


class Size(NamedTuple):
    """Selections and nesting of a definition with its fragments written out."""

    selections: int
    nesting: int


class Outlines:
    """The operations and fragments of a document."""

    def __init__(self, document: DocumentNode) -> None:
        self._definitions = [
            item
            for item in document.definitions
            if isinstance(item, (OperationDefinitionNode, FragmentDefinitionNode))
        ]
        self._fragments = {
            item.name.value: item
            for item in self._definitions
            if isinstance(item, FragmentDefinitionNode)
        }
        self._outlines = {id(item): _outline(item) for item in self._definitions}

    def all(self) -> Collection[Outline]:
        """The outlines of all definitions."""
        return self._outlines.values()

    def sizes(self) -> list[Size]:
        """Sizes of what nothing else holds: operations, and fragments that nothing spreads.

        Raises:
            PhakhiError: ``GRAPHQL_INVALID``, where fragments spread each other in a circle.
        """
        spreads = {
            name: {spread for spread, _ in self._outline(item).spreads if spread in self._fragments}
            for name, item in self._fragments.items()
        }
        sizes: dict[str, Size] = {}
        try:
            for name in TopologicalSorter(spreads).static_order():
                sizes[name] = _size(self._outline(self._fragments[name]), sizes)
        except CycleError as error:
            raise _circle(error.args[1][0]) from None
        return [_size(self._outline(item), sizes) for item in self._roots()]

    def levels(self) -> Iterator[Fields]:
        """The fields of each selection of the answer by response name, merged as execution does.

        It takes as long as the document is with its fragments written out.
        """
        levels = [[root.selection_set] for root in self._roots()]
        while levels:
            fields = self._merged(levels.pop())
            yield fields
            for details in fields.values():
                below = [item.selection_set for item in details if item.selection_set is not None]
                if below:
                    levels.append(below)

    def _outline(self, definition: Definition) -> Outline:
        return self._outlines[id(definition)]

    def _roots(self) -> Iterator[Definition]:
        spread = {name for item in self.all() for name, _ in item.spreads}
        for item in self._definitions:
            name = item.name.value if item.name else ""
            if self._fragments.get(name) is not item or name not in spread:
                yield item

    def _merged(self, level: list[SelectionSetNode]) -> Fields:
        fields: Fields = {}
        spread: set[str] = set()
        sets = list(level)
        while sets:
            for item in sets.pop().selections:
                if isinstance(item, FieldNode):
                    fields.setdefault((item.alias or item.name).value, []).append(item)
                elif isinstance(item, InlineFragmentNode):
                    sets.append(item.selection_set)
                elif isinstance(item, FragmentSpreadNode):
                    name = item.name.value
                    if name in self._fragments and name not in spread:
                        spread.add(name)
                        sets.append(self._fragments[name].selection_set)
        return fields


def _outline(definition: Definition) -> Outline:
    outline = Outline()
    stack = [(definition.selection_set, 1)]
    while stack:
        selection, nesting = stack.pop()
        outline.nesting = max(outline.nesting, nesting)
        outline.selections += len(selection.selections)
        for item in selection.selections:
            if isinstance(item, FragmentSpreadNode):
                outline.spreads.append((item.name.value, nesting))
            elif isinstance(item, FieldNode):
                outline.aliases += item.alias is not None
                if item.name.value in INTROSPECTION:
                    outline.introspects = item.name.value
            if isinstance(item, (FieldNode, InlineFragmentNode)) and item.selection_set:
                stack.append((item.selection_set, nesting + 1))
    return outline


def _size(outline: Outline, sizes: dict[str, Size]) -> Size:
    selections, nesting = outline.selections, outline.nesting
    for name, at in outline.spreads:
        inner = sizes.get(name)
        if inner is not None:
            selections += inner.selections
            nesting = max(nesting, at + inner.nesting)
    return Size(selections, nesting)


def _circle(name: str) -> PhakhiError:
    return PhakhiError(
        ErrorCode.GRAPHQL_INVALID,
        f'The fragment "{name}" spreads itself, if by way of others.',
        f"แฟรกเมนต์ “{name}” อ้างถึงตัวเอง โดยตรงหรือผ่านแฟรกเมนต์อื่น",
    )
