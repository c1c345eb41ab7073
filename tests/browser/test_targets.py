"""Keys: all can be reached in the smallest window, and none moves when another is touched."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chart import Chart, walk_in

#: CSS pixels of low windows: tablets and desktops zoomed to 125-400 %, phones on their side.
LOW = {
    "tablet at 125 %": (944, 656),
    "tablet at 175 %": (674, 468),
    "tablet at 200 %": (590, 410),
    "desktop at 200 %": (720, 450),
    "phone on its side": (844, 390),
    "small phone on its side": (667, 375),
    "upright tablet at 200 %": (410, 590),
    "phone with its bars": (390, 664),
    "400 %": (320, 256),
    "tablet at 400 %": (295, 205),
}
#: The map keeps this part of a low window's height.
MAP_SHARE = 0.55

#: Two frames of the page: what it was told is drawn.
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

#: Keys beside the map that are in no part of the window, even scrolled to; and what is too wide.
LOST = """() => {
  const lost = [];
  for (const key of document.querySelectorAll('.bar :is(a, button), .rail button, .side :is(a, button)')) {
    if (!key.offsetParent || key.closest('[hidden]')) continue;
    key.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { left, right, top, bottom } = key.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const hit = document.elementFromPoint(x, y);
    if (x < 0 || x > innerWidth || y < 0 || y > innerHeight || !(hit && (key.contains(hit) || hit.contains(key)))) {
      lost.push(`${key.dataset.act ?? key.dataset.step ?? key.dataset.view ?? key.className} ${[left, top, right, bottom].map(Math.round)}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) lost.push(`wide ${document.documentElement.scrollWidth}`);
  return lost;
}"""


def planned(tablet, n: int = 3, size: str = "landscape") -> Chart:
    """A walk-in with a row of points on the back."""
    chart = walk_in(tablet, size)
    chart.open_region(0, -1085)
    for k in range(n):
        chart.tap(-40 + 30 * k, -1085)
    chart.points(n)
    chart.kept()
    return chart


def step(chart: Chart, name: str) -> None:
    chart.act("primary")
    expect(chart.page.locator("#session")).to_have_attribute("data-step", name)


def low(page: Page) -> list[str]:
    """What is wrong in the low windows, in the step that stands."""
    wrong = []
    before = page.viewport_size
    for name, (width, height) in LOW.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(FRAMES)
        box = page.locator("#map").bounding_box()
        assert box
        if box["height"] < MAP_SHARE * height or box["width"] < 0.5 * width:
            wrong.append(f"{name}: the map is {box['width']:.0f} x {box['height']:.0f}")
        wrong += [f"{name}: {lost}" for lost in page.evaluate(LOST)]
    page.set_viewport_size(before)
    return wrong


def test_a_low_window_keeps_the_map_and_every_key(tablet):
    chart = planned(tablet)
    assert not low(chart.page), "plan"
    for name in ("accord", "inject", "end"):
        step(chart, name)
        assert not low(chart.page), name


# ------------------------------------------------------------ targets stay where they are

#: Where every key stands that can be seen: {name: [x, y, width, height]}.
BOXES = """() => {
  const found = {};
  for (const key of document.querySelectorAll('#session :is(a, button, input, textarea, summary)')) {
    const box = key.getBoundingClientRect();
    if (!key.checkVisibility({ visibilityProperty: true }) || !box.width || key.closest('.card, .offer, .close-ups')) continue;
    const { act, step, view, brush, check, score, painZone, syringe } = key.dataset;
    const name = act ?? step ?? view ?? brush ?? check ?? (score && `score ${score}`) ?? (painZone && `zone ${painZone}`) ?? syringe ?? key.className;
    found[`${key.tagName} ${name}`] = ['x', 'y', 'width', 'height'].map((side) => Math.round(box[side]));
  }
  return found;
}"""

#: What grows by what it says, from a place that stays: its left edge and its height are held.
GROWS = {"BUTTON fill"}


def moved(before: dict[str, list[int]], after: dict[str, list[int]]) -> dict[str, tuple]:
    """Keys that are there before and after an act, and not in the same place."""

    def place(boxes: dict[str, list[int]], name: str) -> list[int]:
        x, y, width, height = boxes[name]
        return [x, y, height] if name in GROWS else [x, y, width, height]

    both = before.keys() & after.keys()
    return {
        name: (before[name], after[name])
        for name in both
        if any(abs(a - b) > 1 for a, b in zip(place(before, name), place(after, name), strict=True))
    }


class Watched:
    """A session of which every act must leave the keys where they were."""

    def __init__(self, chart: Chart) -> None:
        self.chart, self.page = chart, chart.page

    def drawn(self) -> dict[str, list[int]]:
        """Where the keys stand once the page has drawn what it knows; what comes later moves none either."""
        self.page.evaluate(FRAMES)
        return self.page.evaluate(BOXES)

    def act(
        self, name: str, *, says: str | None = None, shows: str | None = None, unfolds: bool = False
    ) -> None:
        """Touch a key; wait until the page says or shows what came of it; then look.

        What a key `unfolds` pushes down what stands below it, and nothing else.
        """
        self.page.locator(name).first.scroll_into_view_if_needed()
        before = self.drawn()
        foot = self.page.locator(".scale").bounding_box() if unfolds else None
        self.chart.hand.tap_on(name)
        self.see(says, shows)
        wrong = moved(before, self.drawn())
        if foot:
            wrong = {k: at for k, at in wrong.items() if at[0][1] < foot["y"] + foot["height"]}
        assert not wrong, f"after {name}"

    def see(self, says: str | None, shows: str | None) -> None:
        if says:
            expect(self.page.locator("#live")).to_contain_text(says)
        if shows:
            expect(self.page.locator(shows).first).to_be_visible()


@pytest.mark.parametrize("size", ["landscape", "phone"])
def test_no_target_moves_under_a_hand(tablet, size):
    chart = planned(tablet, size=size)
    watched = Watched(chart)
    before = watched.drawn()
    chart.tap(62, -1110)  # another zone, with a name of another length
    chart.points(4)
    expect(chart.page.locator("[data-act=undo] small")).to_contain_text("1 point")
    assert not moved(before, watched.drawn()), "after a mark"
    watched.act("[data-act=undo]", says="Annulé")
    watched.act("[data-act=redo]", says="Rétabli")
    watched.act("[data-brush=IDS]", shows="[data-brush=IDS][aria-pressed=true]")
    steps = chart.page.locator(".steps").bounding_box()
    step(chart, "accord")
    expect(chart.page.locator("[data-total=fee]")).not_to_have_text("…")
    watched.act("[data-check=informed]", shows="[data-check=informed][data-answer=true]")
    watched.act("[data-act=nothing-else]", shows=".asked[data-open='0']")
    watched.act("[data-score='7']", shows="[data-score='7'][aria-pressed=true]")
    watched.act("[data-act=pain-zones]", shows=".pain-zones", unfolds=True)
    watched.act(
        ".pain-zones button:nth-child(2)",
        shows=".pain-zones button:nth-child(2)[aria-pressed=true]",
    )
    watched.act("[data-score='10']", shows="[data-score='10'][aria-pressed=true]")
    step(chart, "inject")
    step(chart, "end")
    expect(chart.page.locator("[data-total=differences]")).to_contain_text("Touchez")
    watched.act("[data-act=primary]", shows="#session[data-state=finishing]")
    watched.act("[data-score='3']", shows="[data-score='3'][aria-pressed=true]")
    assert chart.page.locator(".steps").bounding_box() == steps, "the steps slid"


def test_the_price_and_the_pain_stand_above_the_fold(tablet):
    chart = planned(tablet)
    step(chart, "accord")
    expect(chart.page.locator("[data-total=fee]")).not_to_have_text("…")
    expect(chart.page.locator(".below")).to_be_visible()
    fade = chart.page.locator(".below").bounding_box()  # what lies below it is hidden in part
    assert fade
    for name in (
        "[data-total=fee]",
        "[data-act=estimate]",
        "[data-score='10']",
        "[data-act=questions]",
        "[data-act=nothing-else]",
    ):
        box = chart.page.locator(name).bounding_box()
        assert box
        assert box["y"] + box["height"] <= fade["y"], (name, box, fade)


#: What of Fin must be in sight, clear of the sign that the panel goes on, and of the keys beneath.
IN_SIGHT = (
    "[data-total=fee]",
    "[data-act=estimate]",
    "[data-act=add]",
    *(f"[data-score='{n}']" for n in range(11)),
)


def covered(page: Page, *, scrolled: bool = False) -> list[str]:
    """Which of them the fade, the gaps or the great key cover, wholly or in part."""
    wrong = []
    for name in IN_SIGHT:
        if scrolled:
            page.locator(name).evaluate("key => key.scrollIntoView({ block: 'center' })")
            page.evaluate(FRAMES)
        box = page.locator(name).bounding_box()
        tops = [
            found["y"]
            for other in ("#below", "#gaps", "[data-act=primary]")
            if page.locator(other).is_visible() and (found := page.locator(other).bounding_box())
        ]
        if box is None or box["y"] + box["height"] > min(tops):
            wrong.append(f"{name}: {box} under {min(tops)}")
    return wrong


@pytest.mark.parametrize("size", ["landscape", "portrait", "mini", "phone"])
def test_the_end_shows_price_and_pain_with_all_that_is_missing(tablet, size):
    chart = planned(tablet, size=size)
    page = chart.page
    step(chart, "accord")
    expect(page.locator("[data-total=fee]")).not_to_have_text("…")
    if size != "phone":
        expect(page.locator("#below")).to_be_visible()
        page.evaluate(FRAMES)
        fade = page.locator("#below").bounding_box()
        pain = page.locator("[data-score='10']").bounding_box()
        assert pain["y"] + pain["height"] <= fade["y"], "accord"
    for name in ("inject", "end"):
        step(chart, name)
    chart.act("primary")
    expect(page.locator("#gaps .gap-key").nth(5)).to_be_visible()
    expect(page.locator("[data-act=name]")).to_be_attached()
    page.evaluate(FRAMES)
    assert not covered(page, scrolled=size == "phone")
    page.evaluate("() => document.querySelector('#gaps').style.setProperty('height', '144px')")
    page.evaluate(FRAMES)  # 144 px: the most that the list of gaps takes
    if size == "landscape":
        assert not covered(page)


def test_with_the_server_gone_the_last_figures_stay_and_say_so(tablet):
    chart = planned(tablet)
    page = chart.page
    page.wait_for_selector("#totals:not([aria-busy=true]) [data-total=minutes][data-stale=no]")
    step(chart, "accord")
    fee = page.locator("[data-total=fee]")
    expect(fee).not_to_have_text("…")
    before = fee.inner_text()
    page.locator(".steps [data-step=plan]").click()
    minutes = page.locator("[data-total=minutes]")
    said = minutes.inner_text()
    page.context.set_offline(True)
    chart.tap(50, -1085)
    expect(page.locator("#kept")).to_have_attribute("data-state", "offline")
    expect(page.locator(".total.stale dt small").first).to_have_text("au dernier contact")
    expect(minutes).to_have_text(said)
    step(chart, "accord")
    expect(page.locator(".figure.old small")).to_have_text("au dernier contact")
    expect(page.locator(".price small")).to_have_text("au dernier contact")
    expect(fee).to_have_text(before)
    page.context.set_offline(False)
    chart.kept()
    step_back = page.locator(".steps [data-step=plan]")
    step_back.click()
    expect(minutes).to_have_attribute("data-stale", "no")
    page.context.set_offline(True)  # and so to the end of the session
    chart.tap(30, -1085)
    expect(page.locator("#kept")).to_have_attribute("data-state", "offline")
    step(chart, "accord")
    page.locator("[data-act=primary]").click()
    page.locator("[data-act=primary]").click()
    area = page.locator(".figures .figure", has_text="Surface traitée").locator("b")
    expect(area).to_have_text(re.compile(r"^\d.* cm²$"))
    expect(page.locator(".price small")).to_have_text("dès que le serveur répond")
    expect(fee).to_have_text("–")
