"""A clock that was forgotten is asked about at *Terminé*, and its correction is told."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from mesomap.domain.clock import utc_text
from mesomap.services.record import sync
from mesomap.storage.sqlite import open_storage
from tests.browser.chart import walk_in
from tests.cast import Tablet, new_id, seat_of


@pytest.fixture(scope="module")
def server(own_server):
    return own_server


def start_clock_before(server, session_id, hours):
    """Write that another tablet agreed and started the clock so many hours ago."""
    storage = open_storage(server.instance / "mesomap.db")
    now = datetime.now(UTC)
    tablet, at = Tablet(session_id, new_id()), utc_text(now - timedelta(hours=hours))
    acts = [("plan.agreed", {"informed": True, "estimate_id": None}),
            ("timer.started", {"elapsed_ms": 0})]  # fmt: skip
    events = [tablet.event(kind, body, at=at) for kind, body in acts]
    sync.receive(seat_of(storage, "cabinet@exemple.test"), session_id, events, now)
    storage.close()


@pytest.fixture
def forgotten(tablet, server):
    """A walk-in whose clock was started so many hours ago, opened again."""

    def come_back(hours):
        chart = walk_in(tablet)
        chart.open_region(0, -1060)
        chart.tap(0, -1060)
        chart.kept()
        start_clock_before(server, chart.page.url.split("/")[-1], hours)
        chart.page.reload()
        chart.ready()
        return chart

    return come_back


def test_a_clock_that_still_runs_after_eight_days_says_days_and_is_asked_about(forgotten):
    chart = forgotten(8 * 24)
    page = chart.page
    over = page.get_by_role("dialog", name="Le chronomètre tourne toujours")
    expect(over).to_contain_text("Il indique ≥ 7 j.")
    expect(page.locator(".big-clock")).to_have_text("≥ 7 j")
    page.keyboard.press("Escape")
    expect(over).to_have_count(0)
    expect(page.locator("#session")).to_have_attribute("data-step", "inject")
    page.reload()
    chart.ready()
    chart.act("clock-over")
    dialog = page.get_by_role("dialog", name="Durée réelle de l’injection")
    expect(dialog).to_contain_text("Le chronomètre indique ≥ 7 j.")
    dialog.locator("input").fill("25")
    chart.act("clock-correct")
    expect(page.locator("[data-total=clock]")).to_contain_text("Durée corrigée : 25:00.")
    expect(page.locator("[data-total=clock]")).to_contain_text("≥ 7 j")


def test_a_forgotten_clock_is_asked_about_and_corrected_with_a_trace(forgotten):
    chart = forgotten(14)
    page = chart.page
    expect(page.locator(".big-clock")).to_contain_text("14:00:")
    chart.act("clock-goes-on")
    chart.act("primary")
    dialog = page.get_by_role("dialog", name="Durée réelle de l’injection")
    expect(dialog).to_contain_text("Le chronomètre indique 14:00:")
    chart.act("clock-correct")
    expect(dialog.locator(".sentence")).to_contain_text("nombre de minutes")
    dialog.locator("input").fill("20")
    chart.act("clock-correct")
    expect(dialog).to_have_count(0)
    expect(page.locator("[data-total=clock]")).to_contain_text("Durée corrigée : 20:00.")
    expect(page.locator("[data-total=clock]")).to_contain_text("14:00:")
    chart.kept()
    last = [e["body"]["elapsed_ms"] for e in chart.events() if e["kind"].startswith("timer.")]
    assert last[-1] == 20 * 60_000
    assert last[-2] >= 14 * 3_600_000
