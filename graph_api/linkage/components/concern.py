"""They care about the same issues; a rare one says more."""

from __future__ import annotations

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import node_of, rarest_shared
from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, PurposeUse, RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats, common, ints
from graph_api.linkage.features import Features, rarest
from graph_api.linkage.measures import cosine, cosine_between, cosine_with
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, shared_issues, ways_to_issue
from graph_api.linkage.purpose import Purpose
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    return cosine(features.concern, asker.agency)


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    issues = rarest_shared(features.concern, asker.agency, agency)
    ours, theirs = node_of(features, asker.agency), node_of(features, agency)
    return shared_issues(features.graph, ours, theirs, issues)


def _for_purpose(features: Features, purpose: Purpose) -> Floats:
    return cosine_with(features.concern, purpose.issues)


def _behind_purpose(features: Features, purpose: Purpose, agency: int) -> Provenance:
    has = features.concern.has.row(agency - features.first)
    issues = rarest(common(purpose.issues, has), features.concern.weights)
    provenance = Provenance()
    provenance.add_nodes(issues)
    for issue in map(int, issues[:NODES_SHOWN]):
        provenance.add_links(ways_to_issue(features.graph, ints([agency]), issue))
    return provenance


def _of_pair(two: WorkComparison) -> tuple[float, Provenance]:
    left, right = two.left, two.right
    value = cosine_between(left.issues, right.issues, two.features.concern.weights)
    return value, shared_issues(two.features.graph, left.actors, right.actors, two.issues)


COMPONENT = CONCERN = ScoreComponent(
    name="concern",
    position=20,
    text=Text("They care about the same issues; a rare one says more", "ประเด็นที่สนใจร่วมกัน"),
    sentence=Text("Both care about {names}.", "ทั้งสองฝ่ายสนใจประเด็น {names}"),
    kinds=("issue",),
    ranking=RankingUse(
        label=Text("Same issues", "ประเด็นร่วม"),
        formula="cosine over the issues that both are concerned with, each weighing `ln(1 + N/n)` "
        "(N agencies, n of them concerned): a rare issue says more. An issue counts once, in however "
        "many ways it is reached",
        value=_value,
        provenance=_provenance,
        weight=0.23,
        few_ties=0.09,
        no_ties=0.19,
    ),
    purpose=PurposeUse(
        label=Text("Same issues", "ประเด็นร่วม"),
        formula="cosine of its issues with those of the purpose, by the rarities above",
        value=_for_purpose,
        provenance=_behind_purpose,
        weight=0.25,
        sentence=Text("{other} cares about {names}.", "“{other}” สนใจประเด็น {names}"),
    ),
    pair=PairUse(
        formula="the cosine above, a network having all that it and its members have",
        value=_of_pair,
        weight=0.25,
    ),
)
