"""What planners do, from one end to the other, without a pointer: all keys are pressed, none is a click."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.explorer.conftest import DAY, FIRST_CHECK_MS, settled

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Locator, Page

_MOST_TABS = 150
_WATCH = """
window.pointed = [];
for (const type of ['pointerdown', 'mousedown', 'touchstart'])
  addEventListener(type, () => window.pointed.push(type), true);
window.print = () => { window.printed = true; };
"""


async def test_the_whole_task_set(page: Page, own_page: Page, tmp_path: Path) -> None:
    """A partner, why, a gap, a path, paper; then a file: checked, confirmed, undone."""
    await page.add_init_script(_WATCH)
    await _find_a_partner(page)
    await _ask_why(page)
    await _see_a_gap(page)
    await _walk_a_path(page)
    await _print(page)
    assert await page.evaluate("window.pointed") == []
    await own_page.add_init_script(_WATCH)
    await _load_a_file(own_page, tmp_path)
    assert await own_page.evaluate("window.pointed") == []


_IS_BEFORE = """one => Boolean(one.compareDocumentPosition(document.activeElement)
    & Node.DOCUMENT_POSITION_FOLLOWING)"""


async def _tab_to(page: Page, target: Locator) -> None:
    """Presses Tab, or Shift and Tab where that is nearer, until something has the focus."""
    await expect(target).to_be_visible()
    key = "Shift+Tab" if await target.evaluate(_IS_BEFORE) else "Tab"
    for _ in range(_MOST_TABS):
        if await target.evaluate("one => one === document.activeElement"):
            return
        await page.keyboard.press(key)
    message = f"{target} cannot be reached"
    raise AssertionError(message)


async def _press(page: Page, target: Locator) -> None:
    """Goes to something and presses Enter."""
    await _tab_to(page, target)
    await page.keyboard.press("Enter")


async def _choose(page: Page, label: str, text: str) -> None:
    """Types a part of a name into a box, and takes what it finds first."""
    box = page.get_by_role("combobox", name=label, exact=True)
    await _tab_to(page, box)
    await page.keyboard.press("Control+a")
    await page.keyboard.type(text)
    options = page.get_by_role("listbox", name=label, exact=True).get_by_role("option")
    await expect(options.first).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")


async def _find_a_partner(page: Page) -> None:
    """From the start by the menu to an agency, and to whom it could work with."""
    await page.goto(f"/?asOf={DAY}")
    await settled(page)
    await _press(page, page.get_by_role("navigation").get_by_role("link", name="ค้นหา", exact=True))
    await settled(page)
    await _choose(page, "ชื่อ ส่วนของชื่อ หรือชื่อย่อ", "สำนักงานวัฒนธรม")  # a slip is forgiven
    await expect(page).to_have_url(re.compile("/record/agency:culture-office"))
    first = page.locator(".candidates > li").first
    await expect(first.get_by_role("heading")).to_contain_text("กลุ่มสื่อเยาวชนฮักบ้านเกิด")


async def _ask_why(page: Page) -> None:
    """The words behind the first reason."""
    first = page.locator(".candidates > li").first
    await _press(page, first.locator(".evidence-details summary").first)
    await expect(first.locator("blockquote").first).to_be_visible()
    await expect(first.locator(".origin").first).to_contain_text("แหล่งที่มา")


async def _see_a_gap(page: Page) -> None:
    """In the picture: the tab of gaps, the first of them, and why it is one."""
    await page.goto(f"/network?synthetic=yes&asOf={DAY}")
    await page.wait_for_selector("[data-drawn=yes] .picture-mark")
    await _open_tab(page, "ช่องว่าง")
    heading = page.get_by_role("heading", name=re.compile("ปัญหาที่ไม่มีใครลงมือ"))
    problems = page.get_by_role("tabpanel").locator("section").filter(has=heading)
    await _press(page, problems.locator(".mark-name").first)
    await expect(page).to_have_url(re.compile("chosen=problem:"))
    await expect(page.locator(".gap-list")).to_be_visible()
    await _open_tab(page, "เพราะอะไร")
    await expect(page.locator(".why-summary")).to_be_visible()


async def _open_tab(page: Page, name: str) -> None:
    """By arrow keys, from the tab that is open."""
    tabs = page.get_by_role("tab")
    await _tab_to(page, page.get_by_role("tab", selected=True))
    for _ in range(await tabs.count()):
        if await page.get_by_role("tab", name=name, selected=True).count():
            return
        await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("tab", name=name, selected=True)).to_be_focused()


async def _walk_a_path(page: Page) -> None:
    """Both ends by their names; the steps are told."""
    await _open_tab(page, "เส้นทาง")
    await _choose(page, "จาก", "โรงเรียนมัธยมดอกทองกวาว")
    await expect(page).to_have_url(re.compile("path=agency:"))
    await _choose(page, "ถึง", "มัสยิดต้นแบบ")
    await expect(page).to_have_url(re.compile("path=agency:[^&]+,agency:"))
    await expect(page.get_by_text(re.compile(r"ห่างกัน \d ก้าว"))).to_be_visible()


async def _print(page: Page) -> None:
    """The dialog for sharing: its button for paper, and what stands on the sheet."""
    await _press(page, page.get_by_role("button", name="แชร์", exact=True))
    dialog = page.get_by_role("dialog", name="แชร์หน้านี้")
    await expect(dialog.get_by_label("ลิงก์ของหน้านี้", exact=True)).to_have_value(page.url)
    await _press(page, dialog.get_by_role("button", name=re.compile("A4")))
    await expect(dialog).to_be_hidden()
    assert await page.evaluate("window.printed") is True
    await page.emulate_media(media="print")
    await expect(page.locator(".printed svg")).to_be_visible()
    assert (await page.pdf(prefer_css_page_size=True)).startswith(b"%PDF")
    await page.emulate_media(media="screen")


async def _load_a_file(page: Page, folder: Path) -> None:
    """Nothing is written before it is confirmed, and nothing is left when it is undone."""
    path = folder / "วัด.csv"
    path.write_text("หน่วยงาน,ปัญหาที่อยากแก้,วันที่\nวัดป่า,ขยะล้นวัด,\n", "utf-8")
    await page.goto("/upload")
    await settled(page)
    async with page.expect_file_chooser() as waiting:
        await _press(page, page.locator("input[type=file]"))
    await (await waiting.value).set_files(path)
    heading = page.get_by_role("heading", name=re.compile("ผลการตรวจ วัด"))
    await expect(heading).to_be_focused(timeout=FIRST_CHECK_MS)
    await _press(page, page.get_by_role("button", name="ยืนยันและนำเข้า"))
    await expect(page.get_by_role("heading", name="นำเข้าแล้ว")).to_be_focused()
    await _press(page, page.get_by_role("button", name="ย้อนกลับการนำเข้านี้"))
    await expect(page.get_by_role("heading", name=re.compile("ย้อนกลับแล้ว"))).to_be_focused()
