"""Which figure stands for a patient: the drawn body of their sex, nearest in age and build.

Every figure has the same faces, so a mark moves between them without loss, and none of them is
what is measured: that is the patient's own body (`patient`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mesomap.domain.physique import Physique

#: Youngest adolescent and youngest adult as they are drawn.
ADOLESCENT_YEARS, ADULT_YEARS = 12.0, 16.0
#: Body mass index at which the next build begins (WHO's 25 and 30; 20, for 18.5 is thin already).
_ADULT_BUILDS = ((20.0, "-slim"), (25.0, ""), (30.0, "-strong"), (float("inf"), "-obese"))
#: Mean body mass index of children by age (as `atlas/population.py`), and how far above is stout.
_CHILD_BMI, _CHILD_BMI_A_YEAR, _STOUT = 15.2, 0.45, 1.2


def figure_for(physique: Physique) -> str:
    """Id of the figure (`domain.marks.FIGURES`) that resembles a person of these four figures."""
    bmi = physique.weight_kg / (physique.height_cm / 100.0) ** 2
    if physique.age_years >= ADULT_YEARS:
        return physique.sex + next(name for most, name in _ADULT_BUILDS if bmi < most)
    band = "10" if physique.age_years < ADOLESCENT_YEARS else "14"
    usual = _CHILD_BMI + _CHILD_BMI_A_YEAR * max(0.0, physique.age_years - 8.0)
    return physique.sex + band + ("-strong" if bmi > _STOUT * usual else "")
