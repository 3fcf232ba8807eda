"""Documents, parsed and validated once."""

from __future__ import annotations

from collections import OrderedDict

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, validate


class Documents:
    """Valid documents by their text; the one longest out of use goes first.

    Args:
        schema: what they are valid for.
        room: characters of text that are kept in all. A parsed document takes about a hundred times
            the memory of its text, so it is the text that is bounded, not the number.
    """

    def __init__(self, schema: GraphQLSchema, room: int = 1_000_000) -> None:
        self._schema = schema
        self._room = room
        self._kept: OrderedDict[str, DocumentNode] = OrderedDict()

    def get(self, text: str) -> DocumentNode | list[GraphQLError]:
        """The document, or what is wrong with it."""
        kept = self._kept.get(text)
        if kept is not None:
            self._kept.move_to_end(text)
            return kept
        try:
            document = parse(text)
            wrong = validate(self._schema, document)
        except GraphQLError as error:
            return [error]
        except RecursionError:
            return [GraphQLError("Syntax Error: the document is nested too deeply.")]
        if not wrong:
            self._keep(text, document)
        return wrong or document

    def _keep(self, text: str, document: DocumentNode) -> None:
        self._room -= len(text)
        self._kept[text] = document
        while self._room < 0:
            gone, _ = self._kept.popitem(last=False)
            self._room += len(gone)
