"""The interchange form of a body and its marks, as `mesomap area` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mesomap.body.atlas import load
from mesomap.domain.marks import Mark, mark_from_json
from mesomap.domain.physique import Physique, physique_from_json
from mesomap.errors import N_, Malformed, Refused

if TYPE_CHECKING:
    from mesomap.body.areas import Areas


def read_case(value: Any) -> tuple[Physique, tuple[Mark, ...]]:
    """Read `{"mesh": "1", "body": {…}, "marks": […]}`; `zones` may name their version.

    Raises
    ------
    Malformed
        Not of that form.
    Refused
        Another mesh, or a value that is impossible; faces, zones and the body's range are
        looked at when the case is measured.

    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Un cas est un objet JSON avec mesh, body et marks."))
    known = load().versions["mesh"]
    if value.get("mesh") != known:
        raise Refused(
            N_("Maillage inconnu : {mesh!r} (maillage connu : {known!r})."),
            mesh=value.get("mesh"),
            known=known,
        )
    physique = physique_from_json(value.get("body"))
    marks = value.get("marks")
    if not isinstance(marks, list):
        raise Malformed(N_("Les marques d’un cas forment une liste (marks)."))
    return physique, tuple(mark_from_json(mark) for mark in marks)


def zones_of_case(value: Mapping[str, Any]) -> str | None:
    """Version of the zones that a case was made with; None: it says none, the current one.

    Raises
    ------
    Malformed
        A version that is no text. Whether the atlas knows it is told when the case is measured.

    """
    version = value.get("zones")
    if version is not None and not isinstance(version, str):
        raise Malformed(N_("La version des zones (zones) est un texte, par exemple « 1 »."))
    return version


def areas_to_json(areas: Areas) -> dict[str, Any]:
    """Write areas as `mesomap area --json` prints them: cm², to the tenth of a mm².

    Warnings carry their code, mark and values; the sentence is the caller's to translate.
    """
    return {
        "bsa_cm2": _cm2(areas.bsa_mm2),
        "treated_cm2": _cm2(areas.treated_mm2),
        "region_cm2": _cm2(areas.region_mm2),
        "by_zone_cm2": {key: _cm2(area) for key, area in areas.by_zone_mm2.items()},
        "by_depth_cm2": {key: _cm2(area) for key, area in areas.by_depth_mm2.items()},
        "uncertainty_pct": areas.uncertainty_pct,
        "warnings": [
            {"code": w.code, "mark_id": w.mark_id, "sentence": str(w)} for w in areas.warnings
        ],
    }


def _cm2(area_mm2: float) -> float:
    return round(area_mm2 / 100.0, 6)
