"""Writes mesomap/body/raised.npz: how any body of the mesh raises its arms, and which skin that spreads.

`python -m atlas.raised`, from the committed intermediate. The figures with raised arms were posed
from rest, with the weights of the parametric body; a patient's body is known in anatomical position
only. So the weights of three bones (`BONES`, the rest of the arm follows the last) are fitted again,
such that they take both adults from the one position to the other; and the joints that the bones
turn about are fitted as means of vertices near them, over all figures.
"""

from __future__ import annotations

import numpy as np

from atlas import intermediate, pack, skin
from atlas.mirror import mirror_of
from atlas.people import ARM_UP, BODIES, POSED
from atlas.pose import GIRDLE
from mesomap.body.raised import BONES, turned

FILE = pack.ROOT / "mesomap/body/raised.npz"
WEIGHTS = 65535
#: A vertex that moves by less (mm) stays.
STILL_MM = 0.02
#: Weak pull of the weights towards 0, mm², and steps of the fit.
PULL_MM2, STEPS = 1e-2, 3000
#: A joint is a mean of so many vertices out of those this near (mm); pull towards the plain mean, mm².
AROUND, NEAR_MM, JOINT_PULL_MM2 = 24, 110.0, 1.0
#: Skin belongs to the armpit where raised arms spread it by more than this (area, mean of both sexes).
SPREAD = 1.2
FLIP = np.array([-1.0, 1.0, 1.0])


def left_arms(data, name, mirror):
    """The left side of a body, and its right as a left one: vertices (nV, 3), heads (3, 3), mm."""
    vertices = data.vertices[name][data.used]
    heads = [
        np.array([data.heads[name][data.labels.index(f"{bone}.{side}")] for bone in BONES])
        for side in "LR"
    ]
    return (vertices, heads[0]), (vertices[mirror] * FLIP, heads[1] * FLIP)


def fit_weights(a, b):
    """Weights w (n, k) >= 0 of sum <= 1 that bring a (n, m, k) @ w near b (n, m)."""
    square = np.einsum("nmi,nmj->nij", a, a) + PULL_MM2 * np.eye(a.shape[2])
    target = np.einsum("nmi,nm->ni", a, b)
    step = 1.0 / np.linalg.eigvalsh(square)[:, -1:]
    w = np.zeros_like(target)
    for _ in range(STEPS):
        w = _into_simplex(w - step * (np.einsum("nij,nj->ni", square, w) - target))
    return w


def _into_simplex(w):
    """The nearest weights (n, k) >= 0 of sum <= 1."""
    out = w.clip(0)
    over = out.sum(1) > 1
    high = -np.sort(-w[over], axis=1)
    beyond = (np.cumsum(high, 1) - 1) / np.arange(1, w.shape[1] + 1)
    last = (high > beyond).sum(1) - 1
    out[over] = (w[over] - beyond[np.arange(len(last)), last][:, None]).clip(0)
    return out


def weights_of(data, mirror):
    """Vertices (k,) that the left arm takes along, and their weights (k, 3) uint16."""
    a, b = [], []
    for name in POSED:
        pairs = zip(
            left_arms(data, name.partition("_")[0], mirror),
            left_arms(data, name, mirror),
            strict=True,
        )
        for (vertices, heads), (raised, _) in pairs:
            a.append(turned(vertices, heads, ANGLES))
            b.append((raised - vertices)[:, :2])
    a, b = np.concatenate(a, 1), np.concatenate(b, 1)
    middle = data.vertices["F"][data.used][:, 0]
    vertex = np.flatnonzero((middle > 0) & (np.abs(b).max(1) > STILL_MM))
    w = np.round(fit_weights(a[vertex], b[vertex]) * WEIGHTS).astype(np.uint16)
    some = w.any(1)
    return vertex[some], w[some]


#: Angles (radians) that the bones turn by.
ANGLES = np.radians(ARM_UP.raised_deg) * np.array([GIRDLE.get(bone, 1.0) for bone in BONES])


def joints_of(data, mirror):
    """Vertices (3, AROUND) round the joints of the left arm, and their shares (3, AROUND), sum 1."""
    names = [name for name in BODIES if name not in POSED]
    every = [side for name in names for side in left_arms(data, name, mirror)]
    vertices = np.stack([v for v, _ in every])
    heads = np.stack([h for _, h in every])
    chosen = [_spread_out(vertices.mean(0), head) for head in heads.mean(0)]
    share = [_joint_shares(vertices[:, v, :2], heads[:, i, :2]) for i, v in enumerate(chosen)]
    return np.array(chosen), np.array(share)


def _spread_out(vertices, head):
    """Vertices near a joint that are as far from each other as may be."""
    near = np.flatnonzero(np.linalg.norm(vertices - head, axis=1) < NEAR_MM)
    chosen = [near[np.linalg.norm(vertices[near] - head, axis=1).argmin()]]
    while len(chosen) < AROUND:
        apart = np.linalg.norm(vertices[near][:, None] - vertices[chosen], axis=2).min(1)
        chosen.append(near[apart.argmax()])
    return chosen


def _joint_shares(points, joint):
    """Shares (k,) of sum 1 by which points (bodies, k, 2) give joints (bodies, 2), and little else."""
    count = points.shape[1]
    rows = points.transpose(0, 2, 1).reshape(-1, count)
    square = rows.T @ rows + JOINT_PULL_MM2 * len(points) * np.eye(count)
    right = rows.T @ joint.ravel() + JOINT_PULL_MM2 * len(points) / count
    full = np.block([[square, np.ones((count, 1))], [np.ones((1, count)), np.zeros((1, 1))]])
    return np.linalg.solve(full, np.append(right, 1.0))[:count]


def spread_faces(data, mirror):
    """Faces (n,) of both armpits: round each, the skin that raised arms spread."""
    faces = skin.faces(data).astype(int)
    ratio = np.ones(len(faces))
    for name in POSED:
        down, up = (
            _areas(data.vertices[body][data.used], faces) for body in (name.partition("_")[0], name)
        )
        ratio *= np.sqrt(up / down)
    keys = [pack.KEYS.index(f"axillary.{side}") for side in "LR"]
    zone = np.isin(skin.zone_of_face(data), keys)
    other = _mirror_faces(faces, mirror)
    wide = (np.sqrt(ratio * ratio[other]) > SPREAD) | zone
    pairs = skin.face_neighbours(faces)
    found = zone | zone[other]
    while True:
        more = found.copy()
        for one, two in (pairs.T, pairs.T[::-1]):
            np.logical_or.at(more, one, found[two] & wide[one])
        if (more == found).all():
            return np.flatnonzero(_without_holes(found, pairs))
        found = more


def _without_holes(found, pairs):
    """And the faces of which two neighbours or more are among them."""
    near = np.zeros(len(found), int)
    for one, two in (pairs.T, pairs.T[::-1]):
        np.add.at(near, one, found[two])
    return found | (near >= 2)


def _mirror_faces(faces, mirror):
    """Face on the other side of each face."""
    here = {tuple(sorted(face)): i for i, face in enumerate(faces.tolist())}
    return np.array([here[tuple(sorted(face))] for face in mirror[faces].tolist()])


def _areas(vertices, faces):
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    return 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1)


def arrays(data, mean_tenth_mm):
    """All arrays of raised.npz. Of the two sides only the left is stored, and who mirrors whom."""
    mirror = mirror_of(mean_tenth_mm).astype(int)
    vertex, weight = weights_of(data, mirror)
    around, share = joints_of(data, mirror)
    return {
        "vertex": np.stack([vertex, mirror[vertex]]).astype(np.uint16),
        "weight": weight,
        "around": np.stack([around, mirror[around]]).astype(np.uint16),
        "share": share.astype(np.float32),
        "angle": ANGLES,
        "spread": spread_faces(data, mirror).astype(np.uint16),
    }


def main():
    with np.load(pack.ATLAS) as file:
        mean = file["mean_F"]
    pack.save_npz(FILE, arrays(intermediate.load(), mean))


if __name__ == "__main__":
    main()
