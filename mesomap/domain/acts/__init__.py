"""Acts: everything that can happen in a session, one file for each family of kinds.

The same kinds are in `static/js/model/acts/`; `tests/domain/test_acts.py` holds both to each other.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.domain.acts import (
    answers,
    clock,
    examined,
    marks,
    nogo,
    notes,
    opening,
    pain,
    plan,
    signature,
    syringes,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.domain.acts.act import Act

FAMILIES = (
    opening, marks, plan, syringes, answers, pain, clock, notes, nogo, examined, signature,
)  # fmt: skip

#: Every kind of event that this version knows, by its name.
ACTS: Mapping[str, Act] = MappingProxyType(
    {act.kind: act for family in FAMILIES for act in family.ACTS}
)
