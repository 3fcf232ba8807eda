"""The questions: picked, filled in by name, read as sentences, picture and table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from graph_api.questions.catalogue import catalogue
from tests.explorer.conftest import DAY, check_accessible, settled

if TYPE_CHECKING:
    from playwright.async_api import Page

DEMO = f"asOf={DAY}&synthetic=yes"
_ID = re.compile(
    r"(?<![\w/])(?:agency|network|issue|goal|problem|evidence|area|event|mechanism):[a-z0-9-]+"
)


async def test_collaborators_come_first_then_numbers(page: Page) -> None:
    """All of the catalogue, in both languages, and a filter that the address holds."""
    await page.goto("/questions")
    links = page.locator(".catalogue li a")
    await expect(links).to_have_count(len(catalogue()))
    assert await links.first.inner_text() == catalogue()["collaborators"].thai
    numbers = [
        text for text in await page.locator(".catalogue .number").all_inner_texts() if text != "·"
    ]
    firsts = [int(text.split(",")[0]) for text in numbers]
    assert firsts == sorted(firsts)
    await page.get_by_role("button", name="English").click()
    await expect(links.first).to_have_text(catalogue()["collaborators"].english)
    await page.get_by_role("searchbox").fill("bridges")
    await expect(links).to_have_count(1)
    await expect(page).to_have_url(re.compile("q=bridges"))


async def test_every_question_is_answered(page: Page) -> None:
    """No error, something said, and records by their names, never by their ids."""
    wrong = {}
    for name, question in catalogue().items():
        await page.goto(f"/questions/{name}?{DEMO}")
        await settled(page)
        await expect(page.get_by_role("heading", level=1)).to_have_text(question.thai)
        text = await page.locator("main").evaluate("main => main.textContent")
        counts = [await page.locator(part).count() for part in (".failure", ".answer", ".basis")]
        if counts[0] or not counts[1] or not counts[2] or _ID.search(text):
            wrong[name] = (counts, _ID.findall(text))
    assert wrong == {}


async def test_a_blank_is_filled_by_name_and_by_keys_alone(page: Page) -> None:
    """From the list to another agency's partners and the words of evidence, without a mouse."""
    await page.goto(f"/questions?{DEMO}")
    await page.get_by_role("link", name=catalogue()["collaborators"].thai).focus()
    await page.keyboard.press("Enter")
    await settled(page)
    before = await page.locator(".sentences").inner_text()
    box = page.get_by_role("combobox", name="หน่วยงานผู้ถาม", exact=True)
    await expect(box).to_have_value(re.compile("สำนักงานวัฒนธรรม"))
    await box.focus()
    await page.keyboard.press("Control+a")
    await page.keyboard.type("โรงพยาบาล")
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(r"agency=agency:"))
    await settled(page)
    assert await page.locator(".sentences").inner_text() != before
    summary = page.locator("td summary").first
    await summary.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".reasons li").first).to_be_visible()
    evidence = page.locator(".evidence-details summary").first
    await evidence.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("blockquote").first).to_be_visible()
    await expect(page.locator(".origin").first).to_contain_text("แหล่งที่มา")


async def test_lists_of_names_are_chips(page: Page) -> None:
    """Two assemblies of the document; one is taken away, and another answer follows."""
    await page.goto(f"/questions/who_stopped_coming?{DEMO}")
    await settled(page)
    chips = page.locator(".chips li")
    await expect(chips).to_have_count(3)
    await chips.first.get_by_role("button").click()
    await expect(page).to_have_url(re.compile("came=event:demo-assembly-2"))
    await expect(chips).to_have_count(2)


async def test_choices_numbers_and_yes_or_no(page: Page) -> None:
    """An enum is a choice, a number is a number, and the address has all of them."""
    await page.goto(f"/questions/doubtful_facts?{DEMO}&lang=en")
    await settled(page)
    await page.locator(".checks summary").first.click()
    await page.get_by_role("checkbox", name="No evidence").check()
    await expect(page).to_have_url(re.compile("kinds=NO_EVIDENCE"))
    await page.goto(f"/questions/goals_due_without_evidence?{DEMO}&lang=en&withinMonths=0")
    await settled(page)
    await expect(page.locator(".answer")).to_contain_text("Nothing is recorded")
    await page.get_by_role("spinbutton", name="Within months").fill("12")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("withinMonths=12"))
    await expect(page.get_by_role("row")).to_have_count(4)


async def test_a_long_answer_has_further_pages(page: Page) -> None:
    """The next page is another address, with other rows."""
    await page.goto(f"/questions/isolated_agencies?{DEMO}&first=5")
    await settled(page)
    rows = page.locator("tbody th")
    before = await rows.all_inner_texts()
    await page.get_by_role("link", name="หน้าถัดไป").click()
    await expect(page).to_have_url(re.compile("after="))
    await settled(page)
    assert set(before).isdisjoint(await rows.all_inner_texts())
    await page.get_by_role("link", name="หน้าแรก", exact=True).last.click()
    await settled(page)
    assert await rows.all_inner_texts() == before


async def test_what_is_invented_is_marked_and_told(page: Page) -> None:
    """Every invented record carries its mark; without them, the answer says so."""
    await page.goto(f"/questions/problems_without_work?{DEMO}")
    await settled(page)
    assert await page.locator("tbody .synthetic").count() > 0
    await expect(page.locator(".basis")).to_contain_text("นับข้อมูลสมมติด้วย")
    await page.goto(f"/questions/problems_without_work?asOf={DAY}")
    await settled(page)
    await expect(page.locator(".basis")).to_contain_text("ไม่นับข้อมูลสมมติ")
    assert await page.locator("main .answer .synthetic").count() == 0


@pytest.mark.parametrize(
    "address",
    [
        f"/questions?{DEMO}",
        # A few rows of each: axe looks at every one, and they are alike.
        f"/questions/collaborators?{DEMO}&first=2",
        f"/questions/agencies_that_hold_together?{DEMO}&first=2",
        f"/questions/doubtful_facts?{DEMO}&first=5",
        "/questions/no-such-question",
    ],
)
async def test_it_is_accessible(page: Page, address: str) -> None:
    """Axe finds nothing, with everything open, on a screen and on a phone."""
    await page.goto(address)
    await settled(page)
    await page.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = true })"
    )
    await check_accessible(page)
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.emulate_media(color_scheme="dark")
    await check_accessible(page)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "address",
    [
        "/questions/collaborators?agency=agency:gone",
        "/questions/collaborators?agency=<script>alert(1)</script>&first=many",
        "/questions/agencies_that_hold_together?join=a~b~c,~,x&leave=,,",
        "/questions/coverage?by=NOBODY&year=99999999999&area=-",
        f"/questions/shared_issues?after={'ก' * 400}&first=-1",
    ],
)
async def test_a_hand_made_address_is_answered(page: Page, address: str) -> None:
    """What cannot be asked is said; nothing runs, nothing is blank."""
    page.on("dialog", lambda dialog: pytest.fail(f"ran {dialog.message}"))
    await page.goto(address)
    await settled(page)
    assert len(await page.locator("main").inner_text()) > 50


async def test_a_table_goes_into_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    """The CSV has a byte order mark and the rows as they are sorted."""
    await page.goto(f"/questions/roll_up?{DEMO}&lang=en")
    await settled(page)
    await page.get_by_title("Sort by Agencies", exact=True).click()
    await page.get_by_title("Sort by Agencies", exact=True).click()
    await expect(page).to_have_url(re.compile(r"sort=nodes\.counts-agencies\.down"))
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name=re.compile("^Download CSV")).click()
    path = tmp_path / "table.csv"
    await (await waiting.value).save_as(path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith('"Udon Thani"')
    assert len(lines) == 1 + await page.locator("tbody tr").count()
