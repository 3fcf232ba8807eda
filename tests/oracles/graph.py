"""The whole graph in plain Python, read by one small statement a kind and one a relationship.

The oracle of meaning answers from it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from graph_api.store import Store
from schema.dates import moment_text
from schema.registry import declaration

NODES = "MATCH (n:{label}) RETURN properties(n), toString(n.created_at), toString(n.updated_at), toString(n.loaded_at)"
LINKS = "MATCH (a)-[r:{label}]->(b) RETURN a.id, properties(r), b.id"


@dataclass(frozen=True, eq=False)
class Vertex:
    """A node: its kind and its properties; temporal values as ISO text."""

    kind: str
    values: dict[str, Any]

    @property
    def id(self) -> str:
        """Its id."""
        found: str = self.values["id"]
        return found


@dataclass(frozen=True, eq=False)
class Edge:
    """A relationship between two nodes."""

    type: str
    values: dict[str, Any]
    source: Vertex
    target: Vertex


@dataclass
class Graph:
    """All nodes and relationships.

    Attributes:
        vertices: by id.
        kinds: the nodes of each kind.
        out: relationships by type and id of the node that they start from.
        into: likewise by the node that they lead to.
    """

    vertices: dict[str, Vertex] = field(default_factory=dict)
    kinds: dict[str, list[Vertex]] = field(default_factory=dict)
    out: dict[tuple[str, str], list[Edge]] = field(default_factory=dict)
    into: dict[tuple[str, str], list[Edge]] = field(default_factory=dict)

    def edges(self) -> list[Edge]:
        """All relationships."""
        return [edge for edges in self.out.values() for edge in edges]


async def read_graph(store: Store) -> Graph:
    """The graph that a store holds."""
    graph = Graph()
    for kind in declaration().kinds:
        rows = await store.read(NODES.format(label=kind))
        graph.kinds[kind] = [Vertex(kind, _plain(values, *moments)) for values, *moments in rows]
        graph.vertices |= {vertex.id: vertex for vertex in graph.kinds[kind]}
    for type_ in declaration().types:
        for source, values, target in await store.read(LINKS.format(label=type_)):
            ends = graph.vertices[source], graph.vertices[target]
            edge = Edge(type_, _plain(values), *ends)
            graph.out.setdefault((type_, source), []).append(edge)
            graph.into.setdefault((type_, target), []).append(edge)
    return graph


def _plain(values: dict[str, Any], *moments: str | None) -> dict[str, Any]:
    sent = [moment and moment_text(dt.datetime.fromisoformat(moment)) for moment in moments]
    named = zip(("created_at", "updated_at", "loaded_at"), sent, strict=False)
    plain = {
        name: value.iso_format() if hasattr(value, "iso_format") else value
        for name, value in values.items()
    }
    return plain | {name: moment for name, moment in named if moment is not None}
