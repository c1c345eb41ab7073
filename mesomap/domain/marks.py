"""Marks on the skin: the interchange form, read and written.

A mark is anchored to faces of the mesh, never to a drawing's pixels. An anchor
`(face, b1, b2)` is the point `(1 - b1 - b2)·A + b1·B + b2·C` of that face's corners.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, assert_never

from mesomap.domain.ask import finite, one_of
from mesomap.domain.depths import Depth
from mesomap.errors import N_, Malformed, Refused

Anchor: TypeAlias = tuple[int, float, float]

#: Barycentric coordinates may miss the face by this much (rounding on the way).
BARYCENTRIC_TOLERANCE = 1e-6

#: Most anchors of one mark, and most marks that one act names. A finger draws some hundred anchors.
MAX_ANCHORS = 20_000

#: The whole views; the close-ups' keys are the atlas's to know (`mesomap.body.views`).
VIEWS = ("front", "back", "left", "right")
_VIEW_KEY = re.compile(r"[a-z][a-z-]{1,38}(\.[LR])?")

#: The drawn bodies: adults of four builds, adolescents and children of two, of each sex.
BUILDS = ("", "-slim", "-strong", "-obese", "14", "14-strong", "10", "10-strong")
FIGURES = tuple(sex + build for sex in "FM" for build in BUILDS)


class Kind(StrEnum):
    POINT = "point"
    PATCH = "patch"
    """A closed outline, straight-edged on the named view of the named figure."""
    STROKE = "stroke"
    ZONE = "zone"
    """One whole zone, by its key; has no anchors."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark, whatever its state in a session.

    `depths` has one entry, or two for technique mixte (skin counted once in the total).
    `view` and `figure` name the drawing that an outline or stroke was laid on.
    `zones` is the version of the zones that a whole zone was laid in, None for the current one.
    `radius_mm` and `width_mm` are None where the depth's counting figure applies.
    """

    id: str
    kind: Kind
    depths: tuple[Depth, ...]
    anchors: tuple[Anchor, ...] = ()
    view: str | None = None
    figure: str | None = None
    radius_mm: float | None = None
    width_mm: float | None = None
    zone: str | None = None
    zones: str | None = None
    syringe: str | None = None


def anchor_from_json(value: Any) -> Anchor:
    """Read `[face, b1, b2]`.

    Raises
    ------
    Malformed
        Not three numbers, or a face that is not a whole number.
    Refused
        Barycentric coordinates outside the face by more than 1e-6.
    """
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise Malformed(N_("Un ancrage s’écrit [face, b1, b2], reçu : {value!r}."), value=value)
    face, b1, b2 = value[0], finite(value[1], "b1"), finite(value[2], "b2")
    if isinstance(face, bool) or not isinstance(face, int):
        raise Malformed(N_("La face d’un ancrage est un entier, reçu : {face!r}."), face=face)
    if min(b1, b2, 1.0 - b1 - b2) < -BARYCENTRIC_TOLERANCE:
        raise Refused(
            N_(
                "L’ancrage [{face}, {b1}, {b2}] est hors de sa face : b1, b2 et 1 − b1 − b2 "
                "doivent être entre 0 et 1."
            ),
            face=face,
            b1=b1,
            b2=b2,
        )
    return face, b1, b2


def _depths(value: Any) -> tuple[Depth, ...]:
    found = value if isinstance(value, list) else [value]
    try:
        depths = tuple(Depth(d) for d in found)
    except (ValueError, TypeError):
        depths = ()
    if not 1 <= len(depths) <= 2 or len(set(depths)) != len(depths):
        raise Refused(
            N_(
                "La profondeur est IED, IDS, IDP ou IHD, ou deux d’entre elles pour une technique "
                "mixte, reçu : {value!r}."
            ),
            value=value,
        )
    return depths


def length_mm(value: Any, name: str) -> float | None:
    """Read a length in mm, 0 to 100, or None. Raises Malformed, Refused."""
    if value is None:
        return None
    length = finite(value, name)
    if not 0 < length <= 100:
        raise Refused(
            N_("{name} doit être entre 0 et 100 mm, reçu : {value}."), name=name, value=length
        )
    return length


def _kind(value: Any) -> Kind:
    try:
        return Kind(str(value))
    except ValueError:
        raise Refused(
            N_("Le genre d’une marque est point, patch, stroke ou zone, reçu : {value!r}."),
            value=value,
        ) from None


def _anchors(kind: Kind, raw: Any) -> tuple[Anchor, ...]:
    """Read the anchors of a mark, as many as its kind needs."""
    if not isinstance(raw, list) or len(raw) > MAX_ANCHORS:
        raise Malformed(
            N_("Les ancrages d’une marque forment une liste de {most} éléments au plus."),
            most=MAX_ANCHORS,
        )
    anchors = tuple(anchor_from_json(a) for a in raw)
    _check_count(kind, len(anchors))
    return anchors


def _check_count(kind: Kind, count: int) -> None:
    match kind:
        case Kind.POINT:
            if count != 1:
                raise Refused(N_("Un point a exactement un ancrage, reçu : {count}."), count=count)
        case Kind.PATCH:
            if count < 3:
                raise Refused(
                    N_("Un contour a au moins trois ancrages, reçu : {count}."), count=count
                )
        case Kind.STROKE:
            if count < 1:
                raise Refused(N_("Un trait a au moins un ancrage."))
        case Kind.ZONE:
            """Its key says where it is; anchors of it mean nothing."""
        case _:
            assert_never(kind)


def _zone(kind: Kind, value: Any) -> str | None:
    if kind is not Kind.ZONE:
        return None
    if not (isinstance(value, str) and value):
        raise Refused(N_("Une zone entière nomme sa zone."))
    return value


def view_key(value: Any) -> str:
    """Read the key of a view; whether there is such a view is the atlas's to say.

    Raises
    ------
    Refused

    """
    if not (isinstance(value, str) and _VIEW_KEY.fullmatch(value)):
        raise Refused(
            N_(
                "Vue inconnue : {value!r} (vues entières : {allowed}, "
                "et les gros plans de l’atlas)."
            ),
            value=value,
            allowed=", ".join(VIEWS),
        )
    return value


def figure_key(value: Any) -> str | None:
    """Read a figure, or None. Raises Refused."""
    known = N_("Figure inconnue : {value!r} (figures : {allowed}).")
    return None if value is None else one_of(value, FIGURES, sentence=known)


def _view(kind: Kind, value: Any) -> str | None:
    view = None if value is None else view_key(value)
    if kind in (Kind.PATCH, Kind.STROKE) and view is None:
        raise Refused(N_("Un contour ou un trait nomme la vue où il a été dessiné."))
    return view


def _zones(kind: Kind, value: Any) -> str | None:
    if value is None or kind is not Kind.ZONE:
        return None
    if not (isinstance(value, str) and value.isdigit() and len(value) < 5):
        raise Refused(N_("La version des zones est un numéro, reçu : {value!r}."), value=value)
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 64:
        raise Malformed(N_("L’identifiant d’une marque et sa seringue sont des textes courts."))
    return value


def mark_from_json(value: Any) -> Mark:
    """Read one mark of the interchange form.

    Whether a face or a zone exists is the atlas's to say (`mesomap.body`); the rest is here.

    Raises
    ------
    Malformed, Refused
        With a sentence that says what was wanted.

    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Une marque est un objet JSON, reçu : {value!r}."), value=value)
    kind, syringe = _kind(value.get("kind")), value.get("syringe")
    return Mark(
        id=_name(value.get("id", "")),
        kind=kind,
        depths=_depths(value.get("depth")),
        anchors=_anchors(kind, value.get("anchors", [])),
        view=_view(kind, value.get("view")),
        figure=figure_key(value.get("figure")),
        radius_mm=length_mm(value.get("radius_mm"), "radius_mm"),
        width_mm=length_mm(value.get("width_mm"), "width_mm"),
        zone=_zone(kind, value.get("zone")),
        zones=_zones(kind, value.get("zones")),
        syringe=None if syringe is None else _name(syringe),
    )


def mark_to_json(mark: Mark) -> dict[str, Any]:
    """Write one mark; keys whose value is None are left out. The inverse of `mark_from_json`."""
    depths = [d.value for d in mark.depths]
    out: dict[str, Any] = {"id": mark.id, "kind": mark.kind.value}
    if mark.anchors:
        out["anchors"] = [list(a) for a in mark.anchors]
    out["depth"] = depths[0] if len(depths) == 1 else depths
    optional = {
        "view": mark.view,
        "figure": mark.figure,
        "radius_mm": mark.radius_mm,
        "width_mm": mark.width_mm,
        "zone": mark.zone,
        "zones": mark.zones,
        "syringe": mark.syringe,
    }
    return out | {k: v for k, v in optional.items() if v is not None}
