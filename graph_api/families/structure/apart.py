"""Answers ``structure.apart``: agencies without partners, or with partners of their own networks alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from graph_api.families.common.candidates import Nearest
from graph_api.families.common.family import Asking
from graph_api.families.structure.answers import Apart, ApartKind
from graph_api.families.structure.holding import agencies_inside
from graph_api.linkage.behind import Behind
from graph_api.linkage.blend import make_asker
from graph_api.linkage.details import read_details
from graph_api.linkage.explain import explain
from graph_api.linkage.features import Features, tied
from graph_api.linkage.matrices import matrix_of
from graph_api.linkage.ranking import Choice, Place, rank
from graph_api.linkage.reasons import Part, Voice, make_reasons, shown
from graph_api.linkage.weights import Component, default_weights
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Agency, Network

SAMPLE: Key = (0, "")
"""The key of an agency that stands apart: number of its kind, its id."""

PARTNERS = 20
KINDS = tuple(ApartKind)


@dataclass(frozen=True, slots=True)
class Alone:
    """An agency that stands apart, counted from the first."""

    kind: ApartKind
    agency: int


async def list_apart(  # each stands for itself
    asking: Asking,
    kinds: list[ApartKind] | None,
    network: str | None,
    area: str | None,
    page: Asked,
    most_nearest: int,
) -> Connection[Apart] | None:
    """The page; ``None`` when the network or the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = asking.features
    inside = agencies_inside(features, network, area)
    if inside is None:
        return None
    everyone = await asking.snapshot.once("apart", find_apart)
    wanted = set(map(int, inside))
    found = [a for a in everyone if a.agency in wanted and (kinds is None or a.kind in kinds)]
    shown_page = page_of(
        found, lambda item: (KINDS.index(item.kind), features.agency(item.agency)), page
    )
    near = await _nearest(asking, [item.agency for item in shown_page.items], most_nearest)
    made = [_apart(features, item, row) for item, row in zip(shown_page.items, near, strict=True)]
    return connection(shown_page, made)


def find_apart(features: Features) -> list[Alone]:
    """All agencies that stand apart: isolated ones first, then by id."""
    partners = [tied(features, agency) for agency in range(features.count)]
    networks = matrix_of(features.graph, "MEMBER_OF")[
        features.first : features.first + features.count
    ]
    isolated = [Alone(ApartKind.ISOLATED, a) for a, near in enumerate(partners) if len(near) == 0]
    inward = []
    for agency, near in enumerate(partners):
        if len(near) and networks.indptr[agency + 1] > networks.indptr[agency]:
            shared = networks[near] @ networks[[agency]].T
            if shared.count_nonzero() == len(near):
                inward.append(Alone(ApartKind.INWARD, agency))
    return [*isolated, *inward]


def _apart(features: Features, item: Alone, near: list[Nearest]) -> Apart:
    partners = tied(features, item.agency)
    networks = features.graph.out("MEMBER_OF", features.first + item.agency)
    return Apart(
        kind=item.kind,
        agency=node(Agency, features.agency(item.agency)),
        partners=nodes(Agency, features.agencies(partners[:PARTNERS])),
        partner_count=len(partners),
        networks=nodes(Network, features.graph.names(networks)),
        nearest=near,
    )


# --- whom they could work with ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    asker: int
    place: Place
    weights: dict[Component, float]
    behind: dict[Component, Behind]


async def _nearest(asking: Asking, agencies: list[int], most: int) -> list[list[Nearest]]:
    if most == 0:
        return [[] for _ in agencies]
    features = asking.features
    found = await asyncio.to_thread(lambda: [_candidates(features, a, most) for a in agencies])
    flat = [item for row in found for item in row]
    ends = {features.agency(number) for item in flat for number in (item.asker, item.place.agency)}
    behind = [part for item in flat for part in item.behind.values()]
    details = await read_details(asking.store, asking.scope, asking.graph, behind, sorted(ends))
    voice = Voice(asking.graph, details, asking.language)
    return [[_shown(features, item, voice) for item in row] for row in found]


def _candidates(features: Features, agency: int, most: int) -> list[_Candidate]:
    asker = make_asker(features, agency)
    weights = default_weights(len(asker.tied), stated_need=False)
    ranking = rank(features, asker, weights, Choice(most, other_networks_first=True))
    return [
        _Candidate(
            agency,
            place,
            weights,
            {part: explain(features, asker, place.agency, part) for part in place.contributions},
        )
        for place in ranking.places
    ]


def _shown(features: Features, item: _Candidate, voice: Voice) -> Nearest:
    parts = [
        Part(part, item.weights[part], value, item.behind[part])
        for part, value in item.place.values.items()
    ]
    ends = features.agency(item.asker), features.agency(item.place.agency)
    return Nearest(
        agency=node(Agency, ends[1]),
        rank=item.place.rank,
        score=shown(item.place.score),
        reasons=make_reasons(parts, ends, voice),
    )
