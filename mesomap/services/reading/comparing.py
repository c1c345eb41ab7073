"""What became of one session in a later one: by marks and skin, never by shares of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.body import compared, zones
from mesomap.body.area import Counting
from mesomap.body.compared import Compared, Side
from mesomap.body.patient import body_for
from mesomap.domain.depths import COUNTING_RADIUS_MM, Depth
from mesomap.errors import N_
from mesomap.services.measuring.one_at_a_time import in_turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.documents.words import Words
    from mesomap.domain.marks import Mark
    from mesomap.domain.session import Session


def side_of(session: Session, marks: Sequence[Mark] | None = None) -> Side:
    """Give some of its marks, else what is told of it (`told_marks`), counted as it counts."""
    radii_mm = {Depth(name): value for name, value in session.radii_mm.items()}
    how = Counting(radii_mm or dict(COUNTING_RADIUS_MM), session.stroke_width_mm)
    return Side(session.told_marks() if marks is None else marks, how)


@in_turn
def zones_of(session: Session, marks: Sequence[Mark] | None = None) -> tuple[str, ...]:
    """List the zones that a session's marks treat, each mark by itself, in the order of the body.

    `marks`: some of the session's, else those that are told of it.
    """
    return compared.zones_of(body_for(session.body), side_of(session, marks))


@in_turn
def compare(earlier: Session, later: Session) -> Compared:
    """Compare two sessions on the body of the later one."""
    return compared.compare(body_for(later.body), side_of(earlier), side_of(later))


_SAME = N_("Mêmes zones.")
_COUNTS = N_("Points : {points} ; surface traitée : {area} cm².")
_KEPT = N_("Points au même endroit : {n}")
_DEPTH = N_("à une autre profondeur : {n}")
_CAME = N_("nouveaux : {n}")
_WENT = N_("en moins : {n}")
_SKIN = N_("{area} cm² traités les deux fois.")
_NEW = N_("Nouvelles zones : {zones}.")
_GONE = N_("Zones qui ne sont plus traitées : {zones}.")


def sentences(found: Compared, points: str, area: str, words: Words) -> str:
    """Say what changed; `points` and `area` are written as `10 → 6`."""
    said = [words.t(_COUNTS, points=points, area=area), _points(found, words)]
    if not (found.new_zones or found.gone_zones):
        said.insert(0, words.t(_SAME))
    if found.both_mm2 >= 1:
        said.append(words.t(_SKIN, area=words.fixed(found.both_mm2 / 100, 1)))
    said += [
        words.t(sentence, zones=", ".join(zones.name(key, words.lang) for key in keys))
        for sentence, keys in ((_NEW, found.new_zones), (_GONE, found.gone_zones))
        if keys
    ]
    return " ".join(part for part in said if part)


def _points(found: Compared, words: Words) -> str:
    """Write `Points au même endroit : 6, nouveaux : 2.`; nothing where there was no point."""
    if not (found.kept or found.other_depth or found.came or found.went):
        return ""
    rest = ((_DEPTH, found.other_depth), (_CAME, found.came), (_WENT, found.went))
    parts = [words.t(_KEPT, n=found.kept), *(words.t(said, n=n) for said, n in rest if n)]
    return ", ".join(parts) + "."
