"""What went where: which syringe, at which depth, in which zone, how many points, how much skin."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any

from mesomap.body import zones
from mesomap.body.area import measure
from mesomap.domain.depths import COUNTING_RADIUS_MM, LEVELS, Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.syringe_door import DRY
from mesomap.drawing.session_map import mark_zone
from mesomap.errors import N_, MesoMapError
from mesomap.services.measuring.one_at_a_time import turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.body.area import Areas
    from mesomap.documents.words import Words
    from mesomap.domain.session import Session

_KEPT = 64


def is_lettered(session: Session) -> bool:
    """Whether letters stand on marks: wherever it is not one syringe for all."""
    dry = any(m.mark.syringe == DRY for m in session.marks if not m.removed)
    return len(session.syringes) > 1 or dry


_kept: OrderedDict[tuple[str, int, bool], list[dict[str, Any]]] = OrderedDict()
_lock = Lock()


def rows_of(session: Session) -> list[dict[str, Any]]:
    """List what is told of a session (`told_marks`); the last 64 sessions are kept.

    [{"syringe": key, "dry" or None, "depths": [codes], "zone": key, "points": n, "wide": n, "cm2"}]
    by syringe, then depth. `cm2` is the skin of the wide marks of the row, None where there is
    none; skin that two rows share counts in both.
    """
    key = session.id, session.last_seq, session.measured is not None
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    with turn:
        found = _rows(session)
    with _lock:
        _kept[key] = found
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


Place = tuple[str, tuple[Depth, ...], str]


def _rows(session: Session) -> list[dict[str, Any]]:
    groups: dict[Place, list[Mark]] = {}
    for mark in session.told_marks():
        known = mark.syringe == DRY or mark.syringe in session.syringes
        place = mark.syringe if known and mark.syringe else "", mark.depths, mark_zone(mark)
        groups.setdefault(place, []).append(mark)
    order = sorted(groups, key=lambda p: (p[0] == "", p[0] == DRY, p[0], _rank(p[1])))
    return [_row(session, place, groups[place]) for place in order]


def _rank(depths: tuple[Depth, ...]) -> tuple[int, ...]:
    return tuple(list(Depth).index(depth) for depth in depths)


def _row(session: Session, place: Place, marks: list[Mark]) -> dict[str, Any]:
    syringe, depths, zone = place
    wide = [mark for mark in marks if mark.kind is not Kind.POINT]
    return {
        "syringe": syringe or None,
        "depths": [depth.value for depth in depths],
        "zone": zone,
        "points": len(marks) - len(wide),
        "wide": len(wide),
        "cm2": _skin_cm2(session, wide) if wide else None,
    }


def _skin_cm2(session: Session, marks: list[Mark]) -> float | None:
    """Measure it on the session's body; None where a drawing cannot be measured.

    Of a session that was measured at its signature it is on the scale of what was measured then:
    one mark has the very figure, several share today's overlap.
    """
    radii = {Depth(name): value for name, value in session.radii_mm.items()}
    try:
        areas = measure(
            session.body, marks, radii_mm=radii or dict(COUNTING_RADIUS_MM),
            stroke_width_mm=session.stroke_width_mm, body_estimated=session.body_estimated,
        )  # fmt: skip
    except MesoMapError:
        return None
    return round(areas.treated_mm2 * _scale(session, areas) / 100, 1)


def _scale(session: Session, areas: Areas) -> float:
    """Tell how much larger these marks were, each alone, as measured at the signature."""
    alone: Mapping[str, float] = (session.measured or {}).get("by_mark_mm2", {})
    now = sum(areas.by_mark_mm2.values())
    if not now or not areas.by_mark_mm2.keys() <= alone.keys():
        return 1.0
    return sum(alone[mark_id] for mark_id in areas.by_mark_mm2) / now


def lines(session: Session, words: Words) -> tuple[str, ...]:
    """Say it in a line a syringe: `A → nappage : lombaire, 65 cm²`.

    Without a syringe that is the line: once it was said what was done, it is missing.
    """
    if not session.syringes:
        return _bare(session, words)
    found: dict[str | None, list[str]] = {}
    for row in rows_of(session):
        found.setdefault(row["syringe"], []).append(_words(row, words))
    return tuple(
        words.t(N_("{syringe} → {where}"), syringe=_name(key, words), where=" ; ".join(said))
        for key, said in found.items()
    )


def _bare(session: Session, words: Words) -> tuple[str, ...]:
    n = sum(mark.syringe != DRY for mark in session.done_marks())
    if not n:
        return ()
    return (words.t(_BARE_ONE if n == 1 else _BARE, n=n),)


_BARE_ONE = N_("Aucune seringue préparée : 1 marque sans produit ni lot.")
_BARE = N_("Aucune seringue préparée : {n} marques sans produit ni lot.")


def _name(syringe: str | None, words: Words) -> str:
    if syringe is None:
        return words.t(N_("sans seringue"))
    return words.t(N_("à sec")) if syringe == DRY else syringe


def _words(row: Mapping[str, Any], words: Words) -> str:
    depth = " + ".join(words.t(LEVELS[Depth(d)].name).lower() for d in row["depths"])
    n = row["points"]
    how = [
        words.t(N_("1 point") if n == 1 else N_("{n} points"), n=n) if n else "",
        words.t(N_("{area} cm²"), area=words.number(row["cm2"], 0)) if row["cm2"] else "",
    ]
    what = ", ".join(part for part in (zones.name(row["zone"], words.lang), *how) if part)
    return f"{depth} : {what}" if words.lang == "fr" else f"{depth}: {what}"
