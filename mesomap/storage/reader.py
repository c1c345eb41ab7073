"""Reading from SQLite: plain queries, plain rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mesomap.domain.events import Event
from mesomap.domain.lots import one_lot
from mesomap.storage.json_columns import told
from mesomap.storage.queries import (
    ASIDE,
    COUNTERS,
    EVENT,
    OF_PATIENT,
    PRODUCTS_OF,
    QUARANTINED,
    SESSION,
)
from mesomap.storage.reading_all import AllReader
from mesomap.storage.reading_people import PeopleReader
from mesomap.storage.versions import BEHIND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from mesomap.storage.protocol import Row


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value.is_integer() else value


def event_of(row: Row) -> Event:
    """Make an event of its row; one whose body was erased has an empty one."""
    return Event(
        id=row["id"],
        device_id=row["device_id"],
        device_seq=row["device_seq"],
        session_id=row["session_id"],
        kind=row["kind"],
        v=row["v"],
        body=json.loads(row["body"] or "{}"),
        gesture_id=row["gesture_id"],
        at=row["at"],
        elapsed_ms=_whole(row["elapsed_ms"]),
        seq=row["seq"],
        received_at=row["received_at"],
        author_id=row["author_id"],
    )


class SqliteReader(PeopleReader, AllReader):
    """One consistent picture of the data, on one thread's connection."""

    def __init__(self, db: Database, *, settled: bool = True) -> None:
        super().__init__(db)
        self.settled = settled

    def practices(self) -> list[Row]:
        return self._all("SELECT * FROM practice ORDER BY created_at, practice_id")

    def account(self, user_id: str) -> Row | None:
        return self._one(
            "SELECT a.*, p.name AS practice_name FROM account a JOIN practice p "
            "USING (practice_id) WHERE user_id = :user_id", user_id=user_id,
        )  # fmt: skip

    def account_by_email(self, email: str) -> Row | None:
        return self._one(
            "SELECT a.*, p.name AS practice_name FROM account a JOIN practice p "
            "USING (practice_id) WHERE email = :email", email=email,
        )  # fmt: skip

    def accounts(self, practice_id: str) -> list[Row]:
        return self._all(
            "SELECT a.*, p.name AS practice_name FROM account a JOIN practice p "
            "USING (practice_id) WHERE practice_id = :practice_id ORDER BY a.created_at, user_id",
            practice_id=practice_id,
        )  # fmt: skip

    def sign_in(self, token_digest: bytes) -> Row | None:
        return self._one(
            "SELECT s.*, a.doctor_name, a.email, a.pin_hash, a.stopped_at, p.name AS practice_name "
            "FROM sign_in s JOIN account a USING (practice_id, user_id) "
            "JOIN practice p USING (practice_id) WHERE s.token_digest = :token_digest",
            token_digest=token_digest,
        )  # fmt: skip

    def sign_ins(self, practice_id: str) -> list[Row]:
        return self._all(
            "SELECT * FROM sign_in WHERE practice_id = :practice_id AND ended_at IS NULL "
            "ORDER BY seen_at DESC, sign_in_id DESC", practice_id=practice_id,
        )  # fmt: skip

    def setting(self, practice_id: str, key: str) -> Row | None:
        row = self._one(
            "SELECT * FROM setting WHERE practice_id = :practice_id AND key = :key",
            practice_id=practice_id, key=key,
        )  # fmt: skip
        return row and told("setting", row)

    def tray(self, practice_id: str, day: str) -> Row | None:
        return self._tray("day = :day", practice_id, day)

    def tray_before(self, practice_id: str, day: str) -> Row | None:
        """Tell the last tray before a day."""
        return self._tray("day < :day ORDER BY day DESC LIMIT 1", practice_id, day)

    def _tray(self, where: str, practice_id: str, day: str) -> Row | None:
        row = self._one(
            f"SELECT * FROM tray WHERE practice_id = :practice_id AND {where}",  # noqa: S608
            practice_id=practice_id, day=day,
        )  # fmt: skip
        return row and told("tray", row)

    def mixes(self, practice_id: str) -> list[Row]:
        rows = self._all(
            "SELECT * FROM mix WHERE practice_id = :practice_id ORDER BY mix_id",
            practice_id=practice_id,
        )
        return [told("mix", row) for row in rows]

    def last_change(self, practice_id: str) -> int:
        """Give the number of the last logged change; 0 before the first."""
        row = self._one(
            "SELECT coalesce(max(n), 0) AS n FROM change_log WHERE practice_id = :practice_id",
            practice_id=practice_id,
        )  # fmt: skip
        return int(row["n"]) if row else 0

    def patterns(self, practice_id: str) -> list[Row]:
        rows = self._all(
            "SELECT * FROM pattern WHERE practice_id = :practice_id "
            "ORDER BY created_at, pattern_id", practice_id=practice_id,
        )  # fmt: skip
        return [told("pattern", row) for row in rows]

    def changes(self, practice_id: str, subject: str, subject_id: str) -> list[Row]:
        rows = self._all(
            "SELECT * FROM change_log WHERE practice_id = :practice_id AND subject = :subject "
            "AND subject_id = :subject_id ORDER BY n",
            practice_id=practice_id, subject=subject, subject_id=subject_id,
        )  # fmt: skip
        return [told("change_log", row) for row in rows]

    def events(self, practice_id: str, session_id: str, after: int = 0) -> list[Event]:
        rows = self._all(
            EVENT + "AND e.session_id = :session_id AND e.seq > :after ORDER BY e.seq",
            practice_id=practice_id, session_id=session_id, after=after,
        )  # fmt: skip
        return [event_of(row) for row in rows]

    def last_event(self, practice_id: str) -> Row | None:
        return self._one(EVENT + "ORDER BY e.seq DESC LIMIT 1", practice_id=practice_id)

    def hash_at(self, practice_id: str, seq: int) -> bytes | None:
        """Hash of the event at a place of the chain."""
        row = self._one(
            "SELECT hash FROM event WHERE practice_id = :practice_id AND seq = :seq",
            practice_id=practice_id, seq=seq,
        )  # fmt: skip
        return bytes(row["hash"]) if row else None

    def counters(self, practice_id: str, session_id: str) -> list[Row]:
        """How each tablet counted in a session, and how many of those numbers are here.

        `{"device_id", "least", "most", "here"}`: a number may stand in another session.
        """
        return self._all(COUNTERS, practice_id=practice_id, session_id=session_id)

    def offer(self, practice_id: str, offer_id: str) -> Row | None:
        row = self._one(
            "SELECT * FROM offer WHERE practice_id = :practice_id AND offer_id = :offer_id",
            practice_id=practice_id, offer_id=offer_id,
        )  # fmt: skip
        return row and told("offer", row)

    def chain(self, practice_id: str) -> Iterator[Row]:
        """Every event of a practice, by `seq`, with salt and body (None once erased)."""
        yield from self._db.query(EVENT + "ORDER BY e.seq", {"practice_id": practice_id})

    def opened(self, practice_id: str) -> list[str]:
        """Sessions that the events know, in the order that they were opened."""
        rows = self._all(
            "SELECT session_id FROM event WHERE practice_id = :practice_id "
            "AND kind = 'session.opened' ORDER BY seq", practice_id=practice_id,
        )  # fmt: skip
        return [row["session_id"] for row in rows]

    def behind(self, practice_id: str) -> list[str]:
        """List sessions of which something derived is owed, in the order that they were opened."""
        rows = self._all(
            f"SELECT session_id FROM session WHERE practice_id = :practice_id AND ({BEHIND}) "  # noqa: S608
            "ORDER BY opened_at, session_id", practice_id=practice_id,
        )  # fmt: skip
        return [row["session_id"] for row in rows]

    def quarantined(self, practice_id: str, session_id: str) -> list[Row]:
        rows = self._all(QUARANTINED, practice_id=practice_id, session_id=session_id)
        return [told("quarantine", row) for row in rows]

    def session(self, practice_id: str, session_id: str) -> Row | None:
        rows = self._of_whom(
            SESSION + "AND s.session_id = :session_id",
            practice_id=practice_id, session_id=session_id,
        )  # fmt: skip
        return next(iter(rows), None)

    def sessions(
        self, practice_id: str, *, patient_id: str | None = None, course_id: str | None = None,
        treatment_date: str | None = None, aside: bool = False,
    ) -> list[Row]:  # fmt: skip
        """Sessions that fit every condition given: newest treatment date first, then id.

        Those that were put aside only where `aside`, and then no others.
        """
        wanted = {
            "patient_id": patient_id,
            "course_id": course_id,
            "treatment_date": treatment_date,
        }
        given = {key: value for key, value in wanted.items() if value is not None}
        tests = {key: OF_PATIENT if key == "patient_id" else f"= :{key}" for key in given}
        where = "".join(f"AND s.{key} {test} " for key, test in tests.items())
        put = f"AND {ASIDE} IS {'TRUE' if aside else 'NOT TRUE'} "
        order = "ORDER BY s.treatment_date DESC, s.session_id DESC"
        return self._of_whom(SESSION + where + put + order, practice_id=practice_id, **given)

    def unsigned(self, practice_id: str) -> list[Row]:
        """Sessions that nobody signed yet nor put aside: newest treatment date first, then id."""
        where = f"AND s.signed_at IS NULL AND {ASIDE} IS NOT TRUE "
        order = "ORDER BY s.treatment_date DESC, s.session_id DESC"
        return self._of_whom(SESSION + where + order, practice_id=practice_id)

    def marks(self, practice_id: str, session_id: str) -> list[Row]:
        return self._derived("mark", practice_id, session_id, "position")

    def syringes(self, practice_id: str, session_id: str) -> list[Row]:
        products = self._derived("syringe_product", practice_id, session_id, "key, n")
        return [
            row | {"products": [p for p in products if p["key"] == row["key"]]}
            for row in self._derived("syringe", practice_id, session_id, "key")
        ]

    def _derived(self, table: str, practice_id: str, session_id: str, order: str) -> list[Row]:
        return self._all(
            f"SELECT * FROM {table} WHERE practice_id = :practice_id "  # noqa: S608
            f"AND session_id = :session_id ORDER BY {order}",
            practice_id=practice_id, session_id=session_id,
        )  # fmt: skip

    def lots(self, practice_id: str, lot: str) -> list[Row]:
        """Who was given a lot, however its number was typed: sessions, patients, newest first."""
        return self._all(
            f"{PRODUCTS_OF} AND p.lot_key = :lot_key "
            "ORDER BY s.treatment_date DESC, p.session_id DESC",
            practice_id=practice_id, lot_key=one_lot(lot),
        )  # fmt: skip

    def dated_lots(self, practice_id: str, since: str) -> list[Row]:
        """Give lots that were used since a day and have an expiry date, newest first."""
        return self._all(
            f"{PRODUCTS_OF} AND s.treatment_date >= :since AND p.lot IS NOT NULL "
            "AND p.expiry IS NOT NULL ORDER BY s.treatment_date DESC, p.session_id DESC",
            practice_id=practice_id, since=since,
        )  # fmt: skip

    def area(self, practice_id: str, session_id: str) -> Row | None:
        row = next(iter(self._derived("area", practice_id, session_id, "session_id")), None)
        texts = ("by_zone_mm2", "by_depth_mm2", "signed")
        return row and row | {key: json.loads(row[key] or "null") for key in texts}

    def estimate(self, practice_id: str, estimate_id: str) -> Row | None:
        return next(iter(self._estimates(practice_id, {"estimate_id": estimate_id})), None)

    def estimates(
        self, practice_id: str, *, session_id: str | None = None, patient_id: str | None = None
    ) -> list[Row]:
        wanted = {"session_id": session_id, "patient_id": patient_id}
        return self._estimates(practice_id, {k: v for k, v in wanted.items() if v is not None})

    def last_estimate(self, practice_id: str, series: str, year: int | None = None) -> Row | None:
        """Find the highest number of a series, or of one year of it."""
        within = "" if year is None else "AND year = :year "
        row = self._one(
            "SELECT * FROM estimate WHERE practice_id = :practice_id AND series = :series "  # noqa: S608
            f"{within}ORDER BY year DESC, ordinal DESC LIMIT 1",
            practice_id=practice_id, series=series, year=year,
        )  # fmt: skip
        return row and told("estimate", row)

    def _estimates(self, practice_id: str, wanted: dict[str, str]) -> list[Row]:
        tests = {key: OF_PATIENT if key == "patient_id" else f"= :{key}" for key in wanted}
        where = "".join(f"AND {key} {test} " for key, test in tests.items())
        rows = self._all(
            f"SELECT * FROM estimate WHERE practice_id = :practice_id {where}"  # noqa: S608
            "ORDER BY issued_at, series, year, ordinal",
            practice_id=practice_id, **wanted,
        )  # fmt: skip
        return [told("estimate", row) for row in rows]
