"""A practice's own mixes, kept under a name to be taken again: never lots, nor unasked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mesomap.domain.syringe_door import check_recipe
from mesomap.errors import N_, Malformed, Refused
from mesomap.services.practice.named_lists import Named

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.seat import Seat

MOST_MIXES = 60

MIXES = Named(
    table="mix",
    id_column="mix_id",
    content="recipe",
    rows=lambda reader, practice_id: reader.mixes(practice_id),
    unnamed=N_("Le mélange n’est pas nommé."),
    wrong_name=N_("Le nom d’un mélange a de 1 à {most} caractères."),
    taken=N_("Un mélange s’appelle déjà « {name} »."),
    missing=N_("Ce mélange n’existe pas dans ce cabinet."),
)
of_practice, rename, remove = MIXES.all_of, MIXES.rename, MIXES.remove

#: What is used again of a syringe, and of a product in it.
RECIPE = (
    "dry", "volume_ml", "needle_mm", "needle_gauge", "device", "depth_mm", "drop_ml", "shots_per_s",
)  # fmt: skip
PRODUCT = ("name", "volume_ml", "presentation")


def recipe_of(value: Any) -> dict[str, Any]:
    """Read a recipe: what is not part of one (lots, dates, reasons) is left behind.

    Raises
    ------
    Malformed, Refused
        As a syringe is refused; a mix without a product.
    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Un mélange est un objet JSON."))
    check_recipe(value)
    products = value.get("products") or []
    if not products and not value.get("dry"):
        raise Refused(N_("Un mélange à garder a au moins un produit."), field="products")
    return _known(value, RECIPE) | {"products": [_known(p, PRODUCT) for p in products]}


def _known(thing: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: thing[name] for name in names if thing.get(name) is not None}


def save(seat: Seat, mix_id: Any, name: Any, recipe: Any, now: datetime) -> list[dict[str, Any]]:
    """Keep a mix under an id made by the caller; the same id again changes nothing. All mixes.

    Raises
    ------
    Malformed, Refused
        See `recipe_of`; no name, a name too long, too many mixes.
    Conflict
        Another mix has that name.
    """
    own_id, read, called = MIXES.id_of(mix_id), recipe_of(recipe), MIXES.name_of(name)
    with seat.writing() as w:
        if not MIXES.is_kept(w, seat.practice_id, own_id):
            if len(MIXES.listed(w, seat.practice_id)) >= MOST_MIXES:
                raise Refused(
                    N_("Au plus {most} mélanges gardés : supprimez-en un."),
                    field="name", most=MOST_MIXES,
                )  # fmt: skip
            MIXES.add(w, seat.practice_id, seat.user_id, own_id, called, {"recipe": read}, now)
        return MIXES.listed(w, seat.practice_id)
