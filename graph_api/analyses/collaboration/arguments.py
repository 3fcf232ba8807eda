"""Arguments that several questions of ``collaboration`` have."""

from __future__ import annotations

from typing import Annotated

import strawberry

ProblemId = Annotated[strawberry.ID, strawberry.argument(description="The problem (ปัญหา)")]
