"""Lots: their dates, and which numbers are one.

The same in `static/js/model/lots.js`; `tests/cases/syringes/lots.json` and `one_lot.json` hold
both to it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from mesomap.domain.box_code import box_code
from mesomap.domain.letters import fold

#: Signs that stand between the groups of a number, and that people leave out.
_BETWEEN = re.compile(r"[\s\-‐-―−⁃﹘﹣－./\\_·⁄∕]")

#: What boxes and people write before a number: a word for a lot, a word for a number, or both. "L."
#: and "N." only where a space follows: L.12 is L12, and many numbers begin so.
_LABEL = re.compile(
    r"[\s(\[]*(?:(?:lots?|lote|lotto|batch|charge|ch\.?-b)(?![a-z])"
    r"|(?:numero|number|num|nr|no|n)\.?\s*[°:#]|(?:numero|number|num|nr|no)(?:\.|(?=\s))"
    r"|[ln]\.\s|l\s*:|#|(?:de|du)\s+(?=lot)|(?<=[(\[])10(?=[)\]]))[\s.:°#=/\\_)\]-]*"
)
_SOMETHING = re.compile("[a-z0-9]")


def _bare(folded: str) -> str:
    """Leave the words before a number out, as long as a number is left."""
    while (found := _LABEL.match(folded)) and _SOMETHING.search(folded, found.end()):
        folded = folded[found.end() :]
    return folded


def one_lot(number: str) -> str:
    """Write a lot's number as it is compared: without case, spaces, hyphens, points, strokes.

    Nor is a word for it compared ("LOT", "n°", "batch"), nor the rest of a box's code.
    A code (GS1, AI 10) may hold `-`, `.`, `/` and `_` as signs of the number itself. Two lots of
    one product that differ by nothing else are not known, while the same box is typed by hand in
    all these ways: a recall may list one lot too many, but must not miss a patient.
    Other signs of a code (`+`, `:`, `*` ...) are not put in nor left out by hand, and count.

    >>> one_lot("ab-123") == one_lot("AB 123") == one_lot("AB.123") == one_lot("AB123")
    True
    >>> one_lot("Lot n° AB123"), one_lot("(10)AB123")
    ('ab123', 'ab123')
    """
    code = box_code(number)
    plain = (code and code.lot) or number.replace("º", "°").replace("№", "n°")
    return _BETWEEN.sub("", _bare(fold(plain)))


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
