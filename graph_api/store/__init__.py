"""The store: the one place that talks to Neo4j."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_api.store.opening import open_store
    from graph_api.store.store import Store

__all__ = ["Store", "open_store"]

_PLACES = {"Store": "store", "open_store": "opening"}


def __getattr__(name: str) -> object:
    """Imports the driver and the engine for who uses them; a store's folder needs neither."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
