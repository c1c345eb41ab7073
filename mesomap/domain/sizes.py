"""Heights and weights that cannot well be: swapped, in metres, ten times too much.

The limits are conventional and wide: they ask a question, and refuse nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise

from mesomap.domain.said import Number
from mesomap.errors import N_, Doubtful, Refused

ADULT_AGE_YEARS = 18

#: An adult's height, weight and body mass index (kg/m²) beyond which a form asks. The lower height
#: stands a hand's breadth below the 147 cm from which an adult is called short (mayoclinic.org,
#: dwarfism): who is smaller (achondroplasia: 131 and 124 cm on average) is asked about, and kept.
ADULT_HEIGHT_CM = (135.0, 220.0)
ADULT_WEIGHT_KG = (30.0, 300.0)
ADULT_BMI = (11.0, 70.0)

#: How far a child's height may be from what an age leads to expect: less, and more (growth spurts).
CHILD_HEIGHT_SHARE = (0.22, 0.28)

#: A child's body mass index from below, and from above by age, straight in between. Severe obesity
#: begins at 1.2 times the 95th percentile (CDC, 2022); a form asks at about 1.7 times.
CHILD_LEAST_BMI = 9.0
_MOST_BMI = ((0.0, 30.0), (5.0, 31.0), (8.0, 35.0), (10.0, 39.0), (13.0, 46.0), (18.0, 60.0))

#: Height expected at 0, 1 and 2 years and at 18, in cm; straight in between.
_EXPECTED_CM = ((0.0, 50.0), (1.0, 75.0), (2.0, 87.0), (18.0, 170.0))

#: 1,75 m; 1 m 75; 1m75; 1 mètre 75.
_M = r"\s*m(?:[eè]tres?)?"
_METRES = re.compile(
    rf"([0-2])(?:[.,]([0-9]{{1,3}}){_M}|{_M}\s*(?:([0-9]{{1,2}})(\s*cm)?)?)", re.ASCII
)

#: 62 kg 500; 3kg200 g.
_KILOS = re.compile(r"([0-9]{1,3})\s*(?:kg|kilos?)\s*([0-9]{3})(?:\s*g)?", re.ASCII)


_ONE_DIGIT = N_("« {value} » peut se lire {one} ou {other} cm : écrivez la taille en centimètres.")


def in_metres(text: str) -> float | None:
    """Read a height that was written in metres, as cm; None for anything else.

    Raises
    ------
    Refused
        One digit after the metres, as in "1m7": 107 or 170 cm.

    >>> in_metres("1,75 m"), in_metres("1m75"), in_metres("175 cm")
    (175.0, 175.0, None)
    """
    found = _METRES.fullmatch(" ".join(text.split()).lower())
    if not found:
        return None
    metres, decimals, rest, unit = found.groups()
    if decimals:
        return int(f"{metres}{decimals:0<3}") / 10
    one = int(metres) * 100 + int(rest or 0)
    other = one + int(rest or 0) * 9
    if rest and len(rest) == 1 and not unit and one != other:
        raise Refused(_ONE_DIGIT, field="height_cm", value=text.strip(), one=one, other=other)
    return float(one)


def in_kilos_and_grams(text: str) -> float | None:
    """Read a weight that was written as kilos and grams, as kg; None for anything else.

    >>> in_kilos_and_grams("62 kg 500"), in_kilos_and_grams("3kg200 g"), in_kilos_and_grams("62 kg")
    (62.5, 3.2, None)
    """
    found = _KILOS.fullmatch(" ".join(text.split()).lower())
    return int(found[1]) + int(found[2]) / 1000 if found else None


def ask(age_years: float | None, height_cm: float | None, weight_kg: float | None) -> None:
    """Ask about a height and a weight that cannot well be of one person.

    `age_years` None: unknown; then the limits of children and of adults hold together.

    Raises
    ------
    Doubtful
        With `values["field"]`.
    """
    if height_cm is None or weight_kg is None:
        _ask_of_one(age_years, height_cm, weight_kg)
        return
    if _fits(age_years, height_cm, weight_kg):
        return
    values = {"height": Number(height_cm, 2), "weight": Number(weight_kg, 2)}
    if _fits(age_years, weight_kg, height_cm):
        raise Doubtful(_SWAPPED, field="height_cm", **values)
    for share in (10.0, 0.1):
        if _fits(age_years, height_cm, weight_kg * share):
            meant = Number(weight_kg * share, 1)
            raise Doubtful(_TEN_TIMES, field="weight_kg", meant=meant, **values)
    raise Doubtful(_UNUSUAL if age_years is None else _AT_THIS_AGE, field="weight_kg", **values)


_SWAPPED = N_("{height} cm pour {weight} kg : taille et poids sont-ils inversés ?")
_TEN_TIMES = N_("{weight} kg pour {height} cm : est-ce {meant} kg ?")
_UNUSUAL = N_("{height} cm pour {weight} kg : est-ce bien cela ?")
_AT_THIS_AGE = N_("{height} cm et {weight} kg à cet âge : est-ce bien cela ?")
_HEIGHT_ALONE = N_("{height} cm à cet âge : est-ce bien cela ?")
_WEIGHT_ALONE = N_("{weight} kg à cet âge : est-ce bien cela ?")


def _ask_of_one(age_years: float | None, height_cm: float | None, weight_kg: float | None) -> None:
    if age_years is None:
        return
    if height_cm is not None and not _within(height_cm, _heights(age_years)):
        raise Doubtful(_HEIGHT_ALONE, field="height_cm", height=Number(height_cm, 2))
    grown = age_years >= ADULT_AGE_YEARS
    if weight_kg is not None and grown and not _within(weight_kg, ADULT_WEIGHT_KG):
        raise Doubtful(_WEIGHT_ALONE, field="weight_kg", weight=Number(weight_kg, 2))


def _fits(age_years: float | None, height_cm: float, weight_kg: float) -> bool:
    bmi = weight_kg / (height_cm / 100.0) ** 2
    if age_years is None:
        return height_cm <= ADULT_HEIGHT_CM[1] and _within(bmi, (CHILD_LEAST_BMI, ADULT_BMI[1]))
    if not _within(height_cm, _heights(age_years)):
        return False
    if age_years >= ADULT_AGE_YEARS:
        return _within(bmi, ADULT_BMI) and _within(weight_kg, ADULT_WEIGHT_KG)
    return _within(bmi, (CHILD_LEAST_BMI, _along(_MOST_BMI, age_years)))


def _heights(age_years: float) -> tuple[float, float]:
    if age_years >= ADULT_AGE_YEARS:
        return ADULT_HEIGHT_CM
    expected, (less, more) = _along(_EXPECTED_CM, age_years), CHILD_HEIGHT_SHARE
    return expected * (1.0 - less), expected * (1.0 + more)


def _along(points: tuple[tuple[float, float], ...], age_years: float) -> float:
    """Read a value at an age, straight between points (age, value)."""
    for (young, low), (old, high) in pairwise(points):
        if age_years <= old:
            return low + (high - low) * (age_years - young) / (old - young)
    return points[-1][1]


def _within(value: float, range_: tuple[float, float]) -> bool:
    return range_[0] <= value <= range_[1]
