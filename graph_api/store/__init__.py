"""The store: the one place that talks to Neo4j."""

from __future__ import annotations

from graph_api.store.opening import open_store
from graph_api.store.store import Store

__all__ = ["Store", "open_store"]
