"""Volumes of syringes, and the rules of a mix that every source agrees on.

At most three products in a syringe; never a corticoid (learned-society texts, status V).
No incompatibility table and no maximum volume was found, so none is kept here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.products import refuse_banned
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mesomap.domain.session import Syringe

MOST_PRODUCTS = 3


def prepared_ml(syringes: Iterable[Syringe]) -> float | None:
    """Volume drawn up in all syringes; None while no volume is known. Dry ones hold nothing."""
    known = [s.volume_ml for s in syringes if not s.dry and s.volume_ml is not None]
    return sum(known) if known else None


def injected_ml(syringes: Iterable[Syringe]) -> float | None:
    """Sum up prepared minus left, over all syringes; None until every one of them was emptied."""
    wet = [s for s in syringes if not s.dry and s.volume_ml is not None]
    if not wet or any(s.left_ml is None for s in wet):
        return None
    return sum(max(0.0, (s.volume_ml or 0.0) - (s.left_ml or 0.0)) for s in wet)


def check_mix(syringe: Syringe) -> Syringe:
    """Give the syringe back if it may be recorded.

    Raises
    ------
    Refused
        More than three products, a dry syringe with products, a product that never enters a
        mix, or more left than was prepared.
    """
    if len(syringe.products) > MOST_PRODUCTS:
        raise Refused(
            N_("Trois produits au plus par seringue : mettez le quatrième dans une autre."),
            field="products",
        )
    if syringe.dry and syringe.products:
        raise Refused(N_("Une seringue de mésothérapie sèche n’a pas de produit."), field="dry")
    for product in syringe.products:
        refuse_banned(product.name)
    if (syringe.left_ml or 0.0) > (syringe.volume_ml or 0.0):
        raise Refused(
            N_("Le reste ne peut pas dépasser le volume préparé ({volume_ml} mL)."),
            field="left_ml",
            volume_ml=f"{syringe.volume_ml or 0:g}",
        )
    return syringe
