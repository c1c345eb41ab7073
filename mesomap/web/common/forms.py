"""Reading what people type into fields: numbers and money, in French or English spelling."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from flask import g, request

from mesomap.domain import typed
from mesomap.domain.countries import MINOR_DIGITS
from mesomap.domain.said import Number
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from flask import Flask

T = TypeVar("T")

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)

#: No fee is above this, in the smallest unit of its currency.
MOST_CENTS = 10_000_000


def number(text: str, field: str, unit: str = "") -> float:
    """Read a number beside which `unit` is printed; raises Refused with `values["field"]`."""
    return float(typed.number(text, field, unit))


def whole(text: str, field: str, unit: str = "") -> int:
    """Read a whole number; raises Refused with `values["field"]`."""
    found = typed.number(text, field, unit)
    if found != found.to_integral_value():
        raise Refused(N_("« {text} » n’est pas un nombre entier."), field=field, text=text)
    return int(found)


def counter(text: str, otherwise: int) -> int:
    """Read a number that a page of ours wrote into a hidden field or a key: plain digits."""
    plain = text.isascii() and text.isdecimal() and len(text) < 9
    return int(text) if plain else otherwise


_NO_AMOUNT = N_("« {text} » n’est pas un montant : écrivez par exemple 45 ou 45,50.")
_NO_WHOLE_AMOUNT = N_(
    "« {text} » n’est pas un montant : cette monnaie n’a pas de décimales, "
    "écrivez par exemple 4500."
)
_TOO_MUCH = N_("« {text} » est trop : un montant est de {most} au plus.")


def cents(text: str, field: str, currency: str) -> int:
    """Read an amount in the smallest unit of its currency: `"45,50"` → 4550, XPF `"4500"` → 4500.

    Raises
    ------
    Refused
        Not a number, two readings, another currency, more decimals than the currency has, or beyond
        `MOST_CENTS`.
    """
    digits = MINOR_DIGITS.get(currency, 2)
    otherwise = _NO_AMOUNT if digits else _NO_WHOLE_AMOUNT
    found = typed.number(text, field, currency, otherwise=otherwise).scaleb(digits)
    if found != found.to_integral_value():
        raise Refused(otherwise, field=field, text=text.strip())
    if found > MOST_CENTS:
        most = Number(float(Decimal(MOST_CENTS).scaleb(-digits)))
        raise Refused(_TOO_MUCH, field=field, text=text.strip(), most=most)
    return int(found)


def amount_out(cents: int | None, currency: str, lang: str) -> str:
    """Write an amount the way a field shows it and reads it back: `45,50`, `45`; of XPF `4500`.

    Of three decimals needless zeros go: `45,500` would have two readings.
    """
    if cents is None:
        return ""
    digits = MINOR_DIGITS.get(currency, 2)
    figure = Decimal(cents).scaleb(-digits)
    if digits == 2 and cents % 100:
        return f"{figure:.2f}".replace(".", "," if lang == "fr" else ".")
    return typed.shown(figure, lang)


def plain_number(value: float | None, lang: str) -> str:
    """Write a number the way a field shows it: `2,1`."""
    if value is None:
        return ""
    return typed.shown(value, lang)


def day_out(iso: str | None) -> str:
    """Write a date the way a field shows it: `1961-12-20` → `20/12/1961`; other texts stay."""
    found = _ISO.fullmatch(iso or "")
    return "/".join(reversed(found.groups())) if found else iso or ""


def start_of(text: str | None) -> int:
    """Read where a page of a list begins; anything else is its first page."""
    return counter(text or "", 0)


# ------------------------------------------------------------ what was refused stays in its field


def keep_typed() -> None:
    """Let the page that answers this form show every field as it was sent."""
    g.typed = request.form


def kept(name: str, otherwise: T, at: int = 0) -> str | T:
    """Give what was sent in the field of that name (`at`: its place), else `otherwise`."""
    sent = g.typed.getlist(name) if "typed" in g else []
    return sent[at] if at < len(sent) else otherwise


def ticked(name: str, value: str, otherwise: object) -> bool:
    """Tell whether a box, a radio or an option of that value was chosen, else `otherwise`."""
    return value in g.typed.getlist(name) if "typed" in g else bool(otherwise)


def init_forms(app: Flask) -> None:
    app.jinja_env.globals.update(kept=kept, ticked=ticked)
