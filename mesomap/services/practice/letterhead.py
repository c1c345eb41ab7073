"""What papers say of the practice, and of the doctor whose paper it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.countries import under_french_law
from mesomap.domain.names import squashed
from mesomap.services.practice import accounts, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.services.practice.accounts import Account
    from mesomap.storage.seat import Seat


FRENCH_IDENTIFIERS = frozenset({"rpps", "siret"})
#: What the settings say of one doctor alone: no part of a paper that a colleague issues.
OF_THE_DOCTOR = frozenset({"doctor", "speciality", "rpps", "identifiers"})


def letterhead(seat: Seat, author_id: str) -> dict[str, Any]:
    """Give the practice's settings with its name, and the doctor whose paper it is.

    The doctor of the settings is named on the papers of one account; another's bear the name of
    that account, the address of the practice, and no speciality or identifier of a colleague.
    Identifiers of France are those of a practice there; elsewhere they are no part of a paper.
    """
    practice = settings.get(seat, "practice")
    if not under_french_law(practice["country"]):
        practice = {k: v for k, v in practice.items() if k not in FRENCH_IDENTIFIERS}
    author = accounts.user(seat.storage, author_id)
    theirs = doctor_of_settings(practice["doctor"], accounts.of_practice(seat))
    if theirs.user_id != author_id:
        practice = {k: "" if k in OF_THE_DOCTOR else v for k, v in practice.items()}
    return practice | {"name": author.practice_name, "doctor": practice["doctor"] or author.name}


def doctor_of_settings(doctor: str, found: Sequence[Account]) -> Account:
    """Find the account of the doctor that the settings name: of that name, or the oldest open.

    `found`: all accounts of the practice, oldest first.
    """
    working = [a for a in found if not a.stopped_at] or list(found)
    named = (a for a in (*working, *found) if doctor and squashed(a.name) == squashed(doctor))
    return next(named, working[0])
