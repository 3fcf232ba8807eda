"""Turns what stands behind a score into the reasons that an answer shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.linkage.answers import Reason
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.details import Details
from graph_api.linkage.graph import Graph
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.sentences import Telling, listed, sentence, year_in
from graph_api.linkage.words import words_in
from graph_api.planner.refs import nodes
from schema.model import Evidence, Record

SHOWN_DECIMALS = 6
"""Decimals of the numbers in an answer."""


@dataclass(frozen=True)
class ScorePart:
    """A component of a score, before it is put into words."""

    component: ScoreComponent
    weight: float
    value: float
    provenance: Provenance

    @property
    def contribution(self) -> float:
        """What it gives to the score."""
        return self.weight * self.value


@dataclass(frozen=True)
class Voice:
    """What reasons are put into words with.

    Attributes:
        graph: ids.
        details: names and evidence.
        language: ``"th"`` or ``"en"``.
        purpose: whether the first of two ends is what the other is wanted for.
    """

    graph: Graph
    details: Details
    language: str
    purpose: bool = False

    @property
    def telling(self) -> Telling:
        """Names and language, for sentences."""
        return Telling(self.name, self.language, self.purpose)

    def name(self, ident: str) -> str:
        """The name of a node."""
        return self.details.name(ident, self.language)


def make_reasons(parts: Sequence[ScorePart], ends: tuple[str, str], voice: Voice) -> list[Reason]:
    """The reasons for these parts, the strongest first; equal ones keep their order.

    Args:
        parts: components that give something to the score.
        ends: ids of the two organisations.
        voice: what they are put into words with.
    """
    total = sum(part.contribution for part in parts)
    ordered = sorted(parts, key=lambda part: -round(part.contribution, DECIMALS))
    return [_reason(part, total, ends, voice) for part in ordered]


def _reason(part: ScorePart, total: float, ends: tuple[str, str], voice: Voice) -> Reason:
    graph = voice.graph
    return Reason(
        component=part.component,
        weight=part.weight,
        value=shown(part.value),
        contribution=shown(part.contribution),
        share=shown(part.contribution / total),
        summary=summary(part.component, part.provenance, ends, voice),
        nodes=nodes(Record, graph.names(part.provenance.nodes)),
        evidence=nodes(Evidence, voice.details.evidence_of(graph, part.provenance.links)),
    )


def summary(
    component: ScoreComponent, behind: Provenance, ends: tuple[str, str], voice: Voice
) -> str:
    """What a reason says in one sentence.

    Args:
        component: the reason.
        behind: what stands behind it.
        ends: ids of the two organisations.
        voice: what it is put into words with.
    """
    shown, seen = voice.graph.names(behind.nodes), voice.graph.names(behind.seen)
    return sentence(component, ends, shown, seen, voice.telling, _said(behind, voice))


def _said(behind: Provenance, voice: Voice) -> dict[str, str]:
    """What only some reasons say: until when, in which words."""
    said: dict[str, str] = {}
    if behind.until:
        said["until"] = year_in(behind.until, voice.language)
    if behind.words:
        words = words_in(voice.language, behind.words)
        said["words"] = listed(words, len(words), voice.language)
    return said


def shown(number: float) -> float:
    """A number as an answer shows it."""
    return round(number, SHOWN_DECIMALS)
