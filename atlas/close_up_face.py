"""Hair, eyes, brows and lips in the close-ups that show them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from atlas import face, hair
from atlas.figure import look
from atlas.views import project

#: Close-ups that look along a whole view's axis: drawn as that view draws them.
AS_WHOLE = {"face": "front", "face-side.L": "left", "neck-front": "front", "neck-side.L": "left"}
#: The scalp is worked on without hair, and from below none is seen.
WITH_HAIR = ("face", "neck")
WITHOUT = ("face-below", "neck-front")


#: From below only the mouth is drawn, laid on the skin where the front view has it.
FROM_BELOW = ("face-below",)
LIFTED = ("lips", "mouth")
FRONT_PITCH_MM = 0.4


def _lifted(figure, row, box_mm):
    """Lips and mouth of the front view, carried over to another view."""
    middle = box_mm[0] + box_mm[2] / 2
    marks = figure.marks
    frame = (middle - 60, -marks.y_eye - 40, 300, 400)
    front = look(figure, "front", frame, FRONT_PITCH_MM)
    rows, columns = front.inside.shape

    def carry(uv):
        column, line = front.to_pixels(uv).astype(int).T
        depth = front.depth_mm[np.clip(line, 0, rows - 1), np.clip(column, 0, columns - 1)]
        u, v, _ = project(np.stack([uv[:, 0], -uv[:, 1], depth], 1), row["key"])
        return np.stack([u, v], 1)

    for f in face.features(figure, front):
        if f.kind in LIFTED:
            flat = isinstance(f.shape, np.ndarray)
            yield replace(f, shape=carry(f.shape) if flat else shapely.transform(f.shape, carry))


def features(figure, field, row, box_mm):
    """Features of the head, in drawing order."""
    grown = row["group"] in WITH_HAIR and row["key"] not in WITHOUT
    found = hair.tint(figure, field) if grown else []
    if grown and row["group"] == "face":
        found += hair.drawn_flow(figure, field)
    if row["key"] in FROM_BELOW:
        return found + list(_lifted(figure, row, box_mm))
    as_view = AS_WHOLE.get(field.view)
    return found + (face.features(figure, replace(field, view=as_view)) if as_view else [])


def knot(figure, row):
    """The woman's knot where it is seen from the side."""
    return hair.knot(figure, "left") if AS_WHOLE.get(row["key"]) == "left" else None
