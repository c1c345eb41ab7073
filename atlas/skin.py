"""The arrays that a patient's skin is made of: faces, the zone and the limb of each, drawn positions."""

from __future__ import annotations

import numpy as np

from atlas.landmarks import upper_limb
from atlas.subdivision import loop_step, midpoint_step
from atlas.zone_keys import KEYS
from atlas.zones import zone_of

STEPS = 2


def faces(data):
    """Skin faces (24724, 3) in the atlas's numbering of vertices, order as in the mesh (uint16)."""
    number = np.full(data.faces.max() + 1, -1)
    number[data.used] = np.arange(len(data.used))
    return number[data.skin_faces].astype(np.uint16)


def part_of_face(data):
    """0 elsewhere, 1 left upper limb, 2 right (uint8): what the side views leave out."""
    return upper_limb(data.parts[data.skin_faces].mean(1).argmax(1))


def segment_of_face(data):
    """Part of the body of each skin face (uint8), index into landmarks.PARTS."""
    return data.parts[data.skin_faces].mean(1).argmax(1).astype(np.uint8)


def vertex_normals(vertices, triangles):
    """Unit normals (n, 3), each the sum of those of its faces weighted by their area."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    out = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(out, triangles[:, k], face)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)


def zone_of_face(data):
    """Zone of each skin face (uint8): that of most of its sixteen children on the reference body."""
    count = len(data.skin_faces)
    fine, values = data.skin_faces, np.hstack([data.vertices["zones"], data.parts])
    for _ in range(STEPS):
        fine, values = midpoint_step(fine, values)
    points, parts = values[:, :3], values[:, 3:]
    normals = vertex_normals(points, fine)[fine].mean(1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    zones = zone_of(
        points[fine].mean(1), normals, parts[fine].mean(1).argmax(1), data.landmarks("zones")
    )
    votes = np.zeros((count, len(KEYS)))
    np.add.at(votes, (np.arange(len(fine)) % count, zones), 1)
    return votes.argmax(1).astype(np.uint8)


def figure(data, sex):
    """Drawn position of each skin vertex (n, 3) in 0.1 mm (int16): Loop's scheme smooths the mesh."""
    fine, values = data.skin_faces, data.vertices[sex]
    for _ in range(STEPS):
        fine, values = loop_step(fine, values)
    return np.round(values[data.used] * 10).astype(np.int16)
