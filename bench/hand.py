"""A hand that is no quicker than a hand: taps and seconds for two visits on the real page.

    python -m bench.hand

A walk-in with 20 points at two depths, from the list of patients to the finished map: 28 taps and
30 s at most. A session repeated, done and signed: three taps besides those that go on to the next
step. A walk-in with 8 painful points of the lumbar grid, a syringe of which the lot was confirmed,
answers, named and signed: 22 taps (typing the name is none). From the patient's page to *Injecter*,
as last time: 4. The estimate in hand, from *Accord*: 2. Every tap is a touch in Chromium, and 0.8 s
pass between two. The last line is one JSON object; the exit status is 0 if all were kept to.
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
from mesomap.services.practice import settings, trays
from mesomap.services.record import sync
from mesomap.storage.sqlite import open_storage
from tests.browser.chart import Chart
from tests.browser.conftest import QUIET, chromium_path
from tests.browser.hand import Hand
from tests.cast import Doctor, Tablet, face_of, new_id
from tests.faults.practice import Practice

PACE_S = 0.8
MOST_TAPS, MOST_SECONDS = 28, 30
MOST_REPEAT_TAPS = 3
MOST_GRID_TAPS, MOST_TO_INJECT_TAPS, MOST_ESTIMATE_TAPS = 22, 4, 2

#: A product of the catalogue, and its lot on today's tray.
PRODUCT, LOT = "Lidocaïne", "ESSAI-1"

#: Painful places of the lumbar grid, both sides.
PAINFUL = ("L4.0", "L4.R15", "L4.L15", "L4.R50", "L5.R15", "L5.L15", "L5.L50", "S1.R15")

WHERE = """(key) => {
  const box = document.querySelector(`.place[data-place="${key}"]`).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""

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

    def place(self, name: str) -> None:
        """Touch a place of the grid, some pixels beside its middle."""
        x, y = self.page.evaluate(WHERE, name)
        self._at_pace()
        self.hand.tap(x + 4, y - 3)

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


def grid_visit(page: Page, pace_s: float) -> dict[str, float]:
    """A stranger with 8 painful points of the lumbar grid: palpated, injected, named, signed."""
    page.goto("/patients")
    hand = PacedHand(page, pace_s)
    hand.key("a[href='/walk-in']")
    hand.key("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    hand.key("[data-act=lumbar]")
    page.wait_for_selector("#map[data-far=no][data-sharp]")
    for place in PAINFUL:
        page.wait_for_selector(f".place[data-place='{place}']")
        hand.place(place)
    chart.points(len(PAINFUL))
    hand.key("[data-act=examined]")
    hand.key("#syringes [data-syringe=A]")
    hand.key(f"[data-product='{PRODUCT}']")
    hand.key("[data-act=keep]")
    page.wait_for_selector("dialog", state="detached")
    hand.key("[data-act=primary]")
    page.wait_for_selector("#session[data-step=accord]")
    hand.key("[data-act=nothing-else]")
    for step in ("inject", "end"):
        hand.key("[data-act=primary]")
        page.wait_for_selector(f"#session[data-step={step}]")
    hand.key("[data-act=primary]")
    hand.key("#session[data-state=finishing] [data-act=primary]:not([data-resting])")
    page.fill("dialog [name=family_name]", "Exemple")
    hand.key("dialog button[type=submit]")
    page.wait_for_selector("#session[data-state=signed]")
    found = {"taps": hand.taps, "seconds": hand.seconds}
    signed = {e["kind"]: e["body"] for e in chart.events()}
    assert signed["syringe.prepared"]["syringe"]["products"][0]["lot"] == LOT
    assert sorted(signed["points.examined"]["painful"]) == sorted(PAINFUL)
    assert {"checks.answered", "plan.agreed", "session.signed"} <= set(signed)
    return found


def to_inject(page: Page, patient_id: str, pace_s: float) -> dict[str, float]:
    """From the patient's page, as last time, to *Injecter*."""
    page.goto(f"/patients/{patient_id}")
    hand = PacedHand(page, pace_s)
    hand.key("form[action$='/sessions'] button")
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    hand.key("[data-act=repeat]")
    chart.points(20)
    hand.key("[data-act=primary]")
    page.wait_for_selector("#session[data-step=accord]")
    hand.key("[data-act=primary]")
    page.wait_for_selector("#session[data-step=inject]")
    return {"taps": hand.taps, "seconds": hand.seconds}


def estimate_in_hand(page: Page, session_id: str, pace_s: float) -> dict[str, float]:
    """From *Accord* to the issued paper."""
    page.goto(f"/sessions/{session_id}")
    chart = Chart(page)
    chart.act("repeat")
    chart.points(20)
    chart.act("primary")
    page.wait_for_selector("[data-act=estimate]")
    hand = PacedHand(page, pace_s)
    hand.key("[data-act=estimate]")
    page.wait_for_url(re.compile("/estimate"))
    paper = re.compile(r"/estimates/[^/]+\.pdf")
    with page.context.expect_event("response", lambda r: bool(paper.search(r.url)) and r.ok):
        hand.key("[data-action=issue-now]")
    return {"taps": hand.taps, "seconds": hand.seconds}


def second_visits(practice: Practice) -> tuple[str, str, str]:
    """Three patients whose last session has 20 points; a lot of the day stands on the tray.

    The practice has a tariff. Gives two sessions of today, just opened, and the third patient's id.
    """
    storage = open_storage(instance.database(practice.ward.folder))
    doctor = Doctor(storage, practice.ward.practice_id, practice.ward.user_id)
    lot = {"name": PRODUCT, "lot": LOT, "expiry": "2031-12"}
    trays.change(doctor.seat, {"confirm": [lot]}, datetime.now(UTC))
    settings.put(doctor.seat, "tariff", {"flat_cents": 6000}, datetime.now(UTC))
    one, other, third = (seen_before(doctor) for _ in range(3))
    today = [doctor.session(person, now=datetime.now(UTC)).id for person in (one, other)]
    storage.close()
    return today[0], today[1], third


def seen_before(doctor: Doctor) -> str:
    """Register a patient whose one session has 20 points, signed."""
    now = datetime.now(UTC)
    person = doctor.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62, now=now)
    before = doctor.session(person.id, now=now).id
    tablet = Tablet(before)
    points = [tablet.point(new_id(), face_of("lumbar_paravertebral.L", n)) for n in range(20)]
    done = [tablet.event("marks.done", {"as_planned": True}), tablet.event("session.signed")]
    sync.receive(doctor.seat, before, [*points, *done], now)
    return str(person.id)


def run(browser: Browser, folder: Path, pace_s: float) -> dict[str, dict[str, float]]:
    with Practice(folder) as practice:
        name, value = practice.ward.headers["Cookie"].split("=", 1)
        context = browser.new_context(
            base_url=practice.server.url, viewport={"width": 1180, "height": 820},
            has_touch=True, locale="fr-FR", timezone_id="Europe/Paris",
        )  # fmt: skip
        context.add_cookies([{"name": name, "value": value, "url": practice.server.url}])
        page = context.new_page()
        again, priced, patient = second_visits(practice)
        found = {
            "new": new_map(page, pace_s), "repeated": repeated(page, again, pace_s),
            "grid": grid_visit(page, pace_s), "to_inject": to_inject(page, patient, pace_s),
            "estimate": estimate_in_hand(page, priced, pace_s),
        }  # fmt: skip
        context.close()
    return found


#: Most taps of each visit.
MOST = {
    "new": MOST_TAPS, "repeated": MOST_REPEAT_TAPS, "grid": MOST_GRID_TAPS,
    "to_inject": MOST_TO_INJECT_TAPS, "estimate": MOST_ESTIMATE_TAPS,
}  # fmt: skip


def holds(found: dict[str, dict[str, float]], *, timed: bool) -> bool:
    in_time = not timed or found["new"]["seconds"] <= MOST_SECONDS
    few = all(found[name]["taps"] <= most for name, most in MOST.items())
    return in_time and few


def main() -> int:
    with sync_playwright() as p, tempfile.TemporaryDirectory() as folder:
        browser = p.chromium.launch(executable_path=chromium_path(), args=QUIET)
        found = run(browser, Path(folder), PACE_S)
    print(json.dumps(found))
    return 0 if holds(found, timed=True) else 1


if __name__ == "__main__":
    sys.exit(main())
