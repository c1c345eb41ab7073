"""A practice's own mixes, kept under a name to be taken again: never lots, never proposed unasked.

A mix that is removed stays in the table, marked so, and in the log.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import utc_text
from mesomap.domain.products import plain
from mesomap.domain.syringe_door import check_recipe
from mesomap.errors import N_, Conflict, Malformed, NotFound, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Row, Storage

MOST_MIXES = 60
MOST_NAME = 80

#: What is used again of a syringe, and of a product in it.
RECIPE = (
    "dry", "volume_ml", "needle_mm", "device", "depth_mm", "drop_ml", "shots_per_s",
)  # fmt: skip
PRODUCT = ("name", "volume_ml", "presentation")


def of_practice(storage: Storage, practice_id: str) -> list[dict[str, Any]]:
    """List the mixes by name: [{"id", "name", "recipe"}]."""
    with storage.reading() as r:
        return _mixes(r, practice_id)


def _mixes(reader: Reader, practice_id: str) -> list[dict[str, Any]]:
    rows = [row for row in reader.mixes(practice_id) if not row["removed"]]
    found = [{"id": row["mix_id"], "name": row["name"], "recipe": row["recipe"]} for row in rows]
    return sorted(found, key=lambda mix: plain(str(mix["name"])))


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


def save(
    storage: Storage, practice_id: str, author_id: str, mix_id: Any, name: Any, recipe: Any,
    now: datetime,
) -> list[dict[str, Any]]:  # fmt: skip
    """Keep a mix under an id made by the caller; the same id again changes nothing. All mixes.

    Raises
    ------
    Malformed, Refused
        See `recipe_of`; no name, a name too long, too many mixes.
    Conflict
        Another mix has that name.
    """
    if not isinstance(mix_id, str) or not 1 <= len(mix_id) <= 64:
        raise Malformed(N_("Le mélange n’est pas nommé."))
    read, called = recipe_of(recipe), _name(name)
    with storage.writing() as w:
        if not any(row["mix_id"] == mix_id for row in w.mixes(practice_id)):
            known = _mixes(w, practice_id)
            if len(known) >= MOST_MIXES:
                raise Refused(
                    N_("Au plus {most} mélanges gardés : supprimez-en un."),
                    field="name", most=MOST_MIXES,
                )  # fmt: skip
            _free(known, called)
            row = {
                "practice_id": practice_id, "mix_id": mix_id, "name": called,
                "recipe": json.dumps(read, ensure_ascii=False), "removed": 0,
            }  # fmt: skip
            w.add("mix", row, author_id, utc_text(now))
        return _mixes(w, practice_id)


def rename(
    storage: Storage, practice_id: str, author_id: str, mix_id: Any, name: Any, now: datetime
) -> list[dict[str, Any]]:
    """Give a mix another name; all mixes. Raises NotFound, Refused, Conflict."""
    with storage.writing() as w:
        row, called = _row(w, practice_id, mix_id), _name(name)
        if row["name"] != called:
            _free([m for m in _mixes(w, practice_id) if m["id"] != mix_id], called)
            key = {"practice_id": practice_id, "mix_id": str(mix_id)}
            w.change("mix", key, {"name": called}, author_id, utc_text(now))
        return _mixes(w, practice_id)


def remove(
    storage: Storage, practice_id: str, author_id: str, mix_id: Any, now: datetime
) -> list[dict[str, Any]]:
    """Offer a mix no longer; all mixes. Raises NotFound."""
    with storage.writing() as w:
        _row(w, practice_id, mix_id)
        key = {"practice_id": practice_id, "mix_id": str(mix_id)}
        w.change("mix", key, {"removed": 1}, author_id, utc_text(now))
        return _mixes(w, practice_id)


def _row(reader: Reader, practice_id: str, mix_id: Any) -> Row:
    for row in reader.mixes(practice_id):
        if row["mix_id"] == mix_id and not row["removed"]:
            return row
    raise NotFound(N_("Ce mélange n’existe pas dans ce cabinet."))


def _name(value: Any) -> str:
    name = " ".join(value.split()) if isinstance(value, str) else ""
    if not 1 <= len(name) <= MOST_NAME:
        raise Refused(
            N_("Le nom d’un mélange a de 1 à {most} caractères."), field="name", most=MOST_NAME
        )
    return name


def _free(mixes: list[dict[str, Any]], name: str) -> None:
    if any(plain(mix["name"]) == plain(name) for mix in mixes):
        raise Conflict(N_("Un mélange s’appelle déjà « {name} »."), name=name)
