"""`python -m atlas.stout_children`: what age and stoutness do together, fitted on stout children.

Among the people of `population` hardly a boy has a body mass index above 24, so the regression
could not know the product of youth and stoutness and gave it any value: boys came out up to 2.6
times too large. This fits that one row of the regression on children of 7 to 18 years and 23 to
33 kg/m², and leaves every other row, hence every other body, as it is. Needs torch.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np

from atlas import bodies, intermediate, pack
from atlas.shapes import NEVER_BOTH, Shape, features

COUNT, SEED = 60, 43
#: Girls were met often enough.
SEXES = ("M",)
YOUTH, STOUT = 2, 4


def row_of(i, j):
    """Number of the product of two features among the regressors."""
    pairs = [(a, b) for a in range(6) for b in range(a, 6) if (a, b) not in NEVER_BOTH]
    return 1 + 6 + pairs.index((i, j))


def children(seed, count):
    """Ages (n,), heights cm (n,), weights kg (n,) of stout children."""
    rng = np.random.default_rng(seed)
    age = rng.uniform(7, 17.9, count)
    height = 80 + 5.9 * age + rng.normal(0, 6, count)
    most = np.interp(age, [6, 9, 12, 15, 18], [25, 26, 28, 31, 34])
    return age, height, rng.uniform(23.5, most) * (height / 100) ** 2


def scores(shape, vertices):
    """Weights (k, 8) of the components that come nearest to bodies (k, n, 3) mm."""
    wide = shape.components.astype(float)
    off = (vertices - shape.mean / 10.0).reshape(len(vertices), -1)
    return np.linalg.solve(wide @ wide.T, wide @ off.T).T


def mended(shape, vertices, who):
    """The shape with the row of youth × stoutness fitted on these bodies."""
    X, row = features(*who), row_of(YOUTH, STOUT)
    B = shape.B.copy()
    B[row] = 0.0
    left = scores(shape, vertices) - X @ B
    B[row] = X[:, row] @ left / (X[:, row] @ X[:, row])
    return replace(shape, B=B)


def surface(vertices, faces):
    corner = vertices[:, faces]
    across = np.cross(corner[:, :, 1] - corner[:, :, 0], corner[:, :, 2] - corner[:, :, 0])
    return np.linalg.norm(across, axis=2).sum(1) / 2


def made(sex, used, count=COUNT):
    """Bodies (k, n, 3) mm of stout children of a sex, and who they are."""
    rows, found = zip(*children(SEED, count), strict=True), []
    kept = []
    for age, height, weight in rows:
        body = bodies.fit(sex, age, height, weight)
        if np.all(np.abs(body.error) < 0.3):
            kept.append((age, height, weight))
            found.append(body.vertices[used])
    return np.stack(found), [np.array(column) for column in zip(*kept, strict=True)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sexes", nargs="+", default=SEXES, help="whose row is fitted anew")
    asked = parser.parse_args()
    used = intermediate.load().used
    with np.load(pack.ATLAS) as z:
        arrays = {name: z[name] for name in z.files}
    for sex in asked.sexes:
        shape = Shape(*(arrays[f"{part}_{sex}"] for part in ("mean", "comp", "B")))
        vertices, who = made(sex, used)
        better = mended(shape, vertices, who)
        truth = surface(vertices, arrays["faces"])
        for name, one in (("before", shape), ("now", better)):
            off = surface(one.bodies(*who), arrays["faces"]) / truth - 1
            print(
                sex,
                name,
                "surface off by (median, most):",
                np.median(np.abs(off)),
                np.abs(off).max(),
            )
        arrays[f"B_{sex}"] = better.B
    pack.save_npz(pack.ATLAS, arrays)


if __name__ == "__main__":
    main()
