"""Reading what people type into fields: numbers and money, in French or English spelling."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from mesomap.errors import N_, Refused

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)

_SPACES = re.compile(r"[\s\u00a0\u202f]")

#: No fee is above this, in cents.
MOST_CENTS = 10_000_000


def decimal(text: str, field: str) -> Decimal:
    """`"1 234,5"` or `"1234.5"` → 1234.5.

    Raises
    ------
    Refused
        With `values["field"]`.
    """
    plain = _SPACES.sub("", text).replace("€", "").replace(",", ".")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or len(plain) > 20:
        raise Refused(N_("« {text} » n’est pas un nombre."), field=field, text=text)
    return found


def number(text: str, field: str) -> float:
    """Read a number; raises Refused with `values["field"]`."""
    return float(decimal(text, field))


def whole(text: str, field: str) -> int:
    """Read a whole number; raises Refused with `values["field"]`."""
    found = decimal(text, field)
    if found != found.to_integral_value():
        raise Refused(N_("« {text} » n’est pas un nombre entier."), field=field, text=text)
    return int(found)


def cents(text: str, field: str) -> int:
    """Read euros as integer cents: `"45,50"` → 4550.

    Raises
    ------
    Refused
        Not a number, more than two decimals, or beyond ±100 000.
    """
    found = decimal(text, field) * 100
    if found != found.to_integral_value() or abs(found) > MOST_CENTS:
        raise Refused(
            N_("« {text} » n’est pas un montant : écrivez par exemple 45 ou 45,50."),
            field=field,
            text=text,
        )
    return int(found)


def euros(amount_cents: int | None, lang: str) -> str:
    """Write cents the way a field shows them: `45,50`, or `45` where there are none."""
    if amount_cents is None:
        return ""
    whole_part, rest = divmod(abs(amount_cents), 100)
    point = "," if lang == "fr" else "."
    sign = "-" if amount_cents < 0 else ""
    return f"{sign}{whole_part}{point}{rest:02d}" if rest else f"{sign}{whole_part}"


def plain_number(value: float | None, lang: str) -> str:
    """Write a number the way a field shows it: `2,1`."""
    if value is None:
        return ""
    return f"{value:g}".replace(".", "," if lang == "fr" else ".")


def day_out(iso: str | None) -> str:
    """Write a date the way a field shows it: `1961-12-20` → `20/12/1961`; other texts stay."""
    found = _ISO.fullmatch(iso or "")
    return "/".join(reversed(found.groups())) if found else iso or ""


def start_of(text: str | None) -> int:
    """Read where a page of a list begins; anything else is its first page."""
    typed = text or ""
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 9 else 0
