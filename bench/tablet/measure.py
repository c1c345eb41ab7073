"""What is measured of a page, by the browser's own counters and its own touch input."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.hand import Hand

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import CDPSession, Page

HERE = Path(__file__).parent
CLOCK = (HERE / "clock.js").read_text(encoding="utf-8")

#: After taps: until what they set off has come to rest (the record sent, figures written).
REST_MS = 900
CENTRE = (520.0, 430.0)

FRAMES = """() => {
  window.frames_ms = [];
  let last = 0;
  const frame = (now) => {
    if (last) window.frames_ms.push(now - last);
    last = now;
    if (window.frames_ms) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""

#: The next finger that lifts leaves its moment in the trace.
LIFTED = """() => window.addEventListener(
  'pointerup', () => performance.mark('bench-lifted'), { once: true, capture: true },
)"""


def p50(values: list[float]) -> float:
    return round(statistics.median(values), 2) if values else float("nan")


def p95(values: list[float]) -> float:
    return round(sorted(values)[int(0.95 * (len(values) - 1))], 1) if values else float("nan")


def places(count: int, shift: float = 0.0) -> list[tuple[float, float]]:
    """Where taps go: on the skin of the session page's region."""
    return [(360 + (k * 37 + shift) % 320, 300 + (k * 53 + shift) % 260) for k in range(count)]


def wait_until(page: Page, true: str, seconds: float = 20) -> None:
    """Ask now and then: a page that watches for us would be measured with its watching."""
    end = time.monotonic() + seconds
    while not page.evaluate(true):
        if time.monotonic() > end:
            raise TimeoutError(f"{page.url}: never {true}")
        page.wait_for_timeout(5)


class Watched:
    """A page of the bench, and how to ask what it costs."""

    def __init__(self, name: str, page: Page, browser_cdp: CDPSession) -> None:
        self.name, self.page = name, page
        self.hand = Hand(page)
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.browser_cdp = browser_cdp
        self.taps: list[float] = []
        self.events: list[float] = []
        self.task_ms: list[float] = []
        self.cpu_ms: list[float] = []

    def slow(self, times: float) -> None:
        self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def _task_ms(self) -> float:
        found = {m["name"]: m["value"] for m in self.cdp.send("Performance.getMetrics")["metrics"]}
        return found["TaskDuration"] * 1000

    def _cpu_ms(self) -> float:
        """Processor time of the whole browser: pages, raster, network."""
        listed = self.browser_cdp.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(p["cpuTime"] for p in listed) * 1000

    def tap(self, spots: list[tuple[float, float]], gap_ms: int = 250) -> None:
        """Tap each place in turn, each after the frame of the one before."""
        page = self.page
        page.bring_to_front()
        page.evaluate(CLOCK)
        page.wait_for_timeout(100)
        task_ms, cpu_ms = self._task_ms(), self._cpu_ms()
        for k, spot in enumerate(spots):
            self.hand.tap(*spot)
            wait_until(page, f"() => window.taps.length > {k}")
            page.wait_for_timeout(gap_ms + (k * 7) % 17)  # at another place of the display's beat
        page.wait_for_timeout(REST_MS)
        self.task_ms.append((self._task_ms() - task_ms) / len(spots))
        self.cpu_ms.append((self._cpu_ms() - cpu_ms) / len(spots))
        self.taps += page.evaluate("() => window.taps")
        self.events += page.evaluate("() => window.events")

    def forget(self) -> None:
        """Drop what was measured to warm up."""
        for kept in (self.taps, self.events, self.task_ms, self.cpu_ms):
            kept.clear()

    def _frames_during(self, work: Callable[[], None]) -> float:
        self.page.bring_to_front()
        self.page.evaluate(FRAMES)
        work()
        found = self.page.evaluate(
            "() => { const f = window.frames_ms; window.frames_ms = null; return f; }"
        )
        return p95(found[2:])

    def pan(self, steps: int = 40) -> float:
        """Two fingers move together; p95 of the time between frames, in ms."""
        x, y = CENTRE

        def work() -> None:
            self.hand.down((x - 60, y), (x + 60, y))
            for k in range(1, steps + 1):
                far = 3 * (k if k <= steps / 2 else steps - k)
                self.hand.move((x - 60 + far, y + far), (x + 60 + far, y + far))
                self.page.wait_for_timeout(10)
            self.hand.up()

        return self._frames_during(work)

    def zoom(self, steps: int = 24) -> tuple[float, float]:
        """Two fingers apart; p95 between frames, and ms from their lifting to the last raster."""
        (x, y), (g0, g1) = CENTRE, (80, 260)

        def work() -> None:
            self.hand.down((x - g0, y), (x + g0, y))
            for k in range(1, steps + 1):
                gap = g0 + (g1 - g0) * k / steps
                self.hand.move((x - gap, y), (x + gap, y))
                self.page.wait_for_timeout(10)
            self.hand.up()

        frames = self._frames_during(work)
        back = self._sharp_after(lambda: self.hand.pinch(CENTRE, 260, 120, steps=8))
        return frames, back

    def _sharp_after(self, pinch: Callable[[], None]) -> float:
        """Trace a pinch: from the lifting to the last raster that follows without a pause."""
        events: list[dict] = []
        done: list[int] = []
        cdp = self.page.context.browser.new_browser_cdp_session()
        cdp.on("Tracing.dataCollected", lambda e: events.extend(e["value"]))
        cdp.on("Tracing.tracingComplete", lambda _e: done.append(1))
        cats = [
            "blink.user_timing",
            "disabled-by-default-devtools.timeline",
            "cc",
            "devtools.timeline",
        ]
        cdp.send(
            "Tracing.start",
            {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": cats}},
        )
        self.page.evaluate(LIFTED)
        pinch()
        self.page.wait_for_timeout(1200)
        cdp.send("Tracing.end")
        while not done:
            self.page.wait_for_timeout(20)
        cdp.detach()
        lifted = max((e["ts"] for e in events if e["name"] == "bench-lifted"), default=None)
        if lifted is None:
            return float("nan")
        raster = sorted(
            (e["ts"], e["ts"] + e.get("dur", 0)) for e in events
            if e["name"] in {"RasterTask", "Paint"} and e["ts"] + e.get("dur", 0) > lifted
        )  # fmt: skip
        last = lifted
        for start, end in raster:
            if start - last > 150_000:
                break
            last = max(last, end)
        return round((last - lifted) / 1000, 1)

    def heap_mb(self) -> float:
        self.cdp.send("HeapProfiler.collectGarbage")
        return round(self.cdp.send("Runtime.getHeapUsage")["usedSize"] / 2**20, 1)

    def summary(self) -> dict[str, float]:
        return {
            "tap_p50_ms": p50(self.taps), "tap_p95_ms": p95(self.taps),
            "event_timing_p50_ms": p50(self.events), "task_ms": p50(self.task_ms),
            "cpu_ms": p50(self.cpu_ms),
        }  # fmt: skip
