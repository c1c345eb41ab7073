"""Settings of a practice: what was changed is stored, the rest is today's default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from mesomap.domain.clock import practice_day, utc_text
from mesomap.domain.counting import counting_from_json
from mesomap.domain.countries import (
    COUNTRIES,
    FRANCE,
    OTHER,
    OVERSEAS,
    country_of,
    said_country,
    to_be_asked,
)
from mesomap.domain.duration import coefficients_from_json
from mesomap.domain.tariff import moved, tariff_from_json, tariff_to_json
from mesomap.errors import N_, Malformed, NotFound, Refused
from mesomap.services.practice.danger_areas import danger_areas_from_json
from mesomap.services.practice.practice_settings import practice_from_json, time_zones
from mesomap.services.practice.question_settings import questions_from_json
from mesomap.services.practice.reminder_settings import reminders_from_json
from mesomap.storage.canonical import canonical

if TYPE_CHECKING:
    from datetime import date, datetime

    from mesomap.storage.protocol import Reader, Writer
    from mesomap.storage.seat import Seat


def _tariff(value: Mapping[str, Any]) -> dict[str, Any]:
    return tariff_to_json(tariff_from_json(value))


def _duration(value: Mapping[str, Any]) -> dict[str, Any]:
    return dict(coefficients_from_json(value))


def _open(value: Mapping[str, Any]) -> dict[str, Any]:
    """Take a group whose form is the pages' own: any JSON of a reasonable size."""
    if len(canonical(dict(value))) > 200_000:
        raise Refused(N_("Ce réglage est trop volumineux."), field="value")
    return dict(value)


#: Every group of settings: what checks what a practice said, and fills in the rest by its default.
READ: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "practice": practice_from_json,
    "tariff": _tariff,
    "duration": _duration,
    "counting": counting_from_json,
    "products": _open,
    "danger_areas": danger_areas_from_json,
    "reminders": reminders_from_json,
    "questions": questions_from_json,
}


def _reader_of(key: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    if key not in READ:
        raise NotFound(N_("Il n’y a pas de réglages de ce nom."))
    return READ[key]


def read(reader: Reader, practice_id: str, key: str) -> dict[str, Any]:
    """Do what `get` does, inside a transaction."""
    return _whole(reader, practice_id, key, _given(reader, practice_id, key))


def _given(reader: Reader, practice_id: str, key: str) -> dict[str, Any]:
    row = reader.setting(practice_id, key)
    return dict(row["value"]) if row else {}


def _whole(reader: Reader, practice_id: str, key: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Check what a practice said and fill in the rest; where it is decides what that is."""
    check = _reader_of(key)
    if key == "practice":
        found = check(given)
        currency = _given(reader, practice_id, "tariff").get("currency", "EUR")
        return found | {"country": country_of(found, currency)}
    if key == "tariff":
        practice = _given(reader, practice_id, "practice")
        currency = str(given.get("currency", "EUR"))
        was, now = said_country(practice, currency), country_of(practice, currency)
        return check({**moved(given, was, now), "country": now})
    return check(given)


def get(seat: Seat, key: str) -> dict[str, Any]:
    """One group of settings, defaults filled in. Raises NotFound for an unknown key."""
    with seat.reading() as r:
        return read(r, seat.practice_id, key)


def put(seat: Seat, key: str, value: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Change a group: what is given replaces, the rest stays; the new whole.

    Raises
    ------
    Refused
        With `values["field"]`; also for a country and a clock that do not fit (France).
    """
    _reader_of(key)
    if not isinstance(value, Mapping):
        raise Malformed(N_("Les réglages forment un objet JSON."))
    with seat.writing() as w:
        row = w.setting(seat.practice_id, key)
        given = (row["value"] if row else {}) | dict(value)
        whole = _whole(w, seat.practice_id, key, given)
        if key == "practice":
            _refuse_two_places(value, given)
            _move_tariff(w, seat, given, now)
        _keep(w, seat, key, given, now)
    return whole


def _keep(writer: Writer, seat: Seat, key: str, given: Mapping[str, Any], now: datetime) -> None:
    row = writer.setting(seat.practice_id, key)
    stored = {"value": given}
    place = {"practice_id": seat.practice_id, "key": key}
    if row is None:
        writer.add("setting", place | stored, seat.user_id, utc_text(now))
    elif row["value"] != given:
        writer.change("setting", place, stored, seat.user_id, utc_text(now))


_TWO_PLACES = N_(
    "« France métropolitaine » et l’heure de {zone} ne vont pas ensemble : choisissez la "
    "collectivité d’outre-mer, ou l’heure de Paris."
)


_OTHER_CLOCK = N_("L’heure de ce pays est {zone} : écrivez-la comme fuseau horaire.")


def _refuse_two_places(said: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    """Refuse mainland France said with the clock of a place overseas, and the reverse."""
    country, zone = said.get("country", ""), given.get("time_zone", "")
    if country == FRANCE and zone in OVERSEAS:
        raise Refused(_TWO_PLACES, field="country", zone=zone)
    if country in OVERSEAS.values() and "time_zone" in said and OVERSEAS.get(zone) != country:
        raise Refused(_OTHER_CLOCK, field="time_zone", zone=COUNTRIES[country].time_zone)


def _move_tariff(writer: Writer, seat: Seat, given: Mapping[str, Any], now: datetime) -> None:
    """Take the tariff along where a practice says that it is elsewhere: start values follow."""
    tariff = there = _given(writer, seat.practice_id, "tariff")
    currency = str(tariff.get("currency", "EUR"))
    before = _given(writer, seat.practice_id, "practice")
    for tell in (said_country, country_of):
        there = moved(there, tell(before, currency), country_of(given, currency))
    if there != tariff:
        _keep(writer, seat, "tariff", there, now)


def begin(seat: Seat, country: str, device_zone: str, now: datetime) -> None:
    """Say where a new practice is, with the currency and the clock of that country.

    In a country that MesoMap does not name, and in one of several clocks, it is that of the device
    (`device_zone`, where it is the name of a time zone there).
    """
    place = COUNTRIES[country]
    there = time_zones() if country == OTHER else place.time_zones
    own = device_zone if device_zone in there else place.time_zone
    put(seat, "practice", {"country": country, "time_zone": own}, now)
    put(seat, "tariff", {"currency": place.currency}, now)


def place_asked(seat: Seat) -> str:
    """Name the place overseas where a practice of "France" was found by its clock; "" if none."""
    with seat.reading() as r:
        practice = _given(r, seat.practice_id, "practice")
        currency = str(_given(r, seat.practice_id, "tariff").get("currency", "EUR"))
    return to_be_asked(practice, currency)


def today(reader: Reader, practice_id: str, now: datetime) -> date:
    """Tell the practice's day."""
    return practice_day(now, time_zone(reader, practice_id))


def time_zone(reader: Reader, practice_id: str) -> ZoneInfo:
    """Where the practice's days begin and end."""
    return ZoneInfo(read(reader, practice_id, "practice")["time_zone"])
