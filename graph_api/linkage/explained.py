"""Candidates with what stands behind their scores: how every list of candidates comes to its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph_api.linkage.answers import Reason
from graph_api.linkage.asker import Asker
from graph_api.linkage.blend import explain
from graph_api.linkage.details import read_details
from graph_api.linkage.features import Features
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.ranking import RankedCandidate
from graph_api.linkage.reasons import ScorePart, Voice, make_reasons
from graph_api.linkage.snapshots import Snapshot
from graph_api.linkage.weights import Weights
from schema.cypher import Reader


@dataclass(frozen=True, slots=True)
class ExplainedCandidate:
    """A candidate before it is put into words.

    Attributes:
        wanted_by: id of the agency that asks, or of what somebody is wanted for.
        agency: its own id.
        rank: its place, from 1.
        score: the sum of what its components give.
        parts: the components that give something.
        past_work: what stands behind having worked together, where that was looked for.
    """

    wanted_by: str
    agency: str
    rank: int
    score: float
    parts: tuple[ScorePart, ...]
    past_work: Provenance | None = None

    @property
    def provenance(self) -> list[Provenance]:
        """All that names and evidence are read for."""
        past = [] if self.past_work is None else [self.past_work]
        return [part.provenance for part in self.parts] + past

    @property
    def ends(self) -> tuple[str, str]:
        """The two ids that its sentences name."""
        return self.wanted_by, self.agency

    def reasons(self, voice: Voice) -> list[Reason]:
        """Its reasons, the strongest first."""
        return make_reasons(self.parts, self.ends, voice)


def explain_collaborator(
    features: Features, asker: Asker, weights: Weights, place: RankedCandidate
) -> ExplainedCandidate:
    """A collaborator in its place, with what stands behind each component."""
    return ExplainedCandidate(
        wanted_by=features.agency(asker.agency),
        agency=features.agency(place.agency),
        rank=place.rank,
        score=place.score,
        parts=tuple(
            ScorePart(part, weights[part], value, explain(features, asker, place.agency, part))
            for part, value in place.values.items()
        ),
    )


async def read_voice(  # each stands for itself
    store: Reader,
    snapshot: Snapshot,
    language: str,
    candidates: Sequence[ExplainedCandidate],
    *,
    also: Iterable[str] = (),
    purpose: bool = False,
) -> Voice:
    """What the reasons of candidates are put into words with, by one statement for all of them.

    Args:
        store: where names and evidence are read.
        snapshot: that they are candidates in.
        language: ``"th"`` or ``"en"``.
        candidates: whose reasons will be told.
        also: ids of further nodes whose names are needed.
        purpose: whether they are wanted for a purpose, and not by an agency.

    Raises:
        PhakhiError: what the store raises.
    """
    graph = snapshot.features.graph
    provenance = [behind for item in candidates for behind in item.provenance]
    ends = {end for item in candidates for end in item.ends}
    details = await read_details(store, snapshot.scope, graph, provenance, ends.union(also))
    return Voice(graph, details, language, purpose)
