"""Reads pictures: what lies around a centre, and the labels and edges of chosen nodes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import strawberry

from graph_api.domain.organisations import ORGANISATIONS
from graph_api.domain.scope import Scope
from graph_api.linkage.picture_answers import GraphEdge, GraphNode, Picture, PictureTotals
from graph_api.linkage.picture_statements import (
    AROUND,
    EDGES,
    FURTHER,
    HUB,
    NODES,
    EdgeRow,
    FocusRow,
    PictureNodeRow,
)
from graph_api.planner.refs import node
from schema.cypher import Reader
from schema.dates import today_in_thailand
from schema.ids import kind_of, relationship_id
from schema.model import Record
from schema.registry import declaration
from schema.ways import FOCUSES_ON

FAN_OUT = 2000
"""Neighbours of one node that are looked at, in the order of their ids."""

WALKED_FROM = 300
"""Neighbours that are walked on from at most, in the order of their ids."""

NOT_SHOWN = ("Evidence", "Dataset", "Claim", "Source")
"""Kinds that carry facts rather than being part of the picture; they are shown when asked for."""


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
    parameters = scope.parameters | {
        "labels": list(kinds or (kind for kind in declaration().kinds if kind not in NOT_SHOWN)),
        # the stored FOCUSES_ON are those of today and of all datasets
        "derived": scope == Scope(today_in_thailand(), None, scope.include_synthetic),
    }
    rows = await AROUND.read(store, **parameters, center=center, limit=FAN_OUT)
    if not rows:
        return None
    nearest = rows[0].ids
    seen = list(dict.fromkeys([center, *nearest]))
    cut = len(nearest) >= FAN_OUT
    if depth > 1:
        near = seen[1 : WALKED_FROM + 1]
        further = await FURTHER.read(store, **parameters, near=near, limit=HUB)
        hubs = len(further) < len(near)
        cut = cut or hubs or len(seen) - 1 > WALKED_FROM
        outer = sorted({ident for row in further for ident in row.ids})
        seen = list(dict.fromkeys([*seen, *outer]))
    return Around(seen[:first], len(seen), cut)


@dataclass(frozen=True)
class Shown:
    """What is read of the records of a picture.

    Attributes:
        labels: names of those that are there, by id.
        edges: relationships between them, by their ends, no more than were asked for.
        more: whether there are more.
    """

    labels: Mapping[str, PictureNodeRow]
    edges: list[EdgeRow]
    more: bool


async def read_shown(
    store: Reader, scope: Scope, idents: Sequence[str], most_edges: int, also: Sequence[str] = ()
) -> Shown:
    """Names of these records and the relationships between them; names of others beside.

    Raises:
        PhakhiError: what the store raises.
    """
    kinds = {ident: kind_of(ident) for ident in idents}
    organisations = [ident for ident in idents if kinds[ident] in ORGANISATIONS]
    chosen = scope.parameters | {"inside": dict.fromkeys(idents, True)}
    (stored,), (read,) = await asyncio.gather(
        # one more than is shown tells that there are more
        EDGES.read(store, **chosen, ids=list(idents), limit=most_edges + 1),
        NODES.read(
            store,
            **chosen,
            ids=[*idents, *also],
            organisations=organisations if "Issue" in kinds.values() else [],
        ),
    )
    every = sorted([*stored.edges, *map(_focus, read.focuses)], key=_order)
    labels = {row.id: row for row in read.nodes}
    return Shown(labels, every[:most_edges], len(every) > most_edges)


async def read_picture(store: Reader, scope: Scope, around: Around, most_edges: int) -> Picture:
    """The picture of these nodes, in this order, with the edges between them."""
    read = await read_shown(store, scope, around.idents, most_edges)
    degrees = Counter(end for edge in read.edges for end in (edge.source, edge.target))
    shown = [
        _node(read.labels[ident], degrees[ident]) for ident in around.idents if ident in read.labels
    ]
    return Picture(
        nodes=shown,
        edges=[_edge(row) for row in read.edges],
        truncated=around.cut or around.seen > len(around.idents) or read.more,
        totals=PictureTotals(nodes=len(shown), edges=len(read.edges), matching=around.seen),
    )


def _focus(row: FocusRow) -> EdgeRow:
    """The edge that folds every way from an organisation to an issue into one."""
    ident = relationship_id(FOCUSES_ON, row.source, row.target, [])
    return EdgeRow(ident, FOCUSES_ON, row.source, row.target, row.synthetic)


def _order(edge: EdgeRow) -> tuple[str, str, str, str]:
    return edge.source, edge.type, edge.target, edge.id


def _node(row: PictureNodeRow, degree: int) -> GraphNode:
    return GraphNode(
        id=strawberry.ID(row.id),
        kind=row.kind,
        name_th=row.name_th,
        name_en=row.name_en,
        synthetic=row.synthetic,
        degree=degree,
        node=node(Record, row.id),
    )


def _edge(row: EdgeRow) -> GraphEdge:
    return GraphEdge(
        id=strawberry.ID(row.id),
        type=row.type,
        source=strawberry.ID(row.source),
        target=strawberry.ID(row.target),
        synthetic=row.synthetic,
    )
