"""Answers ``structure.brokers`` and ``structure.paths``."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.structure.answers import (
    Broker,
    BrokerConnection,
    BrokerRole,
    CooperationPaths,
    OpenPair,
)
from graph_api.analyses.structure.brokers import Bridge, Sides, examples, find_bridges, sides_of
from graph_api.analyses.structure.paths import shortest_chains
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.linking import path_answer, step_answer, step_behind
from graph_api.linkage.path import Step, step_between
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.reasons import shown
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Agency, Evidence

SAMPLE: Key = (0, "")
"""The key of a broker: minus its open pairs, its id."""

Shown = list[tuple[Step, Step]]
"""Open pairs: the steps from the broker to the one and to the other."""


async def list_brokers(
    context: QueryContext, a: str, b: str, page: PageRequest
) -> BrokerConnection | None:
    """The page; ``None`` when one of the networks is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = context.features
    first, second = features.graph.number(a), features.graph.number(b)
    if first is None or second is None:
        return None
    sides = sides_of(features, first, second)
    found = await context.snapshot.once(("bridges", a, b), lambda own: find_bridges(own, sides))
    asked = page_of(found, lambda item: (-item.open_pairs, features.agency(item.agency)), page)
    pairs = await asyncio.to_thread(
        lambda: [_steps(context, sides, item.agency) for item in asked.items]
    )
    ends = [a, b, *(features.agency(item.agency) for item in asked.items)]
    details = await _details(context, [s for row in pairs for pair in row for s in pair], ends)
    writer = _BrokerWriter(context, details, sides, (a, b))
    listed = connection(asked, map(writer.broker, asked.items, pairs))
    left_out = len(features.works.large) > 0 or any(item.betweenness is None for item in found)
    return BrokerConnection(**vars(listed), truncated=left_out)


def _steps(context: QueryContext, sides: Sides, agency: int) -> Shown:
    features = context.features
    return [
        (step_between(features, agency, one), step_between(features, agency, other))
        for one, other in examples(features, sides, agency)
    ]


async def _details(context: QueryContext, steps: list[Step], also: list[str]) -> Details:
    provenance = await asyncio.to_thread(lambda: [step_behind(context.features, s) for s in steps])
    return await read_details(context.store, context.scope, context.graph, provenance, also)


class _BrokerWriter:
    """Puts brokers into answers."""

    def __init__(
        self, context: QueryContext, details: Details, sides: Sides, networks: tuple[str, str]
    ) -> None:
        self._asking = context
        self._features = context.features
        self._details = details
        self._sides = sides
        self._networks = networks

    def broker(self, bridge: Bridge, pairs: Shown) -> Broker:
        """The answer about one broker."""
        ident = self._features.agency(bridge.agency)
        carrying = [self._behind(step).links for pair in pairs for step in pair]
        links = [link for some in carrying for link in some]
        return Broker(
            agency=node(Agency, ident),
            role=_role(bridge.agency, self._sides),
            open_pairs=bridge.open_pairs,
            only_broker=bridge.only,
            betweenness=None if bridge.betweenness is None else shown(bridge.betweenness),
            why=self._why(ident, bridge),
            examples=[self._pair(*pair) for pair in pairs],
            evidence=nodes(Evidence, self._details.evidence_of(self._features.graph, links)),
        )

    def _behind(self, step: Step) -> Provenance:
        return step_behind(self._features, step)

    def _pair(self, one: Step, other: Step) -> OpenPair:
        return OpenPair(
            a=node(Agency, self._features.agency(one.target)),
            b=node(Agency, self._features.agency(other.target)),
            to_a=step_answer(self._features, one, self._behind(one), self._details),
            to_b=step_answer(self._features, other, self._behind(other), self._details),
        )

    def _why(self, ident: str, bridge: Bridge) -> str:
        name, a, b = (
            quoted(self._details.name(each, self._asking.language))
            for each in (ident, *self._networks)
        )
        return self._asking.say(
            f"{name} bridges {bridge.open_pairs} pairs of {a} and {b} that do not work together, "
            f"{bridge.only} of them alone.",
            f"{name}เชื่อม {bridge.open_pairs} คู่ของ{a}กับ{b}ที่ไม่ได้ทำงานร่วมกัน "
            f"ในจำนวนนี้ {bridge.only} คู่ไม่มีผู้อื่นเชื่อม",
        )


def _role(agency: int, sides: Sides) -> BrokerRole:
    return {
        (True, True): BrokerRole.MEMBER_OF_BOTH,
        (True, False): BrokerRole.REPRESENTATIVE_OF_A,
        (False, True): BrokerRole.REPRESENTATIVE_OF_B,
        (False, False): BrokerRole.LIAISON,
    }[agency in sides.in_a, agency in sides.in_b]


async def find_paths(
    context: QueryContext, source: str, target: str, most: int, longest: int
) -> CooperationPaths | None:
    """Several chains; ``None`` when one of the two is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = context.features
    one, other = features.graph.number(source), features.graph.number(target)
    if one is None or other is None:
        return None
    ends = one - features.first, other - features.first
    chains, more = await asyncio.to_thread(shortest_chains, features, *ends, most, longest)
    paths = [
        [step_between(features, here, there) for here, there in pairwise(chain)] for chain in chains
    ]
    details = await _details(context, [step for path in paths for step in path], [])
    return CooperationPaths(
        source=node(Agency, source),
        target=node(Agency, target),
        paths=[
            path_answer(features, path, [step_behind(features, step) for step in path], details)
            for path in paths
        ],
        truncated=more,
    )
