"""Forms of time and id, with no clock and no randomness in them: those are arguments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

#: The hour, on the practice's clock, at which a day of work ends.
DAY_ENDS = time(4)


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def iso_day(value: Any) -> date:
    """Read a day from outside, which is written `2026-11-21` and in no other way.

    `date.fromisoformat` takes `2026-W47-6` and `20261121` as well. Raises ValueError.

    >>> iso_day("2026-11-21")
    datetime.date(2026, 11, 21)
    """
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day is written 2026-11-21")
    return date.fromisoformat(value)


def utc_text(moment: datetime) -> str:
    """Write an aware moment as `2026-11-21T20:47:54.123Z`, the one form that is stored."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def utc_moment(text: str) -> datetime:
    """Read what `utc_text` wrote."""
    return datetime.fromisoformat(text)


def practice_day(moment: datetime, zone: ZoneInfo) -> date:
    """Tell the day of an aware moment where the practice is: ages, papers, lots and lists go by it.

    >>> from zoneinfo import ZoneInfo
    >>> practice_day(utc_moment("2026-12-31T23:30:00.000Z"), ZoneInfo("Europe/Paris")).isoformat()
    '2027-01-01'
    """
    return moment.astimezone(zone).date()


def day_of(text: str, time_zone: str) -> str:
    """Tell the practice's day (ISO) on which a stored moment falls.

    >>> day_of("2026-12-31T23:30:00.000Z", "Europe/Paris")
    '2027-01-01'
    """
    return practice_day(utc_moment(text), ZoneInfo(time_zone)).isoformat()


def day_end(moment: datetime, zone: ZoneInfo) -> datetime:
    """Tell when the working day of an aware moment ends: four in the morning of the next day.

    >>> from zoneinfo import ZoneInfo
    >>> utc_text(day_end(utc_moment("2026-11-21T20:47:54.123Z"), ZoneInfo("Europe/Paris")))
    '2026-11-22T03:00:00.000Z'
    """
    tomorrow = practice_day(moment, zone) + timedelta(days=1)
    return datetime.combine(tomorrow, DAY_ENDS, zone)
