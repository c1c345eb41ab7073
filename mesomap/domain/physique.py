"""Who the body belongs to: what the shape of a body is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mesomap.domain.ask import finite
from mesomap.errors import N_, Malformed, Refused

SEXES = ("F", "M")


@dataclass(frozen=True, slots=True)
class Physique:
    """Sex, age, height and weight. Frozen and hashable: a body is cached by it."""

    sex: str
    age_years: float
    height_cm: float
    weight_kg: float


def physique_from_json(value: Any) -> Physique:
    """Read `{"sex", "age_years", "height_cm", "weight_kg"}`.

    Only the form is looked at; whether such a body can be made is the shape model's to say.

    Raises
    ------
    Malformed, Refused
    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Le corps est un objet JSON avec sex, age_years, height_cm, weight_kg."))
    if value.get("sex") not in SEXES:
        raise Refused(N_("Le sexe du corps est F ou M, reçu : {value!r}."), value=value.get("sex"))
    names = ("age_years", "height_cm", "weight_kg")
    return Physique(str(value["sex"]), *(finite(value.get(name), name) for name in names))


def physique_to_json(physique: Physique) -> dict[str, Any]:
    return {
        "sex": physique.sex,
        "age_years": physique.age_years,
        "height_cm": physique.height_cm,
        "weight_kg": physique.weight_kg,
    }


def asked_from_json(body: Mapping[str, Any]) -> Physique | None:
    """Read which body an event asked for, where another one was taken; None of all others."""
    asked = body.get("body_asked")
    return physique_from_json(asked) if asked is not None else None
