"""Tables for spreadsheets: CSV in the form of the reader's country, without any formula.

French spreadsheets expect semicolons and decimal commas, English ones commas and points; both
want a byte order mark to read UTF-8. A text that a spreadsheet would take for a formula is
led by an apostrophe (docs/decisions/0008).
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from mesomap.domain.countries import MINOR_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: First characters by which a spreadsheet takes a text for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BOM = "\ufeff"


def safe(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula.

    >>> safe("=HYPERLINK(0)"), safe("Genou")
    ("'=HYPERLINK(0)", 'Genou')
    """
    started = text.lstrip(" \u00a0")
    return f"'{text}" if started.startswith(FORMULA_STARTS) else text


def cell(value: str | float | None, lang: str) -> str:
    """Write one cell: a figure in the reader's way, a text made safe, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    text = f"{value:.15g}"
    return text.replace(".", ",") if lang == "fr" else text


def csv_bytes(rows: Iterable[Sequence[str | float | None]], *, lang: str) -> bytes:
    """Write rows of text (made safe) and figures (left to calculate with)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    writer.writerows([cell(value, lang) for value in row] for row in rows)
    return (_BOM + out.getvalue()).encode("utf-8")


def amount(cents: int, currency: str) -> float:
    """Give an amount as a figure to calculate with: `4550` → 45.5, of the franc CFP 4550."""
    digits = MINOR_DIGITS.get(currency, 2)
    return cents / 10**digits if digits else cents
