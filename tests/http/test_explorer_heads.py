"""The head of each page of the explorer: what its view needs, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph_api.http import create_app
from graph_api.http.explorer import Explorer
from tests.http.small import client_of_app, small_schema

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store import Store

_LINK = re.compile(r'<link rel="(modulepreload|stylesheet|preload)"[^>]* href="(/assets/[^"]+)"')
_BUILT = pytest.mark.skipif(not Explorer().is_built, reason="the explorer is not built")
VIEWS = ["find", "record", "network", "matrix", "questions", "upload"]


@_BUILT
@pytest.mark.parametrize("view", VIEWS)
async def test_the_head_of_a_page_names_its_own_view(
    udon: Store, udon_engine: Settings, view: str
) -> None:
    """Its script and the fonts, each once, all of which are there; no other view's."""
    async with client_of_app(create_app(small_schema(), udon, udon_engine)) as client:
        page = (await client.get(f"/{view}/x")).text
        links = [address for _, address in _LINK.findall(page)]
        own = [other for other in VIEWS if any(f"/assets/{other}-" in link for link in links)]
        answers = [(await client.get(link)).status_code for link in links]
    assert own == [view]
    assert len(links) == len(set(links))
    assert sum(link.endswith(".woff2") for link in links) == 4
    assert set(answers) == {200}
    assert ("stage" in page) == (view == "network")


@_BUILT
@pytest.mark.parametrize("name", ["no-such.js", "..%2findex.html", "..%2f..%2fpyproject.toml"])
async def test_only_parts_of_pages_are_given(udon: Store, udon_engine: Settings, name: str) -> None:
    """What is none, or stands elsewhere, is not there."""
    async with client_of_app(create_app(small_schema(), udon, udon_engine)) as client:
        answer = await client.get(f"/assets/{name}")
    assert answer.status_code == 404
