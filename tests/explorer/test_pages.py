"""The frame of the explorer: start, find, a record's page, both languages, what is invented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.explorer.conftest import DAY, check_accessible, settled

if TYPE_CHECKING:
    from playwright.async_api import Page

CULTURE = f"/record/agency:culture-office?asOf={DAY}"
MOBILE = {"width": 390, "height": 844}
VIEWS = [
    f"/?asOf={DAY}",
    f"/?asOf={DAY}&synthetic=yes",
    "/find?q=วัฒนธรรม",
    CULTURE,
    "/record/event:udon-partners-meeting-2563",
    "/record/agency:gone",
]


async def test_the_start_tells_what_is_real_and_marks_what_is_not(page: Page) -> None:
    """A province's profile: six networks of an article; the demo's agencies only on request."""
    await page.goto(f"/?asOf={DAY}")
    await expect(page.get_by_role("heading", name="อุดรธานี", level=1)).to_be_visible()
    counts = page.locator(".counts")
    await expect(counts.get_by_text("เครือข่าย", exact=True).locator("..")).to_have_text(
        re.compile("6")
    )
    assert await page.locator("main .synthetic").count() == 0
    await page.get_by_role("button", name="แสดงข้อมูลสมมติ").click()
    await expect(page).to_have_url(re.compile("synthetic=yes"))
    await settled(page)
    assert await page.locator("main .synthetic").count() > 0


async def test_every_fact_opens_its_words(page: Page) -> None:
    """The evidence of a network: words, source, day."""
    await page.goto("/record/network:udon-religion")
    await settled(page)
    await page.get_by_text(re.compile(r"^หลักฐาน \(")).first.click()
    quote = page.locator("blockquote").first
    await expect(quote).to_be_visible()
    assert (await quote.inner_text()).strip()
    await expect(page.locator(".origin").first).to_contain_text("แหล่งที่มา")


async def test_finding_forgives_a_slip_and_needs_no_mouse(page: Page) -> None:
    """Typing, arrow, Enter: the agency's page."""
    await page.goto("/find")
    box = page.get_by_role("combobox", name="ชื่อ ส่วนของชื่อ หรือชื่อย่อ", exact=True)
    await box.focus()
    await page.keyboard.type("สำนักงานวัฒนธรม")  # one consonant is missing
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("/record/agency:culture-office"))
    await expect(page.get_by_role("heading", level=1)).to_contain_text("สำนักงานวัฒนธรรมจังหวัด")


async def test_partners_come_with_reasons_and_what_if(page: Page) -> None:
    """The best candidate, its reasons, and the answer when what it rests on is taken away."""
    await page.goto(CULTURE)
    first = page.locator(".candidates > li").first
    await expect(first.get_by_role("heading")).to_contain_text("กลุ่มสื่อเยาวชนฮักบ้านเกิด")
    await expect(first.locator(".reasons li").first).to_be_visible()
    before = await first.locator(".quiet").first.inner_text()
    await first.get_by_text("ถ้าไม่มี").click()
    await first.locator("details button").first.click()
    await expect(page).to_have_url(re.compile("without="))
    await expect(page.locator(".candidates > li").first.locator(".quiet").first).not_to_have_text(
        before
    )


async def test_a_need_is_stated_by_name(page: Page) -> None:
    """The need goes into the address, and the answer says how it is met."""
    await page.goto(CULTURE)
    box = page.get_by_role("combobox", name="สิ่งที่ต้องการ (เลือกได้หลายอย่าง)", exact=True)
    await box.fill("บุหรี่ไฟฟ้า")
    await page.get_by_role("listbox").get_by_role("option").first.click()
    await expect(page).to_have_url(re.compile("needs=(problem|issue):"))
    await settled(page)
    await expect(page.locator(".candidates")).to_contain_text("สิ่งที่ต้องการ")


async def test_the_language_changes_all_words_and_the_era(page: Page) -> None:
    """Thai and the Buddhist era, English and the common one."""
    await page.goto(f"/?asOf={DAY}&synthetic=yes")
    await settled(page)
    await expect(page.locator("main")).to_contain_text("2570")
    await page.get_by_role("button", name="English").click()
    await settled(page)
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.locator("main")).to_contain_text("2027")
    await expect(page.get_by_role("navigation")).to_contain_text("Questions")


async def test_the_page_is_dark_as_the_system_is_or_as_was_chosen(page: Page) -> None:
    """The system turns dark while the page is open; a choice outlasts that, and a new page."""
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(251, 250, 247)", "rgb(20, 25, 23)"
    await page.goto("/find")
    await settled(page)
    assert await page.evaluate(ground) == light
    await page.emulate_media(color_scheme="dark")
    assert await page.evaluate(ground) == dark
    await page.get_by_role("button", name="ใช้พื้นสว่าง").click()
    assert await page.evaluate(ground) == light
    await page.reload()
    await settled(page)
    assert await page.evaluate(ground) == light
    await page.emulate_media(media="print")
    assert await page.evaluate(ground) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", VIEWS)
@pytest.mark.parametrize("language", ["th", "en"])
async def test_every_view_is_accessible(page: Page, path: str, language: str) -> None:
    """Axe finds nothing, on a screen and on a phone, in light and dark."""
    joined = "&" if "?" in path else "?"
    await page.goto(f"{path}{joined}lang={language}")
    await settled(page)
    await check_accessible(page)
    await page.set_viewport_size(MOBILE)  # type: ignore[arg-type]
    await page.emulate_media(color_scheme="dark")
    await check_accessible(page)
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= MOBILE["width"]


@pytest.mark.parametrize(
    "path",
    [
        "/record/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/record/%E0%A4%A",
        "/record/agency:culture-office?asOf=yesterday&synthetic=perhaps&needs=x,y",
        "/find?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/?area=area:nowhere",
        "/?area=%E2%80%AE",
        f"/find?q={'ก' * 500}",
    ],
)
async def test_a_hand_made_address_never_gives_a_blank_page(page: Page, path: str) -> None:
    """Something is said, and nothing of the address runs."""
    page.on("dialog", lambda dialog: pytest.fail(f"ran {dialog.message}"))
    answered = await page.goto(path)
    assert answered is not None
    await settled(page)
    assert (await page.locator("#content").inner_text()).strip()
