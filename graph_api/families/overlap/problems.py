"""Answers ``overlap.problems``: problems that several networks raise, themselves or through members."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph_api.families.common.family import Asking
from graph_api.families.overlap.answers import CommonProblem, Raiser, RaisingNetwork
from graph_api.linkage.features import Features
from graph_api.linkage.profile import make_profile
from graph_api.linkage.rows import common
from graph_api.linkage.scoping import SCOPED, holds
from graph_api.linkage.sharing import networks_of
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Actor, Agency, Evidence, Network, Problem

SAMPLE: Key = (0, "")
"""The key of a problem: minus the number of its networks, its id."""

NETWORKS = 20
RAISERS = 10
AGENCIES = 50

_WORDS = f"""
{SCOPED}
UNWIND $p[3] AS pair
MATCH (o:Record {{id: pair[0]}})-[r:RAISES]->(p:Record {{id: pair[1]}}) WHERE {holds("r")}
WITH o.id AS actor, p.id AS problem, r ORDER BY actor, problem, r.id
RETURN actor, problem, head(collect(r.wording)), collect(r.evidence)
"""

Words = Mapping[tuple[str, str], tuple[str | None, list[str]]]


@dataclass(frozen=True, slots=True)
class Common:
    """A problem, with the raisers of each network that raises it; numbers are of the graph."""

    problem: int
    raisers: dict[int, list[int]]


async def list_problems(
    asking: Asking, area: str | None, least: int, page: Asked
) -> Connection[CommonProblem] | None:
    """The page; ``None`` when the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = asking.features
    number = None if area is None else features.graph.number(area)
    if area is not None and number is None:
        return None
    found = await asyncio.to_thread(common_problems, features, networks_of(features, number), least)
    shown = page_of(
        found, lambda item: (-len(item.raisers), features.graph.ids[item.problem]), page
    )
    words = await _read_words(asking, list(shown.items))
    return connection(shown, [_problem(features, item, words) for item in shown.items])


def common_problems(features: Features, networks: list[int], least: int) -> list[Common]:
    """Problems that at least ``least`` of these networks raise: most networks first, then by id."""
    raised: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for network in networks:
        actors = make_profile(features, network).actors
        for problem in map(int, features.reach.raised.reached(actors)):
            raisers = common(features.graph.back("RAISES", problem), actors)
            raised[problem][network] = sorted(map(int, raisers), key=lambda n: (n != network, n))
    chosen = [Common(problem, by) for problem, by in raised.items() if len(by) >= least]
    return sorted(chosen, key=lambda item: (-len(item.raisers), item.problem))


async def _read_words(asking: Asking, items: list[Common]) -> Words:
    ids = asking.graph.ids
    pairs = sorted(
        {
            (ids[raiser], ids[item.problem])
            for item in items
            for raisers in item.raisers.values()
            for raiser in raisers[:RAISERS]
        }
    )
    if not pairs:
        return {}
    parameters = [*asking.scope.parameters, [list(pair) for pair in pairs]]
    rows = await asking.store.read(_WORDS, {"p": parameters})
    return {
        (actor, problem): (wording, [item for part in evidence for item in part or []])
        for actor, problem, wording, evidence in rows
    }


def _problem(features: Features, item: Common, words: Words) -> CommonProblem:
    ids = features.graph.ids
    order = sorted(item.raisers, key=lambda network: (-len(item.raisers[network]), network))
    agencies = sorted(
        {n for by in item.raisers.values() for n in by if features.graph.is_a("agency", n)}
    )
    return CommonProblem(
        problem=node(Problem, ids[item.problem]),
        network_count=len(order),
        networks=[
            RaisingNetwork(
                network=node(Network, ids[network]),
                raisers=[
                    _raiser(ids[raiser], words.get((ids[raiser], ids[item.problem]), (None, [])))
                    for raiser in item.raisers[network][:RAISERS]
                ],
                raiser_count=len(item.raisers[network]),
            )
            for network in order[:NETWORKS]
        ],
        agencies=nodes(Agency, features.graph.names(agencies[:AGENCIES])),
    )


def _raiser(ident: str, words: tuple[str | None, list[str]]) -> Raiser:
    return Raiser(
        organisation=node(Actor, ident), wording=words[0], evidence=nodes(Evidence, words[1])
    )
