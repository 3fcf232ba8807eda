"""The analyses of ``readiness``."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.readiness import conditions, doubts
from graph_api.analyses.readiness.answers import ConditionStanding, DoubtConnection, DoubtKind
from graph_api.linkage.arguments import check_kind, check_kinds
from graph_api.paging.connections import Connection
from graph_api.paging.pages import asked_page
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError


async def _conditions(
    request: AnalysisRequest,
    *,
    namer: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Only conditions that this event, area or plan names (ผู้กล่าวถึง)"
        ),
    ] = None,
    first: First = 20,
    after: After = None,
) -> Connection[ConditionStanding] | None:
    """The conditions of success, each with what fulfils it."""
    by = None if namer is None else check_kind(namer, "namer", "Event", "Area", "Plan")
    page = asked_page(first, after, "conditions", conditions.FIRST)
    return await conditions.find_conditions(await request.context(by), by, page)


async def _doubts(
    request: AnalysisRequest,
    *,
    kinds: Annotated[
        list[DoubtKind] | None,
        strawberry.argument(description="Only these doubts; all by default (เฉพาะเหตุเหล่านี้)"),
    ] = None,
    of: Annotated[
        list[str] | None,
        strawberry.argument(
            description="Only of records of these kinds, such as Agency, and of the relationships that "
            "start from them; by default all but Claim, Dataset, Evidence, Source and Term, and contradictions "
            "of all (เฉพาะประเภท)"
        ),
    ] = None,
    first: First = 20,
    after: After = None,
) -> DoubtConnection | None:
    """What is doubtful, and why."""
    page = asked_page(first, after, "doubts", doubts.FIRST)
    looked_for = [*DoubtKind] if kinds is None else kinds
    kinds_of = _kinds(of)
    context = await request.context(invented=DoubtKind.SYNTHETIC in looked_for)
    return await doubts.find_doubts(context, looked_for, kinds_of, page)


def _kinds(of: list[str] | None) -> tuple[str, ...] | None:
    """Names of kinds whose records are facts.

    Raises:
        PhakhiError: BAD_ARGUMENT.
    """
    asked = None if of is None else check_kinds(of)
    if asked is not None and doubts.CARRIERS.intersection(asked):
        carriers = ", ".join(sorted(doubts.CARRIERS))
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"These kinds carry facts rather than being facts: {carriers}.",
            f"ประเภทเหล่านี้ใช้รองรับข้อเท็จจริง ไม่ใช่ข้อเท็จจริงเอง: {carriers}",
        )
    return asked


ANALYSES = (
    Analysis(
        name="conditions",
        question=Text(
            "Question 23: what evidence is there for each condition of success that somebody named, how old is it, and what is missing? By position, then id; no percentage",
            "คำถาม 23: เงื่อนไขความสำเร็จแต่ละข้อมีหลักฐานอะไร เก่าเพียงใด และยังขาดอะไร",
        ),
        resolver=_conditions,
        computed=Computed.STATEMENT,
        numbers=(23,),
    ),
    Analysis(
        name="doubts",
        question=Text(
            "Question 25: which facts rest on one source, are invented, or contradict each other? Contradictions first, with both sides, then by kind and id",
            "คำถาม 25: ข้อเท็จจริงใดมีแหล่งที่มาเดียว เป็นข้อมูลสังเคราะห์ หรือขัดแย้งกัน",
        ),
        resolver=_doubts,
        computed=Computed.STATEMENT,
        numbers=(25,),
    ),
)
