"""What a gloved finger aims at: there in the smallest window, and still there at the next touch."""

from __future__ import annotations

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


def planned(tablet, n: int = 3) -> Chart:
    """A walk-in with a row of points on the back."""
    chart = walk_in(tablet)
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
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
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
