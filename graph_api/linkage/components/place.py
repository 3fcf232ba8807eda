"""They are active in the same areas; a small one says more."""

from __future__ import annotations

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import node_of, rarest_shared
from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, PurposeUse, RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats, common, ints
from graph_api.linkage.features import Features, rarest
from graph_api.linkage.measures import cosine_between, cosine_with, nearness
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, presence, shared_areas
from graph_api.linkage.purpose import Purpose
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    return nearness(features, asker.agency)


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    areas = rarest_shared(features.place, asker.agency, agency)
    ours, theirs = node_of(features, asker.agency), node_of(features, agency)
    return shared_areas(features.graph, ours, theirs, areas)


def _for_purpose(features: Features, purpose: Purpose) -> Floats:
    return cosine_with(features.place, purpose.areas)


def _behind_purpose(features: Features, purpose: Purpose, agency: int) -> Provenance:
    has = features.place.has.row(agency - features.first)
    areas = rarest(common(purpose.areas, has), features.place.weights)
    provenance = Provenance()
    provenance.add_nodes(areas)
    for area in map(int, areas[:NODES_SHOWN]):
        provenance.add_links(presence(features.graph, ints([agency]), ints([area])))
    return provenance


def _of_pair(two: WorkComparison) -> tuple[float, Provenance]:
    left, right, weights = two.left, two.right, two.features.place.weights
    areas = rarest(common(left.areas, right.areas), weights)
    behind = shared_areas(two.features.graph, left.actors, right.actors, areas)
    return cosine_between(left.areas, right.areas, weights), behind


COMPONENT = PLACE = ScoreComponent(
    name="place",
    position=70,
    text=Text("They are active in the same areas; a small one says more", "พื้นที่เดียวกัน"),
    sentence=Text("Both are active in {names}.", "ทั้งสองฝ่ายทำงานใน {names}"),
    ranking=RankingUse(
        label=Text("Same areas", "พื้นที่ร่วม"),
        formula="cosine over the areas that both are active in and all areas around these, each "
        "weighing `ln(1 + N/n)`: half of it over areas stated of the two, half over these and the areas of works "
        "that they have a part in; all of it over the latter where none is stated of the asker",
        value=_value,
        provenance=_provenance,
        weight=0.14,
        few_ties=0.12,
        no_ties=0.22,
    ),
    purpose=PurposeUse(
        label=Text("Same areas", "พื้นที่ร่วม"),
        formula="cosine of its areas with those of the purpose, by the rarities above",
        value=_for_purpose,
        provenance=_behind_purpose,
        weight=0.15,
        sentence=Text("{other} is active in {names}.", "“{other}” ทำงานใน {names}"),
    ),
    pair=PairUse(
        formula="cosine over all areas that each is active in, by the rarities above; a network has all that it "
        "and its members have",
        value=_of_pair,
        weight=0.10,
    ),
)
