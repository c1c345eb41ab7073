"""One session on one view: the figure, the marks on it, what they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import svgwrite

from mesomap.body import zones
from mesomap.body.atlas import load
from mesomap.body.views import View, drawn_figure, view_of
from mesomap.domain.depths import LEVELS, STROKE_WIDTH_MM, Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.drawing.base import Raw, base, written
from mesomap.drawing.letters import syringe_letters, syringe_word
from mesomap.drawing.places import Place, covered_faces, places
from mesomap.drawing.signs import (
    Pen,
    Translate,
    hatched,
    letter_sign,
    number,
    outline_sign,
    point_sign,
    stroke_sign,
)
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from svgwrite.container import Group

Box = tuple[float, float, float, float]

VIEW_NAMES: Mapping[str, str] = {
    "front": N_("Face"),
    "back": N_("Dos"),
    "left": N_("Profil gauche"),
    "right": N_("Profil droit"),
}


def view_name(view: str, lang: str, translate: Translate) -> str:
    """Name of a view; a close-up has its own in both languages."""
    return translate(VIEW_NAMES[view]) if view in VIEW_NAMES else view_of(view).names[lang]


def side_letters(view: View) -> tuple[str, ...]:
    """Letters of the patient's sides, at the left and right of a drawing that has both."""
    across = view.right[0]
    if view.side != "median" or abs(across) < ACROSS:
        return ()
    return (N_("D"), N_("G")) if across > 0 else (N_("G"), N_("D"))


#: How far (cosine) a drawing's right is the patient's left or right, to show both sides.
ACROSS = 0.7

#: A crop shows this much skin around the marks, and never less than LEAST_MM in all.
MARGIN_MM = 110.0
LEAST_MM = 440.0
#: Height over width that a crop keeps within.
RATIO = (0.8, 1.5)
#: A sign is this share of the height that is shown, between what can be seen and what hides.
SIGN_SHARE = 1 / 95
SIGN_MM = (2.2, 9.0)
#: Technique mixte: the shallower sign around the deeper one.
MIXED = (1.7, 0.8)
LEFT_OUT_OPACITY = 0.35
#: Radius of skin left alone that says none.
AVOID_MM = 5.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark and its fate: "planned", "done", or "left-out" (planned and not done).

    `letter`: its syringe, or "dry", where the drawing says it; "" where it does not.
    """

    mark: Mark
    state: str = "planned"
    letter: str = ""


def session_svg(
    marks: Sequence[Drawn],
    figure: str,
    view: str,
    *,
    lang: str = "fr",
    translate: Translate = str,
    theme: str = "web",
    crop: bool = False,
    box: Box | None = None,
    avoid: Sequence[Mark] = (),
    apart: str = "",
) -> str:
    """Draw marks on one view; those that it does not see are not on it.

    theme: "web" for inlining (CSS variables), "paper" for documents (literal colours).
    crop: show the treated part instead of the whole body; box: exactly that part.
    avoid: skin that is to be left alone, hatched below the marks.
    apart: what the ids in it begin with, where a page shows one view twice.
    """
    found = places(figure, view, [d.mark for d in marks])
    whole = base(drawn_figure(view_of(view), figure), view, theme)
    shown = box or (crop_box(found, whole.box) if crop else whole.box)
    svg = _page(shown, _said(found, view, lang, translate), theme)
    pen = Pen(svg, theme, sign_size_mm(shown), lang, translate)
    fates = {d.mark.id: d for d in marks}
    alone = places(figure, view, avoid) if avoid else []
    for over, elements in ((False, whole.body), (True, whole.limb)):
        these = [p for p in found if p.limb is over]
        left = [p for p in alone if p.limb is over]
        if over and not (these or left):
            continue
        for element in elements:
            svg.add(Raw(element))
        for place in left:
            svg.add(avoid_sign(pen, place))
        svg.add(_marks(pen, these, fates))
        said = [(p, fates[p.mark.id].letter) for p in these if fates[p.mark.id].letter]
        if said:
            svg.add(syringe_letters(pen, these, said))
    svg.add(_sides(pen, view, shown))
    return written(svg, apart)


def sign_size_mm(box: Box) -> float:
    """Half width of a point's sign, for what is shown."""
    return float(np.clip(max(box[2], box[3]) * SIGN_SHARE, *SIGN_MM))


def crop_box(found: Sequence[Place], whole: Box) -> Box:
    """Part of the view that holds the marks, with some body around to know it by."""
    if not found:
        return whole
    all_uv = np.concatenate([place.coordinates for place in found])
    low, high = all_uv.min(axis=0) - MARGIN_MM, all_uv.max(axis=0) + MARGIN_MM
    middle, size = (low + high) / 2, np.maximum(high - low, LEAST_MM)
    size[0] = max(size[0], size[1] / RATIO[1])
    size[1] = max(size[1], size[0] * RATIO[0])
    most = np.array([whole[2], whole[3]])
    size = np.minimum(size, most)
    corner = np.clip(middle - size / 2, whole[:2], np.array(whole[:2]) + most - size)
    return float(corner[0]), float(corner[1]), float(size[0]), float(size[1])


def _page(box: Box, said: tuple[str, str], theme: str) -> svgwrite.Drawing:
    title, description = said
    svg = svgwrite.Drawing(debug=False)
    for name in ("width", "height", "baseProfile"):
        svg.attribs.pop(name, None)
    svg.viewbox(*(float(number(x)) for x in box))
    svg.update({"class": "session-map", "role": "img", "aria-label": f"{title}. {description}"})
    if theme == "paper":
        svg.update({"width": f"{number(box[2])}", "height": f"{number(box[3])}"})
    svg.set_desc(title=title, desc=description)
    return svg


def _said(found: Sequence[Place], view: str, lang: str, translate: Translate) -> tuple[str, str]:
    """Title and description: the view, then each zone with what was laid on it."""
    title = view_name(view, lang, translate)
    return title, describe([p.mark for p in found], lang, translate)


def describe(marks: Iterable[Mark], lang: str, translate: Translate) -> str:
    """Say what marks are, zone by zone and depth by depth, for one who cannot see them."""
    rows = sorted((mark_zone(m), m.kind is not Kind.POINT, _depth_names(m, translate))
                  for m in marks)  # fmt: skip
    said = []
    for (zone, wide, depths), group in groupby(rows):
        count = len(list(group))
        template = translate(N_("{zone} : {depth}") if wide else N_("{zone} : {depth}, {count}"))
        said.append(template.format(zone=zones.name(zone, lang), depth=depths, count=count))
    return " ; ".join(said) or translate(N_("Aucune marque."))


def mark_zone(mark: Mark) -> str:
    """Key of the zone that a mark is named by: the one that holds most of it."""
    if mark.zone is not None:
        return mark.zone
    atlas = load()
    faces = covered_faces(mark.figure or "F", mark)
    return atlas.zone_keys[int(np.bincount(atlas.zone_of_face[faces]).argmax())]


def _depth_names(mark: Mark, translate: Translate) -> str:
    return " + ".join(translate(LEVELS[depth].name) for depth in mark.depths)


def avoid_sign(pen: Pen, place: Place) -> Group:
    """Draw skin that is left alone: hatched in ink, with a broken edge."""
    shape = place.shape
    if place.point is not None:
        shape = shapely.Point(place.point).buffer(place.mark.radius_mm or AVOID_MM, quad_segs=6)
    group = hatched(pen, shape)
    group.set_desc(title=pen.translate(N_("Peau à éviter")))
    return group


def _marks(pen: Pen, found: Sequence[Place], fates: Mapping[str, Drawn]) -> Group:
    """Draw wide marks first, so that points stay on top; each with its name."""
    layer = pen.svg.g(**{"class": "marks"})
    for place in sorted(found, key=lambda p: p.point is not None):
        layer.add(_mark(pen, place, fates[place.mark.id]))
    return layer


def _mark(pen: Pen, place: Place, fate: Drawn) -> Group:
    state, mark, group = fate.state, place.mark, pen.svg.g(**{"class": "mark"})
    named = {"data-mark": mark.id, "data-depth": " ".join(mark.depths), "data-state": state}
    group.attribs.update(named)
    if state == "left-out":
        group["opacity"] = LEFT_OUT_OPACITY
    where, what = zones.name(mark_zone(mark), pen.lang), _depth_names(mark, pen.translate)
    whose = f" – {syringe_word(fate.letter, pen.translate)}" if fate.letter else ""
    group.set_desc(title=f"{where} – {what}{whose}")
    for element in _signs(pen, place):
        group.add(element)
    if fate.letter:
        group["data-syringe"] = fate.letter
    return group


def _signs(pen: Pen, place: Place) -> list[Any]:
    """Draw a mark once for each of its depths, and a letter where there is room for one."""
    depths = sorted(place.mark.depths, key=list(Depth).index)
    if place.point is not None:
        shares = (1.0,) if len(depths) == 1 else MIXED
        return [point_sign(pen, depth, place.point, pen.size_mm * share)
                for depth, share in zip(depths, shares, strict=True)]  # fmt: skip
    if place.shape is not None:
        wide = [outline_sign(pen, depth, place.shape) for depth in depths]
    else:
        width_mm = max(place.mark.width_mm or STROKE_WIDTH_MM, pen.size_mm)
        wide = [stroke_sign(pen, depth, place.lines, width_mm / (i + 1))
                for i, depth in enumerate(depths)]  # fmt: skip
    return wide + _letters(pen, place, depths)


def _letters(pen: Pen, place: Place, depths: Sequence[Depth]) -> list[Any]:
    """Write the letters of a wide mark side by side: at its top, where points seldom lie."""
    if place.shape is not None:
        edge = place.coordinates
        middle = edge[edge[:, 1].argmin()]
    else:
        middle = place.lines[0][len(place.lines[0]) // 2]
    aside = (np.arange(len(depths)) - (len(depths) - 1) / 2) * pen.size_mm * 3.4
    return [letter_sign(pen, depth, middle + np.array([du, 0.0]))
            for depth, du in zip(depths, aside, strict=True)]  # fmt: skip


def _sides(pen: Pen, view: str, box: Box) -> Group:
    """Write the letters of the patient's sides in the upper corners, where there are two."""
    size_mm = pen.size_mm * 4
    group = pen.svg.g(
        fill=pen.paint("ink"),
        font_size=round(size_mm, 1),
        font_family="Source Sans 3, sans-serif",
        **{"class": "sides"},
    )
    ends = (box[0] + size_mm, box[0] + box[2] - size_mm)
    for u, letter in zip(ends, side_letters(view_of(view)), strict=False):
        at = (round(u, 1), round(box[1] + size_mm * 1.1, 1))
        group.add(pen.svg.text(pen.translate(letter), insert=at, text_anchor="middle"))
    return group
