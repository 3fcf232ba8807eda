"""The statements that find gaps: one for each kind that is asked for, side by side.

One statement over nine kinds took seconds to plan, and anew for every choice of kinds.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from graph_api.analyses.gaps.answers import GapKind
from graph_api.analyses.gaps.patterns import PATTERNS, along, organisation
from graph_api.domain.scope import Scope
from graph_api.linkage.matrices import AREA_STEPS
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen
from schema.cypher import Reader

KINDS = tuple(GapKind)

SHOWN = 8
"""Nodes that show one gap at most."""

CARRIERS = 20
"""Relationships whose evidence carries one gap at most."""

EVIDENCE_SHOWN = 10
"""Pieces of evidence of one gap at most."""

_LAST = "\U0010ffff"

Named = tuple[str, str | None, str | None]
"""An id (or a word of the answer), a name in Thai and in English."""

_HEAD = f"""{SCOPED}WITH day, datasets, synthetic, $p[3] AS most, $p[4] AS area, $p[5] AS network,
  $p[6] AS event, $p[7] AS within, $p[8] AS level, $p[9] AS issues
WHERE (area IS NULL OR EXISTS {{ (x:Area {{id: area}}) WHERE {seen("x")} }})
  AND (network IS NULL OR EXISTS {{
    (x:Network {{id: network}}) WHERE {seen("x")} AND {asserted("x")}
  }})
  AND (event IS NULL OR EXISTS {{ (x:Event {{id: event}}) WHERE {seen("x")} }})
"""
"""No row where what it is asked about is not there."""

_NARROWED = f"""
    AND (area IS NULL OR EXISTS {{
      (n)-[steps:IN_AREA|WITHIN|MADE_AT|HELD_IN*0..{AREA_STEPS + 2}]->(:Area {{id: area}})
      WHERE {along("steps")}
    }})
    AND (network IS NULL OR EXISTS {{
      (n)<-[r:RAISES|PURSUES|OPERATES|PROMISED|TAKES_PART_IN]-(w)
      WHERE {holds("r")} AND {organisation("w")} AND (w.id = network OR EXISTS {{
        (w)-[b:MEMBER_OF]->(:Network {{id: network}}) WHERE {holds("b")}
      }})
    }})"""
"""Of an area, or of a network (itself or a member)."""


@dataclass(frozen=True, slots=True)
class GapFilter:
    """Which gaps are asked for.

    Attributes:
        kinds: in the order of :class:`GapKind`.
        area: id of an area that they are in, or ``None``.
        network: id of a network that they are of, or ``None``.
        event: id of the event that commitments were made at, or ``None``.
        within: months from the day within which a goal is due.
        level: id of the level of areas without agencies.
        issues: issues that the network is missing from, each with the networks that share it.
    """

    kinds: tuple[GapKind, ...]
    area: str | None = None
    network: str | None = None
    event: str | None = None
    within: int = 12
    level: str = "term:area-level.district"
    issues: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap as it is read.

    Attributes:
        place: number of its kind in the order of :class:`GapKind`.
        key: Thai collation key of its node.
        node: the node.
        missing: what is missing.
        because: those that show it, by id, ``SHOWN`` at most.
        because_count: how many there are.
        evidence: ids of evidence: of what shows it, then of the node itself.
        due: day that a goal or a commitment is due, as text.
        status: how a commitment stands.
        towards: ids of what a commitment works towards.
    """

    place: int
    key: str
    node: Named
    missing: tuple[Named, ...]
    because: tuple[Named, ...]
    because_count: int
    evidence: tuple[str, ...]
    due: str | None = None
    status: Named | None = None
    towards: tuple[str, ...] = ()

    @property
    def kind(self) -> GapKind:
        """Its kind."""
        return KINDS[self.place]

    @property
    def id(self) -> str:
        """Id of its node."""
        return self.node[0]


async def read_gaps(
    store: Reader,
    scope: Scope,
    asked: GapFilter,
    after: tuple[int, str, str] | None,
    most: int,
) -> tuple[list[GapRow], int] | None:
    """Up to ``most`` gaps after a place in the order, and how many there are in all.

    Returns:
        ``None`` where the area, network or event that is asked about is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    parameters: list[object] = [
        *scope.positional,
        most,
        asked.area,
        asked.network,
        asked.event,
        asked.within,
        asked.level,
        dict(asked.issues),
    ]
    narrow = bool(asked.area or asked.network)
    found = await asyncio.gather(
        *(
            store.read(_statement(kind, narrow=narrow), {"p": [*parameters, *_start(kind, after)]})
            for kind in asked.kinds
        )
    )
    if not all(found):
        return None
    rows = [
        _row(kind, row)
        for kind, ((_, page),) in zip(asked.kinds, found, strict=True)
        for row in sorted(page, key=lambda row: (row[0], row[1][0]))
    ]
    return rows[:most], sum(total for ((total, _),) in found)


def _start(kind: GapKind, after: tuple[int, str, str] | None) -> tuple[str, str]:
    """Key and id after which the gaps of a kind are wanted."""
    place = KINDS.index(kind)
    if after is None or place > after[0]:
        return "", ""
    return after[1:] if place == after[0] else (_LAST, _LAST)


@functools.cache
def _statement(kind: GapKind, *, narrow: bool) -> str:
    """Finds the gaps of one kind: all of them, and a page. CALL, as nested COLLECT takes long to plan."""
    pattern = PATTERNS[kind]
    return f"""{_HEAD}
  CALL (*) {{
    {pattern.found} {_NARROWED if narrow and pattern.narrowed else ""}
    RETURN collect(n) AS every
  }}
  CALL (*) {{
    UNWIND every AS n
    WITH * WHERE n.sort_th > $p[10] OR (n.sort_th = $p[10] AND n.id > $p[11])
    WITH * ORDER BY n.sort_th, n.id LIMIT $p[3]
    CALL (*) {{
      MATCH {pattern.shown}
      WITH b, {"r.evidence" if pattern.carried else "[]"} AS own ORDER BY b.id
      WITH collect(DISTINCT b) AS found, collect(CASE WHEN size(own) > 0 THEN own END) AS words
      RETURN [b IN found[..{SHOWN}] | [b.id, b.name_th, b.name_en]] AS because, size(found) AS shown,
        words[..{CARRIERS}] AS words
    }}
    RETURN collect([n.sort_th, [n.id, n.name_th, n.name_en], {pattern.missing}, because, shown,
      words, n.evidence, toString(n.due), {pattern.status}, {pattern.towards}]) AS page
  }}
  RETURN size(every), page
"""


def _row(kind: GapKind, row: list[Any]) -> GapRow:
    key, node, missing, because, count, words, own, due, status, towards = row
    carried: list[str] = [*chain.from_iterable(words), *(own or [])]
    return GapRow(
        place=KINDS.index(kind),
        key=key,
        node=_named(node),
        missing=tuple(map(_named, missing)),
        because=tuple(sorted(map(_named, because), key=lambda item: item[0])),
        because_count=count,
        evidence=tuple(dict.fromkeys(carried))[:EVIDENCE_SHOWN],
        due=due,
        status=_named(status[0]) if status else None,
        towards=tuple(sorted(towards)),
    )


def _named(item: list[Any]) -> Named:
    word, thai, english = [*item, None, None][:3]
    return word, thai, english
