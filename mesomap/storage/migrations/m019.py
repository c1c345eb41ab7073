"""Lots compared without points, strokes and words for a lot as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.lots import one_lot
from mesomap.storage.migrations.row import migrations

if TYPE_CHECKING:
    from sqlite_utils import Database


@migrations()
def m019_lots(db: Database) -> None:
    """Write the numbers of lots anew as they are compared (`domain/lots.py`)."""
    numbers = db.query("SELECT DISTINCT lot FROM syringe_product WHERE lot IS NOT NULL")
    for row in list(numbers):
        db.execute(
            "UPDATE syringe_product SET lot_key = ? WHERE lot = ?",
            [one_lot(row["lot"]), row["lot"]],
        )
