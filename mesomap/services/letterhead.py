"""What papers say of the practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.services import accounts, settings

if TYPE_CHECKING:
    from mesomap.storage.protocol import Storage


def letterhead(storage: Storage, practice_id: str, author_id: str | None = None) -> dict[str, Any]:
    """Give the practice's settings with its name, and a doctor's name where none is set."""
    practice = settings.get(storage, practice_id, "practice")
    name = next((p.name for p in accounts.practices(storage) if p.practice_id == practice_id), "")
    doctor = practice["doctor"]
    if not doctor and author_id is not None:
        doctor = accounts.user(storage, author_id).name
    return practice | {"name": name, "doctor": doctor}
