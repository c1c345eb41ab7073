"""When the last backup was made, and whether one is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mesomap.domain.clock import utc_moment
from mesomap.instance import notes
from mesomap.services.demo.demo import DEMO_PRACTICE_ID

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from mesomap.storage.seat import Seat

#: A backup older than this is spoken of, where something was recorded since.
OLD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class BackupState:
    """`made_at` of the last backup, None without one; `days` old; `due`, to be spoken of."""

    made_at: datetime | None
    days: int
    due: bool


def state(seat: Seat, folder: Path, now: datetime) -> BackupState:
    """Tell how a practice's data are backed up, by the note in the instance `folder`.

    Due: never backed up, or more than seven days ago, and something was recorded since. The
    demonstration needs none.
    """
    note = notes.read(folder, notes.BACKUP)
    made_at, seq = _moment(note.get("made_at")), _seq(note, seat.practice_id)
    age = max(now - made_at, timedelta()) if made_at else None
    due = seat.practice_id != DEMO_PRACTICE_ID and (age is None or age > OLD)
    if due:
        with seat.reading() as r:
            last = r.last_event(seat.practice_id)
        due = last is not None and last["seq"] > (seq if made_at else 0)
    return BackupState(made_at, age.days if age else 0, due)


def _moment(text: object) -> datetime | None:
    try:
        return utc_moment(str(text))
    except ValueError:
        return None


def _seq(note: notes.Note, practice_id: str) -> int:
    heads = note.get("heads")
    head = heads.get(practice_id) if isinstance(heads, dict) else None
    try:
        return notes.place(str(head))
    except ValueError:
        return 0
