"""What candidates did together with the agency that asks, and no longer do."""

from __future__ import annotations

from graph_api.linkage.asker import Asker
from graph_api.linkage.blend import explain
from graph_api.linkage.candidate_answers import WorkedBefore
from graph_api.linkage.components.past import PAST
from graph_api.linkage.features import Features
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.reasons import Voice, summary
from graph_api.planner.refs import nodes
from schema.model import Evidence, Record


def find_past_work(features: Features, asker: Asker, agency: int) -> Provenance | None:
    """What stands behind having worked together, or ``None`` for two that did not.

    It is that of the reason, whether or not the past counts towards the score.
    """
    if agency not in features.former.known(asker.agency):
        return None
    return explain(features, asker, agency, PAST)


def make_worked_before(past: Provenance, ends: tuple[str, str], voice: Voice) -> WorkedBefore:
    """The answer for one former partner.

    Args:
        past: what stands behind it.
        ends: ids of the one that asks, and of the other.
        voice: what it is put into words with.
    """
    assert past.until is not None
    graph = voice.graph
    return WorkedBefore(
        until=past.until,
        works=nodes(Record, graph.names(past.nodes)),
        work_count=len(past.seen),
        directly=past.directly,
        summary=summary(PAST, past, ends, voice),
        evidence=nodes(Evidence, voice.details.evidence_of(graph, past.links)),
    )
