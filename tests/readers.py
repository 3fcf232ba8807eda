"""Readers with access scopes, for tests that say who asks."""

from __future__ import annotations

from graph_api.access.identity import Principal


def reader(scopes: frozenset[str] | None) -> Principal | None:
    """A reader with these scopes; ``None``: one with those that everybody has."""
    return None if scopes is None else Principal("key:test", scopes, anonymous=False)
