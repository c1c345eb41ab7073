"""Where a practice is, and that the law of France stays in France."""

import pytest

from mesomap.domain.countries import COUNTRIES, country_of
from mesomap.domain.estimate import Basis, price
from mesomap.domain.tariff import CURRENCIES, default_tariff, tariff_from_json, tariff_to_json
from mesomap.domain.vat import vat_rows
from mesomap.errors import Refused


@pytest.mark.parametrize(
    ("practice", "currency", "country"),
    [
        ({}, "EUR", "FR"),
        ({"time_zone": "Indian/Reunion"}, "EUR", "FR"),
        ({"rpps": "00000000001", "time_zone": "Europe/Brussels"}, "EUR", "FR"),
        ({"time_zone": "Europe/Brussels"}, "EUR", "BE"),
        ({"time_zone": "Europe/Lisbon"}, "EUR", "other"),
        ({"time_zone": "Africa/Casablanca"}, "MAD", "MA"),
        ({"siret": "00000000000018"}, "MAD", "MA"),
        ({}, "CHF", "CH"),
        ({}, "USD", "other"),
        ({"country": "FR"}, "CHF", "FR"),
        ({"country": "other"}, "EUR", "other"),
    ],
)
def test_a_practice_of_before_the_question_is_where_it_wrote_that_it_is(
    practice, currency, country
):
    assert country_of(practice, currency) == country


def test_every_country_has_a_currency_that_is_on_offer():
    assert {c.currency for c in COUNTRIES.values()} <= set(CURRENCIES)


def mentions(**given):
    tariff = tariff_from_json({"flat_cents": 12_000} | given)
    return [(r.mention, r.vat_cents) for r in vat_rows(price(tariff, Basis()), tariff)]


@pytest.mark.parametrize("country", [k for k in COUNTRIES if k != "FR"])
def test_vat_elsewhere_is_in_the_practices_own_words(country):
    note = "Exempt, selon le cabinet"
    assert mentions(country=country) == [("", 0)]
    assert mentions(country=country, vat_note=note) == [(note, 0)]
    assert mentions(country=country, vat_note=note, purpose="aesthetic") == [(note, 0)]
    taxed = {"purpose": "aesthetic", "aesthetic_vat_pct": 20}
    assert mentions(country=country, vat_note=note, **taxed) == [("TVA comprise", 2_000)]
    franchise = taxed | {"vat_franchise": True}
    assert mentions(country=country, vat_note=note, **franchise) == [(note, 0)]


def test_vat_in_france_names_its_article():
    assert mentions() == [("Exonération de TVA, art. 261-4-1° du CGI", 0)]
    franchise = {"purpose": "aesthetic", "vat_franchise": True}
    assert mentions(**franchise) == [("TVA non applicable, art. 293 B du CGI", 0)]
    assert mentions(purpose="aesthetic", aesthetic_vat_pct=0) == [("", 0)]


def test_a_tariff_of_before_the_question_loses_what_france_alone_has():
    old = default_tariff() | {"currency": "MAD", "flat_cents": 30_000}
    del old["country"], old["vat_note"]
    act = tariff_to_json(tariff_from_json(old))["act"]
    assert act == {"code": "", "label": "Séance de mésothérapie", "wording": ""}
    own = old | {"act": {"code": "M-12", "label": "Séance", "wording": "À la charge du patient"}}
    assert tariff_to_json(tariff_from_json(own))["act"] == own["act"]
    french = old | {"currency": "EUR"}
    assert tariff_from_json(french).act_code == "ANLB003"


def test_a_country_that_is_none_is_refused():
    with pytest.raises(Refused):
        tariff_from_json({"country": "ZZ"})
