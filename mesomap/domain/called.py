"""What a person is called by sex and age, and an age in words. The cases are JavaScript's too."""

from __future__ import annotations

from mesomap.domain.said import Said
from mesomap.errors import N_

#: Below it someone is a girl or a boy: an age of the law, at which one consents alone.
ADULT_YEARS = 18


def called(sex: str, age_years: float | None) -> str:
    """Give the msgid for someone of that sex ("F" or "M"); None: nobody knows how old.

    >>> called("F", 9), called("M", 18)
    ('Fille', 'Homme')
    """
    woman = sex == "F"
    if age_years is not None and age_years < ADULT_YEARS:
        return N_("Fille") if woman else N_("Garçon")
    return N_("Femme") if woman else N_("Homme")


def age_said(age_years: float, *, about: bool = False) -> Said:
    """Say whole years lived; `about`: the middle of a walk-in's band."""
    whole = int(age_years)
    if whole < 1:
        return Said(N_("moins de 1 an"))
    if about:
        return Said(N_("environ {age} ans"), {"age": whole})
    return Said(N_("1 an")) if whole == 1 else Said(N_("{age} ans"), {"age": whole})
