"""Answers ``overlap.issues``: issues that several networks share, themselves or through members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import After, First, NetworksOf, check_most
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overlap.answers import CommonIssue
from graph_api.analyses.overlap.arguments import MOST_NETWORKS, MinNetworks
from graph_api.analyses.overlap.counting import Common, had_by_several, networks_in
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_optional
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.features import Features
from graph_api.linkage.networking import issue_network
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.profile import Profile, make_profile
from graph_api.linkage.sharing import Sharer, count_ways, make_sharer
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node
from schema.declare import Text
from schema.model import Issue

SAMPLE: Key = (0, 0.0, "")
"""The key of an issue: minus the number of its networks, minus its rarity, its id."""

NETWORKS = 20

Ways = Mapping[int, tuple[Profile, Mapping[int, int]]]
"""Of each network: its profile, and of each issue the number of ways that lead there."""


async def list_issues(
    context: QueryContext, networks: Sequence[int], least: int, page: PageRequest
) -> Connection[CommonIssue]:
    """The page of issues that at least ``least`` of these networks are concerned with.

    Raises:
        PhakhiError: what the store raises.
    """
    features = context.features
    ways = await compute(ways_of, features, networks)
    shared = await compute(common_issues, features, ways, least)
    shown = page_of(shared, lambda item: _key(features, item), page)
    sharers = await compute(lambda: [_sharers(features, ways, item) for item in shown.items])
    provenance = [sharer.provenance for row in sharers for sharer in row]
    details = await read_details(context.store, context.scope, features.graph, provenance)
    answers = [
        _issue(features, item, row, details) for item, row in zip(shown.items, sharers, strict=True)
    ]
    return connection(shown, answers)


def ways_of(features: Features, networks: Sequence[int]) -> Ways:
    """In how many ways each of these networks is concerned with which issues."""
    profiles = [make_profile(features, network) for network in networks]
    return {item.number: (item, count_ways(features, item)) for item in profiles}


def common_issues(features: Features, ways: Ways, least: int) -> list[Common]:
    """Issues that at least ``least`` networks have: of most networks first, the rarest first, by id."""
    shared = had_by_several({network: issues for network, (_, issues) in ways.items()}, least)
    return sorted(shared, key=lambda item: _key(features, item))


def _key(features: Features, item: Common) -> tuple[int, float, str]:
    rarity = round(float(features.concern.weights[item.number]), DECIMALS)
    return -len(item.networks), -rarity, features.graph.ids[item.number]


def _sharers(features: Features, ways: Ways, item: Common) -> list[Sharer]:
    order = sorted(item.networks, key=lambda network: (-ways[network][1][item.number], network))
    return [
        make_sharer(features, ways[network][0], ways[network][1][item.number], item.number)
        for network in order[:NETWORKS]
    ]


def _issue(
    features: Features, item: Common, sharers: list[Sharer], details: Details
) -> CommonIssue:
    return CommonIssue(
        issue=node(Issue, features.graph.ids[item.number]),
        network_count=len(item.networks),
        networks=[issue_network(features.graph, sharer, details) for sharer in sharers],
    )


async def _issues(  # the arguments of the field
    request: AnalysisRequest,
    *,
    min_networks: MinNetworks = 3,
    area: NetworksOf = None,
    first: First = 20,
    after: After = None,
) -> Connection[CommonIssue] | None:
    """Issues of several networks."""
    least = check_most(min_networks, "minNetworks", MOST_NETWORKS, 1)
    place = check_optional(area, "area", "Area")
    page = page_request(first, after, "issues", SAMPLE)
    context = await request.context(place)
    networks = networks_in(context.features, place)
    if networks is None:
        return None
    return await list_issues(context, networks, least, page)


ANALYSIS = Analysis(
    name="issues",
    question=Text(
        "Question 7 asked of issues: which issues are three or more networks concerned with? Those of most networks first, then the rarest; null when the area is not there",
        "ประเด็นที่หลายเครือข่ายมีร่วมกัน",
    ),
    resolver=_issues,
    numbers=(7,),
)
