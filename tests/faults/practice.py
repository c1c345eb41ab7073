"""A practice whose server may die at any moment, and what its file holds."""

from __future__ import annotations

import signal
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from bench.kill9 import Ward
from mesomap import instance
from mesomap.domain.session_json import session_to_json
from mesomap.services.people import patients
from mesomap.services.record import sessions
from mesomap.storage.seat import Seat
from mesomap.storage.sqlite import open_storage
from tests.cast import is_whole, new_id
from tests.faults.wire import Wire
from tests.serving import Server

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "select mark_id, removed, done from mark where session_id = ? order by position"


class Practice:
    """The real server in a process of its own; this process opens sessions in the same file."""

    def __init__(self, folder: Path) -> None:
        self.ward = Ward(folder / "instance")
        self.ward.prepare()
        self.server = Server(self.ward.folder).start()
        self.up = True
        self.wire = Wire(self.server.port, self.ward.headers)
        self._storage = open_storage(instance.database(self.ward.folder))
        self._patient = patients.create(
            self._seat(), new_id(), {"family_name": "Essai", "sex": "F"}, datetime.now(UTC)
        )

    def _seat(self) -> Seat:
        return Seat(self._storage, self.ward.practice_id, self.ward.user_id)

    @property
    def patient_id(self) -> str:
        return self._patient.id

    def open_session(self) -> str:
        return sessions.open_session(
            self._seat(), session_id=new_id(), event_id=new_id(), patient_id=self._patient.id,
            course_id=None, now=datetime.now(UTC),
        ).id  # fmt: skip

    def kill(self) -> None:
        """SIGKILL to the whole process group, whatever it is doing."""
        self.server.stop(signal.SIGKILL)
        self.up = False

    def restart(self) -> None:
        if not self.up:
            self.server.start()
            self.up = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self.close()

    def close(self) -> None:
        self.server.stop(signal.SIGKILL)
        self._storage.close()

    # -------------------------------------------------------- what the file holds

    def events(self, session_id: str) -> dict[str, Any]:
        """Tablets' events by id; the file's keys see to it that an id comes once."""
        rows = sessions.events(self._seat(), session_id)
        return {e.id: e for e in rows if e.device_id != "server"}

    def session(self, session_id: str) -> dict[str, Any]:
        return session_to_json(sessions.load(self._seat(), session_id))

    def mark_rows(self, session_id: str) -> list[tuple[str, bool, bool | None]]:
        """The derived table, as another program reads it."""
        db = sqlite3.connect(f"file:{instance.database(self.ward.folder)}?mode=ro", uri=True)
        rows = db.execute(ROWS, [session_id]).fetchall()
        db.close()
        return [(i, bool(gone), None if done is None else bool(done)) for i, gone, done in rows]

    def aside(self, session_id: str) -> int:
        with self._storage.reading() as r:
            return len(r.quarantined(self.ward.practice_id, session_id))

    def chain_is_whole(self) -> bool:
        return is_whole(self._seat())
