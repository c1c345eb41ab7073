"""Nothing of another practice can be seen or changed: every address is tried."""

import pytest

from mesomap.services.billing import estimates
from mesomap.services.people import courses
from mesomap.services.practice import settings
from mesomap.services.safety import exports
from tests.cast import NOW, new_id
from tests.web.conftest import marked, practice

#: Parts of addresses that name an object of a practice.
OBJECTS = {"patient_id", "session_id", "estimate_id"}

#: Parts that name nothing of anybody; a new one has to be thought about here.
PLAIN = {"filename", "lang", "name", "section", "stamp"}


@pytest.fixture
def theirs(app):
    """Another practice with one of everything."""
    other = practice(app, "Cabinet voisin", "Dr Voisin", "voisin@exemple.test")
    settings.put(other.seat, "tariff", {"flat_cents": 5000}, NOW)
    patient_id, session_id, tablet = marked(
        other, family="Voisine", given="Secrète", allergies="Secret"
    )
    course_id, estimate_id = new_id(), new_id()
    courses.create(
        other.seat, course_id=course_id, patient_id=patient_id, fields={"title": "Secrète"}, now=NOW
    )
    estimates.issue(other.seat, estimate_id=estimate_id, session_id=session_id, now=NOW, lang="fr")
    return {"doc": other, "patient_id": patient_id, "session_id": session_id, "course_id": course_id,
            "estimate_id": estimate_id, "tablet": tablet}  # fmt: skip


def test_every_part_of_an_address_is_known(app):
    assert {part for rule in app.url_map.iter_rules() for part in rule.arguments} == OBJECTS | PLAIN


def addresses(app, ids):
    for rule in app.url_map.iter_rules():
        if rule.arguments & OBJECTS:
            path = rule.rule
            for part in rule.arguments:
                path = path.replace(f"<{part}>", ids[part])
            assert "<" not in path, path
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, path


def test_their_ids_are_nowhere(app, me, theirs):
    before = fingerprint(theirs)
    tried = 0
    for method, path in addresses(app, theirs):
        me.get("/walk-in")
        if method == "GET":
            answer = me.get(path)
        elif path.startswith("/api/"):
            answer = me.post(path, json={"events": [theirs["tablet"].point("new")]})
        else:
            answer = me.post(
                path,
                {"family_name": "Pirate", "sex": "F", "title": "x", "version": "1", "do": "issue"},
            )
        assert answer.status_code == 404, (method, path)
        assert "Secr" not in answer.text, path
        tried += 1
    assert tried >= 18
    assert fingerprint(theirs) == before


def fingerprint(theirs):
    return exports.patient_json(theirs["doc"].seat, theirs["patient_id"])


def test_the_same_addresses_open_for_their_own_doctor(app, visitor, theirs):
    """The walk above would pass if every address were broken: here each one answers."""
    visitor.sign_in("voisin@exemple.test")
    for method, path in addresses(app, theirs):
        if method == "GET":
            assert visitor.get(path).status_code == 200, path


def test_their_course_cannot_take_my_session(me, doc, theirs):
    mine = doc.patient()
    me.get(f"/patients/{mine.id}")
    answer = me.post(f"/patients/{mine.id}/sessions", {"course_id": theirs["course_id"]})
    assert answer.status_code == 404


def test_lists_hold_nothing_of_theirs(me, doc, theirs):
    doc.patient("Mienne", "Alix")
    for path in (
        "/patients",
        "/patients?q=voisine",
        "/patients?q=",
        "/settings",
        "/settings/practice",
        "/settings/products",
        "/settings/devices",
        "/settings/accounts",
        "/settings/backup",
    ):
        page = me.get(path).text
        assert "Secr" not in page
        assert "Voisin" not in page.replace("« voisine »", "")
    assert "Mienne Alix" in me.get("/patients").text


def test_their_estimate_is_not_agreed_to_by_my_id(me, doc, theirs):
    """An estimate id that another practice has used is refused, and gives nothing away."""
    settings.put(doc.seat, "tariff", {"flat_cents": 7000}, NOW)
    _patient, session_id, _tablet = marked(doc)
    path = f"/sessions/{session_id}/estimate"
    me.get(path)
    answer = me.post(path, {"do": "issue", "estimate_id": theirs["estimate_id"]})
    assert answer.status_code in {303, 409}
    mine = estimates.of_session(doc.seat, session_id)
    assert all(e.total_cents == 7000 for e in mine)
    assert estimates.get(theirs["doc"].seat, theirs["estimate_id"]).total_cents == 5000
