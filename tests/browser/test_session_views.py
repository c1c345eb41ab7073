"""Close-ups, figures, layers and what is laid at once: the body of the session page, by touch."""

import math
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.chart import Chart, walk_in
from tests.browser.hand import Hand

BACK = (0.0, -1060.0)
TREATED = "#totals [data-total=treated_cm2]"
BADGE = "[data-act=close-ups] .count"


def ring(u, v, ru, rv, n=24):
    return [
        (u + ru * math.cos(2 * math.pi * k / n), v + rv * math.sin(2 * math.pi * k / n))
        for k in range(n + 1)
    ]


def close_up(chart: Chart, key: str) -> None:
    """Open a close-up from the sheet of all of them."""
    chart.act("close-ups")
    chart.hand.tap_on(f"dialog [data-close-up='{key}']")
    expect(chart.page.locator("dialog")).to_have_count(0)
    chart.page.wait_for_selector(f"#map[data-view='{key}'][data-sharp]")


def middle(chart: Chart) -> tuple[float, float]:
    view = chart.page.locator(".layer.marks").get_attribute("viewBox")
    assert view
    u, v, w, h = (float(x) for x in view.split())
    return u + w / 2, v + h / 2


def build(chart: Chart, silhouette: str, figure: str) -> None:
    chart.act("more")
    chart.act("body")
    chart.hand.tap_on(f"[data-silhouette={silhouette}]")
    chart.page.wait_for_selector(f"#map[data-figure={figure}][data-sharp]")


# ------------------------------------------------------------ close-ups


@pytest.mark.parametrize("size", ["landscape", "portrait", "phone"])
def test_a_close_up_opens_and_leads_back_to_the_very_place(tablet, size):
    chart = walk_in(tablet, size)
    chart.open_region(*BACK)
    before = chart.page.locator(".layer.marks").get_attribute("viewBox")
    close_up(chart, "knee-inner.L")
    expect(chart.page.locator("#view-name")).to_have_text(re.compile("Genou gauche"))
    expect(chart.page.locator("[data-act=back] span")).to_have_text("Dos")
    expect(chart.page.locator("[data-act=whole]")).to_be_hidden()
    chart.hand.tap_on("#close-ups [data-close-up='knee-front.L']")
    chart.page.wait_for_selector("#map[data-view='knee-front.L'][data-sharp]")
    chart.act("back")
    chart.page.wait_for_selector("#map[data-view=back][data-sharp]")
    assert chart.page.locator(".layer.marks").get_attribute("viewBox") == before


def test_close_ups_open_from_their_place_on_the_body(tablet):
    chart = walk_in(tablet)
    strip = chart.page.locator("#close-ups")
    expect(strip).to_be_hidden()
    chart.open_region(-90, -480)
    key = strip.locator("[data-close-up='knee-back.L']")
    expect(key).to_be_visible()
    chart.hand.tap_on("#close-ups [data-close-up='knee-back.L']")
    chart.page.wait_for_selector("#map[data-view='knee-back.L'][data-sharp]")
    expect(key).to_have_attribute("aria-pressed", "true")
    chart.page.keyboard.press("Escape")
    chart.page.wait_for_selector("#map[data-view=back][data-sharp]")


def test_a_mark_in_a_close_up_names_it_and_stands_in_the_whole_views(tablet):
    chart = walk_in(tablet)
    close_up(chart, "knee-front.L")
    u, v = middle(chart)
    chart.tap(u, v)
    chart.brush("IDS")
    chart.drag(ring(u, v, 15, 15))
    chart.points(1)
    marks = list(chart.standing().values())
    assert [(m["kind"], m["view"], m["figure"]) for m in marks] == [
        ("point", "knee-front.L", "F"),
        ("patch", "knee-front.L", "F"),
    ]
    chart.view("front")
    expect(chart.page.locator(".marks-sign .sign")).to_have_count(1)
    expect(chart.page.locator(".marks-sign .line")).to_have_count(1)
    chart.view("back")
    expect(chart.page.locator(".marks-sign > *")).to_have_count(0)


def test_a_drawing_that_could_not_be_read_offline_comes_with_the_server(tablet):
    chart = walk_in(tablet)
    close_up(chart, "knee-front.L")
    context = chart.page.context
    context.set_offline(True)
    chart.tap(*middle(chart))
    chart.points(1)
    chart.hand.tap_on("#close-ups [data-close-up='knee-back.L']")
    expect(chart.page.locator("#sentence")).to_contain_text("Hors connexion")
    expect(chart.page.locator(".layer.body.plain")).to_have_count(1)
    context.set_offline(False)
    chart.kept()
    expect(chart.page.locator(".layer.body.plain")).to_have_count(0)
    assert len(chart.standing()) == 1


def test_a_mark_on_the_sole_stands_and_is_counted(tablet):
    chart = walk_in(tablet)
    close_up(chart, "foot-sole.L")
    chart.tap(*middle(chart))
    chart.points(1)
    expect(chart.page.locator(BADGE)).to_have_text("1")
    expect(chart.page.locator(BADGE)).to_be_visible()
    for view in ("front", "back", "left", "right"):
        chart.view(view)
        assert chart.signs() == 0, view
    chart.page.reload()
    chart.ready()
    expect(chart.page.locator(BADGE)).to_have_text("1")
    close_up(chart, "foot-sole.L")
    assert chart.signs() == 1


def test_a_mark_of_a_close_up_has_its_other_side(tablet):
    chart = walk_in(tablet)
    close_up(chart, "foot-sole.L")
    chart.tap(*middle(chart))
    chart.points(1)
    chart.act("mirror")
    chart.points(2)
    assert sorted(m["view"] for m in chart.standing().values()) == ["foot-sole.L", "foot-sole.R"]
    close_up(chart, "foot-sole.R")
    assert chart.signs() == 1


def test_an_arm_is_marked_where_it_is_raised(tablet):
    chart = walk_in(tablet)
    close_up(chart, "armpit.L")
    chart.brush("IDS")
    u, v = middle(chart)
    chart.drag(ring(u, v, 18, 18))
    [mark] = chart.standing().values()
    assert (mark["view"], mark["figure"]) == ("armpit.L", "F")
    # a ring of 18 mm is 10 cm² on the drawing; the hollow is deeper than that
    assert 9 < chart.area_cm2() < 18


def test_the_sheet_of_plates_is_used_by_keyboard(tablet):
    chart = walk_in(tablet)
    page = chart.page
    page.locator("[data-act=close-ups]").press("Enter")
    page.locator("dialog [data-close-up='hand-palm.R']").press("Enter")
    page.wait_for_selector("#map[data-view='hand-palm.R'][data-sharp]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#map[data-view=back][data-sharp]")


# ------------------------------------------------------------ figures


@pytest.mark.parametrize(
    ("sex", "years", "height", "weight", "figure"),
    [("F", 10, 140, 33, "F10"), ("M", 14, 165, 78, "M14-strong"), ("M", 50, 175, 105, "M-obese")],
)
def test_the_figure_follows_age_and_build(tablet, sex, years, height, weight, figure):
    page = tablet("landscape", path="/patients/new")
    born = date.today().replace(day=1, year=date.today().year - years)  # noqa: DTZ011
    page.fill("[name=family_name]", "Exemple")
    page.locator(f"[name=sex][value={sex}]").check(force=True)
    page.fill("[name=birth_date]", born.strftime("%d/%m/%Y"))
    page.fill("[name=height_cm]", str(height))
    page.fill("[name=weight_kg]", str(weight))
    page.locator("form[data-form=patient] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{30,}"))
    Hand(page).tap_on("form[data-form=session] button")
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    expect(page.locator("#map")).to_have_attribute("data-figure", figure)
    expect(page.locator(".layer.body")).to_have_attribute("data-figure", figure)
    chart.open_region(0, -0.62 * 10 * height)
    chart.tap(0, -0.62 * 10 * height)
    chart.points(1)
    assert chart.area_cm2() == pytest.approx(math.pi, rel=0.05)


def test_the_figure_follows_the_build_and_takes_the_marks_along(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    for k in range(3):
        chart.tap(-30 + 30 * k, -1060)
    chart.brush("IDS")
    chart.drag(ring(0, -1110, 45, 20))
    before = chart.area_cm2()
    build(chart, "obese", "F-obese")
    assert chart.page.locator(".marks-sign .sign").count() == 3
    assert chart.page.locator(".marks-sign .line").count() >= 1
    assert chart.area_cm2() > before, "the same outline covers more skin of a larger body"
    chart.brush("IDS")
    chart.drag(ring(0, -1000, 40, 20))
    figures = [m["figure"] for m in chart.standing().values() if m["kind"] == "patch"]
    assert figures == ["F", "F-obese"]
    close_up(chart, "lower-back")
    expect(chart.page.locator("#map")).to_have_attribute("data-figure", "F")
    expect(chart.page.locator("#view-name")).to_contain_text("dessin d’un adulte mince")


# ------------------------------------------------------------ the area at once


def test_the_area_is_there_before_the_server_and_the_same(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(60, -1000)
    chart.area_cm2()
    held, free = [], []

    def hold(route):
        if free:
            route.continue_()
        else:
            held.append(route)

    chart.page.route(re.compile("/totals$"), hold)
    for k in range(4):
        chart.tap(-60 + 15 * k, -1060)
    chart.brush("IDS")
    chart.drag(ring(0, -1110, 55, 25))
    chart.brush("IED")
    with chart.page.expect_request(re.compile("/totals$")):
        chart.drag([(-70 + 5 * k, -1020) for k in range(25)])
        chart.kept()
    shown = chart.page.locator(TREATED)
    expect(shown).to_have_attribute("data-stale", "yes")
    expect(shown).not_to_have_text("…")
    at_once = float(shown.inner_text().replace(",", "."))
    free.append(True)
    for route in held:
        route.continue_()
    assert chart.area_cm2() == pytest.approx(at_once, rel=0.01, abs=0.5)


def test_the_figure_is_explained(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(*BACK)
    assert chart.area_cm2() > 0
    chart.act("explain-area")
    expect(chart.page.get_by_role("dialog")).to_contain_text("neuf fois sur dix")


# ------------------------------------------------------------ outlines seen from the side


def test_an_oblique_outline_is_carried_to_the_view_that_faces_it(tablet):
    chart = walk_in(tablet)
    chart.open_region(-110, -1060)
    chart.brush("IDS")
    chart.drag(ring(-128, -1060, 14, 30))
    key = chart.page.locator("[data-act=face-it]")
    expect(key).to_contain_text("profil gauche")
    before = chart.area_cm2()
    chart.act("face-it")
    chart.page.wait_for_selector("#map[data-view=left][data-sharp]")
    expect(key).to_be_hidden()
    [mark] = chart.standing().values()
    assert mark["view"] == "left"
    assert chart.area_cm2() == pytest.approx(before, rel=0.05)
    chart.act("undo")
    [mark] = chart.standing().values()
    assert mark["view"] == "back"


def test_an_outline_that_is_faced_is_left_alone(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IDS")
    chart.drag(ring(40, -1110, 30, 20))
    chart.area_cm2()
    expect(chart.page.locator("#offer")).to_be_hidden()


# ------------------------------------------------------------ layers


def test_layers_are_off_at_rest_and_remembered(tablet):
    chart = walk_in(tablet)
    page = chart.page
    key = page.locator("[data-act=layers]")
    expect(key).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".layer.layers .over-skin > *")).to_have_count(0)
    expect(page.locator(".layer.layers")).to_have_attribute("data-empty", "")
    chart.act("layers")
    chart.hand.tap_on("[data-layer=spine]")
    chart.hand.tap_on("[data-layer=danger]")
    expect(page.locator("[data-level^=L]").first).to_be_visible()
    expect(page.locator("[data-danger='popliteal_fossa.L']")).to_have_count(1)
    expect(page.locator("[data-danger='eye.L']")).to_have_count(0)
    chart.open_region(-90, -480)
    expect(page.locator("#layers")).to_be_hidden()
    expect(page.locator(".layers text").filter(has_text="Fosse poplitée")).not_to_have_count(0)
    page.reload()
    chart.ready()
    expect(key).to_have_attribute("aria-pressed", "true")
    chart.view("front")
    expect(page.locator("[data-danger='eye.L']")).to_have_count(1)
    expect(page.locator("[data-level]")).to_have_count(0)


def test_borders_of_zones_are_a_layer(tablet):
    chart = walk_in(tablet)
    chart.act("layers")
    chart.hand.tap_on("[data-layer=borders]")
    expect(chart.page.locator("#map")).to_have_attribute("data-borders", "on")
    chart.page.keyboard.press("Escape")
    expect(chart.page.locator("#layers")).to_be_hidden()


# ------------------------------------------------------------ marks are in sight on every entry to a step


def test_marks_on_an_arm_are_in_sight_wherever_the_page_is_entered(tablet):
    chart = walk_in(tablet)
    page, arm = chart.page, chart.page.locator("[data-act=arm]")
    chart.view("left")
    chart.hand.tap_on("[data-act=arm]")
    expect(arm).to_have_attribute("aria-pressed", "true")
    box = page.locator(".limb [data-zone='arm_lateral.L']").evaluate(
        "(path) => { const b = path.getBBox(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
    )
    chart.open_region(*box)
    chart.tap(*box)
    chart.points(1)

    def in_sight() -> None:
        expect(page.locator("#map")).to_have_attribute("data-view", "left")
        expect(arm).to_have_attribute("aria-pressed", "true")
        page.wait_for_selector("#map[data-far=no][data-sharp]")
        middle = page.locator("#map").bounding_box()
        [sign] = page.locator(".marks-sign > *").all()
        at = sign.bounding_box()
        assert middle
        assert at
        assert abs(at["x"] + at["width"] / 2 - middle["x"] - middle["width"] / 2) < 40

    chart.hand.tap_on("[data-act=arm]")  # the arm is put away, then the next step
    expect(arm).to_have_attribute("aria-pressed", "false")
    chart.act("primary")
    expect(page.locator("#session")).to_have_attribute("data-step", "accord")
    in_sight()
    chart.kept()
    page.reload()  # as one comes back from the estimate
    chart.ready()
    in_sight()
    chart.view("right")
    chart.act("primary")
    expect(page.locator("#session")).to_have_attribute("data-step", "inject")
    in_sight()
    chart.view("front")
    chart.view("left")
    expect(arm).to_have_attribute("aria-pressed", "true")
