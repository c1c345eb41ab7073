"""Two records of one person: one afterwards, everywhere; and two again."""

import json
from datetime import timedelta

import pytest

from mesomap.domain.events import UUID7
from mesomap.errors import Conflict, NotFound, Refused
from mesomap.services.billing import estimates
from mesomap.services.people import courses, finding, patients
from mesomap.services.practice import settings
from mesomap.services.reading import history, prefetch
from mesomap.services.record import discarding, merging, nogo, offers, projections, sessions, sync
from mesomap.services.safety import exports, verify_derived
from tests.cast import NOW, Tablet, doctor, is_whole, new_id

SKIN = {"id": "n", "kind": "mole", "anchors": [[4000, 0.25, 0.5]], "radius_mm": 5}


@pytest.fixture
def two(doc):
    """Two records, each with a course, a session with a mark, skin to avoid and an estimate."""
    settings.put(doc.seat, "tariff", {"flat_cents": 5000}, NOW)
    made = [
        doc.patient("Dupré", "Émile", birth_date="1985-04-12", height_cm=165, weight_kg=62, allergies="latex"),
        doc.patient("Dupre", "Emile", birth_date="1985-04-12", height_cm=165, weight_kg=62, allergies="iode", notes="pressé"),
    ]  # fmt: skip
    ids = []
    for person in made:
        course_id = new_id()
        courses.create(
            doc.seat, course_id=course_id, patient_id=person.id, fields={"title": "Dos"}, now=NOW
        )
        session = doc.session(person.id, course_id=course_id)
        tablet = Tablet(session.id)
        doc.send(
            session.id,
            tablet.point("a"),
            tablet.event("nogo.drawn", {"nogo": SKIN | {"id": person.id}}),
        )
        estimates.issue(doc.seat, estimate_id=new_id(), session_id=session.id, now=NOW, lang="fr")
        ids.append((person.id, session.id))
    return ids


def of_one(doc, patient_id):
    """What is found under an id, everywhere it is looked for."""
    day = prefetch.of_today(doc.seat, NOW)
    exported = json.loads(exports.patient_json(doc.seat, patient_id))
    return {
        "sessions": {row.id for row in sessions.of_patient(doc.seat, patient_id)},
        "courses": len(courses.of_patient(doc.seat, patient_id)),
        "estimates": len(estimates.of_patient(doc.seat, patient_id)),
        "history": {past.session_id for past in history.of_patient(doc.seat, patient_id, lang="fr")},
        "nogo": len(nogo.of_patient(doc.seat, patient_id)),
        "exported": {kept["events"][0]["session_id"] for kept in exported["sessions"]},
        "today": {row["session_id"] for kept in day if kept.patient.id == patient_id for row, _ in kept.sessions},
    }  # fmt: skip


def test_everything_of_both_is_found_under_the_one_that_is_left(doc, two):
    (mine, session), (theirs, other) = two
    chain = [e.id for s in (session, other) for e in sessions.events(doc.seat, s)]
    merging.merge(doc.seat, mine, theirs, NOW)
    both = {session, other}
    found = {"sessions": both, "courses": 2, "estimates": 2, "history": both, "nogo": 2,
             "exported": both, "today": both}  # fmt: skip
    assert of_one(doc, mine) == found
    assert of_one(doc, theirs) == found | {"today": set()}
    assert patients.get(doc.seat, theirs) == patients.get(doc.seat, mine)
    assert patients.get(doc.seat, mine).allergies == "latex\niode"
    assert sessions.row(doc.seat, other).patient_id == mine
    for typed in ("dupre", "", "1985", "dupré émile"):
        assert [row.id for row in patients.search(doc.seat, typed)] == [mine], typed
    line = patients.search(doc.seat, "dupre")[0]
    assert (line.sessions_count, line.course) == (2, "Dos")
    assert finding.page(doc.seat, "").total == 1
    assert [e.id for s in (session, other) for e in sessions.events(doc.seat, s)] == chain
    assert sessions.events(doc.seat, other)[0].body["patient_id"] == theirs
    projections.rebuild(doc.seat)
    assert of_one(doc, mine)["sessions"] == both
    assert is_whole(doc.seat)


def test_parting_gives_each_its_own_back_and_leaves_what_was_made_since(doc, two):
    (mine, _), (theirs, _) = two
    before = [of_one(doc, key) for key in (mine, theirs)]
    rows = [patients.get(doc.seat, key) for key in (mine, theirs)]
    merging.merge(doc.seat, mine, theirs, NOW)
    since = doc.session(theirs).id
    assert sessions.events(doc.seat, since)[0].body["patient_id"] == mine
    assert merging.part(doc.seat, theirs, NOW) == mine
    assert of_one(doc, theirs) == before[1]
    assert of_one(doc, mine)["sessions"] == before[0]["sessions"] | {since}
    again = [patients.get(doc.seat, key) for key in (mine, theirs)]
    assert [(p.allergies, p.notes, p.name) for p in again] == [
        (p.allergies, p.notes, p.name) for p in rows
    ]
    assert len(patients.search(doc.seat, "dupre")) == 2


def numbers(doc, patient_id):
    """How each session of a patient is numbered, oldest first, wherever it is said."""
    rows = sessions.of_patient(doc.seat, patient_id)[::-1]
    by_row = [(row.id, row.number) for row in rows]
    exported = json.loads(exports.patient_json(doc.seat, patient_id))["sessions"]
    for said in (
        [(row.id, sessions.load(doc.seat, row.id).number) for row in rows],
        [(past.session_id, past.number) for past in history.of_patient(doc.seat, patient_id, lang="fr")],
        [(case["session"]["id"], case["session"]["number"]) for case in exported],
    ):  # fmt: skip
        assert said == by_row
    return [number for _id, number in by_row]


def test_sessions_of_two_records_are_counted_by_their_day(doc):
    settings.put(doc.seat, "tariff", {"flat_cents": 5000}, NOW)
    mine, theirs = doc.patient("Démo", "Sofia"), doc.patient("Démo", "S.")
    days = [NOW + timedelta(days=n) for n in range(4)]
    opened = [doc.session(whose.id, now=day).id for whose, day in zip((mine, theirs, mine), days, strict=False)]  # fmt: skip
    doc.send(opened[2], Tablet(opened[2]).point("a"))
    issued = {"session_id": opened[2], "now": days[2], "lang": "fr"}
    estimates.issue(doc.seat, estimate_id=new_id(), **issued)
    assert (numbers(doc, mine.id), numbers(doc, theirs.id)) == ([1, 2], [1])
    merging.merge(doc.seat, mine.id, theirs.id, days[3])
    assert numbers(doc, mine.id) == [1, 2, 3]
    estimates.issue(doc.seat, estimate_id=new_id(), **issued | {"now": days[3]})
    papers = estimates.of_session(doc.seat, opened[2])
    assert sorted(e.body["session_number"] for e in papers) == [2, 3]
    [kept] = [k for k in prefetch.of_today(doc.seat, days[3]) if k.patient.id == mine.id]
    assert kept.number == 4
    since = doc.session(mine.id, now=days[3]).id
    assert sessions.events(doc.seat, since)[0].body["number"] == 4
    discarding.put_aside(doc.seat, opened[1], "", days[3])
    assert numbers(doc, mine.id) == [1, 2, 3]
    discarding.take_back(doc.seat, opened[1], new_id(), days[3])
    assert numbers(doc, mine.id) == [1, 2, 3, 4]
    with doc.storage.reading() as r:
        assert not list(verify_derived.findings(r, doc.practice_id, "", lambda _done: None, []))
    merging.part(doc.seat, theirs.id, days[3])
    assert numbers(doc, mine.id) == [1, 2, 4]


def test_a_course_goes_on_counting_by_itself(doc, two):
    (mine, _), (theirs, _) = two
    doc.session(mine)
    doc.session(theirs)
    merging.merge(doc.seat, mine, theirs, NOW)
    assert sorted(numbers(doc, mine)) == [1, 1, 1, 2]


def test_what_was_corrected_since_is_not_given_back(doc, two):
    (mine, _), (theirs, _) = two
    merging.merge(doc.seat, mine, theirs, NOW)
    merged = patients.get(doc.seat, mine)
    patients.update(
        doc.seat, theirs, {"allergies": "latex, iode"}, NOW, expected_version=merged.version
    )
    merging.part(doc.seat, theirs, NOW)
    left = patients.get(doc.seat, mine)
    assert (left.allergies, left.notes) == ("latex, iode", "")
    assert patients.get(doc.seat, theirs).allergies == "iode"


def test_merges_are_logged_with_who_and_when(doc, two):
    (mine, _), (theirs, _) = two
    merging.merge(doc.seat, mine, theirs, NOW)
    merging.part(doc.seat, theirs, NOW)
    with doc.storage.reading() as r:
        log = r.changes(doc.practice_id, "patient", theirs)
    assert [c["changes"].get("merged_into") for c in log[1:]] == [[None, mine], [mine, None]]
    assert {c["author_id"] for c in log} == {doc.user_id}


def test_chains_cycles_and_strangers_are_refused(storage, doc, two):
    (a, _), (b, _) = two
    c = doc.patient("Dupré", "E").id
    with pytest.raises(Refused):
        merging.merge(doc.seat, a, a, NOW)
    merging.merge(doc.seat, a, b, NOW)
    for mine, theirs in ((b, a), (a, b), (c, b), (b, c), (c, a)):
        with pytest.raises(Conflict):
            merging.merge(doc.seat, mine, theirs, NOW)
    with pytest.raises(Conflict):
        merging.part(doc.seat, a, NOW)
    other = doctor(storage, "Ailleurs")
    foreign = other.patient("Dupré", "Émile").id
    for mine, theirs in ((a, foreign), (foreign, c), (a, new_id())):
        with pytest.raises(NotFound):
            merging.merge(doc.seat, mine, theirs, NOW)
        with pytest.raises(NotFound):
            merging.preview(doc.seat, mine, theirs)
    merging.merge(doc.seat, a, c, NOW)
    assert {p.id for p in merging.merged_into(doc.seat, a)} == {b, c}


def test_two_records_with_others_merged_into_each_say_what_to_do(doc):
    a, b, c, d = (doc.patient("Démo", "A").id for _ in range(4))
    merging.merge(doc.seat, a, b, NOW)
    merging.merge(doc.seat, c, d, NOW)
    with pytest.raises(Conflict, match="séparez d’abord"):
        merging.merge(doc.seat, a, c, NOW)
    merging.part(doc.seat, d, NOW)
    for other in (c, d):
        merging.merge(doc.seat, a, other, NOW)
    assert {p.id for p in merging.merged_into(doc.seat, a)} == {b, c, d}


def test_a_session_that_a_tablet_opened_under_the_old_id_is_the_others(doc, two):
    (mine, _), (theirs, _) = two
    body = prefetch.body_now(doc.seat, theirs, NOW)
    course = courses.of_patient(doc.seat, theirs)[0].id
    offer = offers.make(doc.seat, NOW)
    merging.merge(doc.seat, mine, theirs, NOW)
    session_id = new_id()
    tablet = Tablet(session_id)
    opened = {
        "patient_id": theirs,
        "course_id": course,
        "number": 2,
        "treatment_date": "2026-11-21",
        **offer,
        **body,
    }
    done = sync.receive(
        doc.seat, session_id, [tablet.event("session.opened", opened), tablet.point("a")], NOW
    )
    assert {answer.status for answer in done} == {"stored"}
    assert session_id in {row.id for row in sessions.of_patient(doc.seat, mine)}
    carried = patients.bring(doc.seat, theirs, {"family_name": "Dupre", "sex": "F"}, NOW)
    assert (carried.patient.id, carried.is_new) == (mine, False)
    kept = {k.patient.id: k.merged for k in prefetch.of_today(doc.seat, NOW)}
    assert kept[mine] == (theirs,)
    assert UUID7.fullmatch(theirs)


def test_parting_leaves_what_another_record_that_is_still_merged_says_as_well(doc):
    mine = doc.patient("Dupré", "Émile")
    other = doc.patient("Dupré", "Émile", allergies="lidocaïne", birth_date="1985-04-12")
    later = doc.patient("Dupre", "Emile", allergies="Lidocaïne", birth_date="1985-04-12")
    for one in (other, later):
        merging.merge(doc.seat, mine.id, one.id, NOW)
    merging.part(doc.seat, other.id, NOW)
    left = patients.get(doc.seat, mine.id)
    assert (left.allergies, left.birth_date) == ("Lidocaïne", "1985-04-12")


def test_what_was_struck_out_before_a_merge_does_not_come_back_by_parting(doc):
    mine, first = doc.patient("Dupré", "Émile"), doc.patient("Dupré", "Émile", allergies="latex")
    second = doc.patient("Dupré", "Émile", allergies="iode")
    merging.merge(doc.seat, mine.id, first.id, NOW)
    struck = patients.get(doc.seat, mine.id)
    patients.update(
        doc.seat, mine.id, {"allergies": ""}, NOW, expected_version=struck.version
    )  # fmt: skip
    merging.merge(doc.seat, mine.id, second.id, NOW)
    merging.part(doc.seat, second.id, NOW)
    assert patients.get(doc.seat, mine.id).allergies == ""


def test_a_second_tap_on_a_course_of_a_record_that_was_merged_is_the_same_course(doc, two):
    (mine, _), (other, _) = two
    begun = {"course_id": new_id(), "patient_id": other, "fields": {"title": "Genou"}, "now": NOW}
    before = courses.create(doc.seat, **begun)
    merging.merge(doc.seat, mine, other, NOW)
    assert courses.create(doc.seat, **begun).id == before.id
    begun["course_id"] = new_id()
    first = courses.create(doc.seat, **begun)
    assert courses.create(doc.seat, **begun) == first
