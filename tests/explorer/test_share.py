"""Sharing: a link, a snippet, files, paper."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from playwright.async_api import expect

from tests.explorer.conftest import check_accessible, settled
from tests.explorer.test_questions import DEMO

if TYPE_CHECKING:
    from playwright.async_api import Page

VIEWS = [
    "/",
    "/find",
    "/record/agency:culture-office",
    "/matrix",
    "/questions",
    "/questions/coverage",
    "/upload",
]


@pytest.mark.parametrize("path", VIEWS)
async def test_every_view_has_a_link_and_a_snippet(page: Page, path: str) -> None:
    """The link is the address itself; the snippet shows the same view inside another page."""
    await page.goto(f"{path}?{DEMO}")
    await settled(page)
    await page.get_by_role("button", name="แชร์", exact=True).click()
    dialog = page.get_by_role("dialog", name="แชร์หน้านี้")
    link = dialog.get_by_label("ลิงก์ของหน้านี้", exact=True)
    await expect(link).to_have_value(page.url)
    snippet = await dialog.get_by_label("โค้ดสำหรับฝังในเว็บอื่น", exact=True).input_value()
    assert snippet.startswith("<iframe src=")
    await check_accessible(page)
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    portal = f"<!doctype html><title>x</title>{snippet}"
    await page.route(
        "**/portal.html", lambda route: route.fulfill(body=portal, content_type="text/html")
    )
    await page.goto("/portal.html")
    frame = page.frame_locator("iframe")
    await expect(frame.locator("main.embedded")).to_be_visible()
    await expect(frame.get_by_role("link", name=re.compile("ภาคี"))).to_have_attribute(
        "href", re.compile(r"^(?!.*embed)")
    )


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
async def test_a_table_is_a_workbook_without_formulas(page: Page, tmp_path: Path) -> None:
    """XLSX: Thai names as they are, numbers as numbers, no cell a formula."""
    await page.goto(f"/questions/lead_load?{DEMO}")
    await settled(page)
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name=re.compile("^ดาวน์โหลด XLSX")).click()
    download = await waiting.value
    assert download.suggested_filename.endswith(".xlsx")
    path = tmp_path / "table.xlsx"
    await download.save_as(path)
    sheet = load_workbook(BytesIO(path.read_bytes())).worksheets[0]
    rows = list(sheet.iter_rows())
    assert len(rows) == 1 + await page.locator("tbody tr").count()
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "inlineStr"}
    shown = await page.locator("tbody th bdi").all_inner_texts()
    assert [row[0].value for row in rows[1:]] == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1"])
async def test_no_text_becomes_a_formula(page: Page, tmp_path: Path, text: str) -> None:
    """Whatever a name begins with, the file has it as text."""
    await page.route(
        "**/graphql?documentId=*",
        lambda route: _renamed(route, text),
    )
    await page.goto(f"/questions/roll_up?{DEMO}")
    await settled(page)
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name=re.compile("^ดาวน์โหลด CSV")).click()
    path = tmp_path / "table.csv"
    await (await waiting.value).save_as(path)
    assert f'"\'{text}"' in path.read_bytes().decode("utf-8-sig")


async def _renamed(route, text: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """An answer of the service, in which a record has another name."""
    response = await route.fetch()
    body = await response.text()
    escaped = text.replace("\t", "\\t")
    await route.fulfill(response=response, body=body.replace('"อุดรธานี"', f'"{escaped}"'))


async def test_paper_has_date_revision_address_and_numbered_sources(page: Page) -> None:
    """What is printed: no controls, all evidence open, each with the number of its source."""
    await page.goto(f"/questions/conditions_of_success?{DEMO}")
    await settled(page)
    await page.emulate_media(media="print", color_scheme="dark")
    paper = page.locator(".paper")
    await expect(paper).to_be_visible()
    await expect(paper).to_contain_text("ข้อมูล ณ วันที่ 24 พ.ย. 2569")
    await expect(paper).to_contain_text(re.compile(r"ฉบับข้อมูลที่ \d+"))
    await expect(paper.locator(".url")).to_contain_text("/questions/conditions_of_success")
    numbers = await page.locator("[data-note]").evaluate_all(
        "all => all.map(one => +one.dataset.note)"
    )
    sources = await paper.locator("li").count()
    assert set(numbers) == set(range(1, sources + 1))
    assert numbers[0] == 1
    visible = page.locator(
        "main button:not(thead button):visible, main input:visible, header:visible"
    )
    assert await visible.count() == 0
    await expect(page.locator("details:not([open])")).to_have_count(0)
    assert await page.locator("main .synthetic:visible").count() > 0
    ink = await page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(28, 35, 33)"
    await page.emulate_media(media="screen")
    await expect(page.locator("details[open]")).to_have_count(0)


async def test_it_prints_on_a4(page: Page) -> None:
    """A PDF of A4 sheets."""
    await page.goto(f"/matrix?{DEMO}")
    await settled(page)
    content = await page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]", content)
