"""Documents, read within bounds and validated once."""

from __future__ import annotations

from collections import OrderedDict

from graphql import DocumentNode, GraphQLError, GraphQLSchema, validate

from graph_api.graphql.errors import located
from graph_api.graphql.guards import MOST_ERRORS, Bounds, brief, read
from graph_api.observing.observer import count_lookup
from schema.errors import PhakhiError


class Documents:
    """Valid documents by text and bounds; the one longest out of use goes first.

    What one service refuses is refused there, whatever others in the process have set.

    Args:
        schema: what they are valid for.
        room: characters of text that are kept in all. A parsed document takes about a hundred times
            the memory of its text, so it is the text that is bounded, not the number.
    """

    def __init__(self, schema: GraphQLSchema, room: int = 1_000_000) -> None:
        self._schema = schema
        self._room = room
        self._kept: OrderedDict[tuple[str, Bounds], DocumentNode] = OrderedDict()

    def get(self, text: str, bounds: Bounds) -> DocumentNode | list[GraphQLError]:
        """The document, or what is wrong with it."""
        key = (text, bounds)
        kept = self._kept.get(key)
        count_lookup("documents", hit=kept is not None)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        try:
            document = read(text, bounds)
            wrong = self._wrong(document, bounds)
        except PhakhiError as error:
            return [located(error)]
        except GraphQLError as error:
            return [brief(error)]
        if not wrong:
            self._keep(key, document)
        return wrong or document

    def _wrong(self, document: DocumentNode, bounds: Bounds) -> list[GraphQLError]:
        hidden = not bounds.introspection
        found = validate(self._schema, document, max_errors=MOST_ERRORS, hide_suggestions=hidden)
        return [brief(error) for error in found]

    def _keep(self, key: tuple[str, Bounds], document: DocumentNode) -> None:
        self._room -= len(key[0])
        self._kept[key] = document
        while self._room < 0:
            (gone, _), _ = self._kept.popitem(last=False)
            self._room += len(gone)
