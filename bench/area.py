"""How long the treated skin of N points takes, against a flat union and against counting pixels.

    python -m bench.area [--points N] [--json] [--small]

Seed 0; a man of 176 cm and 75 kg; points spread evenly over the skin of back, buttocks, flanks and
thighs, radius 10 mm. Each figure is the median of warm runs; `processor_ms` the least processor
time of the same runs, which other programs disturb less. The last line is one JSON object.

`treated` is what a flat union gives, and the zones besides: the treated skin in total and by zone,
like for like; `ratio_to_flat_union` is of it. `whole` is the answer of `measure`: by depth, by
mark, and the covered region too, which no flat union gives.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mesomap.body.area import measure
from mesomap.body.drawings import project
from mesomap.body.live import Live
from mesomap.body.patient import body_for
from mesomap.body.pieces import covered, own_areas
from mesomap.body.points import Balls, place
from mesomap.body.poses import point_pieces
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique

RADIUS_MM = 10.0
PIXEL_MM = 1.0
ZONES = (
    "lumbar_paravertebral", "lumbar_lateral", "sacroiliac", "gluteal", "flank",
    "thoracolumbar_paravertebral", "thoracic_paravertebral", "back_infrascapular", "scapular",
    "thigh_posterior", "thigh_lateral",
)  # fmt: skip


def scattered(body, count):
    """Anchors (face, b1, b2) spread evenly over the skin of ZONES, as their first version was."""
    rng = np.random.default_rng(0)
    wanted = [i for i, key in enumerate(body.atlas.zone_keys) if key.split(".")[0] in ZONES]
    there = np.isin(body.atlas.older_zones["1"], wanted)
    area = np.where(there, body.standing.area_mm2, 0.0)
    face = rng.choice(len(area), count, p=area / area.sum())
    root, turn = np.sqrt(rng.random(count)), rng.random(count)
    return face, root * (1 - turn), root * turn


def medians_ms(tasks, runs):
    """Median wall time of each task, warm; tasks take turns, to see the same machine."""
    return {name: statistics.median(wall) for name, (wall, _) in times_ms(tasks, runs).items()}


def times_ms(tasks, runs):
    """Wall and processor times of each task in turns: two lists of `runs`."""
    times = {name: ([], []) for name in tasks}
    for turn in range(runs + 1):
        for name, task in tasks.items():
            start, own = time.perf_counter(), time.process_time()
            task()
            if turn:
                times[name][0].append((time.perf_counter() - start) * 1e3)
                times[name][1].append((time.process_time() - own) * 1e3)
    return times


def flat_union(uv):
    return shapely.union_all(shapely.buffer(shapely.points(uv), RADIUS_MM, quad_segs=8)).area


def pixels(uv):
    """Discs painted on an image of 1 mm pixels, and the painted pixels counted."""
    low = uv.min(0) - RADIUS_MM - PIXEL_MM
    span = np.ceil((uv.max(0) + RADIUS_MM + PIXEL_MM - low) / PIXEL_MM).astype(int)
    image = np.zeros(span, dtype=bool)
    reach = int(np.ceil(RADIUS_MM / PIXEL_MM)) + 1
    step = np.arange(-reach, reach + 1)
    for u, v in (uv - low) / PIXEL_MM:
        i, j = int(u), int(v)
        dx, dy = (i + step + 0.5 - u) * PIXEL_MM, (j + step + 0.5 - v) * PIXEL_MM
        i0, j0 = max(i - reach, 0), max(j - reach, 0)
        stamp = dx[:, None] ** 2 + dy[None, :] ** 2 <= RADIUS_MM**2
        there = image[i0 : i + reach + 1, j0 : j + reach + 1]
        there |= stamp[i0 - i + reach :, j0 - j + reach :][: there.shape[0], : there.shape[1]]
    return float(image.sum()) * PIXEL_MM**2


def by_shapely(skin, pieces, corners=256):
    """The same skin by Shapely alone: discs as polygons, clipped and united face by face.

    With what was carried over into the faces of an armpit, which is polygons as it is.
    """
    angle = np.arange(corners) * 2 * np.pi / corners
    enlarged = np.sqrt(2 * np.pi / corners / np.sin(2 * np.pi / corners))
    circle = enlarged * np.stack([np.cos(angle), np.sin(angle)], 1)
    total = 0.0
    centre = np.stack([pieces.disc_x, pieces.disc_y], 1)
    disc = shapely.polygons(centre[:, None] + pieces.disc_radius[:, None, None] * circle)
    face = np.concatenate([pieces.disc_face, pieces.shape_face])
    order = np.argsort(face, kind="stable")
    face, disc = face[order], np.concatenate([disc, pieces.shape])[order]
    for some in np.split(np.arange(len(face)), np.flatnonzero(np.diff(face)) + 1):
        f = face[some[0]]
        triangle = shapely.Polygon([(0, 0), (skin.bx[f], 0), (skin.cx[f], skin.cy[f])])
        total += shapely.union_all(disc[some]).intersection(triangle).area
    return total


def compare(count, runs):
    body = body_for(Physique("M", 40.0, 176.0, 75.0))
    face, b1, b2 = scattered(body, count)
    anchors = zip(face.tolist(), b1.tolist(), b2.tolist(), strict=True)
    marks = [
        Mark(str(i), Kind.POINT, (Depth.IDP,), (anchor,), radius_mm=RADIUS_MM)
        for i, anchor in enumerate(anchors)
    ]
    centre = place(body.skin, face, b1, b2)
    balls = Balls(face, centre, np.full(count, RADIUS_MM))
    uv = project(centre, "back")[0]

    def treated():
        pieces = point_pieces(body, marks, np.arange(count), balls)
        found = covered(body.skin, pieces, own_areas(body.skin, pieces), [[0]] * count)
        by_zone = np.bincount(body.atlas.zone_of_face[found.face], found.area_mm2)
        return float(by_zone.sum())

    pieces = point_pieces(body, marks, np.arange(count), balls)
    truth, ours = by_shapely(body.skin, pieces), measure(body, marks).treated_mm2
    times = times_ms({
        "whole": lambda: measure(body, marks), "treated": treated,
        "flat_union": lambda: flat_union(uv), "pixels": lambda: pixels(uv),
    }, runs)  # fmt: skip
    ms = {name: statistics.median(wall) for name, (wall, _) in times.items()}
    least = {name: min(own) for name, (_, own) in times.items()}
    percent = {"ours": ours, "flat_union": flat_union(uv), "pixels": pixels(uv)}
    return {
        "points": count,
        "treated_cm2": round(ours / 100, 3),
        **{f"{name}_ms": round(value, 2) for name, value in ms.items()},
        "processor_ms": {name: round(value, 2) for name, value in least.items()},
        "ratio_to_flat_union": round(ms["treated"] / ms["flat_union"], 3),
        "ratio_to_flat_union_whole": round(ms["whole"] / ms["flat_union"], 3),
        "error_pct": {name: round(100 * (area / truth - 1), 4) for name, area in percent.items()},
    }


def one_more(count, runs):
    """One more mark on `count` others, a patient's body made anew, and points all over the body."""
    physique = Physique("M", 40.0, 176.0, 75.0)
    body = body_for(physique)
    face, b1, b2 = scattered(body, count + 1)
    anchors = zip(face.tolist(), b1.tolist(), b2.tolist(), strict=True)
    marks = [
        Mark(str(i), Kind.POINT, (Depth.IDP,), (anchor,), radius_mm=RADIUS_MM)
        for i, anchor in enumerate(anchors)
    ]
    share = body.standing.area_mm2 / body.standing.area_mm2.sum()
    everywhere = np.random.default_rng(0).choice(len(share), 50, p=share)
    apart = [
        Mark(str(i), Kind.POINT, (Depth.IDP,), ((int(f), 0.3, 0.3),), radius_mm=RADIUS_MM)
        for i, f in enumerate(everywhere)
    ]
    live = Live(body, marks[:-1])

    def add():
        live.add(marks[-1])
        live.areas()

    def remove():
        live.remove(marks[-1].id)
        live.areas()

    def anew():
        body_for.cache_clear()
        _ = body_for(physique).skin

    ms = medians_ms(
        {"add": add, "remove": remove, "body": anew, "apart_50": lambda: measure(body, apart)}, runs
    )
    return {"marks": count, **{f"{name}_ms": round(value, 2) for name, value in ms.items()}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, help="so many points; 50, 500 and 5,000 without it")
    parser.add_argument("--json", action="store_true", help="nothing but the JSON object")
    parser.add_argument("--small", action="store_true", help="fewer runs, and no 5,000")
    options = parser.parse_args()
    counts = [options.points] if options.points else [50, 500] if options.small else [50, 500, 5000]
    rows = [compare(n, 3 if options.small or n > 1000 else 15) for n in counts]
    more = one_more(2000, 15)
    if not options.json:
        print(
            f"one more on 2,000: {more['add_ms']} ms, one less: {more['remove_ms']} ms; a body "
            f"anew: {more['body_ms']} ms; 50 points all over the body: {more['apart_50_ms']} ms"
        )
        for row in rows:
            print(f"{row['points']:5d} points: {row['whole_ms']:8.2f} ms in all, "
                  f"{row['treated_ms']:8.2f} ms the treated skin alone; flat union "
                  f"{row['flat_union_ms']:8.2f} ms, pixels {row['pixels_ms']:8.2f} ms; "
                  f"errors {row['error_pct']}")  # fmt: skip
    print(json.dumps(rows[0] if options.points else {"runs": rows, "live": more}))


if __name__ == "__main__":
    main()
