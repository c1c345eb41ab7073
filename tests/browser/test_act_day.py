"""A session that is gone on with on another day asks once, on the glass, on which day the act is."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from mesomap.services.people import courses, patients
from mesomap.services.record import sessions, sync
from mesomap.storage.sqlite import open_storage
from tests.browser.chart import Chart, walk_in
from tests.cast import Tablet, new_id, seat_of, today


@pytest.fixture(scope="module")
def server(own_server):
    return own_server


@pytest.fixture
def left(server, signed_in_state):
    """Open a session fifteen days ago, in the practice of this server; its path and its day."""
    storage = open_storage(server.instance / "mesomap.db")
    then = datetime.now(UTC) - timedelta(days=15)
    seat = seat_of(storage, "cabinet@exemple.test")
    fields = {"family_name": "Exemple", "given_name": "Alix", "sex": "F"}
    known = {"birth_date": "1985-04-12", "height_cm": 165, "weight_kg": 62}
    patient = patients.create(seat, new_id(), fields | known, then)
    assert courses.of_patient(seat, patient.id) == []
    session = sessions.open_session(
        seat, session_id=new_id(), event_id=new_id(), patient_id=patient.id, course_id=None,
        now=then,
    )  # fmt: skip
    yield f"/sessions/{session.id}", session.treatment_date
    storage.close()


def prepare_lot(server, session_id, expiry):
    """Prepare a syringe of a lot that may be used up to the day planned, and no longer."""
    storage = open_storage(server.instance / "mesomap.db")
    lot = {"name": "Lidocaïne", "lot": "L1", "expiry": expiry}
    syringe = {"key": "A", "products": [lot], "volume_ml": 2}
    event = Tablet(session_id, new_id()).event("syringe.prepared", {"syringe": syringe})
    seat = seat_of(storage, "cabinet@exemple.test")
    sync.receive(seat, session_id, [event], datetime.now(UTC))
    storage.close()


def day_events(chart):
    return [e["body"] for e in chart.events() if e["kind"] == "session.dated"]


def test_resuming_on_another_day_asks_once_and_both_days_stay(tablet, left):
    path, planned = left
    page = tablet("portrait", "/patients")
    page.locator(f'#unfinished a[href="{path}"]').tap()
    page.wait_for_url(f"**{path}")
    chart = Chart(page)
    dialog = page.get_by_role("dialog", name="Quel jour a lieu l’acte ?")
    expect(dialog.locator("[data-act=day-other]")).to_contain_text("acte fait ce jour-là")
    chart.hand.tap_on("[data-act=day-other]")
    expect(dialog).to_have_count(0)
    chart.kept()
    assert day_events(chart) == [{"treatment_date": planned}]
    page.reload()
    chart.ready()
    expect(dialog).to_have_count(0)
    chart.open_region(0, -1060)
    chart.tap(0, -1060)
    chart.act("primary")
    chart.act("primary")
    chart.act("primary")
    chart.act("primary")
    expect(page.locator(".act-line [data-act=act-day]")).to_have_text("Changer le jour")
    chart.sign()
    expect(page.locator(".act-line")).to_contain_text(re.compile("Acte du .*, saisi le "))


def test_who_closes_the_question_meets_it_again_at_the_signature(tablet, server, left):
    path, planned = left
    prepare_lot(server, path.split("/")[-1], planned)
    chart = Chart(tablet("landscape", path))
    page = chart.page
    dialog = page.get_by_role("dialog", name="Quel jour a lieu l’acte ?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    chart.open_region(0, -1060)
    chart.tap(0, -1060)
    for _step in range(4):
        chart.act("primary")
    chart.hand.tap_on("#session[data-state=finishing] [data-act=primary]:not([data-resting])")
    expect(dialog).to_be_visible()
    chart.act("day-today")
    expect(page.locator(".act-line")).to_contain_text("(prévu le")
    expect(page.locator(".late-lot")).to_contain_text("le lot L1 est périmé le jour de l’acte")
    chart.sign()
    (said,) = day_events(chart)
    assert said["treatment_date"] > planned


def test_an_act_of_a_third_day_is_typed_and_what_cannot_be_is_refused_at_the_field(tablet, left):
    path, planned = left
    third = date.fromisoformat(planned) + timedelta(days=4)
    chart = Chart(tablet("phone", path))
    page = chart.page
    dialog = page.get_by_role("dialog", name="Quel jour a lieu l’acte ?")
    field, wrong = dialog.get_by_label("Un autre jour"), dialog.get_by_role("alert").first
    for key in (
        "[data-act=day-today]",
        "[data-act=day-other]",
        "[data-act=day-typed]",
        "[name=act_day]",
    ):
        box = dialog.locator(key).bounding_box()
        assert box
        assert box["height"] >= 44, key
        assert box["x"] + box["width"] <= 390, key
    for typed, why in (
        ("le mois dernier", "jour, mois, année"),
        (f"{today() + timedelta(days=1):%d/%m/%Y}", "au plus tard aujourd’hui"),
        (f"{date.fromisoformat(planned) - timedelta(days=32):%d%m%Y}", "au plus tôt un mois avant"),
    ):
        field.fill(typed)
        field.press("Enter")
        expect(wrong).to_contain_text(why)
        expect(field).to_have_value(typed)
        expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_contain_text("Ce qui est écrit n’est pas enregistré.")
    chart.act("stay")
    expect(field).to_have_value(f"{date.fromisoformat(planned) - timedelta(days=32):%d%m%Y}")
    field.fill(f"{third:%d/%m/%Y}")
    chart.act("day-typed")
    expect(dialog).to_have_count(0)
    chart.kept()
    assert day_events(chart) == [{"treatment_date": third.isoformat()}]
    page.reload()
    chart.ready()
    expect(dialog).to_have_count(0)


def test_a_session_of_today_can_be_of_an_act_of_yesterday(tablet):
    chart = walk_in(tablet)
    page = chart.page
    chart.open_region(0, -1085)
    chart.tap(0, -1085)
    for _step in range(4):
        chart.act("primary")
    yesterday = today() - timedelta(days=1)
    chart.act("act-day")
    page.get_by_label("Un autre jour").fill(f"{yesterday:%d/%m/%Y}")
    chart.act("day-typed")
    expect(page.locator(".act-line")).to_contain_text("(prévu le")
    chart.kept()
    assert day_events(chart) == [{"treatment_date": yesterday.isoformat()}]
