"""The views: from where a figure is drawn, which of its skin, and how far the drawing goes.

Four whole views of every figure, and close-ups of the adult woman and man. A view is an
orthographic projection, so a place on the skin has one place on it, whatever is zoomed.
The table is `views.json`, which the browser reads too; a key never changes what it means.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from mesomap.body.atlas import FOLDER
from mesomap.domain.marks import FIGURES, VIEWS
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mesomap.domain.marks import Mark

#: (x, y, z) of a direction in the body: the patient's left, up, the front.
Axis: TypeAlias = tuple[float, float, float]

WHOLE, CLOSE_UP = "whole", "close-up"


@dataclass(frozen=True, slots=True)
class View:
    """One view. On its drawing u goes to the right and v DOWN, in mm.

    `right` and `toward` (the viewer) are unit vectors at a right angle. `segments` are the parts
    of the body that are drawn, all of them where it is empty; in the side views the upper limb
    comes and goes. `boxes` are (u0, v0, width, height) in mm by figure; a close-up has those of
    the two adults. `pose` names another position of the figure; "" is the anatomical one.
    """

    key: str
    kind: str
    group: str
    side: str
    names: Mapping[str, str]
    short_names: Mapping[str, str]
    right: Axis
    toward: Axis
    pose: str
    segments: tuple[str, ...]
    boxes: Mapping[str, tuple[float, float, float, float]]
    mirror: str
    zones: tuple[str, ...]
    opens_from: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return self.kind == WHOLE

    def position_of(self, figure: str) -> str:
        """Name of a figure's vertices in this view (`atlas.figures`)."""
        return f"{figure}_{self.pose}" if self.pose else figure


def _axis(values: Iterable[float]) -> Axis:
    x, y, z = values
    return float(x), float(y), float(z)


def _view(row: Mapping[str, object]) -> View:
    get = dict[str, object](row).get
    boxes: Mapping[str, Iterable[float]] = row.get("boxes") or {}  # type: ignore[assignment]

    def texts(name: str) -> tuple[str, ...]:
        return tuple(get(name) or ())  # type: ignore[arg-type]

    return View(
        key=str(row["key"]),
        kind=str(row["kind"]),
        group=str(row["group"]),
        side=str(row["side"]),
        names=MappingProxyType({lang: str(row[lang]) for lang in ("fr", "en")}),
        short_names=MappingProxyType({lang: str(row[f"short_{lang}"]) for lang in ("fr", "en")}),
        right=_axis(row["right"]),  # type: ignore[arg-type]
        toward=_axis(row["toward"]),  # type: ignore[arg-type]
        pose=str(get("pose") or ""),
        segments=texts("segments"),
        boxes=MappingProxyType({k: tuple(float(x) for x in box) for k, box in boxes.items()}),  # type: ignore[misc]
        mirror=str(row["mirror"]),
        zones=texts("zones"),
        opens_from=texts("opens_from"),
    )


@lru_cache(maxsize=1)
def all_views() -> Mapping[str, View]:
    """Every view by its key: the whole ones first, then close-ups as a page lists them."""
    rows = json.loads((FOLDER / "views.json").read_text(encoding="utf-8"))
    return MappingProxyType({row["key"]: _view(row) for row in rows})


def close_ups() -> tuple[View, ...]:
    """Give the close-ups in their order."""
    return tuple(view for view in all_views().values() if not view.is_whole)


def view_of(key: str) -> View:
    """Give the view of a key.

    Raises
    ------
    Refused
        No view of that key.

    """
    found = all_views().get(key)
    if found is None:
        raise Refused(
            N_(
                "Vue inconnue : {value!r} (vues entières : {allowed}, "
                "et les gros plans de l’atlas)."
            ),
            value=key,
            allowed=", ".join(VIEWS),
        )
    return found


def drawn_figure(view: View, figure: str) -> str:
    """Figure that a view is drawn of: a close-up of any figure is one of the adult's."""
    return figure if view.is_whole else figure[0]


def check_drawing(view: str | None, figure: str | None) -> None:
    """Refuse a view or a figure that does not exist, or a close-up of a figure that has none.

    Raises
    ------
    Refused

    """
    if figure is not None and figure not in FIGURES:
        raise Refused(
            N_("Figure inconnue : {value!r} (figures : {allowed})."),
            value=figure,
            allowed=", ".join(FIGURES),
        )
    if view is None:
        return
    found = view_of(view)
    if figure is not None and not found.is_whole and figure not in found.boxes:
        raise Refused(
            N_("Le gros plan {view!r} n’est dessiné que pour les figures {allowed}."),
            view=view,
            allowed=", ".join(found.boxes),
        )


def check_drawings(marks: Iterable[Mark]) -> None:
    """Refuse marks on drawings that do not exist.

    Raises
    ------
    Refused

    """
    for mark in marks:
        check_drawing(mark.view, mark.figure)
