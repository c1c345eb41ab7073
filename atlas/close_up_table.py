"""`python -m atlas.close_up_table`: the close-ups' rows of mesomap/body/views.json, boxes computed.

The rows of the whole views stay as they are.
"""

from __future__ import annotations

import json

import numpy as np

from atlas import intermediate, skin
from atlas.close_up_list import CLOSE_UPS
from atlas.close_up_sight import SHARE, shares_of_zones
from atlas.close_up_views import MIRROR, axes, box
from atlas.landmarks import PARTS
from atlas.pack import ATLAS, FIGURES_NPZ, ROOT
from atlas.zone_keys import KEYS

VIEWS = ROOT / "mesomap/body/views.json"
SEXES = ("F", "M")
#: Groups in the order in which a page lists them: from head to foot.
GROUPS = (
    "face",
    "scalp",
    "neck",
    "shoulder",
    "armpit",
    "arm",
    "elbow",
    "hand",
    "spine",
    "pelvis",
    "thigh",
    "knee",
    "calf",
    "foot",
)
SIDES = {
    "L": ("left", {"m": "gauche", "f": "gauche"}, "left"),
    "R": ("right", {"m": "droit", "f": "droite"}, "right"),
}


def in_order():
    """All close-ups, group by group."""
    return sorted(CLOSE_UPS, key=lambda c: GROUPS.index(c.group))


def segment_of_face(data):
    """Index into PARTS of each skin face (n,)."""
    return data.parts[data.skin_faces].mean(1).argmax(1)


def _drawn_skin(data, close_up, sex):
    """Places (n, 3) of the skin that a close-up draws, mm."""
    name = f"{sex}_{close_up.pose}" if close_up.pose else sex
    drawn = skin.faces(data).astype(int)
    if close_up.segments:
        drawn = drawn[np.isin(segment_of_face(data), [PARTS.index(s) for s in close_up.segments])]
    return skin.figure(data, name)[np.unique(drawn)] / 10.0


def boxes(data, close_up):
    """Box by figure."""
    out = {}
    for sex in SEXES:
        name = f"{sex}_{close_up.pose}" if close_up.pose else sex
        out[sex] = box(close_up, data.landmarks(name), _drawn_skin(data, close_up, sex))
    return out


def _other_side(names):
    swap = {"L": "R", "R": "L"}
    return [f"{n[:-1]}{swap[n[-1]]}" if n[-2:] in ("_L", "_R") else n for n in names]


def _texts(close_up, side):
    """Full names in French and English."""
    french, english = close_up.names
    if side is None:
        return french, english
    _, adjectives, word = SIDES[side]
    text = english.format(word)
    return french.format(**adjectives), text[0].upper() + text[1:]


def _row(close_up, found, side):
    """One close-up of one side (None: median) as views.json has it."""
    right, toward = axes(close_up.direction)
    segments, opens = list(close_up.segments), list(close_up.opens_from)
    if side == "R":
        right, toward = -right * MIRROR + 0.0, toward * MIRROR + 0.0
        segments = _other_side(segments)
        opens = [{"left": "right", "right": "left"}.get(v, v) for v in opens]
        found = {sex: [-u - w, v, w, h] for sex, (u, v, w, h) in found.items()}
    french, english = _texts(close_up, side)
    end = f".{side}" if side else ""
    return {
        "key": close_up.key + end,
        "kind": "close-up",
        "group": close_up.group,
        "side": SIDES[side][0] if side else "median",
        "fr": french,
        "en": english,
        "short_fr": close_up.short[0],
        "short_en": close_up.short[1],
        "right": right.tolist(),
        "toward": toward.tolist(),
        "pose": close_up.pose,
        "segments": segments,
        "boxes": found,
        "mirror": close_up.key + {"L": ".R", "R": ".L", None: ""}[side],
        "zones": [],
        "opens_from": opens,
    }


def _well_seen(row, arrays, figures):
    """Keys of the zones that a close-up shows well, on average of both figures."""
    faces, segment = arrays["faces"].astype(int), arrays["segment"]
    drawn = np.ones(len(faces), bool)
    if row["segments"]:
        drawn = np.isin(segment, [PARTS.index(s) for s in row["segments"]])
    shares = []
    for sex in SEXES:
        name = f"{sex}_{row['pose']}" if row["pose"] else sex
        positions = figures[name] / 10.0
        shares.append(
            shares_of_zones(positions, faces, drawn, arrays["zone"], row, row["boxes"][sex])
        )
    return [KEYS[z] for z in np.flatnonzero(np.mean(shares, axis=0) >= SHARE) if z]


def _arrays(path):
    with np.load(path) as file:
        return {name: file[name] for name in file.files}


def with_zones(found):
    """The rows with the keys of the zones that each shows well."""
    arrays, figures = _arrays(ATLAS), _arrays(FIGURES_NPZ)
    return [row | {"zones": _well_seen(row, arrays, figures)} for row in found]


def rows(data):
    """Every close-up."""
    out = []
    for close_up in in_order():
        found = boxes(data, close_up)
        sides = [None] if close_up.median else ["L", "R"]
        out += [_row(close_up, found, side) for side in sides]
    return out


def stored():
    """The rows of views.json."""
    return json.loads(VIEWS.read_text("utf-8"))


def text(found):
    """Text of views.json: a view a line."""
    return "[\n" + ",\n".join("  " + json.dumps(r, ensure_ascii=False) for r in found) + "\n]\n"


def write(close_ups):
    """Put the close-ups' rows after those of the whole views."""
    whole = [row for row in stored() if row["kind"] == "whole"]
    VIEWS.write_text(text(whole + close_ups), "utf-8")


if __name__ == "__main__":
    write(with_zones(rows(intermediate.load())))
