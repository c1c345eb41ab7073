"""Dates as people write them: day first, year first, or with the month as a word.

One reader for registration and for search. `static/js/model/dates.js` does the same; both are held
to `tests/cases/names/dates.json`.
"""

from __future__ import annotations

import re
from datetime import date

from mesomap.domain.letters import fold

#: Years that a number of four digits means where nothing else says that it is one.
YEARS = range(1850, 2200)
#: Years that can stand in a date whose parts are apart.
WRITTEN_YEARS = range(1000, 3000)

#: A leap year: a day and a month without a year are checked in it, so that 29/02 is a date.
LEAP_YEAR = 2000

#: Months in French and English, as words and short forms, without accents.
_MONTHS = (
    "janvier janv january jan", "fevrier fevr fev february feb", "mars march mar",
    "avril avr april apr", "mai may", "juin june jun", "juillet juil july jul",
    "aout august aug", "septembre september sept sep", "octobre october oct",
    "novembre november nov", "decembre december dec",
)  # fmt: skip
MONTHS = {word: n for n, words in enumerate(_MONTHS, 1) for word in words.split()}

#: Signs between the parts of a date; hyphens and dashes of every kind.
_SIGNS = r"-‐-―−/.,\s"
_SEP = rf"\s*[{_SIGNS}]\s*"
_WORD = "(" + "|".join(sorted(MONTHS, key=lambda word: -len(word))) + r")(?![a-z])\.?"
_DAY = r"(\d{1,2})(?:er|e|eme|st|nd|rd|th)?"

#: What people write before a date of birth; it is left out with the date.
_SAID = re.compile(
    r"(?<![^\W_])(?:ne|nee|ne\(e\)|born|ddn|dob|date\s+de\s+naissance|naissance)"
    r"(?:\s+(?:le|on))?[\s:]*$|(?<![^\W_])le\s*$"
    r"|(?<![^\W_])(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)[\s,]*$"
)
_EDGE = r"(?<![0-9a-z])"
_END = r"(?![0-9a-z])"

#: What a whole date looks like, with the places of year, month and day in it.
_WHOLE = tuple(
    (re.compile(_EDGE + form + _END, re.ASCII), places)
    for form, places in (
        (rf"(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})", (1, 2, 3)),
        (rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})", (3, 2, 1)),
        (rf"{_DAY}[{_SIGNS}]*(?:de\s+|of\s+)?{_WORD}[{_SIGNS}'’]*(\d{{4}}|\d{{2}})", (3, 2, 1)),
        (rf"{_WORD}[{_SIGNS}]*{_DAY}[\s,]+(\d{{4}})", (3, 1, 2)),
        (rf"(\d{{4}})[{_SIGNS}]*{_WORD}[{_SIGNS}]*{_DAY}", (1, 2, 3)),
        (r"(\d\d)(\d\d)(\d{4})", (3, 2, 1)),
        (r"(\d{4})(\d\d)(\d\d)", (1, 2, 3)),
        (r"(\d\d)(\d\d)(\d\d)", (3, 2, 1)),
    )
)

#: What a part of a date looks like, as one types it or where no more is known.
_YEAR_MONTH = tuple(
    (re.compile(_EDGE + form + _END, re.ASCII), places)
    for form, places in (
        (rf"(\d{{4}}){_SEP}(\d{{1,2}})", (1, 2)),
        (rf"(\d{{1,2}}){_SEP}(\d{{4}})", (2, 1)),
        (rf"{_WORD}[{_SIGNS}]*(\d{{4}})", (2, 1)),
    )
)
_DAY_MONTH = tuple(
    (re.compile(_EDGE + form + r"(?![a-z])", re.ASCII), places)
    for form, places in (
        (rf"(\d{{1,2}}){_SEP}(\d{{1,2}})(?:{_SEP}(\d{{0,3}}))?(?!\d)", (1, 2, 3)),
        (rf"{_DAY}[{_SIGNS}]*{_WORD}(?:[{_SIGNS}]*(\d{{1,3}}))?(?!\d)", (1, 2, 3)),
    )
)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS[text]


def _years(text: str, years: range) -> list[int]:
    """Years that two or four digits can mean, the later century first."""
    if len(text) == 4:
        return [int(text)] if int(text) in years else []
    return [2000 + int(text), 1900 + int(text)]


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _read(found: re.Match[str], places: tuple[int, int, int]) -> list[str]:
    year, month, day = (found[place] for place in places)
    apart = YEARS if found[0].isdecimal() else WRITTEN_YEARS
    return [
        f"{y:04d}-{_month(month):02d}-{int(day):02d}"
        for y in _years(year, apart)
        if _is_day(y, _month(month), int(day))
    ]


def readings(text: str) -> list[str]:
    """Days that a text can mean, as `1985-04-12`; [] for what is no date.

    What people write before a date ("née le", "le jeudi") is left out. A year of two digits has two
    readings; all else has one at the most. Day before month, as it is written in French.

    >>> readings("née le 1er avril 1985"), readings("12.04.85")
    (['1985-04-01'], ['2085-04-12', '1985-04-12'])
    """
    plain = fold(text).strip()
    for form, places in _WHOLE:
        for found in form.finditer(plain):
            days = _read(found, places) if _alone(plain, found) else []
            if days:
                return days
    return []


def _alone(text: str, found: re.Match[str]) -> bool:
    """Tell whether nothing stands beside a date but what people write before it ("née le")."""
    before, after = text[: found.start()].lstrip("( "), text[found.end() :]
    while before and (shorter := _SAID.sub("", before)) != before:
        before = shorter.rstrip()
    return not before and not after.strip(" .,)")


def take_out(folded: str) -> tuple[str, list[str]]:
    """Take a date, or a part of one, out of a folded text: what is left, and beginnings of days.

    A beginning is `y` with digits of year, month and day, or `d` with those of day, month and year,
    as far as they were written; `birth_terms` gives what they are compared with. [] where the text
    has no date.
    """
    for form, places in _WHOLE:
        for found in form.finditer(folded):
            days = _read(found, places)
            if days:
                started = _started(found, places)
                return _without(folded, found), [
                    f"y{day.replace('-', '')}" for day in days
                ] + started
    return _take_out_part(folded)


def _started(found: re.Match[str], places: tuple[int, int, int]) -> list[str]:
    """Read two digits of a year, or one of a last day, as a beginning, too."""
    year, month, day = (found[place] for place in places)
    if places[2] == 3 and len(day) == 1:
        return [f"y{year}{_month(month):02d}{day}"]
    return [f"d{int(day):02d}{_month(month):02d}{year}"] if len(year) == 2 else []


def _take_out_part(folded: str) -> tuple[str, list[str]]:
    for form, two in _YEAR_MONTH:
        for found in form.finditer(folded):
            year, month = int(found[two[0]]), _month(found[two[1]])
            if year in YEARS and 1 <= month <= 12:
                return _without(folded, found), [f"y{year}{month:02d}"]
    for form, _three in _DAY_MONTH:
        for found in form.finditer(folded):
            day, month = int(found[1]), _month(found[2])
            starts = _day_month(day, month, found)
            if starts:
                return _without(folded, found), starts
    return folded, []


def _day_month(day: int, month: int, found: re.Match[str]) -> list[str]:
    """Give what a day and month begin; a last 0 or 1 may be the first digit of a month."""
    whole = _is_day(LEAP_YEAR, month, day)
    begun = found[3] is None and found[2] in {"0", "1"} and _is_day(LEAP_YEAR, 1, day)
    return [
        *([f"d{day:02d}{month:02d}{found[3] or ''}"] if whole else []),
        *([f"d{day:02d}{found[2]}"] if begun else []),
    ]


def _without(text: str, found: re.Match[str]) -> str:
    return f"{_SAID.sub('', text[: found.start()])} {text[found.end() :]}"


def birth_terms(day: str) -> list[str]:
    """Write a day so that every part of it that people type is the beginning of a term.

    >>> birth_terms("1985-04-12")
    ['y19850412', 'd12041985']
    """
    year, month, of_month = day.split("-")
    return [f"y{year}{month}{of_month}", f"d{of_month}{month}{year}"]
