"""What the answer of an analysis is worked out with."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.scope import Scope
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph
from graph_api.linkage.snapshots import Snapshot
from schema.cypher import Reader


@dataclass(frozen=True, slots=True)
class QueryContext:
    """What an answer is worked out with.

    Attributes:
        store: where statements are read.
        snapshot: the graph, computed.
        language: ``"th"`` or ``"en"``.
    """

    store: Reader
    snapshot: Snapshot
    language: str

    @property
    def scope(self) -> Scope:
        """The part of the graph that is asked about."""
        return self.snapshot.scope

    @property
    def features(self) -> Features:
        """What is computed of the graph."""
        return self.snapshot.features

    @property
    def graph(self) -> Graph:
        """Nodes and relationships."""
        return self.snapshot.features.graph

    def say(self, english: str, thai: str) -> str:
        """The sentence in the language of the request."""
        return thai if self.language == "th" else english
