"""The lumbar grid in *Repérer*: places to palpate; a touch makes a painful one a mark."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.chart import Chart, walk_in

PAINFUL = ["L4.0", "L4.R15", "L5.L50", "S1.R80"]

WHERE = """(key) => {
  const box = document.querySelector(`.place[data-place="${key}"]`).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def open_grid(chart: Chart) -> None:
    chart.act("lumbar")
    chart.page.wait_for_selector("#map[data-far=no][data-sharp]")
    expect(chart.page.locator(".place")).to_have_count(28)


def touch(chart: Chart, key: str) -> None:
    """Touch a place some pixels beside its middle, as a finger does."""
    x, y = chart.page.evaluate(WHERE, key)
    chart.hand.tap(x + 5, y - 4)
    expect(chart.page.locator(f".place[data-place='{key}']")).to_have_count(0)


def examined(chart: Chart) -> list[dict]:
    return [e["body"] for e in chart.events() if e["kind"] == "points.examined"]


def test_painful_places_become_marks_and_the_rest_is_said_examined(tablet):
    chart = walk_in(tablet)
    page = chart.page
    open_grid(chart)
    for key in PAINFUL:
        touch(chart, key)
    chart.points(4)
    expect(page.locator("[data-total=painful]")).to_have_text("4 douloureux sur 28")
    assert {m["depth"] for m in chart.standing().values()} == {"IDP"}
    assert examined(chart) == [], "nothing is said before the doctor says it"
    chart.act("examined")
    expect(page.locator(".place.not-painful")).to_have_count(24)
    [said] = examined(chart)
    assert (said["pattern"], said["version"], len(said["examined"])) == ("lumbar", 1, 28)
    assert sorted(said["painful"]) == sorted(PAINFUL)

    # one more, and one taken back by a second touch on its mark: what was said follows, as one step each
    touch(chart, "L3.0")
    chart.points(5)
    assert sorted(examined(chart)[-1]["painful"]) == sorted([*PAINFUL, "L3.0"])
    chart.act("undo")
    chart.points(4)
    assert sorted(examined(chart)[-1]["painful"]) == sorted(PAINFUL)
    at = page.locator("[data-place='L3.0']").count()
    assert at == 1
    page.locator("[data-act=place-list]").press("Enter")  # the same by keyboard
    cell = page.locator("[data-place-key='L4.0']")
    expect(cell).to_have_attribute("aria-label", "L4, ligne médiane")
    cell.press("Enter")
    expect(cell).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Escape")
    chart.points(3)
    assert sorted(examined(chart)[-1]["painful"]) == sorted(PAINFUL[1:])

    # shown again after a reload, hidden in the next step, and no mark is made of it
    chart.kept()
    page.reload()
    chart.ready()
    expect(page.locator(".place.not-painful")).to_have_count(25)
    chart.points(3)
    chart.act("primary")
    expect(page.locator("#session")).to_have_attribute("data-step", "accord")
    expect(page.locator(".place")).to_have_count(0)
    assert chart.signs() == 3


def test_a_slow_finger_marks_the_place_under_it_and_asks_nothing_of_its_neighbour(tablet):
    chart = walk_in(tablet)
    open_grid(chart)
    touch(chart, "L5.R15")
    x, y = chart.page.evaluate(WHERE, "S1.R15")
    chart.hand.down((x + 4, y - 4))  # within reach of the mark beside it
    # longer, by the page's own timers, than a press that opens the card of a mark
    chart.page.evaluate("() => new Promise((done) => setTimeout(done, 700))")
    chart.hand.up()
    chart.points(2)
    expect(chart.page.locator("#card")).to_be_hidden()
    expect(chart.page.locator(".place[data-place='S1.R15']")).to_have_count(0)


def test_the_grid_is_there_without_the_server(tablet):
    chart = walk_in(tablet)
    chart.page.wait_for_load_state("networkidle")
    open_grid(chart)
    chart.act("upper-levels")
    expect(chart.page.locator(".place")).to_have_count(42)
    chart.act("upper-levels")
    expect(chart.page.locator(".place")).to_have_count(28)
    chart.act("lumbar-close")
    expect(chart.page.locator(".place")).to_have_count(0)
    chart.page.context.set_offline(True)
    open_grid(chart)
    touch(chart, "L5.0")
    chart.points(1)
    chart.act("examined")
    expect(chart.page.locator(".place.not-painful")).to_have_count(27)
    chart.act("upper-levels")  # nobody has said anything of these yet
    expect(chart.page.locator(".place.free")).to_have_count(14)
    chart.act("examined")
    expect(chart.page.locator(".place.not-painful")).to_have_count(41)
    chart.page.context.set_offline(False)
    assert [len(said["examined"]) for said in examined(chart)] == [28, 42]
    assert examined(chart)[-1]["painful"] == ["L5.0"]
