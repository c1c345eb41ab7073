"""English is complete, and says what the French says.

The French sentences are gathered from the code, the pages and the scripts, in the way that
`make i18n` gathers them, and compared with the catalogue and with what is delivered.
"""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from mesomap import texts
from mesomap.body import zones
from mesomap.documents.words import Words
from mesomap.services.practice import catalogue
from mesomap.web.common import i18n

ROOT = Path(__file__).resolve().parents[1]
PO = texts.FOLDER / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None, "n_": (1, 2)}
#: A call of a script that translates what stands in it.
CALL = re.compile(r"(?<![\w$.])(?:_|n_|N_)\(\s*(['\"])((?:(?!\1)[^\\]|\\.)*)\1")
PLACE = re.compile(r"\{[^{}]*\}")


def forms(message):
    return (message,) if isinstance(message, str) else tuple(message)


@cache
def sentences():
    """Forms of each sentence of the sources (one, or one and many): files that say it."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = {}
    for path, _, message, _, _ in extract_from_dir(ROOT, methods, options, KEYWORDS):
        found.setdefault(forms(message), set()).add(path)
    return found


def po():
    with PO.open("rb") as file:
        return read_po(file, locale="en")


@cache
def translated():
    """Forms of each sentence of the catalogue: its forms in English."""
    return {forms(m.id): forms(m.string) for m in po() if m.id}


def test_sentences_are_found_in_code_pages_and_scripts():
    homes = {path.split("/")[0] for paths in sentences().values() for path in paths}
    assert homes == {"mesomap", "templates", "static"}
    assert len(sentences()) > 500


def test_every_sentence_is_said_in_english_and_no_other_is():
    missing = {(min(sentences()[m]), *m) for m in sentences().keys() - translated().keys()}
    assert missing == set(), "run `make i18n` and translate"
    assert translated().keys() - sentences().keys() == set(), "run `make i18n`"


def test_every_call_of_the_scripts_is_gathered():
    """A call within a call or within a template is passed over when the texts are gathered."""
    gathered = {form for message in sentences() for form in message}
    called = {
        (path.name, said[2].replace("\\'", "'"))
        for path in (ROOT / "static" / "js").rglob("*.js")
        for said in CALL.finditer(path.read_text())
    }
    assert len(called) > 500
    assert {(name, said) for name, said in called if said not in gathered} == set()


def test_no_translation_is_empty_unsure_or_left_over():
    assert [m for m, said in translated().items() if len(said) != len(m) or not all(said)] == []
    assert [m.id for m in po() if m.id and m.fuzzy] == []
    assert list(po().obsolete) == []


def test_placeholders_are_those_of_the_french():
    for message, said in translated().items():
        for french, english in zip(message, said, strict=True):
            assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(french)), english


def test_what_is_compiled_is_what_is_written():
    compiled = io.BytesIO()
    write_mo(compiled, po())
    compiled.seek(0)
    with MO.open("rb") as file:
        kept = {forms(m.id): forms(m.string) for m in read_mo(file)}
    assert kept == {forms(m.id): forms(m.string) for m in read_mo(compiled)}, "run `make i18n`"
    said = texts.texts("en").texts
    assert said == {m[0]: english for m, english in translated().items()}


@pytest.mark.parametrize("language", ["French", "English"])
def test_typography(language):
    said = sentences() if language == "French" else translated().values()
    for form in (form for group in said for form in group):
        assert "'" not in form, form
        assert '"' not in form, form
        assert "..." not in form, form
        assert not re.search(r"[  \t\n]{2}", form), form
        if language == "French":
            assert not re.search(r"\w[:;?!»]($|\s)", form), form
        else:
            assert not re.search(r"[«»]|\s[:;?!]", form), form


def test_english_is_not_french():
    accents = re.compile(r"[àâçéèêëîïôûùœÀÉÈ]")
    assert [e for said in translated().values() for e in said if accents.search(e)] == []
    same = {m[0] for m, said in translated().items() if m == said and re.search(r"\w{4}", m[0])}
    words = {w for m in same for w in re.findall(r"[^\W\d_]{4,}", PLACE.sub("", m))}
    assert words <= {
        "Allergies", "allergies", "Anticoagulants", "Auto", "Catalogue", "Description", "Documents", "France", "Hormone",
        "Indication", "Information", "JSON", "Nappage", "Note", "Notes", "Page", "Patient", "Patients",
        "Points", "Questions", "RPPS", "SIRET", "Source", "Total", "Volume", "Zone", "Zones", "note", "notes", "nappage", "nappages", "point", "points",
    }  # fmt: skip


def test_the_browser_gets_every_sentence_of_its_scripts():
    delivered = i18n.browser_texts("en")
    asked = [
        m for m, paths in sentences().items() if any(p.startswith("static/js/") for p in paths)
    ]
    assert len(asked) > 100
    for message in asked:
        english = translated()[message]
        assert delivered[message[0]] == (english[0] if len(message) == 1 else list(english))


def test_zones_have_names_in_both_languages():
    for lang in texts.LANGUAGES:
        names = [zones.name(key, lang) for key in zones.ZONES]
        assert all(name.strip() == name != "" for name in names)
        assert len(set(names)) == len(names)
        assert not any("'" in name or "  " in name for name in names)
    words = {"left": ("gauche", "left"), "right": ("droit", "right")}
    for key, zone in zones.ZONES.items():
        for lang, word in zip(texts.LANGUAGES, words.get(zone.side, ()), strict=False):
            assert word in zones.name(key, lang).lower(), key


def test_products_have_names_in_both_languages():
    for product in catalogue.shipped():
        assert all(product.names[lang] for lang in texts.LANGUAGES), product


def test_english_dates_put_the_day_first():
    assert set(texts.LOCALES) == set(texts.LANGUAGES)
    assert Words.of("en").day("2026-11-05", "short") == "05/11/2026"
    assert Words.of("fr").day("2026-11-05", "short") == "05/11/2026"


def test_french_is_typeset_with_no_break_spaces():
    assert (
        texts.gettext("fr", "Reste : {n} mL ; « oui » !")
        == "Reste\xa0: {n}\xa0mL\xa0; «\xa0oui\xa0»\xa0!"
    )
    assert texts.gettext("fr", "de 8 h à 9 heures, 3 marques") == "de 8\xa0h à 9 heures, 3 marques"
    assert texts.gettext("en", "Reste") == texts.gettext("en", "Reste").replace("\xa0", " ")
