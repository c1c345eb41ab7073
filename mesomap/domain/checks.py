"""Small checks at the door: a value is as was asked for, or a sentence says what was wanted.

Every refusal names its `field` in `values`, so that a form can show it beside the field.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from mesomap.errors import N_, Malformed, Refused

#: 100 000,00: more is a slip of the finger.
MOST_CENTS = 10_000_000
MAX_TEXT = 300


def cents(value: Any, field: str) -> int:
    """Integer cents between 0 and `MOST_CENTS`; a float is refused, never rounded."""
    return whole(value, field, 0, MOST_CENTS)


def text(value: Any, field: str, *, least: int = 1) -> str:
    """Text of `least` to 300 characters, trimmed."""
    if not isinstance(value, str) or not least <= len(value.strip()) <= MAX_TEXT:
        raise Refused(
            N_("Un texte de {least} à {most} caractères est attendu."),
            field=field,
            least=least,
            most=MAX_TEXT,
        )
    return value.strip()


def whole(value: Any, field: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(
            N_("Un nombre entier entre {least} et {most} est attendu, reçu : {value!r}."),
            field=field,
            least=least,
            most=most,
            value=value,
        )
    return value


def within(value: Any, field: str, least: float, most: float) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or not least <= value <= most:
        raise Refused(
            N_("Un nombre entre {least} et {most} est attendu, reçu : {value!r}."),
            field=field,
            least=least,
            most=most,
            value=value,
        )
    return float(value)


def yes_no(value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise Refused(N_("La réponse est oui ou non, reçu : {value!r}."), field=field, value=value)
    return value


def one_of(value: Any, allowed: Sequence[str], field: str) -> str:
    if value not in allowed:
        raise Refused(
            N_("Un de ces mots est attendu : {allowed} ; reçu : {value!r}."),
            field=field,
            allowed=", ".join(allowed),
            value=value,
        )
    return str(value)


E_ = TypeVar("E_", bound=StrEnum)


def member(kind: type[E_], value: Any, field: str) -> E_:
    return kind(one_of(value, [m.value for m in kind], field))


def object_(value: Any, field: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Malformed(N_("« {field} » est un objet JSON."), field=field)
    return value
