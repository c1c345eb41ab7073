"""Tap to frame against a bare page, sharpness after a zoom, cold load and weight of the page."""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.browser.chart import Chart
from tests.browser.conftest import EMAIL, PASSWORD, QUIET, SIZES, chromium_path
from tests.browser.hand import Hand
from tests.serving import Server

HERE = Path(__file__).parent
BACK = (0.0, -1060.0)

#: From a finger's lifting to the frame that shows what it did.
CLOCK = """() => {
  window.taps = [];
  const framed = (from) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.taps.push(performance.now() - from);
    port2.postMessage(0);
  });
  document.querySelector('#map').addEventListener('pointerup', (e) => framed(e.timeStamp));
}"""

SHARP = """() => {
  window.sharp = [];
  const map = document.querySelector('#map');
  let up = 0;
  map.addEventListener('pointerup', (e) => { up = e.timeStamp; }, true);
  map.addEventListener('settled', () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.sharp.push(performance.now() - up);
    port2.postMessage(0);
  }));
}"""

ADD_MARKS = (HERE / "marks.js").read_text(encoding="utf-8")


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
    return browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        locale="fr-FR",
        storage_state=state,
        base_url=server.url,
    )


def walk_in(context: BrowserContext) -> Chart:
    page = context.new_page()
    page.goto("/walk-in")
    Hand(page).tap_on("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    return Chart(page)


def lumbar_anchors(chart: Chart, count: int = 60) -> list[list[float]]:
    """Anchors of some real taps, to lay many marks on."""
    chart.open_region(*BACK)
    for k in range(count):
        chart.tap(-90 + 3 * k, -1100 + (k % 6) * 16)
    chart.points(count)
    return [m["anchors"][0] for m in chart.standing().values()]


def task_ms(cdp: CDPSession) -> float:
    found = {m["name"]: m["value"] for m in cdp.send("Performance.getMetrics")["metrics"]}
    return found["TaskDuration"] * 1000


def taps(page: Page, places: list[tuple[float, float]]) -> dict[str, float]:
    """Tap each place in turn, each after the frame of the one before."""
    hand = Hand(page)
    page.evaluate(CLOCK)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = task_ms(cdp)
    for k, place in enumerate(places):
        hand.tap(*place)
        while page.evaluate("() => window.taps.length") <= k:
            pass
    spent = (task_ms(cdp) - before) / len(places)
    times = page.evaluate("() => window.taps")
    return {
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(sorted(times)[int(0.95 * (len(times) - 1))], 2),
        "task_ms": round(spent, 2),
    }


def places(count: int) -> list[tuple[float, float]]:
    return [(360 + (k * 37) % 320, 300 + (k * 53) % 260) for k in range(count)]


def compare(browser: Browser, server: Server, state: dict, marks: int, count: int) -> dict:
    context = tablet(browser, server, state)
    bare = context.new_page()
    bare.goto("about:blank")
    bare.set_content((HERE / "bare.html").read_text(encoding="utf-8"))
    bare.evaluate("(n) => window.fill(n)", marks)
    taps(bare, places(5))
    bare.reload()
    bare.set_content((HERE / "bare.html").read_text(encoding="utf-8"))
    bare.evaluate("(n) => window.fill(n)", marks)
    plain = taps(bare, places(count))
    bare.close()
    chart = walk_in(context)
    if marks:
        other = walk_in(context)
        anchors = lumbar_anchors(other)
        other.page.close()
        chart.page.evaluate(ADD_MARKS, {"n": marks, "anchors": anchors})
        chart.page.reload()
        chart.ready()
        chart.points(marks)
    chart.open_region(*BACK)
    ours = taps(chart.page, places(count))
    chart.kept()
    context.close()
    return {
        "marks": marks,
        "bare": plain,
        "mesomap": ours,
        "ratio_p50": round(ours["p50_ms"] / plain["p50_ms"], 3),
    }


def sharpness(browser: Browser, server: Server, state: dict) -> float:
    context = tablet(browser, server, state)
    chart = walk_in(context)
    chart.page.evaluate(SHARP)
    x, y = chart.point(*BACK)
    chart.hand.pinch((x, y), 50, 480)
    chart.page.wait_for_selector("#map[data-sharp]")
    chart.page.wait_for_function("() => window.sharp.length > 0")
    found = chart.page.evaluate("() => window.sharp.at(-1)")
    context.close()
    return round(found, 1)


def load(browser: Browser, server: Server, state: dict) -> tuple[float, dict[str, float]]:
    """Milliseconds to the first mark possible with an empty cache, and kB as sent and gzipped."""
    context = tablet(browser, server, state)
    url = walk_in(context).page.url
    context.close()
    context = tablet(browser, server, state)
    page = context.new_page()
    found: dict[str, tuple[int, int]] = {}

    def weigh(response) -> None:
        if response.status == 200 and "/api/" not in response.url:
            body = response.body()
            sent = int(response.headers.get("content-length", len(body)))
            found[response.url] = (sent, min(sent, len(gzip.compress(body, 6))))

    page.goto(url)
    page.wait_for_selector("#session[data-ready=yes]")
    ready_ms = page.evaluate("() => performance.getEntriesByName('mesomap-ready')[0].startTime")
    context.close()
    context = tablet(browser, server, state)
    page = context.new_page()
    page.on("response", weigh)
    page.goto(url)
    page.wait_for_selector("#session[data-ready=yes]")
    page.wait_for_selector(".thumb canvas")
    context.close()
    sent, packed = (sum(x) / 1000 for x in zip(*found.values(), strict=True))
    return round(ready_ms), {"sent": round(sent), "gzip": round(packed), "files": len(found)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="fewer taps, no 2,000 marks")
    small = parser.parse_args().small
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "instance").start()
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), headless=True, args=QUIET
        )
        try:
            state = signed_in(browser, server)
            rows = [
                compare(browser, server, state, marks, 20 if small else 60)
                for marks in ((0, 200) if small else (0, 200, 2000))
            ]
            loads = [load(browser, server, state) for _ in range(1 if small else 3)]
            found = {
                "tap_to_frame": rows,
                "sharp_after_zoom_ms": sharpness(browser, server, state),
                "cold_load_ms": min(ms for ms, _ in loads),
                "page_kB": loads[0][1],
            }
        finally:
            browser.close()
            server.stop()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
