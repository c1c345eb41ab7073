"""The tray of the day: lots that were looked at once today, proposed in every syringe of the day.

A day is the practice's own. What stood on an earlier tray is never carried over by itself: each
lot is looked at, and confirmed, anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import utc_text
from mesomap.domain.door import short, text
from mesomap.domain.lots import is_expired, last_day
from mesomap.domain.products import plain, refuse_banned
from mesomap.domain.syringe_door import check_expiry
from mesomap.errors import N_, Malformed, Refused
from mesomap.services import settings

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Storage, Writer

#: Lots on one tray.
MOST_LOTS = 100

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
    day = now.astimezone(zone).date().isoformat()
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
    "lot"}]}. A lot that is confirmed again takes the place of what was said of it.

    Raises
    ------
    Malformed, Refused
        Without a product or a lot, a banned product, a lot past its date today; `values["field"]`.
    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Le plateau du jour est un objet JSON."))
    with storage.writing() as w:
        known = _today(w, practice_id, now)
        stamp = {"at": utc_text(now), "by": author_id}
        fresh = [_lot(lot, known["day"]) | stamp for lot in _rows(value, "confirm")]
        gone = {lot_key(lot) for lot in (*fresh, *_rows(value, "withdraw"))}
        lots = [lot for lot in known["lots"] if lot_key(lot) not in gone] + fresh
        if len(lots) > MOST_LOTS:
            raise Refused(N_("Un plateau porte au plus {most} lots."), field="lot", most=MOST_LOTS)
        _keep(w, practice_id, author_id, known, lots, utc_text(now))
        return known | {"lots": lots}


def _keep(
    w: Writer, practice_id: str, author_id: str, known: Mapping[str, Any], lots: list[Lot], at: str
) -> None:
    if lots == known["lots"]:
        return
    place = {"practice_id": practice_id, "day": known["day"]}
    stored = {"lots": json.dumps(lots, ensure_ascii=False)}
    if w.tray(practice_id, known["day"]) is None:
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
    refuse_banned(name)
    short(row.get("presentation"), "presentation")
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
