"""The day of an estimate, and whether the clock is doubted; storage/writer.py makes the number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.estimate import issued_on
from mesomap.domain.said import Day
from mesomap.errors import N_, Refused
from mesomap.services.practice import settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from mesomap.storage.protocol import Row, Writer

#: First letter of an estimate's number ("devis").
SERIES = "D"


def add(
    w: Writer, practice_id: str, author_id: str, estimate_id: str, session_id: str,
    body: Mapping[str, Any], now: datetime, *, clock_is_right: bool,
) -> Row:  # fmt: skip
    """Store a body with its day, and with the next number of that day's year.

    Raises
    ------
    Refused
        The last number has a later day than today, and nobody said that the clock is right.
    """
    day = _day(w, practice_id, now, clock_is_right=clock_is_right)
    dated = dict(body) | {"issued_on": day.isoformat()}
    return w.add_estimate(
        practice_id, estimate_id, session_id, SERIES, day.year,
        lambda number: dated | {"number": number}, now, author_id,
    )  # fmt: skip


def _day(w: Writer, practice_id: str, now: datetime, *, clock_is_right: bool) -> date:
    """Give the practice's day, or that of the last number in its year where that is later."""
    today = settings.today(w, practice_id, now)
    last = w.last_estimate(practice_id, SERIES)
    if last and issued_on(last["body"]) > today and not clock_is_right:
        raise Refused(
            N_(
                "L’horloge de la machine dit {today}, et le devis {number} est daté du {day} : "
                "réglez l’horloge, ou confirmez qu’elle est juste."
            ),
            field="clock_is_right", today=Day(today.isoformat()), number=last["number"],
            day=Day(issued_on(last["body"]).isoformat()),
        )  # fmt: skip
    before = w.last_estimate(practice_id, SERIES, today.year)
    return max(today, issued_on(before["body"])) if before else today
