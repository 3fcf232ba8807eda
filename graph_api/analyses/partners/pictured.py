"""Arguments by which ``graph`` and ``layout`` choose what a picture shows."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.domain.ids import named_id
from graph_api.linkage.arguments import check_depth, check_kind, check_kinds, check_optional
from graph_api.linkage.picture import MOST_NODES, PictureRequest
from graph_api.paging.pages import check_first

PictureArea = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Organisations active in this area (พื้นที่)"),
]
PictureNetworks = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(description="These networks and their members (เครือข่าย)"),
]
PictureIssues = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(description="Organisations concerned with one of these issues (ประเด็น)"),
]
PictureKinds = Annotated[
    list[str] | None,
    strawberry.argument(
        description="Kinds of nodes, such as Agency; by default Agency, Network and Issue, and around "
        "a centre all but Evidence, Dataset, Claim and Source (ประเภท)"
    ),
]
PictureCenter = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Show what lies around this record instead (จุดศูนย์กลาง)"),
]
PictureDepth = Annotated[
    int, strawberry.argument(description="Steps around the centre, 1 or 2 (ระยะ)")
]


def picture_request(  # noqa: PLR0913  # the arguments of the fields
    *,
    first: int,
    area: PictureArea,
    networks: PictureNetworks,
    issues: PictureIssues,
    kinds: PictureKinds,
    center: PictureCenter,
    depth: PictureDepth,
) -> PictureRequest:
    """What to show, each argument checked.

    Raises:
        PhakhiError: ``BAD_ARGUMENT``, ``BAD_ID``, ``BAD_PAGE_SIZE``.
    """
    return PictureRequest(
        first=check_first(first, MOST_NODES),
        kinds=None if kinds is None else check_kinds(kinds),
        area=check_optional(area, "area", "Area"),
        networks=_ids(networks, "networks", "Network"),
        issues=_ids(issues, "issues", "Issue"),
        center=None if center is None else named_id(center),
        depth=check_depth(depth),
    )


def _ids(idents: list[strawberry.ID] | None, argument: str, kind: str) -> tuple[str, ...] | None:
    """Ids of a kind, 100 at most; ``None`` where none are named.

    Raises:
        PhakhiError: ``BAD_ID``, ``BAD_PAGE_SIZE``.
    """
    if idents is None:
        return None
    check_first(max(len(idents), 1))
    return tuple(check_kind(ident, argument, kind) for ident in idents)
