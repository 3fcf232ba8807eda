"""Answers ``structure.leadLoad``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, WithBounds
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.structure.answers import LeadLoad, LeadLoadConnection
from graph_api.analyses.structure.bounds import (
    Bounding,
    ListBounds,
    ListedAgency,
    Measure,
    bounds_asked,
    find_bounds,
    rank_bounds,
    silence_of,
)
from graph_api.analyses.structure.bounds_answers import LoadBounds
from graph_api.analyses.structure.cooperation import everyone
from graph_api.analyses.structure.loads import Load, held_by, weigh_held
from graph_api.analyses.structure.statements import ROLE_COUNTS, ROLE_WORKS, RoleWorks
from graph_api.concurrency import compute
from graph_api.domain.evidence import evidence_shown
from graph_api.domain.names import Named
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.reasons import shown
from graph_api.linkage.resampling import Resampling, steps_in_draw
from graph_api.linkage.sentences import quoted
from graph_api.linkage.silence_answers import Interval
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Agency, Evidence, Record, Term

SAMPLE: Key = (0, "")
"""The key of a load: minus its count, the agency's id."""

HOLDER_STEPS = 60
"""What an agency that holds the role costs a draw: its peers are looked through."""

LEADS = strawberry.ID("term:role.leads")


async def list_loads(
    context: QueryContext,
    role: str,
    page: PageRequest,
    *,
    only_overloaded: bool,
    bounds: bool | None,
) -> LeadLoadConnection:
    """The page.

    Raises:
        PhakhiError: BAD_ARGUMENT for bounds that take too long; what the store raises.
    """
    features = context.features
    terms = context.scope.parameters | {"role": role}
    counts = await ROLE_COUNTS.read(context.store, **terms)
    held = {row.agency: row.works for row in counts}
    counted = held_by(features, held)
    loads = await compute(weigh_held, features, counted)
    listed = [load for load in loads if load.overloaded or not only_overloaded]
    bounding = Bounding(
        ("loads", role, counted.tobytes()),
        [load.agency for load in loads],
        roles_held(counted),
        _steps_of(counted),
    )
    bounded = await find_bounds(context, bounding, asked=bounds)
    shown_page = page_of(listed, lambda load: (-load.count, features.agency(load.agency)), page)
    idents = [features.agency(load.agency) for load in shown_page.items]
    rows = await ROLE_WORKS.read(context.store, **terms, agencies=idents) if idents else []
    details = {row.agency.id: row for row in rows}
    made = [
        _load(
            context,
            load,
            role,
            details.get(ident) or RoleWorks(Named(ident), []),
            _bounds(bounded, load.agency),
        )
        for load, ident in zip(shown_page.items, idents, strict=True)
    ]
    return LeadLoadConnection(
        **vars(connection(shown_page, made)),
        silence=await silence_of(context, everyone(features)),
        total_bounds=_total(bounded, only_overloaded=only_overloaded),
    )


def _total(bounded: ListBounds | None, *, only_overloaded: bool) -> Interval | None:
    if bounded is None:
        return None
    return bounded.marked if only_overloaded else bounded.total


def roles_held(held: Floats) -> Measure:
    """Who holds the role in a draw: by donors, who have it as often as these counts say."""
    return lambda draw: [
        ListedAgency(load.agency, load.count, load.overloaded)
        for load in weigh_held(draw.features, held[draw.donors])
    ]


def _steps_of(held: Floats) -> Callable[[Features, Resampling], float]:
    def steps(features: Features, resampling: Resampling) -> float:
        holders = resampling.bearing(everyone(features)) @ (held > 0)
        return steps_in_draw(features, resampling) + HOLDER_STEPS * float(holders)

    return steps


def _bounds(bounded: ListBounds | None, agency: int) -> LoadBounds | None:
    ranks = rank_bounds(bounded, agency)
    if bounded is None or ranks is None:
        return None
    return LoadBounds(**vars(ranks), overloaded=shown(bounded.remains[agency]))


def _load(
    context: QueryContext, load: Load, role: str, details: RoleWorks, bounds: LoadBounds | None
) -> LeadLoad:
    return LeadLoad(
        agency=node(Agency, context.features.agency(load.agency)),
        role=node(Term, role),
        leads=load.count,
        works=nodes(Record, (work.id for work in details.works)),
        evidence=nodes(
            Evidence, evidence_shown(*(sorted(work.evidence) for work in details.works))
        ),
        peers=load.peers,
        peer_median=None if load.median is None else shown(load.median),
        peer_upper_fence=None if load.fence is None else shown(load.fence),
        overloaded=load.overloaded,
        why=_why(context, load, quoted(details.agency.name(context.language))),
        bounds=bounds,
    )


def _why(context: QueryContext, load: Load, name: str) -> str:
    if load.fence is None:
        return context.say(
            f"{name} has this role {load.count} times and no peers to compare with.",
            f"{name} มีบทบาทนี้ {load.count} งาน และไม่มีเพื่อนให้เปรียบเทียบ",
        )
    return context.say(
        f"{name} has this role {load.count} times; of its {load.peers} peers half have it "
        f"{load.median:g} times at most, and more than {load.fence:g} stands out.",
        f"{name} มีบทบาทนี้ {load.count} งาน ในเพื่อน {load.peers} แห่ง มัธยฐานคือ {load.median:g} งาน "
        f"และเกิน {load.fence:g} งานถือว่ามากผิดปกติ",
    )


async def _lead_load(  # the arguments of the field
    request: AnalysisRequest,
    *,
    role: Annotated[strawberry.ID, strawberry.argument(description="The role (บทบาท)")] = LEADS,
    only_overloaded: Annotated[
        bool, strawberry.argument(description="Only overloaded agencies (เฉพาะที่ภาระเกิน)")
    ] = False,
    first: First = 20,
    after: After = None,
    bounds: WithBounds = None,
) -> LeadLoadConnection | None:
    """How often agencies hold a role."""
    term = check_kind(role, "role", "Term")
    page = page_request(first, after, "leadLoad", SAMPLE)
    context = await request.context()
    asked = bounds_asked(request, bounds)
    return await list_loads(context, term, page, only_overloaded=only_overloaded, bounds=asked)


ANALYSIS = Analysis(
    name="lead_load",
    question=Text(
        "How often agencies lead (or hold another role), against their peers, most first; question 15",
        "ภาระเจ้าภาพเทียบกับเพื่อน",
    ),
    resolver=_lead_load,
    computed=Computed.BOTH,
    numbers=(15,),
)
