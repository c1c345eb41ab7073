"""A drawn figure: the skin and the eyeballs, subdivided, and what each view of them shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from atlas.creases import creases
from atlas.landmark_forms import forms
from atlas.landmarks import upper_limb
from atlas.people import MUSCLES, leanness, muscularity, size
from atlas.raster import zbuffer
from atlas.skin import STEPS, vertex_normals
from atlas.subdivision import edges_of, loop_step
from atlas.surface import skin_of
from atlas.views import axes_of, project
from atlas.zone_keys import MIRROR
from atlas.zones import zone_of

#: Pitch of the raster: fine for the first two figures, who are drawn for every adult that has no other.
PITCH_MM, COARSE_MM = 0.5, 0.75
MARGIN_MM = 12.0


@dataclass(frozen=True)
class Field:
    """What a view shows, pixel by pixel. Rows go down, columns right."""

    view: str
    u0_mm: float
    v0_mm: float
    inside: np.ndarray  # (h, w) bool
    depth_mm: np.ndarray  # (h, w) toward the viewer
    normal: np.ndarray  # (h, w, 3) right, up, toward
    zone: np.ndarray  # (h, w) zone index, 0 outside
    limb: np.ndarray  # (h, w) 0, 1 left upper limb, 2 right
    skin: np.ndarray  # (h, w) bool: skin, not an eyeball
    ring: np.ndarray  # (h, w) steps over the mesh from the mouth's rim
    pitch_mm: float = PITCH_MM

    @property
    def right(self):
        """Screen right as a world direction (3,)."""
        return axes_of(self.view)[0]

    @property
    def toward(self):
        """Toward the viewer as a world direction (3,)."""
        return axes_of(self.view)[1]

    def above(self, v_mm):
        """The part of the field above a height: for the head, which is a small part of a body."""
        rows = slice(0, int(np.clip((v_mm - self.v0_mm) / self.pitch_mm, 1, len(self.inside))))
        return replace(self, **{name: getattr(self, name)[rows] for name in PIXELS})

    def to_mm(self, pixels):
        """Pixel coordinates (n, 2) -> u, v mm."""
        return np.asarray(pixels, float) * self.pitch_mm + [self.u0_mm, self.v0_mm]

    def to_pixels(self, uv_mm):
        return (np.asarray(uv_mm, float) - [self.u0_mm, self.v0_mm]) / self.pitch_mm


#: Arrays of a field with a value for each pixel.
PIXELS = ("inside", "depth_mm", "normal", "zone", "limb", "skin", "ring")


@dataclass(frozen=True, eq=False)
class Reference:
    """The body on which zones are told: the same spots of skin as the figure's fine vertices."""

    points: np.ndarray  # (n, 3) mm
    normals: np.ndarray
    parts: np.ndarray  # weights of the parts
    marks: object
    part: np.ndarray  # (n,) the part of each vertex
    zone: np.ndarray  # (n,) the zone of each vertex


@dataclass(frozen=True, eq=False)
class Figure:
    id: str  # "F10-strong", "M_arm-up"
    sex: str  # "F" or "M"
    vertices: np.ndarray  # fine mesh, mm
    faces: np.ndarray
    normals: np.ndarray
    skin: np.ndarray  # (m,) bool of the fine faces
    marks: object  # landmarks of this figure
    reference: Reference
    ring: np.ndarray  # (n,) steps over the mesh from the mouth's rim
    forms: tuple = ()  # landmarks as relief (relief.Form)
    creases: tuple = ()  # fine lines on the skin (creases.Crease)

    @property
    def pitch_mm(self):
        return PITCH_MM if self.id == self.sex else COARSE_MM

    def of_faces(self, keep):
        return replace(self, faces=self.faces[keep], skin=self.skin[keep])


def _subdivided(faces, values):
    for _ in range(STEPS):
        faces, values = loop_step(faces, values)
    return faces, values


@lru_cache(maxsize=1)
def _reference(data):
    """The same spots on the body of skin.zone_of_face, so that a drawn zone is that of the skin beneath.

    Smoothed like the figure; else the facets of the mesh would show in the borders.
    """
    values = np.hstack([data.vertices["zones"], data.parts])
    found = [_subdivided(f, values) for f in (data.skin_faces, data.faces[data.inner])]
    normals = np.vstack([vertex_normals(v[:, :3], f) for f, v in found])
    stacked, marks = np.vstack([v for _, v in found]), data.landmarks("zones")
    points, parts = stacked[:, :3], stacked[:, 3:]
    part = parts.argmax(1)
    zone = zone_of(points, normals, part, marks)
    return Reference(points, normals, parts, marks, part, zone)


def mouth_rings(data, body, most=12):
    """Steps over the skin's edges from the mouth's rim (n,), no more than `most`."""
    edges, _, count = edges_of(data.skin_faces)
    rim = np.unique(edges[count == 1])
    below = data.vertices[body][rim, 1] < data.landmarks(body).y_eye - 20.0  # eyes have rims too
    ring = np.full(len(data.parts), float(most))
    ring[rim[below]] = 0.0
    for _ in range(most):
        for a, b in (edges.T, edges.T[::-1]):
            np.minimum.at(ring, a, ring[b] + 1)
    return ring


def make_figure(data, name):
    """Skin and inner faces are subdivided apart, so the rims of eyes and mouth stay where the atlas has them."""
    values = np.hstack([data.vertices[name], mouth_rings(data, name)[:, None]])
    outer, a = _subdivided(data.skin_faces, values)
    inner, b = _subdivided(data.faces[data.inner], values)
    normals = np.vstack([vertex_normals(a[:, :3], outer), vertex_normals(b[:, :3], inner)])
    stacked = np.vstack([a, b])
    skin = np.r_[np.ones(len(outer), bool), np.zeros(len(inner), bool)]
    faces = np.vstack([outer, inner + len(a)])
    told = (data.landmarks(name), _reference(data), stacked[:, 3])
    bare = Figure(name, name[0], stacked[:, :3], faces, normals, skin, *told)
    surface = skin_of(bare)
    raised = (_fitted(form, name) for form in forms(surface, leanness(name)))
    return replace(bare, forms=tuple(raised), creases=tuple(creases(surface)))


def _fitted(form, name):
    """A landmark as broad and high as the body is tall, a muscle no plainer than its person's."""
    share = size(name)
    strength = muscularity(name) if form.name.startswith(MUSCLES) else 1.0
    return replace(
        form,
        height_mm=share * strength * form.height_mm,
        tone=strength * form.tone,
        radius_mm=share * form.radius_mm,
        right_mm=form.right_mm and share * form.right_mm,
    )


def box(figure, view):
    """u0, v0, columns, rows of the view's raster; front and back are symmetric about u = 0."""
    u, v, _ = project(figure.vertices[figure.faces].reshape(-1, 3), view)
    low, high = u.min() - MARGIN_MM, u.max() + MARGIN_MM
    if view in ("front", "back"):
        high = max(-low, high)
        low = -high
    pitch = figure.pitch_mm
    columns = 2 * int(np.ceil((high - low) / pitch / 2))
    middle = 0.0 if view in ("front", "back") else (low + high) / 2
    v0 = np.floor((v.min() - MARGIN_MM) / pitch) * pitch
    rows = int(np.ceil((v.max() + MARGIN_MM - v0) / pitch))
    u0 = np.round(middle / pitch) * pitch - columns / 2 * pitch
    return u0, v0, columns, rows


def _weights_of_corners(corners, points):
    """Barycentric coordinates (n, 3) of points (n, 2) in triangles (n, 3, 2), held inside."""
    a, b, c = (corners[:, k] for k in range(3))
    (bu, bv), (cu, cv), (pu, pv) = (b - a).T, (c - a).T, (points - a).T
    d = bu * cv - cu * bv
    wb, wc = np.clip((pu * cv - cu * pv) / d, 0, 1), np.clip((bu * pv - pu * bv) / d, 0, 1)
    return np.stack([np.clip(1 - wb - wc, 0, 1), wb, wc], 1)


def _unit(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def _told(reference, corners, share):
    """Part and zone of spots of skin given by their corners (n, 3) and weights (n, 3, 1).

    Where the three corners agree they are right; else they are told at the spot itself.
    """
    part, zone = reference.part[corners[:, 0]], reference.zone[corners[:, 0]]
    split = (reference.part[corners] != part[:, None]) | (reference.zone[corners] != zone[:, None])
    at = np.flatnonzero(split.any(1))
    corners, share = corners[at], share[at]
    part[at] = (reference.parts[corners] * share).sum(1).argmax(1)
    points, normals = ((a[corners] * share).sum(1) for a in (reference.points, reference.normals))
    zone[at] = zone_of(points, _unit(normals), part[at], reference.marks)
    return part, zone


def look(figure, view, frame=None, pitch_mm=None):
    """The field of a view; `frame` (u0, v0, columns, rows) holds it to another's raster."""
    pitch_mm = pitch_mm or figure.pitch_mm
    u0, v0, columns, rows = frame or box(figure, view)
    u, v, z = project(figure.vertices, view)
    pixels = np.stack([(u - u0) / pitch_mm, (v - v0) / pitch_mm], 1)
    face, depth = zbuffer(pixels, z, figure.faces, (rows, columns))
    y, x = np.nonzero(face >= 0)
    seen = figure.faces[face[y, x]]
    share = _weights_of_corners(pixels[seen], np.stack([x, y], 1) + 0.5)[..., None]
    normal = _unit((figure.normals[seen] * share).sum(1))
    part, zone = _told(figure.reference, seen, share)
    in_view = np.stack(
        [project(normal, view)[0], -project(normal, view)[1], project(normal, view)[2]], 1
    )

    def spread(values, empty):
        out = np.full((rows, columns, *values.shape[1:]), empty, values.dtype)
        out[y, x] = values
        return out

    return Field(
        view,
        u0,
        v0,
        face >= 0,
        depth,
        spread(in_view, 0.0),
        spread(zone, 0),
        spread(upper_limb(part), 0),
        spread(figure.skin[face[y, x]], 0),
        spread((figure.ring[seen] * share[..., 0]).sum(1), 99.0),
        pitch_mm,
    )


def _mirror_half(values, left_half_first):
    """Keep the patient's left half and mirror it over the other."""
    half = values.shape[1] // 2
    if left_half_first:
        return np.concatenate([values[:, :half], values[:, :half][:, ::-1]], 1)
    return np.concatenate([values[:, half:][:, ::-1], values[:, half:]], 1)


def look_symmetric(figure, view):
    """Front or back: only the patient's left half is looked at, and mirrored."""
    left = figure.of_faces(figure.vertices[figure.faces, 0].max(1) > -2.0)
    return symmetric(look(left, view, box(figure, view)))


def symmetric(field):
    """Front and back: the patient's right is the exact mirror of the left."""
    first = field.view == "back"
    half = field.inside.shape[1] // 2
    other = np.zeros(field.inside.shape, bool)
    other[:, half:] = first
    other[:, :half] = not first
    m = {name: _mirror_half(getattr(field, name), first) for name in PIXELS}
    m["normal"] = m["normal"] * np.where(other[..., None], [-1.0, 1.0, 1.0], 1.0)
    m["zone"] = np.where(other, np.array(MIRROR)[m["zone"]], m["zone"])
    m["limb"] = np.where(other & (m["limb"] > 0), 3 - m["limb"], m["limb"])
    return replace(field, **m)


def flipped(field, view="right"):
    """A view of the patient's left seen as that of the right."""
    zone, limb = field.zone[:, ::-1], field.limb[:, ::-1]
    width = field.inside.shape[1] * field.pitch_mm
    return replace(
        field,
        view=view,
        u0_mm=-(field.u0_mm + width),
        inside=field.inside[:, ::-1],
        depth_mm=field.depth_mm[:, ::-1],
        normal=field.normal[:, ::-1] * [-1.0, 1.0, 1.0],
        zone=np.array(MIRROR)[zone],
        limb=np.where(limb > 0, 3 - limb, limb),
        skin=field.skin[:, ::-1],
        ring=field.ring[:, ::-1],
    )
