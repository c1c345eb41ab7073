"""Whose body an area is measured on, where the model has none of the patient's: in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.called import age_said
from mesomap.domain.said import Number, Said
from mesomap.errors import N_

if TYPE_CHECKING:
    from mesomap.domain.physique import Physique
    from mesomap.domain.session import Session

_BODY = N_("{age}, {height} cm, {weight} kg")
_NEAREST = N_("Corps le plus proche du modèle : {taken}. La surface est moins sûre.")
_INSTEAD = N_(
    "Corps le plus proche du modèle : {taken} (patient : {asked}). La surface est moins sûre."
)


def nearest_said(session: Session) -> Said | None:
    """Say which body was taken, and instead of which; None where it is the patient's."""
    if not session.body_nearest:
        return None
    if session.body_asked is None:
        return Said(_NEAREST, {"taken": _body(session.body)})
    return Said(_INSTEAD, {"taken": _body(session.body), "asked": _body(session.body_asked)})


def _body(body: Physique) -> Said:
    height, weight = Number(body.height_cm, 1), Number(body.weight_kg, 1)
    return Said(_BODY, {"age": age_said(body.age_years), "height": height, "weight": weight})
