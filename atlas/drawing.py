"""One drawing: coverage, light and lines of a view, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as default

import numpy as np
import shapely
from scipy import ndimage as ndi

from atlas import coverage as cov
from atlas import face, hair, lines, tone
from atlas.creases import strokes
from atlas.figure import Field, box, flipped, look, look_symmetric
from atlas.landmarks import upper_limb

#: Shares of the upper arm between which the shoulder's cap fades out in the side views.
FADE = (0.20, 0.72)
#: How far below C7 the part of a view that shows the head ends.
HEAD_BELOW_MM = 60.0
#: Ends of the limb's line shorter than this are left out where it was cut from the trunk.
SHORTEST_MM = 14.0


@dataclass(frozen=True)
class Layer:
    """What is drawn of one body or limb."""

    coverage: cov.Coverage
    outline: object  # polygon(s), mm
    strokes: list | None  # outline as it is inked, lines (k, 2) in mm; None: all of it
    shades: list  # list of lists of polygons, mm
    contours: list  # lines (k, 2), mm
    creases: list  # polygons, mm


@dataclass(frozen=True)
class Cap:
    """The shoulder that fades out down the arm."""

    outline: object
    shades: list
    edges: list
    fade_mm: tuple[float, float]  # v where it is whole, v where it has gone


@dataclass(frozen=True)
class Drawing:
    sex: str
    view: str
    box_mm: tuple[float, float, float, float]
    base: Layer
    field: Field
    limb: Layer | None = None
    cap: Cap | None = None
    features: list = default(default_factory=list)
    knot: object = None


def _inked(outline):
    return [
        np.array(r.coords) for p in shapely.get_parts(outline) for r in (p.exterior, *p.interiors)
    ]


def _layer(figure, field, coverage, dark):
    outline = cov.silhouette(coverage)
    fine = strokes(field, figure.creases)
    return Layer(coverage, outline, None, tone.layers(field, dark), lines.contours(field), fine)


def frame_mm(field):
    rows, columns = field.inside.shape
    return (field.u0_mm, field.v0_mm, columns * field.pitch_mm, rows * field.pitch_mm)


def _features(figure, whole):
    """Hair and face, found on the part of the field that shows the head."""
    field = whole.above(-figure.marks.y_c7 + HEAD_BELOW_MM)
    seen = [] if field.view == "back" else face.features(figure, field)
    return hair.tint(figure, field) + hair.drawn_flow(figure, field) + seen


def frontal(figure, view):
    """Front or back."""
    field = look_symmetric(figure, view)
    labels = cov.cleaned(field.zone, field.skin, field.pitch_mm)
    half = labels.shape[1] // 2
    left = labels[:, half:] if view == "front" else labels[:, :half][:, ::-1]
    found = cov.cover_half(left, 1.0 if view == "front" else -1.0, field.v0_mm, field.pitch_mm)
    return Drawing(
        figure.id,
        view,
        frame_mm(field),
        _layer(figure, field, found, tone.shade(field, figure.forms)),
        field,
        features=_features(figure, field),
        knot=hair.knot(figure, view),
    )


def _limb_of_faces(figure):
    return upper_limb(figure.reference.parts[figure.faces].mean(1).argmax(1))


def _merged(trunk, arm, hole):
    """The trunk's field with the shoulder where the limb was cut off."""

    def pick(name):
        a, b = getattr(trunk, name), getattr(arm, name)
        return np.where(hole[..., None] if a.ndim == 3 else hole, b, a)

    names = ("depth_mm", "normal", "zone", "skin", "ring")
    return replace(trunk, inside=trunk.inside | hole, **{n: pick(n) for n in names})


def _fade_mm(figure, side="L"):
    """Heights v between which the upper arm fades out."""
    shoulder, elbow = (figure.marks.joint[f"{b}.{side}"] for b in ("upperarm01", "lowerarm01"))
    return tuple(-(shoulder[1] + share * (elbow[1] - shoulder[1])) for share in FADE)


def _cap(arm, dark, fade_mm):
    """The arm's upper part as an overlay; `dark` is the shade of trunk and arm together."""
    within = arm.inside & (_heights(arm) < fade_mm[1] + 4.0)[:, None]
    outline = _mask_polygon(arm, within)
    return Cap(outline, tone.layers(arm, dark, within), _inked(outline), fade_mm)


def _heights(field):
    """v of each row, mm."""
    return np.arange(field.inside.shape[0]) * field.pitch_mm + field.v0_mm


def _away_from(strokes, region):
    """Strokes without what runs inside the region."""
    left = shapely.difference(shapely.MultiLineString([s for s in strokes if len(s) > 1]), region)
    return [
        np.array(s.coords)
        for s in shapely.get_parts(shapely.line_merge(left))
        if s.length > SHORTEST_MM
    ]


def _mask_polygon(field, mask):
    return cov.silhouette(cov.cover(field, mask.astype(np.int32)))


def _side_fields(figure):
    """The trunk with its shoulder's cap, the near arm, both together, and the hole between them."""
    limb = _limb_of_faces(figure)
    frame = box(figure.of_faces(limb < 2), "left")
    trunk, arm, whole = (
        look(figure.of_faces(keep), "left", frame) for keep in (limb == 0, limb == 1, limb < 2)
    )
    return trunk, arm, whole, ndi.binary_fill_holes(trunk.inside) & ~trunk.inside & arm.inside


def _softened(dark, trunk, arm, fade_mm):
    """The shade without the specks where arm and trunk cut each other at the shoulder."""
    edge = arm.inside ^ ndi.binary_erosion(arm.inside, iterations=3)
    seam = edge & trunk.inside & (_heights(arm) < fade_mm[0] + 40.0)[:, None]
    share = ndi.gaussian_filter(ndi.binary_dilation(seam, iterations=5).astype(float), 3.0)
    soft = tone.blurred(dark, trunk.inside | arm.inside, 2.5 / arm.pitch_mm)
    return dark + share * (soft - dark)


def _base_shade(trunk_dark, whole_dark, hole, heights, fade_mm):
    """The trunk's own shade, but that of the whole body where the shoulder is drawn."""
    share = np.clip((fade_mm[1] - heights) / (fade_mm[1] - fade_mm[0]), 0, 1)[:, None]
    share = np.where(hole, 1.0, share)
    return share * whole_dark + (1 - share) * trunk_dark


def _covered(field):
    return cov.cover(field, cov.cleaned(field.zone, field.skin, field.pitch_mm))


def lateral(figure):
    """From the left: trunk and legs, the shoulder fading out, the whole arm as a layer of its own."""
    trunk, arm, whole, hole = _side_fields(figure)
    field = _merged(trunk, arm, hole)
    found, found_arm = _covered(field), _covered(arm)
    dark, fade = tone.shade(whole, figure.forms), _fade_mm(figure)
    dark = _softened(dark, trunk, arm, fade)
    bare = tone.shade(trunk, figure.forms)
    seam = _mask_polygon(trunk, hole).buffer(5.0)
    base = _layer(figure, field, found, _base_shade(bare, dark, hole, _heights(trunk), fade))
    base = replace(base, contours=_away_from(base.contours, seam))
    limb = _layer(figure, arm, found_arm, dark)
    limb = replace(limb, strokes=_away_from(_inked(limb.outline), seam))
    cap = _cap(arm, dark, fade)
    cap = replace(cap, edges=_away_from(cap.edges, seam.union(_below(field, fade[1]))))
    return Drawing(
        figure.id,
        "left",
        frame_mm(field),
        base,
        field,
        limb,
        cap,
        _features(figure, field),
        hair.knot(figure, "left"),
    )


def _flip(shape):
    if shape is None:
        return None
    if isinstance(shape, list):
        return [_flip(s) for s in shape]
    if isinstance(shape, np.ndarray):
        return shape * [-1.0, 1.0]
    return shapely.transform(shape, lambda p: p * [-1.0, 1.0])


def _mirrored_layer(layer):
    names = ("outline", "strokes", "shades", "contours", "creases")
    flips = {name: _flip(getattr(layer, name)) for name in names}
    return replace(layer, coverage=cov.mirrored(layer.coverage), **flips)


def mirrored(drawing, view):
    """The same drawing of the patient's other side, as `view`."""
    u0, v0, width, height = drawing.box_mm
    cap, knot = drawing.cap, drawing.knot
    if cap:
        names = ("outline", "shades", "edges")
        cap = replace(cap, **{name: _flip(getattr(cap, name)) for name in names})
    return replace(
        drawing,
        view=view,
        box_mm=(-u0 - width, v0, width, height),
        base=_mirrored_layer(drawing.base),
        field=flipped(drawing.field, view),
        limb=_mirrored_layer(drawing.limb) if drawing.limb else None,
        cap=cap,
        features=[replace(f, shape=_flip(f.shape)) for f in drawing.features],
        knot=replace(knot, shape=_flip(knot.shape)) if knot else None,
    )


def _below(field, v_mm):
    u0, v0, width, height = frame_mm(field)
    return shapely.box(u0 - 1, v_mm, u0 + width + 1, v0 + height + 1)


def draw(figure, view):
    """A whole view; the right one is the mirror image of the left."""
    if view in ("front", "back"):
        return frontal(figure, view)
    left = lateral(figure)
    return left if view == "left" else mirrored(left, view)


def draw_all(figure):
    """The four whole views, by key."""
    drawn = {view: frontal(figure, view) for view in ("front", "back")}
    left = lateral(figure)
    return drawn | {"left": left, "right": mirrored(left, "right")}
