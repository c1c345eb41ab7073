"""The arrays that a patient's skin is made of: faces, the zone and the limb of each, drawn positions."""

from __future__ import annotations

import numpy as np

from atlas.landmarks import upper_limb
from atlas.subdivision import loop_step, midpoint_step
from atlas.zone_keys import KEYS, MIRROR
from atlas.zones import zone_of

STEPS = 2
#: A piece of a zone of fewer faces, apart from the rest of it, goes to what is round it.
SMALLEST_FACES = 5
MIRROR_X = np.array([-1.0, 1.0, 1.0])


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
    found = without_specks(votes.argmax(1), face_neighbours(data.skin_faces))
    middle = data.vertices["zones"][data.skin_faces].mean(1)
    return mirrored_from_left(found, middle).astype(np.uint8)


def face_neighbours(triangles):
    """Faces on the two sides of each inner edge (e, 2)."""
    half = np.sort(np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), 1)
    owner = np.tile(np.arange(len(triangles)), 3)
    order = np.lexsort(half.T)
    same = (half[order][1:] == half[order][:-1]).all(1)
    return np.stack([owner[order][:-1][same], owner[order][1:][same]], 1)


def _pieces(zone, pairs):
    """Number of the piece that each face belongs to: neighbours of one zone share theirs."""
    piece = np.arange(len(zone))
    joined = pairs[zone[pairs[:, 0]] == zone[pairs[:, 1]]]
    while True:
        low = np.minimum(piece[joined[:, 0]], piece[joined[:, 1]])
        before = piece.copy()
        for side in (0, 1):
            np.minimum.at(piece, joined[:, side], low)
        piece = piece[piece]
        if (piece == before).all():
            return piece


def without_specks(zone, pairs):
    """Zones (n,) whose small pieces, apart from the largest, went to the zone most about them."""
    zone = zone.copy()
    for _ in range(6):
        piece = _pieces(zone, pairs)
        size = np.bincount(piece, minlength=len(zone))
        largest = np.zeros(zone.max() + 1, int)
        np.maximum.at(largest, zone, size[piece])
        small = (size[piece] < SMALLEST_FACES) & (size[piece] < largest[zone])
        both = np.vstack([pairs, pairs[:, ::-1]])
        both = both[small[both[:, 0]] & ~small[both[:, 1]] & (zone[both[:, 0]] != zone[both[:, 1]])]
        votes = np.zeros((len(zone), zone.max() + 1), np.int16)
        np.add.at(votes, (piece[both[:, 0]], zone[both[:, 1]]), 1)
        given = votes.argmax(1)
        zone = np.where(small & (votes.max(1) > 0)[piece], given[piece], zone)
    return zone


def mirrored_from_left(zone, middle_mm):
    """Zones (n,) of which each right face has its left mirror image's, on the other side."""
    places = {tuple(p): i for i, p in enumerate(np.round(middle_mm, 3).tolist())}
    out = zone.copy()
    for i in np.flatnonzero(middle_mm[:, 0] < 0):
        out[i] = MIRROR[zone[places[tuple(np.round(middle_mm[i] * MIRROR_X, 3).tolist())]]]
    return out


def figure(data, sex):
    """Drawn position of each skin vertex (n, 3) in 0.1 mm (int16): Loop's scheme smooths the mesh."""
    fine, values = data.skin_faces, data.vertices[sex]
    for _ in range(STEPS):
        fine, values = loop_step(fine, values)
    return np.round(values[data.used] * 10).astype(np.int16)
