"""What every family of questions has: the terms on which it is asked, and what it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import strawberry

from graph_api.domain.scope import Scope
from graph_api.linkage.context import LinkageInfo
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph
from graph_api.linkage.snapshots import Snapshot
from schema.cypher import Reader


@dataclass(frozen=True, slots=True)
class QueryContext:
    """What an answer is worked out with.

    Attributes:
        store: where statements are read.
        snapshot: the graph, computed.
        language: ``"th"`` or ``"en"``.
    """

    store: Reader
    snapshot: Snapshot
    language: str

    @property
    def scope(self) -> Scope:
        """The part of the graph that is asked about."""
        return self.snapshot.scope

    @property
    def features(self) -> Features:
        """What is computed of the graph."""
        return self.snapshot.features

    @property
    def graph(self) -> Graph:
        """Nodes and relationships."""
        return self.snapshot.features.graph

    def say(self, english: str, thai: str) -> str:
        """The sentence in the language of the request."""
        return thai if self.language == "th" else english


@strawberry.type(description="What answers rest on (ฐานของคำตอบ)")
class Basis:
    """The terms of a family's answers, and how fresh what they are computed on is."""

    as_of: dt.date = strawberry.field(description="The day that they are about (ณ วันที่)")
    datasets: list[strawberry.ID] | None = strawberry.field(
        description="Only what one of these datasets asserts; null for all (ชุดข้อมูล)"
    )
    include_synthetic: bool = strawberry.field(
        description="Whether what is invented counts (รวมข้อมูลสังเคราะห์)"
    )
    revision: int = strawberry.field(
        description="The revision of the graph that the snapshot includes (รุ่นของข้อมูล)"
    )
    taken_at: dt.datetime = strawberry.field(
        description="When the snapshot was read; what a statement reads is of now (เวลาที่อ่านข้อมูล)"
    )
    age_seconds: float = strawberry.field(
        description="How old the snapshot is, in seconds; it is made anew when the graph has changed (อายุ วินาที)"
    )


async def _basis(family: strawberry.Parent[AnalysisGroup], info: LinkageInfo) -> Basis:
    """What the answers rest on."""
    context = await family.query_context(info)
    scope, snapshot = context.scope, context.snapshot
    return Basis(
        as_of=scope.as_of,
        datasets=None if scope.datasets is None else [strawberry.ID(d) for d in scope.datasets],
        include_synthetic=scope.include_synthetic,
        revision=snapshot.revision,
        taken_at=snapshot.taken_at,
        age_seconds=round((dt.datetime.now(dt.UTC) - snapshot.taken_at).total_seconds(), 3),
    )


@strawberry.type
class AnalysisGroup:
    """Base of all families. Its fields are the questions; each is resolved by itself."""

    scope: strawberry.Private[Scope]
    basis: Basis = strawberry.field(
        resolver=_basis,
        description="The terms of these answers, and how fresh they are (ฐานของคำตอบ)",
    )

    async def query_context(self, info: LinkageInfo) -> QueryContext:
        """What a question of this family is answered with.

        Raises:
            PhakhiError: what reading the store raises.
        """
        snapshot = await info.context.services.linkage.snapshot(self.scope)
        return QueryContext(info.context.store, snapshot, info.context.language)
