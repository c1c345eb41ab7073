"""The tray of the day: lots that were looked at once today, proposed in every syringe of the day.

A day is the practice's own. What stood on an earlier tray is never carried over by itself: each
lot is looked at, and confirmed, anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mesomap.domain.ask import MOST_SHORT, note, short
from mesomap.domain.box_code import box_code
from mesomap.domain.clock import iso_day, practice_day, utc_text
from mesomap.domain.expiry import printed, read_expiry
from mesomap.domain.letters import is_seen
from mesomap.domain.lots import is_expired, last_day, one_lot
from mesomap.domain.refused import refuse_as_injected
from mesomap.domain.said import Day
from mesomap.errors import N_, Conflict, Malformed, Refused
from mesomap.services.practice import lots, settings

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Writer
    from mesomap.storage.seat import Seat

#: Lots on one tray.
MOST_LOTS = 100

#: A tablet that was out of reach may bring a lot so long after its day.
LATEST_DAYS = 31

OTHER_DATE = N_(
    "{name} : le lot {lot} est noté jusqu’au {known}, reçu : {given}. Regardez la boîte, puis "
    "confirmez la date qui y est imprimée."
)

WHOLE_CODE = N_("C’est le code entier de la boîte : écrivez le numéro de lot seul.")
LOT_OF_CODE = N_("C’est le code entier de la boîte : écrivez le numéro de lot seul, {lot}.")

Lot = dict[str, Any]


def today(seat: Seat, now: datetime) -> dict[str, Any]:
    """Tell today's tray, and the last one before it.

    {"day", "time_zone", "lots": [{"name", "lot", "expiry", "presentation", "at", "by"}],
    "before": {"day", "lots"} or None, "known": lots of earlier syringes with their expiry dates}.
    """
    with seat.reading() as r:
        return _today(r, seat.practice_id, now)


def _today(reader: Reader, practice_id: str, now: datetime) -> dict[str, Any]:
    zone = settings.time_zone(reader, practice_id)
    day = practice_day(now, zone).isoformat()
    row, before = reader.tray(practice_id, day), reader.tray_before(practice_id, day)
    on_it = row["lots"] if row else []
    since = date.fromisoformat(day) - timedelta(days=lots.REMEMBERED_DAYS)
    return {
        "day": day,
        "time_zone": zone.key,
        "lots": on_it,
        "before": before and {"day": before["day"], "lots": before["lots"]},
        "known": lots.remembered(reader, practice_id, since.isoformat(), on_it),
    }


def change(seat: Seat, value: Any, now: datetime) -> dict[str, Any]:
    """Confirm lots for today, or take some off; today's tray as it stands then.

    `value`: {"confirm": [{"name", "lot", "expiry", "presentation"}], "withdraw": [{"name",
    "lot"}], "day": "2026-11-21"}. A lot that is confirmed again takes the place of what was said of
    it, but for what is left out: its number stays as it was first typed, and a date that is known
    stays known. Another date than the known one asks: `"corrects": true` beside a lot is the
    answer. The day may be left out; a tablet that was out of reach says on which day a lot was
    looked at, and it goes on the tray of that day.

    Raises
    ------
    Malformed, Refused
        Without a product or a lot, a banned product, a lot past its date on that day, a day too
        long ago; `values["field"]`.
    Conflict
        Another expiry date than the one that is known of that lot.
    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Le plateau du jour est un objet JSON."))
    with seat.writing() as w:
        day = _day(value.get("day"), _today(w, seat.practice_id, now)["day"])
        stamp = {"at": utc_text(now), "by": seat.user_id}
        row, before = w.tray(seat.practice_id, day), w.tray_before(seat.practice_id, day)
        standing = row["lots"] if row else []
        trays = [*standing, *(before["lots"] if before else ())]
        fresh = [
            _lot(lot, lots.known(w, seat.practice_id, lot, trays), day) | stamp
            for lot in _rows(value, "confirm")
        ]
        gone = {lots.lot_key(lot) for lot in (*fresh, *_rows(value, "withdraw"))}
        wanted = [lot for lot in standing if lots.lot_key(lot) not in gone] + fresh
        if len(wanted) > MOST_LOTS:
            raise Refused(N_("Un plateau porte au plus {most} lots."), field="lot", most=MOST_LOTS)
        if wanted != standing:
            _keep(w, seat.practice_id, seat.user_id, day, wanted, utc_text(now))
        return _today(w, seat.practice_id, now)


def _day(value: Any, today: str) -> str:
    """Read the day of a tray; a tablet whose clock is ahead means today."""
    if value is None:
        return today
    try:
        day = iso_day(value)
    except ValueError:
        raise Malformed(N_("Le jour d’un plateau s’écrit 2026-11-21.")) from None
    if day < date.fromisoformat(today) - timedelta(days=LATEST_DAYS):
        raise Refused(
            N_("Un lot rejoint le plateau de son jour pendant {most} jours au plus."),
            field="day", most=LATEST_DAYS,
        )  # fmt: skip
    return min(day.isoformat(), today)


def _keep(w: Writer, practice_id: str, author_id: str, day: str, lots: list[Lot], at: str) -> None:
    place = {"practice_id": practice_id, "day": day}
    stored = {"lots": lots}
    if w.tray(practice_id, day) is None:
        w.add("tray", place | stored, author_id, at)
    else:
        w.change("tray", place, stored, author_id, at)


def _rows(value: Mapping[str, Any], key: str) -> Sequence[Any]:
    rows = value.get(key, [])
    if not isinstance(rows, list) or len(rows) > MOST_LOTS:
        raise Malformed(N_("« {key} » est une liste de lots."), key=key)
    for row in rows:
        if not isinstance(row, Mapping):
            raise Malformed(N_("Un lot est un objet JSON."))
        for field in ("name", "lot"):
            _said(row.get(field), field)
    return rows


def _said(value: Any, field: str) -> None:
    if not isinstance(value, str) or not is_seen(one_lot(value)):
        raise Refused(N_("Un lot du plateau a un produit et un numéro."), field=field)
    note(value, MOST_SHORT)


def _no_code(number: str) -> None:
    """Refuse the whole code of a box as the number of its lot."""
    code = box_code(number)
    if code is not None:
        template = LOT_OF_CODE if code.lot else WHOLE_CODE
        raise Refused(template, field="lot", lot=code.lot or "")


def _lot(row: Mapping[str, Any], known: Mapping[str, Any], day: str) -> Lot:
    """Read a lot that was looked at on `day`; `known`: what was said of it till now."""
    name, number = row["name"].strip(), known["lot"]
    _no_code(row["lot"])
    short(row.get("presentation"), "presentation")
    for field in ("name", "lot", "presentation"):
        refuse_as_injected(row.get(field) or "", field)
    given = read_expiry(row.get("expiry"), day)
    expiry = given or known["expiry"]
    if is_expired(expiry, day):
        raise Refused(
            N_("{name} : le lot {lot} est périmé depuis le {day} ; il n’entre pas au plateau."),
            field="expiry", name=name, lot=number, day=Day(last_day(str(expiry)).isoformat()),
        )  # fmt: skip
    if not lots.same_day(given, known["expiry"]) and row.get("corrects") is not True:
        raise Conflict(
            OTHER_DATE, field="expiry", name=name, lot=number, known=printed(known["expiry"]),
            given=printed(str(given)), question="corrects",
        )  # fmt: skip
    box = row.get("presentation") or known["presentation"]
    return {"name": name, "lot": number, "expiry": expiry, "presentation": box}
