"""Why a candidate has its score: for each component, what stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from graph_api.linkage.blend import Asker, best_matches, common_partner_weights
from graph_api.linkage.csr import Floats, Ints, among, common, ints
from graph_api.linkage.features import Facet, Features, rarest
from graph_api.linkage.provenance import (
    NODES_SHOWN,
    Provenance,
    Triple,
    met_needs,
    presence,
    shared_areas,
    shared_issues,
    tie,
    ways_to_issue,
    ways_to_offer,
)
from graph_api.linkage.weights import Component

Explainer = Callable[[Features, Asker, int], Provenance]


def explain(features: Features, asker: Asker, agency: int, component: Component) -> Provenance:
    """What stands behind the value of ``component`` for the candidate ``agency``."""
    return _EXPLAINERS[component](features, asker, agency)


def rarest_shared(facet: Facet, left: int, right: int) -> Ints:
    """Things that two agencies share, the rarest first, equally rare ones by id."""
    shared = common(facet.has.row(left), facet.has.row(right))
    return rarest(shared, facet.weights)


def _best_first(numbers: Ints, values: Floats) -> Ints:
    return numbers[np.lexsort((numbers, -np.round(values, 12)))]


def _node(features: Features, agency: int) -> Ints:
    return ints([features.first + agency])


def _concern(features: Features, asker: Asker, agency: int) -> Provenance:
    issues = rarest_shared(features.concern, asker.agency, agency)
    ours, theirs = _node(features, asker.agency), _node(features, agency)
    return shared_issues(features.graph, ours, theirs, issues)


def _place(features: Features, asker: Asker, agency: int) -> Provenance:
    areas = rarest_shared(features.place, asker.agency, agency)
    ours, theirs = _node(features, asker.agency), _node(features, agency)
    return shared_areas(features.graph, ours, theirs, areas)


def _need(features: Features, asker: Asker, agency: int) -> Provenance:
    graph, theirs = features.graph, _node(features, agency)
    if asker.need is None:
        met = common(features.need.has.row(asker.agency), features.offer.has.row(agency))
        problems = _best_first(met, features.need.weights[met])
        return met_needs(graph, _node(features, asker.agency), theirs, problems)
    if graph.is_a("problem", asker.need):
        provenance = met_needs(graph, _node(features, asker.agency), theirs, ints([asker.need]))
        if len(provenance.nodes) > 1:
            return provenance
        issues = graph.out("CONCERNS", asker.need)
        return _on_topic(features, agency, common(issues, features.topics.has.row(agency)))
    return _on_topic(features, agency, ints([asker.need]))


def _on_topic(features: Features, agency: int, issues: Ints) -> Provenance:
    """What the candidate offers that concerns these issues."""
    provenance = Provenance()
    provenance.add_nodes(issues)
    for issue in map(int, issues):
        concerning = features.graph.back("CONCERNS", issue)
        links = ways_to_offer(features.graph, _node(features, agency), concerning)
        provenance.add_nodes(thing for _, _, thing in links)
        for actor, type_, thing in links:
            provenance.add_links([(actor, type_, thing), (thing, "CONCERNS", issue)])
    return provenance


def _through(features: Features, chains: list[list[int]]) -> Provenance:
    """Behind chains of agencies: those in between, and what each step rests on."""
    provenance = Provenance()
    for chain in chains:
        provenance.add_nodes(features.first + agency for agency in chain[1:-1])
        if provenance.full:
            continue
        for one, other in pairwise(chain):
            _, links = tie(features.graph, features.first + one, features.first + other)
            provenance.add_links(links[:4])
    return provenance


def _common_partners(features: Features, asker: Asker, agency: int) -> Ints:
    ties = features.ties.partners
    return common(ties.row(asker.agency), ties.row(agency))


def _shared(features: Features, asker: Asker, agency: int) -> Provenance:
    partners = _common_partners(features, asker, agency)
    partners = _best_first(partners, common_partner_weights(features, partners))
    return _through(features, _chains(asker, partners, agency))


def _close(features: Features, asker: Asker, agency: int) -> Provenance:
    partners = _common_partners(features, asker, agency)
    given = _strength(features, asker.agency, partners) * _strength(features, agency, partners)
    partners = _best_first(partners, given / features.ties.total[partners])
    return _through(features, _chains(asker, partners, agency))


def _chains(asker: Asker, partners: Ints, agency: int) -> list[list[int]]:
    return [[asker.agency, int(partner), agency] for partner in partners]


def _strength(features: Features, agency: int, partners: Ints) -> Floats:
    strength = features.ties.strength
    row = strength.row(agency)
    return strength.row_weights(agency)[np.searchsorted(row, partners)]


def _reach(features: Features, asker: Asker, agency: int) -> Provenance:
    ties = features.ties
    ours = ties.partners.row(asker.agency)
    theirs = ties.partners.row(agency)
    theirs = theirs[theirs != asker.agency]
    first, last = ties.partners.between(ours[ours != agency], theirs)
    value = (ties.known[first] * ties.known[last]) ** -0.5
    order = np.lexsort((last, first, -np.round(value, 12)))[: NODES_SHOWN // 2]
    chains = [[asker.agency, int(first[at]), int(last[at]), agency] for at in order]
    return _through(features, chains)


def _bridge(features: Features, asker: Asker, agency: int) -> Provenance:
    provenance = Provenance()
    matches, _ = best_matches(features, asker.agency)
    partners = features.ties.partners.row(agency)
    matches = matches[among(matches, partners)]
    provenance.add_nodes(features.first + matches)
    for match in map(int, matches[:NODES_SHOWN]):
        _, links = tie(features.graph, features.first + match, features.first + agency)
        provenance.add_links(links[:4])
        provenance.add_links(_likeness(features, asker, match))
    return provenance


def _likeness(features: Features, asker: Asker, match: int) -> list[Triple]:
    """How somebody has to do with the rarest issue and area that it shares with the asker."""
    actor = _node(features, match)
    issues = rarest_shared(features.concern, asker.agency, match)[:1]
    areas = rarest_shared(features.place, asker.agency, match)[:1]
    ways = [way for issue in issues for way in ways_to_issue(features.graph, actor, int(issue))]
    return [*ways[:2], *presence(features.graph, actor, areas)[:1]]


def _known(features: Features, asker: Asker, agency: int) -> Provenance:
    del asker
    partners = features.ties.partners.row(agency)
    partners = _best_first(partners, _strength(features, agency, partners))
    provenance = Provenance()
    provenance.add_nodes(features.first + partners)
    for partner in map(int, partners[:NODES_SHOWN]):
        _, links = tie(features.graph, features.first + agency, features.first + partner)
        provenance.add_links(links[:2])
    return provenance


_EXPLAINERS: dict[Component, Explainer] = {
    Component.NEED: _need,
    Component.CONCERN: _concern,
    Component.SHARED: _shared,
    Component.CLOSE: _close,
    Component.REACH: _reach,
    Component.BRIDGE: _bridge,
    Component.PLACE: _place,
    Component.KNOWN: _known,
}
