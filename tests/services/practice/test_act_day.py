"""The day of the act: said where it is another than the one planned, and what goes by it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from mesomap.services.practice import settings
from mesomap.services.reading import history, prefetch
from mesomap.services.record import sessions
from mesomap.services.safety import exports
from tests.cast import NOW, Tablet, doctor

LATER = NOW + timedelta(days=24)
"""15 December 2026, 20:47 UTC; the sessions here are opened on 21 November."""


def dated(tablet, day):
    return tablet.event("session.dated", {"treatment_date": day})


def syringe(tablet, expiry, **product):
    lot = {"name": "Lidocaïne", "lot": "L1", "expiry": expiry} | product
    return tablet.event("syringe.prepared", {"syringe": {"key": "A", "products": [lot]}})


def test_the_day_of_the_act_is_the_treatment_date_and_the_planned_day_stays(
    doc, session_id, tablet
):
    doc.send(session_id, tablet.point("a"))
    doc.send(session_id, dated(tablet, "2026-12-15"), tablet.event("session.signed"), now=LATER)
    row = sessions.row(doc.seat, session_id)
    assert (row.treatment_date, row.planned_date, row.recorded_on) == (
        "2026-12-15", "2026-11-21", None
    )  # fmt: skip
    past = history.of_patient(doc.seat, row.patient_id, lang="fr")[0]
    assert (past.treatment_date, past.planned_date) == ("2026-12-15", "2026-11-21")
    exported = json.loads(exports.session_json(doc.seat, session_id))
    assert exported["session"]["treatment_date"] == "2026-12-15"
    assert exported["planned_date"] == "2026-11-21"


def test_an_act_recorded_afterwards_tells_both_days(doc, session_id, tablet):
    doc.send(session_id, tablet.point("a"))
    doc.send(session_id, dated(tablet, "2026-11-21"), tablet.event("session.signed"), now=LATER)
    row = sessions.row(doc.seat, session_id)
    assert (row.treatment_date, row.planned_date, row.recorded_on) == (
        "2026-11-21", None, "2026-12-15"
    )  # fmt: skip
    assert json.loads(exports.session_json(doc.seat, session_id))["recorded_on"] == "2026-12-15"


def test_a_session_signed_another_day_of_which_nobody_said_anything_keeps_what_it_says(
    doc, session_id, tablet
):
    doc.send(session_id, tablet.point("a"))
    doc.send(session_id, tablet.event("session.signed"), now=LATER)
    row = sessions.row(doc.seat, session_id)
    assert (row.treatment_date, row.planned_date, row.recorded_on) == ("2026-11-21", None, None)


def test_of_two_tablets_the_later_word_counts(doc, session_id, tablet):
    other = Tablet(session_id, "other")
    doc.send(session_id, dated(tablet, "2026-12-15"), now=LATER)
    doc.send(session_id, dated(other, "2026-12-14"), now=LATER)
    assert sessions.load(doc.seat, session_id).treatment_date == "2026-12-14"


def test_after_the_signature_a_day_is_an_addendum(doc, session_id, tablet):
    doc.send(session_id, tablet.point("a"), tablet.event("session.signed"))
    (answer,) = doc.send(session_id, dated(tablet, "2026-12-15"), now=LATER)
    session = sessions.load(doc.seat, session_id)
    assert (answer.status, session.treatment_date) == ("stored", "2026-11-21")
    assert session.addenda[0].event["body"] == {"treatment_date": "2026-12-15"}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-12-15", "stored"), ("2026-10-21", "stored"), ("2026-12-16", "stored"),
        ("2026-12-17", "refused"), ("2026-10-20", "refused"), ("2126-12-15", "refused"),
        ("0001-01-01", "refused"), ("2026-W50-2", "refused"), ("20261215", "refused"),
        ("15/12/2026", "refused"), ("", "refused"), (None, "refused"), (20261215, "refused"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_with_a_sentence(doc, session_id, tablet, day, status):
    (answer,) = doc.send(session_id, dated(tablet, day), now=LATER)
    assert answer.status == status
    if status == "refused":
        assert answer.template.format(**(answer.values or {})).endswith(".")
        assert sessions.load(doc.seat, session_id).dated is None


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Europe/Paris", "2027-01-01"), ("Pacific/Noumea", "2027-01-01"),
     ("Pacific/Tahiti", "2026-12-31"), ("Africa/Casablanca", "2027-01-01")],
)  # fmt: skip
def test_today_is_the_practice_s_day(doc, zone, today):
    settings.put(doc.seat, "practice", {"doctor": "Dr Exemple", "time_zone": zone}, NOW)
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    session = doc.session(now=moment)
    assert session.treatment_date == today
    tablet = Tablet(session.id)
    two_later = (datetime.fromisoformat(today) + timedelta(days=2)).date().isoformat()
    answers = doc.send(session.id, dated(tablet, today), dated(tablet, two_later), now=moment)
    assert [answer.status for answer in answers] == ["stored", "refused"]


# ------------------------------------------------------------ lots go by it


def test_a_lot_that_expired_before_the_act_is_told(doc, session_id, tablet):
    (kept,) = doc.send(session_id, syringe(tablet, "2026-11"))
    assert kept.template is None
    (answer,) = doc.send(session_id, dated(tablet, "2026-12-15"), now=LATER)
    assert (answer.status, answer.values["lot"]) == ("stored", "L1")
    assert "périmé" in answer.template.format(**answer.values)


def test_a_lot_prepared_after_the_day_was_said_goes_by_that_day(doc, session_id, tablet):
    said, lot = doc.send(
        session_id, dated(tablet, "2026-12-15"), syringe(tablet, "2026-11"), now=LATER
    )
    assert said.values["lot"] == lot.values["lot"] == "L1"
    fine = syringe(tablet, "2026-12-15")
    assert doc.send(session_id, fine, now=LATER)[0].template is None


def test_a_lot_whose_date_was_seen_is_not_told(doc, session_id, tablet):
    doc.send(session_id, syringe(tablet, "2026-11", expired_confirmed=True))
    assert doc.send(session_id, dated(tablet, "2026-12-15"), now=LATER)[0].template is None


# ------------------------------------------------------------ sessions of other days


def test_sessions_of_other_days_that_nobody_signed_are_listed(doc, session_id):
    patient = doc.patient("Démo", "Bo")
    signed = doc.session(patient.id)
    doc.send(
        signed.id, Tablet(signed.id).point("a"), Tablet(signed.id, "b").event("session.signed")
    )
    older = doc.session(patient.id, now=NOW - timedelta(days=2))
    today = doc.session(patient.id, now=LATER)
    doctor(doc.storage, "Ailleurs").session()
    rows = sessions.unfinished(doc.seat, LATER)
    assert [row.id for row in rows] == [session_id, older.id]
    assert [row.id for row in sessions.unfinished(doc.seat, NOW)] == [today.id, older.id]
    doc.send(session_id, dated(Tablet(session_id), "2026-12-15"), now=LATER)
    assert [row.id for row in sessions.unfinished(doc.seat, LATER)] == [older.id]


def test_a_tablet_keeps_the_unfinished_sessions_of_other_days_too(doc, session_id):
    kept = prefetch.of_today(doc.seat, LATER)
    assert [row["session_id"] for one in kept for row, _events in one.sessions] == [session_id]
