"""Points laid by the dozen: grids, lines, rings and the two published patterns, by touch."""

import json
import math
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.chart import Chart, walk_in

BACK = (-40.0, -1060.0)
LAY = "[data-act=lay]"
LAYERS = Path(__file__).parents[2] / "static/body/layers-1.json"


def proposed(chart: Chart) -> int:
    """How many points the key would lay; the body shows those of this view."""
    key = chart.page.locator(LAY)
    expect(key).to_have_attribute("aria-disabled", "false")
    found = re.search(r"\d+", key.inner_text())
    assert found
    return int(found.group())


def pattern(chart: Chart, name: str) -> None:
    chart.act("patterns")
    chart.hand.tap_on(f"dialog [data-pattern={name}]")
    expect(chart.page.locator("#proposal")).to_be_visible()


def ghosts(chart: Chart) -> list[tuple[float, float]]:
    return [
        tuple(p)
        for p in chart.page.locator(".ghosts circle").evaluate_all(
            "all => all.map((c) => [c.cx.baseVal.value, c.cy.baseVal.value])"
        )
    ]


def test_a_grid_fills_the_zone_under_the_finger_as_one_gesture(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.act("grid")
    n = proposed(chart)
    shown = ghosts(chart)
    assert 8 < len(shown) <= n
    nearest = sorted(min(math.dist(p, q) for q in shown if q != p) for p in shown)
    # seen from behind, distances on the skin are a little foreshortened
    assert 14 < nearest[len(nearest) // 2] < 21
    chart.hand.tap_on(".stepper .step:last-child")
    expect(chart.page.locator(".stepper output")).to_contain_text("21")
    expect(chart.page.locator(LAY)).not_to_contain_text(str(n))
    fewer = proposed(chart)
    assert fewer < n
    chart.tap(*BACK)
    chart.points(0)
    chart.act("lay")
    chart.points(fewer)
    expect(chart.page.locator("#proposal")).to_be_hidden()
    marks = list(chart.standing().values())
    assert {(m["kind"], m["depth"]) for m in marks} == {("point", "IDP")}
    chart.act("undo")
    chart.points(0)


def test_a_grid_lies_on_both_sides_where_that_is_asked_for(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.act("grid")
    one = proposed(chart)
    chart.hand.tap_on("#proposal [data-choice=both]")
    expect(chart.page.locator(LAY)).to_contain_text(str(2 * one))


def test_a_grid_fills_a_drawn_outline(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IDS")
    chart.drag(
        [
            (50 * math.cos(k * math.pi / 12), -1060 + 35 * math.sin(k * math.pi / 12))
            for k in range(25)
        ]
    )
    chart.brush("IDP")
    chart.hand.down(chart.point(0, -1060))
    expect(chart.page.locator("#card")).to_be_visible()
    chart.hand.up()
    chart.act("mark-grid")
    n = proposed(chart)
    assert all(math.hypot(u / 52, (v + 1060) / 37) < 1 for u, v in ghosts(chart))
    chart.act("lay")
    chart.points(n)
    assert len(chart.standing()) == n + 1


def test_points_follow_a_stroke(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IED")
    chart.drag([(-70 + 5 * k, -1060) for k in range(21)])
    chart.brush("IDP")
    pattern(chart, "line")
    # 100 mm at 20 mm, both ends
    assert proposed(chart) in (5, 6)
    assert all(abs(v + 1060) < 2 for _, v in ghosts(chart))


def test_a_ring_goes_round_the_limb_where_one_touches(tablet):
    chart = walk_in(tablet)
    chart.view("front")
    chart.open_region(95, -480)
    pattern(chart, "ring")
    expect(chart.page.locator(LAY)).to_have_attribute("aria-disabled", "true")
    chart.tap(95, -480)
    n = proposed(chart)
    # a knee is some 38 cm round
    assert 15 <= n <= 24
    assert len(ghosts(chart)) < n, "the back of the knee is not seen from the front"
    chart.act("lay")
    chart.points(n)
    chart.act("undo")
    chart.points(0)


def test_the_lumbar_grid_stands_on_the_chosen_levels(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    pattern(chart, "lumbar")
    assert proposed(chart) == 4 * 7
    chart.hand.tap_on("[data-choice=S1]")
    expect(chart.page.locator(LAY)).to_contain_text("21")
    chart.hand.tap_on("#proposal [data-choice=left]")
    expect(chart.page.locator(LAY)).to_contain_text("12")
    chart.act("lay")
    chart.points(12)
    faces = {m["anchors"][0][0] for m in chart.standing().values()}
    spine = {row["key"]: row["anchor"][0] for row in json.loads(LAYERS.read_text())["spine"]}
    assert {spine[level] for level in ("L3", "L4", "L5")} <= faces


def test_the_knee_has_its_six_points_and_four_faces(tablet):
    chart = walk_in(tablet)
    chart.brush("IHD")
    pattern(chart, "knee")
    assert proposed(chart) == 6
    chart.page.wait_for_selector("#map[data-view=front][data-far=no][data-sharp]")
    assert len(ghosts(chart)) >= 3
    chart.hand.tap_on("#proposal [data-choice=yes]")
    assert proposed(chart) == 6
    chart.act("lay")
    chart.points(6)
    marks = list(chart.standing().values())
    assert (
        sorted((m["kind"], m["depth"]) for m in marks)
        == [("point", "IDP")] * 6 + [("zone", "IDS")] * 4
    )
    assert all(m["zone"].endswith(".R") for m in marks if m["kind"] == "zone")
    chart.act("undo")
    assert chart.standing() == {}


def test_patterns_wait_for_the_plan(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(*BACK)
    chart.act("grid")
    expect(chart.page.locator("#proposal")).to_be_visible()
    chart.act("primary")
    expect(chart.page.locator("#session")).to_have_attribute("data-step", "accord")
    expect(chart.page.locator("#proposal")).to_be_hidden()
    expect(chart.page.locator(".ghosts circle")).to_have_count(0)


# ------------------------------------------------------------ the doctor's own


def test_a_selection_is_kept_under_a_name_and_laid_again_mirrored(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    spots = [(-40.0, -1080.0), (-60.0, -1060.0)]
    for spot in spots:
        chart.tap(*spot)
    chart.brush("IDS")
    chart.drag([(-70, -1040), (-30, -1040), (-30, -1015), (-70, -1015), (-70, -1038)])
    chart.act("select")
    chart.page.locator("#map").focus()
    chart.page.keyboard.press("Control+a")
    chart.hand.tap_on("#selection [data-bulk=keep]")
    name = f"Lombes {chart.page.url[-6:]}"
    chart.page.fill("[name=pattern-name]", name)
    chart.act("name-pattern")
    expect(chart.page.locator("#live")).to_contain_text(f"Schéma gardé : {name}")
    first = chart.standing()

    other = walk_in(tablet, who="M-60")
    other.act("patterns")
    other.hand.tap_on(f"dialog [data-own]:has-text('{name}')")
    other.hand.tap_on("#proposal [data-choice=across]")
    expect(other.page.locator("#proposal [data-choice=across]")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(other.page.locator(LAY)).to_contain_text("3 marques")
    expect(other.page.locator(".ghosts circle")).to_have_count(2)
    other.act("lay")
    other.points(2)
    laid = other.standing()
    assert sorted(m["kind"] for m in laid.values()) == ["patch", "point", "point"]
    assert not {str(m["anchors"]) for m in laid.values()} & {
        str(m["anchors"]) for m in first.values()
    }
    assert {m["figure"] for m in laid.values() if m["kind"] == "patch"} == {"F"}

    # another name; then deleting asks, and what was laid stays
    other.act("patterns")
    other.hand.tap_on(f"dialog .own-pattern:has-text('{name}') [data-act=edit-pattern]")
    other.page.fill("[name=pattern-name]", f"{name} bis")
    # the sheet is opened again before the server has answered, and says the new name when it has
    held = []
    other.page.route("**/api/patterns", lambda route: held.append(route))  # noqa: PLW0108
    other.act("name-pattern")
    expect(other.page.locator("dialog")).to_have_count(0)
    other.act("patterns")
    expect(other.page.locator("dialog .own-patterns")).not_to_contain_text(f"{name} bis")
    held[0].continue_()
    other.page.unroute("**/api/patterns")
    other.hand.tap_on(f"dialog .own-pattern:has-text('{name} bis') [data-act=edit-pattern]")
    other.act("remove-pattern")
    other.act("confirm")
    expect(other.page.locator("#live")).to_contain_text("Schéma supprimé")
    other.act("patterns")
    expect(other.page.locator("dialog .own-patterns")).not_to_contain_text(name)
    other.page.keyboard.press("Escape")
    other.points(2)


def test_without_the_server_patterns_are_laid_and_keeping_one_says_why_not(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(-40, -1080)
    chart.act("select")
    chart.tap(-40, -1080)
    chart.page.route("**/api/patterns", lambda route: route.abort())
    chart.hand.tap_on("#selection [data-bulk=keep]")
    chart.page.fill("[name=pattern-name]", "Nuque")
    chart.act("name-pattern")
    expect(chart.page.locator("#sentence")).to_contain_text("Hors connexion")
    expect(chart.page.locator("#selection")).to_be_visible()
