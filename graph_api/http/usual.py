"""The usual request: one operation, as JSON in a POST, to be answered as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.requests import Request

JSON = "application/json"
_STREAMS = ("multipart/", "text/event-stream")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as it was sent."""

    query: str
    variables: dict[str, Any] | None
    name: str | None


def is_usual(request: Request) -> bool:
    """Whether the request is a POST of JSON by a client that does not ask for a stream."""
    headers = request.headers
    accepted = headers.get("accept", "")
    return (
        request.method == "POST"
        and headers.get("content-type", "").startswith(JSON)
        and not any(stream in accepted for stream in _STREAMS)
    )


def operation_of(sent: object) -> Operation | None:
    """The operation in decoded JSON; ``None`` for several at once, or with anything out of place."""
    if not isinstance(sent, dict) or sent.get("extensions"):
        return None
    query, variables, name = sent.get("query"), sent.get("variables"), sent.get("operationName")
    if not isinstance(query, str) or not isinstance(variables, dict | None):
        return None
    return Operation(query, variables, name) if isinstance(name, str | None) else None
