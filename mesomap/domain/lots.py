"""Dates of lots. The same in `static/js/model/lots.js`; `tests/cases/syringes/lots.json`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def last_day(expiry: str) -> date:
    """Give the last day a lot may be used: a month ("2027-06") counts to its end.

    >>> last_day("2027-06").isoformat(), last_day("2027-06-12").isoformat()
    ('2027-06-30', '2027-06-12')
    """
    if len(expiry) > 7:
        return date.fromisoformat(expiry)
    first = date.fromisoformat(f"{expiry}-01")
    return first.replace(day=monthrange(first.year, first.month)[1])


def is_expired(expiry: str | None, treatment_date: str) -> bool:
    """Tell whether a lot was past its date on the day of the session; unknown dates are not."""
    return bool(expiry) and last_day(str(expiry)) < date.fromisoformat(treatment_date)
