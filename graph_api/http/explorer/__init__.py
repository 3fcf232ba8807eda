"""The explorer: the pages that planners use. They are made from ``explorer/`` when Phakhi is installed.

All of them are one document, which reads its address and asks the API as any other portal does. Its
documents are known by their digests (``documents.json``), so it works where only trusted ones do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from graph_api.http.pages import home_page

if TYPE_CHECKING:
    from starlette.requests import Request

BUILT = Path(__file__).parent / "built"
"""Where the packaging puts what it builds (``hatch_build.py``)."""

EMBED = "embed"
"""The parameter of an address that is shown inside a page of somebody else."""

_ASSETS = "/assets"
_FOREVER = "public, max-age=31536000, immutable"  # their names change with what is in them
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors "
)

GRAPHIQL = "/graphiql"
"""Where documents are written by hand."""

_GRAPHIQL_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; "
    "style-src 'self' 'unsafe-inline'; "  # the editor writes its own style elements
    "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; "  # fonts stand in GraphiQL's own sheet
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Explorer:
    """What was built.

    Attributes:
        folder: where it stands.
    """

    folder: Path = BUILT

    @property
    def is_built(self) -> bool:
        """Whether it is there: a checkout that was never installed, or without Node, has none."""
        return (self.folder / "index.html").is_file()

    @cached_property
    def documents(self) -> Mapping[str, str]:
        """The texts of its GraphQL documents, by ``sha256:…``."""
        if not self.is_built:
            return {}
        documents: dict[str, str] = orjson.loads(self._read("documents.json"))
        return documents

    def routes(self, *, graphiql: bool) -> list[BaseRoute]:
        """Its pages, and what they are made of.

        Args:
            graphiql: whether there is a page for documents written by hand.
        """
        if not self.is_built:
            return []
        views: list[str] = orjson.loads(self._read("views.json"))
        assets = Route(f"{_ASSETS}/{{name}}", self.asset)
        by_hand = [Route(GRAPHIQL, self.graphiql)] if graphiql else []
        return [assets, *by_hand, *(Route(path, self.page) for path in _paths(views))]

    async def page(self, request: Request) -> Response:
        """The document of every page."""
        if not self.is_built:
            return home_page()
        ancestors = "*" if request.query_params.get(EMBED) == "1" else "'none'"
        headers = {"content-security-policy": _POLICY + ancestors, "cache-control": "no-cache"}
        view = request.url.path.split("/")[1]
        page = self._pages.get(view, self._pages[""])
        return HTMLResponse(page, headers=headers)

    async def asset(self, request: Request) -> Response:
        """A part of a page, which a browser may keep."""
        name: str = request.path_params["name"]
        try:
            content = self._assets[name]()
        except (KeyError, FileNotFoundError):  # another build has taken the place of this one
            raise HTTPException(HTTPStatus.NOT_FOUND) from None
        kind, _ = guess_type(name)
        return Response(content, media_type=kind, headers={"cache-control": _FOREVER})

    @cached_property
    def _assets(self) -> Mapping[str, Callable[[], bytes]]:
        """What reads each part, by its name: once, since nothing in it ever changes."""
        return {path.name: cache(path.read_bytes) for path in self.folder.glob("assets/*")}

    async def graphiql(self, request: Request) -> Response:
        """The document of the page for queries, whose editor needs a policy of its own."""
        del request
        headers = {"content-security-policy": _GRAPHIQL_POLICY, "cache-control": "no-cache"}
        return HTMLResponse(self._graphiql, headers=headers)

    @cached_property
    def _graphiql(self) -> bytes:
        return self._read("graphiql.html")

    @cached_property
    def _pages(self) -> Mapping[str, bytes]:
        """The document by view: its head names all that the view needs, to be fetched at once."""
        page = self._read("index.html")
        heads: dict[str, str] = orjson.loads(self._read("heads.json"))
        end = b"</head>"
        return {view: page.replace(end, head.encode() + end) for view, head in heads.items()}

    def _read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


def _paths(views: list[str]) -> list[str]:
    return [path for view in views for path in (f"/{view}", f"/{view}/{{rest:path}}")]
