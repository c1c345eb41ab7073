"""Hair, eyes, brows and lips in the close-ups that show them."""

from __future__ import annotations

from dataclasses import replace

from atlas import face, hair

#: Close-ups that look along a whole view's axis: drawn as that view draws them.
AS_WHOLE = {"face": "front", "face-side.L": "left", "neck-front": "front", "neck-side.L": "left"}
#: The scalp is worked on without hair, and from below none is seen.
WITH_HAIR = ("face", "neck")
WITHOUT = ("face-below", "neck-front")


def features(figure, field, row):
    """Features of the head, in drawing order."""
    grown = row["group"] in WITH_HAIR and row["key"] not in WITHOUT
    found = hair.tint(figure, field) + hair.drawn_flow(figure, field) if grown else []
    as_view = AS_WHOLE.get(field.view)
    return found + (face.features(figure, replace(field, view=as_view)) if as_view else [])


def knot(figure, row):
    """The woman's knot where it is seen from the side."""
    return hair.knot(figure, "left") if AS_WHOLE.get(row["key"]) == "left" else None
