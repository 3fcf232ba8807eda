"""What one needs, the other offers."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.asker import Asker, Needs
from graph_api.linkage.behind import node_of
from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, PurposeUse, RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats, Ints, common, ints
from graph_api.linkage.features import Features, rarest, tied
from graph_api.linkage.graph import SOLVING
from graph_api.linkage.measures import BY_TOPIC, covered
from graph_api.linkage.needs import met_by
from graph_api.linkage.order import DECIMALS, largest_first
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, met_needs, ways_to_offer
from graph_api.linkage.purpose import Purpose
from schema.declare import Text

DEVOTION = 0.5
"""How much of the value of a stated need hangs on how much else a candidate does.

On real aid activities the whole of it helped askers with partners (MRR .291 against .262) and hurt
those without (.112 against .240), so it is not used for these; on generated provinces all of it was
worse than none for those with partners, and half of it nearly as good as none.
"""


def _value(features: Features, asker: Asker) -> Floats:
    if asker.needs is None:
        raised = features.standard.need.has.row(asker.agency)
        return covered(features.offer, raised, features.need.weights[raised])
    said = _said_by(features, asker.needs)
    met = np.zeros(features.count)
    for number, share in zip(asker.needs.wanted, said / said.sum(), strict=True):
        met += share * _met(features, int(number))[: features.count]
    partners = len(tied(features.standard, asker.agency))
    return met * _devoted(features, asker.needs.wanted) if partners else met


def _said_by(features: Features, needs: Needs) -> Floats:
    """What each need says: what it weighs, times its rarity among what is offered."""
    rarities = [
        features.topics if features.graph.is_a("issue", int(number)) else features.offer
        for number in needs.wanted
    ]
    rarity = [facet.weights[number] for facet, number in zip(rarities, needs.wanted, strict=True)]
    said: Floats = needs.weights * np.array(rarity)
    return said


def _met(features: Features, need: int) -> Floats:
    """How far each agency's offers meet one problem or issue."""
    wanted = ints([need])
    if features.graph.is_a("issue", need):
        return covered(features.topics, wanted, np.ones(1))
    issues = features.standard.graph.out("CONCERNS", need)
    by_topic = BY_TOPIC * covered(features.topics, issues, features.topics.weights[issues])
    return np.maximum(covered(features.offer, wanted, np.ones(1)), by_topic)


def _devoted(features: Features, needs: Ints) -> Floats:
    """From ``1 - DEVOTION`` to 1: how much of what each agency offers is for one of these needs.

    Somebody who does little else is more likely to help than somebody who also does this.
    """
    subjects = ints(sorted({thing for need in map(int, needs) for thing in _for(features, need)}))
    for_it = features.offering.spread(subjects, np.ones(len(subjects)))[: features.count]
    share = for_it / np.maximum(features.offerings, 1.0)
    return 1.0 - DEVOTION + DEVOTION * share


def _for(features: Features, need: int) -> set[int]:
    """What is there to offer for a problem or an issue: what solves it, or concerns its issues."""
    graph = features.graph
    if graph.is_a("issue", need):
        return set(map(int, graph.back("CONCERNS", need)))
    solving = {int(thing) for type_ in SOLVING for thing in graph.back(type_, need)}
    enabling = {int(thing) for one in solving for thing in graph.back("ENABLES", one)}
    topical = {
        int(thing)
        for issue in graph.out("CONCERNS", need)
        for thing in graph.back("CONCERNS", int(issue))
    }
    return solving | enabling | topical


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    graph, ours, theirs = features.graph, node_of(features, asker.agency), node_of(features, agency)
    if asker.needs is None:
        met = common(features.need.has.row(asker.agency), features.offer.has.row(agency))
        return met_needs(graph, ours, theirs, largest_first(met, features.need.weights[met]))
    provenance = Provenance()
    for need in largest_first(asker.needs.wanted, _said_by(features, asker.needs)):
        provenance.add(_meeting(features, asker, agency, int(need)))
    return provenance


def _meeting(features: Features, asker: Asker, agency: int, need: int) -> Provenance:
    """What the candidate offers for one need; nothing where it offers nothing for it."""
    graph, ours, theirs = features.graph, node_of(features, asker.agency), node_of(features, agency)
    if graph.is_a("issue", need):
        return _on_topic(features, theirs, common(ints([need]), features.topics.has.row(agency)))
    provenance = met_needs(graph, ours, theirs, ints([need]))
    if len(provenance.nodes) > 1:
        return provenance
    issues = common(graph.out("CONCERNS", need), features.topics.has.row(agency))
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
    graph, theirs = features.graph, ints([agency])
    straight = len(met) / max(len(purpose.problems), 1)
    ahead = round(straight - BY_TOPIC * _part(features, purpose, issues), DECIMALS)
    by_problem = met_needs(graph, ints([]), theirs, met)
    if len(met) and ahead > 0:
        return by_problem
    by_issue = _on_topic(features, theirs, issues, NODES_SHOWN // 2)
    return _both(by_problem, by_issue, met, issues) if len(met) and ahead == 0 else by_issue


def _both(by_problem: Provenance, by_issue: Provenance, met: Ints, issues: Ints) -> Provenance:
    """What stands behind two ways to one value: without what only one of them names it would stay."""
    provenance = Provenance()
    provenance.add_nodes(met, NODES_SHOWN // 2)
    provenance.add_nodes(issues, NODES_SHOWN // 2)
    provenance.add(by_problem)
    provenance.add(by_issue)
    return provenance


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
        "“{other}” มีสิ่งที่ช่วยเรื่อง {names} ได้{means}",
    ),
    kinds=("problem", "issue"),
    ranking=RankingUse(
        label=Text("What it needs, the candidate offers", "ความต้องการ"),
        formula="of the needs that are stated, the share that the candidate's offers meet, each weighing "
        "what it is stated to weigh times its rarity: a problem is met by whoever offers something "
        "that meets it, else by half the share of its issues that an offer concerns; an issue by "
        "whoever offers something that concerns it. For an asker with partners this is multiplied by "
        f"`{1 - DEVOTION:g} + {DEVOTION:g} × share`, the share of all that the candidate offers which "
        "is for one of these needs. With nothing stated: the share of the problems that the asker "
        "raises, by rarity, that the candidate offers something for",
        value=_value,
        provenance=_provenance,
        few_ties=0.08,
        no_ties=0.08,
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
