"""The tray of the day: lots that were looked at once today, proposed in every syringe of the day.

A day is the practice's own. What stood on an earlier tray is never carried over by itself: each
lot is looked at, and confirmed, anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import iso_day, practice_day, utc_text
from mesomap.domain.door import short, text
from mesomap.domain.lots import is_expired, last_day
from mesomap.domain.products import plain
from mesomap.domain.refused import refuse_as_injected
from mesomap.domain.syringe_door import check_expiry
from mesomap.errors import N_, Malformed, Refused
from mesomap.services import settings

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Storage, Writer

#: Lots on one tray.
MOST_LOTS = 100

#: A tablet that was out of reach may bring a lot so long after its day.
LATEST_DAYS = 31

Lot = dict[str, Any]


def today(storage: Storage, practice_id: str, now: datetime) -> dict[str, Any]:
    """Tell today's tray, and the last one before it.

    {"day", "time_zone", "lots": [{"name", "lot", "expiry", "presentation", "at", "by"}],
    "before": {"day", "lots"} or None}.
    """
    with storage.reading() as r:
        return _today(r, practice_id, now)


def _today(reader: Reader, practice_id: str, now: datetime) -> dict[str, Any]:
    zone = settings.time_zone(reader, practice_id)
    day = practice_day(now, zone).isoformat()
    row, before = reader.tray(practice_id, day), reader.tray_before(practice_id, day)
    return {
        "day": day,
        "time_zone": zone.key,
        "lots": row["lots"] if row else [],
        "before": before and {"day": before["day"], "lots": before["lots"]},
    }


def change(
    storage: Storage, practice_id: str, author_id: str, value: Any, now: datetime
) -> dict[str, Any]:
    """Confirm lots for today, or take some off; today's tray as it stands then.

    `value`: {"confirm": [{"name", "lot", "expiry", "presentation"}], "withdraw": [{"name",
    "lot"}], "day": "2026-11-21"}. A lot that is confirmed again takes the place of what was said of
    it. The day may be left out; a tablet that was out of reach says on which day a lot was looked
    at, and it goes on the tray of that day.

    Raises
    ------
    Malformed, Refused
        Without a product or a lot, a banned product, a lot past its date on that day, a day too
        long ago; `values["field"]`.
    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Le plateau du jour est un objet JSON."))
    with storage.writing() as w:
        day = _day(value.get("day"), _today(w, practice_id, now)["day"])
        stamp = {"at": utc_text(now), "by": author_id}
        fresh = [_lot(lot, day) | stamp for lot in _rows(value, "confirm")]
        gone = {lot_key(lot) for lot in (*fresh, *_rows(value, "withdraw"))}
        row = w.tray(practice_id, day)
        known = row["lots"] if row else []
        lots = [lot for lot in known if lot_key(lot) not in gone] + fresh
        if len(lots) > MOST_LOTS:
            raise Refused(N_("Un plateau porte au plus {most} lots."), field="lot", most=MOST_LOTS)
        if lots != known:
            _keep(w, practice_id, author_id, day, lots, utc_text(now))
        return _today(w, practice_id, now)


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
    stored = {"lots": json.dumps(lots, ensure_ascii=False)}
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
    if not isinstance(value, str) or not value.strip():
        raise Refused(N_("Un lot du plateau a un produit et un numéro."), field=field)
    text(value, 200)


def lot_key(lot: Mapping[str, Any]) -> tuple[str, str]:
    """Name a lot: two lots of one product may stand on a tray, one lot not twice."""
    return plain(str(lot["name"]).strip()), str(lot["lot"]).strip()


def _lot(row: Mapping[str, Any], day: str) -> Lot:
    name, number = row["name"].strip(), row["lot"].strip()
    expiry: str | None = row.get("expiry") or None
    short(row.get("presentation"), "presentation")
    for field in ("name", "lot", "presentation"):
        refuse_as_injected(row.get(field) or "", field)
    check_expiry(expiry)
    if is_expired(expiry, day):
        raise Refused(
            N_("{name} : le lot {lot} est périmé depuis le {day} ; il n’entre pas au plateau."),
            field="expiry", name=name, lot=number, day=last_day(str(expiry)).isoformat(),
        )  # fmt: skip
    return {
        "name": name,
        "lot": number,
        "expiry": expiry,
        "presentation": row.get("presentation") or None,
    }
