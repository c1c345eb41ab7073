"""No literal text: with every translation between brackets, nothing is left outside them.

Data of the tests is written in an alphabet that no page uses, so that what is left is ours.
"""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from babel.dates import get_month_names

from mesomap import texts
from mesomap.body import layers, zones
from mesomap.domain.countries import COUNTRIES
from mesomap.services.billing import estimates
from mesomap.services.people import courses
from mesomap.services.practice import catalogue, checklist, settings
from mesomap.web.common.errors import PAGES
from mesomap.web.practice.settings_sections import SECTIONS
from tests.cast import NOW, new_id
from tests.web.conftest import marked, practice, signed_in

#: What is no language's: codes and units, ours and the browser's.
CODES = {
    "IED",
    "IDS",
    "IDP",
    "IHD",
    "MesoMap",
    "EUR",
    "mm",
    "cm",
    "cm²",
    "mL",
    "kg",
    "min",
    "RPPS",
    "SIRET",
}

#: What a page says through attributes.
SPOKEN = {"aria-label", "title", "placeholder", "alt", "data-hide"}

WORD = re.compile(r"[^\W\d_]{2,}")
LATIN = re.compile(r"[A-Za-zÀ-ÿŒœ]")


class Said(HTMLParser):
    """Collects what a reader sees or hears, but for data and what is said not to be translated."""

    def __init__(self):
        super().__init__()
        self.said, self.skip = [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if self.skip or tag in {"script", "style"} or values.get("translate") == "no":
            if tag not in {"input", "br", "img", "link", "meta", "hr"}:
                self.skip.append(tag)
            return
        self.said += [v for name, v in attributes if name in SPOKEN and v]

    def handle_endtag(self, tag):
        if self.skip and tag == self.skip[-1]:
            self.skip.pop()

    def handle_data(self, data):
        if not self.skip:
            self.said.append(data)


def outside_brackets(text):
    """What is left of a text without ⟦…⟧, which may stand inside one another."""
    depth, left = 0, []
    for sign in text:
        depth += (sign == "⟦") - (sign == "⟧")
        if depth == 0 and sign != "⟧":
            left.append(sign)
    return "".join(left)


def months():
    return {
        m.strip(".")
        for width in ("wide", "abbreviated")
        for m in get_month_names(width, locale="fr").values()
    }


@cache
def known_data():
    """Words of data files that have names by language of their own."""
    names = [zones.name(key, lang) for key in zones.ZONES for lang in texts.LANGUAGES]
    for product in catalogue.shipped():
        names += [
            *product.names.values(),
            product.brand,
            *product.source.values(),
            *product.presentations,
        ]
    for area in layers.load().danger:
        names += [*area.names.values(), *area.plain_names.values(), *area.why.values(), area.source]
    for question in (q for group in checklist.shipped() for q in group.questions):
        said = question.reminder
        names += [
            *question.name.values(),
            *((said and (*said.text.values(), *said.source.values())) or ()),
        ]
    for place in COUNTRIES.values():
        names += [*place.names.values(), *(f.reference for f in place.facts)]
        names += [text for fact in place.facts for text in fact.said.values()]
    return {word for name in names for word in WORD.findall(name)}


def literals(page):
    parser = Said()
    parser.feed(page)
    allowed = CODES | months() | known_data()
    left = [outside_brackets(said) for said in parser.said]
    words = {w for said in left for w in WORD.findall(said) if LATIN.search(w)}
    return sorted(words - allowed)


@pytest.fixture
def speaking(app):
    app.config["PSEUDO_LANGUAGE"] = True
    doc = practice(app, "ЖЖЖ", "ДДД", "я@я.я")
    settings.put(
        doc.seat,
        "tariff",
        {"flat_cents": 500, "acts": [{"key": "k", "label": "ЯЯ", "amount_cents": 9}]},
        NOW,
    )
    settings.put(doc.seat, "practice", {"doctor": "ДДД"}, NOW)
    patient_id, session_id, tablet = marked(
        doc, family="ЖЖ", given="Я", allergies="ЖЖ", treatments="ЖЖ", notes="ЖЖ"
    )
    course_id, estimate_id = new_id(), new_id()
    courses.create(
        doc.seat, course_id=course_id, patient_id=patient_id, fields={"title": "ЖЖ"}, now=NOW
    )
    second = doc.session(patient_id, course_id=course_id)
    doc.send(session_id, tablet.event("plan.agreed", {"informed": True}), tablet.event("marks.done", {"as_planned": True}),
             tablet.event("pain.scored", {"when": "before", "zone": None, "score": 4}))  # fmt: skip
    estimates.issue(
        doc.seat,
        estimate_id=estimate_id,
        session_id=session_id,
        now=NOW,
        lang="fr",
        translate=texts.texts("pseudo").gettext,
    )
    empty = doc.patient("ЖЯ", "Ж")
    doc.session(empty.id)
    return signed_in(app, doc), [
        "/patients", "/patients?q=nobody", "/patients?q=ЖЖ", "/patients/new", "/walk-in", "/settings", *(f"/settings/{s}" for s in SECTIONS), "/nothing",
        f"/patients/{patient_id}", f"/patients/{patient_id}/edit", f"/patients/{patient_id}/history",
        f"/patients/{patient_id}/courses/new", f"/patients/{empty.id}", f"/patients/{empty.id}/history",
        f"/sessions/{session_id}", f"/sessions/{second.id}", f"/sessions/{session_id}/estimate",
        f"/estimates/{estimate_id}",
    ]  # fmt: skip


def test_no_page_says_anything_that_is_not_translated(speaking):
    me, paths = speaking
    found = {path: literals(me.get(path).text) for path in paths}
    assert {path: words for path, words in found.items() if words} == {}


def test_nor_do_pages_before_the_sign_in(app, visitor):
    app.config["PSEUDO_LANGUAGE"] = True
    found = {"/setup": literals(visitor.get("/setup").text)}
    found["refused"] = literals(
        visitor.post("/setup", {"practice_name": "", "password": "short"}).text
    )
    practice(app, "ЖЖЖ", "ДДД", "я@я.я")
    for path in ("/sign-in", "/patients"):
        found[path] = literals(visitor.get(path).text)
    found["wrong"] = literals(visitor.post("/sign-in", {"email": "я@я.я", "password": "no"}).text)
    assert {path: words for path, words in found.items() if words} == {}


def test_nor_do_forms_that_come_back(speaking):
    me, paths = speaking
    patient = paths[7]
    session = paths[13]
    me.get("/walk-in")
    answers = {
        "patient": me.post("/patients/new", {"family_name": ""}),
        "height": me.post(f"{patient}/edit", {"family_name": "ЖЖ", "sex": "F", "height_cm": "999", "version": "1"}),
        "conflict": me.post(f"{patient}/edit", {"family_name": "ЖЯ", "sex": "F", "version": "0"}),
        "course": me.post(f"{patient}/courses", {"title": ""}),
        "walk-in": me.post("/walk-in", {"who": "X"}),
        "tariff": me.post("/settings/tariff", {"flat_cents": "Ж"}),
        "duration": me.post("/settings/duration", {"set_up_s": "-1"}),
        "estimate": me.post(f"{session}/estimate", {"do": "review", "amount-fee": "7", "computed-fee": "500"}),
        "free": me.post(f"{session}/estimate", {"do": "issue", "extra_label": "ЖЖ", "extra_amount": "Ж"}),
        "method": me.post("/patients", {}),
        "token": me.post("/patients/new", {}, token="none"),
    }  # fmt: skip
    found = {name: literals(answer.text) for name, answer in answers.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_error_page_is_translated():
    for _code, title, advice in PAGES.values():
        assert texts.texts("pseudo").gettext(title) == f"⟦{title}⟧"
        assert advice.endswith(".")


def test_the_test_itself_sees_a_literal():
    assert literals("<p>⟦Bonjour ⟦Jean⟧⟧ oops</p>") == ["oops"]
    assert literals('<img alt="portrait"><b translate="no">name</b>') == ["portrait"]
    assert literals("<p>⟦Bonjour⟧ ЖЖ 12 mm <script>let x</script></p>") == []


# ------------------------------------------------------------ catalogues


def test_french_is_what_the_code_says():
    assert texts.gettext("fr", "Séance {n}") == "Séance {n}"
    assert [texts.ngettext("fr", "{n} point", "{n} points", n) for n in (0, 1, 2)] == [
        "{n} point",
        "{n} point",
        "{n} points",
    ]
    assert texts.gettext("xx", "Séance {n}") == "Séance {n}"


def test_placeholders_are_the_same_in_every_language():
    """A translation that loses or invents a placeholder would break the page that fills it in."""
    for lang in texts.LANGUAGES:
        for message, said in texts.texts(lang).texts.items():
            wanted = set(re.findall(r"\{(\w+)", message))
            for form in said:
                assert set(re.findall(r"\{(\w+)", form)) == wanted, (lang, message)
