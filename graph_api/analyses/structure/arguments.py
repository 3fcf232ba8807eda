"""Arguments that several questions of ``structure`` have."""

from __future__ import annotations

from typing import Annotated

import strawberry

InNetwork = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only members of this network (เฉพาะสมาชิกเครือข่าย)"),
]
InArea = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only agencies active in this area (เฉพาะหน่วยงานในพื้นที่)"),
]
