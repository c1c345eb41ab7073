"""What the drawings and the zones need of the parametric body, so that they need no torch.

`intermediate.npz` holds the mesh, its coarse parts and the posed bodies of `people`: the figures
that are drawn and the man on whom the zone of each face is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from atlas.landmarks import Landmarks, part_weights
from atlas.people import BODIES, FIRST

PATH = Path(__file__).with_name("intermediate.npz")

#: Bodies that came later are stored in hundredths of a millimetre.
HUNDREDTHS = 100.0


@dataclass(frozen=True, eq=False)
class Intermediate:
    faces: np.ndarray  # (m, 3) of the whole mesh
    skin: np.ndarray  # (m,) bool
    inner: np.ndarray  # (m,) bool: eyeballs and cavities, which hide what is behind them
    eyes: np.ndarray  # (m,) 0, 1 left eyeball, 2 right eyeball
    parts: np.ndarray  # (n, len(PARTS)) weights
    labels: tuple[str, ...]
    vertices: dict[str, np.ndarray]  # body -> (n, 3) mm
    heads: dict[str, np.ndarray]  # body -> (bones, 3) mm

    @property
    def skin_faces(self):
        """Faces of the skin in the numbering of the whole mesh, in their original order."""
        return self.faces[self.skin]

    @property
    def used(self):
        """Vertices of the skin, ascending; the atlas numbers them 0, 1, 2 ..."""
        return np.unique(self.skin_faces)

    def landmarks(self, body):
        return Landmarks(self.vertices[body], self.heads[body], self.labels, self.parts)


def make():
    """From the parametric body. Needs torch and anny."""
    from atlas import bodies  # noqa: PLC0415 - torch is only there when all is built

    t = bodies.topology()
    eyes = np.zeros(len(t.faces), np.uint8)
    for code, side in ((1, "L"), (2, "R")):
        eyes[bodies.segment([e for e in bodies.EYES if e.endswith(side)])] = code
    found = {name: bodies.fit(*who, **free) for name, (who, free) in BODIES.items()}
    return Intermediate(
        t.faces,
        t.skin,
        bodies.segment(bodies.INNER),
        eyes,
        part_weights(t.weights, t.labels),
        t.labels,
        {name: _rounded(name, b.vertices) for name, b in found.items()},
        {name: _rounded(name, b.heads) for name, b in found.items()},
    )


def _rounded(name, points_mm):
    """What is left of positions (n, 3) after they were stored."""
    return points_mm if name in FIRST else np.round(points_mm * HUNDREDTHS) / HUNDREDTHS


def _packed(name, points_mm):
    if name in FIRST:
        return points_mm
    return np.round(points_mm * HUNDREDTHS).astype(np.int32)


def _unpacked(stored):
    return stored / HUNDREDTHS if stored.dtype == np.int32 else stored


def save(data, path=PATH):
    bodies = {f"vertices_{k}": _packed(k, v) for k, v in data.vertices.items()} | {
        f"heads_{k}": _packed(k, v) for k, v in data.heads.items()
    }
    np.savez_compressed(
        path,
        faces=data.faces.astype(np.uint16),
        skin=data.skin,
        inner=data.inner,
        eyes=data.eyes,
        parts=data.parts,
        labels=np.array(data.labels),
        **bodies,
    )


def load(path=PATH):
    with np.load(path) as z:
        return Intermediate(
            z["faces"].astype(np.int64),
            z["skin"],
            z["inner"],
            z["eyes"],
            z["parts"],
            tuple(str(label) for label in z["labels"]),
            {k: _unpacked(z[f"vertices_{k}"]) for k in BODIES},
            {k: _unpacked(z[f"heads_{k}"]) for k in BODIES},
        )
