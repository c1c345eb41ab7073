"""The areas of open sessions, changed mark by mark: one mark costs by its size, not their number.

A session that is being drawn is measured after each event, and from one to the next a mark or two
have come or gone. So the last few sessions are kept as `body.live.Live`, the plan and what was done
each by itself, and are told only what has changed. Where much has, or nothing is kept, all is
measured anew; the figures are the same.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mesomap.body.area import Areas, Counting, measure
from mesomap.body.live import Live
from mesomap.body.patient import body_for
from mesomap.body.uncertainty import uncertainty_pct
from mesomap.domain.depths import COUNTING_RADIUS_MM, Depth
from mesomap.errors import MesoMapError
from mesomap.services.measuring.one_at_a_time import in_turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mesomap.domain.marks import Mark
    from mesomap.domain.physique import Physique
    from mesomap.domain.session import Session

#: Sets of marks that are kept: a plan and what was done, of two sessions (some 2 MB each).
KEPT = 4
#: Where more marks than this have changed, and more than a quarter, all is measured anew.
FEW = 8


@dataclass(frozen=True, slots=True)
class _Asked:
    """What areas depend on beside the marks."""

    session_id: str
    what: str
    body: Physique
    radii_mm: tuple[tuple[Depth, float], ...]
    stroke_width_mm: float


_lives: OrderedDict[_Asked, Live] = OrderedDict()


@in_turn
def measured(session: Session, marks: Sequence[Mark], what: str) -> Areas:
    """Measure treated skin as the session counts it; `what` says of it: "plan" or "done".

    The same figures as `body.area.measure`.
    """
    radii_mm = {Depth(name): value for name, value in session.radii_mm.items()}
    radii_mm = radii_mm or dict(COUNTING_RADIUS_MM)
    wanted = {mark.id: mark for mark in marks}
    if session.signed is not None or len(wanted) != len(marks):
        return measure(
            session.body, marks, radii_mm=radii_mm, stroke_width_mm=session.stroke_width_mm,
            body_estimated=session.body_estimated, body_asked=session.body_asked,
        )  # fmt: skip
    radii = tuple(sorted(radii_mm.items()))
    asked = _Asked(session.id, what, session.body, radii, session.stroke_width_mm)
    live = _brought_up(asked, wanted)
    areas = live.areas(region=True)
    order = {mark_id: i for i, mark_id in enumerate(wanted)}
    said = tuple(sorted(areas.warnings, key=lambda w: order[w.mark_id]))
    areas = replace(areas, warnings=said)
    sure = uncertainty_pct(
        live.body, marks, areas, body_estimated=session.body_estimated,
        body_asked=session.body_asked,
    )  # fmt: skip
    return replace(areas, uncertainty_pct=sure)


def _brought_up(asked: _Asked, wanted: Mapping[str, Mark]) -> Live:
    """Give the kept areas, changed until they are those of the wanted marks; or made anew."""
    live = _lives.pop(asked, None)  # kept again below, if the change succeeds
    if live is None or not _changed(live, wanted):
        how = Counting(dict(asked.radii_mm), asked.stroke_width_mm)
        live = Live(body_for(asked.body), wanted.values(), how=how)
    for old in [key for key in _lives if _is_older(key, asked)]:
        del _lives[old]
    _lives[asked] = live
    while len(_lives) > KEPT:
        _lives.popitem(last=False)
    return live


def _is_older(key: _Asked, asked: _Asked) -> bool:
    """Tell whether a key is the same marks on a body, or with radii, that were corrected since."""
    return (key.session_id, key.what) == (asked.session_id, asked.what)


def _changed(live: Live, wanted: Mapping[str, Mark]) -> bool:
    """Change a kept set to the wanted marks; False: too many, or one failed, and it is void."""
    now = live.marks
    gone = [mark_id for mark_id in now if mark_id not in wanted]
    come = [mark for mark_id, mark in wanted.items() if now.get(mark_id) != mark]
    if len(gone) + len(come) > max(FEW, len(now) // 4):
        return False
    try:
        for mark_id in gone:
            live.remove(mark_id)
        for mark in come:
            live.add(mark)
    except MesoMapError:
        return False  # measuring anew raises it again, with its sentence
    return True


@in_turn
def forget() -> None:
    """Drop all that is kept."""
    _lives.clear()
