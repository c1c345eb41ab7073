"""Several marks at once, by touch: selected by taps and a loop, changed, copied, carried, erased."""

import math
import re

from playwright.sync_api import expect

from tests.browser.chart import walk_in

BACK = (0.0, -1060.0)
SPOTS = [(-40.0, -1080.0), (-60.0, -1060.0), (-40.0, -1040.0)]
BAR = "#selection"


def loop(u, v, r, n=28):
    turns = [2 * math.pi * k / n for k in range(n + 1)]
    return [(u + r * math.cos(t), v + r * math.sin(t)) for t in turns]


def marked(tablet, size="landscape"):
    chart = walk_in(tablet, size)
    chart.open_region(*BACK)
    for spot in SPOTS:
        chart.tap(*spot)
    chart.points(3)
    chart.act("select")
    return chart


def bulk(chart, name):
    chart.hand.tap_on(f"{BAR} [data-bulk={name}]")


def test_a_loop_selects_and_what_is_done_to_all_is_one_step(tablet):
    chart = marked(tablet)
    bar = chart.page.locator(BAR)
    chart.drag(loop(-45, -1060, 40))
    expect(bar).to_contain_text("3 points")
    chart.hand.tap_on(f"{BAR} [data-depth=IHD]")
    expect(chart.page.locator("[data-act=undo] small")).to_contain_text("modifier 3 points")
    assert {m["depth"] for m in chart.standing().values()} == {"IHD"}
    bulk(chart, "mirror")
    chart.points(6)
    chart.act("undo")
    chart.points(3)
    chart.act("undo")
    assert {m["depth"] for m in chart.standing().values()} == {"IDP"}
    # the finger leaves a mark of the selection where it goes, and takes the others along
    before = chart.standing()
    chart.drag([(-60, -1060 - 3 * k) for k in range(9)])
    expect(chart.page.locator("[data-act=undo] small")).to_contain_text("déplacer 3 points")
    after = chart.standing()
    assert all(after[i]["anchors"] != before[i]["anchors"] for i in before)
    bulk(chart, "erase")
    chart.points(0)
    expect(bar).to_be_hidden()
    expect(chart.page.locator("#live")).to_contain_text("Effacé")


def begun(chart):
    """A loop round the marks that has not ended: the finger is still down."""
    path = [chart.point(*p) for p in loop(-45, -1060, 40)]
    chart.hand.down(path[0])
    for xy in path[1:]:
        chart.hand.move(xy)
    expect(chart.page.locator(".draft.lasso[d]")).to_have_count(1)
    return path[-1]


def test_whatever_ends_a_loop_early_leaves_no_trace(tablet):
    chart = marked(tablet)

    def second_finger(last):
        chart.hand.down(last, (last[0] + 120, last[1] + 60))

    def dialog(_last):
        # by script: the finger is still down on the map and cannot touch the key
        chart.page.locator("[data-act=more]").evaluate("key => key.click()")
        chart.page.locator("dialog .close").first.evaluate("key => key.click()")

    for end in (second_finger, dialog, lambda _last: chart.page.keyboard.press("Escape"), None):
        last = begun(chart)
        if end is None:
            chart.hand.cancel()
        else:
            end(last)
            expect(chart.page.locator(".draft[d]")).to_have_count(0)
            chart.hand.up()
        chart.page.wait_for_selector("#map[data-sharp]")
        expect(chart.page.locator(".draft[d]")).to_have_count(0)
        expect(chart.page.locator(BAR)).to_be_hidden()
        chart.points(3)


def test_by_keyboard_marks_are_reached_named_and_erased(tablet):
    chart = marked(tablet)
    chart.page.locator("#map").focus()
    press = chart.page.keyboard.press
    press("m")
    bar = chart.page.locator(BAR)
    expect(bar).to_contain_text("1 point")
    expect(chart.page.locator("#live")).to_contain_text("Point, IDP")
    press("Control+a")
    expect(bar).to_contain_text("3 points")
    press("Escape")
    expect(bar).to_be_hidden()
    press("m")
    press("Delete")
    chart.points(2)
    # an act without words of its own is announced by the label of its undo step
    chart.act("eraser")
    chart.tap(*SPOTS[0])
    chart.tap(*SPOTS[1])
    expect(chart.page.locator("#live")).to_contain_text(
        re.compile("effacer 1 point", re.IGNORECASE)
    )


def test_the_words_of_the_marks_edit_their_syringe(tablet):
    chart = marked(tablet)
    chart.act("more")
    chart.act("table")
    chart.page.locator("[data-syringe-of]").first.select_option("B")
    chart.page.keyboard.press("Escape")
    assert sorted(m.get("syringe") or "" for m in chart.standing().values()) == ["", "", "B"]
