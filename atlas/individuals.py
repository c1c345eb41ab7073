"""People of individual shape, to measure what four figures cannot tell. Needs torch.

    python -m atlas.individuals FILE.npz [--people 200] [--seed 7] [--sex F]

Each has a sex, an age, a height and a weight as people are, and a shape of their own: muscle,
proportions, bust, firmness, and some forty local changes (girths, lengths, fat, tone) drawn at
random. Height and weight are then fitted again to the stated ones. FILE gets the posed skin of
each (k, n, 3) in mm, their four figures, and for some the plain body of the same figures, which
the patient's body is an approximation of. `bench.truth` packs it.
"""

from __future__ import annotations

import argparse
import functools
import warnings
from dataclasses import dataclass

import anny
import numpy as np
import torch

from atlas import bodies, intermediate
from atlas.fat import FAT, LOCALS, split_fatness
from atlas.pose import pose

#: Standard deviation of a local change, and of those that would make odder people than there are;
#: for a child in the measure of the height, as the changes are lengths. Clipped at MOST.
SPREAD, MOST = 0.22, 0.6
LESS = {
    "measure-waist-circ-incr": 0.15,
    "measure-hips-circ-incr": 0.16,
    "torso-scale-depth-incr": 0.17,
    "upperarm-fat-incr": 0.17,
    "measure-upperarm-circ-incr": 0.17,
    "foot-scale-incr": 0.13,
    "hand-scale-incr": 0.13,
    "hand-fingers-length-incr": 0.15,
}
#: Right and left of a person differ by this much of a change.
ASYMMETRY = 0.05
BOTH_SIDES = (
    "upperarm-fat-incr",
    "lowerarm-fat-incr",
    "upperleg-fat-incr",
    "lowerleg-fat-incr",
    "upperarm-muscle-incr",
    "lowerarm-muscle-incr",
    "upperleg-muscle-incr",
    "lowerleg-muscle-incr",
    "foot-scale-incr",
    "hand-scale-incr",
    "hand-fingers-length-incr",
)
WHOLE = (
    "stomach-tone-incr",
    "pelvis-tone-incr",
    "buttocks-volume-incr",
    "hip-scale-horiz-incr",
    "hip-scale-depth-incr",
    "torso-scale-depth-incr",
    "torso-scale-horiz-incr",
    "torso-scale-vert-incr",
    "torso-vshape-incr",
    "torso-muscle-dorsi-incr",
    "torso-muscle-pectoral-incr",
    "measure-waist-circ-incr",
    "measure-hips-circ-incr",
    "measure-bust-circ-incr",
    "measure-underbust-circ-incr",
    "measure-thigh-circ-incr",
    "measure-knee-circ-incr",
    "measure-calf-circ-incr",
    "measure-ankle-circ-incr",
    "measure-upperarm-circ-incr",
    "measure-wrist-circ-incr",
    "measure-neck-circ-incr",
    "measure-upperleg-height-incr",
    "measure-lowerleg-height-incr",
    "measure-upperarm-length-incr",
    "measure-lowerarm-length-incr",
    "measure-shoulder-dist-incr",
    "measure-napetowaist-dist-incr",
    "measure-waisttohip-dist-incr",
    "head-fat-incr",
    "head-scale-vert-incr",
    "head-scale-depth-incr",
    "head-scale-horiz-incr",
)
#: What is left of height (cm) and weight (kg) after the fit.
FITTED = 0.3
#: The plain body of the same figures is kept for one person in so many.
PLAIN_EVERY = 4
CHILDREN = 0.4


@dataclass(frozen=True)
class Person:
    sex: str
    age_years: float
    height_cm: float
    weight_kg: float


@functools.lru_cache(maxsize=1)
def model():
    warnings.filterwarnings("ignore")
    sides = [f"{s}-{name}" for name in BOTH_SIDES for s in "lr"]
    names = list(dict.fromkeys([*LOCALS, *WHOLE, *sides]))
    found = anny.Anny(phenotypes="all", local_changes=names, extrapolate_phenotypes=True)
    return found.to(dtype=torch.float64)


def forward(phenotype, local):
    """Vertices and bone heads at rest, mm."""

    def tensors(values):
        return {k: torch.tensor([float(v)], dtype=torch.float64) for k, v in values.items()}

    with torch.no_grad():
        out = model()(phenotype_kwargs=tensors(phenotype), local_changes_kwargs=tensors(local))

    def to_mm(a):  # anny: z up, -y forward, metres
        return (a[0].numpy()[:, [0, 2, 1]] * [1, 1, -1]) * 1000.0

    return to_mm(out["rest_vertices"]), to_mm(out["rest_bone_heads"])


def random_person(rng, sex):
    """Figures as people are: French adults' heights and body mass indices, children by age."""
    if rng.random() < CHILDREN:
        age = rng.uniform(6.5, 17.9)
        height = 80 + 5.9 * age + rng.normal(0, 6) - (5 if sex == "F" and age > 14 else 0)
        bmi = rng.lognormal(np.log(15.4 + 0.45 * max(0, age - 8)), 0.12)
        low, high = (
            np.interp(age, [6, 9, 12, 15, 18], [13, 13, 13, 13.5, 14.5]),
            np.interp(age, [6, 9, 12, 15, 18], [21, 22, 24, 27, 31]),
        )
        tall = (
            np.interp(age, [6, 9, 12, 15, 18], [100, 118, 135, 148, 147]),
            np.interp(age, [6, 9, 12, 15, 18], [131, 149, 166, 184, 198]),
        )
        height, bmi = np.clip(height, *tall), np.clip(bmi, low, high)
    else:
        age = rng.uniform(18, 84)
        height = rng.normal(176, 7) if sex == "M" else rng.normal(163, 6.5)
        height = np.clip(height, *((150, 198) if sex == "M" else (147, 190)))
        bmi = np.clip(rng.lognormal(np.log(25.5), 0.18), 17, 41)
    return Person(sex, round(age, 1), round(float(height), 1), round(bmi * height**2 / 1e4, 1))


def random_shape(rng, height_cm):
    """Phenotype and local changes of a person (two dictionaries)."""
    scale = min(1.0, height_cm / 170.0)

    def change(spread):
        return scale * float(np.clip(rng.normal(0, spread), -MOST, MOST))

    phenotype = {name: rng.uniform(*ends) for name, ends in RANGES.items()}
    local = {name: change(LESS.get(name, SPREAD)) for name in WHOLE}
    for name in BOTH_SIDES:
        both = change(LESS.get(name, SPREAD))
        local |= {f"{side}-{name}": both + change(ASYMMETRY) for side in "lr"}
    return phenotype, local


#: Round the middle of each that `bodies.fit` gives to everybody.
RANGES = {
    "muscle": (0.2, 0.8),
    "proportions": (0.25, 0.75),
    "cup": (0.15, 0.85),
    "firm": (0.2, 0.8),
}


def individual(person, phenotype, local):
    """The posed body (n, 3) of a person of this shape, or None if it cannot be fitted."""
    faces = bodies.topology().faces
    base = bodies._phenotype(person.sex, person.age_years, **phenotype)  # noqa: SLF001

    def generate(p):
        weight, extra = split_fatness(p[1])
        both = {k: local.get(k, 0.0) + FAT.get(k, 0.0) * extra for k in {**FAT, **local}}
        return forward({**base, "height": p[0], "weight": weight}, both)

    def figures(p):
        vertices, _ = generate(p)
        mass = bodies.volume_mm3(vertices, faces) * 1e-9 * bodies.DENSITY_KG_M3
        return np.array([np.ptp(vertices[:, 1]) / 10, mass])

    target = np.array([person.height_cm, person.weight_kg])
    p = bodies._newton(figures, target, np.array([0.35, 0.5]))  # noqa: SLF001
    if np.abs(figures(p) - target).max() > FITTED:
        return None
    vertices, _ = pose(*generate(p), bodies.topology())
    return vertices - np.array([0, vertices[:, 1].min(), 0])


MIDDLE = {"muscle": 0.5, "proportions": 0.5, "cup": 0.5, "firm": 0.5}


def people(sex, count, seed, used):
    """(k, n, 3) individual and plain bodies of the skin, four figures (k, 3), whose plain ones."""
    rng = np.random.default_rng([seed, sex == "F"])
    own, who, plain, whose = [], [], [], []
    while len(own) < count:
        person = random_person(rng, sex)
        found = individual(person, *random_shape(rng, person.height_cm))
        if found is None:
            continue
        if len(own) % PLAIN_EVERY == 0:
            middle = individual(person, MIDDLE, {})
            if middle is not None:
                plain.append(middle[used].astype(np.float32))
                whose.append(len(own))
        own.append(found[used].astype(np.float32))
        who.append((person.age_years, person.height_cm, person.weight_kg))
        print(sex, len(own), person, flush=True)
    return np.stack(own), np.array(who), np.stack(plain), np.array(whose)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sex", choices=["F", "M"])
    asked = parser.parse_args()
    used, out = intermediate.load().used, {}
    for sex in [asked.sex] if asked.sex else ["F", "M"]:
        names = ("own", "figures", "plain", "whose")
        found = people(sex, asked.people, asked.seed, used)
        out |= {f"{name}_{sex}": a for name, a in zip(names, found, strict=True)}
    np.savez(asked.file, **out)


if __name__ == "__main__":
    main()
