"""The session page beside a bare page and, in the same run, other ways to lay marks."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

from bench.tablet import peers as others
from bench.tablet.measure import Watched, places, wait_until
from bench.tablet.session import (
    BACK,
    lumbar_anchors,
    session_with,
    signed_in,
    tablet,
    walk_in,
    weight,
)
from tests.browser.conftest import QUIET, chromium_path
from tests.serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

OURS, BARE = "mesomap", "bare"
READY = {OURS: "mesomap-ready"}
READY_AT = "(name) => performance.getEntriesByName(name)[0]?.startTime ?? null"


class Bench:
    """One browser, one server of ours and one of the peers' pages."""

    def __init__(self, browser: Browser, server: Server, pages: str, names: list[str]) -> None:
        self.browser, self.server, self.pages, self.names = browser, server, pages, names
        self.state = signed_in(browser, server)
        self.anchors: list = []

    def context(self) -> BrowserContext:
        return tablet(self.browser, self.server, self.state)

    def open(self, context: BrowserContext, name: str, marks: int) -> Watched:
        """A page with so many marks, ready for taps."""
        cdp = self.browser.new_browser_cdp_session()
        if name == OURS:
            if marks and not self.anchors:
                other = walk_in(context)
                self.anchors = lumbar_anchors(other)
                other.page.close()
            chart = session_with(context, marks, self.anchors)
            chart.open_region(*BACK)
            return Watched(name, chart.page, cdp)
        page = context.new_page()
        page.goto(f"{self.pages}/{name}.html?n={marks}")
        wait_until(page, "() => performance.getEntriesByName('bench-ready').length > 0", 60)
        return Watched(name, page, cdp)

    def row(self, marks: int, slow: float, rounds: int, taps: int) -> list[dict]:
        """All pages side by side; in each round they take turns in another order."""
        context = self.context()
        pages = [self.open(context, name, marks) for name in self.names]
        for page in pages:
            page.tap(places(4))
            page.forget()
        for k in range(rounds):
            turn = pages[k % len(pages) :] + pages[: k % len(pages)]
            for page in turn if k % 2 == 0 else turn[::-1]:
                page.slow(slow)
                page.tap(places(taps, 7 * k + 3))
                page.slow(1)
        found = []
        for page in pages:
            heap_mb = page.heap_mb()
            page.slow(slow)
            pan_ms, (zoom_ms, sharp_ms) = page.pan(), page.zoom()
            page.slow(1)
            found.append({
                "page": page.name, "marks": marks, "slow": slow, **page.summary(),
                "pan_p95_ms": pan_ms, "zoom_p95_ms": zoom_ms, "sharp_ms": sharp_ms,
                "heap_mb": heap_mb,
            })  # fmt: skip
        context.close()
        plain = next(r for r in found if r["page"] == BARE)
        for row in found:
            row["tap_ratio"] = round(row["tap_p50_ms"] / plain["tap_p50_ms"], 3)
            row["task_ratio"] = round(row["task_ms"] / plain["task_ms"], 2)
        return found

    def load(self, name: str, marks: int, times: int) -> dict:
        """Milliseconds to the first mark possible: with an empty cache, and once more."""
        if name == OURS:
            context = self.context()
            chart = session_with(context, marks, self.anchors)
            url = chart.page.url
            context.close()
        else:
            url = f"{self.pages}/{name}.html?n={marks}"
        cold, warm = [], []
        for _ in range(times):
            context = self.context()
            page = context.new_page()
            for kept in (cold, warm):
                page.goto(url)
                mark = READY.get(name, "bench-ready")
                wait_until(page, f"() => performance.getEntriesByName('{mark}').length > 0", 60)
                kept.append(page.evaluate(READY_AT, mark))
                page.wait_for_timeout(1500)
                page.goto("about:blank")
            context.close()
        return {
            "page": name, "marks": marks, "cold_ms": round(statistics.median(cold)),
            "warm_ms": round(statistics.median(warm)),
        }  # fmt: skip


def table(rows: list[dict]) -> None:
    """Print rows under their names."""
    names = list(rows[0])
    cells = [names, *([str(row.get(n, "")) for n in names] for row in rows)]
    widths = [max(len(line[k]) for line in cells) for k in range(len(names))]
    for line in cells:
        print("  ".join(c.rjust(w) for c, w in zip(line, widths, strict=True)), flush=True)
    print(flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="bare page only, few taps, no npm")
    parser.add_argument("--marks", type=int, nargs="*", help="by default 0 200 2000")
    parser.add_argument(
        "--slow", type=float, nargs="*", help="processor slowed so many times (1 4)"
    )
    parser.add_argument("--peers", nargs="*", help="by default all; none with an empty list")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--taps", type=int, default=12, help="in each round")
    parser.add_argument("--loads", type=int, default=3)
    given = parser.parse_args()
    if given.small:
        given.rounds, given.taps, given.loads = 1, 6, 1
    if given.peers is None:
        given.peers = [] if given.small else [p.name for p in others.PEERS]
    given.marks = given.marks or ([200] if given.small else [0, 200, 2000])
    given.slow = given.slow or ([1] if given.small else [1, 4])
    return given


def main() -> None:
    given = arguments()
    chosen = tuple(p for p in others.PEERS if p.name in given.peers)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = Path(folder) / "pages"
        if chosen:
            others.install()
            others.bundle()
            pages = others.CACHE / "pages"
        others.write_pages(pages, chosen)
        http, address = others.serve(pages)
        server = Server(Path(folder) / "instance").start()
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), headless=True, args=QUIET
        )
        load_before = os.getloadavg()[0]
        try:
            bench = Bench(browser, server, address, [BARE, OURS, *(p.name for p in chosen)])
            rows, loads = [], []
            for marks in given.marks:
                for slow in given.slow:
                    rows += bench.row(marks, slow, given.rounds, given.taps)
                    table(rows[-len(bench.names) :])
                loads += [bench.load(name, marks, given.loads) for name in bench.names]
                table(loads[-len(bench.names) :])
            context = bench.context()
            url = walk_in(context).page.url
            context.close()
            found = {
                "when": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
                "cores": os.cpu_count(), "chromium": browser.version,
                "load": [round(load_before, 1), round(os.getloadavg()[0], 1)],
                "peers": others.versions() if chosen else {},
                "rows": rows, "loads": loads,
                "page_kB": weight(browser, server, bench.state, url),
            }  # fmt: skip
        finally:
            browser.close()
            server.stop()
            http.shutdown()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
