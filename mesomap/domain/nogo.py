"""Skin of a patient that is left alone: a mole, a scar, a tattoo, infected skin.

Drawn in one session, it is shown in all of them until it is lifted. It is a reminder: a mark may
lie on it, if the doctor says so (`accepted_nogo` of the event that laid it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mesomap.domain.ask import one_of
from mesomap.domain.depths import Depth
from mesomap.domain.marks import (
    Anchor,
    Kind,
    Mark,
    anchor_from_json,
    figure_key,
    length_mm,
    view_key,
)
from mesomap.errors import N_, Malformed, Refused

KINDS = ("mole", "scar", "tattoo", "infection", "other")

#: Most corners of an outline. A finger draws some dozens.
MAX_CORNERS = 2_000
MAX_NAME = 64
NO_ID = N_(
    "Une peau à éviter porte un identifiant de 1 à 64 lettres, chiffres, points, deux-points "
    "ou tirets."
)
MAX_NOTE = 200


@dataclass(frozen=True, slots=True)
class NoGo:
    """A disc (one anchor and a radius) or an outline, straight on the view it was drawn on."""

    id: str
    kind: str
    anchors: tuple[Anchor, ...]
    view: str | None = None
    figure: str | None = None
    radius_mm: float | None = None
    note: str | None = None

    def as_mark(self) -> Mark:
        """Give a mark that lies where it lies; its depth means nothing."""
        kind = Kind.POINT if self.radius_mm is not None else Kind.PATCH
        return Mark(
            self.id, kind, (Depth.IDP,), self.anchors, self.view, self.figure, self.radius_mm
        )


@dataclass(frozen=True, slots=True)
class SessionNoGo:
    """What a session said of one last: drawn, or lifted. `seq` is None while on its way."""

    nogo: NoGo
    lifted: bool
    seq: int | None


def nogo_from_json(value: Any) -> NoGo:
    """Read one; whether a face or a view exists is the atlas's to say.

    Raises
    ------
    Malformed, Refused
        With a sentence that says what was wanted.
    """
    if not isinstance(value, Mapping):
        raise Malformed(N_("Une peau à éviter est un objet JSON."))
    name, radius_mm = value.get("id"), length_mm(value.get("radius_mm"), "radius_mm")
    if not isinstance(name, str) or not 0 < len(name) <= MAX_NAME:
        raise Malformed(NO_ID)
    unknown = N_("Peau à éviter inconnue : {value!r} ({allowed}).")
    kind = one_of(value.get("kind"), KINDS, sentence=unknown)
    view, figure = value.get("view"), value.get("figure")
    return NoGo(
        name, kind, _anchors(value.get("anchors"), round_=radius_mm is not None),
        _view(view, round_=radius_mm is not None), figure_key(figure), radius_mm,
        _note(value.get("note")),
    )  # fmt: skip


def _anchors(raw: Any, *, round_: bool) -> tuple[Anchor, ...]:
    least, most = (1, 1) if round_ else (3, MAX_CORNERS)
    if not isinstance(raw, list) or not least <= len(raw) <= most:
        raise Refused(
            N_("Une peau à éviter est un disque (un ancrage et un rayon) ou un contour de trois "
               "à {most} ancrages."),
            most=MAX_CORNERS,
        )  # fmt: skip
    return tuple(anchor_from_json(anchor) for anchor in raw)


def _view(value: Any, *, round_: bool) -> str | None:
    if value is None and not round_:
        raise Refused(N_("Un contour ou un trait nomme la vue où il a été dessiné."))
    return None if value is None else view_key(value)


def _note(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > MAX_NOTE:
        raise Malformed(N_("« {what} » est un texte de 200 caractères au plus."), what="note")
    return value


def nogo_to_json(nogo: NoGo) -> dict[str, Any]:
    """Write one; keys whose value is None are left out."""
    out: dict[str, Any] = {
        "id": nogo.id, "kind": nogo.kind, "anchors": [list(a) for a in nogo.anchors],
    }  # fmt: skip
    optional = {
        "view": nogo.view,
        "figure": nogo.figure,
        "radius_mm": nogo.radius_mm,
        "note": nogo.note,
    }
    return out | {key: value for key, value in optional.items() if value is not None}
