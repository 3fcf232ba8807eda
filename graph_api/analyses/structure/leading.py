"""Answers ``structure.leadLoad``."""

from __future__ import annotations

import asyncio
from typing import Any

from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.structure.answers import LeadLoad
from graph_api.analyses.structure.loads import Load, weigh
from graph_api.linkage.reasons import shown
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen, valid
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Agency, Evidence, Record, Term

SAMPLE: Key = (0, "")
"""The key of a load: minus its count, the agency's id."""

WORKS = 20
WORDS = 10

_IN_WORK = f"""r.role = $p[3] AND {holds("r")} AND {valid("w")} AND {seen("w")}"""

_COUNTS = f"""
{SCOPED}MATCH (a:Agency)-[r:TAKES_PART_IN]->(w)
WHERE {_IN_WORK} AND {valid("a")} AND {asserted("a")} AND {seen("a")}
WITH a, count(DISTINCT w) AS held
RETURN collect([a.id, held])
"""

_WORKS = f"""
{SCOPED}UNWIND $p[4] AS id
MATCH (a:Agency {{id: id}})
RETURN id, a.name_th, a.name_en, COLLECT {{
  MATCH (a)-[r:TAKES_PART_IN]->(w) WHERE {_IN_WORK}
  UNWIND CASE WHEN r.evidence IS NULL OR r.evidence = [] THEN [null] ELSE r.evidence END AS word
  WITH w.id AS work, collect(DISTINCT word)[..{WORDS}] AS words ORDER BY work LIMIT {WORKS}
  RETURN [work, words]
}}
"""


async def list_loads(
    context: QueryContext, role: str, page: PageRequest, *, only_overloaded: bool
) -> Connection[LeadLoad]:
    """The page.

    Raises:
        PhakhiError: what the store raises.
    """
    features = context.features
    parameters = [*context.scope.parameters, role]
    ((counts,),) = await context.store.read(_COUNTS, {"p": parameters})
    loads = await asyncio.to_thread(weigh, features, dict(counts))
    found = [load for load in loads if load.overloaded or not only_overloaded]
    shown_page = page_of(found, lambda load: (-load.count, features.agency(load.agency)), page)
    idents = [features.agency(load.agency) for load in shown_page.items]
    rows = await context.store.read(_WORKS, {"p": [*parameters, idents]}) if idents else []
    told = {ident: (thai, english, works) for ident, thai, english, works in rows}
    made = [
        _load(context, load, role, told.get(ident, (ident, None, [])))
        for load, ident in zip(shown_page.items, idents, strict=True)
    ]
    return connection(shown_page, made)


def _load(
    context: QueryContext, load: Load, role: str, told: tuple[str, str | None, Any]
) -> LeadLoad:
    thai, english, works = told
    words = dict.fromkeys(word for _, some in works for word in sorted(some))
    name = thai if context.language == "th" else english or thai
    return LeadLoad(
        agency=node(Agency, context.features.agency(load.agency)),
        role=node(Term, role),
        leads=load.count,
        works=nodes(Record, (work for work, _ in works)),
        evidence=nodes(Evidence, list(words)[:WORDS]),
        peers=load.peers,
        peer_median=None if load.median is None else shown(load.median),
        peer_upper_fence=None if load.fence is None else shown(load.fence),
        overloaded=load.overloaded,
        why=_why(context, load, quoted(name)),
    )


def _why(context: QueryContext, load: Load, name: str) -> str:
    if load.fence is None:
        return context.say(
            f"{name} has this role {load.count} times and no peers to compare with.",
            f"{name}มีบทบาทนี้ {load.count} งาน และไม่มีเพื่อนให้เปรียบเทียบ",
        )
    return context.say(
        f"{name} has this role {load.count} times; of its {load.peers} peers half have it "
        f"{load.median:g} times at most, and more than {load.fence:g} stands out.",
        f"{name}มีบทบาทนี้ {load.count} งาน ในเพื่อน {load.peers} แห่ง มัธยฐานคือ {load.median:g} งาน "
        f"และเกิน {load.fence:g} งานถือว่ามากผิดปกติ",
    )
