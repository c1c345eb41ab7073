"""Expiry dates as boxes print them: 06/2027, 06.27, JUN 2027, (17)270600 (GS1), 2027-06-30.

A date is kept as `2027-06` (good to the end of the month) or `2027-06-30`. Two digits of a year are
the century that GS1 gives them (General Specifications, 7.12: within 50 years of the present one).
What can be read in two ways is refused with both. The same in `static/js/model/expiry.js`;
`tests/cases/syringes/expiry.json` holds both to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mesomap.domain.box_code import BoxCode, box_code
from mesomap.domain.dates import LEAP_YEAR, MONTHS
from mesomap.domain.letters import fold
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What boxes and people write beside the date.
LABELS = frozenset({
    "exp", "expire", "expires", "expiration", "expiry", "per", "peremption", "perime", "date",
    "use", "by", "before", "utiliser", "avant", "le", "la", "fin", "end", "of", "de", "du", "a",
    "jusqu", "au", "until", "ed", "best", "valable", "valid", "val", "dlu", "dluo", "dlc", "ddm",
    "limite", "utilisation", "preference", "d", "en", "er", "ubd",
})  # fmt: skip
_TOKEN = re.compile(r"[0-9]+|[a-z]+")
#: Hyphens and dashes that mean a hyphen.
_DASHES = re.compile("[‐-―−]")
_BETWEEN = re.compile(r"[\s./:,()'’-]*", re.ASCII)

#: The application identifier of an expiry date in a GS1 code, as it is printed: (17)270600.
_GS1 = "17"

#: A year of two digits that is farther off than this, in years, is a slip.
FAR_YEARS = 20
#: Of two readings, the one within this is meant.
LIKELY_YEARS = range(-10, FAR_YEARS + 1)
YEARS = range(2000, 2100)

#: The longest text that is read: the whole code of a box.
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Expiry:
    """`expiry`, or a `fault` with what was read instead.

    Faults: "unread", "ambiguous", "year", "code", and "yearless": a month and a year, or a day and
    a month ("2031-12", "12-31").
    """

    expiry: str | None = None
    fault: str | None = None
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Day:
    """Year, month and day (0: the whole month) as read; `short`: two digits of a year."""

    year: int
    month: int
    day: int
    short: bool

    def __str__(self) -> str:
        day = f"-{self.day:02d}" if self.day else ""
        return f"{self.year:04d}-{self.month:02d}{day}"

    @property
    def is_real(self) -> bool:
        try:
            date(self.year, self.month, self.day or 1)
        except (ValueError, OverflowError):
            return False
        return True


def _days(parts: Sequence[str], year_now: int) -> Iterator[_Day]:
    """Give each way in which the parts of a date can be read, likeliest first."""
    for year, month, day in _orders(parts):
        if len(year) in {2, 4} and not year.isalpha():
            short = len(year) == 2
            whole = _century(int(year), year_now) if short else int(year)
            yield _Day(whole, MONTHS.get(month) or int(month), int(day or 0), short)


def _day_first(parts: Sequence[str], year_now: int) -> list[_Day]:
    """Read six digits without signs as day, month and year, as people may mean them."""
    match parts:
        case [digits] if digits.isdigit() and len(digits) == 6:
            year = _century(int(digits[4:]), year_now)
            return [_Day(year, int(digits[2:4]), int(digits[:2]), short=True)]
    return []


def _yearless(parts: Sequence[str]) -> str | None:
    """Read two figures as a day and a month ("31/12", "3112"): "12-31"; None for others."""
    if len(parts) == 1 and len(parts[0]) == 4:
        parts = (parts[0][:2], parts[0][2:])
    if len(parts) != 2 or not all(part.isdigit() and len(part) <= 2 for part in parts):
        return None
    found = _Day(LEAP_YEAR, int(parts[1]), int(parts[0]), short=True)
    return f"{found.month:02d}-{found.day:02d}" if found.day and found.is_real else None


def _orders(parts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Give year, month and day ("" where none is said) as texts."""
    match parts:
        case [one]:
            yield from _unparted(one)
        case [one, digits] if one == _GS1 and len(digits) == 6:
            yield digits[:2], digits[2:4], digits[4:]
        case [one, two] if not one.isalpha() or not two.isalpha():
            if not two.isalpha():
                yield two, one, ""
            if not one.isalpha() and (not two.isalpha() or len(one) == 4):
                yield one, two, ""
        case [one, two, three] if not one.isalpha() and not three.isalpha():
            if len(one) < 4:
                yield three, two, one
            if len(one) == 4 or not two.isalpha():
                yield one, two, three
        case [month, day, year] if month.isalpha() and day.isdigit() and len(year) == 4:
            yield year, month, day


def _unparted(digits: str) -> Iterator[tuple[str, str, str]]:
    """Give the readings of digits without a sign between them: those of GS1 first."""
    if digits.isalpha():
        return
    if len(digits) == 6:
        yield digits[:2], digits[2:4], digits[4:]
        yield digits[:4], digits[4:], ""
        yield digits[2:], digits[:2], ""
    elif len(digits) == 8:
        yield digits[:4], digits[4:6], digits[6:]
        yield digits[4:], digits[2:4], digits[:2]
        if digits.startswith(_GS1):
            yield digits[2:4], digits[4:6], digits[6:]
    elif len(digits) == 4 and not digits.startswith("20"):
        yield digits[2:], digits[:2], ""
        yield digits[:2], digits[2:], ""


def _century(two: int, year_now: int) -> int:
    year = year_now - year_now % 100 + two
    apart = two - year_now % 100
    if apart > 50:
        return year - 100
    return year + 100 if apart < -49 else year


def _parts(text: str) -> list[str] | None:
    """Take the parts of a date out of a text; None where it holds anything else."""
    plain = fold(text)
    if _BETWEEN.sub("", _TOKEN.sub("", plain)):
        return None
    found = [part for part in _TOKEN.findall(plain) if part not in LABELS]
    if any(part.isalpha() and part not in MONTHS for part in found):
        return None
    return found


def expiry_of(text: str, on: str) -> Expiry:
    """Read an expiry date as of the day `on` (ISO).

    >>> expiry_of("EXP 06/27", "2026-11-30").expiry, expiry_of("(17)270630", "2026-11-30").expiry
    ('2027-06', '2027-06-30')
    >>> expiry_of("06/07", "2026-11-30").readings
    ('2007-06', '2006-07')
    >>> expiry_of("31/12", "2026-11-30").readings, expiry_of("300627", "2026-11-30").readings
    (('2031-12', '12-31'), ('2030-06-27', '2027-06-30'))
    """
    hyphened = _DASHES.sub("-", text)
    now, parts = int(on[:4]), _parts(hyphened) or []
    real = [day for day in _days(parts, now) if day.is_real]
    rivals = [day for day in _day_first(parts, now) if day.is_real] if real else []
    found = list({str(day): day for day in (*real, *rivals)}.values())
    fits = [day for day in found if day.year in YEARS]
    if not found and (code := box_code(text)):
        return _of_code(text, code, on)
    if not fits:
        return Expiry(fault="year" if found else "unread", readings=tuple(map(str, found)))
    chosen = _chosen(fits, parts, "-" in hyphened, now)
    if chosen is None:
        return Expiry(fault="ambiguous", readings=tuple(map(str, fits)))
    if chosen.short and abs(chosen.year - now) > FAR_YEARS:
        return Expiry(fault="year", readings=(str(chosen),))
    if other := _yearless(parts):
        return Expiry(fault="yearless", readings=(str(chosen), other))
    return Expiry(str(chosen))


def _of_code(text: str, code: BoxCode, on: str) -> Expiry:
    if not code.expiry:
        return Expiry(fault="code")
    alone = f"({_GS1}){code.expiry}"
    return Expiry(fault="unread") if text == alone else expiry_of(alone, on)


def _chosen(fits: Sequence[_Day], parts: Sequence[str], dashed: bool, now: int) -> _Day | None:  # noqa: FBT001
    """Choose between readings: day before month where signs part them, else the only likely one."""
    likely = [day for day in fits if day.year - now in LIKELY_YEARS]
    if len(fits) == 1:
        return fits[0]
    if len(parts) == 3 and not dashed:
        return fits[0] if fits[0] in likely else None
    return likely[0] if len(likely) == 1 and len(parts) == 1 else None


def printed(expiry: str) -> str:
    """Write a date that is kept as a French box prints it.

    >>> printed("2027-06"), printed("2027-06-30")
    ('06/2027', '30/06/2027')
    """
    return "/".join(reversed(expiry.split("-")))


UNREAD = N_(
    "Une péremption s’écrit comme sur la boîte, par exemple 06/2027, 30/06/2027 ou 2027-06 ; "
    "reçu : {value}."
)
CODE = N_(
    "C’est le code entier de la boîte : écrivez la péremption seule, comme elle est imprimée, par "
    "exemple 06/2027."
)
AMBIGUOUS = N_(
    "« {value} » peut se lire {one} ou {other} : écrivez l’année en quatre chiffres, par exemple "
    "06/2027."
)
YEARLESS = N_(
    "« {value} » peut se lire {one}, ou le {other} sans l’année : écrivez l’année en quatre "
    "chiffres, par exemple {one}."
)
YEAR = N_("« {value} » donnerait une péremption en {year} : écrivez l’année en quatre chiffres.")


def read_expiry(value: object, on: str) -> str | None:
    """Read what was typed as an expiry date; None where nothing was.

    Raises
    ------
    Refused
        With both readings where there are two; `values["field"]` is "expiry".
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Refused(UNREAD, field="expiry", value=repr(value)[:60])
    found = expiry_of(value, on)
    match found.fault:
        case None:
            return found.expiry
        case "code":
            raise Refused(CODE, field="expiry")
        case "ambiguous" | "yearless":
            one, other = (printed(reading) for reading in found.readings[:2])
            template = AMBIGUOUS if found.fault == "ambiguous" else YEARLESS
            raise Refused(template, field="expiry", value=value, one=one, other=other)
        case "year":
            raise Refused(YEAR, field="expiry", value=value, year=found.readings[0][:4])
    raise Refused(UNREAD, field="expiry", value=value)
