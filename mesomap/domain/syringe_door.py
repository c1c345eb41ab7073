"""What a syringe must be to be recorded. The same in `static/js/model/syringes.js`.

`tests/cases/syringes/door.json` holds both to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mesomap.domain.ask import MOST_SHORT, amount, flag, need, note, one_of, short
from mesomap.domain.clock import iso_day
from mesomap.domain.expiry import YEARS
from mesomap.domain.refused import refuse_as_injected
from mesomap.errors import N_, Malformed, Refused

Body = Mapping[str, Any]

#: A fourth product goes into another syringe (learned society).
MAX_PRODUCTS = 3

#: Largest volume, needle length and gauge that are taken.
MAX_VOLUME_ML = 100
MAX_NEEDLE_MM = 40
MAX_GAUGE = 40
MAX_DROP_ML = 1
MAX_SHOTS_PER_S = 50
MAX_REASON = 300

SYRINGES = ("A", "B", "C")

#: Of a mark: nothing is injected there, the needle alone (dry mesotherapy).
DRY = "dry"
DEVICES = ("manual", "injector")


def check_syringe_key(key: Any) -> None:
    """Ask for one of the syringes. Raises Refused."""
    one_of(key, SYRINGES)


def check_syringe(syringe: Any) -> None:
    """Look at a syringe that is said to be prepared.

    Raises
    ------
    Malformed, Refused
        With a sentence that says what was wanted.
    """
    if not isinstance(syringe, Mapping):
        raise Malformed(N_("Une seringue est un objet JSON."))
    check_syringe_key(syringe.get("key"))
    check_recipe(syringe)
    products = syringe.get("products") or []
    for product in products:
        _lot(product)
    short(syringe.get("allergy_reason"), "allergy_reason", MAX_REASON)


def check_recipe(recipe: Body) -> None:
    """Look at what is in a syringe and how it is used; lots and reasons are no part of it.

    Raises
    ------
    Malformed, Refused
    """
    flag(recipe, "dry")
    amount(recipe.get("volume_ml"), "volume_ml", MAX_VOLUME_ML)
    for name, most in (
        ("needle_mm", MAX_NEEDLE_MM), ("depth_mm", MAX_NEEDLE_MM), ("drop_ml", MAX_DROP_ML),
        ("shots_per_s", MAX_SHOTS_PER_S), ("needle_gauge", MAX_GAUGE),
    ):  # fmt: skip
        amount(recipe.get(name), name, most)
    if recipe.get("device") is not None:
        one_of(recipe["device"], DEVICES)
    products = recipe.get("products", [])
    need(isinstance(products, list), N_("Les produits d’une seringue forment une liste."))
    if len(products) > MAX_PRODUCTS:
        raise Refused(
            N_("Trois produits au plus dans une seringue ; un quatrième va dans une autre.")
        )
    for product in products:
        _product(product)


def _product(product: Any) -> None:
    if not isinstance(product, Mapping):
        raise Malformed(N_("Un produit est un objet JSON."))
    note(product.get("name"), MOST_SHORT)
    amount(product.get("volume_ml"), "volume_ml", MAX_VOLUME_ML)
    short(product.get("presentation"), "presentation")
    for said in product.values():
        if isinstance(said, str):
            refuse_as_injected(said)


def _lot(product: Body) -> None:
    short(product.get("lot"), "lot")
    check_expiry(product.get("expiry"))
    flag(product, "expired_confirmed")


def check_expiry(value: Any) -> None:
    """Ask for a month or a day in the form that is kept, or nothing. Raises Refused.

    What people type is read before (`domain/expiry.py`); an event holds 2027-06 or 2027-06-30.
    """
    if value not in (None, "") and not _is_expiry(value):
        raise Refused(
            N_("Une péremption s’écrit 2027-06 ou 2027-06-30, reçu : {value!r}."), value=value
        )


def _is_expiry(value: Any) -> bool:
    try:
        return iso_day(value if len(value) > 7 else f"{value}-01").year in YEARS
    except (TypeError, ValueError):
        return False


def check_left(body: Body) -> None:
    """Look at what is said to be left in a syringe: mL, or null for not known."""
    check_syringe_key(body.get("key"))
    need("left_ml" in body, N_("Le reste de la seringue n’est pas dit."))
    amount(body["left_ml"], "left_ml", MAX_VOLUME_ML)
