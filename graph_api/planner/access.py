"""Pass 5: what a reader may not see never reaches the database."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.planner.model import (
    Column,
)
from graph_api.planner.walk import properties
from schema.errors import ErrorCode, PhakhiError


def check_access(columns: Iterable[Column], granted: frozenset[str]) -> None:
    """Refuses an operation that reads, filters or orders by a property out of reach.

    Raises:
        PhakhiError: ``FORBIDDEN``, naming the property and the scope it needs.
    """
    for column in columns:
        for item in properties(column):
            if item.scope is not None and item.scope not in granted:
                raise PhakhiError(
                    ErrorCode.FORBIDDEN,
                    f"The field {item.graphql_name} needs the scope {item.scope}.",
                    f"ฟิลด์ {item.graphql_name} ต้องมีสิทธิ์ {item.scope}",
                )
