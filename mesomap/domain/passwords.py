"""A password as people type it: one keyboard writes é as one character, another as two.

Normalised before it is hashed, so that both are one password. A hash of an older version was made
of what was typed then, in either spelling: `spellings` gives what may have been hashed.
"""

from __future__ import annotations

import unicodedata

from mesomap.errors import N_, Refused

#: Shortest password accepted; length is what counts, so nothing else is asked of it.
LEAST = 12

#: Longest one (hashing takes time), and how many different characters it has at least.
MOST, DIFFERENT = 200, 5


def normal(typed: str) -> str:
    r"""Write a password the one way that is hashed (Unicode's compatibility form, composed).

    >>> normal("e\u0301te\u0301") == normal("\u00e9t\u00e9")
    True
    """
    return unicodedata.normalize("NFKC", typed)


def spellings(typed: str) -> tuple[str, ...]:
    """Give what may have been hashed where this was typed, each once, the present way first."""
    forms = (normal(typed), typed, *(unicodedata.normalize(f, typed) for f in ("NFC", "NFD")))
    return tuple(dict.fromkeys(forms))


def new_password(typed: str, again: str | None = None) -> str:
    """Look at a password that someone chooses; normalised, ready to be hashed.

    Raises
    ------
    Refused
        Too short, too long, of too few different characters, not text, or not the same `again`;
        `values["field"]` is "password" or "again".
    """
    chosen = normal(typed)
    if len(chosen) < LEAST:
        raise Refused(N_("Le mot de passe compte au moins {n} caractères."),
                      field="password", n=LEAST)  # fmt: skip
    if len(chosen) > MOST or len(set(chosen)) < DIFFERENT or not _is_text(chosen):
        raise Refused(
            N_("Ce mot de passe est trop facile à deviner, ou trop long."), field="password"
        )
    if again is not None and normal(again) != chosen:
        raise Refused(N_("Les deux mots de passe ne sont pas les mêmes."), field="again")
    return chosen


def _is_text(chosen: str) -> bool:
    return not any(unicodedata.category(letter) in {"Cs", "Cc"} for letter in chosen)
