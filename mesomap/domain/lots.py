"""Lots: their dates, and which numbers are one.

The same in `static/js/model/lots.js`; `tests/cases/syringes/lots.json` and `one_lot.json` hold
both to it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from mesomap.domain.letters import fold

#: Signs that stand between the groups of a number, and that people leave out: spaces and hyphens.
_BETWEEN = re.compile(r"[\s\-‐-―−]")


def one_lot(number: str) -> str:
    """Write a lot's number as it is compared: without case, spaces and hyphens.

    >>> one_lot("ab-123") == one_lot("AB 123") == one_lot("AB123")
    True
    """
    return _BETWEEN.sub("", fold(number))


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
