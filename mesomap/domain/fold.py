"""Fold: from the events of a session to the session. The same in `static/js/model/fold.js`.

Order
-----
Events are taken by `seq`; those not yet on the server (no `seq`) come last. Within one device
`device_seq` rules: the places that a device's events hold in that row are filled with them in
the order of `device_seq`. An id that comes twice counts once. The first `session.signed` (by
`seq`) ends the session: whatever comes after it, by `seq`, is an addendum, and is never moved
before it.

Marks
-----
A mark that is planned again while it stands, or moved or changed while it is removed, or that
nobody knows, is a conflict; the act is kept (a removed mark is moved, and stays removed).
Restoring or removing the mark settles its conflicts.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mesomap.domain.tally import Tally
from mesomap.errors import N_, Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mesomap.domain.events import Event
    from mesomap.domain.session import Session


def in_order(events: Iterable[Event]) -> list[Event]:
    """Put events in the order they count in (see above); pure, stable, idempotent."""
    unique = {e.id: e for e in sorted(events, key=_place, reverse=True)}
    row = sorted(unique.values(), key=_place)
    end = next((i for i, e in enumerate(row) if e.kind == "session.signed"), len(row))
    return _by_device(row[:end]) + row[end:]


def _place(event: Event) -> tuple[bool, int, int, str]:
    return event.seq is None, event.seq or 0, event.device_seq, event.id


def _by_device(row: Sequence[Event]) -> list[Event]:
    queues: dict[str, list[Event]] = defaultdict(list)
    for event in row:
        queues[event.device_id].append(event)
    turns = {d: iter(sorted(q, key=lambda e: e.device_seq)) for d, q in queues.items()}
    return [next(turns[event.device_id]) for event in row]


def fold(events: Iterable[Event]) -> Session:
    """Add up the events of one session.

    Raises
    ------
    Malformed
        The first event is not `session.opened`. No other stored event can make it fail.
    """
    row = in_order(events)
    if not row or row[0].kind != "session.opened":
        raise Malformed(N_("Une séance commence par son ouverture."))
    tally = Tally(row[0])
    for event in row[1:]:
        tally.add(event)
    return tally.session()
