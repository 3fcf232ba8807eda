"""What one needs, the other offers."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import best_first, node_of
from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, PurposeUse, RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats, Ints, common, ints
from graph_api.linkage.features import Features, rarest
from graph_api.linkage.measures import BY_TOPIC, covered
from graph_api.linkage.needs import met_by
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, met_needs, ways_to_offer
from graph_api.linkage.purpose import Purpose
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    if asker.need is None:
        raised = features.standard.need.has.row(asker.agency)
        return covered(features.offer, raised, features.need.weights[raised])
    wanted = ints([asker.need])
    if features.graph.is_a("issue", asker.need):
        return covered(features.topics, wanted, np.ones(1))
    issues = features.standard.graph.out("CONCERNS", asker.need)
    by_topic = BY_TOPIC * covered(features.topics, issues, features.topics.weights[issues])
    return np.maximum(covered(features.offer, wanted, np.ones(1)), by_topic)


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    graph, ours, theirs = features.graph, node_of(features, asker.agency), node_of(features, agency)
    if asker.need is None:
        met = common(features.need.has.row(asker.agency), features.offer.has.row(agency))
        return met_needs(graph, ours, theirs, best_first(met, features.need.weights[met]))
    if not graph.is_a("problem", asker.need):
        return _on_topic(features, theirs, ints([asker.need]))
    provenance = met_needs(graph, ours, theirs, ints([asker.need]))
    if len(provenance.nodes) > 1:
        return provenance
    issues = common(graph.out("CONCERNS", asker.need), features.topics.has.row(agency))
    return _on_topic(features, theirs, issues)


def _on_topic(
    features: Features, theirs: Ints, issues: Ints, most: int = NODES_SHOWN
) -> Provenance:
    """What the candidate offers that concerns these issues."""
    provenance = Provenance()
    provenance.add_nodes(issues, most)
    for issue in map(int, issues):
        links = ways_to_offer(features.graph, theirs, features.graph.back("CONCERNS", issue))
        provenance.add_nodes(thing for _, _, thing in links)
        for link in links:
            provenance.add_links([link, (link[2], "CONCERNS", issue)])
    return provenance


def _for_purpose(features: Features, purpose: Purpose) -> Floats:
    """The share of the problems that an offer meets; half for an offer on the same issues."""
    by_topic = covered(features.topics, purpose.issues, features.topics.weights[purpose.issues])
    if len(purpose.problems) == 0:
        return by_topic
    met = covered(features.offer, purpose.problems, np.ones(len(purpose.problems)))
    return np.maximum(met, BY_TOPIC * by_topic)


def _behind_purpose(features: Features, purpose: Purpose, agency: int) -> Provenance:
    offers, topics = features.offer.has, features.topics
    met = common(purpose.problems, offers.row(agency - features.first))
    shared = common(purpose.issues, topics.has.row(agency - features.first))
    issues = rarest(shared, topics.weights)
    share = len(met) / max(len(purpose.problems), 1)
    if len(met) and share >= BY_TOPIC * _part(features, purpose, issues):
        return met_needs(features.graph, ints([]), ints([agency]), met)
    return _on_topic(features, ints([agency]), issues, NODES_SHOWN // 2)


def _part(features: Features, purpose: Purpose, issues: Ints) -> float:
    """The share of the issues that these are."""
    weights = features.topics.weights
    whole = float(weights[purpose.issues].sum())
    return float(weights[issues].sum()) / whole if whole > 0 else 0.0


def _of_pair(two: WorkComparison) -> tuple[float, Provenance]:
    return met_by(two.features, two.left, two.right)


COMPONENT = NEED = ScoreComponent(
    name="need",
    position=10,
    text=Text("What one needs, the other offers", "ความต้องการที่อีกฝ่ายตอบได้"),
    sentence=Text(
        "{other} has something to offer for {names}{means}.",
        "{other}มีสิ่งที่ช่วยเรื่อง {names} ได้{means}",
    ),
    kinds=("problem", "issue"),
    ranking=RankingUse(
        label=Text("What it needs, the candidate offers", "ความต้องการ"),
        formula="for a stated problem: 1 for whoever offers something that meets it, else half the "
        "share of its issues that an offer concerns; for a stated issue: 1 for whoever offers "
        "something that concerns it. With nothing stated: the share of the problems that the asker "
        "raises, by rarity, that the candidate offers something for",
        value=_value,
        provenance=_provenance,
        few_ties=0.08,
        no_ties=0.09,
        stated_need=0.50,
    ),
    purpose=PurposeUse(
        label=Text("What it offers for the problems", "สิ่งที่ช่วยเรื่องปัญหาได้"),
        formula="the share of the problems that something it offers meets, or half the share of the "
        "issues, by rarity, that something it offers concerns, whichever is more; without problems "
        "the whole of the latter",
        value=_for_purpose,
        provenance=_behind_purpose,
        weight=0.35,
    ),
    pair=PairUse(
        formula="the share of the problems that the one raises, by rarity, that the other offers something for",
        value=_of_pair,
        weight=0.10,
    ),
)
