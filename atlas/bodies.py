"""Parametric human bodies (anny 0.6.2, MakeHuman's CC0 assets), millimetres. Needs torch.

Every body has the same faces, so triangle i is the same piece of skin on everybody.
Never ask anny for the topologies `smplx` or `smpl`: their licence is non-commercial.
"""

from __future__ import annotations

import functools
import warnings
from dataclasses import dataclass

import anny
import numpy as np
import scipy.sparse as sp
import torch
from anny.face_segmentation import get_face_segmentation_mask
from scipy.sparse.csgraph import connected_components

from atlas.fat import FAT, LOCALS, split_fatness
from atlas.pose import ANATOMICAL, pose

#: Living adult with about three litres of gas in the lungs.
DENSITY_KG_M3 = 1005.0
INNER = (
    "eye_back.L",
    "eye_front.L",
    "eye_back.R",
    "eye_front.R",
    "eye_cavity.L",
    "eye_cavity.R",
    "mouth_cavity",
    "tongue",
)
EYES = ("eye_back.L", "eye_front.L", "eye_back.R", "eye_front.R")
AGES = (0, 1, 10, 18, 30, 50, 70, 90)
AGE_PARAMETERS = (-0.1, 0.0, 0.3864, 0.70, 0.7857, 0.8117, 0.8521, 0.9261)


@dataclass(frozen=True)
class Topology:
    faces: np.ndarray  # (m, 3) all faces of the mesh
    skin: np.ndarray  # (m,) bool, outer skin
    weights: np.ndarray  # (n, bones)
    parents: np.ndarray  # (bones,)
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Body:
    vertices: np.ndarray  # (n, 3) posed, mm, soles at y = 0
    heads: np.ndarray  # (bones, 3) posed bone heads, mm
    error: np.ndarray  # what is left of (height cm, mass kg)


@functools.lru_cache(maxsize=1)
def model():
    warnings.filterwarnings("ignore")
    found = anny.Anny(phenotypes="all", local_changes=list(LOCALS), extrapolate_phenotypes=True)
    return found.to(dtype=torch.float64)


def segment(labels):
    """Faces of the named segments of anny's own segmentation, bool (m,)."""
    return np.asarray(get_face_segmentation_mask(model(), list(labels)))


def _largest_component(faces, vertices):
    ones = np.ones(3 * len(faces))
    links = sp.coo_matrix(
        (ones, (faces.ravel(), np.roll(faces, 1, 1).ravel())), shape=(vertices, vertices)
    )
    _, label = connected_components(links, directed=False)
    return label == np.bincount(label[faces[:, 0]]).argmax()


@functools.lru_cache(maxsize=1)
def topology():
    m = model()
    faces, vertices = m.faces.numpy(), m.template_vertices.shape[0]
    weights = np.zeros((vertices, m.bone_count))
    rows = np.arange(vertices)[:, None]
    np.add.at(weights, (rows, m.vertex_bone_indices.numpy()), m.vertex_bone_weights.numpy())
    weights /= weights.sum(1, keepdims=True)
    outer = ~segment(INNER)
    main = _largest_component(faces[outer], vertices)  # drops teeth and lashes
    skin = outer & main[faces[:, 0]]
    return Topology(faces, skin, weights, np.asarray(m.bone_parents), tuple(m.bone_labels))


def _forward(phenotype, local):
    def tensors(values):
        return {k: torch.tensor([float(v)], dtype=torch.float64) for k, v in values.items()}

    with torch.no_grad():
        out = model()(
            phenotype_kwargs=tensors(phenotype),
            local_changes_kwargs=tensors(local) if local else None,
        )

    def to_mm(a):  # anny: z up, -y forward, metres
        return (a[0].numpy()[:, [0, 2, 1]] * [1, 1, -1]) * 1000.0

    return to_mm(out["rest_vertices"]), to_mm(out["rest_bone_heads"])


def volume_mm3(vertices, faces):
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    return abs(np.einsum("ij,ij->i", np.cross(a, b), c).sum() / 6.0)


def areas_mm2(vertices, faces):
    """Area of each face (m,)."""
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    return 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1)


def _phenotype(sex, age_years, muscle, proportions, cup, firm):
    return {
        "gender": 0.0 if sex == "M" else 1.0,
        "age": float(np.interp(age_years, AGES, AGE_PARAMETERS)),
        "muscle": muscle,
        "proportions": proportions,
        "cupsize": cup,
        "firmness": firm,
        "african": 0.0,
        "asian": 0.0,
        "caucasian": 1.0,
    }


def _newton(measure, target, p):
    """Solve measure(p) = target for (height phenotype, fatness)."""
    for _ in range(20):
        y = measure(p)
        left = y - target
        if np.all(np.abs(left) < 0.02):
            break
        J = np.stack([(measure(p + d) - y) / 1e-3 for d in np.eye(2) * 1e-3], 1)
        p = p + np.clip(np.linalg.solve(J, -left), [-0.3, -0.6], [0.3, 0.6])
        p[1] = np.clip(p[1], -1.5, 3)
    return p


def fit(
    sex,
    age_years,
    height_cm,
    weight_kg,
    *,
    muscle=0.5,
    proportions=0.5,
    cup=0.5,
    firm=0.5,
    features=None,
    stance=ANATOMICAL,
):
    """The body of this stature and mass, posed; `features` are local targets of fat.FEATURES."""
    faces = topology().faces
    base = _phenotype(sex, age_years, muscle, proportions, cup, firm)

    def generate(p):
        weight, extra = split_fatness(p[1])
        local = dict(features or {})
        for k, c in FAT.items() if extra else ():
            local[k] = local.get(k, 0.0) + c * extra
        return _forward({**base, "height": p[0], "weight": weight}, local)

    def measure(p):
        vertices, _ = generate(p)
        return np.array(
            [np.ptp(vertices[:, 1]) / 10, volume_mm3(vertices, faces) * 1e-9 * DENSITY_KG_M3]
        )

    target = np.array([height_cm, weight_kg])
    p = _newton(measure, target, np.array([0.35, 0.5]))
    vertices, heads = pose(*generate(p), topology(), stance)
    ground = np.array([0, vertices[:, 1].min(), 0])
    return Body(vertices - ground, heads - ground, measure(p) - target)
