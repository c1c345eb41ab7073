"""How much of the skin the views show well: turned by 60 degrees at most, in sight, inside the box.

    python -m bench.coverage [--figure F] [--json]

Exact, on the drawn figures: what hides a face is cut away from it (`mesomap.body.sight`), what lies
in the outer half of a close-up's faded rim or of a faded end is not counted, and what several views
show of one face is united. All faces of the mesh count, the rims inside eyelids, lips and nostrils
too, as far as the mesh has them; only the zone `genital` is left out. The last line is one JSON
object.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mesomap.body.atlas import load
from mesomap.body.drawings import SIDE_VIEWS, drawing_of
from mesomap.body.mesh import neighbours_of
from mesomap.body.sight import WHOLE, sight_of
from mesomap.body.views import all_views

FIGURES = ("F", "M")
FACING = 0.5
#: As atlas/close_up_views.py fades: mm, and share of the longer side; ends of limbs fade over this.
FADE_MM, FADE_SHARE, END_MM = 10.0, 0.05, 18.0
WHOLE_FACE = 1.0 - 1e-6
#: Close-ups whose ends lie behind what they show and do not fade.
ENDS_HIDDEN = ("foot",)


def _window(view, figure):
    """What of a close-up's box is not faded by half or more."""
    u0, v0, width, height = view.boxes[figure]
    rim = max(FADE_MM, FADE_SHARE * max(width, height)) / 2
    return shapely.box(u0 + rim, v0 + rim, u0 + width - rim, v0 + height - rim)


def _ends(drawing, view):
    """Where the drawn segments end and the drawing fades, as an area; None where they do not."""
    if not view.segments or view.group in ENDS_HIDDEN:
        return None
    across = neighbours_of(drawing.atlas)
    face, edge = np.nonzero(drawing.shown[:, None] & (across >= 0) & ~drawing.inside[across])
    seen = sight_of(drawing).look(face) == WHOLE
    a, b = drawing.corner[face[seen], edge[seen]], drawing.corner[face[seen], (edge[seen] + 1) % 3]
    return shapely.union_all(shapely.linestrings(np.stack([a, b], axis=1))).buffer(END_MM / 2)


def _to_face(shape, corner):
    """A shape on the drawing in the coordinates b1, b2 of its face."""
    ab, ac = corner[1] - corner[0], corner[2] - corner[0]
    inverse = np.linalg.inv(np.stack([ab, ac], axis=1))
    return shapely.transform(shape, lambda p: (p - corner[0]) @ inverse.T)


class Seen:
    """What has been seen so far of each face: all of it, or a part of its b1, b2 triangle."""

    def __init__(self, area_mm2):
        self.area_mm2 = area_mm2
        self.share = np.zeros(len(area_mm2))
        self.parts = {}

    def add(self, face, corner, shape):
        part = _to_face(shape, corner)
        known = self.parts.get(face)
        self.parts[face] = part = part if known is None else shapely.union(known, part)
        self.share[face] = max(self.share[face], min(1.0, 2.0 * part.area))

    def seen_mm2(self):
        return float((self.share * self.area_mm2).sum())


def add_view(seen, drawing, window, ends):
    """Count what a drawing shows; what is wholly seen already is not looked at again."""
    turned = np.flatnonzero(
        drawing.shown & (drawing.cosine >= FACING) & (seen.share < WHOLE_FACE) & (seen.area_mm2 > 0)
    )
    if window is not None:
        boxes = shapely.polygons(drawing.corner[turned])
        turned = turned[shapely.intersects(boxes, window)]
    if not len(turned):
        return
    sight = sight_of(drawing)
    state, shapes = sight.look(turned), sight.shapes(turned)
    free = window if ends is None or window is None else shapely.difference(window, ends)
    if free is not None:
        shapely.prepare(free)
        within = shapely.contains(free, shapes)
        shapes = np.where(within, shapes, shapely.intersection(shapes, free))
    else:
        within = np.ones(len(turned), bool)
    for face, whole, shape in zip(turned, (state == WHOLE) & within, shapes, strict=True):
        if whole:
            seen.share[face] = 1.0
        elif not shape.is_empty:
            seen.add(int(face), drawing.corner[face], shape)


def _skin_mm2(atlas, figure):
    """Area (nF,) of each face of a figure, 0 in the genital zone."""
    corner = atlas.figures[figure][atlas.faces]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    left_out = [i for i, key in enumerate(atlas.zone_keys) if key.split(".")[0] == "genital"]
    return np.where(
        np.isin(atlas.zone_of_face, left_out), 0.0, np.linalg.norm(across, axis=1) / 2.0
    )


def coverage(figure, *, left_half=False, report=None):
    """Share of a figure's skin that all views show well, and what was Seen.

    `left_half`: of the patient's left half alone, without the right-hand close-ups.
    """
    atlas = load()
    area = _skin_mm2(atlas, figure)
    if left_half:
        area = np.where(atlas.figures[figure][atlas.faces, 0].mean(axis=1) > 0, area, 0.0)
    seen, total = Seen(area), float(area.sum())
    for view in all_views().values():
        if left_half and (view.key.endswith(".R") or view.key == "right"):
            continue
        before = seen.seen_mm2()
        for limb in (False, True) if view.key in SIDE_VIEWS else (True,):
            drawing = drawing_of(atlas, figure, view.key, limb=limb)
            window = None if view.is_whole else _window(view, figure)
            add_view(seen, drawing, window, _ends(drawing, view))
        if report:
            report(view.key, (seen.seen_mm2() - before) / total, seen.seen_mm2() / total)
    return seen.seen_mm2() / total, seen


def _missing(atlas, seen, most=12):
    """The zones of which most is missing: key and share of the skin, percent."""
    left = (1.0 - seen.share) * seen.area_mm2
    zones = np.bincount(atlas.zone_of_face, weights=left, minlength=len(atlas.zone_keys))
    order = np.argsort(-zones)[:most]
    return {atlas.zone_keys[i]: round(100 * zones[i] / seen.area_mm2.sum(), 3) for i in order}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--figure", choices=FIGURES, action="append")
    parser.add_argument("--json", action="store_true", help="only the last line")
    asked = parser.parse_args()
    out = {}
    for figure in asked.figure or FIGURES:
        started = time.perf_counter()

        def say(key, gain, total, figure=figure):
            if not asked.json:
                print(
                    f"{figure}  {key:18s}  {100 * gain:+8.3f} %  {100 * total:8.3f} %", flush=True
                )

        share, seen = coverage(figure, report=say)
        out[figure] = {
            "well_seen_pct": round(100 * share, 3),
            "missing_pct": _missing(load(), seen),
            "seconds": round(time.perf_counter() - started, 1),
        }
    print(json.dumps(out))


if __name__ == "__main__":
    main()
