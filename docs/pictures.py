"""Make the pictures of the README: the real server, the demonstration practice, a real browser.

Run as `python -m docs.pictures [FOLDER]`.
"""

from __future__ import annotations

import math
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chart import Chart
from tests.browser.conftest import QUIET, chromium_path
from tests.browser.hand import Hand
from tests.serving import Server

FOLDER = Path(__file__).parent / "pictures"
ERECTORS = [(u, v) for u in (-38, 38) for v in (-1130, -1108, -1086, -1064, -1042)]
DEEP = [(-62, -1030), (62, -1030), (-50, -1005), (50, -1005)]
FIELD = [
    (84 * math.cos(math.pi * k / 20), -1165 + 24 * math.sin(math.pi * k / 20)) for k in range(41)
]


def tablet(browser: Browser, url: str) -> Page:
    """Open a tablet in the demonstration practice."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": 1180, "height": 820},
        has_touch=True,
        locale="fr-FR",
        timezone_id="Europe/Paris",
    )
    page = context.new_page()
    page.goto("/")
    page.locator("form[data-form=demo] button").click()
    page.wait_for_url(re.compile("/patients"))
    return page


def save(page: Page, folder: Path, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready.then(() => null)")
    page.screenshot(path=folder / f"{name}.png", animations="disabled")


#: Each small body beside the map is drawn: they come one after the other, when the page is free.
DRAWN = """() => [...document.querySelectorAll('.thumb canvas')].every((canvas) => (
  canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)))"""


def session(page: Page, folder: Path) -> None:
    """Go from the plan to the agreement, the injection and the end, by touch."""
    page.goto("/walk-in")
    Hand(page).tap_on("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    page.wait_for_function(DRAWN)
    save(page, folder, "body")
    chart.open_region(0, -1085)
    for place in ERECTORS:
        chart.tap(*place)
    chart.brush("IHD")
    for place in DEEP:
        chart.tap(*place)
    chart.brush("IDS")
    chart.drag(FIELD)
    chart.kept()
    page.wait_for_selector("#totals [data-total=treated_cm2][data-stale=no]")
    save(page, folder, "plan")
    chart.act("primary")
    expect(page.locator("[data-total=fee]")).not_to_have_text("…")
    chart.hand.tap_on("[data-check=informed]")
    chart.kept()
    save(page, folder, "agreement")
    chart.act("primary")
    page.wait_for_selector("#session[data-step=inject]")
    chart.kept()
    save(page, folder, "inject")
    chart.act("primary")
    page.wait_for_selector("#session[data-step=end]")
    chart.tap(*DEEP[0])
    chart.kept()
    expect(page.locator(".panel .figure, .panel .price").filter(has_text="…")).to_have_count(0)
    save(page, folder, "end")


def history(page: Page, folder: Path) -> None:
    page.goto("/patients")
    save(page, folder, "patients")
    page.locator("a:has-text('Lombalgie')").first.click()
    page.wait_for_url(re.compile("/patients/"))
    page.locator("a[href$='/history']").first.click()
    page.wait_for_url(re.compile("/history"))
    page.set_viewport_size({"width": 1180, "height": 1280})
    save(page, folder, "history")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temp, sync_playwright() as p:
        server = Server(Path(temp) / "instance").start()
        browser = p.chromium.launch(executable_path=chromium_path(), headless=True, args=QUIET)
        try:
            session(tablet(browser, server.url), folder)
            history(tablet(browser, server.url), folder)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
