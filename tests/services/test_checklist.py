"""Questions before injecting: complete in both languages, sourced, and switched off where unwanted."""

import json

import pytest

from mesomap.documents.words import Words
from mesomap.domain.products import CONCERNS, REMINDERS
from mesomap.errors import Refused
from mesomap.resources import PACKAGE
from mesomap.services import catalogue, checklist, settings
from mesomap.web.words import STATUSES
from tests.cast import NOW, doctor, fresh_storage

DOMAIN = {
    "allergy_reaction", "medicines", "nsaid_48h", "anticoagulant", "pregnant", "breastfeeding",
    "ulcer", "clotting", "autoimmune", "infection", "skin_infection", "competitor",
}  # fmt: skip


@pytest.fixture
def doc(tmp_path):
    storage = fresh_storage(tmp_path)
    yield doctor(storage)
    storage.close()


def questions():
    return [q for group in checklist.shipped() for q in group.questions]


def test_everything_that_is_to_be_asked_is_asked_once():
    keys = [q.key for q in questions()]
    assert set(keys) == DOMAIN
    assert len(keys) == len(DOMAIN)


def test_every_text_is_there_in_both_languages():
    rows = json.loads((PACKAGE / "data/checklist.json").read_text("utf-8"))
    todo, seen = list(rows), 0
    while todo:
        thing = todo.pop()
        if isinstance(thing, list):
            todo += thing
        elif isinstance(thing, dict):
            seen += "fr" in thing
            assert ("fr" in thing) == ("en" in thing), thing
            assert not thing.get("fr") or thing["fr"].strip() != "", thing
            todo += thing.values()
    assert seen > 40


def test_every_reminder_has_a_source_and_a_known_status():
    said = [q.reminder for q in questions() if q.reminder]
    assert len(said) == 11
    assert all(r.source["fr"] and r.source["en"] and r.status in STATUSES for r in said)


def test_what_a_product_reminds_of_stands_beside_a_question_that_is_asked():
    assert set(CONCERNS) - {"age"} <= set(REMINDERS)
    assert set(CONCERNS.values()) - {"age"} <= DOMAIN
    for product in catalogue.shipped():
        written = catalogue.product_json(product, Words.of("fr"))
        assert len(written["reminders"]) == len(written["concerns"])


def reminder_of(doc, key, lang="fr"):
    found = checklist.offered(doc.storage, doc.practice_id, lang)
    [question] = [q for g in found for q in g["questions"] if q["key"] == key]
    return question["reminder"]


def test_a_practice_switches_reminders_off_one_by_one(doc):
    settings.put(
        *doc.who, "reminders", {"off": ["question.ulcer", "product.pregnancy_24_weeks"]}, NOW
    )
    assert reminder_of(doc, "ulcer") is None
    assert "clotting" not in (reminder_of(doc, "clotting", "en")["text"])
    [piroxicam] = [p for p in catalogue.offered(*doc.where, lang="fr") if p["key"] == "piroxicam"]
    assert piroxicam["concerns"] == ["nsaid_48h", "allergy_reaction"]
    every = checklist.every_reminder(*doc.where, "fr", Words.of("fr"))
    assert {r["key"] for r in every if not r["on"]} == {
        "question.ulcer",
        "product.pregnancy_24_weeks",
    }
    assert all(r["text"] and r["source"] for r in every)


@pytest.mark.parametrize(
    "value",
    [
        {"off": "ulcer"}, {"off": ["ulcer"]}, {"off": [3]}, {"off": ["question.x"] * 201},
        {"min_age_years": -1}, {"min_age_years": 10.5}, {"min_age_years": 121}, {"colour": "red"},
    ],
)  # fmt: skip
def test_what_is_no_setting_of_reminders_is_refused(doc, value):
    with pytest.raises(Refused) as caught:
        settings.put(*doc.who, "reminders", value, NOW)
    assert caught.value.values["field"] in {"off", "min_age_years", "colour"}


def test_questions_of_older_sessions_still_have_a_name():
    assert checklist.names("fr")["pregnancy"] == "Grossesse, allaitement"
    assert checklist.names("en")["pregnant_weeks"] == "Weeks of amenorrhoea"
