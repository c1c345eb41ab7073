"""The main job, whole: a walk-in is mapped, agrees, is treated, and comes to a second session.

Every act on the body is a touch at a drawn coordinate, sent through the browser's own input.
"""

import io
import math
import re

import pypdf
from playwright.sync_api import Page, expect

from tests.browser.chart import Chart
from tests.browser.hand import Hand

#: Twenty places on the small of a woman's back, in millimetres of the back view.
POINTS_DEEP = [(u, v) for u in (-60, -30, 30, 60) for v in (-1090, -1065, -1040)]
POINTS_DEEPER = [(u, v) for u in (-45, -15, 15, 45) for v in (-1015, -990)]
NAPPAGE = [
    (70 * math.cos(2 * math.pi * k / 28), -1150 + 28 * math.sin(2 * math.pi * k / 28))
    for k in range(29)
]
TREATED = "[data-total=treated_cm2]"


def walk_in_by_touch(page: Page) -> Chart:
    Hand(page).tap_on("a[href='/walk-in']")
    page.wait_for_url(re.compile("/walk-in"))
    Hand(page).tap_on("button[value=F-40]")
    page.wait_for_url(re.compile("/sessions/"))
    return Chart(page)


def plan(chart: Chart) -> None:
    chart.open_region(0, -1060)
    for place in POINTS_DEEP:
        chart.tap(*place)
    chart.brush("IHD")
    for place in POINTS_DEEPER:
        chart.tap(*place)
    chart.brush("IDS")
    chart.drag(NAPPAGE)
    chart.points(20)
    chart.kept()


def issue_the_estimate(page: Page) -> str:
    """From the agreement to a numbered estimate, and back to the session. The PDF's text."""
    hand = Hand(page)
    hand.tap_on("[data-act=estimate]")
    page.wait_for_url(re.compile("/estimate"))
    page.locator("details.explain summary").first.click()
    page.locator("[name=extra_label]").first.fill("Séance de mésothérapie")
    page.locator("[name=extra_amount]").first.fill("65,00")
    hand.tap_on("[data-action=review]")
    hand.tap_on("[data-action=issue]")
    page.wait_for_url(re.compile("/estimates/"))
    expect(page.locator("h1")).to_contain_text(re.compile(r"Devis .*-0001"))
    link = page.locator("a[href*='.pdf']").first.get_attribute("href")
    answer = page.request.get(link)
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(answer.body())).pages)


def give_a_name(page: Page) -> None:
    Hand(page).tap_on("[data-act=name]")
    page.fill("dialog [name=family_name]", "Exemple")
    page.fill("dialog [name=given_name]", "Passage")
    Hand(page).tap_on("dialog button[type=submit]")
    expect(page.locator(".who-name")).to_have_text("Exemple Passage")


def test_the_main_job_from_a_walk_in_to_the_comparison(tablet):
    page = tablet("landscape", path="/patients")
    chart = walk_in_by_touch(page)
    session_url = page.url
    plan(chart)
    area = chart.area_cm2()
    # twenty discs of 10 mm, some overlapping, and an ellipse of 70 x 28 mm: between the field
    # alone and the sum of all
    assert math.pi * 7 * 2.8 < area < 20 * math.pi + math.pi * 7 * 2.8 * 1.3

    chart.act("primary")
    expect(page.locator("#session")).to_have_attribute("data-step", "accord")
    paper = issue_the_estimate(page)
    assert "65,00" in paper
    assert "cm²" in paper
    page.goto(session_url)
    chart.ready()
    expect(page.locator("#session")).to_have_attribute("data-step", "accord")
    assert chart.area_cm2() == area
    chart.hand.tap_on("[data-check=informed]")
    chart.act("primary")
    expect(page.locator("#session")).to_have_attribute("data-step", "inject")
    chart.act("primary")
    expect(page.locator("#session")).to_have_attribute("data-step", "end")

    chart.tap(*POINTS_DEEP[0])
    expect(page.locator("[data-total=differences]")).to_have_text("1 marque non faite")
    chart.hand.tap_on("[data-score='2']")
    chart.kept()
    give_a_name(page)
    page.goto(session_url)
    chart.ready()
    expect(page.locator("[data-total=differences]")).to_have_text("1 marque non faite")
    chart.sign()
    chart.kept()

    second = come_again(page, session_url)
    compare(page, second)


def come_again(page: Page, first_url: str) -> str:
    """The second session, by Refaire; gives its address."""
    page.locator("a.back").click()
    page.wait_for_url(re.compile("/patients/"))
    Hand(page).tap_on("form[data-form=session] button")
    page.wait_for_url(re.compile("/sessions/"))
    assert page.url != first_url
    chart = Chart(page)
    chart.hand.tap_on("[data-act=repeat]")
    # what was done comes again: 19 points and the nappage, not the point that was left out
    chart.points(19)
    chart.kept()
    assert len(chart.standing()) == 20
    return page.url


def compare(page: Page, second_url: str) -> None:
    page.goto(second_url)
    page.locator("a.back").click()
    page.wait_for_url(re.compile("/patients/"))
    page.locator("a[href$='/history']").first.click()
    page.wait_for_url(re.compile("/history"))
    expect(
        page.locator("main svg[data-session], main .strip svg, main figure svg").first
    ).to_be_visible()
    words = page.locator("main table").last.inner_text()
    assert "19" in words
    assert "Nappage" in words
