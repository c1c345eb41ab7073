"""How well a close-up shows each zone: samples on the skin, a z-buffer, the faded rim left out."""

from __future__ import annotations

import numpy as np

from atlas.close_up_views import fade_mm, flat
from atlas.raster import zbuffer
from atlas.subdivision import midpoint_step

PITCH_MM, TOLERANCE_MM = 0.5, 1.2
#: Skin that is turned away by no more than this is well seen; so is what is half inside the rim.
FACING = 0.5
#: A zone is offered a close-up that shows this share of it well.
SHARE = 0.6


def _samples():
    """Barycentric coordinates (16, 3) spread evenly over a triangle."""
    faces, weights = np.array([[0, 1, 2]]), np.eye(3)
    for _ in range(2):
        faces, weights = midpoint_step(faces, weights)
    return weights[faces].mean(1)


SAMPLES = _samples()


def _areas_and_facing(positions, faces, toward):
    a, b, c = (positions[faces[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    twice = np.linalg.norm(across, axis=1)
    return twice / 2, across @ toward / np.maximum(twice, 1e-12)


def well_seen(positions, faces, drawn, row, box_mm):
    """Share (n,) of each face that a close-up shows well. `drawn` (n,): faces that it draws."""
    right, toward = np.array(row["right"]), np.array(row["toward"])
    uv, depth = flat(positions, right, toward), positions @ toward
    u0, v0, width, height = box_mm
    shape = (int(np.ceil(height / PITCH_MM)), int(np.ceil(width / PITCH_MM)))
    _, front = zbuffer((uv - [u0, v0]) / PITCH_MM, depth, faces[drawn], shape)
    _, cosine = _areas_and_facing(positions, faces, toward)
    turned = np.flatnonzero(drawn & (cosine >= FACING))
    spots = np.einsum("sb,fbk->fsk", SAMPLES, positions[faces[turned]])
    place = np.floor((flat(spots.reshape(-1, 3), right, toward) - [u0, v0]) / PITCH_MM).astype(int)
    rim = fade_mm(box_mm) / 2 / PITCH_MM
    inside = (place >= rim).all(1) & (place < np.array(shape[::-1]) - rim).all(1)
    x, y = np.clip(place, 0, np.array(shape[::-1]) - 1).T
    seen = inside & ((spots @ toward).ravel() > front[y, x] - TOLERANCE_MM)
    share = np.zeros(len(faces))
    share[turned] = seen.reshape(len(turned), -1).mean(1)
    return share


def shares_of_zones(positions, faces, drawn, zone, row, box_mm):
    """Share of the area of each zone, by its number, that a close-up shows well."""
    area, _ = _areas_and_facing(positions, faces, np.array(row["toward"]))
    share = well_seen(positions, faces, drawn, row, box_mm)
    whole, seen = (np.bincount(zone, weights=w) for w in (area, area * share))
    return seen / np.maximum(whole, 1e-9)
