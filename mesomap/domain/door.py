"""What the door asks of a value in an event, in sentences that say what was wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mesomap.domain.events import is_number
from mesomap.errors import N_, Malformed, Refused

Body = Mapping[str, Any]

#: Characters of a note or an addendum.
MAX_TEXT = 20_000
MAX_SHORT = 200


def need(fits: bool, sentence: str, **values: Any) -> None:  # noqa: FBT001  reads as a sentence
    """Raise Malformed with `sentence` where something does not fit."""
    if not fits:
        raise Malformed(sentence, **values)


def flag(body: Body, key: str) -> None:
    """Ask for true or false; nothing is false."""
    need(
        isinstance(body.get(key, False), bool),
        N_("« {key} » est vrai ou faux, reçu : {value!r}."), key=key, value=body.get(key),
    )  # fmt: skip


def text(value: Any, most: int = MAX_TEXT) -> None:
    """Ask for a text that says something."""
    need(
        isinstance(value, str) and len(value.strip()) > 0 and len(value) <= most,
        N_("Un texte de 1 à {most} caractères est attendu."), most=most,
    )  # fmt: skip


def short(value: Any, what: str, most: int = MAX_SHORT) -> None:
    """Ask for a short text, or nothing."""
    need(
        value is None or (isinstance(value, str) and len(value) <= most),
        N_("« {what} » est un texte de {most} caractères au plus."), what=what, most=most,
    )  # fmt: skip


def one_of(value: Any, allowed: tuple[str, ...]) -> None:
    """Ask for a word of a list. Raises Refused."""
    if value not in allowed:
        raise Refused(
            N_("Valeur inconnue : {value!r} (attendu : {allowed})."),
            value=value, allowed=", ".join(allowed),
        )  # fmt: skip


def amount(value: Any, name: str, most: float) -> None:
    """Ask for a number from 0 to `most`, or nothing. Raises Refused."""
    if value is not None and not (is_number(value) and 0 <= value <= most):
        raise Refused(
            N_("« {name} » est un nombre entre 0 et {most}, reçu : {value!r}."),
            name=name, most=most, value=value,
        )  # fmt: skip
