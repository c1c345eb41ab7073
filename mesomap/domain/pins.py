"""A PIN: six digits that unlock a device its doctor has signed in on; which are too simple."""

from __future__ import annotations

import re

from mesomap.errors import N_, Refused

DIGITS = 6

#: Wrong tries on one device, after which the password is asked for.
TRIES = 5

_FORM = re.compile(rf"[0-9]{{{DIGITS}}}")
_UP, _DOWN = "01234567890123456789", "98765432109876543210"


def read_pin(text: str) -> str:
    """Read six digits; spaces around them do not count.

    Raises
    ------
    Refused
        Anything else; `values["field"]` is "pin".
    """
    pin = text.strip()
    if not _FORM.fullmatch(pin):
        raise Refused(N_("Le code compte {digits} chiffres."), field="pin", digits=DIGITS)
    return pin


def new_pin(text: str) -> str:
    """Read a PIN that may be chosen.

    Raises
    ------
    Refused
        Not six digits, or among the first that anyone tries.

    >>> new_pin("739154")
    '739154'
    """
    pin = read_pin(text)
    if is_trivial(pin):
        raise Refused(
            N_("Ce code est parmi les premiers que l’on essaie : choisissez-en un autre, sans "
               "suite ni répétition."),
            field="pin",
        )  # fmt: skip
    return pin


def is_trivial(pin: str) -> bool:
    """Tell whether a PIN counts up or down, repeats one, two or three digits, or pairs them.

    >>> [is_trivial(pin) for pin in ("000000", "123456", "890123", "121212", "123123", "112233")]
    [True, True, True, True, True, True]
    """
    repeats = any(pin == pin[:n] * (DIGITS // n) for n in (1, 2, 3))
    doubled = pin[::2] == pin[1::2]
    return repeats or doubled or len(set(pin)) < 3 or pin in _UP or pin in _DOWN
