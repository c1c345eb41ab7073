"""Numbers and amounts as people type them: read to the one meaning they have, or refused.

The same in `static/js/model/typed.js`; `tests/cases/typed.json` holds both to it. Digits are 0-9.
Before the decimals stands a comma or a point. Thousands are grouped by a space, by an apostrophe
(of amounts in Swiss francs alone), or by a comma or a point where the decimals follow with the
other of the two. What could be decimals as well as thousands ("1.200") is refused with both
readings. Of a currency without decimals (the franc of the Pacific) there is one reading: 1200.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.domain.countries import MINOR_DIGITS
from mesomap.domain.said import Number
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How the unit printed beside a field may be typed after the number, in lower case.
UNITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cm": (
            "cm",
            "cms",
            "centimètre",
            "centimètres",
            "centimetre",
            "centimetres",
            "centimeters",
        ),
        "kg": ("kg", "kgs", "kilo", "kilos", "kilogramme", "kilogrammes", "kilogram", "kilograms"),
        "mL": ("ml",),
        "mm": ("mm",),
        "cm²": ("cm²", "cm2"),
        "%": ("%",),
        "min": ("min", "mn", "minute", "minutes"),
        "s": ("s", "sec", "seconde", "secondes", "second", "seconds"),
        "jours": ("j", "jour", "jours", "d", "day", "days"),
        "ans": ("an", "ans", "year", "years"),
        "coups/s": ("coups/s", "shots/s"),
        "EUR": ("€", "eur", "euro", "euros"),
        "CHF": ("chf", "fr", "fr.", "francs"),
        "MAD": ("mad", "dh", "dhs"),
        "TND": ("tnd", "dt", "dinar", "dinars"),
        "DZD": ("dzd", "da", "dinar", "dinars"),
        "XPF": ("xpf", "fcfp", "cfpf", "cfp", "f", "fr", "francs"),
        "XOF": ("xof", "fcfa", "cfa", "f", "fr", "francs"),
        "XAF": ("xaf", "fcfa", "cfa", "f", "fr", "francs"),
        "KMF": ("kmf", "fc", "francs"),
        "DJF": ("djf", "fdj", "francs"),
        "GNF": ("gnf", "fg", "francs"),
        "RWF": ("rwf", "frw", "francs"),
        "BIF": ("bif", "fbu", "francs"),
        "VUV": ("vuv", "vt", "vatu"),
        "MGA": ("mga", "ar", "ariary"),
        "MUR": ("mur", "rs", "roupies"),
        "SCR": ("scr", "rs", "roupies"),
        "HTG": ("htg", "g", "gourdes"),
        "CDF": ("cdf", "fc", "francs"),
        "LBP": ("lbp", "ll", "£l", "£lb", "livres"),
        "CAD": ("$", "$ca", "ca$", "cad"),
        "GBP": ("£", "£gb", "gbp"),
        "USD": ("$", "$us", "us$", "usd"),
        "JPY": ("jpy", "¥", "jp¥", "yens"),
    }
)
CURRENCIES = frozenset(MINOR_DIGITS)

#: Units that no field asks for, so that a sentence can name what was typed.
OTHERS = frozenset(
    ("m", "dm", "km", "g", "mg", "µg", "ug", "l", "dl", "cl", "µl", "ul", "cc", "h", "lb", "lbs",
     "st", "in", "ft", "oz", "mo", "mois", "month", "months")
)  # fmt: skip
_KNOWN = OTHERS.union(*UNITS.values())

MOST_CHARACTERS = 40

_SPACE = "[ \u00a0\u202f\u2009]"
_UNIT = "[^0-9 \t\u00a0\u202f\u2009'’,.+–—−-]+"
_TYPED = re.compile(
    rf"({_UNIT}\.?)?{_SPACE}*([0-9](?:[0-9.,'’]|{_SPACE}(?=[0-9]))*)([.,][-–—])?{_SPACE}*({_UNIT}[2.]?)?"
)
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_SPACED = re.compile(rf"[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+(?:[.,][0-9]+)?")
_MIXED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+")
#: Signs that are printed with a space inside of them: "F CFA", "F CFP".
_F_CF = re.compile(rf"f{_SPACE}cf(?=[ap])", re.IGNORECASE)
_SWISS = re.compile(r"[1-9][0-9]{0,2}(?:['’][0-9]{3})+(?:[.,][0-9]+)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text means: a `value`, or a `fault`: "number", "two-ways", "unit".

    Of two ways, `value` is the reading as decimals, `thousands` the other; `unit` is the other
    unit that was typed.
    """

    value: Decimal | None
    fault: str | None = None
    thousands: Decimal | None = None
    unit: str | None = None


_NONE = Reading(None, "number")


def reading(text: str, unit: str = "") -> Reading:
    """Read what was typed into a field beside which `unit` (a key of `UNITS`, or "") is printed.

    >>> reading("45,50 €", "EUR").value, reading("1.200").thousands, reading("1,75 m", "cm").unit
    (Decimal('45.50'), Decimal('1200'), 'm')
    """
    plain = _F_CF.sub("fcf", text.strip())
    typed = _TYPED.fullmatch(plain) if len(text) <= MOST_CHARACTERS else None
    if not typed:
        return _NONE
    before, core, dash, after = typed.groups()
    money, swiss = unit in CURRENCIES, unit == "CHF"
    if (before and after) or (before and not money) or (dash and not swiss):
        return _NONE
    named, ways = (before or after or "").lower(), UNITS.get(unit, ())
    if named and named not in ways and named.removesuffix(".") not in ways:
        return Reading(None, "unit", unit=before or after) if named in _KNOWN and unit else _NONE
    if MINOR_DIGITS.get(unit) == 0 and _GROUPED.fullmatch(core):
        return Reading(Decimal(re.sub("[.,]", "", core)))
    if _TWO_WAYS.fullmatch(core):
        return Reading(_number(core), "two-ways", Decimal(re.sub("[.,]", "", core)))
    known = any(form.fullmatch(core) for form in (_PLAIN, _SPACED, _MIXED))
    known = known or ((swiss or not money) and bool(_SWISS.fullmatch(core)))
    return Reading(_number(core)) if known else _NONE


def _number(core: str) -> Decimal:
    """Take the last comma or point for the decimal sign; everything else groups."""
    whole, _sign, rest = re.sub(_SPACE, "", core).replace(",", ".").rpartition(".")
    digits = re.sub(r"[.'’]", "", whole or rest)
    return Decimal(f"{digits}.{rest}" if whole else digits)


_NOT_A_NUMBER = N_("« {text} » n’est pas un nombre : écrivez par exemple 12 ou 12,5.")
_TWO_READINGS = N_("« {text} » se lit {decimals} ou {thousands} : écrivez l’un des deux.")
_OTHER_UNIT = N_("« {text} » : le nombre est attendu en {unit}, et non en {other}.")


def number(text: str, field: str, unit: str = "", *, otherwise: str = _NOT_A_NUMBER) -> Decimal:
    """Read a number.

    Raises
    ------
    Refused
        With `values["field"]`: no number (the sentence `otherwise`), two readings, another unit.
    """
    found = reading(text, unit)
    if found.fault == "two-ways" and found.value is not None and found.thousands is not None:
        raise Refused(
            _TWO_READINGS, field=field, text=text.strip(),
            decimals=Number(float(found.value), 3), thousands=Number(float(found.thousands)),
        )  # fmt: skip
    if found.fault == "unit":
        raise Refused(
            _OTHER_UNIT, field=field, text=text.strip(), unit=sign(unit), other=found.unit
        )
    if found.value is None:
        raise Refused(otherwise, field=field, text=text.strip())
    return found.value


def sign(unit: str) -> str:
    """Name a unit as it is printed: the first way of typing a currency, any other as it is."""
    return UNITS[unit][0].upper() if unit in CURRENCIES else unit


def shown(value: Decimal | float, lang: str) -> str:
    """Write a number so that `reading` gives it back: no thousands, all decimals.

    Three decimals after one to three digits would have two readings; a fourth is written.

    >>> shown(2.1, "fr"), shown(1200.0, "fr"), shown(2.125, "en")
    ('2,1', '1200', '2.1250')
    """
    plain = f"{Decimal(str(value)):f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if _TWO_WAYS.fullmatch(plain):
        plain += "0"
    return plain.replace(".", ",") if lang == "fr" else plain
