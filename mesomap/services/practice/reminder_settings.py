"""Which reminders a practice switches off, and the age it treats nobody below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mesomap.domain.ask import settings_of, whole
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Keys of reminders: of a question by its key, of a product by its flag, of its least age.
OF_QUESTIONS = "question."
OF_PRODUCTS = "product."
AGE = f"{OF_PRODUCTS}age"

#: Words of the patient's allergies that are marked beside a product (`domain/allergies.py`).
ALLERGIES = f"{OF_PRODUCTS}allergies"

MOST = 200
MAX_AGE_YEARS = 120
_KEY = re.compile(r"(question|product)\.[a-z0-9_]{1,60}")


def reminders_from_json(value: Mapping[str, Any]) -> dict[str, Any]:
    """Read {"off": [keys], "min_age_years": whole number or None}.

    Raises
    ------
    Refused
        With `values["field"]`.
    """
    settings_of(value, {"off", "min_age_years"})
    off, age = value.get("off", []), value.get("min_age_years")
    known = isinstance(off, list) and len(off) <= MOST
    if not known or not all(isinstance(k, str) and _KEY.fullmatch(k) for k in off):
        raise Refused(N_("Les rappels masqués forment une liste de rappels."), field="off")
    if age is not None:
        whole(age, "min_age_years", 0, MAX_AGE_YEARS)
    return {"off": sorted(set(off)), "min_age_years": age}
