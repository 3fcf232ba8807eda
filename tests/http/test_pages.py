"""Pages for people: whole in themselves, in both languages; and what stands at other addresses."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import httpx
import pytest

from graph_api.http.explorer import Explorer
from graph_api.questions.catalogue import catalogue
from tests.http.conftest import client_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graph_api.settings import Settings
    from graph_api.store import Store

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGES = pytest.mark.parametrize("path", ["/", "/graphql", "/nowhere"])


@pytest.fixture
async def unbuilt(
    udon: Store, udon_engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service whose explorer was never built."""
    monkeypatch.setattr(Explorer, "is_built", False)
    async with client_of(udon, udon_engine) as client:
        yield client


class Page(HTMLParser):
    """What a page is made of.

    Attributes:
        inline: the texts of its styles and scripts, by the directive that allows them.
        places: the addresses that it names.
        handlers: attributes that would run something.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inline: list[tuple[str, str]] = []
        self.places: list[str] = []
        self.handlers: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.places += [value or "" for name, value in attrs if name in {"src", "href", "action"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        kinds = {"style": "style-src", "script": "script-src"}
        self._inside = kinds.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        """Ends an element."""
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Notes a text."""
        if self._inside:
            self.inline.append((self._inside, data))


def policy_of(answer: httpx.Response) -> dict[str, str]:
    """The Content-Security-Policy by directive."""
    [policy] = answer.headers.get_list("content-security-policy")
    parts = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: value for name, _, value in parts}


@PAGES
async def test_a_page_is_whole_in_itself(unbuilt: httpx.AsyncClient, path: str) -> None:
    """Nothing comes from elsewhere, and what stands in it is named by its sum: nothing else runs."""
    answer = await unbuilt.get(path, headers=BROWSER)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page, policy = Page(answer.text), policy_of(answer)
    assert policy["default-src"] == "'none'"
    assert page.inline
    for directive, text in page.inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert policy[directive] == f"'sha256-{digest}'"
    assert all(place.startswith("/") and not place.startswith("//") for place in page.places)
    assert page.handlers == []
    assert "innerHTML" not in answer.text
    assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'")
    assert re.search("[ก-๙]", answer.text)
    assert 'lang="en"' in answer.text


@pytest.mark.parametrize("path", ["/", "/graphql"])
async def test_without_an_explorer_a_page_says_how_to_get_it(
    unbuilt: httpx.AsyncClient, path: str
) -> None:
    """What builds it, the questions in both languages, and nothing that leads nowhere."""
    answer = await unbuilt.get(path, headers=BROWSER)
    assert answer.status_code == 200
    assert "uv sync" in answer.text
    assert Page(answer.text).places == ["/healthz", "/readyz"]
    for question in catalogue().values():
        assert question.name in answer.text
        assert escape(question.thai) in answer.text
        assert escape(question.english) in answer.text
    assert (await unbuilt.get("/graphiql", headers=BROWSER)).status_code == 404


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/json", "application/json"),
        ("application/json, */*;q=0.1", "application/json"),
        ("application/json, text/html;q=0.5", "application/json"),
        ("text/html, application/json;q=0.5", "text/html; charset=utf-8"),
        ("application/json;q=0", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
    ],
)
async def test_the_first_page_is_json_for_who_asks(
    client: httpx.AsyncClient, accept: str, media: str
) -> None:
    """And a page for all others."""
    answer = await client.get("/", headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    if media == "application/json":
        assert answer.json()["links"] == {
            "graphql": "/graphql",
            "health": "/healthz",
            "readiness": "/readyz",
        }


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "en",
            "There is nothing at this address: the API is at /graphql, and / says where else to go.",
        ),
        ("th", "ไม่มีสิ่งใดอยู่ที่ที่อยู่นี้ API อยู่ที่ /graphql และดูว่ามีอะไรบ้างได้ที่ /"),
    ],
)
@pytest.mark.parametrize("path", ["/nowhere", "/graphql/x", "/<script>", "/ก", "//"])
async def test_at_other_addresses_there_is_a_sentence(
    client: httpx.AsyncClient, path: str, language: str, message: str
) -> None:
    """As an error for machines, in their language, and as a page for people; the address is not shown."""
    answer = await client.get(f"http://test{path}", headers={"accept-language": language})
    assert (answer.status_code, answer.json()) == (
        404,
        {"errors": [{"message": message, "extensions": {"code": "NOT_FOUND"}}]},
    )
    page = await client.get(f"http://test{path}", headers=BROWSER)
    assert page.status_code == 404
    assert message in page.text
    assert "nowhere" not in page.text


async def test_another_method_is_told_which_one(client: httpx.AsyncClient) -> None:
    """In the same forms."""
    answer = await client.post("/", json={"query": "{ __typename }"})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.json()["errors"][0]["extensions"] == {"code": "GRAPHQL_INVALID"}
    page = await client.post("/healthz", headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (405, "text/html; charset=utf-8")


async def test_the_first_page_needs_no_key(udon: Store, udon_engine: Settings) -> None:
    """It says nothing of the data."""
    async with client_of(udon, udon_engine.model_copy(update={"api_keys": True})) as client:
        answers = [await client.get(path, headers=BROWSER) for path in ("/", "/graphql")]
    assert [answer.status_code for answer in answers] in ([200, 303], [200, 200])
