"""Arguments that several questions of ``structure`` have."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.linkage.arguments import check_kind

InNetwork = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only members of this network (เฉพาะสมาชิกเครือข่าย)"),
]
InArea = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only agencies active in this area (เฉพาะหน่วยงานในพื้นที่)"),
]


def check_network(ident: str | None) -> str | None:
    """The id of a network, where one is named.

    Raises:
        PhakhiError: BAD_ID.
    """
    return None if ident is None else check_kind(ident, "network", "Network")


def check_area(ident: str | None) -> str | None:
    """The id of an area, where one is named.

    Raises:
        PhakhiError: BAD_ID.
    """
    return None if ident is None else check_kind(ident, "area", "Area")
