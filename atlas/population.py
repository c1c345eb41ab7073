"""Synthetic people, children and adults of every build, to fit the shape model on. Needs torch."""

from __future__ import annotations

import numpy as np

from atlas import bodies

#: What the model is fitted on; the range that a page may ask for lies inside.
AGE_YEARS = (6.0, 85.0)
ADULT_HEIGHT_CM = {"F": (143.0, 200.0), "M": (145.0, 203.0)}
ADULT_BMI = (15.5, 44.0)


def _child(rng, sex):
    age = rng.uniform(6, 18)
    late_girl = 5 if sex == "F" and age > 14 else 0
    height = 80 + 5.9 * age + rng.normal(0, 7) - late_girl
    bmi = np.clip(rng.lognormal(np.log(15.2 + 0.45 * max(0, age - 8)), 0.16), 12.5, 33)
    return age, height, bmi


def _adult(rng, sex):
    """Half as people are, half spread evenly over the whole range, so that its ends are fitted too."""
    age = rng.uniform(18, 85)
    if rng.random() < 0.5:
        height = rng.normal(176, 9) if sex == "M" else rng.normal(163, 8)
        bmi = rng.lognormal(np.log(26), 0.21)
    else:
        height = rng.uniform(*ADULT_HEIGHT_CM[sex])
        bmi = np.exp(rng.uniform(*np.log(ADULT_BMI)))
    return age, np.clip(height, *ADULT_HEIGHT_CM[sex]), np.clip(bmi, *ADULT_BMI)


def people(sex, count, seed, children=0.33):
    """Ages (n,), heights cm (n,) and weights kg (n,)."""
    rng = np.random.default_rng(seed)
    rows = [(_child if rng.random() < children else _adult)(rng, sex) for _ in range(count)]
    age, height, bmi = np.array(rows).T
    return age, height, bmi * (height / 100) ** 2


def skins(sex, who, used):
    """Posed vertices of the skin (k, n, 3) mm and which of the people could be fitted (k of them)."""
    found, fitted = [], []
    for age, height, weight in zip(*who, strict=True):
        body = bodies.fit(sex, age, height, weight)
        fitted.append(bool(np.all(np.abs(body.error) < 0.3)))
        if fitted[-1]:
            found.append(body.vertices[used].astype(np.float32))
    return np.stack(found), np.array(fitted)
