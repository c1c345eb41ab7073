"""Where a practice is: its currency, its clocks, whose law stands on its papers.

The facts are those of `mesomap/data/places.json`, each with its reference and how sure it is.
MesoMap knows the law of France, with what differs overseas (rates of VAT); where a place has a tax
law of its own, a paper says what the practice wrote itself: identifiers, act, its sentence on the
tax.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.resources import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

FRANCE = "FR"
OTHER = "other"
PLACES = PACKAGE / "data" / "places.json"


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a place: its sentence by language, the reference, how sure it is."""

    said: Mapping[str, str]
    reference: str
    status: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or a part of one with a law, a rate or a currency of its own.

    `time_zones`: the first is what a practice begins with. `vat_applies` and `vat_pct` (the
    standard rate, VAT included in prices) are those of the law of France there; where that does not
    hold they say that a practice begins without a rate. `tax`: how the tax is called.
    """

    names: Mapping[str, str]
    currency: str
    time_zones: tuple[str, ...]
    of_france: bool
    french_law: bool
    tax: str
    vat_applies: bool
    vat_pct: float
    facts: tuple[Fact, ...]

    @property
    def time_zone(self) -> str:
        return self.time_zones[0]


def _country(row: Mapping[str, Any]) -> Country:
    vat = row["vat"]
    facts = (
        Fact({"fr": f["fr"], "en": f["en"]}, f["reference"], f["status"]) for f in row["facts"]
    )
    return Country(
        row["names"], row["currency"], tuple(row["time_zones"]), row["of_france"],
        row["french_law"], vat["tax"], vat.get("applies", True), vat.get("standard_pct", 0.0),
        tuple(facts),
    )  # fmt: skip


_FILE = json.loads(PLACES.read_text(encoding="utf-8"))

COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {key: _country(row) for key, row in _FILE["places"].items()}
)

#: Decimals of each currency that a tariff can count in (ISO 4217). An amount called `…_cents` is a
#: whole number of the smallest unit: a cent, a millime (3), a franc (0).
MINOR_DIGITS: Mapping[str, int] = MappingProxyType(_FILE["currencies"]["minor_digits"])

#: Time zones of places of France that are not the mainland → the place.
OVERSEAS: Mapping[str, str] = MappingProxyType(
    {
        zone: key
        for key, place in COUNTRIES.items()
        if place.of_france and key != FRANCE
        for zone in place.time_zones
    }
)

#: Time zones of France: the mainland, and the departments and collectivities overseas.
FRENCH_ZONES = frozenset((*COUNTRIES[FRANCE].time_zones, *OVERSEAS))


def under_french_law(country: str) -> bool:
    """Whether the code, the acts and the thresholds of France stand on papers there."""
    return country in COUNTRIES and COUNTRIES[country].french_law


def said_country(practice: Mapping[str, Any], currency: str) -> str:
    """Tell where a practice said that it is, or what it wrote before anyone asked.

    French are its identifiers (RPPS, SIRET) or its time zone, with the euro; never another
    currency.
    """
    if practice.get("country"):
        return str(practice["country"])
    zone = practice.get("time_zone", "Europe/Paris")
    french = practice.get("rpps") or practice.get("siret") or zone in FRENCH_ZONES
    if currency == "EUR" and french:
        return FRANCE
    alike = [k for k, c in COUNTRIES.items() if k not in {FRANCE, OTHER} and c.currency == currency]
    there = [k for k in alike if zone in COUNTRIES[k].time_zones]
    fits = there or (alike if len(alike) == 1 else [])
    return fits[0] if fits else OTHER


def country_of(practice: Mapping[str, Any], currency: str) -> str:
    """Tell where a practice is: what it said, and overseas what its clock says.

    "France" with the clock of Nouméa was the only answer on offer there: until the practice is
    asked, no paper bears the tax code of the mainland.
    """
    said = said_country(practice, currency)
    zone = practice.get("time_zone", "Europe/Paris")
    return OVERSEAS.get(zone, said) if said == FRANCE else said


def to_be_asked(practice: Mapping[str, Any], currency: str) -> str:
    """Name the place overseas that a practice of "France" was found in by its clock; "" if none."""
    found = country_of(practice, currency)
    return "" if found == said_country(practice, currency) else found
