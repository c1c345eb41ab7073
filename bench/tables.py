"""The figures of docs/accuracy.md, in docs/accuracy.json. A quarter of an hour.

    python -m bench.tables [--only surface,shares,flat,people,parts,coverage] [--seed 1]

`python -m docs.accuracy_plots` draws them and writes the tables of the page.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import truth, uncertainty, uncertainty_fit
from mesomap.body.atlas import load
from mesomap.body.drawings import drawing_of
from mesomap.body.patient import body_for
from mesomap.body.sight import WHOLE, sight_of
from mesomap.body.uncertainty import family_of_face, table
from mesomap.domain.physique import Physique

FILE = Path(__file__).resolve().parents[1] / "docs" / "accuracy.json"

#: Body surface in m² of height in cm and weight in kg; sex where it matters.
FORMULAS = {
    "Du Bois": lambda h, w, _: 0.007184 * h**0.725 * w**0.425,
    "Mosteller": lambda h, w, _: np.sqrt(h * w / 3600.0),
    "Haycock": lambda h, w, _: 0.024265 * h**0.3964 * w**0.5378,
    "Yu": lambda h, w, _: 0.00713989 * h**0.7437 * w**0.4040,
    "Tikuisis": lambda h, w, sex: (
        0.01281 * h**0.60 * w**0.44 if sex == "M" else 0.01474 * h**0.55 * w**0.47
    ),
}

#: Lund and Browder (1944), both sides together, percent: of 10 years, 15 years, adult.
LUND_BROWDER = {
    "head": (11, 9, 7),
    "neck": (2, 2, 2),
    "trunk": (32, 32, 32),
    "arms": (14, 14, 14),
    "hands": (5, 5, 5),
    "legs": (29, 31, 33),
    "feet": (7, 7, 7),
}
PARTS_OF = {
    "head": "head", "neck": "neck", "chest": "trunk", "abdomen": "trunk", "upper_back": "trunk",
    "lower_back": "trunk", "buttock": "trunk", "other": "trunk", "shoulder": "arms",
    "upper_arm": "arms", "elbow": "arms", "forearm": "arms", "hand": "hands", "thigh": "legs",
    "knee": "legs", "lower_leg": "legs", "foot": "feet",
}  # fmt: skip

#: Where a flat drawing is tried: family of zones, and the view.
FLAT = (
    ("lower_back", "back"), ("upper_back", "back"), ("abdomen", "front"), ("thigh", "front"),
    ("buttock", "back"), ("knee", "front"), ("shoulder", "front"), ("forearm", "front"),
    ("lower_leg", "back"), ("foot", "front"), ("neck", "back"), ("abdomen", "left"),
    ("thigh", "left"),
)  # fmt: skip
FLAT_PATCHES = 80


def _spread(error):
    size = np.abs(np.asarray(error)) * 100
    middle, far = np.percentile(size, (50, 95))
    return {"median_pct": round(float(middle), 2), "p95_pct": round(float(far), 1)}


def surface(people):
    """Our body surface against the formulas, adults and children."""
    out = {}
    for group in ("adult", "child"):
        some = [p for p in people if p.is_child == (group == "child")]
        for name, formula in FORMULAS.items():
            ratio = [_ratio(p.physique, formula) for p in some]
            off = 100 * (np.array(ratio) - 1)
            out[f"{group} {name}"] = {
                "people": len(some),
                "mean_pct": round(float(off.mean()), 2),
                "mean_abs_pct": round(float(np.abs(off).mean()), 2),
                "low_pct": round(float(off.min()), 1),
                "high_pct": round(float(off.max()), 1),
            }
    return out


def _ratio(who, formula):
    ours = truth.areas_mm2(body_for(who).vertices).sum() / 1e6
    return ours / formula(who.height_cm, who.weight_kg, who.sex)


def shares(_people):
    """Shares of the body surface by part, at 10 and 15 years and of adults, both sexes."""
    bodies = {
        "10": [Physique("F", 10, 138, 32), Physique("M", 10, 138, 32)],
        "15": [Physique("F", 15, 162, 53), Physique("M", 15, 170, 58)],
        "adult": [Physique("F", 40, 163, 65), Physique("M", 40, 176, 79)],
    }
    keys = [row["key"] for row in table()["families"]]
    part = np.array([PARTS_OF[keys[f]] for f in family_of_face()])
    out = {}
    for age, some in bodies.items():
        area = [truth.areas_mm2(body_for(who).vertices) for who in some]
        out[age] = {
            name: [round(100 * float(a[part == name].sum() / a.sum()), 1) for a in area]
            for name in LUND_BROWDER
        }
    return out


def flat(people):
    """Error of a flat drawing, of one factor for each zone, and ours, on held-out adults."""
    out = []
    for key, view in FLAT:
        error = {"flat": [], "factor": [], "ours": []}
        for sex in ("F", "M"):
            some = [p for p in people if p.is_held_out and not p.is_child and p.physique.sex == sex]
            for name, values in _flat_errors(sex, key, view, some).items():
                error[name].append(values)
        line = {name: _spread(np.concatenate(v, axis=None)) for name, v in error.items()}
        out.append({"family": key, "view": view} | line)
    return out


def _flat_errors(sex, key, view, people):
    drawing = drawing_of(load(), sex, view, limb=key in ("forearm", "shoulder"))
    seen = drawing.shown & (sight_of(drawing).look(np.arange(load().face_count)) == WHOLE)
    skin = truth.areas_mm2(load().figures[sex])
    drawn = np.where(seen, skin * drawing.cosine, 0.0)
    chosen = _patches(sex, key, seen)
    zone = load().zone_of_face
    factor = np.bincount(zone[seen], skin[seen], 256) / np.maximum(np.bincount(zone, drawn, 256), 1)
    own = np.stack([truth.areas_mm2(p.vertices) for p in people]) @ chosen.T
    ours = np.stack([truth.areas_mm2(p.known().vertices) for p in people]) @ chosen.T
    scale = np.array([_ratio(p.physique, lambda *_: 1.0) for p in people]) * 1e6 / skin.sum()
    plain, scaled = chosen @ drawn, chosen @ (drawn * factor[zone])
    return {
        "flat": np.outer(scale, plain) / own - 1,
        "factor": np.outer(scale, scaled) / own - 1,
        "ours": ours / own - 1,
    }


def _patches(sex, key, seen):
    """Skin seen in the view within 35 to 60 mm of random places of a family (n, nF)."""
    number = [row["key"] for row in table()["families"]].index(key)
    rng = np.random.default_rng([number, sex == "F"])
    middle = load().figures[sex][load().faces].mean(1)
    part, start = load().part_of_face, np.flatnonzero(seen & (family_of_face() == number))
    rows = []
    for face in rng.choice(start, FLAT_PATCHES):
        near = np.linalg.norm(middle - middle[face], axis=1) < rng.uniform(35, 60)
        rows.append(near & seen & (part == part[face]))
    return np.array(rows, dtype=np.float64)


def people(everybody):
    """Median error of 960 patches of each held-out person, with their figures."""
    chosen, of = uncertainty_fit.patches(np.random.default_rng(5))
    held = [p for p in everybody if p.is_held_out]
    error = uncertainty_fit.shape_errors(held, chosen.astype(np.float64))["known"]
    return [
        {
            "sex": p.physique.sex,
            "age_years": p.physique.age_years,
            "height_cm": p.physique.height_cm,
            "bmi": round(p.bmi, 1),
            "median_pct": round(100 * float(np.median(np.abs(row))), 2),
            "mean_pct": round(100 * float(np.mean([row[of == f].mean() for f in set(of)])), 2),
        }
        for p, row in zip(held, error, strict=True)
    ]


def parts(everybody):
    """What the error of an outline or zone is made of, by family: known, estimated, model alone."""
    chosen, of = uncertainty_fit.patches(np.random.default_rng(6))
    held = [p for p in everybody if p.is_held_out and not p.is_child]
    error = uncertainty_fit.shape_errors(held, chosen.astype(np.float64))
    error["model"] = _model_alone(everybody, chosen)
    keys = list(uncertainty_fit.FAMILIES)
    return [
        {"family": keys[f]} | {name: _spread(e[:, of == f]) for name, e in error.items()}
        for f in range(of.max() + 1)
    ]


def _model_alone(everybody, chosen):
    """Our body against the parametric body of the same four figures."""
    some = [p for p in everybody if p.plain is not None and not p.is_child]
    plain = np.stack([truth.areas_mm2(p.plain) for p in some]) @ chosen.T
    return plain / (np.stack([truth.areas_mm2(p.known().vertices) for p in some]) @ chosen.T) - 1


def coverage(everybody, seed):
    """Coverage of the ± on held-out people, by kind, group and what is known."""
    held = [p for p in everybody if p.is_held_out]
    found = uncertainty.rows(held, seed + 100, uncertainty.EACH)
    by_sex = {
        sex: round(100 * float(np.mean([r.is_inside("known") for r in found
                                        if r.person.physique.sex == sex])), 1)
        for sex in ("F", "M")
    }  # fmt: skip
    return {"people": len(held), "lines": uncertainty.coverage(found), "by_sex_pct": by_sex}


TABLES = {"surface": surface, "shares": shares, "flat": flat, "people": people, "parts": parts}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join([*TABLES, "coverage"]))
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    everybody = truth.people()
    for name in asked.only.split(","):
        found[name] = (
            coverage(everybody, asked.seed) if name == "coverage" else TABLES[name](everybody)
        )
        FILE.write_text(_text(found), "utf-8")
        print(name, "done", flush=True)


def _text(found):
    """JSON, a row of a table a line."""
    rows = []
    for name, value in sorted(found.items()):
        if isinstance(value, list):
            inner = ",\n  ".join(json.dumps(row) for row in value)
            rows.append(f' "{name}": [\n  {inner}\n ]')
        else:
            inner = ",\n  ".join(f'"{k}": {json.dumps(v)}' for k, v in value.items())
            rows.append(f' "{name}": {{\n  {inner}\n }}')
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    main()
