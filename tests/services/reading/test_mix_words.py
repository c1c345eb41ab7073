"""Syringes and answers in a line each, as history shows them, in both languages."""

import pytest

from mesomap.documents.words import Words
from mesomap.services.reading import history, mix_words
from mesomap.services.record import sessions
from tests.cast import Tablet

SYRINGE = {
    "key": "A", "volume_ml": 4, "needle_mm": 4, "device": "manual",
    "allergy_reason": "tolérée depuis",
    "products": [
        {"name": "Lidocaïne", "lot": "L1", "expiry": "2026-10", "volume_ml": 2,
         "presentation": "50 mg/5 mL", "expired_confirmed": True},
        {"name": "Arnica"},
    ],
}  # fmt: skip


@pytest.fixture
def session(doc):
    opened = doc.session()
    tablet = Tablet(opened.id)
    doc.send(
        opened.id,
        tablet.event("syringe.prepared", {"syringe": SYRINGE}),
        tablet.event("syringe.prepared", {"syringe": {"key": "B", "dry": True}}),
        tablet.event("syringe.emptied", {"key": "A", "left_ml": 1}),
        tablet.event("check.answered", {"question": "informed", "answer": True}),
        tablet.event(
            "check.answered", {"question": "anticoagulant", "answer": True, "note": "AVK"}
        ),
        tablet.event("check.answered", {"question": "ulcer", "answer": False}),
        tablet.event("check.answered", {"question": "pregnant_weeks", "answer": 21}),
        tablet.event("check.answered", {"question": "of_another_version", "answer": True}),
        tablet.event("pain.scored", {"when": "before", "zone": None, "score": 6}),
        tablet.event("pain.scored", {"when": "before", "zone": "knee_medial.L", "score": 8}),
    )
    return sessions.load(doc.seat, opened.id)


def test_a_syringe_says_lots_dates_what_was_injected_and_why(session):
    a, b = mix_words.syringe_lines(session, Words.of("fr"))
    assert a.replace("\u00a0", " ") == (
        "A : Lidocaïne 2 mL (lot L1, 2026-10, périmé) + Arnica · injecté 3 sur 4 mL · "
        "Lidocaïne 15 mg · allergie notée, raison : tolérée depuis"
    )
    assert b.replace("\u00a0", " ") == "B : sèche"
    assert "expired" in mix_words.syringe_lines(session, Words.of("en"))[0]


def test_what_was_answered_with_yes_is_said(session):
    assert mix_words.answers(session, Words.of("fr")) == (
        "Anticoagulant ou antiagrégant (AVK)", "Semaines d’aménorrhée (21)",
    )  # fmt: skip
    assert mix_words.answers(session, Words.of("en"))[0] == "Anticoagulant or antiplatelet (AVK)"


def test_history_holds_them_and_compares_the_general_pain(doc, session):
    [past] = history.of_patient(doc.seat, session.patient_id, lang="fr")
    assert len(past.syringes) == 2
    assert past.answers[0].startswith("Anticoagulant")
    assert {row["before"] for row in past.pain} == {6, 8}
    assert history._mean(past, "before") == 6


def test_one_answer_to_several_is_said_as_one_with_its_time_and_who_gave_it(doc):
    opened = doc.session()
    tablet = Tablet(opened.id)
    stood = {
        "anticoagulant": {"answer": True, "note": "AVK"}, "medicines": {"answer": False},
    }  # fmt: skip
    doc.send(
        opened.id,
        tablet.event("checks.answered", {"questions": ["infection", "ulcer"], "answer": False}),
        tablet.event(
            "checks.answered",
            {"questions": [*stood], "answer": "unchanged", "since": "2026-11-13", "stood": stood},
        ),
    )
    [past] = history.of_patient(doc.seat, opened.patient_id, lang="fr")
    said = [line.replace("\u00a0", " ") for line in past.answers]
    assert said == [
        "Le reste : non (2 questions en une réponse ; 21:47, Dr Exemple)",
        (
            "Rien de nouveau depuis le 13 novembre 2026 (2 questions en une réponse ; 21:47, "
            "Dr Exemple), alors : Anticoagulant ou antiagrégant (AVK)"
        ),
    ]
    [past] = history.of_patient(doc.seat, opened.patient_id, lang="en")
    assert past.answers[0] == "The rest: no (2 questions in one answer; 21:47, Dr Exemple)"
