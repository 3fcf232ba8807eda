"""The statements of ``graph``: what lies around a centre, and the labels and edges of chosen nodes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from graph_api.domain.scope import Scope
from graph_api.linkage.graph import WAYS
from graph_api.linkage.picture_answers import GraphEdge, GraphNode, Picture, PictureTotals
from graph_api.linkage.scoping import SCOPED, holds, seen, valid
from graph_api.planner.refs import node
from schema.cypher import Reader
from schema.dates import today_in_thailand
from schema.ids import relationship_id
from schema.model import Record
from schema.registry import declaration

FAN_OUT = 2000
"""Neighbours of one node that are looked at, in the order of their ids."""

HUB = 500
"""A neighbour with more relationships than this is shown, but not walked on from."""

WALKED_FROM = 300
"""Neighbours that are walked on from at most, in the order of their ids."""

NOT_SHOWN = ("Evidence", "Dataset", "Claim", "Source")
"""Kinds that carry facts rather than being part of the picture; they are shown when asked for."""

FOCUSES_ON = "FOCUSES_ON"
"""Derived for today and all datasets; here it is worked out for the scope that is asked for."""

_AROUND = f"""
{SCOPED}
MATCH (c:Record {{id: $p[3]}})
RETURN c.id, COLLECT {{
  MATCH (c)-[r]-(n:Record)
  WHERE (type(r) <> '{FOCUSES_ON}' OR $p[6])
    AND {holds("r")} AND {seen("n")} AND any(l IN labels(n) WHERE l IN $p[4])
  WITH DISTINCT n.id AS id ORDER BY id LIMIT $p[5]
  RETURN id
}}
"""

_FURTHER = f"""
{SCOPED}
UNWIND $p[3] AS near
MATCH (c:Record {{id: near}}) WHERE COUNT {{ (c)--() }} <= {HUB}
RETURN COLLECT {{
  MATCH (c)-[r]-(n:Record)
  WHERE (type(r) <> '{FOCUSES_ON}' OR $p[6])
    AND {holds("r")} AND {seen("n")} AND any(l IN labels(n) WHERE l IN $p[4])
  WITH DISTINCT n.id AS id ORDER BY id LIMIT $p[5]
  RETURN id
}}
"""

# Rows that are sorted or grouped carry every list collected before them in the same statement, and
# each counts as memory of its own: so the edges have a statement to themselves.
_EDGES = f"""
{SCOPED}
RETURN COLLECT {{
    UNWIND $p[3] AS source MATCH (a:Record {{id: source}})-[r]->(b)
    WHERE type(r) <> '{FOCUSES_ON}' AND {holds("r")}
    WITH source, r, b.id AS target
    WHERE $p[6][target]
    WITH r.id AS edge, type(r) AS kind, source, target, coalesce(r.synthetic, false) AS invented
    ORDER BY source, kind, target, edge LIMIT $p[4]
    RETURN [edge, kind, source, target, invented]
  }}
"""

_NODES = f"""
{SCOPED}
RETURN COLLECT {{
    UNWIND $p[5] AS source MATCH (a:Record {{id: source}})
    CALL (a, day, datasets, synthetic) {{
      MATCH (a)-[r:ADOPTS]->(i) WHERE {holds("r")}
      RETURN i, coalesce(r.synthetic, false) AS invented
      UNION ALL
      MATCH (a)-[r:{"|".join(WAYS)}]->(t)-[c:CONCERNS]->(i)
      WHERE {holds("r")} AND {holds("c")} AND {valid("t")}
        AND {seen("t")}
      RETURN i, coalesce(r.synthetic OR c.synthetic OR t.synthetic, false) AS invented
    }}
    WITH source, i.id AS target, collect(invented) AS ways
    WHERE $p[6][target]
    RETURN [source, target, all(way IN ways WHERE way)]
  }}, COLLECT {{
    UNWIND $p[3] AS id MATCH (n:Record {{id: id}})
    RETURN [id, [l IN labels(n) WHERE l <> 'Record'][0], n.name_th, n.name_en,
            coalesce(n.synthetic, false)]
  }}
"""


@dataclass(frozen=True)
class Around:
    """The surroundings of a centre.

    Attributes:
        idents: ids, nearer ones first, then by id; no more than were asked for.
        seen: how many were seen.
        cut: whether a bound kept anything from being seen.
    """

    idents: list[str]
    seen: int
    cut: bool


async def read_around(  # each stands for itself
    store: Reader,
    scope: Scope,
    center: str,
    *,
    depth: int,
    kinds: tuple[str, ...] | None,
    first: int,
) -> Around | None:
    """What lies within one or two steps of a centre; ``None`` when the centre is not there."""
    labels = list(kinds or (kind for kind in declaration().kinds if kind not in NOT_SHOWN))
    derived = scope == Scope(today_in_thailand(), None, scope.include_synthetic)
    rows = await store.read(_AROUND, {"p": [*scope.positional, center, labels, FAN_OUT, derived]})
    if not rows:
        return None
    found = list(dict.fromkeys([center, *rows[0][1]]))
    cut = len(rows[0][1]) >= FAN_OUT
    if depth > 1:
        near = found[1 : WALKED_FROM + 1]
        further = await store.read(_FURTHER, {"p": [*scope.positional, near, labels, HUB, derived]})
        hubs = len(further) < len(near)
        cut = cut or hubs or len(found) - 1 > WALKED_FROM
        outer = sorted({ident for (idents,) in further for ident in idents})
        found = list(dict.fromkeys([*found, *outer]))
    return Around(found[:first], len(found), cut)


async def read_picture(store: Reader, scope: Scope, around: Around, most_edges: int) -> Picture:
    """The picture of these nodes, in this order, with the edges between them."""
    idents = around.idents
    concerned = [ident for ident in idents if ident.startswith(("agency:", "network:"))]
    issues = [ident for ident in idents if ident.startswith("issue:")]
    inside = dict.fromkeys(idents, True)
    parameters = [
        *scope.positional,
        idents,
        most_edges + 1,
        concerned if issues else [],
        inside,
    ]
    ((stored,),), ((worked_out, node_rows),) = await asyncio.gather(
        store.read(_EDGES, {"p": parameters}), store.read(_NODES, {"p": parameters})
    )
    found = sorted(
        [*stored, *map(_focus, worked_out)], key=lambda row: (row[2], row[1], row[3], row[0])
    )
    edges = found[:most_edges]
    degrees = _degrees(edges)
    by_id = {row[0]: row for row in node_rows}
    shown = [_node(by_id[ident], degrees) for ident in idents if ident in by_id]
    return Picture(
        nodes=shown,
        edges=[_edge(row) for row in edges],
        truncated=around.cut or around.seen > len(idents) or len(found) > most_edges,
        totals=PictureTotals(nodes=len(shown), edges=len(edges), matching=around.seen),
    )


def _focus(row: list[Any]) -> list[Any]:
    """The row of an edge that folds every way from an organisation to an issue into one."""
    source, target, synthetic = row
    return [relationship_id(FOCUSES_ON, source, target, []), FOCUSES_ON, source, target, synthetic]


def _degrees(edges: list[list[Any]]) -> dict[str, int]:
    degrees: dict[str, int] = {}
    for _, _, source, target, _ in edges:
        degrees[source] = degrees.get(source, 0) + 1
        degrees[target] = degrees.get(target, 0) + 1
    return degrees


def _node(row: list[Any], degrees: dict[str, int]) -> GraphNode:
    ident, kind, thai, english, synthetic = row
    return GraphNode(
        id=ident,
        kind=kind,
        name_th=thai,
        name_en=english,
        synthetic=synthetic,
        degree=degrees.get(ident, 0),
        node=node(Record, ident),
    )


def _edge(row: list[Any]) -> GraphEdge:
    ident, kind, source, target, synthetic = row
    return GraphEdge(id=ident, type=kind, source=source, target=target, synthetic=synthetic)
