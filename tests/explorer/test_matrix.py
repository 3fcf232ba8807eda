"""The matrices: networks beside networks, and beside issues, down to reasons and evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.explorer.conftest import DAY, check_accessible, settled
from tests.explorer.test_questions import DEMO

if TYPE_CHECKING:
    from playwright.async_api import Page


async def test_a_pair_of_networks_is_read_down_to_its_words_by_keys_alone(page: Page) -> None:
    """Arrows move one focus through the grid; Enter gives reasons; evidence opens."""
    await page.goto(f"/matrix?{DEMO}")
    await settled(page)
    grid = page.get_by_role("grid")
    assert await grid.locator("[tabindex='0']").count() == 1
    await grid.locator("[tabindex='0']").focus()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowRight")
    focused = page.locator(":focus")
    await expect(focused).to_have_attribute("data-place", "1 2")
    said = await focused.get_attribute("aria-label")
    assert said == "เครือข่ายภาคการศึกษา กับ เครือข่ายภาครัฐ: 8"
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(
        re.compile("cell=network:udon-education~network:udon-government")
    )
    panel = page.locator(".panel")
    await expect(panel.get_by_role("heading", level=2)).to_contain_text("เครือข่ายภาครัฐ")
    await expect(panel.locator(".reasons li").first).to_be_visible()
    await panel.locator("summary").first.focus()
    await page.keyboard.press("Enter")
    await expect(panel.locator("blockquote").first).to_be_visible()
    await grid.locator("[tabindex='0']").focus()
    await page.keyboard.press("Control+Home")
    await expect(page.locator(":focus")).to_have_attribute("data-place", "0 0")


async def test_more_is_darker_and_a_number_too(page: Page) -> None:
    """The largest number has the darkest shade, and no number is said by colour alone."""
    await page.goto(f"/matrix?{DEMO}&measure=collaborations")
    await settled(page)
    cells = await page.get_by_role("gridcell").evaluate_all(
        "cells => cells.filter(c => c.textContent.match(/\\d/)).map(c => [+c.textContent, c.className])"
    )
    assert max(cells)[1] == "shade-5"
    assert sorted(cells) == sorted(cells, key=lambda cell: (cell[0], cell[1]))


async def test_networks_and_issues_show_their_gaps(page: Page) -> None:
    """A gap says that nothing is recorded; what is there leads to who, through what, and words."""
    await page.goto(f"/matrix?of=issues&{DEMO}")
    await settled(page)
    gap = page.locator("td.gap").first
    assert (await gap.get_attribute("aria-label") or "").endswith("ยังไม่มีบันทึก")
    await gap.click()
    panel = page.locator(".panel")
    await expect(panel).to_contain_text("ไม่ได้แปลว่าไม่มี")
    await expect(panel.get_by_role("link", name=re.compile("ใครน่าชวน"))).to_be_visible()
    await page.locator("td.shade-5").first.click()
    await expect(panel.locator("blockquote").first).to_be_visible()
    await expect(panel.locator("[data-source]").first).to_be_visible()


async def test_silence_is_told_and_the_area_has_a_name(page: Page) -> None:
    """Another area is chosen by its name; without invented records hardly anybody has spoken."""
    await page.goto(f"/matrix?asOf={DAY}")
    await settled(page)
    await expect(page.locator(".matrix")).to_contain_text(re.compile("หน่วยงาน"))
    box = page.get_by_role("combobox", name="พื้นที่", exact=True)
    await box.fill("หนองหาน")
    await page.get_by_role("listbox").get_by_role("option").first.click()
    await expect(page).to_have_url(re.compile("area=area:41"))
    await settled(page)
    await expect(page.locator(".where")).to_contain_text("หนองหาน")


@pytest.mark.parametrize(
    "address",
    [
        f"/matrix?{DEMO}&cell=network:udon-education~network:udon-religion",
        f"/matrix?of=issues&{DEMO}",
        "/matrix?area=area:nowhere&measure=<b>&cell=~&of=x",
        f"/matrix?{DEMO}&embed=1",
    ],
)
async def test_it_is_accessible(page: Page, address: str) -> None:
    """Axe finds nothing, on a screen and on a phone, in light and dark."""
    await page.goto(address)
    await settled(page)
    await check_accessible(page)
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.emulate_media(color_scheme="dark")
    await check_accessible(page)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
