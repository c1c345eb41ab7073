"""Syringes as they were recorded, and their volumes.

What may be in one is looked at in `domain/syringe_door.py`, before the event is stored.

No incompatibility table and no maximum volume was found (status U), so none is kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mesomap.domain.session import Syringe, SyringeProduct
from mesomap.domain.session_json import SYRINGE_MORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def prepared_ml(syringes: Iterable[Syringe]) -> float | None:
    """Volume drawn up in all syringes; None while no volume is known. Dry ones hold nothing."""
    return volumes(syringes).prepared_ml


@dataclass(frozen=True, slots=True)
class Volumes:
    """Volumes in mL of all wet syringes, None while nothing is known.

    `injected_ml` is out of those whose rest was noted; `open` are the others: (key, prepared).
    """

    prepared_ml: float | None
    injected_ml: float | None
    open: tuple[tuple[str, float], ...]


def volumes(syringes: Iterable[Syringe]) -> Volumes:
    """Tell what was prepared, what is known to have been injected, and what nobody noted."""
    known = [(s.key, s.volume_ml, s.left_ml) for s in syringes if not s.dry]
    wet = [(key, volume, left) for key, volume, left in known if volume is not None]
    read = [max(0.0, volume - left) for _key, volume, left in wet if left is not None]
    return Volumes(
        sum(volume for _key, volume, _left in wet) if wet else None,
        sum(read) if read else None,
        tuple((key, volume) for key, volume, left in wet if left is None),
    )


def injected_ml(syringes: Iterable[Syringe]) -> float | None:
    """Sum up prepared minus left, over all syringes; None until every one of them was emptied."""
    found = volumes(syringes)
    return None if found.open else found.injected_ml


def syringe_from_json(value: Mapping[str, Any], left_ml: float | None = None) -> Syringe:
    """Read a syringe; what is missing is not known."""
    products = tuple(
        SyringeProduct(
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
