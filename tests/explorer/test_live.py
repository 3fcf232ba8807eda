"""What changes while somebody looks: a real load, through the service, under an open picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.explorer.conftest import FIRST_CHECK_MS, settled

if TYPE_CHECKING:
    from playwright.async_api import APIRequestContext, Page

_HEAD = "หน่วยงาน,ปัญหาที่อยากแก้,วันที่\n"
_FIRST = _HEAD + "".join(f"วัดที่ {number},เรื่องที่ {number % 5},\n" for number in range(20))
_SECOND = f"{_HEAD}วัดใหม่,เรื่องที่ 1,\n"
_CHOSEN = "วัดที่ 7"


async def test_a_load_is_drawn_and_nothing_of_the_view_is_lost(own_page: Page) -> None:
    """A new mark comes; camera, choice, filters and panel are as they were."""
    page = own_page
    await _load(page.request, "แรก.csv", _FIRST)
    await page.goto(f"/network?kinds=Agency,Problem&chosen={await _id_of(page, _CHOSEN)}&tab=why")
    await page.wait_for_selector("[data-drawn=yes] .picture-mark")
    await settled(page)
    for _ in range(2):
        await page.get_by_role("button", name="ขยาย", exact=True).click()
    address, place, marks = page.url, await _place(page), await _marks(page)
    await _load(page.request, "สอง.csv", _SECOND)
    await expect(page.locator(".updated")).to_contain_text("ข้อมูลเปลี่ยนเป็นฉบับที่")
    await expect(page.get_by_role("application")).to_have_accessible_name(
        re.compile(f" {marks + 1} จุด")
    )
    await settled(page)
    assert (page.url, await _place(page)) == (address, place)
    await expect(page.get_by_role("tabpanel").get_by_role("heading", name=_CHOSEN)).to_be_visible()
    await page.get_by_role("tab", name="รายการ").click()
    await expect(page.get_by_role("tabpanel").get_by_text("วัดใหม่")).to_be_visible()


async def _load(request: APIRequestContext, name: str, text: str) -> None:
    """Checks a table and confirms it, as a portal does."""
    checked = await request.post(
        f"/load/check?name={name}",
        data=text.encode(),
        headers={"content-type": "text/csv"},
        timeout=FIRST_CHECK_MS,
    )
    report = await checked.json()
    confirmed = {"digest": report["digest"], "revision": report["revision"]}
    assert (await request.post("/load/confirm", data=confirmed)).ok


async def _id_of(page: Page, name: str) -> str:
    query = f'{{ agencies(where: {{ name: {{ eq: "{name}" }} }}) {{ nodes {{ id }} }} }}'
    answer = await (await page.request.post("/graphql", data={"query": query})).json()
    return str(answer["data"]["agencies"]["nodes"][0]["id"])


async def _place(page: Page) -> tuple[int, int] | None:
    """Where the middle of the chosen mark lies on the screen; others may make it smaller."""
    box = await page.locator(".picture-mark[tabindex='0']").bounding_box()
    if box is None:
        return None
    return round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)


async def _marks(page: Page) -> int:
    label = await page.get_by_role("application").get_attribute("aria-label")
    return int(re.findall(r"\d+", label or "")[0])
