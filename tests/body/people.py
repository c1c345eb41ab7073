"""Adults of the tests, marks on them, and the mirror of the mesh."""

from functools import lru_cache

import numpy as np

from mesomap.body import atlas, patient
from mesomap.body.anchors import from_view
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique

WOMAN = Physique("F", 41.0, 165.0, 62.0)
MAN = Physique("M", 52.0, 178.0, 84.0)


def woman():
    return patient.body_for(WOMAN)


def random_points(rng, count, *, spread_mm=60.0, body=None):
    """Anchors of points around a place of the trunk's back or of anywhere."""
    body = body or woman()
    faces, vertices = body.atlas.faces, body.vertices
    middle = vertices[faces].mean(axis=1)
    first = rng.integers(len(faces))
    near = np.flatnonzero(np.linalg.norm(middle - middle[first], axis=1) < spread_mm)
    b = rng.dirichlet((1, 1, 1), count)
    return [
        (int(f), float(x[1]), float(x[2])) for f, x in zip(rng.choice(near, count), b, strict=True)
    ]


def outline_around(middle, radius, view="back", figure="F", corners=12):
    """A round outline on a drawing, as anchors."""
    angle = np.arange(corners) * 2 * np.pi / corners
    uv = np.array(middle) + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    found = from_view(figure, view, uv)
    assert None not in found
    return tuple(found)


def lumbar_marks():
    """A small session: points, an outline, a stroke and a zone that all overlap."""
    places = from_view(
        "F", "back", np.array([(x, -1020.0 + y) for x in (-40, 0, 40) for y in (-20, 20)])
    )
    points = [Mark(f"p{i}", Kind.POINT, (Depth.IDP,), (a,)) for i, a in enumerate(places)]
    return [
        *points,
        Mark(
            "o",
            Kind.PATCH,
            (Depth.IDS, Depth.IDP),
            outline_around((10.0, -1010.0), 45.0),
            view="back",
            figure="F",
        ),
        Mark(
            "s",
            Kind.STROKE,
            (Depth.IED,),
            outline_around((0.0, -1000.0), 60.0)[:5],
            view="back",
            figure="F",
        ),
        Mark("z", Kind.ZONE, (Depth.IHD,), zone="sacroiliac.L"),
    ]


@lru_cache(maxsize=1)
def mirror():
    """The face on the other side of each face, and which of its corners is whose.

    Returns (nF,) faces and (nF, 3): corner k of a face lies opposite corner `order[k]`.
    """
    shipped = atlas.load()
    mean = shipped.shapes["F"].mean_tenth_mm
    place = {tuple(row): i for i, row in enumerate(mean.tolist())}
    other = np.array([place[-x, y, z] for x, y, z in mean.tolist()])
    known = {tuple(sorted(face)): i for i, face in enumerate(shipped.faces.tolist())}
    across = other[shipped.faces]
    face = np.array([known[tuple(sorted(row))] for row in across.tolist()])
    order = np.array(
        [
            [shipped.faces[f].tolist().index(v) for v in row]
            for f, row in zip(face, across.tolist(), strict=True)
        ]
    )
    return face, order


def mirrored(anchor):
    """The same place on the other side."""
    faces, order = mirror()
    face, b1, b2 = anchor
    share = [0.0, 0.0, 0.0]
    for corner, weight in enumerate((1.0 - b1 - b2, b1, b2)):
        share[order[face][corner]] = weight
    return int(faces[face]), share[1], share[2]
