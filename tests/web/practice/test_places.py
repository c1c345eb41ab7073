"""Settings of practices overseas: what was found is said and asked; francs have no cents."""

import re

import pytest

from mesomap.services.practice import settings
from tests.cast import NOW
from tests.web.conftest import errors_beside_fields, form_of


@pytest.fixture
def found(doc):
    """A practice of "France" with the clock of Nouméa, saved when there was no other answer."""
    with doc.storage.writing() as w:
        place = {"practice_id": doc.practice_id, "key": "practice"}
        said = {"country": "FR", "time_zone": "Pacific/Noumea"}
        w.add("setting", place | {"value": said}, doc.user_id, "2026-11-21T09:00:00.000Z")
    return doc


def asked(page):
    return 'data-notice="place-asked"' in page


def test_what_the_clock_says_is_told_and_asked(me, found):
    for section in ("practice", "tariff"):
        page = me.get(f"/settings/{section}").text
        assert asked(page), section
        assert "Nouvelle-Calédonie" in page
    assert re.search(r'<option value="">\s*À choisir', me.get("/settings/practice").text)
    tariff = me.get("/settings/tariff").text
    assert 'data-notice="currency"' in tariff
    assert "loi du pays n° 2016-14" in tariff
    assert "CGI" not in tariff


def test_saving_a_telephone_answers_nothing(me, found):
    assert me.fill("/settings/practice", "settings-practice", telephone="00").status_code == 303
    assert asked(me.get("/settings/practice").text)
    saved = me.fill("/settings/practice", "settings-practice", country="NC")
    assert saved.status_code == 303
    assert not asked(me.get("/settings/practice").text)
    assert settings.get(found.seat, "practice")["country"] == "NC"


def test_a_country_and_a_clock_that_do_not_fit_are_refused_beside_the_field(me, found):
    answer = me.fill("/settings/practice", "settings-practice", country="FR")
    assert (answer.status_code, list(errors_beside_fields(answer.text))) == (422, ["country"])
    both = {"country": "RE", "time_zone": "Pacific/Noumea"}
    answer = me.fill("/settings/practice", "settings-practice", **both)
    assert (answer.status_code, list(errors_beside_fields(answer.text))) == (422, ["time_zone"])
    paris = {"country": "FR", "time_zone": "Europe/Paris"}
    assert me.fill("/settings/practice", "settings-practice", **paris).status_code == 303
    assert not asked(me.get("/settings/practice").text)


@pytest.mark.parametrize(
    ("currency", "typed", "cents", "shown"),
    [
        ("XPF", "5500", 5_500, "5500"),
        ("XPF", "5.500", 5_500, "5500"),
        ("XPF", "5 500 F CFP", 5_500, "5500"),
        ("TND", "60,5 DT", 60_500, "60,5"),
        ("TND", "60,1250", 60_125, "60,1250"),
        ("DZD", "4500,50", 450_050, "4500,50"),
        ("EUR", "45,50", 4_550, "45,50"),
        ("MAD", "500", 50_000, "500"),
    ],
)
def test_an_amount_is_kept_in_the_smallest_unit_of_its_currency(
    me, doc, currency, typed, cents, shown
):
    sent = {"currency": currency, "flat_cents": typed}
    assert me.fill("/settings/tariff", "settings-tariff", **sent).status_code == 303
    assert settings.get(doc.seat, "tariff")["flat_cents"] == cents
    page = me.get("/settings/tariff").text
    assert form_of(page, "settings-tariff")[1]["flat_cents"] == shown
    assert me.fill("/settings/tariff", "settings-tariff").status_code == 303
    assert settings.get(doc.seat, "tariff")["flat_cents"] == cents


@pytest.mark.parametrize(
    ("currency", "typed", "said"),
    [
        ("XPF", "45,50", "n’a pas de décimales"),
        ("XPF", "1.20", "n’a pas de décimales"),
        ("XPF", "45 €", "attendu en XPF"),
        ("TND", "45,500", "se lit 45,5 ou 45 500"),
        ("TND", "1,2345", "n’est pas un montant"),
        ("EUR", "99 999 999", "est trop : un montant est de 100 000 au plus"),
        ("XPF", "99 999 999", "un montant est de 10 000 000 au plus"),
        ("EUR", "1.200", "se lit 1,2 ou 1 200"),
        ("MAD", "45,505", "se lit 45,505 ou 45 505"),
    ],
)
def test_an_amount_that_the_currency_does_not_have_is_refused(me, currency, typed, said):
    sent = {"currency": currency, "flat_cents": typed}
    answer = me.fill("/settings/tariff", "settings-tariff", **sent)
    assert answer.status_code == 422
    assert said in re.sub(r"\s", " ", errors_beside_fields(answer.text)["flat_cents"])


def test_a_draft_in_francs_of_the_pacific_is_shown_and_changed_without_cents(me, doc):
    settings.put(doc.seat, "practice", {"country": "PF", "time_zone": "Pacific/Tahiti"}, NOW)
    settings.put(doc.seat, "tariff", {"currency": "XPF", "flat_cents": 6_000}, NOW)
    session = doc.session()
    page = me.get(f"/sessions/{session.id}/estimate").text
    assert 'name="amount-fee" value="6000"' in page
    assert "FCFP" in page
    change = {"do": "recalculate", "amount-fee": "5.500", "reason-fee": "Fidélité"}
    answer = me.fill(f"/sessions/{session.id}/estimate", "estimate", **change)
    assert re.search(r"5\s500\sFCFP", answer.text)


def test_no_vat_is_asked_for_where_there_is_none(me, doc):
    settings.put(doc.seat, "practice", {"country": "GF", "time_zone": "America/Cayenne"}, NOW)
    page = me.get("/settings/tariff").text
    assert "CGI, art. 294, 1" in page
    assert "des actes esthétiques</label>" not in page
    assert "293 B" not in page
    assert me.fill("/settings/tariff", "settings-tariff", flat_cents="50").status_code == 303


@pytest.mark.parametrize("currency", ["XPF", "TND", "EUR"])
def test_thresholds_that_a_place_does_not_show_are_no_amounts_of_its_currency(me, doc, currency):
    """Set up overseas by mistake: back in France, its sentences begin at 70 € and 300 €."""
    settings.put(doc.seat, "practice", {"country": "NC", "time_zone": "Pacific/Noumea"}, NOW)
    settings.put(doc.seat, "tariff", {"currency": currency}, NOW)
    changed = me.fill("/settings/tariff", "settings-tariff", currency="EUR", flat_cents="60")
    assert changed.status_code == 303
    notice = settings.get(doc.seat, "tariff")["notice"]
    found = (notice["prior_information_cents"], notice["aesthetic_estimate_cents"])
    assert found == (7_000, 30_000)
