"""How much of each product was drawn up and injected: arithmetic of what was recorded, no advice.

A presentation ("50 mg/5 mL") times a volume. The same in `static/js/model/amounts.js`;
`tests/cases/syringes/amounts.json` holds both to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mesomap.domain.session import Syringe, SyringeProduct

_PRESENTATION = re.compile(
    r"\s*(\d+(?:[.,]\d+)?)\s*(mg|g|µg|UI|IU)\s*/\s*(\d+(?:[.,]\d+)?)?\s*mL", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Strength:
    """`per_ml` of `unit` ("mg", "UI", …) in a millilitre."""

    per_ml: float
    unit: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Of one product: in the syringe as prepared, and injected (None until what is left is said).

    `share` is (prepared - left) / prepared.
    """

    name: str
    volume_ml: float
    strength: Strength
    prepared: float
    share: float | None
    injected: float | None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def strength(presentation: str | None) -> Strength | None:
    """Read a presentation; None where it says no concentration.

    >>> strength("50 mg/5 mL"), strength("100 UI/1 mL").unit, strength("tube")
    (Strength(per_ml=10.0, unit='mg'), 'UI', None)
    """
    found = _PRESENTATION.match((presentation or "").replace("\u00a0", " "))
    if not found:
        return None
    volume_ml = _number(found[3] or "1")
    if volume_ml == 0:
        return None
    return Strength(_number(found[1]) / volume_ml, "UI" if found[2] == "IU" else found[2])


def injected_share(syringe: Syringe) -> float | None:
    """Say which part of a syringe was injected, 0 to 1; None until that can be said."""
    if syringe.dry or not syringe.volume_ml or syringe.left_ml is None:
        return None
    return max(0.0, syringe.volume_ml - syringe.left_ml) / syringe.volume_ml


def amounts(syringe: Syringe) -> tuple[Amount, ...]:
    """Work out each product of which presentation and volume are known. A dry one has none."""
    share = injected_share(syringe)
    found = () if syringe.dry else (_amount(p, share) for p in syringe.products)
    return tuple(a for a in found if a is not None)


def _amount(product: SyringeProduct, share: float | None) -> Amount | None:
    known = strength(product.presentation)
    if known is None or product.volume_ml is None:
        return None
    prepared = product.volume_ml * known.per_ml
    injected = None if share is None else prepared * share
    return Amount(product.name, product.volume_ml, known, prepared, share, injected)
