"""Questions before injecting: complete in both languages, sourced, and switched off where unwanted."""

import json

import pytest

from mesomap.documents.words import Words
from mesomap.domain.products import CONCERNS, REMINDERS
from mesomap.errors import Refused
from mesomap.resources import PACKAGE
from mesomap.services.practice import catalogue, checklist, settings
from mesomap.services.practice.question_settings import own_key, with_own
from mesomap.web.common.words import STATUSES
from tests.cast import NOW

DOMAIN = {
    "allergy_reaction", "medicines", "nsaid_48h", "anticoagulant", "pregnant", "breastfeeding",
    "ulcer", "clotting", "autoimmune", "infection", "skin_infection", "competitor",
    "no_contraception", "diabetes", "immunosuppression", "renal_failure", "epilepsy", "faints",
}  # fmt: skip


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
    assert len(said) == 9
    assert all(r.source["fr"] and r.source["en"] and r.status in STATUSES for r in said)


def test_what_a_product_reminds_of_stands_beside_a_question_that_is_asked():
    assert set(CONCERNS) - {"age"} <= set(REMINDERS)
    assert set(CONCERNS.values()) - {"age"} <= DOMAIN
    for product in catalogue.shipped():
        written = catalogue.product_json(product, Words.of("fr"))
        assert len(written["reminders"]) == len(written["concerns"])


def reminder_of(doc, key, lang="fr"):
    found = checklist.offered(doc.seat, lang)
    [question] = [q for g in found for q in g["questions"] if q["key"] == key]
    return question["reminder"]


def test_a_practice_switches_reminders_off_one_by_one(doc):
    settings.put(
        doc.seat, "reminders", {"off": ["question.ulcer", "product.pregnancy_24_weeks"]}, NOW
    )
    assert reminder_of(doc, "ulcer") is None
    assert "clotting" not in (reminder_of(doc, "clotting", "en")["text"])
    [piroxicam] = [p for p in catalogue.offered(doc.seat, lang="fr") if p["key"] == "piroxicam"]
    assert piroxicam["concerns"] == ["nsaid_48h", "allergy_reaction"]
    every = checklist.every_reminder(doc.seat, "fr", Words.of("fr"))
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
        settings.put(doc.seat, "reminders", value, NOW)
    assert caught.value.values["field"] in {"off", "min_age_years", "colour"}


def test_questions_of_older_sessions_still_have_a_name():
    assert checklist.names("fr")["pregnancy"] == "Grossesse, allaitement"
    assert checklist.names("en")["pregnant_weeks"] == "Weeks of amenorrhoea"


# ------------------------------------------------------------ which are asked


def always(doc):
    groups = checklist.offered(doc.seat, "fr")
    return [q["key"] for g in groups for q in g["questions"] if {"always": True} in q["asked"]]


def test_at_most_six_questions_stand_by_themselves():
    shown = [q.key for q in questions() if checklist.is_always(q, None)]
    assert len(shown) == 6


def test_thiocolchicoside_calls_for_contraception_by_a_question_of_its_own():
    [question] = [q for q in questions() if q.key == "no_contraception"]
    assert question.asked == ({"flags": ["contraception"], "ages": [12, 55]},)
    [product] = [p for p in catalogue.shipped() if p.key == "thiocolchicoside"]
    written = catalogue.product_json(product, Words.of("fr"))
    assert "no_contraception" in written["concerns"]


def test_every_flag_that_calls_for_a_question_is_one_of_a_product():
    flags = {flag for p in catalogue.shipped() for flag in p.flags}
    for question in questions():
        for when in question.asked:
            assert set(when.get("flags", ())) <= flags


def test_a_practice_chooses_what_is_always_asked_and_types_its_own(doc):
    value = {"always": ["diabetes", "pregnant"], "own": [{"name": "  Pacemaker "}]}
    settings.put(doc.seat, "questions", value, NOW)
    own = own_key("Pacemaker")
    assert always(doc) == ["diabetes", own]
    groups = checklist.offered(doc.seat, "fr")
    asked = {q["key"]: q["asked"] for g in groups for q in g["questions"]}
    assert asked["pregnant"] == [{"always": True, "ages": [12, 55]}]
    assert asked["infection"] == []
    assert asked["ulcer"] == [{"flags": ["nsaid"]}], "a product still calls for it"


def test_a_question_put_away_keeps_its_name(doc):
    stored = settings.put(doc.seat, "questions", {"own": [{"name": "Pacemaker"}]}, NOW)
    settings.put(doc.seat, "questions", {"own": with_own(stored, ["Phlébite"])}, NOW)
    assert always(doc)[-1] == own_key("Phlébite")
    assert own_key("Pacemaker") not in always(doc)
    assert checklist.own_names(doc.seat)[own_key("Pacemaker")] == "Pacemaker"


@pytest.mark.parametrize(
    "value",
    [
        {"always": "diabetes"}, {"always": [3]}, {"own": "x"}, {"own": [{"name": " "}]},
        {"own": [{"name": "x" * 121}]}, {"own": [{"name": str(n)} for n in range(61)]}, {"x": 1},
    ],
    ids=lambda v: str(v)[:30],
)  # fmt: skip
def test_what_is_no_choice_of_questions_is_refused(doc, value):
    with pytest.raises(Refused) as caught:
        settings.put(doc.seat, "questions", value, NOW)
    assert caught.value.values["field"] in {"always", "own", "x"}
