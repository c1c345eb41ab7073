"""The opening of a session that a tablet made while the server was gone.

A tablet may say whose session it is, on which day and on which body; everything else it was
offered by the server, and freezes as it was offered.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mesomap.domain.ask import MAX_COUNT
from mesomap.domain.clock import iso_day
from mesomap.domain.events import is_id
from mesomap.errors import N_, Malformed

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What the server offers and a tablet only copies.
OFFERED = (
    "time_zone", "radii_mm", "stroke_width_mm", "spacing_mm", "duration", "tariff", "atlas",
)  # fmt: skip

#: Oldest session that a tablet may bring, in days.
MOST_DAYS_LATE = 31

#: A tablet's day may be so many days ahead of the server's: its clock or time zone may differ.
MOST_DAYS_EARLY = 1


def offered_part(body: Mapping[str, Any]) -> dict[str, Any]:
    """Pick out of an opening what the server offered."""
    return {key: body.get(key) for key in OFFERED}


def check_opening(body: Mapping[str, Any]) -> None:
    """Look at the keys that a fold needs; raises Malformed."""
    course = body.get("course_id")
    if "course_id" not in body or not (course is None or is_id(course)):
        raise Malformed(N_("Une séance nomme sa cure, ou aucune."))
    check_number(body)
    day_of(body)
    for key in OFFERED:
        if key not in body:
            raise Malformed(N_("Il manque « {key} » à l’ouverture de la séance."), key=key)
    for key in ("body_estimated", "silhouette", "body_nearest"):
        if key not in body:
            raise Malformed(N_("Il manque « {key} » à l’ouverture de la séance."), key=key)


def check_number(body: Mapping[str, Any]) -> None:
    """Look at the number of a session in its course; raises Malformed."""
    number = body.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MAX_COUNT:
        raise Malformed(N_("Le numéro d’une séance est un entier à partir de 1."))


def day_of(body: Mapping[str, Any]) -> date:
    """Read the day of the act; raises Malformed."""
    day = body.get("treatment_date")
    try:
        return iso_day(day)
    except ValueError:
        raise Malformed(N_("Le jour d’une séance s’écrit 2026-11-21.")) from None


def may_be_dated(day: date, opened_for: date, today: date) -> bool:
    """Whether an act can have been on that day: from a month before the day planned to today."""
    first = min(opened_for, today) - timedelta(days=MOST_DAYS_LATE)
    return first <= day <= today + timedelta(days=MOST_DAYS_EARLY)


def is_plausible(day: date, today: date) -> bool:
    """Whether a tablet can bring a session of that day; both days in the practice's time zone."""
    return today - timedelta(days=MOST_DAYS_LATE) <= day <= today + timedelta(days=MOST_DAYS_EARLY)
