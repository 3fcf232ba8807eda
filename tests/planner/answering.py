"""A schema of our own: all kinds, and hand-made answers that refer to nodes."""

from __future__ import annotations

import datetime as dt
from functools import cache

import strawberry
from strawberry.schema.config import StrawberryConfig

from graph_api.graphql.execution import PlannedExecution
from graph_api.graphql.query import make_query
from graph_api.graphql.scalars import DATE, DATETIME
from graph_api.graphql.types import types
from graph_api.planner.refs import NodeRef, node, nodes
from schema.errors import ErrorCode, PhakhiError
from schema.model import Agency, Node, Record


@strawberry.type
class Share:
    """Part of a score."""

    reason: str
    weight: float
    about: list[NodeRef[Record]]


@strawberry.type
class Scored:
    """An agency with its score."""

    score: float
    agency: NodeRef[Agency] | None
    shares: list[Share]


@strawberry.type
class Ranking:
    """An answer."""

    best: NodeRef[Agency] | None
    known: list[NodeRef[Agency]]
    anything: list[NodeRef[Node]]
    items: list[Scored]
    total: int
    remark: str | None = None


@strawberry.type
class Counts:
    """An answer without nodes: graph_api leaves it to graphql-core."""

    agencies: int
    remark: str | None


def make_ranking(ids: list[str]) -> Ranking:
    """Scores by place."""
    return Ranking(
        best=node(Agency, ids[0]) if ids else None,
        known=nodes(Agency, ids),
        anything=nodes(Node, [*ids, "area:41"]),
        items=[
            Scored(
                score=1 / (place + 1),
                agency=node(Agency, id_),
                shares=[
                    Share(reason="near", weight=0.5, about=nodes(Record, ["area:41", id_])),
                    Share(reason="far", weight=0.0, about=[]),
                ],
            )
            for place, id_ in enumerate(ids)
        ],
        total=len(ids),
    )


def make_counts() -> Counts:
    """Nothing of it is in the database."""
    return Counts(agencies=7, remark=None)


@strawberry.type
class Group:
    """A family of questions."""

    prefix: strawberry.Private[str]

    @strawberry.field
    async def ranking(self, ids: list[strawberry.ID]) -> Ranking | None:
        """As the root field ``ranking``, of ids without their prefix."""
        return make_ranking([f"{self.prefix}:{ident}" for ident in ids])

    @strawberry.field
    def counts(self) -> Counts | None:
        """Nothing of it is in the database."""
        return make_counts()

    @strawberry.field
    def refused(self) -> Ranking | None:
        """Fails as expected."""
        raise PhakhiError(ErrorCode.NOT_FOUND, "Nothing is there.", "ไม่พบ")

    @strawberry.field
    def needed(self) -> Ranking:
        """May not be null, and fails."""
        msg = "secret"
        raise RuntimeError(msg)


@strawberry.type
class Answers:
    """Root fields with resolvers of their own."""

    @strawberry.field
    async def ranking(
        self,
        ids: list[strawberry.ID],
        *,
        include_synthetic: bool | None = strawberry.UNSET,  # noqa: ARG002  # the planner's
    ) -> Ranking:
        """References in the order given."""
        return make_ranking([*ids])

    @strawberry.field
    def counts(self) -> Counts:
        """Answered by graphql-core."""
        return make_counts()

    @strawberry.field
    def group(
        self,
        prefix: str = "agency",
        *,
        include_synthetic: bool | None = strawberry.UNSET,  # noqa: ARG002  # the planner's
    ) -> Group | None:
        """A family; it fails for an empty prefix."""
        if not prefix:
            raise PhakhiError(ErrorCode.BAD_ARGUMENT, "Give a prefix.", "ระบุคำนำหน้า")
        return Group(prefix=prefix)

    @strawberry.field
    def refused(self) -> Ranking | None:
        """Fails as expected."""
        raise PhakhiError(ErrorCode.NOT_FOUND, "Nothing is there.", "ไม่พบ")

    @strawberry.field
    def broken(self) -> Ranking | None:
        """Fails unexpectedly."""
        msg = "secret"
        raise RuntimeError(msg)


NAIVE = {
    "ranking": lambda ids, **_: make_ranking(ids),
    "counts": make_counts,
}
"""The same answers for the oracle of meaning."""


@cache
def own_schema() -> strawberry.Schema:
    """The schema of these tests."""
    maker = types()
    return strawberry.Schema(
        query=make_query(maker, Answers),
        types=[kind.cls for kind in maker.declared.kinds.values()],
        execution_context_class=PlannedExecution,
        config=StrawberryConfig(scalar_map={dt.date: DATE, dt.datetime: DATETIME}),
    )
