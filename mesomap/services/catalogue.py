"""The products that a practice picks from when it notes what is in a syringe.

The shipped catalogue holds facts and their sources; a practice hides what it does not keep and
adds its own. It is a list to record from: no mix and no dose is ever proposed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mesomap import texts
from mesomap.domain.products import FAMILIES, Product, product_from_json, refuse_banned, reminders
from mesomap.documents.words import Words
from mesomap.errors import N_, Refused
from mesomap.services import settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mesomap.documents.words import Translate
    from mesomap.storage.protocol import Storage

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "products.json"

#: Products of its own that a practice may add, and how long a name is.
MOST_OWN = 60
MOST_NAME = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """One product as a page shows it; `own` where the practice added it."""

    key: str
    name: str
    brand: str
    family: str
    presentations: tuple[str, ...]
    reminders: tuple[str, ...]
    min_age_years: int | None
    source: str
    status: str
    hidden: bool
    own: bool


@lru_cache(maxsize=1)
def shipped() -> tuple[Product, ...]:
    """Products that come with MesoMap, each with its source."""
    return tuple(product_from_json(row) for row in json.loads(SHIPPED.read_text("utf-8")))


def _entry(product: Product, words: Words, *, hidden: bool, own: bool) -> Entry:
    return Entry(
        key=product.key,
        name=product.name(words.lang),
        brand=product.brand,
        family=words.translate(FAMILIES[product.family]) if product.family in FAMILIES else "",
        presentations=product.presentations,
        reminders=tuple(words.say(said) for said in reminders(product)),
        min_age_years=product.min_age_years,
        source=product.source,
        status=product.status,
        hidden=hidden,
        own=own,
    )


def _own(name: str) -> Product:
    return Product(key=f"own:{name}", names={"fr": name})


def entries(
    storage: Storage, practice_id: str, lang: str, translate: Translate | None = None
) -> list[Entry]:
    """Every product, shipped and own, hidden ones too."""
    chosen = settings.get(storage, practice_id, "products")
    words = Words.of(lang, translate or texts.texts(lang).gettext)
    hidden = set(chosen.get("hidden", ()))
    known = [_entry(p, words, hidden=p.key in hidden, own=False) for p in shipped()]
    return known + [
        _entry(_own(name), words, hidden=False, own=True) for name in chosen.get("own", ())
    ]


def offered(
    storage: Storage, practice_id: str, lang: str, translate: Translate | None = None
) -> list[dict[str, Any]]:
    """Products to pick from, as the session page reads them."""
    return [
        {
            "key": e.key,
            "name": e.name,
            "brand": e.brand,
            "family": e.family,
            "presentations": list(e.presentations),
            "reminders": list(e.reminders),
            "min_age_years": e.min_age_years,
            "own": e.own,
        }
        for e in entries(storage, practice_id, lang, translate)
        if not e.hidden
    ]


def choose(
    storage: Storage, practice_id: str, author_id: str, value: Mapping[str, Any], now: datetime
) -> None:
    """Keep which shipped products are hidden, and the practice's own names.

    Raises
    ------
    Refused
        A banned product (a corticoid, a fat dissolver), a name too long, too many names.
    """
    own = [" ".join(str(name).split()) for name in value.get("own", ()) if str(name).strip()]
    if len(own) > MOST_OWN or any(len(name) > MOST_NAME for name in own):
        raise Refused(
            N_("Au plus {most} produits ajoutés, de {length} caractères chacun."),
            field="own", most=MOST_OWN, length=MOST_NAME,
        )  # fmt: skip
    for name in own:
        refuse_banned(name)
    known = {product.key for product in shipped()}
    hidden = sorted(known & set(value.get("hidden", ())))
    whole = {"hidden": hidden, "own": list(dict.fromkeys(own))}
    settings.put(storage, practice_id, author_id, "products", whole, now)
