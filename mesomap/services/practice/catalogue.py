"""Which products a practice picks from: what it hides of the shipped ones, what it adds.

The shipped catalogue holds facts and their sources. It is a list to record from: no mix and no
dose is ever proposed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mesomap.documents.words import Translate, Words
from mesomap.domain import needles
from mesomap.domain.products import (
    CONCERNS,
    FAMILIES,
    Product,
    is_called,
    names_of,
    of_family,
    plain,
    product_from_json,
    reminders,
)
from mesomap.domain.refused import refuse_as_injected
from mesomap.errors import N_, Refused
from mesomap.resources import PACKAGE
from mesomap.services.practice import settings
from mesomap.services.practice.reminder_settings import OF_PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from mesomap.storage.seat import Seat

#: Products of its own that a practice may add, and how long a name is.
MOST_ADDED = 60
MOST_NAME = 80
OWN = ("name", "presentation", "family")


@lru_cache(maxsize=1)
def shipped() -> tuple[Product, ...]:
    """Products with facts from leaflets; each has its source and how sure it is."""
    rows = json.loads((PACKAGE / "data" / "products.json").read_text(encoding="utf-8"))
    return tuple(product_from_json(row) for row in rows)


def product_json(product: Product, words: Words, unwanted: Collection[str] = ()) -> dict[str, Any]:
    """Write one product in the reader's language, without the reminders that are unwanted."""
    said = [(key, words.say(text)) for key, text in reminders(product)]
    kept = [(key, text) for key, text in said if f"{OF_PRODUCTS}{key}" not in unwanted]
    return {
        "key": product.key,
        "name": product.name(words.lang),
        "brand": product.brand,
        "called": list(names_of(product)),
        "family": product.family,
        "family_name": words.t(FAMILIES[product.family]) if product.family else "",
        "presentations": list(product.presentations),
        "min_age_years": product.min_age_years,
        "flags": list(product.flags),
        "reminders": [text for _key, text in kept],
        "concerns": [CONCERNS.get(key) for key, _text in kept],
        "source": product.said_by(words.lang),
        "status": product.status,
    }


def offered(seat: Seat, *, lang: str, translate: Translate | None = None) -> list[dict[str, Any]]:
    """List the products to pick from, as `product_json` writes them, the practice's own last."""
    off = settings.get(seat, "reminders")["off"]
    kept = everything(seat, lang=lang, translate=translate, unwanted=off)
    words = Words.of(lang, translate)
    ours = [product_json(_own_product(row), words, off) for row in own(seat)]
    return [p for p in kept if not p["hidden"]] + ours


def known(seat: Seat, *, lang: str, translate: Translate | None = None) -> list[dict[str, Any]]:
    """List what a typed name is looked up in: what is offered, then what the practice hides.

    What is hidden is not offered (`hidden` is true); typed all the same it calls for its questions.
    """
    off = settings.get(seat, "reminders")["off"]
    every = everything(seat, lang=lang, translate=translate, unwanted=off)
    hidden = [product for product in every if product["hidden"]]
    return offered(seat, lang=lang, translate=translate) + hidden


def _own_product(row: Mapping[str, str]) -> Product:
    """Make a product of the practice's own line, with what is known of its substance or family."""
    named = Product(
        key=f"own:{row['name'].casefold()}", names={"fr": row["name"]}, status="P",
        family=row["family"], presentations=tuple(filter(None, [row["presentation"]])),
    )  # fmt: skip
    known = next((p for p in shipped() if is_called(row["name"], names_of(p))), None)
    whole = of_family(named)
    if known is None:
        return whole
    return replace(
        named, min_age_years=known.min_age_years, source=known.source, status=known.status,
        flags=tuple(dict.fromkeys((*known.flags, *whole.flags))),
    )  # fmt: skip


def everything(
    seat: Seat, *, lang: str, translate: Translate | None = None, unwanted: Collection[str] = (),
) -> list[dict[str, Any]]:  # fmt: skip
    """List the shipped products as `product_json` does, each with `hidden`: yes or no."""
    words = Words.of(lang, translate)
    hidden = set(settings.get(seat, "products").get("hidden", ()))
    return [product_json(p, words, unwanted) | {"hidden": p.key in hidden} for p in shipped()]


def own(seat: Seat) -> list[dict[str, str]]:
    """List products that the practice added: [{"name", "presentation", "family"}]."""
    rows = settings.get(seat, "products").get("added", ())
    named = [row for row in rows if row.get("name")]
    return [{key: str(row.get(key) or "") for key in OWN} for row in named]


def added(seat: Seat) -> list[str]:
    """Names that the practice added."""
    return [row["name"] for row in own(seat)]


def needles_of(seat: Seat) -> list[dict[str, Any]]:
    """List the needles that the practice uses: [{"mm", "gauge"}]."""
    return settings.get(seat, "products").get("needles") or list(needles.DEFAULT)


def choose(seat: Seat, value: Mapping[str, Any], now: datetime) -> None:
    """Keep `value`: {"hidden": keys of shipped products, "added": own products, "needles": lines}.

    What is not in it stays as it was.

    A product of one's own is a line of the form, or {"name", "presentation", "family"}.

    Raises
    ------
    Refused
        What is never injected, a text too long, too many, an unknown family, no needle.
    """
    rows = {row["name"]: row for row in map(_own, value.get("added", ())) if row["name"]}
    if len(rows) > MOST_ADDED or any(
        len(text) > MOST_NAME for r in rows.values() for text in r.values()
    ):
        raise Refused(
            N_("Au plus {most} produits ajoutés, de {length} caractères chacun."),
            field="added", most=MOST_ADDED, length=MOST_NAME,
        )  # fmt: skip
    for row in rows.values():
        refuse_as_injected(row["name"], "added")
        refuse_as_injected(row["presentation"], "added")
    known = {product.key for product in shipped()}
    whole: dict[str, Any] = {}
    if "hidden" in value:
        whole["hidden"] = sorted(known & set(value["hidden"]))
    if "added" in value:
        whole["added"] = list(rows.values())
    if "needles" in value:
        whole["needles"] = needles.needles(value["needles"])
    settings.put(seat, "products", whole, now)


def _own(value: Any) -> dict[str, str]:
    """Read a product of the practice's own: name; box; family, as a line or as a row."""
    said = value if isinstance(value, dict) else dict(zip(OWN, str(value).split(";"), strict=False))
    row = {key: " ".join(str(said.get(key) or "").split()) for key in OWN}
    return row | {"family": _family(row["family"])}


def _family(text: str) -> str:
    """Find a family by its key or its name. Raises Refused."""
    keys = {plain(word): key for key, name in FAMILIES.items() for word in (key, name)}
    if text and plain(text) not in keys:
        raise Refused(
            N_("Famille inconnue : {value} (attendu : {allowed})."),
            field="added", value=text, allowed=", ".join(FAMILIES.values()),
        )  # fmt: skip
    return keys[plain(text)] if text else ""
