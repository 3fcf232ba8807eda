"""Answers ``collaboration.goodDeeds``: good deeds that answer a problem, and who commits to them."""

from __future__ import annotations

from typing import Any

from graph_api.analyses.collaboration.answers import AnsweringDeed, DeedCommitment
from graph_api.analyses.common.candidates import Nearest, nearest
from graph_api.analyses.common.days import day_of
from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.common.purpose import Purpose
from graph_api.linkage.csr import ints
from graph_api.linkage.features import Features
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Actor, Evidence, GoodDeed

SAMPLE: Key = ("", "")
"""The key of a good deed: its Thai collation key, its id."""

COMMITTED = 50

_THERE = f"{holds('c')} AND {seen('a')} AND (NOT (a:Agency OR a:Network) OR {asserted('a')})"
_ANSWERING = f"MATCH (deed:GoodDeed)-[r:ANSWERS]->(p) WHERE {holds('r')} AND {seen('deed')}"

_DEEDS = f"""
{SCOPED}
MATCH (p:Problem {{id: $p[3]}}) WHERE {seen("p")}
RETURN COUNT {{ {_ANSWERING} RETURN DISTINCT deed }}, COLLECT {{
  {_ANSWERING} AND (deed.sort_th > $p[4] OR (deed.sort_th = $p[4] AND deed.id > $p[5]))
  WITH deed, collect(r.evidence) AS words, day, datasets, synthetic ORDER BY deed.sort_th, deed.id LIMIT $p[6]
  RETURN [deed.sort_th, deed.id, reduce(all = [], some IN words | all + some),
    COUNT {{ MATCH (a)-[c:COMMITS_TO]->(deed) WHERE {_THERE} RETURN DISTINCT a }},
    COLLECT {{
      MATCH (a)-[c:COMMITS_TO]->(deed) WHERE {_THERE}
      WITH a, c ORDER BY a.id, c.since, c.id LIMIT {COMMITTED}
      RETURN [a.id, c.wording, toString(c.since), c.evidence]
    }}]
}}
"""


async def list_deeds(
    context: QueryContext, problem: str, page: PageRequest, most_nearest: int
) -> Connection[AnsweringDeed] | None:
    """The page; ``None`` when the problem is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    after = ("", "") if page.after is None else page.after
    parameters = [*context.scope.positional, problem, *after, page.first + 1]
    read = await context.store.read(_DEEDS, {"p": parameters})
    if not read:
        return None
    ((total, rows),) = read
    part = page_read(
        sorted(rows, key=lambda row: (row[0], row[1])), lambda row: (row[0], row[1]), page, total
    )
    purposes = [(row[1], purpose_of(context.features, row[1], problem)) for row in part.items]
    near = await nearest(context, purposes, most_nearest)
    return connection(
        part, [_deed(row, found) for row, found in zip(part.items, near, strict=True)]
    )


def purpose_of(features: Features, deed: str, problem: str) -> Purpose:
    """What a good deed takes: of agencies that do not commit to it yet, for a problem it answers."""
    graph = features.graph
    number, answered = graph.number(deed), graph.number(problem)
    if number is None or answered is None:  # it has just come, or just gone
        return Purpose()
    committed = graph.back("COMMITS_TO", number)
    run = graph.run("agency")
    return Purpose(
        problems=ints([answered]),
        issues=graph.out("CONCERNS", number),
        areas=features.reach.areas.row(number),
        engaged=committed[(committed >= run.start) & (committed < run.stop)],
    )


def _deed(row: list[Any], found: list[Nearest]) -> AnsweringDeed:
    _, ident, words, count, committed = row
    return AnsweringDeed(
        good_deed=node(GoodDeed, ident),
        evidence=nodes(Evidence, dict.fromkeys(words)),
        committed=[
            DeedCommitment(
                actor=node(Actor, actor),
                wording=wording,
                since=day_of(since),
                evidence=nodes(Evidence, evidence or []),
            )
            for actor, wording, since, evidence in committed
        ],
        committed_count=count,
        nearest=found,
    )
