"""Two real pages on one session in Chromium, and a deck of what a day can bring.

Whatever came: both pages show the same marks, a page that is opened anew shows them too, the
server's fold has them, and every event that was acknowledged is held once, at its place.
"""

from __future__ import annotations

import contextlib
import math
import random
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

from tests.browser.chart import Chart
from tests.faults.proxy import FAULTS as WIRE_FAULTS
from tests.faults.proxy import Proxy

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.faults.practice import Practice

BACK = (0.0, -1060.0)
CARDS_A_RUN = 8
SETTLED_WITHIN_S = 60

ACTS = ("tap", "outline", "erase", "undo", "redo")
FAULTS = (*WIRE_FAULTS, "replayed", "offline", "page reloaded", "page crashed", "server killed")

#: Every card of a deck is played before the deck is shuffled again, so that each one comes.
DECK = (
    ["tap"] * 14 + ["outline"] * 3 + ["erase"] * 4 + ["undo"] * 5 + ["redo"] * 4
    + list(WIRE_FAULTS) * 2 + ["offline", "come back"] + ["page reloaded"] * 2
    + ["page crashed"] * 2 + ["server killed"] * 2
)  # fmt: skip

#: What stands on the map, whatever the order it was drawn in.
SHOWN = """() => [...document.querySelectorAll('.marks-fill > *, .marks-halo > *, .marks-sign > *')]
  .map((e) => e.outerHTML.replaceAll(' chosen', '')).sort()"""


class Tablet:
    """A browser of its own, with one page; the page may die, the browser's disk stays."""

    def __init__(self, browser: Browser, url: str, cookie: tuple[str, str]) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1180, "height": 820}, has_touch=True, locale="fr-FR",
            timezone_id="Europe/Paris", base_url=url,
        )  # fmt: skip
        name, value = cookie
        self.context.add_cookies([{"name": name, "value": value, "url": url}])
        self.page: Page | None = None
        self.away = False

    def open(self, path: str) -> Chart:
        if self.page is None:
            self.page = self.context.new_page()
        self.page.goto(path)
        self.chart = Chart(self.page)
        if self.page.locator("#map").get_attribute("data-far") != "no":
            self.chart.open_region(*BACK)
        return self.chart

    def crash(self) -> None:
        """The page's process ends at once; its tab is closed."""
        page, self.page = self.page, None
        assert page is not None
        with page.expect_event("crash"), contextlib.suppress(Error):
            page.goto("chrome://crash")
        page.close()

    def go_away(self, *, away: bool) -> None:
        self.context.set_offline(away)
        self.away = away

    def shown(self) -> list[str]:
        assert self.page is not None
        return self.page.evaluate(SHOWN)


class Visit:
    """One run: a session from its opening until both tablets and the server agree."""

    def __init__(self, practice: Practice, proxy: Proxy, tablets: list[Tablet], dice: random.Random,
                 tally: Counter[str]) -> None:  # fmt: skip
        self.practice, self.proxy, self.tablets = practice, proxy, tablets
        self.dice, self.tally = dice, tally
        self.session_id = practice.open_session()
        self.path = f"/sessions/{self.session_id}"
        for tablet in tablets:
            tablet.open(self.path)

    def play(self, card: str) -> None:
        tablet = self.dice.choice(self.tablets)
        if card in WIRE_FAULTS:
            self.proxy.faults.append(card)
            self.tap(tablet.chart)
            return
        acts: dict[str, Callable[[], Any]] = {
            "tap": lambda: self.tap(tablet.chart),
            "outline": lambda: self.outline(tablet.chart),
            "erase": lambda: self.erase(tablet.chart),
            "undo": lambda: tablet.chart.act("undo"),
            "redo": lambda: tablet.chart.act("redo"),
            "offline": lambda: tablet.go_away(away=True),
            "come back": self.all_back,
            "page reloaded": lambda: self.again(tablet),
            "page crashed": lambda: self.again(tablet, crash=True),
            "server killed": lambda: self.kill(tablet),
        }
        acts[card]()
        self.tally[card] += 1

    # -------------------------------------------------------- the hand

    def spot(self) -> tuple[float, float]:
        return self.dice.uniform(-70, 70), -1060 + self.dice.uniform(-60, 60)

    def tap(self, chart: Chart) -> None:
        chart.brush("IDP")
        chart.tap(*self.spot())

    def outline(self, chart: Chart) -> None:
        chart.brush("IDS")
        u, v = self.spot()
        turn = [k * math.pi / 6 for k in range(13)]
        chart.drag([(u + 22 * math.cos(a), v + 16 * math.sin(a)) for a in turn])

    def erase(self, chart: Chart) -> None:
        """Lay a point and rub it out, and whatever lies beside it."""
        spot = self.spot()
        chart.brush("IDP")
        chart.tap(*spot)
        chart.act("eraser")
        chart.tap(*spot)

    # -------------------------------------------------------- what goes wrong

    def all_back(self) -> None:
        for tablet in self.tablets:
            if tablet.away:
                tablet.go_away(away=False)

    def again(self, tablet: Tablet, *, crash: bool = False) -> None:
        """Mark, and go at once: what was kept is there when the page comes again."""
        tablet.go_away(away=False)
        self.tap(tablet.chart)
        if crash:
            tablet.crash()
        tablet.open(self.path)

    def kill(self, tablet: Tablet) -> None:
        self.tap(tablet.chart)
        self.practice.kill()
        self.tap(tablet.chart)
        self.practice.restart()

    # -------------------------------------------------------- what must hold

    def settle(self) -> None:
        """Everything is on the server, and both pages have heard of it."""
        self.all_back()
        self.proxy.faults.clear()
        end = time.monotonic() + SETTLED_WITHIN_S
        while not self.settled():
            assert time.monotonic() < end, [t.shown() for t in self.tablets]
            self.tablets[0].page.wait_for_timeout(100)

    def settled(self) -> bool:
        waiting = "() => document.querySelector('#kept').dataset"
        for tablet in self.tablets:
            state = tablet.page.evaluate(waiting)
            if state["waiting"] != "0" or state["state"] != "kept":
                return False
        first, second = (tablet.shown() for tablet in self.tablets)
        return first == second and len(self.standing()) == self.count(self.tablets[0])

    def count(self, tablet: Tablet) -> int:
        return tablet.page.locator(".marks-sign > *").count()

    def standing(self) -> list[dict[str, Any]]:
        session = self.practice.session(self.session_id)
        return [mark for mark in session["marks"] if not mark["removed"]]

    def compare(self) -> None:
        before = [tablet.shown() for tablet in self.tablets]
        assert before[0] == before[1]
        fresh = self.tablets[0]
        fresh.open(self.path)
        assert fresh.shown() == before[0], "a page opened anew shows what stood there"
        points = sum(mark["kind"] == "point" for mark in self.standing())
        fresh.chart.points(points)
        held = {name: e.seq for name, e in self.practice.events(self.session_id).items()}
        acknowledged = self.proxy.acknowledged
        assert {n: acknowledged.get(n, seq) for n, seq in held.items()} == held
        self.proxy.held |= set(held)
        lost = acknowledged.keys() - self.proxy.held
        assert not lost, f"acknowledged and lost: {lost}"
        assert self.proxy.wrong == []


def run(browser: Browser, practice: Practice, runs: int, seed: int) -> Counter[str]:
    """So many runs; what was done and what went wrong, counted. Raises what does not hold."""
    dice, tally = random.Random(seed), Counter[str]()
    proxy = Proxy(practice.server.port)
    url = f"http://127.0.0.1:{proxy.port}"
    name, value = practice.ward.headers["Cookie"].split("=", 1)
    tablets = [Tablet(browser, url, (name, value)) for _ in range(2)]
    deck: list[str] = []
    try:
        for _ in range(runs):
            visit = Visit(practice, proxy, tablets, dice, tally)
            for _ in range(CARDS_A_RUN):
                deck = deck or dice.sample(DECK, len(DECK))
                visit.play(deck.pop())
            visit.settle()
            visit.compare()
            tally["runs"] += 1
    finally:
        for tablet in tablets:
            tablet.context.close()
        proxy.close()
    return tally + proxy.tally
