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


def test_a_forgotten_clock_is_asked_about_and_corrected_with_a_trace(tablet, server):
    chart = walk_in(tablet)
    page = chart.page
    chart.open_region(0, -1060)
    chart.tap(0, -1060)
    chart.kept()
    start_clock_before(server, page.url.split("/")[-1], 14)
    page.reload()
    chart.ready()
    expect(page.locator(".big-clock")).to_contain_text("14:00:")
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
