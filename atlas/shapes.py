"""The patient's body without torch: a mean, eight components, and regressions on four numbers.

vertices = mean + (features(age, height, weight) @ B) @ components
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

COMPONENTS = 8
#: Pairs of features whose product is left out: one of the two is always 0.
NEVER_BOTH = ((2, 3), (4, 5))
#: Weak pull of the regression towards 0, in units of the features.
RIDGE = 1e-3
INT16 = 32000


def features(age_years, height_cm, weight_kg):
    """(n, 26): 1, six features of stature, mass, youth, age, fatness and thinness, and their products."""
    bmi = weight_kg / (height_cm / 100) ** 2
    x = [
        np.log(height_cm / 170),
        np.log(weight_kg / 70),
        np.clip(18 - age_years, 0, 12) / 12,
        np.clip(age_years - 30, 0, 55) / 55,
        np.maximum(0, bmi - 24) / 10,
        np.maximum(0, 20 - bmi) / 5,
    ]
    pairs = [(i, j) for i in range(6) for j in range(i, 6) if (i, j) not in NEVER_BOTH]
    return np.stack([np.ones_like(height_cm), *x, *(x[i] * x[j] for i, j in pairs)], 1)


@dataclass(frozen=True)
class Shape:
    mean: np.ndarray  # int16 (n, 3), 0.1 mm
    components: np.ndarray  # int16 (8, 3 n)
    B: np.ndarray  # float64 (26, 8), gives mm with the components as they are stored

    def bodies(self, age_years, height_cm, weight_kg):
        """Vertices (k, n, 3) mm."""
        weights = features(age_years, height_cm, weight_kg) @ self.B
        return self.mean / 10.0 + (weights @ self.components.astype(float)).reshape(
            len(weights), -1, 3
        )


def fit_shape(vertices, age_years, height_cm, weight_kg):
    """Principal components of bodies (k, n, 3) mm, and the regression of their weights."""
    mean = vertices.mean(0)
    off = (vertices - mean).reshape(len(vertices), -1).astype(float)
    _, _, axes = np.linalg.svd(off, full_matrices=False)
    axes = axes[:COMPONENTS]
    X = features(age_years, height_cm, weight_kg)
    pull = RIDGE * np.eye(X.shape[1])
    target = np.vstack([off @ axes.T, np.zeros((X.shape[1], COMPONENTS))])
    B, *_ = np.linalg.lstsq(np.vstack([X, pull]), target, rcond=None)
    step = INT16 / np.abs(axes).max()
    return Shape(
        np.round(mean * 10).astype(np.int16), np.round(axes * step).astype(np.int16), B / step
    )


def _areas(vertices, faces):
    a, b, c = (vertices[:, faces[:, k]] for k in range(3))
    return 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=2)


def errors(shape, faces, vertices, who, seed=0):
    """Median and p95 error (%) of 400 patches of 5 cm radius, and median error of the whole surface."""
    rng = np.random.default_rng(seed)
    middle = (shape.mean / 10.0)[faces].mean(1)
    seeds = rng.choice(len(faces), 400)
    patches = np.stack([np.linalg.norm(middle - middle[s], axis=1) < 50 for s in seeds]).astype(
        float
    )
    truth, model = _areas(vertices.astype(float), faces), _areas(shape.bodies(*who), faces)
    off = np.abs((model @ patches.T) / (truth @ patches.T) - 1) * 100
    whole = np.abs(model.sum(1) / truth.sum(1) - 1) * 100
    return {
        "patch_median": float(np.median(off)),
        "patch_p95": float(np.percentile(off, 95)),
        "surface_median": float(np.median(whole)),
    }
