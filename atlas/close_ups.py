"""Draws the close-ups: a window on the figure that fades out at its rim, left ones traced, right ones mirrored."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from multiprocessing import get_context

import contourpy
import numpy as np
import shapely
from scipy import ndimage as ndi

from atlas import close_up_face, close_up_forms, close_up_lines, close_up_table, lines, pack, tone
from atlas import coverage as cov
from atlas.close_up_svg import text
from atlas.creases import strokes
from atlas.drawing import Drawing, Layer
from atlas.face import Feature
from atlas.figure import look, make_figure, symmetric
from atlas.landmarks import PARTS
from atlas.views import project

#: Pitch of the raster: fine, but no more than so many pixels along the longer side.
FINEST_MM, MOST_PIXELS = 0.28, 1100
#: Smallest shape of shade and how far its edge may be simplified.
SMALLEST_MM2, TOLERANCE_MM = 3.0, 0.09
#: Shade is drawn this far over the outline, which clips it.
OVER_MM = 2.0


def pitch_mm(box_mm):
    """Pitch at which the box is an even number of pixels wide."""
    wanted = max(FINEST_MM, max(box_mm[2:]) / MOST_PIXELS)
    return box_mm[2] / (2 * int(np.ceil(box_mm[2] / wanted / 2)))


def _raster(box_mm, pitch):
    u0, v0, width, height = box_mm
    return u0, v0, round(width / pitch), int(np.ceil(height / pitch))


def _mine(figure, row):
    """Which of the figure's faces belong to a close-up's segments (m,)."""
    if not row["segments"]:
        return np.ones(len(figure.faces), bool)
    part = figure.reference.part[figure.faces[:, 0]]
    return np.isin(part, [PARTS.index(s) for s in row["segments"]])


def drawn_part(figure, row):
    """The figure's faces that a close-up draws, without those that look away."""
    u, v, _ = project(figure.vertices, row["key"])
    (au, bu, cu), (av, bv, cv) = (w[figure.faces].T for w in (u, v))
    facing = (bu - au) * (cv - av) - (cu - au) * (bv - av) < 0
    return figure.of_faces(_mine(figure, row) & facing)


def _ends(figure, row, field):
    """Where the segments end in sight; the foot's end lies behind it."""
    if not row["segments"] or row["group"] == "foot":
        return None
    return close_up_lines.ends(figure, field, _mine(figure, row))


def _shape(ring_mm):
    line = shapely.LineString(ring_mm).simplify(TOLERANCE_MM)
    return line.coords if len(line.coords) > 3 else None


def _shapes(values, level, field):
    """Regions darker than a level, mm."""
    generator = contourpy.contour_generator(z=values, fill_type="OuterOffset")
    for points, offsets in zip(*generator.filled(level, np.inf), strict=True):
        places = field.to_mm(points + 0.5)
        rings = [places[a:b] for a, b in pairwise(offsets)]
        rings = [_shape(r) if shapely.Polygon(r).area >= SMALLEST_MM2 else None for r in rings]
        if rings[0] is not None:
            yield shapely.Polygon(rings[0], [r for r in rings[1:] if r is not None])


def shades(field, dark):
    """Shapes darker than each of the tone's levels, from light to dark."""
    where = ndi.distance_transform_edt(~field.inside, return_distances=False, return_indices=True)
    near = ndi.binary_dilation(field.inside, iterations=round(OVER_MM / field.pitch_mm))
    spread = np.where(near, dark[tuple(where)], 0.0)
    padded = replace(field, u0_mm=field.u0_mm - field.pitch_mm, v0_mm=field.v0_mm - field.pitch_mm)
    wide = np.pad(spread, 1, mode="edge")
    return [list(_shapes(wide, level, padded)) for level, _ in tone.LEVELS]


def _median_coverage(field):
    """Traced on the patient's left half, so that the right one is its exact mirror."""
    labels = cov.cleaned(field.zone, field.skin, field.pitch_mm)
    half, facing = labels.shape[1] // 2, field.right[0] > 0
    left = labels[:, half:] if facing else labels[:, :half][:, ::-1]
    return cov.cover_half(left, 1.0 if facing else -1.0, field.v0_mm, field.pitch_mm)


def _looked(figure, row, box_mm):
    """The field of a close-up and its zones as a coverage."""
    pitch = pitch_mm(box_mm)
    field = look(drawn_part(figure, row), row["key"], _raster(box_mm, pitch), pitch)
    if row["side"] == "median":
        whole = symmetric(replace(field, view="front" if field.right[0] > 0 else "back"))
        field = replace(whole, view=row["key"])
        return field, _median_coverage(field)
    labels = cov.cleaned(field.zone, field.skin, pitch)
    if row["group"] == "face":
        labels = close_up_lines.lips_closed(labels, pitch)
    return field, cov.cover(field, labels)


def draw(figure, sex, row):
    """One close-up -> Drawing, and where its segments end."""
    box_mm = row["boxes"][sex]
    field, found = _looked(figure, row, box_mm)
    layer = Layer(
        found,
        close_up_lines.rounded_polygons(cov.silhouette(found)),
        None,
        shades(field, tone.shade(field, figure.forms)),
        [close_up_lines.rounded(line) for line in lines.contours(field)],
        strokes(field, figure.creases),
    )
    features = close_up_face.features(figure, field, row, box_mm)
    knot = close_up_face.knot(figure, row)
    drawn = Drawing(sex, row["key"], tuple(box_mm), layer, field, features=features, knot=knot)
    return drawn, _ends(figure, row, field)


def _flip(shape):
    if isinstance(shape, np.ndarray):
        return shape * [-1.0, 1.0]
    return shapely.transform(shape, lambda p: p * [-1.0, 1.0])


def mirrored(drawing, view):
    """The same close-up of the patient's right."""
    u0, v0, width, height = drawing.box_mm
    base = drawing.base
    layer = Layer(
        cov.mirrored(base.coverage),
        _flip(base.outline),
        None,
        [[_flip(p) for p in found] for found in base.shades],
        [_flip(line) for line in base.contours],
        [_flip(p) for p in base.creases],
    )
    features = [Feature(f.kind, _flip(f.shape), f.width_mm) for f in drawing.features]
    knot = drawing.knot and Feature(drawing.knot.kind, _flip(drawing.knot.shape))
    return replace(
        drawing,
        view=view,
        box_mm=(-u0 - width, v0, width, height),
        base=layer,
        field=replace(drawing.field, inside=drawing.field.inside[:, ::-1]),
        features=features,
        knot=knot,
    )


def files(figure, sex, row):
    """Name -> text of a left or median close-up and of its mirror image."""
    drawn, ends = draw(figure, sex, row)
    out = {f"{sex}-{row['key']}": text(drawn, row["side"], ends)}
    if row["mirror"] != row["key"]:
        other = mirrored(drawn, row["mirror"])
        out[f"{sex}-{row['mirror']}"] = text(other, "right", ends and _flip(ends))
    return out


def traced(rows):
    """Close-ups that are traced: median ones and the left of each pair."""
    return [r for r in rows if r["kind"] == "close-up" and not r["key"].endswith(".R")]


@cache
def _figure(data_key, name):
    figure = make_figure(_DATA[data_key], name)
    if not name.endswith("arm-up"):
        return figure
    forms, creases = close_up_forms.armpit(figure)
    return replace(figure, forms=(*figure.forms, *forms), creases=(*figure.creases, *creases))


_DATA = {}


def _job(job):
    sex, row = job
    name = f"{sex}_{row['pose']}" if row["pose"] else sex
    return files(_figure(0, name), sex, row)


def draw_close_ups(data, jobs=1, only=None, folder=pack.SVG):
    """Write every close-up of both adults and their rows of views.json -> names written. `only`: keys."""
    _DATA[0] = data
    if only is None:
        close_up_table.write(close_up_table.with_zones(close_up_table.rows(data)))
    work = [
        (sex, row)
        for sex in close_up_table.SEXES
        for row in sorted(traced(close_up_table.stored()), key=lambda r: r["pose"])
        if only is None or row["key"] in only
    ]
    names = []
    pool = get_context("fork").Pool(jobs) if jobs > 1 else None
    for found in pool.imap(_job, work) if pool else map(_job, work):
        for name, content in found.items():
            (folder / f"{name}.svg").write_text(content, "utf-8")
            names.append(name)
    if pool:
        pool.close()
    return names
