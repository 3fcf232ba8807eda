"""Bring your own: the template, the check, the confirmation, the change, and the way back."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from playwright.async_api import expect

from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services
from tests.explorer.conftest import FIRST_CHECK_MS, check_accessible, settled
from tests.http.small import listening

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser, Page

    from graph_api.settings import Settings
    from graph_api.store import Store

HOSTILE = "วัด <img src=x onerror=alert(1)> =1+1"


async def _template(page: Page, path: Path) -> Path:
    """The worksheet, got as a planner gets it."""
    await page.goto("/upload")
    await settled(page)
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="ดาวน์โหลดแบบบันทึก (XLSX)").click()
    await (await waiting.value).save_as(path / "worksheet.xlsx")
    return path / "worksheet.xlsx"


def _filled(template: Path, name: str, agency: str, *, day: str = "24 พ.ย. 2569") -> Path:
    """A worksheet with a row below the example."""
    book = load_workbook(BytesIO(template.read_bytes()))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
    row = {
        "หน่วยงาน": agency,
        "ปัญหาที่อยากแก้": "ขยะล้นวัด",
        "เป้าหมาย 1 ปี": "วัดปลอดขยะ",
        "วันที่": day,
    }
    for heading, value in row.items():
        sheet.cell(3, headings.index(heading) + 1, value)
    path = template.parent / name
    book.save(path)
    return path


async def _agencies(page: Page) -> int:
    answer = await page.request.post("/graphql", data={"query": "{ agencies { totalCount } }"})
    return int((await answer.json())["data"]["agencies"]["totalCount"])


async def test_a_file_is_checked_confirmed_and_undone_by_keys_alone(
    own_page: Page, tmp_path: Path
) -> None:
    """Nothing is written before the confirmation, and nothing is left after undoing."""
    page = own_page
    path = _filled(await _template(page, tmp_path), "วัดของเรา.xlsx", HOSTILE)
    chooser = page.locator("input[type=file]")
    await chooser.focus()
    async with page.expect_file_chooser() as waiting:
        await page.keyboard.press("Enter")
    await (await waiting.value).set_files(path)
    heading = page.get_by_role("heading", name=re.compile("ผลการตรวจ วัดของเรา"))
    await expect(heading).to_be_focused(timeout=FIRST_CHECK_MS)
    await expect(page.locator(".verdict")).to_have_text("ไม่พบข้อผิดพลาด")
    assert await _agencies(page) == 0
    changes = page.locator("summary", has_text="รายการที่เปลี่ยน")
    await changes.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("rowheader", name=HOSTILE, exact=True)).to_be_visible()
    await expect(page.get_by_text(re.compile("^ช่องว่างที่จะเกิด"))).to_be_visible()
    await check_accessible(page)
    await page.get_by_role("button", name="ยืนยันและนำเข้า").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="นำเข้าแล้ว")).to_be_focused()
    assert await _agencies(page) == 1
    link = page.locator(".done").get_by_role("link", name=HOSTILE)
    await expect(link).to_have_attribute("href", re.compile("^/record/agency:"))
    await expect(page.locator(".updated")).to_contain_text("ข้อมูลเปลี่ยนเป็นฉบับที่")
    await check_accessible(page)
    await page.get_by_role("button", name="ย้อนกลับการนำเข้านี้").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=re.compile("ย้อนกลับแล้ว"))).to_be_focused()
    assert await _agencies(page) == 0


async def test_each_mistake_has_its_cell(own_page: Page, tmp_path: Path) -> None:
    """File, sheet, row, column, value, what is wrong; and no way to confirm it."""
    page = own_page
    template = await _template(page, tmp_path)
    path = _filled(template, "ผิด.xlsx", "วัดป่า", day="32 ม.ค. 2563")
    await page.set_input_files("input[type=file]", path)
    await expect(page.locator(".verdict.wrong")).to_contain_text("1 จุด")
    table = page.get_by_role("table", name="สิ่งที่ต้องแก้: ใบงาน")
    row = table.get_by_role("row").nth(1)
    for text in ("3", "วันที่", "P3", "32 ม.ค. 2563", "ผิด.xlsx"):
        await expect(row).to_contain_text(text)
    await expect(page.get_by_role("button", name="ยืนยันและนำเข้า")).to_have_count(0)
    await check_accessible(page)
    await page.get_by_role("button", name="English").click()
    await expect(page.locator(".verdict.wrong")).to_contain_text("1 places are to be mended")
    await page.get_by_role("button", name="ไทย").click()
    await page.set_input_files("input[type=file]", _filled(template, "ถูก.xlsx", "วัดป่า"))
    await expect(page.locator(".verdict")).to_have_text("ไม่พบข้อผิดพลาด")
    assert await _agencies(page) == 0


async def test_an_outdated_report_is_checked_again_with_one_click(
    own_page: Page, tmp_path: Path
) -> None:
    """Somebody else has loaded something between the check and the confirmation."""
    page = own_page
    template = await _template(page, tmp_path)
    await page.set_input_files("input[type=file]", _filled(template, "ก.xlsx", "วัดป่า"))
    confirm = page.get_by_role("button", name="ยืนยันและนำเข้า")
    await expect(confirm).to_be_visible()
    other = await page.request.post(
        "/load/check?name=other.csv",
        data="หน่วยงาน,ปัญหาที่อยากแก้,วันที่\nวัดบ้าน,เหล้า,\n".encode(),
        headers={"content-type": "text/csv"},
    )
    checked = await other.json()
    body = {"digest": checked["digest"], "revision": checked["revision"]}
    assert (await page.request.post("/load/confirm", data=body)).ok
    await confirm.click()
    await page.get_by_role("button", name="ตรวจอีกครั้ง").click()
    await expect(page.get_by_role("button", name="ตรวจอีกครั้ง")).to_have_count(0)
    await confirm.click()
    await expect(page.get_by_role("heading", name="นำเข้าแล้ว")).to_be_visible()
    assert await _agencies(page) == 2


async def test_what_takes_much_away_is_agreed_to_in_words(own_page: Page, tmp_path: Path) -> None:
    """A second file of the same name without most rows of the first."""
    page = own_page
    await page.goto("/upload")
    await settled(page)
    head = "หน่วยงาน,ปัญหาที่อยากแก้,วันที่\n"
    many = head + "".join(f"วัดที่ {number},เรื่องที่ {number},\n" for number in range(30))
    for text in (many, f"{head}วัดที่ 1,เรื่องที่ 1,\n"):
        path = tmp_path / "วัด.csv"
        path.write_text(text, "utf-8")
        await page.set_input_files("input[type=file]", path)
        confirm = page.get_by_role("button", name="ยืนยันและนำเข้า")
        await expect(confirm).to_be_visible()
        if text != many:
            await expect(confirm).to_be_disabled()
            await page.get_by_role("checkbox", name=re.compile("ต้องการนำข้อมูลเหล่านี้ออก")).check()
        await confirm.click()
        await expect(page.get_by_role("heading", name="นำเข้าแล้ว")).to_be_visible()
    assert await _agencies(page) == 1


async def test_who_may_not_load_is_told_how_to_get_a_key(
    browser: Browser, empty_store: Store, engine: Settings, tmp_path: Path
) -> None:
    """The scope by its name, the command that makes a key, a place for the key."""
    settings = engine.model_copy(update={"api_keys": True, "anonymous": True})
    app = create_app(build_schema(), empty_store, settings, make_services(empty_store))
    path = tmp_path / "วัด.csv"
    path.write_text("หน่วยงาน\nวัดป่า\n", "utf-8")
    async with listening(app) as port:
        context = await browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="th-TH")
        page = await context.new_page()
        await page.goto("/upload")
        await page.set_input_files("input[type=file]", path)
        await expect(page.get_by_label("คีย์", exact=True)).to_be_visible()
        await context.close()
        app.state.draining.begin()


async def test_a_file_that_is_none_is_said(own_page: Page, tmp_path: Path) -> None:
    """A damaged workbook is refused in a sentence."""
    page = own_page
    await page.goto("/upload")
    path = tmp_path / "เสีย.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    await page.set_input_files("input[type=file]", path)
    await expect(page.locator("main")).to_contain_text(re.compile("แฟ้ม"))
    said = page.locator(".failure, .verdict.wrong")
    await expect(said).to_be_visible()
    assert (await said.inner_text()).strip()
