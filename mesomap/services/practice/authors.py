"""What the people who wrote something are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mesomap.storage.seat import Seat


def names_of(seat: Seat, ids: Iterable[str | None]) -> dict[str, str]:
    """Give the names of those who work in this practice, by id; others are left out."""
    with seat.reading() as r:
        rows = {user_id: r.account(user_id) for user_id in set(ids) if user_id}
    return {
        user_id: str(row["doctor_name"])
        for user_id, row in rows.items()
        if row is not None and row["practice_id"] == seat.practice_id
    }
