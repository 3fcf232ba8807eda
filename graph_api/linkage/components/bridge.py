"""It works with those who are most alike in concern and place, or with those engaged for a purpose."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import node_of, rarest_shared
from graph_api.linkage.component import PurposeUse, RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats, Ints, among, common
from graph_api.linkage.features import Features
from graph_api.linkage.measures import BEST_MATCHES, against_best, best_matches
from graph_api.linkage.neighbours import Triple
from graph_api.linkage.provenance import (
    NODES_SHOWN,
    Provenance,
    presence,
    tie,
    ways_to_issue,
)
from graph_api.linkage.purpose import Purpose
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    return against_best(features, asker, _with_matches)


def _with_matches(features: Features, asker: Asker) -> Floats:
    matches, how_well = _matches(features, asker)
    return features.ties.partners.spread(matches, how_well)


def _matches(features: Features, asker: Asker) -> tuple[Ints, Floats]:
    key = id(features)
    if key not in asker.matches:
        asker.matches[key] = best_matches(features, asker.agency)
    return asker.matches[key]


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    provenance = Provenance()
    matches, _ = _matches(features, asker)
    matches = matches[among(matches, features.ties.partners.row(agency))]
    provenance.add_nodes(features.first + matches)
    for match in map(int, matches[:NODES_SHOWN]):
        _, links = tie(features.graph, features.first + match, features.first + agency)
        provenance.add_links(links[:4])
        provenance.add_links(_likeness(features, asker, match))
    return provenance


def _likeness(features: Features, asker: Asker, match: int) -> list[Triple]:
    """How somebody has to do with the rarest issue and area that it shares with the asker."""
    actor = node_of(features, match)
    issues = rarest_shared(features.concern, asker.agency, match)[:1]
    areas = rarest_shared(features.place, asker.agency, match)[:1]
    ways = [way for issue in issues for way in ways_to_issue(features.graph, actor, int(issue))]
    return [*ways[:2], *presence(features.graph, actor, areas)[:1]]


def _for_purpose(features: Features, purpose: Purpose) -> Floats:
    """The share of those engaged that an agency works with."""
    engaged = purpose.engaged - features.first
    if len(engaged) == 0:
        return np.zeros(features.count)
    return features.ties.partners.spread(engaged, np.full(len(engaged), 1.0 / len(engaged)))


def _behind_purpose(features: Features, purpose: Purpose, agency: int) -> Provenance:
    provenance = Provenance()
    partners = features.ties.partners.row(agency - features.first) + features.first
    known = common(purpose.engaged, partners)
    provenance.add_nodes(known)
    for partner in map(int, known[:NODES_SHOWN]):
        provenance.add_links(tie(features.graph, agency, partner)[1][:4])
    return provenance


COMPONENT = BRIDGE = ScoreComponent(
    name="bridge",
    position=60,
    text=Text(
        "It works with those who are most alike in concern and place",
        "ทำงานกับผู้ที่มีประเด็นและพื้นที่ใกล้เคียงกัน",
    ),
    sentence=Text(
        "{other} works with {names}, most like {one} in concern and place.",
        "“{other}” ทำงานกับ {names} ซึ่งมีประเด็นและพื้นที่ใกล้เคียงกับ “{one}”",
    ),
    ranking=RankingUse(
        label=Text("Works with those most alike in concern and place", "สะพานเชื่อม"),
        formula=f"the sum over the {BEST_MATCHES} agencies that are most like the asker (by the mean "
        "of `concern` and `place`) of that likeness, for those of them that the candidate works with, "
        "against the best",
        value=_value,
        provenance=_provenance,
        few_ties=0.10,
        no_ties=0.12,
    ),
    purpose=PurposeUse(
        label=Text("Works with those engaged", "ทำงานกับผู้ที่ร่วมอยู่แล้ว"),
        formula="the share of those engaged that it works with (work with more than 300 agencies does not count)",
        value=_for_purpose,
        provenance=_behind_purpose,
        weight=0.25,
        sentence=Text(
            "{other} works with {names}, engaged in “{one}”.",
            "“{other}” ทำงานกับ {names} ซึ่งมีส่วนใน “{one}”",
        ),
    ),
)
