"""Where a practice is. MesoMap knows the law that stands on papers for France alone.

Elsewhere a paper says what the practice wrote itself: identifiers, act, its sentence on VAT.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

FRANCE = "FR"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Country:
    """What a practice there begins with."""

    name: str
    currency: str
    time_zone: str


COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {
        FRANCE: Country(N_("France"), "EUR", "Europe/Paris"),
        "BE": Country(N_("Belgique"), "EUR", "Europe/Brussels"),
        "CH": Country(N_("Suisse"), "CHF", "Europe/Zurich"),
        "MA": Country(N_("Maroc"), "MAD", "Africa/Casablanca"),
        OTHER: Country(N_("Autre pays"), "EUR", "Europe/Paris"),
    }
)

#: Time zones of France: the mainland, and the departments and collectivities overseas.
FRENCH_ZONES = frozenset(
    ("Europe/Paris", "America/Cayenne", "America/Guadeloupe", "America/Marigot",
     "America/Martinique", "America/Miquelon", "America/St_Barthelemy", "Indian/Mayotte",
     "Indian/Reunion", "Pacific/Gambier", "Pacific/Marquesas", "Pacific/Noumea",
     "Pacific/Tahiti", "Pacific/Wallis")
)  # fmt: skip


def country_of(practice: Mapping[str, Any], currency: str) -> str:
    """Tell where a practice is: what it said, or what it wrote before anyone asked.

    French are its identifiers (RPPS, SIRET) or its time zone, with the euro; never another
    currency.
    """
    if practice.get("country"):
        return str(practice["country"])
    zone = practice.get("time_zone", "Europe/Paris")
    french = practice.get("rpps") or practice.get("siret") or zone in FRENCH_ZONES
    if currency == "EUR" and french:
        return FRANCE
    alike = (k for k, c in COUNTRIES.items() if k not in {FRANCE, OTHER} and c.currency == currency)
    fits = [k for k in alike if currency != "EUR" or COUNTRIES[k].time_zone == zone]
    return fits[0] if fits else OTHER
