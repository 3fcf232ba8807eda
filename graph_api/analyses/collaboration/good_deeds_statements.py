"""The statement of ``collaboration.goodDeeds``: good deeds that answer a problem, and who commits to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.domain.conditions import holds, seen
from graph_api.domain.organisations import acts
from graph_api.domain.paging import after
from schema.cypher import Statement

COMMITTED = 50
"""Commitments listed for one good deed at most."""


@dataclass(frozen=True, slots=True)
class CommittedRow:
    """Who commits to a good deed."""

    actor: str
    wording: str | None
    since: dt.date | None
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class DeedRow:
    """A good deed with its Thai collation key, and who commits to it."""

    sort_th: str
    id: str
    evidence: list[str]
    committed_count: int
    committed: list[CommittedRow]


@dataclass(frozen=True, slots=True)
class AnsweringDeeds:
    """A page of the good deeds that answer a problem, and how many there are."""

    total: int
    deeds: list[DeedRow]


_ANSWERING = f"MATCH (deed:GoodDeed)-[r:ANSWERS]->(p) WHERE {holds('r')} AND {seen('deed')}"
_COMMITTING = f"MATCH (a)-[c:COMMITS_TO]->(deed) WHERE {holds('c')} AND {acts('a')}"

# DISTINCT in the counts: several relationships, of several days, may join the same two. Cypher has no
# function that flattens a list of lists, so `reduce` does.
ANSWERING_DEEDS = Statement(
    "collaboration.answering_deeds",
    AnsweringDeeds,
    f"""
    MATCH (p:Problem {{id: $problem}}) WHERE {seen("p")}
    RETURN COUNT {{ {_ANSWERING} RETURN DISTINCT deed }} AS total, COLLECT {{
      {_ANSWERING} AND {after("deed")}
      WITH deed, collect(r.evidence) AS words ORDER BY deed.sort_th, deed.id LIMIT $limit
      RETURN {{
        sort_th: deed.sort_th,
        id: deed.id,
        evidence: reduce(all = [], some IN words | all + some),
        committed_count: COUNT {{ {_COMMITTING} RETURN DISTINCT a }},
        committed: COLLECT {{
          {_COMMITTING}
          WITH a, c ORDER BY a.id, c.since, c.id LIMIT {COMMITTED}
          RETURN {{actor: a.id, wording: c.wording, since: toString(c.since), evidence: c.evidence}}
        }}
      }}
    }} AS deeds
    """,
)
