"""Fold: from the events of a session to the session. The same in `static/js/model/session.js`.

Order
-----
The opening comes first. Events are taken by `seq`; those not yet on the server (no `seq`) come
last. Within one device `device_seq` rules: the places that a device's events hold in that row are
filled with them in the order of `device_seq`. An id that comes twice counts once. The first
`session.signed` (by `seq`) ends the session: whatever comes after it, by `seq`, is an addendum,
and is never moved before it.

`session.measured`, the server's word on what was signed, comes after it and is no addendum.

Marks
-----
A mark that is planned again while it stands, or moved or changed while it is removed, or that
nobody knows, is a conflict; the act is kept (a removed mark is moved, and stays removed).
Restoring or removing the mark settles its conflicts.

Newer versions
--------------
What a newer version wrote (`acts/reading.py`), and whatever is about a mark that it laid, is put
aside.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mesomap.domain.acts.opening import OPENING
from mesomap.domain.acts.reading import TODAY, Forms
from mesomap.domain.acts.signature import SIGNATURE
from mesomap.domain.opened import opened
from mesomap.domain.tally import Tally
from mesomap.errors import N_, Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mesomap.domain.events import Event
    from mesomap.domain.session import Session


def in_order(events: Iterable[Event]) -> list[Event]:
    """Put events in the order they count in (see above); pure, stable, idempotent."""
    unique = {e.id: e for e in sorted(events, key=_place, reverse=True)}
    row = sorted(unique.values(), key=_place)
    end = next((i for i, e in enumerate(row) if e.kind == SIGNATURE), len(row))
    begin = 1 if row and row[0].kind == OPENING else 0
    return row[:begin] + _by_device(row[begin:end]) + row[end:]


def _place(event: Event) -> tuple[bool, bool, int, int, str]:
    opens = event.kind == OPENING
    return not opens, event.seq is None, event.seq or 0, event.device_seq, event.id


def _by_device(row: Sequence[Event]) -> list[Event]:
    queues: dict[str, list[Event]] = defaultdict(list)
    for event in row:
        queues[event.device_id].append(event)
    turns = {d: iter(sorted(q, key=lambda e: e.device_seq)) for d, q in queues.items()}
    return [next(turns[event.device_id]) for event in row]


def fold(events: Iterable[Event], forms: Forms = TODAY) -> Session:
    """Add up the events of one session.

    Raises
    ------
    Malformed
        The first event is not `session.opened`. No other stored event can make it fail.
    Newer
        A newer version opened the session.
    """
    row = in_order(events)
    if not row or row[0].kind != OPENING:
        raise Malformed(N_("Une séance commence par son ouverture."))
    return _added(opened(row[0], forms), row[1:], forms)


def _added(session: Session, row: Iterable[Event], forms: Forms = TODAY) -> Session:
    tally = Tally(session)
    for event in row:
        _count(tally, event, forms)
    return tally.session()


def _count(tally: Tally, event: Event, forms: Forms) -> None:
    """Count one event; what a newer version wrote, or is about such a mark, is put aside."""
    tally.reach(event.seq)
    body = forms.read(event)
    if body is None or tally.is_strange(body.get("mark_id")):
        tally.put_aside(event)
    elif tally.signed and not forms.acts[event.kind].after_signature:
        tally.add_late(event)
    else:
        forms.acts[event.kind].apply(tally, event, body)


@dataclass(frozen=True, slots=True)
class Folded:
    """A session and what is needed to go on from it.

    `last` is the stored event with the highest `seq` in it, `counted` the highest `device_seq`
    of each device.
    """

    session: Session
    last: Event
    counted: Mapping[str, int]


def folded(events: Sequence[Event]) -> Folded:
    """Fold stored events so that those to come can be added. Raises as `fold` does."""
    return Folded(fold(events), max(events, key=lambda e: e.seq or 0), _counted({}, events))


def extended(known: Folded, events: Sequence[Event]) -> Folded | None:
    """Add stored events, by `seq`, that all come after those of `known`.

    The same as folding everything anew; None where only that is right, because an event belongs
    before one of its device's that was counted already.
    """
    if not events:
        return known
    before = known.counted
    for event in events if known.session.signed is None else ():
        if event.device_seq < before.get(event.device_id, 0):
            return None
        before = _counted(before, [event])
        if event.kind == SIGNATURE:
            break
    session = _added(known.session, events)
    return Folded(session, events[-1], _counted(known.counted, events))


def _counted(before: Mapping[str, int], events: Iterable[Event]) -> Mapping[str, int]:
    counted = dict(before)
    for event in events:
        counted[event.device_id] = max(event.device_seq, counted.get(event.device_id, 0))
    return counted
