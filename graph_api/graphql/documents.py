"""Documents, read within bounds and validated once."""

from __future__ import annotations

from contextlib import suppress

from cachetools import LRUCache
from graphql import DocumentNode, GraphQLError, GraphQLSchema, validate

from graph_api.graphql.errors import located
from graph_api.graphql.guards import MOST_ERRORS, Bounds, brief, read
from graph_api.graphql.suggestions import in_brief
from graph_api.observing.observer import count_lookup
from schema.errors import PhakhiError


class Documents:
    """Valid documents by text and bounds; the one longest out of use goes first.

    What one service refuses is refused there, whatever others in the process have set.

    Args:
        schema: what they are valid for.
        capacity: characters of text that are cached in all. A parsed document takes about a hundred
            times the memory of its text, so it is the text that is bounded, not the number.
    """

    def __init__(self, schema: GraphQLSchema, capacity: int = 1_000_000) -> None:
        self._schema = schema
        self._cache: LRUCache[tuple[str, Bounds], DocumentNode] = LRUCache(capacity, _length)

    def get(self, text: str, bounds: Bounds) -> DocumentNode | list[GraphQLError]:
        """The document, or what is wrong with it."""
        key = (text, bounds)
        cached = self._cache.get(key)
        count_lookup("documents", hit=cached is not None)
        if cached is not None:
            return cached
        try:
            document = read(text, bounds)
            wrong = self._wrong(document, bounds)
        except PhakhiError as error:
            return [located(error)]
        except GraphQLError as error:
            return [brief(error)]
        if not wrong:
            with suppress(ValueError):  # one that is too large is not cached
                self._cache[key] = document
        return wrong or document

    def _wrong(self, document: DocumentNode, bounds: Bounds) -> list[GraphQLError]:
        hidden = not bounds.introspection
        errors = validate(self._schema, document, max_errors=MOST_ERRORS, hide_suggestions=hidden)
        return in_brief(errors, self._schema, suggesting=bounds.introspection)


def _length(document: DocumentNode) -> int:
    assert document.loc is not None
    return len(document.loc.source.body)
