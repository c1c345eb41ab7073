"""Estimates of practices overseas and in other countries: their law, currency and clock."""

import json
import re

import pytest

from mesomap.services.billing import estimates
from mesomap.services.practice import settings
from mesomap.services.safety import exports
from tests.cast import NOW, doctor, face_of, fresh_storage, new_id
from tests.services.billing.test_estimates import FRENCH, KEYS, text_of

ZONES = {
    "NC": ("Pacific/Noumea", "XPF"),
    "PF": ("Pacific/Tahiti", "XPF"),
    "TN": ("Africa/Tunis", "TND"),
    "LU": ("Europe/Luxembourg", "EUR"),
    "MC": ("Europe/Monaco", "EUR"),
}


@pytest.fixture
def doc(tmp_path):
    storage = fresh_storage(tmp_path)
    yield doctor(storage)
    storage.close()


@pytest.fixture
def planned(doc, session, tablet):
    doc.send(session.id, *(tablet.point(k, face_of(k)) for k in KEYS))
    return session


def found_at(doc, zone, **tariff):
    """Make it a practice that said "France" when nothing else could be said."""
    with doc.storage.writing() as w:
        place = {"practice_id": doc.practice_id, "key": "practice"}
        said = {"country": "FR", "time_zone": zone, "rpps": "00000000001"}
        w.add("setting", place | {"value": said}, doc.user_id, "2026-11-21T09:00:00.000Z")
    settings.put(doc.seat, "tariff", {"flat_cents": 5_000} | tariff, NOW)


def issue(doc, session, lang="fr", **wishes):
    return estimates.issue(
        doc.seat, estimate_id=new_id(), session_id=session.id, now=NOW, lang=lang, **wishes
    )


def everything_said(doc, made, lang="fr"):
    paper = text_of(estimates.pdf(doc.seat, made.id, with_drawing=False))
    table = exports.estimate_csv(doc.seat, made.id, lang=lang).decode()
    return re.sub(r"\s", " ", f"{paper}\n{table}"), json.dumps(made.body)


@pytest.mark.parametrize("place", list(ZONES))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_tax_law_of_its_own_leaves_nothing_of_france_on_paper(doc, planned, place, lang):
    zone, currency = ZONES[place]
    settings.put(doc.seat, "practice", {"country": place, "time_zone": zone}, NOW)
    settings.put(doc.seat, "tariff", {"currency": currency, "flat_cents": 5_500}, NOW)
    settings.put(doc.seat, "tariff", {"vat_note": "Note du cabinet"}, NOW)
    extra = [{"label": "Soin", "amount_cents": 90_001, "purpose": "aesthetic"}]
    made = issue(doc, planned, lang, extra=extra)
    for said in everything_said(doc, made, lang):
        assert not FRENCH.search(said)
    assert "Note du cabinet" in everything_said(doc, made, lang)[0]


def test_francs_of_the_pacific_have_no_cents_anywhere(doc, planned):
    settings.put(doc.seat, "practice", {"country": "NC", "time_zone": "Pacific/Noumea"}, NOW)
    tariff = {
        "currency": "XPF",
        "flat_cents": 5_500,
        "purpose": "aesthetic",
        "aesthetic_vat_pct": 11,
    }
    settings.put(doc.seat, "tariff", tariff, NOW)
    made = issue(doc, planned)
    paper, body = everything_said(doc, made)
    assert "5 500 FCFP" in paper
    assert "TGC comprise : 545 FCFP au taux de 11 %, soit 4 955 FCFP hors taxe" in paper
    assert ";5500;" in paper
    assert not re.search(r"5[  ]?500[,.]0|55,00|TVA", paper)
    assert (made.body["currency"], made.body["currency_digits"]) == ("XPF", 0)
    assert made.body["total_cents"] == 5_500
    assert '"tax": "TGC"' in body


def test_a_dinar_of_tunisia_has_a_thousand_millimes(doc, planned):
    settings.put(doc.seat, "practice", {"country": "TN", "time_zone": "Africa/Tunis"}, NOW)
    settings.put(doc.seat, "tariff", {"currency": "TND", "flat_cents": 60_500}, NOW)
    paper, _body = everything_said(doc, issue(doc, planned))
    assert "60,500 TND" in paper
    assert ";60,5;" in paper


@pytest.mark.parametrize(
    ("zone", "place", "said"),
    [
        ("Indian/Reunion", "RE", "au taux de 8,5 %"),
        ("America/Martinique", "MQ", "au taux de 8,5 %"),
        ("America/Cayenne", "GF", "TVA non applicable, art. 294, 1 du CGI"),
        ("Indian/Mayotte", "YT", "TVA non applicable, art. 294, 1 du CGI"),
    ],
)
def test_a_practice_of_france_overseas_has_the_rate_of_its_place(doc, planned, zone, place, said):
    """The tariff was saved, and the session opened, with the 20 % of the mainland."""
    found_at(doc, zone, aesthetic_vat_pct=20.0)
    assert settings.place_asked(doc.seat) == place
    care = [{"label": "Soin", "amount_cents": 100, "purpose": "therapeutic"}]
    made = issue(doc, planned, purpose="aesthetic", extra=care)
    paper, _body = everything_said(doc, made)
    assert paper.count(said) == 1
    assert "20 %" not in paper
    assert "ANLB003" in paper
    assert "RPPS" in paper


def test_france_with_the_clock_of_noumea_is_asked_and_issued_papers_stay(doc, planned):
    settings.put(doc.seat, "tariff", {"flat_cents": 5_000}, NOW)
    before = issue(doc, planned)
    found_at(doc, "Pacific/Noumea")
    assert settings.place_asked(doc.seat) == "NC"
    paper, body = everything_said(doc, issue(doc, planned))
    assert not FRENCH.search(paper)
    assert "50,00 €" in paper  # the tariff's own currency, until the practice changes it
    assert not FRENCH.search(body)
    assert "261-4-1" in everything_said(doc, before)[0]
    settings.put(doc.seat, "practice", {"country": "NC"}, NOW)
    assert settings.place_asked(doc.seat) == ""
    assert settings.get(doc.seat, "tariff")["country"] == "NC"


def test_saying_where_one_is_takes_the_start_values_along(doc):
    found_at(doc, "Indian/Reunion", aesthetic_vat_pct=20.0)
    settings.put(doc.seat, "practice", {"country": "RE", "time_zone": "Indian/Reunion"}, NOW)
    assert settings.get(doc.seat, "tariff")["aesthetic_vat_pct"] == 8.5
    settings.put(doc.seat, "practice", {"country": "BE", "time_zone": "Europe/Brussels"}, NOW)
    assert settings.get(doc.seat, "tariff")["aesthetic_vat_pct"] == 0
    settings.put(doc.seat, "tariff", {"aesthetic_vat_pct": 21.0}, NOW)
    settings.put(doc.seat, "practice", {"country": "FR", "time_zone": "Europe/Paris"}, NOW)
    assert settings.get(doc.seat, "tariff")["aesthetic_vat_pct"] == 21


def test_mainland_after_all_has_the_rate_of_the_mainland(doc):
    """The tariff was saved in between, with the rate of where the clock had found the practice."""
    found_at(doc, "Indian/Reunion", aesthetic_vat_pct=8.5)
    settings.put(doc.seat, "practice", {"country": "FR", "time_zone": "Europe/Paris"}, NOW)
    assert settings.get(doc.seat, "tariff")["aesthetic_vat_pct"] == 20
