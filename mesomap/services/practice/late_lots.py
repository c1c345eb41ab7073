"""Lots past their date on the day of the act, said as soon as the server hears of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.acts.syringes import PREPARE
from mesomap.domain.lots import is_expired
from mesomap.domain.session_json import syringe_to_json
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.domain.events import Event
    from mesomap.domain.session import Session

EXPIRED = N_(
    "{name} : le lot {lot} est périmé ({expiry}). La saisie est gardée ; changez de lot, ou dites "
    "dans la seringue que vous l’employez."
)
EXPIRED_BY_THEN = N_(
    "{name} : le lot {lot} était périmé ({expiry}) le jour de l’acte. La saisie est gardée ; "
    "changez de lot, ou dites dans la seringue que vous l’employez."
)


def expired_lot(event: Event, treatment_date: str) -> dict[str, str] | None:
    """Name, lot and expiry of a product past its date that nobody confirmed; None without one."""
    if event.kind != PREPARE:
        return None
    return expired(event.body["syringe"], treatment_date)


def expired(syringe: Mapping[str, Any], treatment_date: str) -> dict[str, str] | None:
    """Tell the same of one syringe, in the form that events have."""
    for product in syringe.get("products", ()):
        expiry = product.get("expiry")
        if is_expired(expiry, treatment_date) and not product.get("expired_confirmed"):
            return {"name": product["name"], "lot": product.get("lot") or "–", "expiry": expiry}
    return None


def expired_by_then(session: Session) -> dict[str, str] | None:
    """Tell the same of all that is in a session's syringes, on its day of the act."""
    syringes = (syringe_to_json(syringe) for syringe in session.syringes.values())
    return next(filter(None, (expired(s, session.treatment_date) for s in syringes)), None)
