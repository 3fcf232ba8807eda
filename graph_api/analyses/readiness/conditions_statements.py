"""The statement of ``readiness.conditions``: conditions of success, who names them and what fulfils them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.domain.conditions import AS_OF, arisen, asserted, holds, present, seen
from graph_api.domain.names import Named, named
from schema.cypher import Statement

NAMINGS, FULFILMENTS, LAPSED = 20, 50, 3
"""Of a condition at most: namings and fulfilments listed, fulfilments that are over and named."""

# A page goes on by comparing, and nothing compares with null.
WITHOUT_POSITION = 2**31 - 1
"""The position of a condition without one."""


@dataclass(frozen=True, slots=True)
class NamingRow:
    """A naming of a condition: by whom, and since when."""

    by: str
    link: str
    since: dt.date | None
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class FulfilmentRow:
    """What fulfils a condition, and since when."""

    node: str
    link: str
    since: dt.date | None
    invented: bool
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class LapsedRow:
    """What fulfilled a condition, and until when."""

    node: Named
    link: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition, and how it stands; fulfilments are counted in full, of all and of those invented."""

    position: int
    id: str
    namings: list[NamingRow]
    fulfilments: list[FulfilmentRow]
    fulfilment_count: int
    invented_count: int
    lapsed: list[LapsedRow]


@dataclass(frozen=True, slots=True)
class ConditionsRead:
    """A page of conditions, how many there are, and whether the namer is there."""

    namer_exists: bool
    total: int
    conditions: list[ConditionRow]


_NAMED = f"MATCH (c)<-[r:NAMES]-(n:Record) WHERE {holds('r')} AND {arisen('n')}"
_FULFILLED = f"MATCH (c)<-[f:FULFILS]-(n:Record) WHERE {holds('f')} AND {present('n')}"
_INVENTED = "(coalesce(f.synthetic, false) OR coalesce(n.synthetic, false))"

# Collected once, then both counted and paged. min() takes rows and not a list: `reduce` finds the
# first of a few days.
CONDITIONS = Statement(
    "readiness.conditions",
    ConditionsRead,
    f"""
    CALL () {{
      MATCH (c:SuccessCondition)
      WHERE {asserted("c")} AND {seen("c")} AND EXISTS {{
        {_NAMED} AND ($namer IS NULL OR n.id = $namer)
      }}
      RETURN collect(c) AS named
    }}
    RETURN
      $namer IS NULL OR EXISTS {{ MATCH (n:Record {{id: $namer}}) WHERE {arisen("n")} }}
        AS namer_exists,
      size(named) AS total,
      COLLECT {{
        UNWIND named AS c
        WITH c, coalesce(c.position, {WITHOUT_POSITION}) AS place
        WHERE place > $after_position OR (place = $after_position AND c.id > $after_id)
        WITH c, place ORDER BY place, c.id LIMIT $limit
        RETURN {{
          position: place,
          id: c.id,
          namings: COLLECT {{
            {_NAMED}
            WITH n, r ORDER BY n.id, r.id LIMIT {NAMINGS}
            RETURN {{
              by: n.id, link: r.id, evidence: r.evidence,
              since: toString(coalesce(r.since, n.date))
            }}
          }},
          fulfilments: COLLECT {{
            {_FULFILLED}
            WITH n, f, toString(coalesce(f.since, n.date, n.starts, n.since)) AS since
            ORDER BY coalesce(since, '') DESC, n.id, f.id LIMIT {FULFILMENTS}
            RETURN {{
              node: n.id, link: f.id, since: since, invented: {_INVENTED}, evidence: f.evidence
            }}
          }},
          fulfilment_count: COUNT {{ {_FULFILLED} }},
          invented_count: COUNT {{ {_FULFILLED} AND {_INVENTED} }},
          lapsed: COLLECT {{
            MATCH (c)<-[f:FULFILS]-(n:Record)
            WHERE {asserted("f")} AND {seen("f")} AND {asserted("n")} AND {seen("n")}
            WITH n, f, [end IN [f.until, n.ends, n.until] WHERE end < {AS_OF}] AS ends
            WHERE size(ends) > 0
            WITH n, f,
              reduce(first = ends[0], end IN ends | CASE WHEN end < first THEN end ELSE first END)
                AS over
            ORDER BY over DESC, n.id, f.id LIMIT {LAPSED}
            RETURN {{node: {named("n")}, link: f.id, until: toString(over)}}
          }}
        }}
      }} AS conditions
    """,
)
