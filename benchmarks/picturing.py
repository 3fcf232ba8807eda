"""How fast the picture of the network is, beside a bare page that draws the same marks.

``python -m benchmarks.picturing http://127.0.0.1:8000 --rounds 5`` opens the picture of a running
service in Chromium, takes the answer that it draws, and draws the same marks and lines on a page that
has nothing but the same library, in the same run and in turns. With ``--marks 10000`` the page is
answered with so many marks and three times as many lines, more than the API ever sends. Told are the medians of the rounds:
first paint, the time to the picture, and the 95th percentile of the frames while it is dragged.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Browser, Page, Response, Route, async_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
FRAMES = 120
WAIT_MS = 120_000
MODULES = Path(__file__).parents[1] / "explorer/node_modules"

# The frame of the bare page is as large as the picture's in the explorer.
BARE = """<!doctype html><meta charset="utf-8">
<body><div id="frame" style="width:{width}px;height:{height}px"></div>
<script src="/bare/graphology.js"></script><script src="/bare/sigma.js"></script>
<script type="module">
const {{ layout }} = await (await fetch('/bare/layout.json')).json();
const graph = new graphology.Graph({{ multi: true, type: 'directed' }});
for (const [at, mark] of layout.marks.entries())
  graph.addNode(String(at), {{ x: mark.x, y: 1 - mark.y, size: 4 + 12 * Math.sqrt(mark.size), label: mark.nameTh, color: '#0b5c56' }});
for (const line of layout.lines)
  graph.addDirectedEdge(String(line.source), String(line.target), {{ size: 1, color: '#bbbbbb' }});
new Sigma(graph, document.getElementById('frame'));  // draws before it returns
performance.mark('picture-drawn');
</script>"""

# Drags from the middle to and fro, one step a frame, 15 seconds at most, and gives the milliseconds of each frame.
DRAG = """async (frames) => {
  const canvas = document.querySelector('.sigma-mouse');
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const tell = (target, type, across) => target.dispatchEvent(new MouseEvent(type,
    { clientX: x + across, clientY: y + across / 2, bubbles: true, button: 0, buttons: 1 }));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  tell(canvas, 'mousedown', 0);
  const times = [];
  let last = await frame();
  const end = last + 15000;
  for (let step = 1; step <= frames && (step < 8 || last < end); step++) {
    tell(document, 'mousemove', 150 * Math.sin(step / 10));
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  tell(document, 'mouseup', 0);
  return times;
}"""

TIMES = """() => ({
  paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
  picture: performance.getEntriesByName('picture-drawn')[0]?.startTime ?? null,
})"""


@dataclass(frozen=True)
class Seen:
    """One round of one page, in milliseconds.

    Attributes:
        paint: until something is painted.
        picture: until the picture is.
        frame: the 95th percentile of a frame while it is dragged.
    """

    paint: float
    picture: float
    frame: float


async def look(page: Page, address: str) -> Seen:
    """Opens a page, waits for its picture, drags it."""
    await page.goto(address)
    await page.wait_for_function(
        "() => performance.getEntriesByName('picture-drawn').length > 0", timeout=WAIT_MS
    )
    await page.wait_for_load_state(
        "networkidle"
    ) if "/bare" in address else await page.wait_for_timeout(1500)
    times: Mapping[str, float | None] = await page.evaluate(TIMES)
    frames: list[float] = await page.evaluate(DRAG, FRAMES)
    late = sorted(frames)[int(0.95 * len(frames))]
    return Seen(times["paint"] or 0.0, times["picture"] or 0.0, late)


async def answer_of(browser: Browser, address: str) -> tuple[dict[str, Any], dict[str, int]]:
    """What the picture of a service draws, and how large its frame is."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    taken: asyncio.Future[Response] = asyncio.get_running_loop().create_future()

    def heard(response: Response) -> None:
        variables = parse_qs(urlsplit(response.url).query).get("variables", [""])[0]
        if '"measure"' in variables and not taken.done():
            taken.set_result(response)

    page.on("response", heard)
    await page.goto(address)
    answer: dict[str, Any] = json.loads(await (await taken).text())["data"]
    await page.wait_for_selector("[data-drawn=yes]", timeout=WAIT_MS)
    box = await page.locator(".picture-canvas").bounding_box()
    await page.close()
    if box is None:
        message = "the picture has no frame"
        raise RuntimeError(message)
    return answer, {"width": int(box["width"]), "height": int(box["height"])}


def invented(marks: int) -> dict[str, Any]:
    """An answer of the shape of the picture's, with marks anywhere."""
    draw = Random(marks)  # noqa: S311  # no secret
    kinds = ("Agency", "Agency", "Agency", "Issue")
    cluster = {"id": "network:a", "nameTh": "เครือข่าย", "nameEn": None, "count": marks}
    return {
        "layout": {
            "basis": {
                "asOf": "2026-11-24",
                "revision": 1,
                "includeSynthetic": True,
                "syntheticLeftOut": False,
            },
            "marks": [
                {
                    "id": f"agency:{at}",
                    "kind": draw.choice(kinds),
                    "nameTh": f"หน่วยงานที่ {at}",
                    "nameEn": None,
                    "synthetic": draw.choice((True, False)),
                    "x": draw.random(),
                    "y": draw.random(),
                    "size": draw.random() ** 3,
                    "cluster": 0,
                    "degree": 6,
                    "count": 1,
                }
                for at in range(marks)
            ],
            "lines": [
                {
                    "id": None,
                    "source": draw.randrange(marks),
                    "target": draw.randrange(marks),
                    "type": draw.choice(("COLLABORATES_WITH", "MEMBER_OF", "FOCUSES_ON")),
                    "count": 1,
                    "synthetic": False,
                }
                for _ in range(3 * marks)
            ],
            "clusters": [cluster | {"x": 0.5, "y": 0.5, "radius": 0.4}],
            "truncated": False,
            "totals": {"nodes": marks, "edges": 3 * marks, "matching": marks},
        }
    }


async def answer_with(page: Page, answer: Mapping[str, Any]) -> None:
    """Answers the picture of a page, and nothing else of it."""

    async def give(route: Route) -> None:
        if "measure" in route.request.url:
            await route.fulfill(json={"data": answer})
        else:
            await route.continue_()

    await page.route("**/graphql?*", give)


async def serve_bare(page: Page, answer: Mapping[str, Any], frame: Mapping[str, int]) -> None:
    """Lets a page read the bare page and all that belongs to it."""
    texts = {
        "/bare": ("text/html", BARE.format(**frame)),
        "/bare/layout.json": ("application/json", json.dumps(answer)),
        "/bare/sigma.js": ("text/javascript", (MODULES / "sigma/dist/sigma.min.js").read_text()),
        "/bare/graphology.js": (
            "text/javascript",
            (MODULES / "graphology/dist/graphology.umd.min.js").read_text(),
        ),
    }

    async def give(route: Route) -> None:
        kind, text = texts[urlsplit(route.request.url).path]
        await route.fulfill(body=text, content_type=f"{kind}; charset=utf-8")

    await page.route("**/bare**", give)


async def measure(service: str, path: str, rounds: int, marks: int | None) -> None:
    """Looks at both pages in turns, and prints what was seen."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*FLAGS]
        )
        address = f"{service}{path}"
        answer, frame = await answer_of(browser, address)
        if marks is not None:
            answer = invented(marks)
        ours: list[Seen] = []
        bare: list[Seen] = []
        for _ in range(rounds):
            for seen, target in ((ours, address), (bare, f"{service}/bare")):
                context = await browser.new_context(viewport={"width": 1440, "height": 900})
                page = await context.new_page()
                await serve_bare(page, answer, frame)
                if marks is not None:
                    await answer_with(page, answer)
                seen.append(await look(page, target))
                await context.close()
        await browser.close()
    layout = answer["layout"]
    print(f"{len(layout['marks'])} marks, {len(layout['lines'])} lines, {rounds} rounds")
    for name, seen in (("explorer", ours), ("bare", bare)):
        print(
            f"{name:9} first paint {median(one.paint for one in seen):6.0f} ms · "
            f"picture {median(one.picture for one in seen):6.0f} ms · "
            f"frame p95 {median(one.frame for one in seen):5.1f} ms"
        )
    ratio = median(one.frame for one in ours) / median(one.frame for one in bare)
    print(f"frame p95 of the explorer ÷ bare: {ratio:.2f}")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("service", help="address of a running service")
    parser.add_argument("--path", default="/network?synthetic=yes", help="which picture")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--marks", type=int, help="invent a picture of so many marks")
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.service, arguments.path, arguments.rounds, arguments.marks))


if __name__ == "__main__":
    main()
