"""Answers ``overlap.problems``: problems that several networks raise, themselves or through members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, NetworksOf, check_most
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overlap.answers import CommonProblem, Raiser, RaisingNetwork
from graph_api.analyses.overlap.arguments import MOST_NETWORKS, MinNetworks
from graph_api.analyses.overlap.counting import Common, had_by_several, members_of, networks_in
from graph_api.analyses.overlap.problems_statements import RAISED, RaisedRow
from graph_api.concurrency import compute
from graph_api.domain.evidence import evidence_shown
from graph_api.linkage.arguments import check_optional
from graph_api.linkage.csr import common
from graph_api.linkage.features import Features
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Actor, Agency, Evidence, Network, Problem

SAMPLE: Key = (0, "")
"""The key of a problem: minus the number of its networks, its id."""

NETWORKS = 20
RAISERS = 20
AGENCIES = 50

Words = Mapping[tuple[str, str], RaisedRow]
"""By ids of the raiser and the problem."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A problem and who raises it; numbers are of the graph.

    Attributes:
        problem: its number.
        raisers: of each network that raises it: itself, then members; most raisers first.
    """

    problem: int
    raisers: dict[int, list[int]]


async def list_problems(
    context: QueryContext, networks: Sequence[int], least: int, page: PageRequest
) -> Connection[CommonProblem]:
    """The page of problems that at least ``least`` of these networks raise.

    Raises:
        PhakhiError: what the store raises.
    """
    features = context.features
    shared = await compute(common_problems, features, networks, least)
    shown = page_of(
        shared, lambda item: (-len(item.networks), features.graph.ids[item.number]), page
    )
    raised = await compute(lambda: [who_raises(features, item) for item in shown.items])
    words = await _read_words(context, raised)
    return connection(shown, [_problem(features, item, words) for item in raised])


def common_problems(features: Features, networks: Sequence[int], least: int) -> list[Common]:
    """Problems that at least ``least`` of these networks raise: most networks first, then by id."""
    reached = features.reach.raised.reached
    by_network = {network: reached(members_of(features, network)) for network in networks}
    shared = had_by_several(by_network, least)
    return sorted(shared, key=lambda item: (-len(item.networks), item.number))


def who_raises(features: Features, item: Common) -> Raised:
    """Who raises a problem in each network."""
    raising = features.graph.back("RAISES", item.number)
    by_network = {
        network: sorted(
            map(int, common(raising, members_of(features, network))),
            key=lambda number, own=network: (number != own, number),  # type: ignore[misc]
        )
        for network in item.networks
    }
    order = sorted(by_network, key=lambda network: (-len(by_network[network]), network))
    return Raised(item.number, {network: by_network[network] for network in order})


async def _read_words(context: QueryContext, raised: list[Raised]) -> Words:
    ids = context.graph.ids
    pairs = {
        (ids[raiser], ids[item.problem])
        for item in raised
        for network in list(item.raisers)[:NETWORKS]
        for raiser in item.raisers[network][:RAISERS]
    }
    if not pairs:
        return {}
    given = [{"raiser": raiser, "problem": problem} for raiser, problem in sorted(pairs)]
    (page,) = await RAISED.read(context.store, **context.scope.parameters, pairs=given)
    return {(row.raiser, row.problem): row for row in page.raised}


def _problem(features: Features, item: Raised, words: Words) -> CommonProblem:
    graph = features.graph
    agencies = sorted({n for by in item.raisers.values() for n in by if graph.is_a("agency", n)})
    return CommonProblem(
        problem=node(Problem, graph.ids[item.problem]),
        network_count=len(item.raisers),
        networks=[
            _network(features, item, network, words) for network in list(item.raisers)[:NETWORKS]
        ],
        agencies=nodes(Agency, graph.names(agencies[:AGENCIES])),
        agency_count=len(agencies),
    )


def _network(features: Features, item: Raised, network: int, words: Words) -> RaisingNetwork:
    ids, raisers = features.graph.ids, item.raisers[network]
    problem = ids[item.problem]
    return RaisingNetwork(
        network=node(Network, ids[network]),
        raisers=[
            _raiser(ids[raiser], words.get((ids[raiser], problem))) for raiser in raisers[:RAISERS]
        ],
        raiser_count=len(raisers),
    )


def _raiser(ident: str, words: RaisedRow | None) -> Raiser:
    return Raiser(
        organisation=node(Actor, ident),
        wording=words.wording if words else None,
        evidence=nodes(Evidence, evidence_shown(*(words.evidence if words else ()))),
    )


async def _problems(  # the arguments of the field
    request: AnalysisRequest,
    *,
    min_networks: MinNetworks = 3,
    area: NetworksOf = None,
    first: First = 20,
    after: After = None,
) -> Connection[CommonProblem] | None:
    """Problems of several networks."""
    least = check_most(min_networks, "minNetworks", MOST_NETWORKS, 1)
    place = check_optional(area, "area", "Area")
    page = page_request(first, after, "problems", SAMPLE)
    context = await request.context(place)
    networks = networks_in(context.features, place)
    if networks is None:
        return None
    return await list_problems(context, networks, least, page)


ANALYSIS = Analysis(
    name="problems",
    question=Text(
        "Question 7: which problems do three or more networks raise? Each in its own words, those of most networks first; null when the area is not there",
        "ปัญหาที่หลายเครือข่ายยก",
    ),
    resolver=_problems,
    computed=Computed.STATEMENT,
    numbers=(7,),
)
