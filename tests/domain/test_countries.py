"""Where a practice is, and that the law of France stays in France."""

from zoneinfo import available_timezones

import pytest

from mesomap.domain.countries import COUNTRIES, OVERSEAS, country_of, to_be_asked
from mesomap.domain.estimate import Basis, price
from mesomap.domain.tariff import (
    CURRENCIES,
    default_tariff,
    tariff_from_json,
    tariff_in,
    tariff_to_json,
)
from mesomap.domain.vat import vat_rows
from mesomap.errors import Refused


@pytest.mark.parametrize(
    ("practice", "currency", "country"),
    [
        ({}, "EUR", "FR"),
        ({"time_zone": "Indian/Reunion"}, "EUR", "RE"),
        ({"country": "FR", "time_zone": "Pacific/Noumea"}, "EUR", "NC"),
        ({"country": "FR", "rpps": "00000000001", "time_zone": "Pacific/Gambier"}, "XPF", "PF"),
        ({"siret": "00000000000018", "time_zone": "America/Cayenne"}, "EUR", "GF"),
        ({"time_zone": "Pacific/Wallis"}, "XPF", "WF"),
        ({"time_zone": "Europe/Paris"}, "XPF", "other"),
        ({"country": "RE", "time_zone": "Europe/Paris"}, "EUR", "RE"),
        ({"country": "CH", "time_zone": "Pacific/Noumea"}, "CHF", "CH"),
        ({"time_zone": "Africa/Tunis"}, "TND", "TN"),
        ({"time_zone": "Europe/Luxembourg"}, "EUR", "LU"),
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


#: How the tax is called where it is not the TVA; nothing is claimed of those called "taxe".
TAXED = {"NC": "TGC comprise"} | dict.fromkeys(("WF", "PM", "BL", "MF"), "Taxe comprise")


def mentions(**given):
    tariff = tariff_from_json({"flat_cents": 12_000} | given)
    return [(r.mention, r.vat_cents) for r in vat_rows(price(tariff, Basis()), tariff)]


@pytest.mark.parametrize("country", [k for k, c in COUNTRIES.items() if not c.french_law])
def test_vat_elsewhere_is_in_the_practices_own_words(country):
    note, included = "Exempt, selon le cabinet", TAXED.get(country, "TVA comprise")
    assert mentions(country=country) == [("", 0)]
    assert mentions(country=country, vat_note=note) == [(note, 0)]
    assert mentions(country=country, vat_note=note, purpose="aesthetic") == [(note, 0)]
    taxed = {"purpose": "aesthetic", "aesthetic_vat_pct": 20}
    assert mentions(country=country, vat_note=note, **taxed) == [(included, 2_000)]
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


@pytest.mark.parametrize(
    ("country", "pct", "care", "aesthetic"),
    [
        ("FR", 20.0, ("Exonération de TVA, art. 261-4-1° du CGI", 0), ("TVA comprise", 2_000)),
        *((k, 8.5, ("Exonération de TVA, art. 261-4-1° du CGI", 0), ("TVA comprise", 940)) for k in ("GP", "MQ", "RE")),
        *((k, 0.0, *[("TVA non applicable, art. 294, 1 du CGI", 0)] * 2) for k in ("GF", "YT")),
    ],
)  # fmt: skip
def test_vat_under_the_law_of_france(country, pct, care, aesthetic):
    """8.5 % of 12,000 is 940.09; in Guiana and Mayotte a rate of 20 % that was typed adds nothing."""
    start = default_tariff(country)
    assert (start["aesthetic_vat_pct"], start["act"]["code"]) == (pct, "ANLB003")
    assert mentions(country=country) == [care]
    assert mentions(country=country, purpose="aesthetic") == [aesthetic]
    typed = {"purpose": "aesthetic", "aesthetic_vat_pct": 20}
    assert (mentions(country=country, **typed)[0][1] > 0) is (country not in {"GF", "YT"})


def test_nothing_of_france_is_a_start_value_elsewhere():
    """Neighbours and territories with a tax law of their own: no article, no code, no 20 %."""
    for key, place in COUNTRIES.items():
        start = default_tariff(key)
        if not place.french_law:
            assert (start["act"]["code"], start["act"]["wording"]) == ("", ""), key
            assert start["aesthetic_vat_pct"] == 0.0, key


def test_a_rate_that_mesomap_began_with_moves_along_and_no_other():
    assert tariff_in(default_tariff(), "RE").aesthetic_vat_pct == 8.5
    assert tariff_in(default_tariff(), "NC").aesthetic_vat_pct == 0
    assert tariff_in(default_tariff() | {"aesthetic_vat_pct": 10}, "RE").aesthetic_vat_pct == 10
    assert tariff_in(default_tariff("MA") | {"aesthetic_vat_pct": 20}, "MA").aesthetic_vat_pct == 20
    before = {k: v for k, v in default_tariff().items() if k != "country"}
    assert tariff_in(before, "YT").aesthetic_vat_pct == 0


def test_every_fact_has_its_reference_and_how_sure_it_is():
    for key, place in COUNTRIES.items():
        assert set(place.names) == {"fr", "en"}, key
        for fact in place.facts:
            assert fact.reference, key
            assert fact.status in "VSPDXUC", key
        assert place.facts or not place.of_france, key
        assert set(place.time_zones) <= available_timezones()


def test_a_clock_overseas_is_that_of_one_place():
    assert OVERSEAS["Pacific/Noumea"] == "NC"
    assert "Europe/Paris" not in OVERSEAS
    zones = [z for c in COUNTRIES.values() if c.of_france for z in c.time_zones]
    assert len(zones) == len(set(zones)) == 14


def test_who_is_asked_where_they_are():
    assert to_be_asked({"country": "FR", "time_zone": "Pacific/Noumea"}, "EUR") == "NC"
    assert to_be_asked({"time_zone": "Indian/Reunion"}, "EUR") == "RE"
    assert to_be_asked({"country": "FR", "time_zone": "Europe/Paris"}, "EUR") == ""
    assert to_be_asked({"country": "NC", "time_zone": "Pacific/Noumea"}, "EUR") == ""


def test_a_country_that_is_none_is_refused():
    with pytest.raises(Refused):
        tariff_from_json({"country": "ZZ"})
