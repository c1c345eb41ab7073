"""Syringes as they were recorded, and their volumes.

What may be in one is looked at where it is recorded (`bodies`).

No incompatibility table and no maximum volume was found (status U), so none is kept here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.session import SYRINGE_MORE, Product, Syringe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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


def syringe_from_json(value: Mapping[str, Any], left_ml: float | None = None) -> Syringe:
    """Read a syringe; what is missing is not known."""
    products = tuple(
        Product(
            p["name"], p.get("lot"), p.get("expiry"), p.get("volume_ml"), p.get("presentation"),
            expired_confirmed=bool(p.get("expired_confirmed", False)),
        )
        for p in value.get("products", ())
    )  # fmt: skip
    return Syringe(
        value["key"], bool(value.get("dry", False)), products, value.get("volume_ml"),
        value.get("needle_mm"), value.get("device"), left_ml,
        **{name: value.get(name) for name in SYRINGE_MORE},
    )  # fmt: skip
