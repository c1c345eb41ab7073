"""The session page as the bench meets it: the real server, a practice, a walk-in, many marks."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.chart import Chart
from tests.browser.conftest import EMAIL, PASSWORD, SIZES
from tests.browser.hand import Hand

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

    from tests.serving import Server

BACK = (0.0, -1060.0)
ADD_MARKS = (Path(__file__).parent / "marks.js").read_text(encoding="utf-8")


def signed_in(browser: Browser, server: Server) -> dict:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(f"{server.url}/setup")
    for name, value in {
        "practice_name": "Cabinet d’essai", "doctor_name": "Dr Essai", "email": EMAIL,
        "password": PASSWORD,
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.locator("form[data-form=setup] button[type=submit]").click()
    page.wait_for_url(re.compile("/patients"))
    state = context.storage_state()
    context.close()
    return state


def tablet(browser: Browser, server: Server, state: dict) -> BrowserContext:
    width, height = SIZES["landscape"]
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True, locale="fr-FR",
        storage_state=state, base_url=server.url,
    )  # fmt: skip
    # a peer that would ask for fonts elsewhere goes without
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
    return context


def walk_in(context: BrowserContext) -> Chart:
    page = context.new_page()
    page.goto("/walk-in")
    Hand(page).tap_on("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    return Chart(page)


def lumbar_anchors(chart: Chart, count: int = 60) -> list[list[float]]:
    """Anchors of some real taps all over the back, to lay many marks about."""
    chart.open_region(*BACK)
    for k in range(count):
        chart.tap(-126 + 28 * (k % 10), -1170 + 34 * (k // 10))
    chart.points(count)
    return [m["anchors"][0] for m in chart.standing().values()]


def session_with(context: BrowserContext, marks: int, anchors: list) -> Chart:
    """A session with so many marks, whole body in sight."""
    chart = walk_in(context)
    if marks:
        chart.page.evaluate(ADD_MARKS, {"n": marks, "anchors": anchors})
        chart.page.reload()
        chart.ready()
        chart.points(marks)
    return chart


def weight(browser: Browser, server: Server, state: dict, url: str) -> dict[str, int]:
    """Files that the page fetches and their kB: as sent, and each at gzip level 6."""
    context = tablet(browser, server, state)
    page = context.new_page()
    found: dict[str, tuple[int, int]] = {}

    def weigh(response) -> None:
        if response.status == 200 and "/api/" not in response.url:
            body = response.body()
            sent = int(response.headers.get("content-length", len(body)))
            found[response.url] = (sent, min(sent, len(gzip.compress(body, 6))))

    page.on("response", weigh)
    page.goto(url)
    page.wait_for_selector("#session[data-ready=yes]")
    page.wait_for_selector(".thumb canvas")
    context.close()
    sent, packed = (sum(x) / 1000 for x in zip(*found.values(), strict=True))
    return {"sent": round(sent), "gzip": round(packed), "files": len(found)}
