"""What papers say of the practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.countries import FRANCE
from mesomap.services import accounts, settings

if TYPE_CHECKING:
    from mesomap.storage.protocol import Storage


FRENCH_IDENTIFIERS = frozenset({"rpps", "siret"})


def letterhead(storage: Storage, practice_id: str, author_id: str | None = None) -> dict[str, Any]:
    """Give the practice's settings with its name, and a doctor's name where none is set.

    Identifiers of France are those of a practice there; elsewhere they are no part of a paper.
    """
    practice = settings.get(storage, practice_id, "practice")
    if practice["country"] not in ("", FRANCE):
        practice = {k: v for k, v in practice.items() if k not in FRENCH_IDENTIFIERS}
    name = next((p.name for p in accounts.practices(storage) if p.practice_id == practice_id), "")
    doctor = practice["doctor"]
    if not doctor and author_id is not None:
        doctor = accounts.user(storage, author_id).name
    return practice | {"name": name, "doctor": doctor}
