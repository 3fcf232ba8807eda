"""Screenshots of the explorer: ``python docs/screenshots.py http://127.0.0.1:8000 FOLDER``.

Every view in both languages, on a screen and on a phone, light and dark, and as it is printed, of a
service with the demonstration. With ``--pages`` only the pictures that the documentation shows, into
``docs/images``.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from playwright.async_api import async_playwright

if TYPE_CHECKING:
    from playwright.async_api import Browser

_DAY = "asOf=2026-11-24"
VIEWS = {
    "start": f"/?synthetic=yes&{_DAY}",
    "start-real": f"/?{_DAY}",
    "find": f"/find?q=วัฒนธรรม&{_DAY}",
    "agency": f"/record/agency:culture-office?{_DAY}",
    "network": f"/network?synthetic=yes&{_DAY}",
    "matrix": f"/matrix?synthetic=yes&{_DAY}",
    "questions": f"/questions?{_DAY}",
    "question": f"/questions/brokers_between_networks?synthetic=yes&{_DAY}",
    "upload": f"/upload?{_DAY}",
}
SIZES = {"screen": (1440, 900), "phone": (390, 844)}
SHOWN = ("network", "agency", "matrix", "question")
"""What the documentation shows, in English on a light screen."""

_FLAGS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
_LONGEST_MS = 60_000
_DRAWN_MS = 1_000
Scheme = Literal["light", "dark"]


async def _shoot(browser: Browser, address: str, file: Path, size: str, scheme: Scheme) -> None:
    width, height = SIZES[size]
    page = await browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    await page.goto(address, timeout=_LONGEST_MS)
    await page.wait_for_function(
        "() => document.querySelector('#content h1') "
        "&& !document.querySelector('[aria-busy=true], .loading')",
        timeout=_LONGEST_MS,
    )
    await page.wait_for_timeout(_DRAWN_MS)
    if file.suffix == ".pdf":
        await page.pdf(path=file, format="A4", print_background=True)
    else:
        await page.screenshot(path=file)
    await page.close()


async def _all(site: str, folder: Path, *, pages: bool) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*_FLAGS]
        )
        if pages:
            for view in SHOWN:
                address = f"{site}{VIEWS[view]}&lang=en"
                await _shoot(browser, address, folder / f"{view}.png", "screen", "light")
            return
        schemes: tuple[Scheme, ...] = ("light", "dark")
        for (view, path), language in itertools.product(VIEWS.items(), ("th", "en")):
            address = f"{site}{path}&lang={language}"
            for size, scheme in itertools.product(SIZES, schemes):
                file = folder / f"{view}-{language}-{size}-{scheme}.png"
                await _shoot(browser, address, file, size, scheme)
            await _shoot(browser, address, folder / f"{view}-{language}.pdf", "screen", "light")


def main(
    site: str,
    folder: Annotated[Path, typer.Argument()] = Path("docs/images"),
    *,
    pages: Annotated[bool, typer.Option("--pages")] = False,
) -> None:
    """Makes them."""
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_all(site, folder, pages=pages))


if __name__ == "__main__":
    typer.run(main)
