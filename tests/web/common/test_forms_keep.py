"""Whatever form is refused comes back with everything that was typed, chosen and ticked."""

import re
from pathlib import Path

import pytest

from mesomap.services.practice import settings
from tests.cast import NOW
from tests.web.conftest import form_of, marked

TEMPLATES = Path(__file__).parents[3] / "templates"

#: Forms of buttons and secrets alone: nothing in them is typed that may come back.
NOTHING_TYPED = {
    "pin", "unlock", "session", "walk-in", "held", "demo", "merge", "part", "issue",
    "tray-{{ act }}", "account-{{ a.user_id }}", "own-password",
}  # fmt: skip

TARIFF = {
    "mode": "flat", "flat_cents": 6000,
    "acts": [
        {"key": "cryo", "label": "Cryothérapie", "amount_cents": 1500},
        {"key": "tape", "label": "Taping", "amount_cents": 900},
    ],
}  # fmt: skip

PATIENT = {
    "family_name": " Exemple", "given_name": "Ana", "sex": "M", "birth_date": "31/02/1990", "height_cm": "175 cm",
    "weight_kg": "1.200", "allergies": "Latex\nPollen", "treatments": "Aucun ?", "notes": "Une note <&>",
    "allergies_none": "1",
}  # fmt: skip

#: Form → (path, what is typed, some of which is refused). None: a box that was unticked.
FORMS = {
    "setup": ("/setup", {"practice_name": " Cabinet", "doctor_name": "Dr", "email": "nobody", "country": "CH"}),
    "sign-in": ("/sign-in", {"email": "parc@exemple.test", "password": "not that one"}),
    "patient": ("/patients/new", PATIENT),
    "course": ("/patients/PATIENT/courses/new", {"title": "Lombalgie", "planned_sessions": "quatre"}),
    "estimate": (
        "/sessions/SESSION/estimate",
        {
            "purpose": "aesthetic", "act": ["cryo"], "amount-fee": "45,50", "reason-fee": "",
            "extra_label": ["Attelle", "Bande"], "extra_amount": ["12,50", "3"],
        },
    ),
    "discard": ("/sessions/SESSION/discard", {"other": "x" * 201, "reason": "Patient non venu"}),
    "settings-practice": (
        "/settings/practice",
        {"doctor": "Dr Exemple ", "address": "1 rue\n00000 Ville", "rpps": "123", "country": "FR", "pen_only": "1",
         "left_handed": None, "identifiers": "X 1\nY 2", "time_zone": "Europe/Brussels"},
    ),
    "settings-tariff": (
        "/settings/tariff",
        {
            "mode": "minutes", "flat_cents": "1.200", "currency": "USD", "vat_franchise": None, "purpose": "aesthetic",
            "tier-0-up": "50 cm²", "tier-0-amount": "40", "tier-3-amount": "x", "acts-0-label": "Cryothérapie 2",
            "acts-2-label": "Neuf", "acts-2-amount": "12", "acts-2-purpose": "aesthetic", "supplies-0-label": "Kit",
            "supplies-0-amount": "2,5", "supplies-0-per": "syringe", "aesthetic_delay_days": "15 jours",
        },
    ),
    "settings-duration": ("/settings/duration", {"set_up_s": "long", "idp_s_per_point": "2,50 s"}),
    "settings-counting": ("/settings/counting", {"stroke_width_mm": "x", "radii_mm.IDP": "7 mm"}),
    "settings-danger_areas": ("/settings/danger_areas", {"eye.depth_mm": "x", "armpit.note": "Ma note"}),
    "settings-reminders": ("/settings/reminders", {"min_age_years": "dix", "shown": ["question.ulcer"]}),
    "settings-products": ("/settings/products", {"added": "Kenalog\nSérum", "shown": ["arnica"]}),
    "settings-questions": ("/settings/questions", {"own": "x" * 500, "shown": ["pregnant"]}),
    "add-account": ("/settings/accounts", {"name": " Dr Deux", "email": "nobody", "password": "x", "again": "y"}),
    "tray-new": ("/tray", {"name": "Sérum", "lot": "L 1", "expiry": "jamais", "presentation": "2 mL"}),
}  # fmt: skip


def texts(value):
    return value if isinstance(value, list) else [value]


def sent_and_shown(visitor, path, form, typed):
    action, data = form_of(visitor.get(path).text, form)
    data |= {k: v for k, v in typed.items() if v is not None}
    data = {k: v for k, v in data.items() if k not in typed or typed[k] is not None}
    answer = visitor.post(action or path, data)
    assert answer.status_code in {401, 422}
    return data, form_of(answer.text, form)[1]


@pytest.mark.parametrize("form", FORMS)
def test_a_refused_form_keeps_everything(visitor, request, form):
    path, typed = FORMS[form]
    if form not in {"setup", "sign-in"}:
        doc = request.getfixturevalue("doc")
        visitor = request.getfixturevalue("me")
        settings.put(doc.seat, "tariff", TARIFF | {"vat_franchise": form == "settings-tariff"}, NOW)
        settings.put(doc.seat, "practice", {"left_handed": form == "settings-practice"}, NOW)
        patient_id, session_id, _tablet = marked(doc)
        path = path.replace("PATIENT", patient_id).replace("SESSION", session_id)
    elif form == "sign-in":
        request.getfixturevalue("doc")
    data, shown = sent_and_shown(visitor, path, form, typed)
    for name, value in data.items():
        if name not in {"csrf_token", "password", "again", "id", "session"}:
            assert texts(shown.get(name)) == texts(value), name
    for name, value in typed.items():
        if value is None:
            assert name not in shown
    assert shown.get("password", "") == ""


def test_a_correction_that_is_refused_keeps_everything(me, doc):
    patient = doc.patient("Exemple", "Ana")
    path = f"/patients/{patient.id}/edit"
    data, shown = sent_and_shown(me, path, "patient", PATIENT)
    assert {k: shown[k] for k in PATIENT} == {k: data[k] for k in PATIENT}


def test_no_form_is_forgotten():
    found = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(
            r'<form method="post"[^>]*data-form="([^"]+)"', path.read_text("utf-8")
        )
    }
    sections = {
        p.stem for p in (TEMPLATES / "settings").glob("*.html") if "begin()" in p.read_text("utf-8")
    }
    named = {n for n in found if n != "settings-{{ section }}"} | {
        f"settings-{s}" for s in sections - {"macros"}
    }
    assert named == FORMS.keys() | NOTHING_TYPED
