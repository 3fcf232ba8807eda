"""The picture of the network, as a planner looks at it, by pointer and by keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.explorer.conftest import DAY, check_accessible, settled

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

pytestmark = pytest.mark.store

SHOWN = f"/network?synthetic=yes&asOf={DAY}&lang=th"
EDUCATION = "network:udon-education"
TABS = ("why", "list", "matrix", "gaps", "path", "legend")


async def see(page: Page, more: str = "", address: str = SHOWN) -> None:
    """Opens the picture and waits until it is drawn."""
    await page.goto(f"{address}{more}")
    await page.wait_for_selector("[data-drawn=yes] .picture-mark")
    await settled(page)


def panel(page: Page) -> Locator:
    """What stands beside the picture."""
    return page.get_by_role("tabpanel")


async def test_picture_and_list_hold_the_same(page: Page) -> None:
    """The picture says how many marks it has; the list has as many, each with its lines."""
    await see(page, "&tab=list")
    label = await page.get_by_role("application").get_attribute("aria-label")
    assert label is not None
    marks, lines = map(int, re.findall(r"\d+", label))
    assert (marks > 100, lines > 400) == (True, True)
    await expect(panel(page).get_by_text(f"60 จาก {marks} จุด")).to_be_visible()


@pytest.mark.parametrize("tab", TABS)
async def test_every_tab_is_accessible(page: Page, tab: str) -> None:
    """Axe has nothing to say of the picture with any panel beside it."""
    await see(page, f"&tab={tab}&chosen={EDUCATION}&path=agency:thongkwao-school,agency:mosque")
    await check_accessible(page)


async def test_dark_and_narrow_is_accessible(page: Page) -> None:
    """The same on a phone, in dark colours and in English."""
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 844})
    await see(page, "&tab=list&lang=en")
    await check_accessible(page)
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


async def test_a_click_on_a_mark_chooses_it_everywhere(page: Page) -> None:
    """The address, the panel and the list follow; a click on the ground takes it back."""
    await see(page)
    x, y = await place_of(page, EDUCATION)
    await page.mouse.click(x, y)
    await expect(page).to_have_url(re.compile(f"chosen={EDUCATION}"))
    await expect(panel(page).get_by_role("heading", name="เครือข่ายภาคการศึกษา")).to_be_visible()
    await page.get_by_role("tab", name="รายการ").click()
    row = panel(page).get_by_role("button", name="เครือข่ายภาคการศึกษา", exact=True)
    await expect(row).to_have_attribute("aria-pressed", "true")


async def place_of(page: Page, ident: str) -> tuple[float, float]:
    """Where a mark stands on the screen, by the button that lies over it."""
    await page.goto(re.sub(r"&chosen=[^&]*|$", f"&chosen={ident}", page.url, count=1))
    await page.wait_for_selector("[data-drawn=yes] .picture-mark[tabindex='0']")
    await settled(page)
    box = await page.locator(".picture-mark[tabindex='0']").bounding_box()
    assert box is not None
    await page.get_by_role("button", name="ดูทั้งภาพ").focus()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def test_by_keyboard_alone(page: Page) -> None:
    """Tab to the picture, walk along a line, ask why, go back by Escape."""
    await see(page)
    await page.locator(".filters select").last.focus()
    for _ in range(6):
        await page.keyboard.press("Tab")
        if await focused(page, ".picture-mark"):
            break
    first = await focused(page, ".picture-mark")
    assert first
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        await page.keyboard.press(key)
        await page.wait_for_timeout(100)
        if await focused(page, ".picture-mark") != first:
            break
    second = await focused(page, ".picture-mark")
    assert second not in (first, None)
    await page.keyboard.press("Escape")
    await page.wait_for_timeout(100)
    assert await focused(page, ".picture-mark") == first
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("chosen="))
    await expect(panel(page)).to_be_focused()
    await expect(panel(page).get_by_role("heading").first).to_be_visible()


async def focused(page: Page, selector: str) -> str | None:
    """The name of what has the focus, if it is one of these."""
    name: str | None = await page.evaluate(
        "(selector) => document.activeElement?.matches(selector) ? document.activeElement.ariaLabel : null", selector
    )
    return name


async def test_the_table_is_walked_by_arrows(page: Page) -> None:
    """From the corner to a cell; Enter on a number asks why the two are tied."""
    await see(page, f"&tab=matrix&chosen={EDUCATION}")
    grid = page.get_by_role("grid")
    await grid.locator("[data-cell='0,0']").focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowRight")
    await expect(grid.locator("[data-cell='1,1']")).to_be_focused()
    tied = grid.locator("td.tied button").first
    await tied.focus()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"chosen={EDUCATION},"))


async def test_clusters_open_and_nothing_else_moves(page: Page) -> None:
    """With few marks clusters are closed; Enter opens one, and the others stay where they are."""
    await see(page, f"&most=20&chosen={EDUCATION}")
    before = await positions(page)
    await page.get_by_role("button", name="เปิดกลุ่ม").click()
    await expect(page).to_have_url(re.compile(f"open={EDUCATION}"))
    await expect(page.get_by_role("button", name=re.compile("^ปิดกลุ่ม|แสดงเพื่อนบ้าน")).first).to_be_visible()
    await settled(page)
    after = await positions(page)
    same = before.keys() & after.keys()
    assert len(after) > len(before)
    assert {key: before[key] for key in same} == {key: after[key] for key in same}


async def positions(page: Page) -> dict[str, list[str]]:
    """Where marks lie in the picture's own SVG, by their names: the first of each."""
    await page.emulate_media(media="print")
    await page.wait_for_selector(".printed svg", state="attached")
    texts = await page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.printed polygon, .printed circle')]
            .map((mark, at) => [String(at), [mark.getAttribute('points') ?? '', mark.getAttribute('cx') ?? '']]))"""
    )
    await page.emulate_media(media="screen")
    return dict(texts)
