"""Writes the files that the application reads: atlas.npz, zones.json, static/body."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np

from atlas import names, skin
from atlas.views import VIEWS
from atlas.zone_keys import KEYS

ROOT = Path(__file__).resolve().parents[1]
ATLAS = ROOT / "mesomap/body/atlas.npz"
ZONES = ROOT / "mesomap/body/zones.json"
STATIC = ROOT / "static/body"
SVG = ROOT / "static/svg"

VERSIONS = {"mesh": "1", "zones": "1", "drawing": "1"}
SEXES = ("F", "M")
#: What a page may ask for: inside what the shape model was fitted on (population.py).
RANGE = {
    "age_years": [6, 85],
    "adult_height_cm": {"F": [145, 198], "M": [147, 201]},
    "adult_bmi": [16, 43],
    # Children's height and BMI by age: mean +- 2.5 sd of the fitted children.
    "child_age_years": [6, 9, 12, 15, 18],
    "child_height_cm": [[98, 133], [116, 151], [133, 168], [146, 186], [145, 203]],
    "child_bmi": [[12.5, 22], [12.5, 23], [12.5, 25], [13, 28], [14, 32]],
}
EPOCH = (2026, 1, 1, 0, 0, 0)


def save_npz(path, arrays):
    """Like numpy.savez_compressed, but the same arrays give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asanyarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, buffer.getvalue())


def skin_arrays(data):
    """Everything in the atlas but the shape model."""
    arrays = {
        "faces": skin.faces(data),
        "zone": skin.zone_of_face(data),
        "part": skin.part_of_face(data),
    }
    return arrays | {f"figure_{sex}": skin.figure(data, sex) for sex in SEXES}


def atlas_arrays(data, shapes):
    """All arrays of atlas.npz; `shapes` by sex."""
    arrays = skin_arrays(data)
    for sex, shape in shapes.items():
        arrays |= {f"mean_{sex}": shape.mean, f"comp_{sex}": shape.components, f"B_{sex}": shape.B}
    meta = json.dumps({**VERSIONS, "range": RANGE}, sort_keys=True)
    return arrays | {"versions": np.array(list(VERSIONS.values())), "meta": np.array(meta)}


def zones_json(views_of):
    """Text of zones.json, a zone a line."""
    rows = names.table(KEYS[1:], views_of)
    return "[\n" + ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def body_json(arrays, boxes):
    """What the browser needs beside the binary arrays; `boxes` by figure and view: u0, v0, width, height."""
    rows = names.table(KEYS[1:], {})
    return {
        "mesh": VERSIONS["mesh"],
        "zones_version": VERSIONS["zones"],
        "drawing": VERSIONS["drawing"],
        "faces": len(arrays["faces"]),
        "vertices": len(arrays["figure_F"]),
        "zones": list(KEYS),
        "names": {lang: {row["key"]: row[lang] for row in rows} for lang in ("fr", "en")},
        "sides": {row["key"]: row["side"] for row in rows},
        "views": {
            v: {"right": r.astype(int).tolist(), "toward": t.astype(int).tolist()}
            for v, (r, t) in VIEWS.items()
        },
        "figures": boxes,
    }


def static_files(arrays, boxes):
    """name -> bytes of static/body."""
    version = VERSIONS["mesh"]
    text = json.dumps(body_json(arrays, boxes), ensure_ascii=False, separators=(",", ":"))
    files = {
        f"body-{version}.json": text.encode(),
        f"faces-{version}.bin": arrays["faces"].astype("<u2").tobytes(),
        f"zones-{version}.bin": arrays["zone"].astype(np.uint8).tobytes(),
        f"parts-{version}.bin": arrays["part"].astype(np.uint8).tobytes(),
    }
    return files | {
        f"figure-{s}-{version}.bin": arrays[f"figure_{s}"].astype("<i2").tobytes() for s in SEXES
    }


def write_static(arrays, boxes):
    STATIC.mkdir(parents=True, exist_ok=True)
    for name, content in static_files(arrays, boxes).items():
        (STATIC / name).write_bytes(content)
