"""Folds of sessions that were looked at lately: an event more is added, not everything anew.

What is kept saves time, nothing else. Every look-up reads the last event that was folded, and all
after it, from the storage: a fold is gone on from only where that event is stored just so, and
only committed events are ever kept. So a crash, a rollback or another process's writes cannot
make a kept fold wrong, and folds are frozen, so threads can share them.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from mesomap.domain.fold import Folded, extended, folded
from mesomap.errors import Newer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mesomap.domain.session import Session
    from mesomap.storage.protocol import Reader, Row
    from mesomap.storage.seat import Seat

#: Marks of the sessions kept, all together (about 1 kB each), and the sessions at the most.
MOST_MARKS = 10_000
MOST_SESSIONS = 64


class Folds:
    """The sessions that were asked for last."""

    def __init__(self, most_marks: int = MOST_MARKS, most_sessions: int = MOST_SESSIONS) -> None:
        self._most_marks, self._most_sessions = most_marks, most_sessions
        self._kept: OrderedDict[tuple[str, str], Folded] = OrderedDict()
        self._lock = Lock()

    def find(self, practice_id: str, session_id: str) -> Folded | None:
        with self._lock:
            return self._kept.get((practice_id, session_id))

    def keep(self, practice_id: str, fold: Folded) -> None:
        """Keep a fold of committed events; an older one does not take a newer one's place."""
        key = practice_id, fold.session.id
        with self._lock:
            known = self._kept.get(key)
            if known is None or known.session.last_seq <= fold.session.last_seq:
                self._kept[key] = fold
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and self._is_full():
                self._kept.popitem(last=False)

    def _is_full(self) -> bool:
        marks = sum(len(fold.session.marks) for fold in self._kept.values())
        return len(self._kept) > self._most_sessions or marks > self._most_marks


_folds = Folds()
find, keep = _folds.find, _folds.keep


def fold_of(reader: Reader, practice_id: str, session_id: str) -> Folded:
    """Fold a session as this transaction sees it, without keeping it.

    Raises
    ------
    Malformed
        No such session: nothing opens it.
    """
    known = find(practice_id, session_id)
    if known is not None:
        last_seq = known.last.seq or 0
        events = reader.events(practice_id, session_id, last_seq - 1)
        if events and events[0] == known.last and (found := extended(known, events[1:])):
            return found
    return folded(reader.events(practice_id, session_id))


def first_read(reader: Reader, practice_id: str, rows: Iterable[Row]) -> Session | None:
    """Fold the first of these sessions that no newer version opened; None where there is none."""
    for row in rows:
        with suppress(Newer):
            return fold_of(reader, practice_id, row["session_id"]).session
    return None


def load(seat: Seat, session_id: str) -> Session:
    """Fold a session from what is committed, and keep it. Raises Malformed where there is none."""
    with seat.reading() as r:
        if not r.settled:
            return fold_of(r, seat.practice_id, session_id).session
        found = fold_of(r, seat.practice_id, session_id)
    keep(seat.practice_id, found)
    return found.session
