"""The cover of a page left alone: nothing to read, nothing lost, lifted by a PIN with and without the
server, and never over hands that inject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chart import Chart, walk_in
from tests.browser.conftest import EMAIL, PASSWORD
from tests.browser.hand import Hand

if TYPE_CHECKING:
    from collections.abc import Callable

PIN, OTHER = "739154", "820461"
BACK = (0.0, -1060.0)
FIVE_MINUTES_MS = 301_000
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def server(own_server):
    return own_server


@pytest.fixture
def locking(tablet: Callable[..., Page]) -> Callable[..., Page]:
    """Open a tablet with a sign-in of its own, whose user has a PIN chosen through the page."""

    def open_tablet(*arguments, **options) -> Page:
        page = tablet(*arguments, **options | {"path": "/settings"})
        sign_in(page)
        page.goto("/pin")
        if page.locator("[name=password]").count():
            page.fill("[name=password]", PASSWORD)
        page.fill("[name=pin]", PIN)
        page.fill("[name=again]", PIN)
        page.click("form[data-form=pin] [type=submit]")
        page.wait_for_url("**/patients")
        page.goto("about:blank")  # the clock is installed while no page runs by it
        page.clock.install()
        page.goto(options.get("path", "/patients"))
        return page

    return open_tablet


def sign_in(page: Page) -> None:
    sent = {"email": EMAIL, "password": PASSWORD}
    assert page.request.post("/sign-in", data=sent, headers=JSON | origin(page)).ok


def origin(page: Page) -> dict[str, str]:
    return {"Origin": "/".join(page.url.split("/")[:3])}


def covered(page: Page) -> None:
    expect(page.locator("dialog.cover")).to_be_visible()


def open_again(page: Page) -> None:
    expect(page.locator("dialog.cover")).to_have_count(0)


def press(page: Page, pin: str) -> None:
    hand = Hand(page)
    for digit in pin:
        hand.tap_on(f"dialog.cover [data-digit='{digit}']")


def wrong(page: Page, words: str) -> None:
    expect(page.locator("dialog.cover [role=alert]")).to_contain_text(words)


def marked(locking: Callable[..., Page], size: str = "landscape") -> Chart:
    chart = walk_in(locking, size)
    chart.open_region(*BACK)
    chart.tap(0, -1060)
    chart.kept()
    return chart


def test_a_page_left_alone_covers_itself_and_opens_as_it_was(locking):
    chart = marked(locking)
    page, title = chart.page, chart.page.title()
    page.clock.fast_forward(FIVE_MINUTES_MS - 20_000)
    open_again(page)
    chart.tap(20, -1060)
    chart.kept()
    with page.expect_response(lambda r: r.status == 401):
        page.clock.fast_forward(FIVE_MINUTES_MS)
    covered(page)
    assert page.title() == "MesoMap" != title
    assert page.locator("#session").evaluate("e => getComputedStyle(e).visibility") == "hidden"
    api = page.url.replace("/sessions/", "/api/sessions/") + "/events?after=0"
    refused = page.request.get(api)
    assert refused.json()["error"]["code"] == "locked"
    for _ in range(3):
        page.keyboard.press("Escape")
    covered(page)
    for key in page.locator(".pin-key").all():
        box = key.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 64
    press(page, OTHER)
    wrong(page, "Il reste 4 essais")
    press(page, PIN)
    open_again(page)
    assert page.title() == title
    chart.points(2)
    chart.tap(40, -1060)
    chart.points(3)
    chart.act("undo")
    chart.points(2)
    assert len(chart.standing()) == 2
    page.clock.set_system_time(page.evaluate("Date.now()") - 3_600_000)
    chart.tap(60, -1060)
    covered(page)
    press(page, PIN)
    open_again(page)


def test_hands_that_inject_are_left_alone(locking):
    chart = marked(locking)
    page = chart.page
    for step in ("accord", "inject"):
        chart.act("primary")
        expect(page.locator("#session")).to_have_attribute("data-step", step)
    expect(page.locator("[data-act=primary]")).to_contain_text("Terminé")
    for _ in range(3):
        page.clock.fast_forward(FIVE_MINUTES_MS)
        open_again(page)
    chart.act("primary")
    expect(page.locator("#session")).to_have_attribute("data-step", "end")
    page.clock.fast_forward(FIVE_MINUTES_MS)
    covered(page)
    press(page, PIN)
    open_again(page)
    chart.kept()


def test_five_wrong_codes_ask_for_the_password_and_keep_the_page(locking):
    chart = marked(locking)
    page = chart.page
    page.clock.fast_forward(FIVE_MINUTES_MS)
    covered(page)
    for left in (4, 3, 2, 1):
        page.keyboard.type(OTHER)
        wrong(page, str(left))
    page.keyboard.type(OTHER)
    expect(page.locator("dialog.sign-in")).to_be_visible()
    page.fill("dialog.sign-in [name=password]", PASSWORD)
    chart.hand.tap_on("dialog.sign-in [type=submit]")
    open_again(page)
    chart.tap(20, -1060)
    chart.points(2)
    chart.kept()


def test_another_page_covers_itself_and_leads_back_after_a_reload(locking):
    page = locking("portrait", path="/patients?q=x")
    with page.expect_response("**/lock"):
        page.clock.fast_forward(FIVE_MINUTES_MS)
    covered(page)
    page.reload()
    page.wait_for_url(re.compile("/unlock"))
    hand = Hand(page)
    for digit in PIN:
        hand.tap_on(f".keypad [data-digit='{digit}']")
    page.wait_for_url("**/patients?q=x")
    open_again(page)


def test_without_the_server_the_cover_is_lifted_here(locking, server):
    """Its own count of tries; once the server is back it is given the PIN, and nothing is lost."""
    chart = marked(locking)
    page = chart.page
    server.stop()
    page.clock.fast_forward(FIVE_MINUTES_MS)
    covered(page)
    press(page, OTHER)
    wrong(page, "Il reste 4 essais")
    press(page, PIN)
    open_again(page)
    chart.tap(20, -1060)
    chart.points(2)
    page.clock.fast_forward(FIVE_MINUTES_MS)
    covered(page)
    for left in ("4", "3", "2", "1", "Trop de codes"):
        page.keyboard.type(OTHER)
        wrong(page, left)
    page.keyboard.type(PIN)
    wrong(page, "Trop de codes")
    chart.hand.tap_on("dialog.cover > button")
    page.fill("dialog.sign-in [name=password]", PASSWORD)
    chart.hand.tap_on("dialog.sign-in [type=submit]")
    expect(page.locator("dialog.sign-in [role=alert]")).to_have_text("Le serveur ne répond pas.")
    chart.hand.tap_on("dialog.sign-in .quiet")
    covered(page)
    server.start()
    page.keyboard.type(PIN)
    open_again(page)
    chart.kept()
    assert len(chart.standing()) == 2
