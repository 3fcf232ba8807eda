"""The explorer in a real browser, on the seeds, through a real socket.

A page that asks another host for anything, or that logs an error, fails its test. Where there is no
Chromium these tests do not run, and say so; with ``PHAKHI_TEST_BROWSER=required`` they fail instead.
"""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Error, async_playwright, expect

from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.explorer import Explorer
from graph_api.http.services import make_services
from tests.http.small import listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page

    from graph_api.settings import Settings
    from graph_api.store import Store

REQUIRED = os.environ.get("PHAKHI_TEST_BROWSER") == "required"

DAY = "2026-11-24"
"""On which the demo is looked at, so that tests say the same on any day."""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",  # WebGL without a graphics card
    "--enable-unsafe-swiftshader",
)
_WAIT_MS = 30_000
FIRST_CHECK_MS = 180_000
"""The first check of a new store, whose statements the database has not planned yet."""

_REFUSED = re.compile(r"status of 4\d\d")
expect.set_options(timeout=_WAIT_MS)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, as Debian has it."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if not Explorer().is_built:
        _without("the explorer is not built: uv sync builds it")
    if path is None:
        _without("there is no Chromium here (Debian: apt install chromium)")
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=path, args=[*_FLAGS])
        except Error as error:
            _without(f"Chromium does not start: {error}")
        yield browser
        await browser.close()


def _without(reason: str) -> None:
    message = f"tests of the explorer did not run: {reason}"
    if REQUIRED:
        pytest.fail(message)
    # The README's test command works without a browser, and says what it left out.
    pytest.skip(message)


@pytest.fixture(scope="session")
async def site(udon: Store, udon_engine: Settings) -> AsyncIterator[str]:
    """The address of a service on the seeds; nobody writes there."""
    settings = udon_engine.model_copy(update={"minute_budget": 0})
    app = create_app(build_schema(), udon, settings, make_services(udon))
    async with listening(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def page(browser: Browser, site: str) -> AsyncIterator[Page]:
    """A page in Thai, as a planner's browser opens it; addresses without a host are of ``site``."""
    context = await browser.new_context(
        base_url=site,
        locale="th-TH",
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(_WAIT_MS)
    page = await context.new_page()
    wrong = watch(page, site)
    yield page
    await context.close()
    assert wrong == []


def watch(page: Page, site: str) -> list[str]:
    """What goes wrong on a page, as it happens: requests to other hosts, and errors."""
    wrong: list[str] = []
    own = urlsplit(site).netloc

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != own:
            wrong.append(f"asked {url}")

    page.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: wrong.append(f"threw {error}"))
    page.on(
        "console",
        lambda message: wrong.append(f"logged {message.text}") if message.type == "error" else None,
    )
    return wrong


async def settled(page: Page) -> None:
    """Returns when nothing on a page is on its way any more."""
    await page.wait_for_selector("#content")
    await page.wait_for_function(
        "() => !document.querySelector('[aria-busy=true], .loading')", polling=50
    )


async def check_accessible(page: Page) -> None:
    """Asserts that axe has nothing to say."""
    results = await Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in results.response["violations"]] == []


@pytest.fixture
async def own_page(browser: Browser, empty_store: Store, engine: Settings) -> AsyncIterator[Page]:
    """The owner's browser before a graph of their own."""
    settings = engine.model_copy(update={"minute_budget": 0})
    app = create_app(build_schema(), empty_store, settings, make_services(empty_store))
    async with listening(app) as port:
        site = f"http://127.0.0.1:{port}"
        context = await browser.new_context(base_url=site, locale="th-TH", reduced_motion="reduce")
        context.set_default_timeout(60_000)
        page = await context.new_page()
        page.on("dialog", lambda dialog: pytest.fail(f"ran {dialog.message}"))
        wrong = watch(page, site)
        yield page
        await context.close()
        app.state.draining.begin()  # files that wait are let go
        # Chromium itself logs each answer that is a refusal.
        assert [one for one in wrong if not _REFUSED.search(one)] == []
