"""Answers ``structure.leadLoad``: how often agencies hold a role, against their peers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph_api.families.common.family import Asking
from graph_api.families.structure.answers import LeadLoad
from graph_api.linkage.features import Features
from graph_api.linkage.rows import Floats, Ints
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Agency, Evidence, Record, Term

SAMPLE: Key = (0, "")
"""The key of a load: minus its count, the agency's id."""

LEAST = 3
"""Fewer roles than this are no overload, whatever the peers have."""

FENCE = 1.5
"""Tukey's factor: so many distances of the quartiles above the upper one."""

WORKS = 20

_HELD = f"""
MATCH (a:Agency)-[r:TAKES_PART_IN]->(w)
WHERE r.role = $p[3] AND {holds("r")} AND {asserted("a")} AND {seen("a")} AND {seen("w")}
  AND (w.starts IS NULL OR w.starts <= day) AND (w.ends IS NULL OR w.ends >= day)"""

_COUNTS = f"""
{SCOPED}
{_HELD}
WITH a.id AS agency, count(DISTINCT w) AS held
RETURN collect([agency, held])
"""

_WORKS = f"""
{SCOPED}
UNWIND $p[4] AS id
MATCH (a:Agency {{id: id}})
RETURN id, COLLECT {{
  MATCH (a)-[r:TAKES_PART_IN]->(w)
  WHERE r.role = $p[3] AND {holds("r")} AND {seen("w")}
    AND (w.starts IS NULL OR w.starts <= day) AND (w.ends IS NULL OR w.ends >= day)
  WITH w.id AS work, collect(r.evidence) AS words ORDER BY work LIMIT {WORKS}
  RETURN [work, reduce(all = [], some IN words | all + some)]
}}
"""


@dataclass(frozen=True, slots=True)
class Load:
    """How often an agency (counted from the first) holds a role, and how often its peers do."""

    agency: int
    count: int
    peers: int
    median: float
    fence: float

    @property
    def overloaded(self) -> bool:
        """At least ``LEAST``, and above the fence."""
        return self.count >= LEAST and self.count > self.fence


async def list_loads(
    asking: Asking, role: str, page: Asked, *, only_overloaded: bool
) -> Connection[LeadLoad]:
    """The page.

    Raises:
        PhakhiError: what the store raises.
    """
    parameters = [*asking.scope.parameters, role]
    ((counts,),) = await asking.store.read(_COUNTS, {"p": parameters})
    loads = await asyncio.to_thread(weigh, asking.features, dict(counts))
    features = asking.features
    found = [load for load in loads if load.overloaded or not only_overloaded]
    shown = page_of(found, lambda load: (-load.count, features.agency(load.agency)), page)
    idents = [features.agency(load.agency) for load in shown.items]
    rows = await asking.store.read(_WORKS, {"p": [*parameters, idents]}) if idents else []
    works = {ident: sorted(held) for ident, held in rows}
    return connection(shown, [_load(features, load, role, works) for load in shown.items])


def weigh(features: Features, counts: dict[str, int]) -> list[Load]:
    """The load of every agency that holds the role: largest first, then by id."""
    numbers = {features.graph.number(ident): held for ident, held in counts.items()}
    held = np.zeros(features.count)
    for number, count in numbers.items():
        if number is not None:
            held[number - features.first] = count
    works = features.works.takes.lengths() > 0
    holders = np.flatnonzero(held)
    order = holders[np.lexsort((holders, -held[holders]))]
    return [_against_peers(features, int(agency), held, works) for agency in order]


def _against_peers(features: Features, agency: int, held: Floats, works: Any) -> Load:  # noqa: ANN401  # flags
    relation = features.graph.relations["MEMBER_OF"]
    networks = relation.out.row(features.first + agency)
    near: Ints = relation.back.reached(networks) - features.first
    near = near[works[near] & (near != agency)]
    low, median, high = np.percentile(held[near], [25, 50, 75]) if len(near) else (0.0, 0.0, 0.0)
    return Load(
        agency, int(held[agency]), len(near), float(median), float(high + FENCE * (high - low))
    )


def _load(features: Features, load: Load, role: str, works: dict[str, list[Any]]) -> LeadLoad:
    ident = features.agency(load.agency)
    held = works.get(ident, [])
    evidence = dict.fromkeys(item for _, words in held for item in words)
    return LeadLoad(
        agency=node(Agency, ident),
        role=node(Term, role),
        count=load.count,
        works=nodes(Record, (work for work, _ in held)),
        evidence=nodes(Evidence, list(evidence)[:10]),
        peers=load.peers,
        peer_median=load.median,
        fence=load.fence,
        overloaded=load.overloaded,
    )
