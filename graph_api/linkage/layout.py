"""Answers ``layout``: the picture of ``graph`` as it is drawn, with positions and closed clusters."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import strawberry

from graph_api.concurrency import compute
from graph_api.domain.names import Named
from graph_api.linkage.closing import MarkPlan, plan_marks
from graph_api.linkage.cluster_names import cluster_name
from graph_api.linkage.clustering import CLUSTER, record_of
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.ground import ClusterPlace, Ground
from graph_api.linkage.layout_answers import DrawnLayout, LayoutCluster, LayoutLine, LayoutMark
from graph_api.linkage.lines import Counted, DrawnLine, count_behind, lines_of, mapped
from graph_api.linkage.picture import (
    MOST_EDGES,
    PictureRequest,
    choose_around,
    chosen_for,
)
from graph_api.linkage.picture_answers import PictureTotals
from graph_api.linkage.picture_reading import read_shown
from graph_api.linkage.picture_statements import PictureNodeRow
from graph_api.linkage.snapshots import Snapshot
from graph_api.planner.refs import NodeRef, node
from schema.cypher import Reader
from schema.ids import kind_of
from schema.model import Network, Record

T = TypeVar("T")


@dataclass(frozen=True)
class LayoutRequest:
    """What to draw.

    Attributes:
        picture: which records.
        opened: ids of clusters whose parts are shown, ascending.
    """

    picture: PictureRequest
    opened: tuple[str, ...]


@dataclass(frozen=True)
class Sketch:
    """A picture before the sizes of its marks.

    Attributes:
        labels: of records that are shown or give a cluster its name, by id.
        invented: for each closed cluster whether all its organisations are.
        matching: how many records matched.
    """

    plan: MarkPlan
    lines: list[DrawnLine]
    labels: Mapping[str, PictureNodeRow]
    invented: list[bool]
    matching: int
    truncated: bool


async def sketch(
    store: Reader,
    snapshot: Snapshot,
    factual: Callable[[], Awaitable[Snapshot]],
    ground: Ground,
    request: LayoutRequest,
) -> Sketch:
    """The picture but for what its marks measure.

    Args:
        store: where labels and the relationships between records are read.
        snapshot: the graph.
        factual: gets the same without what is invented; called where clusters are closed.
        ground: where everything lies.
        request: what to draw.

    Raises:
        PhakhiError: what the store raises.
    """
    chosen = await _chosen(store, snapshot, request.picture)
    plan = await compute(
        plan_marks,
        snapshot.features.graph,
        ground.clustering,
        chosen,
        request.opened,
        request.picture.first,
    )
    named = [record_of(ident) for ident, _ in plan.clusters]
    real_part = await factual() if plan.closed else snapshot
    read, (every, real, invented) = await asyncio.gather(
        read_shown(
            store,
            snapshot.scope,
            plan.records,
            MOST_EDGES,
            sorted({ident for ident in named if ident is not None} - {*plan.records}),
        ),
        compute(_behind, snapshot.features, real_part.features, plan),
    )
    lines, cut = await compute(lines_of, plan, read.edges, every, real, MOST_EDGES)
    return Sketch(
        plan, lines, read.labels, invented, len(chosen), truncated=plan.cut or read.more or cut
    )


async def _chosen(store: Reader, snapshot: Snapshot, request: PictureRequest) -> list[str]:
    """Ids of what is to be shown; around a centre only what has a place."""
    if request.center is None:
        return await chosen_for(snapshot, request)
    around = await choose_around(store, snapshot, request)
    graph = snapshot.features.graph
    return [ident for ident in around.idents if graph.number(ident) is not None] if around else []


def _behind(
    features: Features, factual: Features, plan: MarkPlan
) -> tuple[Counted, Counted, list[bool]]:
    """What stands behind closed clusters, what of that is not invented, and which are all invented."""
    closed = len(plan.closed)
    every = count_behind(features, plan.mark_of, closed)
    if factual is features or closed == 0:
        return every, every, [False] * closed
    marks = mapped(features, factual, plan.mark_of)
    organisations = marks[[*factual.graph.run("agency"), *factual.graph.run("network")]]
    known = {*organisations.tolist()}
    real = count_behind(factual, marks, closed)
    return every, real, [mark not in known for mark in range(closed)]


def drawn(
    sketched: Sketch, ground: Ground, features: Features, values: Floats | None
) -> DrawnLayout:
    """The picture.

    Args:
        sketched: all but the sizes of its marks.
        ground: where everything lies.
        features: the graph.
        values: the measure of each mark; ``None``: its degree.
    """
    plan, lines = sketched.plan, sketched.lines
    ends = [end for line in lines for end in (line.source, line.target)]
    repeated = [line.count for line in lines for _ in range(2)]
    degrees = np.bincount(ends, repeated, minlength=len(plan.counts)).astype(np.int64)
    sizes = _shares(degrees.astype(np.float64) if values is None else values)
    writer = _MarkWriter(sketched, ground, features, degrees.tolist(), sizes.tolist())
    return DrawnLayout(
        marks=writer.marks(),
        lines=[_line(line) for line in lines],
        clusters=writer.clusters(),
        truncated=sketched.truncated,
        totals=PictureTotals(nodes=len(plan.counts), edges=len(lines), matching=sketched.matching),
    )


def _shares(values: Floats) -> Floats:
    most = float(values.max(initial=0.0))
    return np.round(values / most, 4) if most > 0 else np.zeros(len(values))


def _line(line: DrawnLine) -> LayoutLine:
    return LayoutLine(
        id=None if line.id is None else strawberry.ID(line.id),
        source=line.source,
        target=line.target,
        type=line.type,
        count=line.count,
        synthetic=line.synthetic,
    )


@dataclass(frozen=True)
class _MarkWriter:
    """Puts marks and clusters into the answer."""

    sketched: Sketch
    ground: Ground
    features: Features
    degrees: list[int]
    sizes: list[float]

    def marks(self) -> list[LayoutMark]:
        """Closed clusters, then records."""
        plan, graph = self.sketched.plan, self.features.graph
        points = self.ground.points[graph.numbered(plan.records)].tolist()
        closed = [self._closed(place) for place in range(len(plan.closed))]
        records = enumerate(zip(plan.records, points, strict=True), len(closed))
        return [*closed, *(self._record(at, *record) for at, record in records)]

    def _closed(self, at: int) -> LayoutMark:
        ident, level = self.sketched.plan.closed[at]
        place, (name_th, name_en) = self._place(ident, level), self._names(ident)
        return LayoutMark(
            id=strawberry.ID(ident),
            kind=CLUSTER,
            name_th=name_th,
            name_en=name_en,
            synthetic=self.sketched.invented[at],
            x=place.x,
            y=place.y,
            node=self._known(Record, ident),
            **self._measured(at),
        )

    def _record(self, at: int, ident: str, point: list[float]) -> LayoutMark:
        label = self.sketched.labels.get(ident)
        return LayoutMark(
            id=strawberry.ID(ident),
            kind=kind_of(ident),
            name_th=label.name_th if label else ident,
            name_en=label.name_en if label else None,
            synthetic=label.synthetic if label else False,
            x=point[0],
            y=point[1],
            node=node(Record, ident),
            **self._measured(at),
        )

    def _known(self, cls: type[T], ident: str) -> NodeRef[T] | None:
        """The record that a cluster is named after, where it is one."""
        return None if self.features.graph.number(ident) is None else node(cls, ident)

    def _measured(self, at: int) -> dict[str, Any]:
        plan = self.sketched.plan
        return {
            "size": self.sizes[at],
            "cluster": plan.cluster_of[at],
            "degree": self.degrees[at],
            "count": plan.counts[at],
        }

    def clusters(self) -> list[LayoutCluster]:
        """Those of the marks, by id."""
        return [self._cluster(*shown) for shown in self.sketched.plan.clusters]

    def _cluster(self, ident: str, level: int) -> LayoutCluster:
        place, (name_th, name_en) = self._place(ident, level), self._names(ident)
        return LayoutCluster(
            id=strawberry.ID(ident),
            name_th=name_th,
            name_en=name_en,
            count=place.count,
            x=place.x,
            y=place.y,
            radius=place.radius,
            network=self._known(Network, ident),
        )

    def _place(self, ident: str, level: int) -> ClusterPlace:
        return self.ground.places[level][ident]

    def _names(self, ident: str) -> tuple[str, str | None]:
        """By the record that it is named after."""
        label = self.sketched.labels.get(record_of(ident) or "")
        known = Named(label.id, label.name_th, label.name_en) if label else None
        named = cluster_name(ident, known)
        return named.name("th"), named.name_en
