"""Pages tell the day of the act beside the day planned and the day of the record."""

import json
from datetime import timedelta

import pytest

from mesomap.services.practice import settings
from mesomap.services.record import sessions
from mesomap.web.common.context import now
from tests.cast import Tablet, new_id


def days_ago(count):
    return now() - timedelta(days=count)


def today(doc):
    """The day it is for the practice; for UTC it may still be the day before."""
    with doc.storage.reading() as r:
        return settings.today(r, doc.practice_id, now()).isoformat()


@pytest.fixture
def person(doc):
    return doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)


@pytest.fixture
def session(doc, person):
    """Opened fifteen days ago, with a mark; nobody signed it."""
    session = doc.session(person.id, now=days_ago(15))
    doc.send(session.id, Tablet(session.id, new_id()).point("a"), now=days_ago(15))
    return session


def sign(doc, session, day):
    tablet = Tablet(session.id, new_id())
    doc.send(
        session.id, tablet.event("session.dated", {"treatment_date": day}),
        tablet.event("marks.done", {"as_planned": True}), tablet.event("session.signed"), now=now(),
    )  # fmt: skip


def test_the_first_page_lists_sessions_of_other_days_until_they_are_signed(me, doc, session):
    page = me.get("/patients").text
    assert 'id="unfinished"' in page
    assert "1 séance d’un autre jour, à finir" in page
    assert f'data-session="{session.id}"' in page
    assert 'id="unfinished"' not in me.get("/patients?q=Exemple").text
    sign(doc, session, session.treatment_date)
    assert 'id="unfinished"' not in me.get("/patients").text


def test_more_than_six_are_folded_away(me, doc, person):
    made = [doc.session(person.id, now=days_ago(2 + k)).id for k in range(8)]
    page = me.get("/patients").text
    shown, folded = page.split('<details class="unfinished-more">')
    assert "et 2 autres" in folded
    assert [f'data-session="{name}"' in shown for name in made] == [True] * 6 + [False] * 2
    assert all(f'data-session="{name}"' in page for name in made)


def test_an_act_recorded_afterwards_shows_both_days(me, doc, person, session):
    sign(doc, session, session.treatment_date)
    row = sessions.row(doc.seat, session.id)
    assert (row.recorded_on, row.planned_date) == (today(doc), None)
    for path in (f"/patients/{person.id}", f"/patients/{person.id}/history"):
        page = me.get(path).text
        assert "Acte du" in page, path
        assert "saisi le" in page, path
    exported = json.loads(me.get(f"/sessions/{session.id}/export.json").text)
    assert exported["recorded_on"] == row.recorded_on


def test_an_act_of_today_shows_the_day_that_was_planned(me, doc, person, session):
    sign(doc, session, today(doc))
    for path in (f"/patients/{person.id}", f"/patients/{person.id}/history"):
        page = me.get(path).text
        assert "(prévu le" in page, path
        assert "saisi le" not in page, path


def test_the_page_goes_by_the_day_of_the_act(me, doc):
    birthday = (now() - timedelta(days=5)).date()
    born = birthday.replace(year=birthday.year - 18)
    patient = doc.patient(birth_date=born.isoformat(), height_cm=165, weight_kg=62)
    session = doc.session(patient.id, now=days_ago(15))

    def age():
        page = me.get(f"/sessions/{session.id}").text
        _before, _tag, rest = page.partition('id="boot"')
        boot = json.loads(rest.partition(">")[2].partition("</script>")[0])
        return boot["patient"]["age_years"], boot["patient"]["birth_date"]

    assert age() == (17, born.isoformat())
    tablet = Tablet(session.id, new_id())
    day = {"treatment_date": today(doc)}
    doc.send(session.id, tablet.event("session.dated", day), now=now())
    assert age() == (18, born.isoformat())


def test_lists_count_what_was_done_once_something_is(me, doc, person):
    session = doc.session(person.id, now=now())
    tablet = Tablet(session.id, new_id())
    doc.send(session.id, *[tablet.point(f"m{k}", 19178 + 40 * k) for k in range(8)], now=now())

    def page():
        return " ".join(me.get(f"/patients/{person.id}").text.split())

    assert ">8 marques<" in page()
    done = tablet.event("marks.done", {"as_planned": True})
    left = tablet.event("marks.done", {"mark_ids": ["m7"], "done": False})
    doc.send(session.id, done, left, now=now())
    assert ">7 marques faites sur 8<" in page()
    doc.send(session.id, tablet.event("session.signed"), now=now())
    assert ">7 marques faites sur 8<" in page()
    assert "7 marques faites sur 8" in me.get("/patients").text
    assert ">8 marques<" not in page()
