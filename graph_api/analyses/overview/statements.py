"""The statements of ``overview``: what held at any time in a period, and which events were held.

A period ends on ``$as_of``; ``$opening`` is its first day.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.areas import within
from graph_api.domain.conditions import along, holds, seen, taken_place_since, valid
from graph_api.domain.organisations import acts
from graph_api.linkage.graph import PLACING, TYPES
from schema.cypher import Statement
from schema.ways import TAKING_PART, THROUGH

_OPENING = "$opening"
_ON_A_DAY = f"coalesce({_OPENING}, $as_of)"
"""The opening of a period that may be a single day."""

_DOING = "|".join(THROUGH)


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """A record that was there in the period, and its relationships: of each its type and target."""

    id: str
    links: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PeriodRecords:
    """All that is read of a period, as one row: rows cost the driver far more than what is in them."""

    records: list[PeriodRecord]


@dataclass(frozen=True, slots=True)
class AreaEvents:
    """Ids of the events held in an area itself."""

    area: str
    events: set[str]


def _there(node: str) -> str:
    """What a record must meet to have been there in the period; an event must be dated in it."""
    dated = f"(NOT {node}:Event OR {taken_place_since(node, _OPENING)})"
    return f"{valid(node, _OPENING)} AND {dated} AND {acts(node)}"


_HELD = holds("r", _OPENING)
_PART_HELD = holds("p", _OPENING)
_INNER = f"MATCH {within('x:Area', 'a')} WHERE {along('steps', _OPENING)} AND {seen('x')}"

# UNION, not UNION ALL: what is reached in several ways is looked at once. An area brings itself among
# the areas within it; for a network the third branch does.
PERIOD = Statement(
    "overview.period",
    PeriodRecords,
    f"""
    MATCH (a:Record {{id: $about}}) WHERE {_there("a")}
    CALL (a) {{
      {_INNER}
      RETURN x AS n
      UNION
      {_INNER}
      MATCH (x)<-[r:{"|".join(PLACING)}]-(n:Record) WHERE {_HELD} AND {_there("n")}
      RETURN n
      UNION
      {_INNER}
      MATCH (x)<-[r:{"|".join(PLACING)}]-(w:Record) WHERE {_HELD} AND {_there("w")}
      MATCH (w)<-[p:{"|".join(TAKING_PART)}]-(n:Agency) WHERE {_PART_HELD} AND {_there("n")}
      RETURN n
      UNION
      MATCH (n:Network) WHERE n = a
      RETURN n
      UNION
      MATCH (a)<-[r:MEMBER_OF]-(n:Agency) WHERE {_HELD} AND {_there("n")}
      RETURN n
    }}
    CALL (n) {{
      RETURN n AS m
      UNION
      MATCH (n)-[r:{_DOING}]->(m:Record) WHERE {_HELD} AND {_there("m")}
      RETURN m
      UNION
      MATCH (n)<-[r:{_DOING}]-(m:Record) WHERE {_HELD} AND {_there("m")}
      RETURN m
    }}
    WITH DISTINCT m ORDER BY m.id LIMIT $limit
    RETURN collect({{id: m.id, links: COLLECT {{
      MATCH (m)-[r:{"|".join(TYPES)}]->(t:Record) WHERE {_HELD} AND {_there("t")}
      RETURN [type(r), t.id]
    }}}}) AS records
    """,
)

EVENTS = Statement(
    "overview.events",
    AreaEvents,
    f"""
    MATCH {within("x:Area", ":Record {id: $area}")}
    WHERE {along("steps", _ON_A_DAY)} AND {seen("x")}
    MATCH (x)<-[r:HELD_IN]-(e:Event)
    WHERE {holds("r", _ON_A_DAY)} AND {seen("e")} AND {taken_place_since("e", _OPENING)}
    WITH x.id AS area, collect(DISTINCT e.id) AS events
    RETURN area, events
    """,
)
