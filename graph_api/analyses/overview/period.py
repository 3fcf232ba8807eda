"""What an overview looks at: the snapshot of the day, or what held at any time in a year.

The snapshot is of one day, so a year is read from the store, by one statement: what is placed in
an area or belongs to a network, what these do, who else does that, and all that these lead to.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass

from graph_api.analyses.common.group import QueryContext
from graph_api.domain.scope import Scope
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import TYPES, WAYS, Link, make_graph
from graph_api.linkage.scoping import SCOPED, asserted, seen
from schema.errors import ErrorCode, PhakhiError

MOST_READ = 20_000
"""Records of a year whose relationships are looked at, at most, in the order of their ids."""

EARLIEST = 1900
BUDDHIST = 2400
"""Years from here on are taken to be of the Buddhist era."""
BUDDHIST_AHEAD = 543

PERIOD = f"{SCOPED.rstrip()}, date($p[3]) AS opening\n"
"""Like ``SCOPED``; ``day`` is the last day of a period, and ``opening`` its first, or null."""

DOING = "|".join((*WAYS, "TAKES_PART_IN"))


def held(link: str) -> str:
    """What a relationship must meet to have held at any time between ``opening`` and ``day``."""
    return (
        f"({link}.since IS NULL OR {link}.since <= day) "
        f"AND ({link}.until IS NULL OR {link}.until >= coalesce(opening, day)) "
        f"AND {asserted(link)} AND {seen(link)}"
    )


def alive(node: str) -> str:
    """What a record must meet to have been there in the period; an event must be dated in it."""
    return (
        f"({node}.starts IS NULL OR {node}.starts <= day) "
        f"AND ({node}.ends IS NULL OR {node}.ends >= opening) "
        f"AND (NOT {node}:Event OR ({node}.date >= opening AND {node}.date <= day)) "
        f"AND (NOT ({node}:Agency OR {node}:Network) OR {asserted(node)}) AND {seen(node)}"
    )


_STATEMENT = f"""
{PERIOD}
MATCH (a:Record {{id: $p[4]}}) WHERE {alive("a")}
CALL (a, day, opening, datasets, synthetic) {{
  MATCH (a)<-[w:WITHIN*0..5]-(x:Area) WHERE all(l IN w WHERE {held("l")}) AND {seen("x")}
  RETURN x AS n
  UNION
  MATCH (a)<-[w:WITHIN*0..5]-(x:Area) WHERE all(l IN w WHERE {held("l")}) AND {seen("x")}
  MATCH (x)<-[r:BASED_IN|IN_AREA|PART_OF]-(n:Record) WHERE {held("r")} AND {alive("n")}
  RETURN n
  UNION
  MATCH (n:Network) WHERE n = a
  RETURN n
  UNION
  MATCH (a)<-[r:MEMBER_OF]-(n:Agency) WHERE {held("r")} AND {alive("n")}
  RETURN n
}}
CALL (n, day, opening, datasets, synthetic) {{
  RETURN n AS m
  UNION
  MATCH (n)-[r:{DOING}]->(m:Record) WHERE {held("r")} AND {alive("m")}
  RETURN m
  UNION
  MATCH (n)<-[r:{DOING}]-(m:Record) WHERE {held("r")} AND {alive("m")}
  RETURN m
}}
WITH DISTINCT m, day, opening, datasets, synthetic ORDER BY m.id LIMIT $p[5]
RETURN collect([m.id, COLLECT {{
  MATCH (m)-[r:{"|".join(TYPES)}]->(t:Record) WHERE {held("r")} AND {alive("t")}
  RETURN [type(r), t.id]
}}])
"""


@dataclass(frozen=True)
class PeriodGraph:
    """What is looked at.

    Attributes:
        features: the graph, computed.
        scope: its terms; the day is the last one of the period.
        opening: first day of the period; ``None`` for a single day.
        truncated: whether a bound left anything out.
    """

    features: Features
    scope: Scope
    opening: dt.date | None = None
    truncated: bool = False

    @property
    def parameters(self) -> list[object]:
        """The terms as ``PERIOD`` takes them."""
        opening = None if self.opening is None else self.opening.isoformat()
        return [*self.scope.positional, opening]


def check_year(year: int | None, day: dt.date) -> int | None:
    """The year of the Common Era; one of the Buddhist era is turned into it.

    Raises:
        PhakhiError: BAD_ARGUMENT when it is not from ``EARLIEST`` to the year of ``day``.
    """
    if year is None:
        return None
    common = year - BUDDHIST_AHEAD if year >= BUDDHIST else year
    if not EARLIEST <= common <= day.year:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"A year is from {EARLIEST} to {day.year}, the year of asOf (or the same in the Buddhist era).",
            f"ปีต้องอยู่ระหว่าง {EARLIEST} ถึง {day.year} ซึ่งเป็นปีของ asOf (หรือปี พ.ศ. ที่ตรงกัน)",
        )
    return common


async def world_of(context: QueryContext, about: str, year: int | None) -> PeriodGraph:
    """What is looked at for an area or a network: on the day, or in a year up to the day.

    Raises:
        PhakhiError: what the store raises.
    """
    scope = context.scope
    if year is None:
        return PeriodGraph(context.features, scope)
    last, opening = min(dt.date(year, 12, 31), scope.as_of), dt.date(year, 1, 1)
    period = Scope(last, scope.datasets, scope.include_synthetic)
    parameters = [*period.positional, opening.isoformat(), about, MOST_READ]
    rows = await context.store.read(_STATEMENT, {"p": parameters})
    read = rows[0][0] if rows else []
    features = await asyncio.to_thread(_features, read)
    return PeriodGraph(features, period, opening, len(read) >= MOST_READ)


def _features(rows: list[tuple[str, list[Link]]]) -> Features:
    links: dict[str, list[Link]] = {type_: [] for type_ in TYPES}
    ids: set[str] = set()
    for ident, out in rows:
        ids.add(ident)
        for type_, target in out:
            ids.add(target)
            links[type_].append((ident, target))
    return make_features(make_graph(ids, links))
