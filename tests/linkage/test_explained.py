"""Candidates with what stands behind them, before they are put into words: on a graph made by hand."""

from __future__ import annotations

from graph_api.linkage.asker import make_asker
from graph_api.linkage.components.concern import CONCERN
from graph_api.linkage.details import Details
from graph_api.linkage.explained import ExplainedCandidate, explain_collaborator
from graph_api.linkage.features import Features
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.ranking import Choice, rank
from graph_api.linkage.reasons import Voice
from graph_api.linkage.weights import checked
from tests.linkage.graphs import Links, behind, features_of

LINKS: Links = {
    "ADOPTS": {("agency:a", "issue:i0"), ("agency:b", "issue:i0"), ("agency:b", "issue:i1")},
}
A_ADOPTS, B_ADOPTS = ((agency, "ADOPTS", "issue:i0") for agency in ("agency:a", "agency:b"))


def of_agency(features: Features) -> ExplainedCandidate:
    """The only collaborator of agency:a, by concern alone."""
    asker, weights = make_asker(features, 0), checked({CONCERN: 2.0})
    (place,) = rank(features, asker, weights, Choice(5)).places
    return explain_collaborator(features, asker, weights, place)


def test_a_collaborator_is_explained_to_who_asks() -> None:
    """Its ends are the asker and itself, and its one component is as heavy as was asked for."""
    features = features_of(LINKS)
    candidate = of_agency(features)
    assert (candidate.ends, candidate.rank) == (("agency:a", "agency:b"), 1)
    assert behind(features, candidate) == {"concern": (2.0, ["issue:i0"], [A_ADOPTS, B_ADOPTS])}
    (part,) = candidate.parts
    assert candidate.score == round(part.contribution, DECIMALS)


def test_reasons_are_told_of_both_ends() -> None:
    """The sentence names what both care about; its share is all of the score."""
    features = features_of(LINKS)
    voice = Voice(features.graph, Details({}, {}), "en")
    (reason,) = of_agency(features).reasons(voice)
    assert (reason.summary, reason.share) == ("Both care about “issue:i0”.", 1.0)
