"""Answers ``why``: every mark, line and cluster of a picture says what stands behind it."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import different
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.partners.layout import find_ground
from graph_api.domain.ids import named_id
from graph_api.linkage.clustering import Clustering, record_of
from graph_api.linkage.clusters_named import check_cluster, is_cluster, is_cooperating
from graph_api.linkage.layout_answers import Clustered
from graph_api.linkage.why import WhyAsker
from graph_api.linkage.why_answers import Why
from graph_api.linkage.why_reading import Pair, focus_pairs, is_focus, read_ends
from graph_api.paging.pages import check_first
from schema.declare import Text
from schema.ids import is_relationship_id


async def _why(
    request: AnalysisRequest,
    *,
    from_: Annotated[
        strawberry.ID,
        strawberry.argument(
            name="from",
            description="Id of a record, a cluster of layout or, without to, of a relationship (รหัส)",
        ),
    ],
    to: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Id of another record or cluster (อีกรหัส)"),
    ] = None,
    first: Annotated[
        int, strawberry.argument(description="Maximum number of reasons, 1 to 100 (จำนวน)")
    ] = 20,
) -> Why | None:
    """What stands behind a mark, a line or a cluster."""
    most = check_first(first)
    if to is None and is_relationship_id(from_):
        return await _of_relationship(request, from_, most)
    one = _checked(from_)
    other = None if to is None else _checked(to)
    if other is not None:
        different(one, other, "from", "to")
    context = await request.context(_subject(one), None if other is None else _subject(other))
    asker = _asker(context, most)
    return await (asker.of_one(one) if other is None else asker.of_two(one, other))


def _checked(ident: str) -> str:
    return check_cluster(ident) if is_cluster(ident) else named_id(ident)


def _subject(ident: str) -> str | None:
    """The record that decides whether what is invented counts."""
    return record_of(ident)


async def _of_relationship(request: AnalysisRequest, ident: str, first: int) -> Why | None:
    ends = await read_ends(request.store, ident)
    pair: Pair | None = (ends.source, ends.target) if ends else None
    context = await request.context(pair)
    if pair is None and is_focus(ident):
        # Of another day or of some datasets: it is worked out, and stored nowhere.
        pair = (await context.snapshot.once("focus pairs", focus_pairs)).get(ident)
    if pair is None:
        return None
    return await _asker(context, first).of_relationship(ident, pair, derived=is_focus(ident))


def _asker(context: QueryContext, first: int) -> WhyAsker:
    async def clustering(ident: str) -> Clustering:
        way = Clustered.COOPERATION if is_cooperating(ident) else Clustered.OFFICIAL
        return (await find_ground(context, way)).clustering

    return WhyAsker(context.store, context.snapshot, context.language, clustering, first)


ANALYSIS = Analysis(
    name="why",
    question=Text(
        "Why a record, a relationship or a cluster is in a picture, or what stands between two of them: what is "
        "recorded, with its words; null when one is not there",
        "เหตุที่ระเบียน ความสัมพันธ์ หรือกลุ่มปรากฏในภาพ พร้อมถ้อยคำที่เป็นหลักฐาน",
    ),
    resolver=_why,
    computed=Computed.BOTH,
)
