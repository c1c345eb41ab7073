"""A small z-buffer: which face is seen in each pixel of an orthographic view, and how near it is."""

from __future__ import annotations

import numba
import numpy as np

FAR_MM = -1e9


@numba.njit(cache=True)
def _fill(P, Z, F, face, depth):
    rows, columns = face.shape
    for f in range(F.shape[0]):
        x0, y0, x1, y1, x2, y2 = (
            P[F[f, 0], 0],
            P[F[f, 0], 1],
            P[F[f, 1], 0],
            P[F[f, 1], 1],
            P[F[f, 2], 0],
            P[F[f, 2], 1],
        )
        d = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if abs(d) < 1e-12:
            continue
        for y in range(max(0, int(min(y0, y1, y2))), min(rows - 1, int(max(y0, y1, y2)) + 1) + 1):
            for x in range(
                max(0, int(min(x0, x1, x2))), min(columns - 1, int(max(x0, x1, x2)) + 1) + 1
            ):
                px, py = x + 0.5, y + 0.5
                a = ((x1 - px) * (y2 - py) - (x2 - px) * (y1 - py)) / d
                b = ((x2 - px) * (y0 - py) - (x0 - px) * (y2 - py)) / d
                if a >= -1e-9 and b >= -1e-9 and a + b <= 1 + 1e-9:
                    z = a * Z[F[f, 0]] + b * Z[F[f, 1]] + (1 - a - b) * Z[F[f, 2]]
                    if z > depth[y, x]:
                        depth[y, x] = z
                        face[y, x] = f


def zbuffer(pixels, depth_mm, faces, shape):
    """Vertices (n, 2) in pixels with depths (n,) -> face (h, w), -1 where none, and depth (h, w)."""
    face, depth = np.full(shape, -1, np.int32), np.full(shape, FAR_MM)
    _fill(pixels, depth_mm, faces.astype(np.int64), face, depth)
    return face, depth
