"""The picture of the network, as a planner looks at it, by pointer and by keyboard alone."""

from __future__ import annotations

import asyncio
import re
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.async_api import expect

from tests.explorer.conftest import DAY, check_accessible, settled

if TYPE_CHECKING:
    from playwright.async_api import Browser, Locator, Page, Route


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
        "(selector) => document.activeElement?.matches(selector) ? document.activeElement.ariaLabel : null",
        selector,
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
    """With few marks clusters are closed; a button opens one, and the others stay where they are."""
    await see(page, f"&most=40&chosen={EDUCATION}")
    before = await places(page)
    await page.get_by_role("button", name="เปิดกลุ่ม", exact=True).click()
    await expect(page.get_by_role("button", name=re.compile("^ปิดกลุ่ม"))).to_have_count(2)
    await settled(page)
    after = await places(page)
    same = before.keys() & after.keys()
    assert len(after) > len(before) > len(same) - 1 > 10  # most of what was there
    opened = "เครือข่ายภาคการศึกษา"
    assert moved(before, after) <= {
        opened
    }  # the mark of the network itself is another than the cluster's


def moved(
    before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]]
) -> set[str]:
    """Names of marks that lie elsewhere; a mark that is larger may seem to by a pixel."""
    return {
        name
        for name in before.keys() & after.keys()
        if max(abs(a - b) for a, b in zip(before[name], after[name], strict=True)) > 1.5
    }


async def places(page: Page) -> dict[str, tuple[float, float]]:
    """Where marks lie in the picture that is printed, by their names."""
    await page.emulate_media(media="print")
    await page.wait_for_selector(".printed svg g", state="attached")
    found = await page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.printed g')].map((mark) => {
            const box = mark.lastElementChild.getBBox();
            return [mark.querySelector('title').textContent, [box.x + box.width / 2, box.y + box.height / 2]];
        }))"""
    )
    await page.emulate_media(media="screen")
    return {name: (x, y) for name, (x, y) in found.items()}


async def test_a_change_of_size_or_filter_moves_nothing(page: Page) -> None:
    """Another measure, fewer kinds of lines: marks have the same places."""
    await see(page)
    before = await places(page)
    await see(page, "&measure=brokerage&types=COLLABORATES_WITH")
    after = await places(page)
    assert (after.keys(), moved(before, after)) == (before.keys(), set())


HOSTILE = [
    "&networks=network:gone&issues=issue:gone&area=area:gone",
    "&networks=<script>alert(1)</script>",
    "&chosen=%E2%80%AEnetwork:x,&path=<b>,agency:mosque&tab=path",
    "&open=cluster:nowhere,network:gone&expand=agency:gone&collapse=%00",
    "&kinds=Person,Nothing&types=X&clusters=y&measure=z&tab=w&most=-5",
    "&center=agency:gone",
    "&center=nothing&lang=xx",
    f"&networks={'network:x,' * 150}&chosen={'ก' * 3000}",
    "&expand=%F0%9F%92%A9&open=" + "a" * 2000,
]


@pytest.mark.parametrize("more", HOSTILE)
async def test_a_hand_made_address_never_gives_a_blank_page(page: Page, more: str) -> None:
    """What it says wrongly is told or left out; the filters are there to mend it."""
    await page.goto(f"{SHOWN}{more}")
    await settled(page)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_text("ตัวกรอง", exact=True)).to_be_visible()
    told = page.locator(".picture-frame, .failure, .nothing")
    await expect(told.first).to_be_visible()


@pytest.mark.parametrize("day", ["2026-02-30", "25690101", "เมื่อวาน", "0000-00-00"])
async def test_a_day_that_is_none_is_said_so(page: Page, day: str) -> None:
    """The picture is today's."""
    await page.goto(f"/network?synthetic=yes&asOf={day}")
    await settled(page)
    await expect(page.get_by_role("alert").first).to_contain_text("ไม่ใช่วันที่")


async def test_the_slider_goes_back_in_time(page: Page) -> None:
    """By arrow keys, in Buddhist years, into the address."""
    await see(page)
    slider = page.get_by_role("slider", name="วันที่ของภาพ")
    await slider.focus()
    await page.keyboard.press("ArrowLeft")
    await expect(slider).to_have_attribute("aria-valuetext", "1 ตุลาคม พ.ศ. 2569")
    await expect(page).to_have_url(re.compile("asOf=2026-10-01"))


async def test_a_path_is_drawn_and_told(page: Page) -> None:
    """Between two agencies, step by step."""
    await see(page, "&tab=path&path=agency:thongkwao-school,agency:mosque")
    await expect(panel(page).get_by_text(re.compile("ห่างกัน \\d ก้าว"))).to_be_visible()
    assert await panel(page).locator("ol > li").count() > 0


async def test_gaps_are_marked_and_listed(page: Page) -> None:
    """Problems that nobody works on, with who is nearest; choosing one shows it in the picture."""
    await see(page, "&tab=gaps")
    await expect(
        panel(page).get_by_role("heading", name=re.compile("ปัญหาที่ไม่มีใครลงมือ"))
    ).to_be_visible()
    await panel(page).locator(".mark-name").first.click()
    await expect(page).to_have_url(re.compile("chosen=problem:"))


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
async def test_files_are_made_in_the_browser(page: Page) -> None:
    """SVG with text as text, PNG, CSV that no program takes for formulas, XLSX with two sheets."""
    await see(page)
    await page.get_by_role("button", name="แชร์", exact=True).click()
    svg = await saved(page, "ภาพ SVG")
    assert svg.startswith(b"<?xml")
    assert "เครือข่ายภาคการศึกษา".encode() in svg
    assert b"Noto Sans Thai" in svg
    assert (await saved(page, "ภาพ PNG")).startswith(b"\x89PNG")
    csv = (await saved(page, "รายการ CSV")).decode("utf-8-sig")
    head = '"รหัส","ชื่อ","ชนิด","กลุ่ม","ความสัมพันธ์","ข้อมูลสมมติ"'
    assert csv.splitlines()[0] == head
    book = load_workbook(BytesIO(await saved(page, "รายการ XLSX")))
    assert book.sheetnames == ["จุด", "เส้น"]
    assert {cell.data_type for row in book["จุด"].iter_rows() for cell in row} == {"s", "n"}


async def saved(page: Page, name: str) -> bytes:
    """The file that a button gives."""
    async with page.expect_download() as download:
        await page.get_by_role("button", name=name).click()
    path = await (await download.value).path()
    return path.read_bytes()


async def test_the_print_has_legend_day_and_revision(page: Page) -> None:
    """The picture as SVG, no controls; one page of A4 or more."""
    await see(page)
    pdf = await page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    await page.emulate_media(media="print")
    sheet = page.locator(".printed svg")
    await expect(sheet).to_be_visible()
    await expect(sheet).to_contain_text("24 พฤศจิกายน พ.ศ. 2569")
    await expect(sheet).to_contain_text("ฉบับข้อมูลที่")
    await expect(page.locator(".filters")).to_be_hidden()


async def test_embedded_it_is_the_picture_alone(page: Page) -> None:
    """With a way back, and no menu."""
    await see(page, "&embed=1")
    await expect(page.locator("footer.embedded a")).to_be_visible()
    assert await page.get_by_role("tab").count() == 0
    assert await page.get_by_role("navigation").count() == 0


async def test_nothing_recorded_is_said_so(page: Page) -> None:
    """Long ago there was nothing; that is no error and no blank page."""
    await page.goto("/network?asOf=1900-01-01&kinds=Agency")
    await settled(page)
    await expect(page.get_by_text(re.compile("ไม่ได้แปลว่าไม่มีในความเป็นจริง"))).to_be_visible()


async def test_away_is_told_and_tried_again(browser: Browser, site: str) -> None:
    """Where the service does not answer, a button asks again."""
    context = await browser.new_context(base_url=site, locale="th-TH")
    page = await context.new_page()  # one whose errors are those of the network
    await page.route("**/graphql?*", lambda route: route.abort())
    await page.goto(SHOWN)
    await expect(page.get_by_role("alert").first).to_contain_text("ติดต่อบริการไม่ได้")
    await page.unroute("**/graphql?*")
    await page.get_by_role("button", name="ลองอีกครั้ง").first.click()
    await page.wait_for_selector("[data-drawn=yes]")
    await context.close()


async def test_around_a_record(page: Page) -> None:
    """From a record's page: what lies around it, all kinds."""
    await page.goto(f"/record/agency:culture-office?synthetic=yes&asOf={DAY}")
    await page.get_by_role("link", name="ดูเป็นภาพเครือข่าย").click()
    await page.wait_for_selector("[data-drawn=yes] .picture-mark")
    await page.get_by_role("tab", name="รายการ").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("สำนักงานวัฒนธรรม")
    assert await panel(page).locator("li .mark-row").count() > 5


THAI = "ที่ ปู่ น้ำ ฐิ่"


@pytest.mark.parametrize("size", [12, 16, 24])
async def test_thai_is_shaped_on_the_canvas(page: Page, size: int) -> None:
    """Marks above and below take no width, and something is drawn in the font of the page."""
    await see(page)
    widths = await page.evaluate(
        """async ([text, size]) => {
            await document.fonts.load(`${size}px "Noto Sans Thai"`, text);
            const context = document.createElement('canvas').getContext('2d');
            context.font = `${size}px "Noto Sans Thai"`;
            return [context.measureText(text).width, context.measureText('ท ป นำ ฐ').width];
        }""",
        [THAI, size],
    )
    assert widths[0] == pytest.approx(widths[1], rel=0.03)
    blank = await page.evaluate(
        """() => { const canvas = document.querySelector('.sigma-over');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return data.every((value) => value === 0); }"""
    )
    assert not blank


async def test_a_line_answers_why_with_its_words(page: Page) -> None:
    """One click: a sentence, reasons, the words of the evidence, their source."""
    await see(page, "&chosen=network:udon-education,issue:discipline")
    why = panel(page).get_by_role("region", name="เพราะอะไร")
    await expect(why.locator(".why-summary")).to_be_visible()
    assert await why.locator(".reasons-list > li").count() > 0
    await why.locator("summary").first.click()
    await expect(why.locator("blockquote").first).to_be_visible()
    await expect(why.locator(".origin").first).to_contain_text("แหล่งที่มา")


async def test_every_line_of_the_demo_answers_why(page: Page) -> None:
    """The page's own document, for all pairs of marks that are tied."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    await see(page, "&chosen=network:udon-education,issue:discipline")
    document = next(
        parse_qs(urlsplit(url).query)["documentId"][0]
        for url in asked
        if "%22to%22%3A%22issue" in url
    )
    layout = next(url for url in asked if "documentId" in url and "measure" in url)
    silent = await page.evaluate(
        """async ([layout, documentId]) => {
            const read = async (url) => (await (await fetch(url)).json()).data;
            const { marks, lines } = (await read(layout)).layout;
            const pairs = new Set(lines.map((line) => [marks[line.source].id, marks[line.target].id].join()));
            const silent = [];
            const left = [...pairs];
            const walk = async () => {
                for (let pair = left.pop(); pair; pair = left.pop()) {
                    const [from, to] = pair.split(',');
                    const variables = JSON.stringify({ from, to, first: 1, asOf: '2026-11-24', includeSynthetic: true });
                    const { why } = await read('/graphql?' + new URLSearchParams({ documentId, variables }));
                    if (!why || why.reasons.length === 0 || !why.summary) silent.push(pair);
                }
            };
            await Promise.all([walk(), walk(), walk(), walk()]);
            return [pairs.size, silent];
        }""",
        [layout, document],
    )
    assert silent[0] > 300
    assert silent[1] == []


async def test_marks_and_clusters_answer_why(page: Page) -> None:
    """A record, a closed cluster; each with one sentence."""
    for chosen in ("agency:culture-office", EDUCATION, "issue:discipline"):
        await see(page, f"&most=40&chosen={chosen}")
        await expect(panel(page).locator(".why-summary")).to_be_visible()


async def test_a_change_leaves_zoom_and_choice(page: Page) -> None:
    """A revision that arrives is drawn; who looks at something goes on looking at it."""
    arrived = asyncio.Event()
    event = 'event: next\ndata: {"data":{"changed":{"revision":104}}}\n\n'

    async def tell(route: Route) -> None:
        if route.request.method != "POST":
            await route.continue_()
            return
        await arrived.wait()
        await route.fulfill(body=event, content_type="text/event-stream")

    await page.route("**/graphql", tell)
    await see(page, f"&chosen={EDUCATION}")
    for _ in range(2):
        await page.get_by_role("button", name="ขยาย", exact=True).click()
    mark = page.locator(".picture-mark[tabindex='0']")
    before = await mark.bounding_box()
    async with page.expect_response(lambda response: "measure" in response.url):
        arrived.set()
    await settled(page)
    await expect(page.get_by_role("status").filter(has_text="ฉบับที่ 104")).to_be_visible()
    assert await mark.bounding_box() == before
    await expect(page).to_have_url(re.compile(f"chosen={EDUCATION}"))
    arrived.clear()
    await page.unroute_all(behavior="ignoreErrors")
