"""Answers ``structure.brokers`` and ``structure.paths``."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from graph_api.families.common.family import Asking
from graph_api.families.structure.answers import Broker, BrokerRole, OpenPair, Paths
from graph_api.families.structure.brokers import Bridge, Sides, find_bridges, sides_of
from graph_api.families.structure.paths import shortest_chains
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.features import Features
from graph_api.linkage.linking import path_answer, step_answer, step_behind
from graph_api.linkage.path import Step, step_between
from graph_api.linkage.reasons import shown
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_of
from graph_api.planner.refs import node
from schema.model import Agency

SAMPLE: Key = (0, "")
"""The key of a broker: minus its open pairs, its id."""


async def list_brokers(asking: Asking, a: str, b: str, page: Asked) -> Connection[Broker] | None:
    """The page; ``None`` when one of the networks is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = asking.features
    first, second = features.graph.number(a), features.graph.number(b)
    if first is None or second is None:
        return None
    sides = sides_of(features, first, second)
    found = await asking.snapshot.once(("bridges", a, b), lambda own: find_bridges(own, sides))
    shown_page = page_of(found, lambda item: (-item.open_pairs, features.agency(item.agency)), page)
    steps = {
        (bridge.agency, other): step_between(features, bridge.agency, other)
        for bridge in shown_page.items
        for pair in bridge.examples
        for other in pair
    }
    details = await _details(asking, list(steps.values()))
    made = [_broker(features, item, sides, steps, details) for item in shown_page.items]
    return connection(shown_page, made)


async def _details(asking: Asking, steps: list[Step]) -> Details:
    behind = [step_behind(asking.features, step) for step in steps]
    return await read_details(asking.store, asking.scope, asking.graph, behind)


def _broker(
    features: Features,
    bridge: Bridge,
    sides: Sides,
    steps: dict[tuple[int, int], Step],
    details: Details,
) -> Broker:
    def step(other: int) -> Step:
        return steps[bridge.agency, other]

    return Broker(
        agency=node(Agency, features.agency(bridge.agency)),
        role=_role(bridge.agency, sides),
        open_pairs=bridge.open_pairs,
        only_broker=bridge.only,
        betweenness=None if bridge.betweenness is None else shown(bridge.betweenness),
        examples=[
            OpenPair(
                a=node(Agency, features.agency(one)),
                b=node(Agency, features.agency(other)),
                to_a=step_answer(features, step(one), step_behind(features, step(one)), details),
                to_b=step_answer(
                    features, step(other), step_behind(features, step(other)), details
                ),
            )
            for one, other in bridge.examples
        ],
    )


def _role(agency: int, sides: Sides) -> BrokerRole:
    return {
        (True, True): BrokerRole.MEMBER_OF_BOTH,
        (True, False): BrokerRole.REPRESENTATIVE_OF_A,
        (False, True): BrokerRole.REPRESENTATIVE_OF_B,
        (False, False): BrokerRole.LIAISON,
    }[agency in sides.in_a, agency in sides.in_b]


async def find_paths(
    asking: Asking, source: str, target: str, most: int, longest: int
) -> Paths | None:
    """Several chains; ``None`` when one of the two is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = asking.features
    one, other = features.graph.number(source), features.graph.number(target)
    if one is None or other is None:
        return None
    ends = one - features.first, other - features.first
    chains = await asyncio.to_thread(shortest_chains, features, *ends, most, longest)
    paths = [
        [step_between(features, here, there) for here, there in pairwise(chain)] for chain in chains
    ]
    details = await _details(asking, [step for path in paths for step in path])
    return Paths(
        source=node(Agency, source),
        target=node(Agency, target),
        paths=[
            path_answer(features, path, [step_behind(features, step) for step in path], details)
            for path in paths
        ],
    )
