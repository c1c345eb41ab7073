"""Files that cannot be read and marks that cannot be drawn: a sentence, and nothing lost."""

import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.chart import Chart, walk_in

BACK = (0.0, -1060.0)
SENTENCE = "#sentence"


def breaks(page, name, body=None):
    """The next time the page asks for this file it is missing, or torn where `body` is given."""

    def answer(route):
        if body is None:
            route.fulfill(status=404, body="")
        else:
            route.fulfill(status=200, body=body)

    page.route(re.compile(re.escape(name)), answer)


# ------------------------------------------------------------ files


@pytest.mark.parametrize("body", [None, "<svg xmlns='http://www.w3.org/2000/svg'><g class='ski"])
def test_a_drawing_that_is_missing_or_torn_leaves_a_silhouette_that_works(tablet, body):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(*BACK)
    chart.points(1)
    breaks(chart.page, "/svg/F-front.svg", body)
    chart.view("front")
    expect(chart.page.locator(SENTENCE)).to_contain_text("Le dessin de cette vue manque")
    expect(chart.page.locator(".layer.body.plain path").first).to_be_attached()
    chart.open_region(0, -1100)
    chart.tap(20, -1100)
    chart.points(2)
    chart.brush("IDS")
    chart.act("fill")
    assert len(chart.standing()) == 3
    assert chart.page.locator(".marks-fill .fill").get_attribute("d")


def test_a_drawing_that_comes_late_leaves_the_map_where_the_hand_brought_it(tablet):
    chart = walk_in(tablet)
    page = chart.page
    breaks(page, "/svg/F-front.svg", None)
    chart.view("front")
    expect(page.locator(SENTENCE)).to_contain_text("Le dessin de cette vue manque")
    chart.open_region(0, -1100)
    chart.tap(0, -1100)
    chart.kept()
    chart.act("whole")
    page.wait_for_selector("#map[data-far=yes][data-sharp]")
    page.unroute_all()
    held = []

    def hold(route):
        held.append(route)

    page.route(re.compile("/svg/F-front.svg"), hold)
    with page.expect_request(re.compile("/svg/F-front.svg")):
        chart.act("undo")
    chart.open_region(0, -1100)
    held[0].continue_()
    page.wait_for_selector(".layer.body:not(.plain)")
    expect(page.locator("#map")).to_have_attribute("data-far", "no")


@pytest.mark.parametrize("body", [None, b"torn"])
def test_a_figure_that_is_missing_or_torn_is_stood_in_for(tablet, body):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(*BACK)
    breaks(chart.page, "/body/figure-F-slim-1.bin", body)
    chart.act("more")
    chart.act("body")
    chart.hand.tap_on("[data-silhouette=slim]")
    expect(chart.page.locator(SENTENCE)).to_contain_text("n’a pas pu être lu")
    chart.page.wait_for_selector("#map[data-figure='F-slim'][data-sharp]")
    chart.tap(30, -1060)
    chart.points(2)
    breaks(chart.page, "/body/figure-F-slim-1.bin", body)
    chart.page.reload()
    chart.ready()
    chart.points(2)
    assert chart.signs() == 2


@pytest.mark.parametrize("name", ["faces-1.bin", "body-1.json"])
def test_without_the_skin_itself_the_page_says_what_to_do(tablet, name):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(*BACK)
    chart.kept()
    page = chart.page
    breaks(page, f"/body/{name}", b"{")
    page.reload()
    expect(page.locator(SENTENCE)).to_contain_text("Vos marques sont gardées")
    page.unroute_all()
    page.reload()
    chart.ready()
    chart.points(1)


def test_a_layer_that_cannot_be_read_says_so(tablet):
    chart = walk_in(tablet)
    breaks(chart.page, "/body/layers-1.json", b"{")
    chart.act("layers")
    chart.hand.tap_on("[data-layer=spine]")
    expect(chart.page.locator(SENTENCE)).to_contain_text("calque")
    chart.open_region(*BACK)
    chart.tap(*BACK)
    chart.points(1)


def test_without_the_patients_body_the_server_measures(tablet):
    page = tablet("landscape", path="/walk-in")
    page.route(re.compile(r"/api/sessions/[^/]+/body$"), lambda route: route.fulfill(status=500))
    page.locator("button[value=F-40]").tap()
    page.wait_for_url(re.compile("/sessions/"))
    chart = Chart(page)
    chart.open_region(*BACK)
    chart.tap(*BACK)
    shown = page.locator("#totals [data-total=treated_cm2]")
    expect(shown).to_have_attribute("data-stale", "no")
    expect(shown).to_have_text("3,1")


# ------------------------------------------------------------ bodies


def test_a_body_outside_the_range_is_taken_nearest_and_said(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.tap(*BACK)
    chart.act("more")
    chart.act("body")
    chart.page.fill("[name=height_cm]", "231")
    chart.page.fill("[name=weight_kg]", "240")
    chart.hand.tap_on("dialog .primary")
    expect(chart.page.locator("dialog")).to_contain_text("Touchez encore pour garder")
    chart.hand.tap_on("dialog .primary")
    expect(chart.page.locator(SENTENCE)).to_contain_text("Le corps le plus proche a été pris")
    body = [e["body"] for e in chart.events() if e["kind"] == "body.corrected"][-1]
    assert body["body_nearest"] is True
    assert body["figure"] == "F-obese"
    chart.page.wait_for_selector("#map[data-figure='F-obese'][data-sharp]")
    chart.points(1)


# ------------------------------------------------------------ outlines


def test_an_outline_without_an_inside_is_refused(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IDS")
    there = [(-60 + 5 * k, -1060) for k in range(25)]
    chart.drag([*there, *reversed(there)])
    expect(chart.page.locator(SENTENCE)).to_contain_text(re.compile("trop petit|se croise"))
    assert chart.standing() == {}


def test_an_outline_round_a_limb_and_back_is_cut_at_its_edges(tablet):
    chart = walk_in(tablet)
    chart.view("front")
    chart.open_region(95, -300)
    chart.brush("IDS")
    over = [(20 + 10 * k, -320) for k in range(18)]
    back = [(190 - 10 * k, -280) for k in range(18)]
    chart.drag([*over, *back, over[0]])
    [mark] = chart.standing().values()
    assert mark["kind"] == "patch"
    assert 20 < chart.area_cm2() < 120


def test_an_outline_across_the_midline_is_one(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IDS")
    chart.drag(
        [
            (70 * math.cos(k * math.pi / 12), -1060 + 30 * math.sin(k * math.pi / 12))
            for k in range(25)
        ]
    )
    assert chart.area_cm2() > 0
    [mark] = chart.standing().values()
    assert mark["kind"] == "patch"


def test_an_outline_of_many_hundred_vertices_is_kept(tablet):
    chart = walk_in(tablet)
    chart.open_region(*BACK)
    chart.brush("IDS")
    n = 400
    radius = [60 + 3 * math.sin(2 * math.pi * 90 * k / n) for k in range(n + 1)]
    path = [
        (r * math.cos(2 * math.pi * k / n), -1060 + 0.8 * r * math.sin(2 * math.pi * k / n))
        for k, r in enumerate(radius)
    ]
    u0, v0 = chart.point(0, 0)
    u1, v1 = chart.point(1, 1)
    chart.hand.drag([(u0 + (u1 - u0) * u, v0 + (v1 - v0) * v) for u, v in path])
    chart.page.wait_for_selector(".marks-sign .line")
    [mark] = chart.standing().values()
    assert 90 <= len(mark["anchors"]) <= n + 1
    assert chart.area_cm2() == pytest.approx(math.pi * 6 * 4.8, rel=0.2)
