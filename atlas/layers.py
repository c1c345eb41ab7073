"""Lays levels of the spine and outlines of danger on the mesh; writes layers.json, for Python and browser.

`python -m atlas.layers`. Every place is found on the left half of the reference body, at the skin
that a line from the chart meets first; the right half is its exact mirror.
"""

from __future__ import annotations

import heapq
import json

import numpy as np
import shapely

from atlas import pack
from atlas.curves import outline
from atlas.landmarks import PART
from atlas.layers_data import AREAS, LANDMARK_LEVELS, LEVELS, PITCH, REGIONS
from atlas.names import SIDE_EN, SIDE_FR
from atlas.reference import as_anchor, reference

FILES = (pack.ROOT / "mesomap/body/layers.json", pack.STATIC / "layers-1.json")
#: Distance of neighbours on an outline and on the midline, mm.
STEP_MM = 7.0
MIDLINE_STEP_MM = 8.0
ARMPIT_MM = 46.0


def level_heights(marks):
    """Height of each level, mm: landmarks, and between them shares of the way by PITCH."""
    fixed = {key: marks.y_hip + s * marks.trunk_mm for key, s in LANDMARK_LEVELS.items()}
    fixed["C1"] = marks.joint["head"][1]
    run = np.cumsum([0.0, *(PITCH[key] for key in LEVELS[1:])])
    at = [i for i, key in enumerate(LEVELS) if key in fixed]
    return np.interp(run, run[at], [fixed[LEVELS[i]] for i in at])


def _behind(body, y_mm):
    """The skin of the posterior midline at a height; its face is the left one."""
    axial = ("head", "neck", "trunk")
    return body.hit(np.array([1e-4, y_mm, 0.0]), np.array([0, 0, -1.0]), axial)


def spine(body):
    rows = []
    for key, y in zip(LEVELS, level_heights(body.marks), strict=True):
        fr, en = REGIONS[key[0]]
        rows.append(
            {"key": key, "fr": f"{key}, {fr}", "en": f"{key}, {en}", "anchor": _behind(body, y)}
        )
    return rows


def midline(body):
    high, low = level_heights(body.marks)[[0, -1]]
    count = int((high - low) / MIDLINE_STEP_MM)
    return [_behind(body, y) for y in np.linspace(high, low, count)]


def _round_bone(first, second, parts):
    """Chart (angle, mm below the joint between two bones)."""

    def line(body, angle, d):
        j = body.marks.joint
        start, middle, end = (j[f"{b}.L"] for b in (*first, second))
        axis = (middle - start) if d < 0 else (end - middle)
        axis = axis / np.linalg.norm(axis)
        front = np.array([0, 0, 1.0]) - axis * axis[2]
        front /= np.linalg.norm(front)
        out = np.array([1.0, 0, 0]) - axis * axis[0]
        out -= front * (out @ front)
        out /= np.linalg.norm(out)
        t = np.radians(angle)
        return middle + d * axis, np.cos(t) * front + np.sin(t) * out

    return line, parts


def _front(_body, x, y):
    return np.array([x, y, 0.0]), np.array([0, 0, 1.0])


def _eye(body, x, y):
    """From the middle of the eye."""
    return body.marks.joint["eye.L"] * [1, 1, 0] + [x, y, 0], np.array([0, 0, 1.0])


def _neck(body, across, up):
    """Along the line from the sternoclavicular joint to the angle of the jaw; across: forward positive."""
    low = np.array([20.0, body.marks.joint["clavicle.L"][1] + 22.0, 62.0])
    aside, level = np.array([0.72, 0.0, 0.69]), np.array([-0.69, 0.0, 0.72])
    lean = np.array([0.28, 1.0, -0.12])
    return low + lean * up + level * across, aside


def _hand(body, u, v):
    j = body.marks.joint
    wrist, knuckle = j["wrist.L"], j["finger3-1.L"]
    down = (knuckle - wrist) / np.linalg.norm(knuckle - wrist)
    out = np.array([1.0, 0, 0]) - down * down[0]
    return wrist + v * down + u * out / np.linalg.norm(out), np.array([0, 0, 1.0])


CHARTS = {
    "front": (_front, ("trunk", "leg_L")),
    "eye": (_eye, ("head",)),
    "neck": (_neck, ("neck", "head", "trunk")),
    "hand": (_hand, ("arm_L", "hand_L")),
    "knee": _round_bone(("upperleg01", "lowerleg01"), "foot", ("leg_L",)),
    "elbow": _round_bone(("upperarm01", "lowerarm01"), "wrist", ("arm_L",)),
}


def _drawn(body, area):
    """Outline and label of an area with knots in a chart."""
    line, parts = CHARTS[area.chart]
    scale = np.array([1.0, 1.0]) if area.chart not in ("knee", "elbow") else np.array([0.9, 1.0])
    ring = outline(area.knots).exterior
    steps = int(shapely.transform(ring, lambda p: p * scale).length / STEP_MM)
    share = np.arange(max(steps, 12)) / max(steps, 12)
    spots = [p.coords[0] for p in ring.interpolate(share, normalized=True)]
    return (
        [body.hit(*line(body, *spot), parts) for spot in spots],
        body.hit(*line(body, *area.label), parts),
    )


def _distances(body, start):
    """Way over the mesh's edges from a vertex to each (n,), mm."""
    edges = np.unique(
        np.sort(
            np.vstack([body.faces[:, [0, 1]], body.faces[:, [1, 2]], body.faces[:, [2, 0]]]), 1
        ),
        axis=0,
    )
    around = [[] for _ in body.points]
    for (a, b), d in zip(
        edges, np.linalg.norm(np.diff(body.points[edges], axis=1)[:, 0], axis=1), strict=True
    ):
        around[a].append((b, d))
        around[b].append((a, d))
    out = np.full(len(body.points), np.inf)
    out[start] = 0.0
    queue = [(0.0, start)]
    while queue:
        far, here = heapq.heappop(queue)
        if far > out[here]:
            continue
        for there, d in around[here]:
            if far + d < out[there]:
                out[there] = far + d
                heapq.heappush(queue, (far + d, there))
    return out


def _ring(body, value):
    """The closed line on the skin where a value of the vertices (n,) is 0, as anchors."""
    ends = {}
    for i, face in enumerate(body.faces):
        v = value[face]
        if (v > 0).all() or (v <= 0).all():
            continue
        cut = []
        for k in range(3):
            a, b = k, (k + 1) % 3
            if (v[a] > 0) != (v[b] > 0):
                shares = np.zeros(3)
                shares[b] = v[a] / (v[a] - v[b])
                shares[a] = 1 - shares[b]
                cut.append(
                    (tuple(sorted((int(face[a]), int(face[b])))), as_anchor(i, shares), v[a] > 0)
                )
        first, second = sorted(cut, key=lambda c: c[2])
        ends[first[0]] = (first[1], second[0])
    start = next(iter(ends))
    out, here = [], start
    while True:
        anchor, here = ends[here]
        out.append(anchor)
        if here == start:
            return out


def _armpit(body):
    """Round the deepest skin between arm and trunk, so far over the skin."""
    arm = np.zeros(len(body.points), bool)
    trunk = arm.copy()
    arm[body.faces[body.part == PART["arm_L"]]] = True
    trunk[body.faces[body.part == PART["trunk"]]] = True
    seam = np.flatnonzero(arm & trunk)
    apex = seam[body.points[seam, 1].argmin()]
    ring = _ring(body, _distances(body, apex) - ARMPIT_MM)
    face = int(np.flatnonzero((body.faces == apex).any(1))[0])
    shares = (body.faces[face] == apex).astype(float)
    return ring, as_anchor(face, shares)


def danger(body):
    rows = []
    for area in AREAS:
        ring, label = _armpit(body) if area.chart == "armpit" else _drawn(body, area)
        for letter, side in (("L", "left"), ("R", "right")):
            turn = (lambda a: a) if letter == "L" else body.mirrored
            rows.append({
                "key": f"{area.key}.{letter}",
                "fr": _french(area, side),
                "en": f"{SIDE_EN[side]} {area.en}",
                "plain": {"fr": area.fr.partition(",")[0], "en": area.en[0].upper() + area.en[1:]},
                "side": side,
                "outline": [turn(a) for a in ring],
                "anchor": turn(label),
                "why": {"fr": area.why_fr, "en": area.why_en},
                "source": area.source,
            })  # fmt: skip
    return rows


def _french(area, side):
    """The name with its side."""
    pattern = area.fr if "{side}" in area.fr else area.fr + " {side}"
    return pattern.format(side=SIDE_FR[side][area.gender])


def layers(body):
    return {"spine": spine(body), "danger": danger(body), "midline": {"anchors": midline(body)}}


def text(found):
    """layers.json, an entry a line."""
    parts = []
    for name in ("spine", "danger"):
        rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in found[name])
        parts.append(f'"{name}": [\n{rows}\n]')
    parts.append(f'"midline": {json.dumps(found["midline"])}')
    return "{" + ",\n".join(parts) + "}\n"


def main():
    content = text(layers(reference()))
    for path in FILES:
        path.write_text(content, "utf-8")


if __name__ == "__main__":
    main()
