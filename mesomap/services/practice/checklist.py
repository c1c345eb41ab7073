"""The questions before injecting and all reminders, less those that a practice has switched off."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mesomap.domain.checklist import Group, Question, group_from_json
from mesomap.domain.products import REMINDERS
from mesomap.errors import N_
from mesomap.resources import PACKAGE
from mesomap.services.practice import catalogue, settings
from mesomap.services.practice.reminder_settings import AGE, ALLERGIES, OF_PRODUCTS, OF_QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from mesomap.documents.words import Words
    from mesomap.domain.products import Product
    from mesomap.storage.seat import Seat


@lru_cache(maxsize=1)
def shipped() -> tuple[Group, ...]:
    """List the groups of questions; each reminder has its source and how sure it is."""
    rows = json.loads((PACKAGE / "data" / "checklist.json").read_text(encoding="utf-8"))
    return tuple(group_from_json(row) for row in rows)


def off(seat: Seat) -> frozenset[str]:
    """Keys of the reminders that a practice does not want to see."""
    return frozenset(settings.get(seat, "reminders")["off"])


def offered(seat: Seat, lang: str) -> list[dict[str, Any]]:
    """Give the questions in one language, as the tablet shows them."""
    unwanted, chosen = off(seat), settings.get(seat, "questions")
    groups = [
        {
            "key": group.key,
            "name": group.name[lang],
            "sex": group.sex,
            "questions": [_question(q, lang, unwanted, chosen["always"]) for q in group.questions],
        }
        for group in shipped()
    ]
    own = [_own(row) for row in chosen["own"] if row["on"]]
    name = {"fr": "Questions du cabinet", "en": "The practice’s own questions"}[lang]
    return groups + ([{"key": "own", "name": name, "sex": None, "questions": own}] if own else [])


def _own(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": row["key"], "name": row["name"], "asked": [{"always": True}], "record": None,
        "lasting": True, "ask": None, "number": None, "reminder": None,
    }  # fmt: skip


def is_always(question: Question, always: Collection[str] | None) -> bool:
    """Tell whether a question stands always; `always` is the practice's choice, or None."""
    if always is None:
        return any(when.get("always") for when in question.asked)
    return question.key in always


def _asked(question: Question, always: Collection[str] | None) -> list[Mapping[str, Any]]:
    """When a question is asked: as shipped, but for what the practice chose to ask always."""
    if always is None:
        return list(question.asked)
    called = [when for when in question.asked if not when.get("always")]
    ages = [when["ages"] for when in question.asked if when.get("always") and "ages" in when]
    chosen = {"always": True} | ({"ages": ages[0]} if ages else {})
    return ([chosen] if question.key in always else []) + called


def choices(seat: Seat, lang: str) -> list[dict[str, Any]]:
    """List the shipped questions for the settings: [{"key", "name", "always", "called"}].

    `called`: a product or the patient's age or sex calls for it, whatever is chosen.
    """
    always = settings.get(seat, "questions")["always"]
    return [
        {
            "key": q.key, "name": q.name[lang], "always": is_always(q, always),
            "called": any(not when.get("always") for when in q.asked),
        }
        for group in shipped() for q in group.questions
    ]  # fmt: skip


def own_names(seat: Seat) -> dict[str, str]:
    """Say what each of the practice's own questions is called, those put away included."""
    rows = settings.get(seat, "questions")["own"]
    return {row["key"]: row["name"] for row in rows}


def _question(
    question: Question, lang: str, unwanted: frozenset[str], always: Collection[str] | None
) -> dict[str, Any]:
    number, reminder = question.number, question.reminder
    if f"{OF_QUESTIONS}{question.key}" in unwanted:
        reminder = None
    return {
        "key": question.key,
        "name": question.name[lang],
        "asked": _asked(question, always),
        "record": question.record,
        "lasting": question.lasting,
        "ask": question.ask and question.ask[lang],
        "number": number and {
            "key": number["key"], "name": number[lang], "most": number["most"],
        },
        "reminder": reminder and {
            "text": reminder.text[lang], "source": reminder.source[lang],
            "status": reminder.status,
        },
    }  # fmt: skip


def names(lang: str) -> dict[str, str]:
    """Say what each question is called, those of older sessions included."""
    old = {"pregnancy": {"fr": "Grossesse, allaitement", "en": "Pregnancy, breast-feeding"}}
    found = {q.key: q.name[lang] for group in shipped() for q in group.questions}
    numbers = [q.number for group in shipped() for q in group.questions if q.number]
    return (
        {key: name[lang] for key, name in old.items()}
        | found
        | {number["key"]: number[lang] for number in numbers}
    )


def every_reminder(seat: Seat, lang: str, words: Words) -> list[dict[str, Any]]:
    """List all reminders for the settings: [{"key", "about", "text", "source", "status", "on"}]."""
    unwanted = off(seat)
    rows = [_of_allergies(words), *_of_questions(lang), *_of_products(words), *_of_ages(words)]
    return [row | {"on": row["key"] not in unwanted} for row in rows]


def _of_allergies(words: Words) -> dict[str, Any]:
    marks = N_(
        "Allergies notées : surligner ce qui nomme un produit de la seringue, sa marque, sa "
        "famille ou un composant."
    )
    whole = N_("Les mots du patient restent affichés en entier, surlignés ou non.")
    source = N_("Noms, familles et composants : chacun avec sa source (data/allergens.json).")
    said = {"about": words.t(whole), "text": words.t(marks), "source": words.t(source)}
    return {"key": ALLERGIES, **said, "status": "D"}


def _of_questions(lang: str) -> Iterator[dict[str, Any]]:
    for question in (q for group in shipped() for q in group.questions):
        if question.reminder:
            yield {
                "key": f"{OF_QUESTIONS}{question.key}",
                "about": question.name[lang],
                "text": question.reminder.text[lang],
                "source": question.reminder.source[lang],
                "status": question.reminder.status,
            }


def _of_products(words: Words) -> Iterator[dict[str, Any]]:
    for flag, text in REMINDERS.items():
        about = [p for p in catalogue.shipped() if flag in p.flags]
        yield _said_of(f"{OF_PRODUCTS}{flag}", about, words.t(text), words)


def _of_ages(words: Words) -> Iterator[dict[str, Any]]:
    about = [p for p in catalogue.shipped() if p.min_age_years is not None]
    ages = ", ".join(f"{p.name(words.lang)} ≥ {p.min_age_years}" for p in about)
    yield _said_of(AGE, about, words.t(N_("Âge des notices : {ages}."), ages=ages), words)


def _said_of(key: str, about: list[Product], text: str, words: Words) -> dict[str, Any]:
    return {
        "key": key,
        "about": ", ".join(p.name(words.lang) for p in about),
        "text": text,
        "source": " ; ".join(dict.fromkeys(s for p in about if (s := p.said_by(words.lang)))),
        "status": about[0].status if about else "U",
    }
