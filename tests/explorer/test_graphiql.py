"""GraphiQL: offline, with the planners' questions, under a policy of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.explorer import BUILT
from graph_api.http.services import make_services
from graph_api.questions.catalogue import catalogue
from tests.explorer.conftest import check_accessible
from tests.http.small import listening

if TYPE_CHECKING:
    from playwright.async_api import Page

    from graph_api.settings import Settings
    from graph_api.store import Store


async def _opened(page: Page, address: str) -> None:
    await page.goto(address)
    await page.wait_for_selector(".graphiql-execute-button")
    await page.wait_for_selector(".graphiql-editor .view-line")


async def test_a_browser_that_opens_the_api_is_led_here(page: Page) -> None:
    """And the page asks nobody else for anything."""
    await _opened(page, "/graphql")
    await expect(page).to_have_url(re.compile("/graphiql$"))


async def test_a_question_is_a_ready_document(page: Page) -> None:
    """The address names it, the button runs it, the menu changes both."""
    await _opened(page, "/graphiql?question=collaborators")
    menu = page.get_by_role("combobox", name="คำถามของนักวางแผน")
    await expect(menu).to_have_value("collaborators")
    await page.click(".graphiql-execute-button")
    await expect(page.locator(".graphiql-response")).to_contain_text("collaborators")
    await expect(page.locator(".graphiql-response")).to_contain_text("basis")
    await menu.select_option("shared_issues")
    await expect(page).to_have_url(re.compile("question=shared_issues"))
    await expect(page.locator(".graphiql-editor").first).to_contain_text("SharedIssues")
    assert await menu.locator("option").count() == 1 + len(catalogue())


async def test_it_sends_the_key_of_the_page(page: Page) -> None:
    """The one that this tab was given, and with no other request."""
    await page.goto("/find")
    await page.evaluate("sessionStorage.setItem('key', 'phk_example')")
    await page.goto("/graphiql")
    async with page.expect_request(lambda request: request.method == "POST") as waiting:
        await page.wait_for_selector(".graphiql-execute-button")
    assert (await waiting.value).headers["x-api-key"] == "phk_example"


async def test_its_policy_is_its_own(page: Page) -> None:
    """Styles of the editor are let in here, and nowhere else; scripts only of this host."""
    answers = [await page.request.get(path) for path in ("/graphiql", "/", "/questions")]
    policies = [answer.headers["content-security-policy"] for answer in answers]
    assert "'unsafe-inline'" in policies[0]
    assert "script-src 'self';" in policies[0]
    assert "frame-ancestors 'none'" in policies[0]
    assert all("unsafe" not in policy for policy in policies[1:])


async def test_it_can_be_switched_off(page: Page, udon: Store, udon_engine: Settings) -> None:
    """Then nothing is at its address."""
    settings = udon_engine.model_copy(update={"graphiql": False})
    app = create_app(build_schema(), udon, settings, make_services(udon))
    async with listening(app) as port:
        answer = await page.request.get(f"http://127.0.0.1:{port}/graphiql")
    assert answer.status == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_is_accessible(page: Page, scheme: str) -> None:
    """Axe finds nothing."""
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    await _opened(page, "/graphiql?question=collaborators")
    await check_accessible(page)


def test_the_explorer_does_not_carry_it() -> None:
    """No script of the explorer's page names the editor's."""
    page = (BUILT / "index.html").read_text()
    first = re.findall(r"/(assets/[\w.-]+\.js)", page)
    seen: set[str] = set()
    while first:
        name = first.pop()
        if name in seen:
            continue
        seen.add(name)
        text = (BUILT / name).read_text()
        first += [
            f"assets/{found}" for found in re.findall(r'["\'`](?:\./|assets/)([\w.-]+\.js)', text)
        ]
    assert seen
    assert not [name for name in seen if "monaco" in name or "graphiql" in Path(name).name]
