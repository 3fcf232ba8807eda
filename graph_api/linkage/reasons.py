"""Turns what stands behind a score into the reasons that an answer shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.linkage.answers import Reason
from graph_api.linkage.behind import Behind
from graph_api.linkage.details import Details
from graph_api.linkage.graph import Graph
from graph_api.linkage.sentences import sentence
from graph_api.linkage.weights import Component
from graph_api.planner.refs import nodes
from schema.model import Evidence, Record

SHOWN_DECIMALS = 6
"""Decimals of the numbers in an answer."""


@dataclass(frozen=True)
class Part:
    """A component of a score, before it is put into words."""

    component: Component
    weight: float
    value: float
    behind: Behind

    @property
    def contribution(self) -> float:
        """What it gives to the score."""
        return self.weight * self.value


def make_reasons(
    graph: Graph, parts: Sequence[Part], details: Details, language: str
) -> list[Reason]:
    """The reasons for these parts, the strongest first; equal ones keep their order."""
    total = sum(part.contribution for part in parts)
    ordered = sorted(parts, key=lambda part: -round(part.contribution, 12))
    return [_reason(graph, part, total, details, language) for part in ordered]


def _reason(graph: Graph, part: Part, total: float, details: Details, language: str) -> Reason:
    idents = graph.names(part.behind.nodes)
    return Reason(
        component=part.component,
        weight=part.weight,
        value=shown(part.value),
        contribution=shown(part.contribution),
        share=shown(part.contribution / total),
        summary=sentence(part.component, idents, details.name, language),
        nodes=nodes(Record, idents),
        evidence=nodes(Evidence, details.evidence_of(graph, part.behind.links)),
    )


def shown(number: float) -> float:
    """A number as an answer shows it."""
    return round(number, SHOWN_DECIMALS)
