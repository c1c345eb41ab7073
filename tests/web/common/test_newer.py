"""A session that a newer version opened: it is said, and hides nothing else."""

from mesomap.services.record import sessions
from mesomap.web.common.context import now
from tests.cast import Tablet
from tests.furnished import tamper


def opened_by_a_newer_version(app, doc, patient_id, nth):
    session = doc.session(patient_id, now=now())
    doc.send(session.id, Tablet(session.id, f"t{nth}").point("a"), now=now())
    written = f"UPDATE event SET v = 2 WHERE session_id = '{session.id}'"
    tamper(app.config["INSTANCE"], written)
    return session.id


def test_what_a_newer_version_opened_is_said_and_the_rest_is_shown(app, me, doc):
    person = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    ours = doc.session(person.id, now=now())
    doc.send(ours.id, Tablet(ours.id).point("a"), now=now())
    theirs = [opened_by_a_newer_version(app, doc, person.id, n) for n in range(2)]
    history = me.get(f"/patients/{person.id}/history")
    assert f"/sessions/{ours.id}" in history.text
    assert history.text.count("data-unread") == 2
    assert me.get(f"/patients/{person.id}").text.count("Ouverte par une version plus récente") == 2
    assert [p["id"] for p in me.get("/api/today").json["people"]] == [person.id]
    kept = me.get(f"/patients/{person.id}/export.json").json["sessions"]
    assert [("newer" in case, len(case["events"])) for case in kept] == [
        (False, 2), (True, 2), (True, 2)
    ]  # fmt: skip
    again = doc.session(person.id, now=now())
    assert sessions.previous(doc.seat, again.id).id == ours.id
    assert me.get(f"/sessions/{again.id}").status_code == 200
    for path in (f"/sessions/{theirs[0]}", f"/sessions/{theirs[0]}/estimate"):
        page = me.get(path)
        assert page.status_code == 422
        assert "version plus récente" in page.text
        assert "Une valeur ne convient pas" not in page.text


def test_a_history_of_newer_sessions_alone_says_so(app, me, doc):
    person = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    opened_by_a_newer_version(app, doc, person.id, 0)
    page = me.get(f"/patients/{person.id}/history")
    assert page.text.count("data-unread") == 1
    assert "Pas encore de séance" not in page.text
