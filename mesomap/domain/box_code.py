"""The whole code of a box (GS1 DataMatrix or bar code) where one part of it was wanted.

A code is a row of elements, each behind its application identifier: (01) the article, 14 digits,
(17) the expiry date, six digits, (10) the lot, up to 20 signs that end at a separator or with the
code (GS1 General Specifications, 3.2). Recognized by the brackets, the separator or the symbology
identifier `]d2`, else by an article number whose check digit is right. A lot whose end cannot be
seen is not guessed. The same in `static/js/model/box_code.js`; `tests/cases/syringes/box_code.json`
holds both to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Which code was scanned, before it: GS1 DataMatrix, GS1-128, QR, DataBar.
_SYMBOLOGY = re.compile(r"^\](?:d2|C1|Q3|e0)")

#: What stands for the separator FNC1: the sign itself, and how scanners and people write it.
_SEPARATOR = re.compile(r"[\x1d\u241d]|<GS>|\{GS\}|<FNC1>|\{FNC1\}", re.IGNORECASE)

_BRACKETED = re.compile(r"[(\[]([0-9]{2,4})[)\]]([^()\[\]]*)")

#: Not the separator, which Python takes for a blank.
_BLANK = " \t\r\n"

#: Elements of a fixed length, by identifier: digits behind it.
_FIXED = {"00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6,
          "20": 2}  # fmt: skip

#: Elements that end at a separator, or with the code.
_OPEN = ("10", "21", "22", "240", "241", "30", "37", "710", "711", "712", "713", "714")

#: Another element that may begin within a lot: a date, or one that is open.
_ANOTHER = re.compile(r"1[1-7][0-9]{6}|(?:2[12]|24[01]|3[07]|71[0-4]).")

LOT, EXPIRY = "10", "17"
LONGEST_LOT = 20


@dataclass(frozen=True, slots=True)
class BoxCode:
    """What can be read plainly: the lot, and the six digits of the expiry date (YYMMDD)."""

    lot: str | None = None
    expiry: str | None = None


def box_code(text: str) -> BoxCode | None:
    """Recognize the whole code of a box; None for anything else.

    >>> box_code("(01)03400930000120(17)270600(10)AB123")
    BoxCode(lot='AB123', expiry='270600')
    >>> box_code("AB123") is None
    True
    """
    plain = text.strip(_BLANK)
    bare = _SYMBOLOGY.sub("", plain)
    found = _bracketed(bare)
    if found is None:
        found = _in_a_row(bare, marked=bare != plain or bool(_SEPARATOR.search(bare)))
    if not found:
        return None
    lot, expiry = found.get(LOT) or "", found.get(EXPIRY) or ""
    return BoxCode(
        lot if 0 < len(lot) <= LONGEST_LOT else None,
        expiry if re.fullmatch(r"[0-9]{6}", expiry) else None,
    )


def _bracketed(text: str) -> dict[str, str] | None:
    joined = _SEPARATOR.sub("", text)
    rest = _BRACKETED.sub("", joined)
    found = {key: value.strip(_BLANK) for key, value in _BRACKETED.findall(joined)}
    known = all(key in _FIXED or key in _OPEN for key in found) and all(found.values())
    return found if found and known and not rest.strip() else None


def _in_a_row(text: str, *, marked: bool) -> dict[str, str] | None:
    """Read elements one after the other; `marked`: something says that this is a code."""
    parts = [re.sub(r"\s", "", part) for part in _SEPARATOR.split(text)]
    if not marked and not _looks_like_one(parts[0]):
        return None
    found: dict[str, str] = {}
    for part in parts:
        found |= _elements(part, ends=len(parts) > 1)
    return found


def _looks_like_one(text: str) -> bool:
    """Tell of an article number with its check digit, or a date that a lot follows."""
    article = re.match(r"01([0-9]{14})", text)
    dated = re.match(r"17[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])10.", text)
    return bool(dated) or bool(article and _checks(article[1]))


def _elements(part: str, *, ends: bool) -> dict[str, str]:
    """Read what stands between two separators; `ends`: an open element is known to end there."""
    found: dict[str, str] = {}
    while part:
        fixed = _FIXED.get(part[:2])
        if fixed is None:
            key = next((key for key in _OPEN if part.startswith(key)), None)
            if key is not None:
                value = part[len(key) :]
                found[key] = value if ends or _ends_plainly(value) else ""
            return found
        if not re.fullmatch(r"[0-9]+", part[2 : 2 + fixed]) or len(part) < 2 + fixed:
            return found
        found[part[:2]] = part[2 : 2 + fixed]
        part = part[2 + fixed :]
    return found


def _ends_plainly(value: str) -> bool:
    """Whether no other element may stand within a lot that no separator ends."""
    return not _ANOTHER.search(value, 1)


def _checks(article: str) -> bool:
    """Whether the last digit of an article number is its check digit (7.9 of the same)."""
    total = sum(int(digit) * (3 if n % 2 == 0 else 1) for n, digit in enumerate(article[:-1]))
    return (10 - total % 10) % 10 == int(article[-1])
