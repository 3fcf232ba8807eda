"""The statement that the snapshot is read by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_api.domain.conditions import AS_OF, begun, factual, held, holds, taken_place, valid
from graph_api.domain.days import earliest, last_days, ordinal
from graph_api.domain.organisations import acts
from graph_api.linkage.graph import TYPES
from graph_api.linkage.words import TEXTS
from schema.cypher import Statement
from schema.ways import MIDDLE


@dataclass(frozen=True, slots=True)
class NodePage:
    """A page of nodes.

    Attributes:
        page: lists of a node's id, whether it counts, its relationships (lists of type and id of the
            target), and the texts of what may concern issues. There are millions of them, so they are taken as the driver has them.
    """

    page: list[Any]


# A range of ids is a range of the one index that all records have, in its order: nothing is sorted,
# and a kind is the range of its prefix. Lists are sent and read faster than maps. COLLECT keeps a node
# without relationships, which a second MATCH would drop.
_TELLS = " OR ".join(f"n:{kind}" for kind in MIDDLE)
_OWN_TEXTS = ", ".join(f"n.{name}" for name in TEXTS)
READ_NODES = Statement(
    "linkage.read_nodes",
    NodePage,
    f"""
    MATCH (n:Record) WHERE n.id > $after AND n.id < $before
    WITH n ORDER BY n.id LIMIT $limit
    RETURN collect([n.id,
      {valid("n")} AND (NOT n:Event OR {taken_place("n")}) AND {acts("n")},
      COLLECT {{
        MATCH (n)-[r:{"|".join(TYPES)}]->(t:Record) WHERE {holds("r")}
        RETURN [type(r), t.id]
      }},
      CASE WHEN {_TELLS} THEN [{_OWN_TEXTS}] ELSE [] END]) AS page
    """,
)


@dataclass(frozen=True, slots=True)
class ParticipationPage:
    """A page of works and agencies, with what was done in them and is over for somebody.

    Attributes:
        page: lists of a record's id, its last day, and its participations: lists of an agency's id,
            the first and the last day; days are proleptic ordinals, null where none is stated.
    """

    page: list[Any]


# Of a work that is over, or that somebody has left, all participations: whoever goes on is a former
# partner of who left. Of an agency, the direct collaborations that are over; they are stored in one
# direction, which means nothing.
READ_PARTICIPATIONS = Statement(
    "linkage.read_participations",
    ParticipationPage,
    f"""
    MATCH (n:Record) WHERE n.id > $after AND n.id < $before
    WITH n ORDER BY n.id LIMIT $limit
    WITH n, {begun("n")} AND {taken_place("n")} AND {acts("n")} AS counts,
         NOT {valid("n")} OR EXISTS {{
           MATCH (n)<-[x:TAKES_PART_IN]-(:Agency) WHERE x.until < {AS_OF}
         }} AS over
    RETURN collect([n.id, {ordinal(earliest(*last_days("n")))}, COLLECT {{
      MATCH (n)<-[r:TAKES_PART_IN|COLLABORATES_WITH]-(a:Agency)
      WHERE counts AND (over OR r.until < {AS_OF}) AND {held("r")}
      RETURN [a.id, {ordinal("r.since")}, {ordinal("r.until")}]
    }}]) AS page
    """,
)


@dataclass(frozen=True, slots=True)
class AnyInvented:
    """Whether a dataset holds what is invented."""

    invented: bool


@dataclass(frozen=True, slots=True)
class GraphState:
    """How the graph stands.

    Attributes:
        merged: pairs of ids: of a record that was merged, and of the one that it was merged into.
        revision: of the last change; 0 before the first.
    """

    merged: list[tuple[str, str]]
    revision: int


# Verdicts as maps: a database without any warns of names that it does not know.
READ_STATE = Statement(
    "linkage.read_state",
    GraphState,
    """
    OPTIONAL MATCH (m:Meta {id: 'revision'})
    RETURN COLLECT {
      MATCH (v:Meta) WHERE v.id STARTS WITH 'verdict:' AND properties(v).same
      RETURN [properties(v).other, properties(v).one] ORDER BY v.id
    } AS merged, coalesce(m.revision, 0) AS revision""",
)
"""What is looked at from time to time, for all requests together."""

READ_ANY_INVENTED = Statement(
    "linkage.read_any_invented",
    AnyInvented,
    f"RETURN EXISTS {{ MATCH (d:Dataset) WHERE NOT {factual('d')} }} AS invented",
)


@dataclass(frozen=True, slots=True)
class Invented:
    """Which of some records are invented.

    Attributes:
        ids: theirs, in no order.
    """

    ids: list[str]


READ_INVENTED = Statement(
    "linkage.read_invented",
    Invented,
    f"""
    MATCH (n:Record) WHERE n.id IN $ids AND NOT {factual("n")}
    RETURN collect(n.id) AS ids
    """,
)
