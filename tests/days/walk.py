"""What a doctor does on a tablet, a verb each: `["points", "IDP", [[0, -1060]]]` is one tap."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, expect

from tests.browser.chart import Chart
from tests.browser.hand import Hand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from playwright.sync_api import Page

WHERE = """(key) => {
  const box = document.querySelector(`.place[data-place="${key}"]`).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


class CountingHand(Hand):
    """A hand whose touches are counted."""

    taps = 0

    def tap(self, x: float, y: float) -> None:
        self.taps += 1
        super().tap(x, y)

    def tap_on(self, selector: str) -> None:
        """Touch the middle of an element; a touch that leaves the page is waited for no longer than others."""
        self.taps += 1
        self.page.locator(selector).first.tap()


class Walk:
    """One tablet in a doctor's hands; `counted` holds the touches of the stretches that are counted."""

    def __init__(self, page: Page, shots: Path | None = None) -> None:
        self.page = page
        self.hand = CountingHand(page)
        self.shots = shots
        self.counted: dict[str, int] = {}
        self.stuck: list[str] = []
        self.began: dict[str, int] = {}
        self.name = ""
        self.step = 0
        self._chart: Chart | None = None

    @property
    def chart(self) -> Chart:
        assert self._chart, "no session is open"
        return self._chart

    def visit(self, name: str, steps: Iterable[list[Any]]) -> None:
        """Walk one visit; where a step cannot be done it ends, and the next begins."""
        self.name = name
        for n, (verb, *given) in enumerate(steps):
            self.step = n
            try:
                VERBS[verb](self, *given)
            except (Error, AssertionError) as error:
                self.shot(f"{verb}-stuck")
                self.stuck.append(f"{name}: step {n} {[verb, *given]} cannot be walked: {error}")
                return
            self.shot(verb)

    def shot(self, what: str) -> None:
        """Take a picture of what a step left, or in its midst of what it is about to keep."""
        if not self.shots:
            return
        try:
            self.page.screenshot(path=self.shots / f"{self.name}-{self.step:02}-{what}.png")
        except (
            Error
        ) as error:  # the browser had no frame to give: the walk goes on without the picture
            sys.stderr.write(
                f"{self.name}: no picture of {what}: {error.message.splitlines()[0]}\n"
            )

    # -------------------------------------------------------- who it is

    def register(self, fields: dict[str, str]) -> None:
        self.page.goto("/patients")
        self.hand.tap_on("[data-action=new-patient]")
        for name, value in fields.items():
            if name == "sex":
                self.hand.tap_on(f"label:has([name=sex][value={value}])")
            elif name.endswith("_none"):
                self.hand.tap_on(f"label:has([name={name}])")
            else:
                self.page.fill(f"[name={name}]", value)
        self.shot("form")
        self.hand.tap_on("form[data-form=patient] button.primary[type=submit]")
        self.page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{36}$"))

    def walk_in(self, who: str) -> None:
        self.page.goto("/patients")
        self.hand.tap_on("a[href='/walk-in']")
        self.hand.tap_on(f"button[value={who}]")
        self._opened()

    def find(self, text: str, name: str) -> None:
        self.page.goto("/patients")
        with self.page.expect_response(lambda r: "q=" in r.url):
            self.page.fill("#q", text)
        expect(self.page.locator("#people a.person").first).to_be_visible()
        self.shot("found")
        self.hand.tap_on(f"#people a.person:has-text('{name}')")
        self.page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{36}$"))

    def open(self) -> None:
        self.hand.tap_on("form[action$='/sessions'] button")
        self._opened()

    def resume(self, name: str) -> None:
        """Touch the card of a session that another day left open."""
        self.page.goto("/patients")
        self.page.wait_for_selector(f"#unfinished a:has-text('{name}')")
        self.shot("list")
        self.hand.tap_on(f"#unfinished a:has-text('{name}')")
        self._opened()

    def _opened(self) -> None:
        self.page.wait_for_url(re.compile("/sessions/"))
        self._chart = Chart(self.page)
        self._chart.hand = self.hand

    def act_day(self, which: str) -> None:
        self.chart.act(f"day-{which}")
        expect(self.page.locator("dialog")).to_have_count(0)

    def merge(self, other: str) -> None:
        """From the patient's page: the record that is merged into this one."""
        self.page.goto(f"{self.page.url}/merge")
        self.hand.tap_on(f"a.person:has-text('{other}')")
        self.shot("side-by-side")
        self.hand.tap_on("form[data-form=merge] button.primary")
        self.page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{36}$"))

    # -------------------------------------------------------- Repérer

    def region(self, u_mm: float, v_mm: float) -> None:
        self.chart.open_region(u_mm, v_mm)

    def view(self, name: str) -> None:
        self.chart.view(name)

    def points(self, depth: str, places: list[list[float]]) -> None:
        if self.page.locator(f"[data-brush={depth}]").get_attribute("aria-pressed") != "true":
            self.chart.brush(depth)
        for u_mm, v_mm in places:
            before = self.chart.signs()
            self.chart.tap(u_mm, v_mm)
            expect(self.page.locator(".marks-sign > *")).to_have_count(before + 1)

    def lumbar(self, painful: list[str]) -> None:
        self.chart.act("lumbar")
        self.page.wait_for_selector("#map[data-far=no][data-sharp]")
        for key in painful:
            self.page.wait_for_selector(f".place[data-place='{key}']")
            x, y = self.page.evaluate(WHERE, key)
            self.hand.tap(x + 4, y - 3)
            expect(self.page.locator(f".place[data-place='{key}']")).to_have_count(0)
        self.chart.points(len(painful))
        self.chart.act("examined")

    def repeat(self, points: int) -> None:
        self.chart.act("repeat")
        self.chart.points(points)

    # -------------------------------------------------------- syringes

    def tray(self, name: str, lot: str, expiry: str) -> None:
        """Put a lot that was looked at on the tray of the day, on its own page."""
        self.page.goto("/tray")
        for field, text in (("name", name), ("lot", lot), ("expiry", expiry)):
            self.page.fill(f"#f-{field}", text)
        self.hand.tap_on("form button.primary[value=confirm]")
        expect(self.page.locator("main")).to_contain_text(lot)

    def syringe(self, key: str, products: list[dict[str, str]], needle: str | None = None) -> None:
        """Prepare one; what is typed stands in `products` as the box prints it, `needle` in mm."""
        self._open_syringe(key)
        for product in products:
            self._take(dict(product))
        if needle:
            self.hand.tap_on(f"dialog [aria-label=Aiguille] [data-option='{needle}']")
        self.shot("sheet")
        self.chart.act("keep")
        expect(self.page.locator("dialog")).to_have_count(0)

    def dry(self, key: str) -> None:
        """Prepare a dry syringe: the needle alone."""
        self._open_syringe(key)
        self.hand.tap_on("dialog [aria-label=Contenu] button:has-text('sèche')")
        self.chart.act("keep")
        expect(self.page.locator("dialog")).to_have_count(0)

    def change_mind(self, key: str, name: str) -> None:
        """Take a product, read what the sheet says of it, close the sheet and keep nothing."""
        self.hand.tap_on(f"#syringes [data-syringe={key}]")
        self.hand.tap_on(f"[data-product='{name}']")
        self.page.fill("dialog [name=reason]", "raison qui ne servira pas")
        self.hand.tap_on("dialog .close")
        self.chart.act("give-up")  # words were typed: they are asked about
        expect(self.page.locator("dialog")).to_have_count(0)

    def _open_syringe(self, key: str) -> None:
        """One touch takes a prepared syringe in hand, a second one opens its sheet."""
        at = f"#syringes [data-syringe={key}]"
        stands = "à préparer" not in self.page.locator(at).inner_text()
        if stands and self.page.locator(at).get_attribute("aria-pressed") != "true":
            self.hand.tap_on(at)
            expect(self.page.locator(at)).to_have_attribute("aria-pressed", "true")
        self.hand.tap_on(at)
        self.page.wait_for_selector("dialog.syringe-dialog")

    def _take(self, product: dict[str, str]) -> None:
        name, option = product.pop("name"), product.pop("option", None)
        reason = product.pop("reason", None)
        if product.pop("removed", None):
            self.hand.tap_on(f"dialog [aria-label='Retirer {name}']")
            return
        inside = f"[data-product-in='{name}']"
        if not self.page.locator(inside).count():
            if not self.page.locator("[name=search-product]").is_visible():
                self.chart.act("add-product")
            if not self.page.locator(f"[data-product='{name}']").count():
                self.page.fill("[name=search-product]", name)
            self.hand.tap_on(f"[data-product='{name}']")
        for field, text in product.items():
            self.page.fill(f"{inside} [name={field}]", text)
        if option:
            self.hand.tap_on(f"{inside} [data-option='{option}']")
        if reason:
            self.page.fill("dialog [name=reason]", reason)

    def assign(self, depth: str, key: str) -> None:
        """Say by level which syringe, where *Accord* asks: there in every size."""
        at = f"#panel [data-level={depth}] [data-syringe={key}]"
        self.hand.tap_on(at)
        expect(self.page.locator(at)).to_have_attribute("aria-pressed", "true")

    def assigned(self) -> None:
        """Expect that no syringe is asked for any more."""
        expect(self.page.locator("#panel .assign")).to_be_visible()
        expect(self.page.locator("#panel .assign[data-open]")).to_have_count(0)

    # -------------------------------------------------------- the steps

    def go(self, step: str) -> None:
        self.chart.act("primary")
        self.page.wait_for_selector(f"#session[data-step={step}]")

    def done(self) -> None:
        """In *Fin*: done as planned."""
        self.chart.act("primary")
        self.page.wait_for_selector("#session[data-state=finishing]")

    def check(self, name: str) -> None:
        self.hand.tap_on(f"[data-check={name}]")
        expect(self.page.locator(f"[data-check={name}]")).to_have_attribute("data-answer", "true")

    def pain(self, score: int) -> None:
        self.hand.tap_on(f".scale [data-score='{score}']")

    def answer(self, question: str, value: str, note: str | None = None) -> None:
        """Answer one in the sheet of questions."""
        self.chart.act("questions")
        row = f"dialog [data-question={question}]"
        if not self.page.locator(row).is_visible():
            self.hand.tap_on("dialog .other-questions > summary")
        self.hand.tap_on(f"{row} [data-answer={value}]")
        if note:
            self.page.fill(f"dialog [data-note-of={question}]", note)
        self.shot("questions")
        self.chart.act("questions-done")
        expect(self.page.locator("dialog")).to_have_count(0)

    def answer_beside(self, question: str, value: str) -> None:
        """Answer one where the record's own words stand beside it."""
        self.hand.tap_on(f".r-{question} [data-answer={value}]")

    def act(self, name: str) -> None:
        self.chart.act(name)

    def estimate(self) -> None:
        """Issue it, look at the paper in its own tab, close that, and come back to the session.

        A page behind another is drawn once a second: every touch after it would wait for that.
        """
        session = self.page.url
        self.chart.kept()
        self.hand.tap_on("[data-act=estimate]")
        self.page.wait_for_url(re.compile("/estimate"))
        self.shot("draft")
        with self.page.context.expect_page() as opened:
            self.hand.tap_on("[data-action=issue-now]")
        paper = opened.value
        paper.wait_for_url(re.compile(r"/estimates/[^/]+\.pdf"), wait_until="commit")
        answer = self.page.request.get(paper.url)
        assert answer.ok, answer.status
        assert answer.body().startswith(b"%PDF-")
        paper.close()
        self.page.goto(session)
        self._opened()

    def left_out(self, u_mm: float, v_mm: float) -> None:
        self.chart.tap(u_mm, v_mm)

    def left(self, key: str, text: str) -> None:
        self.page.fill(f"[data-left={key}]", text)
        self.page.locator(f"[data-left={key}]").blur()

    def type_note(self, text: str) -> None:
        """Type, and touch nothing."""
        self.page.fill("[data-note]", text)

    def note(self, text: str) -> None:
        self.type_note(text)
        self.chart.act("note")

    def addendum(self, text: str) -> None:
        self.page.fill("[data-draft=addendum]", text)
        self.chart.act("note")
        self.chart.kept()

    def sign(self) -> None:
        self.chart.sign()
        self.chart.kept()

    def name_and_sign(self, family_name: str, given_name: str) -> None:
        self.hand.tap_on("#session[data-state=finishing] [data-act=primary]:not([data-resting])")
        self.page.fill("dialog [name=family_name]", family_name)
        self.page.fill("dialog [name=given_name]", given_name)
        self.hand.tap_on("dialog button[type=submit]")
        self.page.wait_for_selector("#session[data-state=signed]")
        self.chart.kept()

    def leave(self) -> None:
        """Leave the session as it is."""
        self.chart.kept()
        self.hand.tap_on(".bar .back")
        self.page.wait_for_url(re.compile("/patients"))

    def count(self, what: str) -> None:
        self.began[what] = self.hand.taps

    def counted_to_here(self, what: str) -> None:
        self.counted[what] = self.hand.taps - self.began[what]


VERBS: dict[str, Callable[..., None]] = {
    name: function
    for name, function in vars(Walk).items()
    if callable(function) and not name.startswith("_") and name not in {"visit", "shot"}
}
