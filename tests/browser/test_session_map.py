"""Marking the body by touch: every touch goes through the browser's own input."""

import math
import re

import pytest
from playwright.sync_api import expect

from mesomap.body import zones
from tests.browser.chart import walk_in

#: The small of the back, on the back view of the woman.
BACK = (0.0, -1060.0)


def ring(u, v, ru, rv, n=24):
    return [
        (u + ru * math.cos(2 * math.pi * k / n), v + rv * math.sin(2 * math.pi * k / n))
        for k in range(n + 1)
    ]


@pytest.mark.parametrize("size", ["landscape", "portrait", "mini", "phone"])
def test_the_first_tap_opens_the_region_and_the_second_marks(tablet, size):
    chart = walk_in(tablet, size)
    assert chart.mm_px() > 1
    chart.open_region(*BACK)
    assert chart.mm_px() <= 0.5
    chart.points(0)
    chart.tap(20, -1060)
    chart.points(1)
    [mark] = chart.standing().values()
    assert mark["kind"] == "point"
    assert mark["depth"] == "IDP"
    chart.act("whole")
    expect(chart.page.locator("[data-act=whole]")).to_be_hidden()
    assert chart.mm_px() > 1


def test_a_mark_stands_under_the_finger_whatever_the_zoom(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    places = [(15, -1040), (-33, -1075), (41, -1102)]
    for place in places:
        chart.tap(*place)
    x, y = chart.point(*BACK)
    chart.hand.pinch((x, y), 100, 190)
    chart.page.wait_for_selector("#map[data-sharp]")
    chart.tap(5, -1055)
    chart.page.set_viewport_size({"width": 820, "height": 1180})
    chart.page.wait_for_selector("#map[data-sharp]")
    chart.tap(-5, -1070)
    chart.points(5)
    for u, v in [*places, (5, -1055), (-5, -1070)]:
        spots = chart.page.locator(".marks-sign .sign").evaluate_all(
            "all => all.map((e) => e.dataset.at.split(' ').map(Number))"
        )
        assert min(math.dist((u, v), spot) for spot in spots) < 1.5, (u, v, spots)


def test_four_brushes_draw_their_own_gestures(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IED")
    chart.drag([(-80, -1100 + 4 * k) for k in range(15)])
    chart.brush("IDS")
    chart.drag(ring(0, -1010, 50, 25))
    chart.brush("IHD")
    chart.tap(60, -1090)
    chart.brush("IDP")
    chart.tap(0, -1090)
    found = {m["depth"]: m["kind"] for m in chart.standing().values()}
    assert found == {"IED": "stroke", "IDS": "patch", "IHD": "point", "IDP": "point"}
    # the nappage alone: an ellipse of 50 x 25 mm on a figure drawn near life size
    assert 30 < chart.area_cm2() < 90


def test_a_crossed_outline_is_refused_with_a_sentence(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IDS")
    chart.drag([(-50, -1100), (50, -1020), (50, -1100), (-50, -1020), (-50, -1100)])
    expect(chart.page.locator("#sentence")).to_contain_text("se croise")
    assert chart.standing() == {}


def test_two_fingers_never_draw_even_when_the_second_comes_late(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    before = chart.mm_px()
    chart.brush("IDS")
    first = [chart.point(-40 + 4 * k, -1060) for k in range(10)]
    chart.hand.down(first[0])
    for at in first[1:]:
        chart.hand.move(at)
    expect(chart.page.locator("path.draft[d]")).to_have_count(1)
    other = chart.point(60, -1000)
    chart.hand.down(first[-1], other)
    chart.hand.move(first[-1], (other[0] + 120, other[1] + 120))
    chart.hand.up()
    expect(chart.page.locator("path.draft[d]")).to_have_count(0)
    chart.page.wait_for_selector("#map[data-sharp]")
    assert chart.mm_px() < before
    assert chart.standing() == {}
    chart.brush("IDP")
    chart.tap(0, -1060)
    chart.points(1)


def test_what_the_system_takes_away_leaves_no_trace(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IED")
    chart.hand.down(chart.point(0, -1060))
    for k in range(1, 8):
        chart.hand.move(chart.point(5 * k, -1060))
    chart.hand.cancel()
    expect(chart.page.locator("path.draft[d]")).to_have_count(0)
    assert chart.standing() == {}
    assert chart.signs() == 0


def test_undo_to_the_bottom_and_redo_to_the_top(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    for k in range(4):
        chart.tap(-30 + 20 * k, -1060)
    chart.brush("IDS")
    chart.drag(ring(0, -1010, 40, 20))
    full = chart.standing()
    assert len(full) == 5
    undo = chart.page.locator("[data-act=undo]")
    words = re.compile(r"^Annuler\s: 1 nappage, lombaire paravertébrale, médian$")
    expect(undo).to_have_attribute("aria-label", words)
    for _ in range(5):
        chart.act("undo")
    expect(undo).to_have_attribute("aria-disabled", "true")
    assert chart.standing() == {}
    chart.act("undo")
    expect(chart.page.locator("#sentence")).to_contain_text("Rien à annuler")
    chart.page.reload()
    chart.ready()
    for _ in range(5):
        chart.act("redo")
    expect(chart.page.locator("[data-act=redo]")).to_have_attribute("aria-disabled", "true")
    assert chart.standing() == full


def test_eraser_taps_and_rubs(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    for k in range(5):
        chart.tap(-60 + 30 * k, -1060)
    chart.points(5)
    chart.act("whole")
    chart.page.wait_for_selector("#map[data-far=yes][data-sharp]")
    chart.act("eraser")
    chart.drag(
        [(-60 + 12 * k, -1060) for k in range(12)]
    )  # too far off to see which: it moves the paper
    chart.open_region(-60, -1060)  # as with every tool, the first tap opens
    chart.points(5)
    chart.tap(-60, -1060)
    chart.points(4)
    chart.drag([(-40 + 4 * k, -1060) for k in range(12)])
    chart.points(2)
    chart.act("undo")
    chart.points(4)


def test_select_moves_a_mark(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(-40, -1060)
    [before] = chart.standing().values()
    chart.act("select")
    chart.drag([(-40 + 8 * k, -1060) for k in range(11)])
    [after] = chart.standing().values()
    assert after["id"] == before["id"]
    assert after["anchors"] != before["anchors"]
    chart.act("undo")
    [back] = chart.standing().values()
    assert back["anchors"] == before["anchors"]


def test_a_long_press_opens_the_card_of_a_mark(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.hand.down(chart.point(0, -1060))
    card = chart.page.locator("#card")
    expect(card).to_be_visible()
    chart.hand.up()
    expect(card).to_be_visible()
    chart.hand.tap_on("#card [data-depth=IHD]")
    expect(card).to_be_hidden()
    [mark] = chart.standing().values()
    assert mark["depth"] == "IHD"


def test_holding_a_second_brush_is_technique_mixte(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    box = chart.page.locator("[data-brush=IHD]").bounding_box()
    chart.hand.down((box["x"] + 40, box["y"] + 40))
    expect(chart.page.locator("[data-brush=IHD]")).to_have_attribute("data-second", "")
    chart.hand.up()
    expect(chart.page.locator("[data-brush=IDP]")).to_have_attribute("aria-pressed", "true")
    chart.tap(0, -1060)
    [mark] = chart.standing().values()
    assert mark["depth"] == ["IDP", "IHD"]


#: Whether the name of a zone stands whole in its chip, the chip in the map, and no other key under it.
CHIP_FITS = """(name) => {
  const chip = document.querySelector('[data-act=fill]');
  const words = chip.querySelector('.chip-name');
  if (name) words.textContent = name;
  const [a, map] = [chip, document.querySelector('#map')].map((e) => e.getBoundingClientRect());
  const over = [...document.querySelectorAll('#map button')].filter((key) => {
    const b = key.getBoundingClientRect();
    return key !== chip && b.width && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  });
  return [words.textContent, words.scrollHeight < words.clientHeight + 8, words.scrollWidth <= words.clientWidth,
    a.left >= map.left && a.right <= map.right && a.height >= 44, over.map((key) => key.className)];
}"""


@pytest.mark.parametrize("size", ["phone", "mini", "portrait"])
def test_the_key_of_a_zone_says_its_whole_name_beside_the_other_keys(tablet, size):
    chart = walk_in(tablet, size)
    chart.open_region(0, -1060)
    page = chart.page
    expect(page.locator("[data-act=fill]")).to_be_visible()
    expect(page.locator("[data-act=lumbar]")).to_be_visible()
    longest = sorted((zones.name(key, "fr") for key in zones.ZONES), key=len)[-4:]
    for name in (None, *longest):
        said, *fits = page.evaluate(CHIP_FITS, name)
        assert fits == [True, True, True, []], said


def test_the_zone_is_named_and_its_chip_fills_it(tablet):
    chart = walk_in(tablet)
    chart.open_region(30, -1060)
    chip = chart.page.locator("[data-act=fill]")
    expect(chip).to_be_visible()
    name = chip.inner_text()
    assert "droite" in name, "the right of the back view is the patient's right"
    zone = chip.get_attribute("data-zone")
    assert zone.endswith(".R")
    chart.brush("IDS")
    chart.act("fill")
    [mark] = chart.standing().values()
    assert (mark["kind"], mark["zone"], mark["depth"]) == ("zone", zone, "IDS")
    chart.act("fill")
    expect(chart.page.locator("#sentence")).to_contain_text("déjà remplie")


def test_a_mark_made_in_one_view_stands_in_every_other(tablet):
    chart = walk_in(tablet)
    chart.view("left")
    chart.open_region(-40, -1040)
    chart.tap(-60, -1040)
    chart.points(1)
    chart.view("front")
    in_front = chart.signs()
    chart.view("back")
    behind = chart.signs()
    assert in_front + behind >= 1
    chart.view("right")
    assert chart.signs() == 0


def test_the_arm_of_a_side_view_is_there_when_asked_for(tablet):
    chart = walk_in(tablet)
    chart.view("left")
    arm = chart.page.locator("[data-act=arm]")
    expect(arm).to_be_visible()
    box = chart.page.locator(".limb [data-zone='arm_lateral.L']").evaluate(
        "(path) => { const b = path.getBBox(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
    )
    chart.open_region(*box)
    zone_without = chart.page.locator("[data-act=fill]").get_attribute("data-zone")
    assert not zone_without.startswith("arm")
    chart.hand.tap_on("[data-act=arm]")
    expect(arm).to_have_attribute("aria-pressed", "true")
    chart.tap(*box)
    expect(chart.page.locator("[data-act=fill]")).to_have_attribute("data-zone", "arm_lateral.L")
    [mark] = chart.standing().values()
    assert mark["kind"] == "point"


def test_with_the_pen_alone_a_finger_moves_the_paper(tablet):
    chart = walk_in(tablet)
    chart.act("more")
    chart.page.get_by_role("switch", name="Stylet seulement").tap()
    chart.page.get_by_role("button", name="Fermer").tap()
    x, y = chart.point(*BACK)
    chart.hand.tap(x, y)
    chart.hand.pinch((x, y), 60, 330)
    chart.page.wait_for_selector("#map[data-far=no][data-sharp]")
    chart.hand.tap(x, y)
    chart.page.mouse.click(x, y)
    chart.points(1)


def test_by_keyboard_alone(tablet):
    chart = walk_in(tablet)
    page = chart.page
    page.locator("#map").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#live")).not_to_be_empty()
    said = page.locator("#live").inner_text()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#live")).not_to_have_text(said)
    page.keyboard.press("Enter")
    page.wait_for_selector("#map[data-far=no][data-sharp]")
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    chart.points(1)
    [mark] = chart.standing().values()
    assert mark["depth"] == "IHD"
    page.keyboard.press("Control+z")
    chart.points(0)
    page.keyboard.press("Control+y")
    chart.points(1)
