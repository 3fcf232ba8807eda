"""The statements of ``graph``: what lies around a centre, and the labels and edges of chosen nodes."""

from __future__ import annotations

from typing import Any

from graph_api.linkage.picture_answers import GraphEdge, GraphNode, Picture, PictureTotals
from graph_api.linkage.reading import HOLDS, Reader
from graph_api.linkage.scope import Scope
from graph_api.planner.refs import node
from schema.model import Record
from schema.registry import declaration

FAN_OUT = 2000
"""Neighbours of one node that are looked at, in the order of their ids."""

NOT_SHOWN = ("Evidence", "Dataset", "Claim", "Source")
"""Kinds that carry facts rather than being part of the picture; they are shown when asked for."""

_SCOPE = "WITH date($p[0]) AS day, $p[1] AS datasets, $p[2] AS synthetic\n"
_SEEN = "(synthetic OR NOT coalesce(%s.synthetic, false))"

_AROUND = f"""
{_SCOPE}
MATCH (c:Record {{id: $p[3]}})
RETURN c.id, COLLECT {{
  MATCH (c)-[r]-(n:Record)
  WHERE {HOLDS} AND {_SEEN % "n"} AND any(l IN labels(n) WHERE l IN $p[4])
  WITH DISTINCT n.id AS id ORDER BY id LIMIT $p[5]
  RETURN id
}}
"""

_FURTHER = f"""
{_SCOPE}
UNWIND $p[3] AS near
MATCH (c:Record {{id: near}})
RETURN COLLECT {{
  MATCH (c)-[r]-(n:Record)
  WHERE {HOLDS} AND {_SEEN % "n"} AND any(l IN labels(n) WHERE l IN $p[4])
  WITH DISTINCT n.id AS id ORDER BY id LIMIT $p[5]
  RETURN id
}}
"""

_PICTURE = f"""
{_SCOPE}
RETURN COLLECT {{
    UNWIND $p[3] AS id MATCH (n:Record {{id: id}})
    RETURN [id, [l IN labels(n) WHERE l <> 'Record'][0], n.name_th, n.name_en,
            coalesce(n.synthetic, false)]
  }}, COLLECT {{
    UNWIND $p[3] AS id MATCH (a:Record {{id: id}})-[r]->(b:Record)
    WHERE b.id IN $p[3] AND {HOLDS}
    WITH r.id AS edge, type(r) AS kind, id AS source, b.id AS target,
         coalesce(r.synthetic, false) AS invented
    ORDER BY source, kind, target, edge LIMIT $p[4]
    RETURN [edge, kind, source, target, invented]
  }}
"""


async def read_around(
    store: Reader,
    scope: Scope,
    center: str,
    depth: int,
    kinds: tuple[str, ...] | None,
    first: int,
) -> tuple[list[str], int] | None:
    """Ids within one or two steps of a centre, nearer ones first, then by id; and how many were seen.

    ``None`` when the centre is not there.
    """
    labels = list(kinds or (kind for kind in declaration().kinds if kind not in NOT_SHOWN))
    rows = await store.read(_AROUND, {"p": [*scope.parameters, center, labels, FAN_OUT]})
    if not rows:
        return None
    found = list(dict.fromkeys([center, *rows[0][1]]))
    if depth > 1 and len(found) < first:
        further = await store.read(
            _FURTHER, {"p": [*scope.parameters, found[1:], labels, FAN_OUT]}
        )
        outer = sorted({ident for (idents,) in further for ident in idents})
        found = list(dict.fromkeys([*found, *outer]))
    return found[:first], len(found)


async def read_picture(
    store: Reader, scope: Scope, idents: list[str], total: int, most_edges: int
) -> Picture:
    """The picture of these nodes, in this order, with the edges between them."""
    parameters = [*scope.parameters, idents, most_edges + 1]
    ((node_rows, edge_rows),) = await store.read(_PICTURE, {"p": parameters})
    edges = edge_rows[:most_edges]
    degrees = _degrees(edges)
    by_id = {row[0]: row for row in node_rows}
    shown = [_node(by_id[ident], degrees) for ident in idents if ident in by_id]
    return Picture(
        nodes=shown,
        edges=[_edge(row) for row in edges],
        truncated=total > len(idents) or len(edge_rows) > most_edges,
        totals=PictureTotals(nodes=len(shown), edges=len(edges), matching=total),
    )


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
        label_th=thai,
        label_en=english,
        synthetic=synthetic,
        degree=degrees.get(ident, 0),
        node=node(Record, ident),
    )


def _edge(row: list[Any]) -> GraphEdge:
    ident, kind, source, target, synthetic = row
    return GraphEdge(id=ident, type=kind, source=source, target=target, synthetic=synthetic)
