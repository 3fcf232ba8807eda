"""Arguments that several questions of ``overlap`` have."""

from __future__ import annotations

from typing import Annotated

import strawberry

MOST_NETWORKS = 1000

MinNetworks = Annotated[
    int,
    strawberry.argument(description="Minimum number of networks, 1 to 1000 (จำนวนเครือข่ายขั้นต่ำ)"),
]
