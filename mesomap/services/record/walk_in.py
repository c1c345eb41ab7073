"""Someone without an appointment: registered and begun in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.registering import age_band_years, patient_fields
from mesomap.errors import N_, AlreadyMade
from mesomap.services.people import patients
from mesomap.services.people.repeats import is_first
from mesomap.services.practice import settings
from mesomap.services.record import opening

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from mesomap.storage.seat import Seat


def begin(
    seat: Seat, *, patient_id: str, session_id: str, event_ids: Sequence[str], sex: str, age_years:
    int, now: datetime, silhouette: str | None = None,
) -> str:  # fmt: skip
    """Register someone without a name and open their session, in one step; the session's id.

    `event_ids`: one id is used. The same ids with the same values are the same walk-in. Raises
    Refused (sex, age, silhouette), AlreadyMade (those ids with other values; the session's id).
    """
    with seat.writing() as w:
        known = {"sex": sex, "age_band_years": age_band_years(age_years)}
        today = settings.today(w, seat.practice_id, now)
        read = patient_fields({**patients.EMPTY, **known}, today, name_needed=False)
        if w.patient(seat.practice_id, patient_id) is None:
            patients.add(w, seat.practice_id, seat.user_id, patient_id, read, now)
        elif not is_first(w, seat.practice_id, "patient", patient_id, read):
            raise AlreadyMade(N_("Une séance a déjà été ouverte de cette page."), id=session_id)
        opening.open_in(
            w, seat.practice_id, seat.user_id, session_id=session_id, event_id=event_ids[0],
            patient_id=patient_id, course_id=None, now=now, silhouette=silhouette,
        )  # fmt: skip
    return session_id
