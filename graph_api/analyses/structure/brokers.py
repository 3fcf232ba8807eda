"""Answers ``structure.brokers``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import numpy as np
import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import After, First, WithBounds, different
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.structure.answers import Broker, BrokerConnection, BrokerRole, OpenPair
from graph_api.analyses.structure.bounds import (
    Bounding,
    ListedAgency,
    Measure,
    bounds_asked,
    find_bounds,
    rank_bounds,
    silence_of,
)
from graph_api.analyses.structure.bounds_answers import RankBounds
from graph_api.analyses.structure.cooperation import everyone
from graph_api.analyses.structure.open_pairs import (
    Bridge,
    Sides,
    count_open_pairs,
    examples,
    find_bridges,
    sides_of,
)
from graph_api.analyses.structure.paths import read_step_details
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.details import Details
from graph_api.linkage.features import Features
from graph_api.linkage.linking import step_answer, step_behind
from graph_api.linkage.path import Step, step_between
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.reasons import shown
from graph_api.linkage.resampling import Resampling, partners_borne, steps_in_draw
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Agency, Evidence

SAMPLE: Key = (0, "")
"""The key of a broker: minus its open pairs, its id."""

Shown = list[tuple[Step, Step]]
"""Open pairs: the steps from the broker to the one and to the other."""


async def list_brokers(
    context: QueryContext, a: str, b: str, page: PageRequest, *, bounds: bool | None
) -> BrokerConnection | None:
    """The page; ``None`` when one of the networks is not there.

    Raises:
        PhakhiError: BAD_ARGUMENT for bounds that take too long; what the store raises.
    """
    features = context.features
    first, second = features.graph.number(a), features.graph.number(b)
    if first is None or second is None:
        return None
    sides = sides_of(features, first, second)
    bridges = await context.snapshot.once(("bridges", a, b), lambda own: find_bridges(own, sides))
    rows = [item.agency for item in bridges]
    bounding = Bounding(("brokers", a, b), rows, open_pairs_between(sides), _steps_of(sides))
    bounded = await find_bounds(context, bounding, asked=bounds)
    part = page_of(bridges, lambda item: (-item.open_pairs, features.agency(item.agency)), page)
    pairs = await compute(lambda: [_steps(context, sides, item.agency) for item in part.items])
    ends = [a, b, *(features.agency(item.agency) for item in part.items)]
    details = await read_step_details(
        context, [s for row in pairs for pair in row for s in pair], ends
    )
    writer = _BrokerWriter(context, details, sides, (a, b))
    shown_bounds = (rank_bounds(bounded, item.agency) for item in part.items)
    listed = connection(part, map(writer.broker, part.items, pairs, shown_bounds))
    left_out = len(features.works.large) > 0 or any(item.betweenness is None for item in bridges)
    return BrokerConnection(
        **vars(listed),
        truncated=left_out,
        silence=await silence_of(context, np.union1d(sides.in_a, sides.in_b)),
        total_bounds=bounded.total if bounded else None,
    )


def open_pairs_between(sides: Sides) -> Measure:
    """Brokers of a draw between the members of now, with their open pairs."""
    return lambda draw: [ListedAgency(*pair) for pair in count_open_pairs(draw.features, sides)]


def _steps_of(sides: Sides) -> Callable[[Features, Resampling], float]:
    """Ways of two steps from a member of the one to a member of the other, beside all pairs."""

    def steps(features: Features, resampling: Resampling) -> float:
        borne = [
            partners_borne(features, resampling.bearing(own)) for own in (sides.own_a, sides.own_b)
        ]
        bearing = resampling.bearing(everyone(features))
        return float(bearing @ (borne[0] * borne[1])) + steps_in_draw(features, resampling)

    return steps


def _steps(context: QueryContext, sides: Sides, agency: int) -> Shown:
    features = context.features
    return [
        (step_between(features, agency, one), step_between(features, agency, other))
        for one, other in examples(features, sides, agency)
    ]


class _BrokerWriter:
    """Puts brokers into answers."""

    def __init__(
        self, context: QueryContext, details: Details, sides: Sides, networks: tuple[str, str]
    ) -> None:
        self._context = context
        self._features = context.features
        self._details = details
        self._sides = sides
        self._networks = networks

    def broker(self, bridge: Bridge, pairs: Shown, bounds: RankBounds | None) -> Broker:
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
            bounds=bounds,
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
            quoted(self._details.name(each, self._context.language))
            for each in (ident, *self._networks)
        )
        return self._context.say(
            f"{name} bridges {bridge.open_pairs} pairs of {a} and {b} that do not work together, "
            f"{bridge.only} of them alone.",
            f"{name} เชื่อม {bridge.open_pairs} คู่ของ {a} กับ {b} ที่ไม่ได้ทำงานร่วมกัน "
            f"ในจำนวนนี้ {bridge.only} คู่ไม่มีผู้อื่นเชื่อม",
        )


def _role(agency: int, sides: Sides) -> BrokerRole:
    return {
        (True, True): BrokerRole.MEMBER_OF_BOTH,
        (True, False): BrokerRole.REPRESENTATIVE_OF_A,
        (False, True): BrokerRole.REPRESENTATIVE_OF_B,
        (False, False): BrokerRole.LIAISON,
    }[agency in sides.in_a, agency in sides.in_b]


async def _brokers(  # the arguments of the field
    request: AnalysisRequest,
    *,
    a: Annotated[strawberry.ID, strawberry.argument(description="A network (เครือข่าย)")],
    b: Annotated[strawberry.ID, strawberry.argument(description="Another one (อีกเครือข่าย)")],
    first: First = 20,
    after: After = None,
    bounds: WithBounds = None,
) -> BrokerConnection | None:
    """Who bridges two networks."""
    one, other = check_kind(a, "a", "Network"), check_kind(b, "b", "Network")
    different(one, other, "a", "b")
    page = page_request(first, after, "brokers", SAMPLE)
    asked = bounds_asked(request, bounds)
    return await list_brokers(await request.context(one, other), one, other, page, bounds=asked)


ANALYSIS = Analysis(
    name="brokers",
    question=Text(
        "Agencies that bridge two networks, with their broker role, those that bridge most pairs first; question 9; null when a network is not there",
        "ผู้เชื่อมสองเครือข่าย",
    ),
    resolver=_brokers,
    numbers=(9,),
)
