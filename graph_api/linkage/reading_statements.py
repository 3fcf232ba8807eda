"""The statement that the snapshot is read by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_api.domain.conditions import factual
from graph_api.domain.days import earliest, first_days, last_days, latest, ordinal
from graph_api.linkage.graph import TYPES
from graph_api.linkage.words import TEXTS
from schema.cypher import Statement
from schema.ways import MIDDLE


@dataclass(frozen=True, slots=True)
class NodePage:
    """A page of nodes.

    Attributes:
        page: lists of a node's id, its first and its last day, ids of its datasets, whether it is
            invented, its relationships, and the texts of what may concern issues. Relationships are lists of
            type, first and last day, datasets, whether invented, and ids of the targets for which all that
            is the same. Days are proleptic ordinals, null where none is stated. There are millions of
            them, so they are taken as the driver has them.
    """

    page: list[Any]


_FIRST_DAY = ordinal(latest(*first_days("n")))
_LAST_DAY = ordinal(earliest(*last_days("n")))
_TELLS = " OR ".join(f"n:{kind}" for kind in MIDDLE)
_OWN_TEXTS = ", ".join(f"n.{name}" for name in TEXTS)
# Lists are sent and read faster than maps, and one list for a node's relationships of a kind faster than
# one for each. COLLECT keeps a node without relationships, which a second MATCH would drop.
_PAGE = f"""
    WITH n, COLLECT {{
      MATCH (n)-[r:{"|".join(TYPES)}]->(t:Record)
      WITH type(r) AS type, r.since AS since, r.until AS until, r.datasets AS datasets,
           r.synthetic AS synthetic, collect(t.id) AS targets
      RETURN [type, {ordinal("since")}, {ordinal("until")}, datasets, synthetic, targets]
    }} AS out
    RETURN collect([n.id, {_FIRST_DAY}, {_LAST_DAY}, n.datasets, n.synthetic, out, CASE WHEN {_TELLS} THEN [{_OWN_TEXTS}] ELSE [] END]) AS page
    """

# A range of ids is a range of the one index that all records have, in its order: nothing is sorted,
# and a kind is the range of its prefix.
READ_NODES = Statement(
    "linkage.read_nodes",
    NodePage,
    f"MATCH (n:Record) WHERE n.id > $after AND n.id < $before WITH n ORDER BY n.id LIMIT $limit {_PAGE}",
)
READ_SOME_NODES = Statement(
    "linkage.read_some_nodes", NodePage, f"MATCH (n:Record) WHERE n.id IN $ids {_PAGE}"
)
"""The same for nodes that have changed; those that are gone are left out."""


@dataclass(frozen=True, slots=True)
class GraphMark:
    """Where the log stands.

    Attributes:
        revision: of the last change; 0 before the first.
        stamp: when that was made, and by whom; null where there is none, or no longer.
    """

    revision: int
    stamp: str | None


def _stamp(entry: str) -> str:
    return f"toString({entry}.at) + ' ' + {entry}.by"


READ_MARK = Statement(
    "linkage.read_mark",
    GraphMark,
    f"""
    OPTIONAL MATCH (m:Meta {{id: 'revision'}})
    OPTIONAL MATCH (c:Change {{revision: m.revision}})
    RETURN coalesce(m.revision, 0) AS revision, {_stamp("c")} AS stamp
    """,
)


@dataclass(frozen=True, slots=True)
class ChangedRecords:
    """What the log says since a revision.

    Attributes:
        stamp: of the entry at that revision, as in :class:`GraphMark`.
        entries: lists of an entry's revision and stamp, ids of the nodes that changed, and of both ends of
            the relationships that did; of types and kinds that linkage does not look at, none.
    """

    stamp: str | None
    entries: list[Any]


READ_CHANGED = Statement(
    "linkage.read_changed",
    ChangedRecords,
    f"""
    OPTIONAL MATCH (b:Change {{revision: $revision}})
    RETURN {_stamp("b")} AS stamp, COLLECT {{
      MATCH (c:Change) WHERE c.revision > $revision
      WITH c ORDER BY c.revision LIMIT $limit
      RETURN [c.revision, {_stamp("c")}, CASE
        WHEN c.kind IN $kinds THEN c.records
        WHEN c.kind IN $types THEN c.sources + c.targets
        ELSE [] END]
    }} AS entries
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
        derived: the day that what is derived is of, and which turn made it; null while that is going on.
    """

    merged: list[tuple[str, str]]
    revision: int
    derived: str | None = None


# Verdicts as maps: a database without any warns of names that it does not know.
READ_STATE = Statement(
    "linkage.read_state",
    GraphState,
    """
    OPTIONAL MATCH (m:Meta {id: 'revision'})
    OPTIONAL MATCH (d:Meta {id: 'derived'})
    RETURN COLLECT {
      MATCH (v:Meta) WHERE v.id STARTS WITH 'verdict:' AND properties(v).same
      RETURN [properties(v).other, properties(v).one] ORDER BY v.id
    } AS merged, coalesce(m.revision, 0) AS revision,
      toString(d.day) + ' ' + toString(d.turn) AS derived""",
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
