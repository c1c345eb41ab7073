"""Skin to leave alone: drawn once, seen in every session, and asked about before it is marked."""

import json
import math
import re

from playwright.sync_api import expect

from tests.browser.chart import Chart, walk_in

BACK = (0.0, -1060.0)
MOLE = (-60.0, -1060.0)
SKIN = ".nogo-skin [data-nogo]"


def loop(u, v, r, n=28):
    turns = [2 * math.pi * k / n for k in range(n + 1)]
    return [(u + r * math.cos(t), v + r * math.sin(t)) for t in turns]


def drawn(tablet, size="landscape", **options):
    """A mole and a scar on the back, the brush in hand again."""
    chart = walk_in(tablet, size, **options)
    chart.open_region(*BACK)
    chart.act("more")
    chart.act("nogo")
    chart.tap(*MOLE)
    expect(chart.page.locator(SKIN)).to_have_count(1)
    chart.hand.tap_on("#nogo [data-kind=scar]")
    chart.drag(loop(60, -1060, 25))
    expect(chart.page.locator(SKIN)).to_have_count(2)
    chart.act("nogo-close")
    return chart


def another_session(chart):
    """The same patient's next session, on the same tablet."""
    page = chart.page
    token = json.loads(page.locator("#boot").text_content())["csrf"]
    patient = page.locator(".bar .back").get_attribute("href")
    form = {"csrf_token": token, "course_id": ""}
    page.goto(page.request.post(f"{patient}/sessions", form=form).url)
    return page


def test_the_next_session_shows_it_and_asks(tablet):
    chart = drawn(tablet)
    chart.tap(0, -1060)
    chart.points(1)
    chart.kept()
    page = another_session(chart)
    chart = Chart(page)
    expect(page.locator(SKIN)).to_have_count(2)
    chart.open_region(*BACK)
    chart.tap(*MOLE)
    ask = page.get_by_role("dialog", name="Peau à éviter")
    expect(ask).to_contain_text("Grain de beauté")
    chart.act("nogo-cancel")
    expect(ask).to_have_count(0)
    chart.points(0)
    chart.tap(*MOLE)
    chart.act("nogo-accept")
    chart.points(1)
    [laid] = [e["body"] for e in chart.events() if e["kind"] == "mark.planned"]
    assert len(laid["accepted_nogo"]) == 1
    # a nappage over the scar and what is round it asks as well; beside it, nothing is asked
    chart.brush("IDS")
    chart.drag(loop(60, -1060, 45))
    expect(ask).to_contain_text("Cicatrice")
    chart.act("nogo-cancel")
    chart.drag(loop(0, -1120, 20))
    expect(page.locator("[data-act=undo] small")).to_contain_text("1 nappage")
    # so do a whole zone and the points of a pattern; what is not on it can be laid without the rest
    chart.brush("IDP")
    chart.tap(-75, -1075)
    chart.points(2)
    chart.act("fill")
    expect(ask).to_contain_text("Grain de beauté")
    chart.act("nogo-cancel")
    chart.act("grid")
    for _ in range(5):
        chart.hand.tap_on("#proposal .step:first-of-type")
    expect(page.locator("#proposal output")).to_contain_text("15 mm")
    expect(page.locator("[data-act=lay]")).to_have_attribute("aria-disabled", "false")
    chart.act("lay")
    expect(ask).to_be_visible()
    chart.act("nogo-without")
    expect(ask).to_have_count(0)
    expect(page.locator("[data-act=undo] small")).to_contain_text(re.compile(r"\d\d points"))
    chart.act("undo")
    chart.points(2)
    # lifted, it asks no more; and that can be undone
    chart.act("more")
    chart.act("nogo")
    chart.tap(60, -1060)
    chart.act("confirm")
    expect(page.locator(SKIN)).to_have_count(1)
    chart.act("undo")
    expect(page.locator(SKIN)).to_have_count(2)
