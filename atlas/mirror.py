"""Writes static/body/mirror-1.bin: the vertex on the other side of each vertex, uint16 little endian.

`python -m atlas.mirror`. The mesh is its own mirror image, faces and all, and so is the mean body of
the shape model, exactly; the drawn figures are so to a tenth of a millimetre only.
"""

from __future__ import annotations

import numpy as np

from atlas import pack

FILE = pack.STATIC / "mirror-1.bin"


def mirror_of(mean_tenth_mm):
    """Vertex (nV,) on the other side of each vertex of a symmetric body (nV, 3); x is its left."""
    here = {tuple(row): vertex for vertex, row in enumerate(mean_tenth_mm.tolist())}
    return np.array([here[-x, y, z] for x, y, z in mean_tenth_mm.tolist()], dtype="<u2")


def main():
    with np.load(pack.ROOT / "mesomap/body/atlas.npz") as atlas:
        FILE.write_bytes(mirror_of(atlas["mean_F"]).tobytes())


if __name__ == "__main__":
    main()
