"""``/``, and every address at which there is nothing: in the form that the reader can use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from graph_api.http.answers import refusal
from graph_api.http.explorer import Explorer
from graph_api.http.negotiation import prefers_json, wants_page
from graph_api.http.pages import error_page
from graph_api.http.preferences import RequestPreferences
from graph_api.http.refusals import RefusedError
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from starlette.requests import Request

_ABOUT = {
    "name": "Phakhi",
    "description": {
        "en": "A knowledge graph and GraphQL API for networks of partners in civic work.",
        "th": "กราฟความรู้และ API แบบ GraphQL สำหรับเครือข่ายภาคีงานพลเมือง",
    },
    "links": {"graphql": "/graphql", "health": "/healthz", "readiness": "/readyz"},
}


@dataclass(frozen=True)
class Home:
    """What this is and where to go: the explorer, or JSON for who asks for it.

    Attributes:
        explorer: the pages that planners use.
    """

    explorer: Explorer

    async def page(self, request: Request) -> Response:
        """The answer."""
        if prefers_json(request.headers.get("accept", "")):
            return JSONResponse(_ABOUT)
        return await self.explorer.page(request)


async def nothing_here(request: Request, refused: Exception) -> Response:
    """That there is nothing at an address, or nothing for such a method."""
    assert isinstance(refused, HTTPException)
    error = _NO_METHOD if refused.status_code == _NOT_ALLOWED else _NOT_FOUND
    request.scope.setdefault("state", {})["outcome"] = error.code.value
    if wants_page(request.headers.get("accept", "")):
        page = error_page(refused.status_code, error)
        page.headers.update(refused.headers or {})
        return page
    preferences = RequestPreferences.of(request.headers)
    answer = refusal(RefusedError(refused.status_code, error, refused.headers), preferences)
    return answer.response(preferences.media)


_NOT_ALLOWED = 405

_NOT_FOUND = PhakhiError(
    ErrorCode.NOT_FOUND,
    "There is nothing at this address: the API is at /graphql, and / says where else to go.",
    "ไม่มีสิ่งใดอยู่ที่ที่อยู่นี้ API อยู่ที่ /graphql และดูว่ามีอะไรบ้างได้ที่ /",
)
_NO_METHOD = PhakhiError(
    ErrorCode.GRAPHQL_INVALID,
    "This address is read with GET only; operations are sent to /graphql.",
    "ที่อยู่นี้อ่านได้ด้วย GET เท่านั้น คำขอ GraphQL ให้ส่งไปที่ /graphql",
)
