"""What is asked of a value that comes in: it is as wanted, or a sentence says what was wanted.

A refusal names its `field` in `values`, so that a form can show it beside the field. What is not of
the form at all (no number, no text, no list) raises Malformed; a value that cannot be, Refused.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeGuard, TypeVar

from mesomap.domain.letters import is_plain, is_seen
from mesomap.errors import N_, Malformed, Refused

#: Largest amount that is taken: 100 000,00 of a currency with cents.
MOST_CENTS = 10_000_000

#: Characters of a note of a session, of a paragraph about a patient, of a text among the settings,
#: of a label, and of what is said in some words.
MOST_NOTE, MOST_PARAGRAPH, MOST_SETTING, MOST_LABEL, MOST_SHORT = 20_000, 5_000, 2_000, 300, 200

#: Largest whole number that JavaScript holds exactly.
MAX_COUNT = 2**53 - 1


def need(fits: bool, sentence: str, **values: Any) -> None:  # noqa: FBT001  reads as a sentence
    """Raise Malformed with `sentence` where something does not fit."""
    if not fits:
        raise Malformed(sentence, **values)


# ------------------------------------------------------------------ numbers


def is_finite(value: Any) -> TypeGuard[float]:
    """Whether a value is a number, and neither infinite nor none; true and false are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value is a finite number that both languages count exactly."""
    return is_finite(value) and abs(value) <= MAX_COUNT


def finite(value: Any, name: str) -> float:
    """Read a finite number. Raises Malformed."""
    need(
        is_finite(value), N_("{name} doit être un nombre fini, reçu : {value!r}."),
        name=name, value=value,
    )  # fmt: skip
    return float(value)


def within(value: Any, field: str, least: float, most: float) -> float:
    """Read a number from `least` to `most`. Raises Refused."""
    if not is_finite(value) or not least <= value <= most:
        raise Refused(
            N_("Un nombre entre {least} et {most} est attendu, reçu : {value!r}."),
            field=field, least=least, most=most, value=value,
        )  # fmt: skip
    return float(value)


def amount(value: Any, name: str, most: float) -> None:
    """Ask for a number from 0 to `most`, or nothing. Raises Refused."""
    if value is not None and not (is_number(value) and 0 <= value <= most):
        raise Refused(
            N_("« {name} » est un nombre entre 0 et {most}, reçu : {value!r}."),
            name=name, most=most, value=value,
        )  # fmt: skip


def whole(value: Any, field: str, least: int, most: int) -> int:
    """Read an integer from `least` to `most`. Raises Refused."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(
            N_("Un nombre entier entre {least} et {most} est attendu, reçu : {value!r}."),
            field=field, least=least, most=most, value=value,
        )  # fmt: skip
    return value


def cents(value: Any, field: str) -> int:
    """Read an amount in the smallest unit, 0 to `MOST_CENTS`; a float is refused, never rounded."""
    return whole(value, field, 0, MOST_CENTS)


# ------------------------------------------------------------------ yes and no, words


def flag(body: Mapping[str, Any], key: str) -> None:
    """Ask for true or false; nothing is false. Raises Malformed."""
    need(
        isinstance(body.get(key, False), bool),
        N_("« {key} » est vrai ou faux, reçu : {value!r}."), key=key, value=body.get(key),
    )  # fmt: skip


def yes_no(value: Any, field: str) -> bool:
    """Read true or false. Raises Refused."""
    if not isinstance(value, bool):
        raise Refused(N_("La réponse est oui ou non, reçu : {value!r}."), field=field, value=value)
    return value


ONE_OF = N_("Un de ces mots est attendu : {allowed} ; reçu : {value!r}.")


def one_of(
    value: Any, allowed: Sequence[str], field: str | None = None, sentence: str = ONE_OF
) -> str:
    """Read a word of a list. Raises Refused."""
    if value not in allowed:
        raise Refused(sentence, field=field, allowed=", ".join(allowed), value=value)
    return str(value)


E_ = TypeVar("E_", bound=StrEnum)


def member(kind: type[E_], value: Any, field: str) -> E_:
    """Read a word of an enumeration. Raises Refused."""
    return kind(one_of(value, [m.value for m in kind], field))


# ------------------------------------------------------------------ texts, objects


_CONTROL = N_("Un texte contient un caractère de commande, qu’aucun clavier n’écrit : retirez-le.")


def note(value: Any, most: int = MOST_NOTE) -> None:
    """Ask for a text that says something: more than can be seen of nothing. Raises Malformed."""
    need(
        isinstance(value, str) and is_seen(value) and len(value) <= most,
        N_("Un texte de {least} à {most} caractères est attendu."), least=1, most=most,
    )  # fmt: skip
    need(is_plain(value), _CONTROL)


def text(value: Any, field: str, *, least: int = 1, most: int = MOST_LABEL) -> str:
    """Read a text of `least` to `most` characters, trimmed. Raises Refused."""
    said = value.strip() if isinstance(value, str) and is_plain(value) else None
    if said is None or not least <= len(said) <= most or (least and not is_seen(said)):
        raise Refused(
            N_("Un texte de {least} à {most} caractères est attendu."),
            field=field, least=least, most=most,
        )  # fmt: skip
    return said


def short(value: Any, what: str, most: int = MOST_SHORT) -> None:
    """Ask for a short text, or nothing. Raises Malformed."""
    need(
        value is None or (isinstance(value, str) and len(value) <= most),
        N_("« {what} » est un texte de {most} caractères au plus."), what=what, most=most,
    )  # fmt: skip
    need(value is None or is_plain(value), _CONTROL)


def settings_of(value: Mapping[str, Any], known: Collection[str]) -> None:
    """Ask for no other keys than those of a group of settings. Raises Refused."""
    for key in value:
        if key not in known:
            raise Refused(N_("Réglage inconnu : {field}."), field=key)


def object_(value: Any, field: str) -> Mapping[str, Any]:
    """Read a JSON object. Raises Malformed."""
    if not isinstance(value, Mapping):
        raise Malformed(N_("« {field} » est un objet JSON."), field=field)
    return value
