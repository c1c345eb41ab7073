"""What is known of a lot: how its number was first typed, and its expiry date.

From the trays of today and before, and from every syringe that it was in. A date that is known is
not lost because somebody leaves a field empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.lots import last_day, one_lot
from mesomap.domain.products import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mesomap.storage.protocol import Reader

#: Lots that were used so many days ago are not proposed to a tablet any more.
REMEMBERED_DAYS = 400


def lot_key(lot: Mapping[str, Any]) -> tuple[str, str]:
    """Name a lot: two lots of one product may stand on a tray, one lot not twice."""
    return plain(str(lot["name"]).strip()), one_lot(str(lot["lot"]))


def known(
    reader: Reader, practice_id: str, lot: Mapping[str, Any], trays: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """Tell what is known of a lot: {"lot": as first typed, "expiry", "presentation"} or None each.

    `trays`: lots of today's tray and the one before, today's first.
    """
    key = lot_key(lot)
    rows = (*trays, *reader.lots(practice_id, str(lot["lot"])))
    found = [row for row in rows if lot_key(row) == key]
    first = found[-1]["lot"] if found else lot["lot"]
    newest = {
        field: next((row[field] for row in found if row.get(field)), None)
        for field in ("expiry", "presentation")
    }
    return {"lot": str(first).strip()} | newest


def same_day(one: str | None, other: str | None) -> bool:
    """Tell whether two dates are one: 2027-06 is good to 2027-06-30."""
    return one is None or other is None or last_day(one) == last_day(other)


def remembered(
    reader: Reader, practice_id: str, since: str, besides: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """List lots that were in syringes since a day, each once: [{"name", "lot", "expiry"}]."""
    seen = {lot_key(lot) for lot in besides if lot.get("expiry")}
    found = []
    for row in reader.dated_lots(practice_id, since):
        if lot_key(row) not in seen:
            seen.add(lot_key(row))
            found.append({key: row[key] for key in ("name", "lot", "expiry")})
    return found
