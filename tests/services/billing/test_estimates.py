"""Estimates: drafted from the plan, adjusted with reasons, issued once, never changed."""

import io
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from mesomap.body import area
from mesomap.domain.clock import utc_moment
from mesomap.domain.depths import Depth
from mesomap.domain.estimate import issued_on
from mesomap.domain.marks import mark_from_json
from mesomap.domain.physique import physique_from_json
from mesomap.errors import Conflict, NotFound, Refused
from mesomap.services.billing import estimates
from mesomap.services.papers.aftercare import aftercare_pdf
from mesomap.services.people import courses
from mesomap.services.practice import accounts, settings
from mesomap.services.practice.accounts import Account
from mesomap.services.practice.letterhead import doctor_of_settings
from mesomap.services.safety import exports
from tests.cast import NOW, Tablet, doctor, face_of, fresh_storage, new_id

TARIFF = {
    "mode": "region",
    "region_cents": 2000,
    "acts": [{"key": "cryo", "label": "Cryothérapie", "amount_cents": 1500}],
    "supplies": [{"key": "kit", "label": "Matériel", "amount_cents": 250, "per": "syringe"}],
}
KEYS = ["lumbar_paravertebral.L", "knee_patellar.L", "knee_patellar.R"]


@pytest.fixture
def doc(tmp_path):
    storage = fresh_storage(tmp_path)
    made = doctor(storage)
    settings.put(made.seat, "tariff", TARIFF, NOW)
    settings.put(made.seat, "practice", {"telephone": "00 00 00 00 00"}, NOW)
    yield made
    storage.close()


@pytest.fixture
def planned(doc, session, tablet):
    """A session with one point in each of three regions."""
    answers = doc.send(session.id, *(tablet.point(k, face_of(k)) for k in KEYS))
    assert {a.status for a in answers} == {"stored"}
    return session


def draft(doc, session, lang="fr", **wishes):
    return estimates.draft(doc.seat, session.id, lang, **wishes)


def issue(doc, session, estimate_id=None, now=NOW, **wishes):
    return estimates.issue(
        doc.seat, estimate_id=estimate_id or new_id(), session_id=session.id, now=now, lang="fr",
        **wishes,
    )  # fmt: skip


def text_of(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


AT_NEW_YEAR = [
    ("Europe/Paris", "2026-12-31T22:59:59.000Z", "D-2026-0001", "31 décembre 2026"),
    ("Europe/Paris", "2026-12-31T23:30:00.000Z", "D-2027-0001", "1er janvier 2027"),
    ("Pacific/Noumea", "2026-12-31T13:30:00.000Z", "D-2027-0001", "1er janvier 2027"),
    ("Pacific/Tahiti", "2027-01-01T00:30:00.000Z", "D-2026-0001", "31 décembre 2026"),
    ("Africa/Casablanca", "2026-12-31T23:30:00.000Z", "D-2027-0001", "1er janvier 2027"),
]


@pytest.mark.parametrize(("zone", "at", "number", "day"), AT_NEW_YEAR)
def test_number_and_paper_are_of_the_practices_day(doc, planned, zone, at, number, day):
    settings.put(doc.seat, "practice", {"time_zone": zone}, NOW)
    made = issue(doc, planned, now=utc_moment(at))
    assert made.number == number
    assert f"Établi le {day}" in text_of(estimates.pdf(doc.seat, made.id, with_drawing=False))
    assert f"{number};{made.body['issued_on']}" in exports.estimate_csv(
        doc.seat, made.id, lang="fr"
    ).decode("utf-8-sig")


def issued_day(doc, session, at, **said):
    made = issue(doc, session, now=utc_moment(at), **said)
    return made.number, made.body["issued_on"]


def test_a_clock_set_back_is_doubted_and_no_later_number_is_of_an_earlier_day(doc, planned):
    issued_day(doc, planned, "2026-11-25T10:00:00.000Z")
    with pytest.raises(Refused, match=r"21/11/2026.*D-2026-0001.*25/11/2026") as caught:
        issue(doc, planned)
    assert caught.value.values["field"] == "clock_is_right"
    assert len(estimates.of_session(doc.seat, planned.id)) == 1
    again = issued_day(doc, planned, "2026-11-21T10:00:00.000Z", clock_is_right=True)
    assert again == ("D-2026-0002", "2026-11-25")
    after = issued_day(doc, planned, "2026-11-25T22:30:00.000Z")
    assert after == ("D-2026-0003", "2026-11-25")


def test_an_estimate_of_a_year_to_come_does_not_date_those_of_this_year(doc, planned):
    """The clock had stood in 2031 for a day: the series of 2026 goes on, once someone says so."""
    issued_day(doc, planned, "2031-03-01T10:00:00.000Z")
    with pytest.raises(Refused, match="01/03/2031"):
        issue(doc, planned)
    right = issued_day(doc, planned, "2026-11-21T10:00:00.000Z", clock_is_right=True)
    assert right == ("D-2026-0001", "2026-11-21")


def test_an_estimate_issued_before_days_were_kept_still_tells_its_day(doc, planned):
    made = issue(doc, planned)
    old = {k: v for k, v in made.body.items() if k != "issued_on"}
    assert issued_on(old).isoformat() == made.body["issued_on"] == "2026-11-21"


FRENCH = re.compile(
    r"CGI|CCAM|ANLB|RPPS|SIRET|Assurance maladie|obligation|devis détaillé|décret", re.IGNORECASE
)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_of_french_law_is_on_the_papers_of_a_practice_elsewhere(doc, planned, lang):
    """The session was opened before anyone said where the practice is."""
    own = {"country": "MA", "identifiers": "INPE 000000", "rpps": "00000000001"}
    settings.put(doc.seat, "practice", own, NOW)
    settings.put(doc.seat, "tariff", {"currency": "MAD", "vat_note": "Note du cabinet"}, NOW)
    later = doc.session(planned.patient_id)
    tablet = Tablet(later.id)
    doc.send(later.id, *(tablet.point(k, face_of(k)) for k in KEYS))
    for session in (planned, later):
        made = estimates.issue(
            doc.seat, estimate_id=new_id(), session_id=session.id, now=NOW, lang=lang,
            purpose="aesthetic", extra=[{"label": "Soin", "amount_cents": 90_000}],
        )  # fmt: skip
        paper = text_of(estimates.pdf(doc.seat, made.id, with_drawing=False))
        sheet = aftercare_pdf(doc.seat, session.id, lang=lang, now=NOW)
        table = exports.estimate_csv(doc.seat, made.id, lang=lang).decode()
        for text in (paper, text_of(sheet), table, json.dumps(made.body)):
            assert not FRENCH.search(text), text
        assert "INPE 000000" in paper
    assert "Note du cabinet" in paper
    assert made.body["currency"] == "MAD"


def test_a_practice_in_france_says_what_its_law_asks_for(doc, planned):
    settings.put(doc.seat, "practice", {"rpps": "00000000001"}, NOW)
    made = issue(doc, planned, extra=[{"label": "Soin", "amount_cents": 5_000}])
    paper = text_of(estimates.pdf(doc.seat, made.id, with_drawing=False))
    for said in ("art. 261-4-1° du CGI", "ANLB003", "RPPS 00000000001", "70,00 €"):
        assert said in paper.replace("\xa0", " ")


def test_a_session_opened_before_any_tariff_is_priced_with_todays(tmp_path):
    storage = fresh_storage(tmp_path)
    doc = doctor(storage)
    session = doc.session()
    doc.send(session.id, Tablet(session.id).point(KEYS[0], face_of(KEYS[0])))
    assert [n["code"] for n in draft(doc, session).notices][:1] == ["tariff-unset"]
    settings.put(doc.seat, "tariff", {"flat_cents": 5_000}, NOW)
    assert draft(doc, session).total_cents == 5_000
    issue(doc, session)
    settings.put(doc.seat, "tariff", {"flat_cents": 9_000}, NOW)
    assert estimates.difference(doc.seat, session.id)["delta_cents"] == 0
    storage.close()


def test_a_draft_explains_each_line(doc, planned):
    found = draft(doc, planned)
    assert [(li.key, li.amount_cents) for li in found.lines] == [("fee", 6000)]
    assert re.sub(r"\s", " ", found.lines[0].explanation) == "3 régions × 20,00 €"
    assert found.total_cents == 6000
    assert found.figures["region_names"][0] == "Genou, côté gauche"
    assert found.duration["low_min"] < found.duration["mid_min"] < found.duration["high_min"]
    assert any("Antisepsie" in row["sentence"] for row in found.duration["lines"])
    assert found.offered == (
        {"key": "cryo", "label": "Cryothérapie", "amount_cents": 1500, "purpose": "therapeutic",
         "chosen": False},
    )  # fmt: skip


def test_the_doctor_adjusts_adds_and_chooses(doc, planned):
    found = draft(
        doc, planned,
        adjustments=[{"key": "fee", "amount_cents": 5000, "reason": "Fidélité"}],
        extra=[{"label": "Attelle", "amount_cents": 2500}],
        acts=["cryo"],
    )  # fmt: skip
    assert [(li.key, li.amount_cents, li.computed_cents) for li in found.lines] == [
        ("fee", 5000, 6000), ("act:cryo", 1500, 1500), ("extra:0", 2500, 2500),
    ]  # fmt: skip
    assert found.total_cents == 9000
    assert found.offered[0]["chosen"]


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"adjustments": [{"key": "fee", "amount_cents": 1}]}, "amount-fee"),
        ({"extra": [{"label": "", "amount_cents": 1}]}, "extra_amount-0"),
        ({"acts": ["moxa"]}, "acts"),
        ({"purpose": "fun"}, "purpose"),
    ],
)
def test_what_cannot_be_wished_is_refused_and_nothing_is_issued(doc, planned, wishes, field):
    for act in (draft, issue):
        with pytest.raises(Refused) as caught:
            act(doc, planned, **wishes)
        assert caught.value.values["field"] == field
    assert estimates.of_session(doc.seat, planned.id) == []


def codes(found):
    return [n["code"] for n in found.notices]


@pytest.mark.parametrize(
    ("cents", "due"), [(6999, []), (7000, ["prior-information"]), (7001, ["prior-information"])]
)
def test_written_information_is_due_from_seventy_euros(doc, planned, cents, due):
    wish = [{"key": "fee", "amount_cents": cents, "reason": "r"}]
    assert codes(draft(doc, planned, adjustments=wish)) == due


@pytest.mark.parametrize(("cents", "due"), [(29_999, False), (30_000, True)])
def test_a_detailed_estimate_is_due_for_an_aesthetic_act_from_three_hundred(
    doc, planned, cents, due
):
    wish = [{"key": "fee", "amount_cents": cents, "reason": "r"}]
    aesthetic = draft(doc, planned, adjustments=wish, purpose="aesthetic")
    assert ("aesthetic-estimate" in codes(aesthetic)) is due
    assert aesthetic.vat[0]["rate_pct"] == 20
    assert "aesthetic-estimate" not in codes(draft(doc, planned, adjustments=wish))


def test_fat_lysis_is_flagged_by_the_courses_title(doc):
    patient = doc.patient(birth_date="1985-04-12", height_cm=165, weight_kg=62)
    course_id = new_id()
    courses.create(doc.seat, course_id=course_id, patient_id=patient.id,
                   fields={"title": "Cellulite des cuisses"}, now=NOW)  # fmt: skip
    found = draft(doc, doc.session(patient.id, course_id=course_id))
    flag = next(n for n in found.notices if n["code"] == "fat-lysis")
    assert "2011-382" in flag["sentence"]
    assert not flag["printed"]


def test_an_estimated_body_is_said(doc):
    found = draft(doc, doc.session(doc.patient(birth_date="1985-04-12").id, silhouette="strong"))
    assert "body-estimated" in codes(found)


def test_an_unset_tariff_is_said_and_cannot_be_issued_for_nothing(tmp_path):
    storage = fresh_storage(tmp_path)
    doc = doctor(storage)
    session = doc.session()
    doc.send(session.id, Tablet(session.id).point("a", face_of(KEYS[0])))
    assert "tariff-unset" in codes(draft(doc, session))
    with pytest.raises(Refused, match="Réglages"):
        issue(doc, session)
    wish = [{"key": "fee", "amount_cents": 4500, "reason": "Convenu"}]
    assert issue(doc, session, adjustments=wish).total_cents == 4500
    storage.close()


def test_an_empty_plan_cannot_be_issued(doc, session):
    with pytest.raises(Refused, match="Rien n’est marqué"):
        issue(doc, session)


def test_numbers_have_no_gaps_and_a_double_tap_is_one_issue(doc, planned):
    estimate_id = new_id()
    first = issue(doc, planned, estimate_id)
    assert issue(doc, planned, estimate_id) == first
    second = issue(doc, planned, now=NOW + timedelta(minutes=1))
    assert [first.number, second.number] == ["D-2026-0001", "D-2026-0002"]
    assert estimates.of_session(doc.seat, planned.id) == [first, second]
    assert estimates.of_patient(doc.seat, first.patient_id) == [first, second]


def colleague(doc, name="Dr B. Démo"):
    made = accounts.add(doc.seat, new_id(), name, "b@exemple.test", "x", NOW)
    return replace(doc.seat, user_id=made.user_id)


HEAD = {
    "doctor": "Dr A. Exemple, angiologue", "speciality": "Angiologie", "address": "1 rue du Test",
    "rpps": "10000000001", "siret": "10000000000001",
}  # fmt: skip


def test_a_paper_names_who_issues_it_and_keeps_that(doc, planned, tablet):
    """Signed by the one, issued by the other: each paper bears the name of its doctor."""
    settings.put(doc.seat, "practice", HEAD, NOW)
    other = colleague(doc)
    issue = {"session_id": planned.id, "now": NOW, "lang": "fr"}
    ours = estimates.issue(doc.seat, estimate_id=new_id(), **issue)
    theirs = estimates.issue(other, estimate_id=new_id(), **issue)
    assert ours.body["practice"]["doctor"] == "Dr A. Exemple, angiologue"
    assert ours.body["practice"]["rpps"] == "10000000001"
    their = theirs.body["practice"]
    assert their["doctor"] == "Dr B. Démo"
    assert {k: their[k] for k in ("speciality", "rpps", "address", "siret")} == {
        "speciality": "", "rpps": "", "address": "1 rue du Test", "siret": "10000000000001",
    }  # fmt: skip
    before = estimates.pdf(doc.seat, theirs.id, with_drawing=False)
    assert "Dr B. Démo" in text_of(before)
    assert "angiologue" not in text_of(before)
    settings.put(doc.seat, "practice", HEAD | {"doctor": "Dr B. Démo"}, NOW)
    assert estimates.pdf(doc.seat, theirs.id, with_drawing=False) == before
    assert estimates.get(doc.seat, ours.id).body["practice"] == ours.body["practice"]


def test_the_after_care_sheet_names_who_signed_before_that_who_prints(doc, planned, tablet):
    settings.put(doc.seat, "practice", HEAD, NOW)
    other = colleague(doc)

    def named(seat):
        return text_of(aftercare_pdf(seat, planned.id, lang="fr", now=NOW))

    assert "Dr A. Exemple" in named(doc.seat)
    assert "Dr B. Démo" in named(other)
    assert "Dr A. Exemple" not in named(other)
    doc.send(planned.id, tablet.event("session.signed"))
    assert named(other) == named(doc.seat)
    assert "Dr A. Exemple" in named(other)


@pytest.mark.parametrize(
    ("said", "names", "stopped", "whose"),
    [
        ("Dr A. Exemple, angiologue", ["Dr Exemple", "Dr Démo"], [], "Dr Exemple"),
        ("dr demo", ["Dr Exemple", "Dr Démo"], [], "Dr Démo"),
        ("", ["Dr Exemple", "Dr Démo"], [], "Dr Exemple"),
        ("Dr Démo, angiologue", ["Dr Exemple", "Dr Démo"], ["Dr Exemple"], "Dr Démo"),
        ("Dr Exemple", ["Dr Exemple", "Dr Démo"], ["Dr Exemple"], "Dr Exemple"),
        ("Dr Exemple", ["Dr Exemple"], ["Dr Exemple"], "Dr Exemple"),
    ],
)
def test_the_doctor_of_the_settings_is_one_account(said, names, stopped, whose):
    found = [
        Account(n, "p", "Cabinet", n, "", "", "", "2026" if n in stopped else None) for n in names
    ]
    assert doctor_of_settings(said, found).name == whose


def test_an_id_belongs_to_one_session(doc, planned):
    estimate_id = new_id()
    issue(doc, planned, estimate_id)
    other = doc.session()
    doc.send(other.id, Tablet(other.id).point("a", face_of(KEYS[0])))
    with pytest.raises(Conflict):
        issue(doc, other, estimate_id)


def test_what_was_issued_stays_whatever_changes_later(doc, planned, tablet):
    made = issue(doc, planned)
    before = estimates.pdf(doc.seat, made.id, with_drawing=True)
    doc.send(planned.id, tablet.point("more", face_of("deltoid_lateral.L")))
    settings.put(doc.seat, "tariff", {"region_cents": 9900}, NOW)
    settings.put(doc.seat, "practice", {"telephone": "11 11 11 11 11"}, NOW)
    assert estimates.get(doc.seat, made.id) == made
    assert estimates.pdf(doc.seat, made.id, with_drawing=True) == before


def test_an_estimate_can_be_computed_again_from_itself(doc, planned):
    body = issue(doc, planned).body
    source = body["computed_from"]
    radii = {Depth(k): v for k, v in source["radii_mm"].items()}
    again = area.measure(
        physique_from_json(source["body"]), [mark_from_json(m) for m in source["marks"]],
        radii_mm=radii, stroke_width_mm=source["stroke_width_mm"],
    )  # fmt: skip
    assert again.treated_mm2 / 100 == pytest.approx(body["figures"]["treated_cm2"], rel=5e-4)
    assert source["tariff"]["region_cents"] == 2000
    assert source["duration"]
    assert source["atlas"]["mesh"] == "1"
    assert json.loads(json.dumps(body)) == body
    assert sum(li["amount_cents"] for li in body["lines"]) == body["total_cents"]


def test_the_pdf_says_what_was_issued(doc, planned):
    made = issue(
        doc, planned, adjustments=[{"key": "fee", "amount_cents": 5500, "reason": "Étudiante"}]
    )
    said = text_of(estimates.pdf(doc.seat, made.id, with_drawing=False))
    for words in ("Devis D-2026-0001", "Dr Exemple", "Cabinet du Parc", "00 00 00 00 00",
                  "Exemple Alix", "55,00 €", "3 régions × 20,00 €", "Étudiante",
                  "Région lombaire paravertébrale gauche"):  # fmt: skip
        assert words in said, words
    drawn = text_of(estimates.pdf(doc.seat, made.id, with_drawing=True))
    assert "Dos" in drawn
    assert "Face" in drawn


def test_the_difference_follows_what_was_done(doc, planned, tablet):
    made = issue(doc, planned, adjustments=[], acts=["cryo"])
    doc.send(
        planned.id,
        tablet.event("plan.agreed", {"informed": True, "estimate_id": made.id}),
        tablet.event("timer.started", {"elapsed_ms": 0}),
        tablet.event("timer.stopped", {"elapsed_ms": 390_000}),
        tablet.event("marks.done", {"as_planned": True}),
        tablet.event("marks.done", {"mark_ids": [KEYS[2]], "done": False}),
    )
    found = estimates.difference(doc.seat, planned.id)
    assert found["planned"]["estimate_number"] == made.number
    assert (found["planned"]["total_cents"], found["done"]["total_cents"]) == (7500, 5500)
    assert found["delta_cents"] == -2000
    assert (found["planned"]["points"], found["done"]["points"]) == (3, 2)
    assert found["done"]["minutes"] == 6.5
    assert [(li["planned_cents"], li["done_cents"]) for li in found["lines"]] == [
        (6000, 4000),
        (1500, 1500),
    ]


def test_an_adjusted_fee_stays_adjusted_in_the_difference(doc, planned, tablet):
    issue(doc, planned, adjustments=[{"key": "fee", "amount_cents": 5000, "reason": "r"}])
    doc.send(planned.id, tablet.event("marks.done", {"mark_ids": KEYS[:1], "done": True}))
    found = estimates.difference(doc.seat, planned.id)
    assert found["delta_cents"] == 0


def test_before_anything_is_issued_the_difference_is_to_the_draft(doc, planned):
    found = estimates.difference(doc.seat, planned.id, "en")
    assert found["planned"]["estimate_number"] is None
    assert found["planned"]["total_cents"] == 6000
    assert found["done"]["minutes"] is None


def test_supplies_count_by_syringe_that_holds_something(doc, planned, tablet):
    for key, dry in (("A", False), ("B", True)):
        syringe = {"key": key, "dry": dry, "products": [], "volume_ml": None, "needle_mm": 4,
                   "device": "manual"}  # fmt: skip
        doc.send(planned.id, tablet.event("syringe.prepared", {"syringe": syringe}))
    assert [(li.key, li.amount_cents) for li in draft(doc, planned).lines][1:] == [
        ("supply:kit", 250)
    ]


@pytest.mark.parametrize(
    "read",
    [
        lambda d, m: estimates.draft(d.seat, m.session_id, "fr"),
        lambda d, m: estimates.get(d.seat, m.id),
        lambda d, m: estimates.pdf(d.seat, m.id, with_drawing=False),
        lambda d, m: estimates.difference(d.seat, m.session_id),
        lambda d, m: aftercare_pdf(d.seat, m.session_id, lang="fr", now=NOW),
        lambda d, m: estimates.issue(d.seat, estimate_id=new_id(), session_id=m.session_id, now=NOW, lang="fr"),
    ],
    ids=["draft", "get", "pdf", "difference", "aftercare", "issue"],
)  # fmt: skip
def test_another_practice_sees_none_of_it(doc, planned, read):
    made = issue(doc, planned)
    stranger = doctor(doc.storage, "Cabinet d’en face")
    with pytest.raises(NotFound):
        read(stranger, made)


def test_after_care_counts_from_the_end_of_the_session(doc, planned, tablet):
    before = text_of(aftercare_pdf(doc.seat, planned.id, lang="fr", now=NOW))
    assert "Séance terminée le samedi 21 novembre à 21 h 47" in before
    ended = "2026-11-21T21:30:00.000Z"
    doc.send(planned.id, tablet.event("timer.stopped", {"elapsed_ms": 1}, at=ended),
             now=NOW + timedelta(hours=2))  # fmt: skip
    after = text_of(aftercare_pdf(doc.seat, planned.id, lang="fr", now=NOW))
    assert "Séance terminée le samedi 21 novembre à 22 h 30" in after
    assert "Région lombaire paravertébrale gauche" in after


def test_a_tablet_with_a_wrong_clock_does_not_tell_the_time(doc, planned, tablet):
    doc.send(
        planned.id, tablet.event("timer.stopped", {"elapsed_ms": 1}, at="2031-01-01T00:00:00.000Z")
    )
    said = text_of(aftercare_pdf(doc.seat, planned.id, lang="fr", now=NOW + timedelta(days=1)))
    assert "samedi 21 novembre à 21 h 47" in said


def test_no_mark_is_left_out_of_the_paper(doc):
    """Four views ask for four drawings, the sole's close-up among them."""
    session = doc.session()
    keys = ["lumbar_paravertebral.L", "umbilical.L", "deltoid_lateral.L", "deltoid_lateral.R",
            "heel_plantar.L"]  # fmt: skip
    tablet = Tablet(session.id)
    doc.send(session.id, *(tablet.point(k, face_of(k)) for k in keys))
    made = issue(doc, session)
    said = text_of(estimates.pdf(doc.seat, made.id, with_drawing=True))
    for name in ("Dos", "Face", "Profil gauche", "Profil droit", "Pied gauche, plante"):
        assert name in said
