"""The one statement that finds gaps: a subquery for each kind that is asked for."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from graph_api.families.gaps.answers import GapKind
from graph_api.families.gaps.patterns import DEPTH, PATTERNS, Pattern
from graph_api.linkage.reading import Reader
from graph_api.linkage.scope import Scope
from graph_api.linkage.scoping import SCOPED, seen

SHOWN = 8
"""Nodes that show one gap at most."""

EVIDENCE_SHOWN = 10
"""Pieces of evidence of one gap at most."""

_LAST = "\U0010ffff"

_NARROWED = f"""
    AND ($p[4] IS NULL OR EXISTS {{
      (n)-[:IN_AREA|WITHIN|MADE_AT|HELD_IN*0..{DEPTH + 2}]->(:Area {{id: $p[4]}})
    }})
    AND ($p[5] IS NULL OR EXISTS {{
      (n)<-[:RAISES|PURSUES|OPERATES|PROMISED|TAKES_PART_IN]-(w)
      WHERE w.id = $p[5] OR EXISTS {{ (w)-[:MEMBER_OF]->(:Network {{id: $p[5]}}) }}
    }})"""
"""Of an area, or of a network (itself or a member)."""

_HEAD = f"{SCOPED}, $p[7] AS within, $p[8] AS level, $p[6] AS event\n".replace("\n,", ",")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which gaps are asked for.

    Attributes:
        kinds: in the order of :class:`GapKind`.
        area: id of an area that they are in, or ``None``.
        network: id of a network that they are of, or ``None``.
        event: id of the event that commitments were made at, or ``None``.
        within: months from the day within which a goal is due.
        level: id of the level of areas without agencies.
    """

    kinds: tuple[GapKind, ...]
    area: str | None = None
    network: str | None = None
    event: str | None = None
    within: int = 12
    level: str = "term:area-level.district"


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap as it is read.

    Attributes:
        place: number of its kind in the order of :class:`GapKind`.
        key: Thai collation key of its node.
        names: the node's name in Thai, and in English or ``None``.
        missing: what is missing.
        because: those that show it, each with its id and both names.
        because_count: how many there are.
        evidence: ids of evidence.
        facts: what a sentence needs beside names: due date, status.
    """

    place: int
    key: str
    id: str
    names: tuple[str, str | None]
    missing: tuple[str, ...]
    because: tuple[tuple[str, str, str | None], ...]
    because_count: int
    evidence: tuple[str, ...]
    facts: tuple[str | None, str | None]

    @property
    def kind(self) -> GapKind:
        """Its kind."""
        return KINDS[self.place]


KINDS = tuple(GapKind)


async def read_gaps(
    store: Reader, scope: Scope, asked: Asked, after: tuple[int, str, str] | None, most: int
) -> tuple[list[GapRow], int]:
    """Up to ``most`` gaps after a place in the order, and how many there are in all.

    Raises:
        PhakhiError: what the store raises.
    """
    kinds = tuple(kind for kind in asked.kinds if kind in PATTERNS)
    if not kinds:
        return [], 0
    parameters: list[object] = [
        *scope.parameters,
        most,
        asked.area,
        asked.network,
        asked.event,
        asked.within,
        asked.level,
        {kind.name: list(_start(kind, after)) for kind in kinds},
    ]
    (found,) = await store.read(_statement(kinds), {"p": parameters})
    rows = [
        _row(kind, row)
        for kind, (_, page) in zip(kinds, found, strict=True)
        for row in sorted(page, key=lambda row: (row[0], row[1]))
    ]
    return rows[:most], sum(total for total, _ in found)


def _start(kind: GapKind, after: tuple[int, str, str] | None) -> tuple[str, str]:
    """Key and id after which the gaps of a kind are wanted."""
    place = KINDS.index(kind)
    if after is None or place > after[0]:
        return "", ""
    return after[1:] if place == after[0] else (_LAST, _LAST)


@functools.cache
def _statement(kinds: tuple[GapKind, ...]) -> str:
    columns = ", ".join(_column(kind, PATTERNS[kind]) for kind in kinds)
    return f"{_HEAD}RETURN {columns}"


def _column(kind: GapKind, pattern: Pattern) -> str:
    key, ident = f"$p[9].{kind.name}[0]", f"$p[9].{kind.name}[1]"
    shown = f"MATCH {pattern.shown}"
    return f"""
[COUNT {{ {pattern.found} {_NARROWED} }},
 COLLECT {{
   {pattern.found} {_NARROWED}
     AND (n.sort_th > {key} OR (n.sort_th = {key} AND n.id > {ident}))
   WITH n, day, datasets, synthetic ORDER BY n.sort_th, n.id LIMIT $p[3]
   RETURN [n.sort_th, n.id, n.name_th, n.name_en, {pattern.missing},
     COLLECT {{ {shown} AND {seen("b")} WITH DISTINCT b ORDER BY b.id LIMIT {SHOWN} RETURN [b.id, b.name_th, b.name_en] }},
     COUNT {{ {shown} AND {seen("b")} RETURN DISTINCT b }},
     COLLECT {{ {shown} UNWIND r.evidence AS e WITH DISTINCT e ORDER BY e LIMIT {EVIDENCE_SHOWN} RETURN e }},
     toString(n.due), n.status]
 }}]"""


def _row(kind: GapKind, row: list[Any]) -> GapRow:
    key, ident, thai, english, missing, because, count, evidence, due, status = row
    return GapRow(
        place=KINDS.index(kind),
        key=key,
        id=ident,
        names=(thai, english),
        missing=tuple(missing),
        because=tuple((item[0], item[1], item[2]) for item in because),
        because_count=count,
        evidence=tuple(evidence),
        facts=(due, status),
    )
