"""How far the body that was taken may be from the person's, where the model has no such body.

The same in `static/js/geom/distance.js`; `tests/cases/distance.json` holds both to it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mesomap.domain.physique import Physique

#: How much a part of the body may change with each year below the youngest body. The head is 19 %
#: of the skin at birth and 13 % at 5 years (Lund CC, Browder NC, Surg Gynecol Obstet
#: 1944;79:352-358): ln(19 / 13) / 5, rounded.
YOUNGER_PER_YEAR = 0.076

#: The same for each year above the oldest body; by convention, nothing was measured there.
OLDER_PER_YEAR = 0.01


def share_off(asked: Physique | None, taken: Physique) -> float:
    """Share of an area on the taken body by which the person's may differ from it; 0 for no asked.

    The surface of a body goes with the root of height × weight (Mosteller RD, N Engl J Med
    1987;317:1098); its parts change with age besides. Further away in height, in weight or in age
    is never surer.
    """
    if asked is None:
        return 0.0
    larger = 0.5 * math.log(
        (taken.height_cm * taken.weight_kg) / (asked.height_cm * asked.weight_kg)
    )
    years = taken.age_years - asked.age_years
    parts = YOUNGER_PER_YEAR * max(0.0, years) + OLDER_PER_YEAR * max(0.0, -years)
    if larger >= 0.0:
        return 1.0 - math.exp(-larger - parts)
    return math.exp(parts - larger) - 1.0
