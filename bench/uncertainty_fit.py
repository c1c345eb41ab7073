"""Fits the coefficients of `mesomap.body.uncertainty` on the even half of the truth set.

What is unknown of a person: the error of random patches of 20 to 60 mm reach in each family of
zones, person by person. The mean of a family's patches is what marks of the family share (`shared`,
second moments, so a bias counts too); the rest is each patch's own (`own`). The other coefficients
are such that nine of ten cases lie within 1.645 standard deviations (`spread`).
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise

import numpy as np

from bench import doctor, truth
from bench.uncertainty import EACH
from bench.uncertainty import rows as cases_of
from mesomap.body import uncertainty
from mesomap.body.atlas import load

#: Regions of the zones that share a figure.
FAMILIES = {
    "head": ("scalp", "forehead", "temple", "face", "cheek", "chin", "periorbital", "tmj", "ear"),
    "neck": ("neck", "cervical_spine"),
    "shoulder": ("shoulder", "trapezius"),
    "upper_arm": ("upper_arm",),
    "elbow": ("elbow", "lat_epicondyle", "med_epicondyle"),
    "forearm": ("forearm", "wrist"),
    "hand": ("hand", "thumb"),
    "chest": ("chest",),
    "abdomen": ("abdomen",),
    "upper_back": ("upper_back", "thoracic_spine", "rotator_cuff"),
    "lower_back": ("lumbar_back", "lumbar_spine"),
    "buttock": ("gluteal", "trochanter", "sacral", "sacrum", "hip"),
    "thigh": ("thigh",),
    "knee": ("knee", "patellar_ligament"),
    "lower_leg": ("lower_leg", "gastrocnemius", "achilles"),
    "foot": ("ankle", "ankle_joint", "foot", "sole"),
    "other": (),
}
PATCHES = 60
REACH_MM = (20.0, 80.0)
#: The standard deviation of a patch's own error falls with its area to this power (measured on
#: patches of 5 to 300 cm²: 8.5 % at 15 cm², 4.8 % at 250 cm²).
FALLS = 0.2
#: Errors further out than so many standard deviations count as so many.
FAR_OUT = 3.0
#: Nine of ten of a normal law lie within so many standard deviations.
NINE_OF_TEN = 1.645
#: Overlaps (share of the points' skin) at which their dependence on the body is fitted.
OVERLAPS = (0.0, 0.05, 0.15, 0.3, 0.5, 0.75)
GROUPS = ("adult", "child")
GIVEN = ("known", "estimated")


def spread(size):
    """Standard deviation that a normal law would need to hold nine of ten of these."""
    return float(np.quantile(np.abs(size), 0.9)) / NINE_OF_TEN


def patches(rng):
    """Faces of random patches (families × PATCHES, nF) bool, and the family of each."""
    atlas, family = load(), uncertainty.family_of_face()
    shape = atlas.figures["F"]
    middle = shape[atlas.faces].mean(1)
    found, of = [], []
    for number in range(len(FAMILIES) - 1):
        for face in rng.choice(np.flatnonzero(family == number), PATCHES):
            near = np.linalg.norm(middle - middle[face], axis=1) < rng.uniform(*REACH_MM)
            found.append(near & (atlas.part_of_face == atlas.part_of_face[face]))
            of.append(number)
    return np.array(found), np.array(of)


def shape_errors(people, chosen):
    """True over claimed area less 1 of patches (people, patches), by known and estimated."""
    own = np.stack([truth.areas_mm2(p.vertices) for p in people]) @ chosen.T
    out = {}
    for given, body in (("known", truth.Person.known), ("estimated", truth.Person.guessed)):
        claimed = np.stack([truth.areas_mm2(body(p).vertices) for p in people]) @ chosen.T
        out[given] = own / claimed - 1.0
    return out


def moments(error, of, area_mm2):
    """`shared` (families, families) and `own` (families,), the last family added."""
    count = of.max() + 1
    far = FAR_OUT * np.array([spread(error[:, of == f]) for f in range(count)])
    error = np.clip(error, -far[of], far[of])
    mean = np.stack([error[:, of == f].mean(1) for f in range(count)], 1)
    shared = mean.T @ mean / len(mean)
    rest = (error - mean[:, of]) * (area_mm2 / uncertainty.SIZE_MM2) ** FALLS
    own = np.array([(rest[:, of == f] ** 2).mean() for f in range(count)])
    across = shared.mean(1)  # elsewhere: like the mean of all, and as much by itself as most
    most = max(np.median(np.diag(shared)), across.mean())
    shared = np.block([[shared, across[:, None]], [across[None], np.array([[most]])]])
    return shared, np.r_[own, np.median(own)]


def _start(seed):
    people = [p for p in truth.people() if not p.is_held_out]
    chosen, of = patches(np.random.default_rng(seed))
    area = chosen @ truth.areas_mm2(load().figures["F"])
    groups = {}
    for group in GROUPS:
        some = [p for p in people if p.is_child == (group == "child")]
        error = shape_errors(some, chosen.astype(np.float64))
        groups[group] = {g: _blank(*moments(error[g], of, area)) for g in GIVEN}
    return people, groups


def _blank(shared, own):
    return {
        "shared": np.round(shared, 6).tolist(),
        "own": np.round(own, 6).tolist(),
        "falls": FALLS,
        "overlap": list(OVERLAPS),
        "dots": [0.0] * len(OVERLAPS),
        "strokes": 1.0,
        "rim": 1.0,
        "grid": 1.0,
        "least": 0.0,
        "path": 0.0,
        "cover": dict.fromkeys(("surface", "band", "dots"), NINE_OF_TEN),
    }


def _save(groups, note):
    families = [{"key": k, "regions": list(v)} for k, v in FAMILIES.items()]
    found = {
        "about": note,
        "families": families,
        "finger_mm": doctor.FINGER_MM,
        "along_mm": doctor.ALONG_MM,
        "groups": groups,
    }
    uncertainty.FILE.write_text(text_of(found), "utf-8")
    for cache in (uncertainty.table, uncertainty.family_of_zone, uncertainty.family_of_face):
        cache.cache_clear()


def text_of(value, deep=0):
    """JSON with a list of numbers or words on one line."""
    pad, inner = " " * deep, " " * (deep + 1)
    if isinstance(value, dict) and any(isinstance(v, dict | list) for v in value.values()):
        rows = [f"{inner}{json.dumps(k)}: {text_of(v, deep + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{pad}}}" + ("\n" if not deep else "")
    if isinstance(value, list) and value and isinstance(value[0], dict | list):
        rows = [inner + json.dumps(v) for v in value]
        return "[\n" + ",\n".join(rows) + f"\n{pad}]"
    return json.dumps(value)


def _shape_sd(row, given, table, loose):
    """Standard deviation (mm²) of an area from shape alone, points and strokes taken as skin."""
    whole = {**table, "dots": [loose] * len(OVERLAPS), "strokes": loose}
    found = uncertainty.terms(row.body(given), row.marks, row.areas[given])
    part = uncertainty.variances(found, whole)
    return np.sqrt(part["shape"] + part["place"])


def fit_group(rows, given, table):
    """Coefficients of one group (adult, child) with a known or an estimated body."""
    by = {kind: [r for r in rows if r.kind == kind] for kind in doctor.KINDS}
    out = dict(table)
    found = {
        k: [uncertainty.terms(r.body(given), r.marks, r.areas[given]) for r in v]
        for k, v in by.items()
    }
    slip = {k: np.array([r.areas["known"].treated_mm2 - r.meant for r in v]) for k, v in by.items()}
    rest = {
        k: np.array([r.truth - r.areas[given].treated_mm2 for r in v]) + _slip(v, given)
        for k, v in by.items()
    }
    out["rim"] = spread(slip["outlines"] / np.sqrt([t.rim for t in found["outlines"]])) ** 2
    long = np.sqrt([t.strokes for t in found["strokes"]])
    out["path"] = spread(slip["strokes"] / long) ** 2
    out["strokes"] = spread(
        rest["strokes"] / [_shape_sd(r, given, table, 1.0) for r in by["strokes"]]
    )
    over = np.array([t.overlap for t in found["points"]])
    dots = np.array([float(t.dots.sum()) for t in found["points"]])
    free = over < 0.01
    out["least"] = max(spread((rest["points"] / dots)[free]), 0.003) ** 2
    ratio = rest["points"] / [_shape_sd(r, given, table, 1.0) for r in by["points"]]
    out["dots"] = _by_overlap(over, ratio)
    many = over > 0.02
    apart = over * (1 - over) * dots**2 / [t.points for t in found["points"]]
    out["grid"] = spread(slip["points"][many] / np.sqrt(apart[many])) ** 2
    out = {k: round(v, 6) if isinstance(v, float) else v for k, v in out.items()}
    out["cover"] = _cover(rows, given, out)
    return out


def _slip(rows, given):
    """What the finger changed, so that it can be taken off (on the known body for both)."""
    return np.array([(r.areas["known"].treated_mm2 - r.meant) * r.areas[given].treated_mm2
                     / r.areas["known"].treated_mm2 for r in rows])  # fmt: skip


def _by_overlap(over, ratio):
    edges = [-1.0, *((a + b) / 2 for a, b in pairwise(OVERLAPS)), 2.0]
    out = []
    for low, high in pairwise(edges):
        some = ratio[(over > low) & (over <= high)]
        out.append(round(spread(some), 3) if len(some) > 15 else None)
    known = [(o, v) for o, v in zip(OVERLAPS, out, strict=True) if v is not None]
    return [round(float(np.interp(o, *zip(*known, strict=True))), 3) for o in OVERLAPS]


def _cover(rows, given, table):
    """How many standard deviations hold nine of ten, by what is covered."""
    size = {kind: [] for kind in doctor.KINDS}
    for row in rows:
        found = uncertainty.terms(row.body(given), row.marks, row.areas[given])
        sd = np.sqrt(sum(uncertainty.variances(found, table).values())) / found.treated
        size[row.kind].append(abs(row.error(given)) / sd)
    pure = {
        "surface": size["outlines"] + size["zones"],
        "band": size["strokes"],
        "dots": size["points"],
    }
    return {name: round(float(np.quantile(some, 0.9)), 3) for name, some in pure.items()}


def write(seed, each):
    """Fit everything and write uncertainty.json; some minutes."""
    people, groups = _start(seed)
    note = f"python -m bench.uncertainty_fit --seed {seed} --each {each}"
    _save(groups, note)  # the cases are placed by family
    found = cases_of(people, seed, each)
    for group in GROUPS:
        some = [r for r in found if r.group == group]
        for given in GIVEN:
            groups[group][given] = fit_group(some, given, groups[group][given])
    _save(groups, note)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=EACH, help="cases of each kind a person")
    asked = parser.parse_args()
    write(asked.seed, asked.each)


if __name__ == "__main__":
    main()
