"""A hand that is no quicker than a hand: taps and seconds for two visits on the real page.

    python -m bench.hand

A walk-in with 20 points at two depths, from the list of patients to the finished map: 28 taps and
30 s at most. A session repeated, done and signed: three taps besides those that go on to the next
step. Every tap is a touch in Chromium, and 0.8 s pass between two. The last line is one JSON
object; the exit status is 0 if both were kept to.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright

from mesomap import instance
from mesomap.services import sync
from mesomap.storage.sqlite import open_storage
from tests.browser.chart import Chart
from tests.browser.conftest import QUIET, chromium_path
from tests.browser.hand import Hand
from tests.cast import Doctor, Tablet, face_of, new_id
from tests.faults.practice import Practice

PACE_S = 0.8
MOST_TAPS, MOST_SECONDS = 28, 30
MOST_REPEAT_TAPS = 3

#: Ten points beside the spine, and ten above the iliac crests.
ERECTORS = [(u, v) for u in (-38, 38) for v in (-1150, -1128, -1106, -1084, -1062)]
CRESTS = [(u, v) for u in (-76, -60, 60, 76, -50) for v in (-1020, -1040)]


@dataclass
class PacedHand:
    """Taps with `pace_s` between two, and counts them; steps are counted apart."""

    page: Page
    pace_s: float
    taps: int = 0
    steps: int = 0
    began: float = 0.0
    last: float = field(default=0.0)

    def __post_init__(self) -> None:
        self.hand = Hand(self.page)

    def _at_pace(self) -> None:
        wait_s = self.last + self.pace_s - time.monotonic()
        if self.last and wait_s > 0:
            time.sleep(wait_s)
        self.last = time.monotonic()
        self.began = self.began or self.last
        self.taps += 1

    def key(self, selector: str, *, step: bool = False) -> None:
        self.page.locator(selector).first.wait_for(state="visible")
        self._at_pace()
        self.steps += step
        self.hand.tap_on(selector)

    def spot(self, chart: Chart, place: tuple[float, float]) -> None:
        self._at_pace()
        chart.tap(*place)

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self.began, 1)


def new_map(page: Page, pace_s: float) -> dict[str, float]:
    """A patient without an appointment, and 20 points at two depths."""
    page.goto("/patients")
    hand = PacedHand(page, pace_s)
    hand.key("a[href='/walk-in']")
    hand.key("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    hand.spot(chart, (0, -1085))
    page.wait_for_selector("#map[data-far=no]")
    for place in ERECTORS:
        hand.spot(chart, place)
    hand.key("[data-brush=IHD]")
    for place in CRESTS:
        hand.spot(chart, place)
    chart.points(20)
    hand.key("[data-act=primary]")
    page.wait_for_selector("#session[data-step=accord]")
    found = {"taps": hand.taps, "seconds": hand.seconds}
    assert {m["depth"] for m in chart.standing().values()} == {"IDP", "IHD"}
    return found


def repeated(page: Page, session_id: str, pace_s: float) -> dict[str, float]:
    """The same as last time, done as planned, signed."""
    page.goto(f"/sessions/{session_id}")
    chart = Chart(page)
    hand = PacedHand(page, pace_s)
    hand.key("[data-act=repeat]")
    chart.points(20)
    for step in ("accord", "inject", "end"):
        hand.key("[data-act=primary]", step=True)
        page.wait_for_selector(f"#session[data-step={step}]")
    hand.key("[data-act=primary]")
    page.wait_for_selector("#session[data-state=finishing]")
    hand.key("#session[data-state=finishing] [data-act=primary]:not([data-resting])")
    page.wait_for_selector("#session[data-state=signed]")
    found = {"taps": hand.taps - hand.steps, "steps": hand.steps, "seconds": hand.seconds}
    chart.kept()
    return found


def second_visit(practice: Practice) -> str:
    """A patient whose last session has 20 points, and today's session, just opened."""
    storage = open_storage(instance.database(practice.ward.folder))
    who = (storage, practice.ward.practice_id, practice.ward.user_id)
    doctor, now = Doctor(*who), datetime.now(UTC)
    person = doctor.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62, now=now)
    before = doctor.session(person.id, now=now).id
    tablet = Tablet(before)
    points = [tablet.point(new_id(), face_of("lumbar_paravertebral.L", n)) for n in range(20)]
    done = [tablet.event("marks.done", {"as_planned": True}), tablet.event("session.signed")]
    sync.receive(*who, before, [*points, *done], now)
    today = doctor.session(person.id, now=now).id
    storage.close()
    return today


def run(browser: Browser, folder: Path, pace_s: float) -> dict[str, dict[str, float]]:
    with Practice(folder) as practice:
        name, value = practice.ward.headers["Cookie"].split("=", 1)
        context = browser.new_context(
            base_url=practice.server.url, viewport={"width": 1180, "height": 820},
            has_touch=True, locale="fr-FR", timezone_id="Europe/Paris",
        )  # fmt: skip
        context.add_cookies([{"name": name, "value": value, "url": practice.server.url}])
        page = context.new_page()
        today = second_visit(practice)
        found = {"new": new_map(page, pace_s), "repeated": repeated(page, today, pace_s)}
        context.close()
    return found


def holds(found: dict[str, dict[str, float]], *, timed: bool) -> bool:
    in_time = not timed or found["new"]["seconds"] <= MOST_SECONDS
    few = found["new"]["taps"] <= MOST_TAPS and found["repeated"]["taps"] <= MOST_REPEAT_TAPS
    return in_time and few


def main() -> int:
    with sync_playwright() as p, tempfile.TemporaryDirectory() as folder:
        browser = p.chromium.launch(executable_path=chromium_path(), args=QUIET)
        found = run(browser, Path(folder), PACE_S)
    print(json.dumps(found))
    return 0 if holds(found, timed=True) else 1


if __name__ == "__main__":
    sys.exit(main())
