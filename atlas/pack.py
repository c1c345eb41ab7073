"""Writes the files that the application reads: atlas.npz, zones.json, static/body."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np

from atlas import names, skin
from atlas.landmarks import PARTS
from atlas.people import FIGURES, POSED
from atlas.zone_keys import KEYS

ROOT = Path(__file__).resolve().parents[1]
ATLAS = ROOT / "mesomap/body/atlas.npz"
FIGURES_NPZ = ROOT / "mesomap/body/figures.npz"
ZONES = ROOT / "mesomap/body/zones.json"
VIEWS_JSON = ROOT / "mesomap/body/views.json"
STATIC = ROOT / "static/body"
SVG = ROOT / "static/svg"

VERSIONS = {"mesh": "1", "zones": "2", "drawing": "1"}
#: The zone of each face in the versions before: what they were, not what code would make today.
OLDER_ZONES = Path(__file__).with_name("older_zones.npz")
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


def older_zones():
    """zone_1, zone_2 ...: zone of each face (uint8) in each version before the present one."""
    with np.load(OLDER_ZONES) as file:
        return {name: file[name] for name in file.files}


def skin_arrays(data):
    """Everything in the atlas but the shape model."""
    arrays = {
        "faces": skin.faces(data),
        "zone": skin.zone_of_face(data),
        **older_zones(),
        "part": skin.part_of_face(data),
        "segment": skin.segment_of_face(data),
    }
    return arrays | {f"figure_{sex}": skin.figure(data, sex) for sex in SEXES}


def figure_arrays(data):
    """All arrays of figures.npz: id -> positions (n, 3) int16, 0.1 mm; the posed ones last."""
    return {name: skin.figure(data, name) for name in (*FIGURES, *POSED)}


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


def views():
    """Rows of views.json."""
    return json.loads(VIEWS_JSON.read_text("utf-8"))


def whole_boxes(rows):
    """Boxes of the whole views by figure and view: u0, v0, width, height, mm."""
    whole = [row for row in rows if row["kind"] == "whole"]
    return {name: {row["key"]: row["boxes"][name] for row in whole} for name in whole[0]["boxes"]}


def body_json(arrays, view_rows):
    """What the browser needs beside the binary arrays."""
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
        "segments": list(PARTS),
        "views": view_rows,
        "figures": whole_boxes(view_rows),
    }


def static_files(arrays, figures, view_rows):
    """name -> bytes of static/body."""
    version = VERSIONS["mesh"]
    text = json.dumps(body_json(arrays, view_rows), ensure_ascii=False, separators=(",", ":"))
    faces = {"parts": "part", "segments": "segment"}
    files = {
        f"body-{version}.json": text.encode(),
        f"faces-{version}.bin": arrays["faces"].astype("<u2").tobytes(),
        f"zones-{VERSIONS['zones']}.bin": arrays["zone"].astype(np.uint8).tobytes(),
    }
    for name in older_zones():
        files[f"zones-{name.removeprefix('zone_')}.bin"] = arrays[name].tobytes()
    for name, array in faces.items():
        files[f"{name}-{version}.bin"] = arrays[array].astype(np.uint8).tobytes()
    return files | {
        f"figure-{name}-{version}.bin": positions.astype("<i2").tobytes()
        for name, positions in figures.items()
    }


def write_static(arrays, figures, view_rows):
    STATIC.mkdir(parents=True, exist_ok=True)
    for name, content in static_files(arrays, figures, view_rows).items():
        (STATIC / name).write_bytes(content)


def views_text(rows):
    """Text of views.json, a view a line."""
    return "[\n" + ",\n".join("  " + json.dumps(r, ensure_ascii=False) for r in rows) + "\n]\n"
