"""Answers ``gaps.list``: gaps of several kinds in one order, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, MadeAt, NearestCount, check_most
from graph_api.analyses.common.candidates import Nearest, nearest
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.gaps.answers import Gap, GapKind
from graph_api.analyses.gaps.registry import RULES
from graph_api.analyses.gaps.roles import ROLES_QUESTION
from graph_api.analyses.gaps.rule import GapFilter, GapRow, GapRule
from graph_api.analyses.gaps.sentences import why
from graph_api.analyses.gaps.statements import Place, ShownBy, place_of, read_gaps
from graph_api.concurrency import compute
from graph_api.domain.evidence import evidence_shown
from graph_api.linkage.arguments import check_kind, check_optional
from graph_api.linkage.details import read_details
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.model import Evidence, Record

SAMPLE: Key = (0, "", "")
"""The key of a gap: number of its kind, collation key of its node, id."""

_Listed = tuple[GapRule, GapRow]
_Carried = Mapping[tuple[str, str], Sequence[str]]
"""Evidence by name of the rule and id of the node."""

MOST_MONTHS = 120
DISTRICT = strawberry.ID("term:area-level.district")
_OF_NETWORK = ", ".join(rule.kind for rule in RULES if rule.of_network)
_PLURALS = ", ".join(
    f"{rule.plural} ({'' if number else 'question '}{rule.question})"
    for number, rule in enumerate(RULES)
)


async def list_gaps(
    context: QueryContext, gap_filter: GapFilter, page: PageRequest, most_nearest: int
) -> Connection[Gap] | None:
    """The page; ``None`` where the area, network or event that it is narrowed by is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    shown_by = await compute(_compute, context, gap_filter)
    start = None if page.after is None else _place(page.after)
    read = await read_gaps(
        context.store, context.scope, gap_filter, shown_by, start, page.first + 1
    )
    if read is None:
        return None
    rows, total = read
    shown = page_read(rows, lambda item: place_of(*item), page, total)
    carried = await _carried(context, shown_by, shown.items)
    purposes = [
        (row.id, rule.purpose(context.features, row, gap_filter.network))
        for rule, row in shown.items
    ]
    near = await nearest(context, purposes, most_nearest)
    gaps = [
        _gap(context, rule, row, carried.get((rule.name, row.id), ()), candidates)
        for (rule, row), candidates in zip(shown.items, near, strict=True)
    ]
    return connection(shown, gaps)


def _place(key: Key) -> Place:
    number, name, ident = key
    return int(number), str(name), str(ident)


def _compute(context: QueryContext, gap_filter: GapFilter) -> ShownBy:
    """What shows the gaps of the kinds that the snapshot computes."""
    return {
        rule.name: rule.on_snapshot.find(context.features, gap_filter)
        for rule in gap_filter.rules
        if rule.on_snapshot
    }


async def _carried(context: QueryContext, shown_by: ShownBy, rows: Sequence[_Listed]) -> _Carried:
    """The evidence of gaps that the snapshot computes."""
    provenance = {
        (rule.name, row.id): rule.on_snapshot.provenance(
            context.features, row.id, shown_by[rule.name][row.id]
        )
        for rule, row in rows
        if rule.on_snapshot
    }
    details = await read_details(context.store, context.scope, context.graph, provenance.values())
    return {key: details.evidence_of(context.graph, item.links) for key, item in provenance.items()}


def _gap(
    context: QueryContext,
    rule: GapRule,
    row: GapRow,
    carried: Sequence[str],
    candidates: list[Nearest],
) -> Gap:
    return Gap(
        kind=GapKind[rule.kind],
        node=node(Record, row.id),
        why=why(context, rule, row),
        missing=[item.id for item in row.missing],
        because=nodes(Record, (item.id for item in row.showing)),
        because_count=row.because_count,
        evidence=nodes(Evidence, evidence_shown(carried, *row.carried, row.evidence)),
        nearest=candidates,
    )


async def _list(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    kinds: Annotated[
        list[GapKind] | None,
        strawberry.argument(
            description=f"Only these kinds; by default all, {_OF_NETWORK} only where a network is named (ชนิด)"
        ),
    ] = None,
    area: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Only what is in this area or within it: a promise where it was made, an issue where "
            "the network is (พื้นที่)"
        ),
    ] = None,
    network: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Only what this network or a member raises, pursues, operates, promised or takes part in, "
            "and issues that it is missing from (เครือข่าย)"
        ),
    ] = None,
    event: MadeAt = None,
    within_months: Annotated[
        int,
        strawberry.argument(
            description="A goal is due soon when it is due within this number of months, 0 to 120 (เดือน)"
        ),
    ] = 12,
    level: Annotated[
        strawberry.ID,
        strawberry.argument(description="The level of areas without agencies (ระดับพื้นที่)"),
    ] = DISTRICT,
    nearest: NearestCount = 3,
    first: First = 20,
    after: After = None,
) -> Connection[Gap] | None:
    """Gaps of several kinds."""
    gap_filter = GapFilter(
        rules=_rules(kinds, of_network=network is not None),
        area=check_optional(area, "area", "Area"),
        network=check_optional(network, "network", "Network"),
        event=check_optional(event, "event", "Event"),
        within_months=check_most(within_months, "withinMonths", MOST_MONTHS),
        level=check_kind(level, "level", "Term"),
    )
    page = page_request(first, after, "gaps", SAMPLE)
    most = check_most(nearest, "nearest")
    context = await request.context(
        gap_filter.network or gap_filter.event or gap_filter.area, beside=gap_filter.event
    )
    return await list_gaps(context, gap_filter, page, most)


def _rules(kinds: list[GapKind] | None, *, of_network: bool) -> tuple[GapRule, ...]:
    """The rules of these kinds, or of all that can be listed, in their order.

    Raises:
        PhakhiError: BAD_ARGUMENT, where a kind needs a network.
    """
    if kinds is None:
        return tuple(rule for rule in RULES if of_network or not rule.of_network)
    chosen = tuple(rule for rule in RULES if GapKind[rule.kind] in kinds)
    needing = [rule.kind for rule in chosen if rule.of_network]
    if needing and not of_network:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{needing[0]} is asked of a network: name one.",
            f"{needing[0]} ต้องระบุเครือข่าย (network)",
        )
    return chosen


ANALYSIS = Analysis(
    name="list",
    question=Text(
        f"What is missing? By kind, then by Thai name: {_PLURALS}. Null when there is no such area, "
        "network or event",
        "มีช่องว่างใดบ้าง",
    ),
    resolver=_list,
    computed=Computed.BOTH,
    numbers=tuple(rule.question for rule in RULES if rule.question != ROLES_QUESTION),
)
