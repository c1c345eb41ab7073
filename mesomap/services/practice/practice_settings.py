"""What a practice says of itself: its doctor, address, place and clock, and how it draws."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from mesomap.domain.ask import MOST_SETTING, settings_of
from mesomap.domain.countries import COUNTRIES
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What papers say of the practice; empty until the doctor fills it in.
PRACTICE: Mapping[str, Any] = {
    "doctor": "", "speciality": "", "address": "", "telephone": "", "email": "",
    "country": "", "identifiers": "", "rpps": "", "siret": "", "time_zone": "Europe/Paris",
    "left_handed": False, "pen_only": False,
}  # fmt: skip


def practice_from_json(value: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(PRACTICE) | {key: value[key] for key in PRACTICE if key in value}
    settings_of(value, PRACTICE)
    for key, default in PRACTICE.items():
        if isinstance(default, str):
            found[key] = _text(found[key], key)
        elif isinstance(default, bool) and not isinstance(found[key], bool):
            raise Refused(N_("« {field} » est oui ou non."), field=key)
    _digits(found["rpps"], "rpps", "RPPS", 11)
    _digits(found["siret"], "siret", "SIRET", 14)
    if found["country"] not in ("", *COUNTRIES):
        raise Refused(N_("Pays inconnu : {value!r}."), field="country", value=found["country"])
    if found["time_zone"] not in time_zones():
        raise Refused(
            N_("Fuseau horaire inconnu : {value!r}."), field="time_zone", value=found["time_zone"]
        )
    return found


@lru_cache(maxsize=1)
def time_zones() -> frozenset[str]:
    """Names of all time zones; the library reads its folders for them, 20 ms a time."""
    return frozenset(available_timezones())


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str) or len(value) > MOST_SETTING:
        raise Refused(
            N_("« {field} » est un texte de {most} caractères au plus."),
            field=field, most=MOST_SETTING,
        )  # fmt: skip
    return value.strip()


def _digits(value: str, field: str, name: str, count: int) -> None:
    if value and not re.fullmatch(rf"\d{{{count}}}", re.sub(r"\s", "", value), re.ASCII):
        raise Refused(
            N_("Un numéro {name} compte {count} chiffres."), field=field, name=name, count=count
        )
