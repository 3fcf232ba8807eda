"""Candidates for a purpose with what stands behind them: on a graph made by hand."""

from __future__ import annotations

from graph_api.analyses.common.candidates import explain_candidate
from graph_api.analyses.common.purpose import rank_for
from graph_api.linkage.csr import ints
from graph_api.linkage.purpose import Purpose
from tests.linkage.graphs import Links, behind, features_of

LINKS: Links = {
    "ADOPTS": {("agency:a", "issue:i0"), ("agency:b", "issue:i0"), ("agency:b", "issue:i1")},
}


def test_a_candidate_for_a_purpose_is_explained_by_what_it_is_wanted_for() -> None:
    """Only its own way to the issue stands behind it: a purpose has none."""
    features = features_of(LINKS)
    issue = features.graph.number("issue:i0")
    assert issue is not None
    purpose = Purpose(issues=ints([issue]))
    candidate = explain_candidate(features, "goal:g0", purpose, rank_for(features, purpose)[0])
    assert (candidate.ends, candidate.rank) == (("goal:g0", "agency:a"), 1)
    way = ("agency:a", "ADOPTS", "issue:i0")
    assert behind(features, candidate) == {"concern": (0.25, ["issue:i0"], [way])}
