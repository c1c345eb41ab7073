"""Reading from SQLite: plain queries, plain rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mesomap.domain.events import Event
from mesomap.storage.reading_all import AllReader
from mesomap.storage.versions import BEHIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlite_utils import Database

    from mesomap.storage.protocol import Row

EVENT = """
SELECT e.*, b.salt, b.body FROM event e
LEFT JOIN event_body b ON b.practice_id = e.practice_id AND b.seq = e.seq
WHERE e.practice_id = :practice_id
"""

PATIENT_ROW = """
SELECT p.patient_id, p.family_name, p.given_name, p.birth_date, p.sex, p.age_band_years,
  p.created_at,
  (SELECT max(s.treatment_date) FROM session s
    WHERE s.practice_id = p.practice_id AND s.patient_id = p.patient_id) AS last_session_date,
  (SELECT count(*) FROM session s
    WHERE s.practice_id = p.practice_id AND s.patient_id = p.patient_id) AS sessions_count,
  c.title AS course, c.planned_sessions AS course_planned,
  (SELECT count(*) FROM session s
    WHERE s.practice_id = c.practice_id AND s.course_id = c.course_id) AS course_sessions
FROM patient p
LEFT JOIN course c ON c.practice_id = p.practice_id AND c.course_id = (
  SELECT latest.course_id FROM course latest
    WHERE latest.practice_id = p.practice_id AND latest.patient_id = p.patient_id
    ORDER BY latest.created_at DESC, latest.course_id DESC LIMIT 1)
"""

RECENT = f"""
{PATIENT_ROW} WHERE p.practice_id = :practice_id
ORDER BY coalesce(last_session_date, substr(p.created_at, 1, 10)) DESC, p.created_at DESC,
  p.patient_id DESC LIMIT :limit OFFSET :offset
"""

#: Sorts after every letter.
LAST_LETTER = chr(0x10FFFF)

TERMS = """
SELECT subject_id AS patient_id, term, place FROM term
WHERE practice_id = :practice_id AND subject = 'patient'
  AND term >= :beginning AND term < :beginning || :last
"""

ALL_TERMS = """
SELECT DISTINCT subject_id AS patient_id, term FROM term
WHERE practice_id = :practice_id AND subject = 'patient' AND place IN ('family', 'given')
  AND length(term) BETWEEN :shortest AND :longest
"""

# The order is made of little, and what a line shows is looked up for those that are shown.
RANKED = f"""
WITH hit AS (
  SELECT p.patient_id, j.value AS place, p.sort_key AS name, coalesce(
    (SELECT max(s.treatment_date) FROM session s
      WHERE s.practice_id = p.practice_id AND s.patient_id = p.patient_id),
    substr(p.created_at, 1, 10)) AS here
  FROM json_each(:ranks) j
  JOIN patient p ON p.practice_id = :practice_id AND p.patient_id = j.key
  ORDER BY place, here DESC, name, p.patient_id LIMIT :limit OFFSET :offset
)
{PATIENT_ROW} JOIN hit ON hit.patient_id = p.patient_id WHERE p.practice_id = :practice_id
ORDER BY hit.place, hit.here DESC, hit.name, p.patient_id
"""  # noqa: S608  the pieces are constants of this file

SESSION = """
SELECT s.*, p.family_name, p.given_name, c.title AS course_title, c.planned_sessions
FROM session s
JOIN patient p USING (practice_id, patient_id)
LEFT JOIN course c USING (practice_id, course_id)
WHERE s.practice_id = :practice_id
"""


COUNTERS = """
WITH run AS (
  SELECT device_id, min(device_seq) AS least, max(device_seq) AS most FROM event
  WHERE practice_id = :practice_id AND session_id = :session_id AND device_id <> 'server'
  GROUP BY device_id
)
SELECT run.*, (
  SELECT count(DISTINCT e.device_seq) FROM event e
  WHERE e.practice_id = :practice_id AND e.device_id = run.device_id
    AND e.device_seq BETWEEN run.least AND run.most) AS here
FROM run ORDER BY device_id
"""

# What was offered again later, and could be counted then, is no longer to be shown.
QUARANTINED = """
SELECT q.event_id, q.reason, q.raw, q.author_id, q.received_at FROM quarantine q
WHERE q.practice_id = :practice_id AND q.session_id = :session_id AND (
  q.reason = 'other-body' OR NOT EXISTS (
    SELECT 1 FROM event e WHERE e.practice_id = q.practice_id AND e.id = q.event_id
      AND e.session_id = q.session_id))
ORDER BY q.n
"""


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


class SqliteReader(AllReader):
    """One consistent picture of the data, on one thread's connection."""

    def __init__(self, db: Database, *, settled: bool = True) -> None:
        super().__init__(db)
        self.settled = settled

    def _all(self, sql: str, **values: Any) -> list[Row]:
        return list(self._db.query(sql, values))

    def _one(self, sql: str, **values: Any) -> Row | None:
        return next(iter(self._all(sql, **values)), None)

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

    def sign_in(self, token_digest: bytes) -> Row | None:
        return self._one(
            "SELECT s.*, a.doctor_name, a.email, a.pin_hash, p.name AS practice_name "
            "FROM sign_in s JOIN account a USING (practice_id, user_id) "
            "JOIN practice p USING (practice_id) WHERE s.token_digest = :token_digest",
            token_digest=token_digest,
        )  # fmt: skip

    def sign_ins(self, practice_id: str) -> list[Row]:
        return self._all(
            "SELECT * FROM sign_in WHERE practice_id = :practice_id AND ended_at IS NULL "
            "ORDER BY seen_at DESC, sign_in_id DESC", practice_id=practice_id,
        )  # fmt: skip

    def patient(self, practice_id: str, patient_id: str) -> Row | None:
        return self._one(
            "SELECT * FROM patient WHERE practice_id = :practice_id AND patient_id = :patient_id",
            practice_id=practice_id, patient_id=patient_id,
        )  # fmt: skip

    def recent_patients(self, practice_id: str, limit: int, offset: int = 0) -> list[Row]:
        return self._all(RECENT, practice_id=practice_id, limit=limit, offset=offset)

    def count_patients(self, practice_id: str) -> int:
        row = self._one(
            "SELECT count(*) AS n FROM patient WHERE practice_id = :practice_id",
            practice_id=practice_id,
        )
        return int(row["n"]) if row else 0

    def patient_terms(self, practice_id: str, beginning: str) -> list[Row]:
        return self._all(TERMS, practice_id=practice_id, beginning=beginning, last=LAST_LETTER)

    def all_terms(self, practice_id: str, shortest: int, longest: int) -> list[Row]:
        return self._all(ALL_TERMS, practice_id=practice_id, shortest=shortest, longest=longest)

    def ranked_patients(
        self, practice_id: str, ranks: Mapping[str, int], limit: int, offset: int = 0
    ) -> list[Row]:
        return self._all(
            RANKED, practice_id=practice_id, ranks=json.dumps(ranks), limit=limit, offset=offset
        )

    def course(self, practice_id: str, course_id: str) -> Row | None:
        return next(iter(self._courses(practice_id, "course_id", course_id)), None)

    def courses(self, practice_id: str, patient_id: str) -> list[Row]:
        return self._courses(practice_id, "patient_id", patient_id)

    def _courses(self, practice_id: str, column: str, value: str) -> list[Row]:
        return self._all(
            "SELECT c.*, (SELECT count(*) FROM session s WHERE s.practice_id = c.practice_id "  # noqa: S608
            "AND s.course_id = c.course_id) AS sessions_count FROM course c "
            f"WHERE practice_id = :practice_id AND {column} = :value "
            "ORDER BY created_at DESC, course_id DESC",
            practice_id=practice_id, value=value,
        )  # fmt: skip

    def setting(self, practice_id: str, key: str) -> Row | None:
        row = self._one(
            "SELECT * FROM setting WHERE practice_id = :practice_id AND key = :key",
            practice_id=practice_id, key=key,
        )  # fmt: skip
        return row and row | {"value": json.loads(row["value"])}

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
        return row and row | {"lots": json.loads(row["lots"])}

    def mixes(self, practice_id: str) -> list[Row]:
        rows = self._all(
            "SELECT * FROM mix WHERE practice_id = :practice_id ORDER BY mix_id",
            practice_id=practice_id,
        )
        return [row | {"recipe": json.loads(row["recipe"])} for row in rows]

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
        return [row | {"marks": json.loads(row["marks"])} for row in rows]

    def changes(self, practice_id: str, subject: str, subject_id: str) -> list[Row]:
        rows = self._all(
            "SELECT * FROM change_log WHERE practice_id = :practice_id AND subject = :subject "
            "AND subject_id = :subject_id ORDER BY n",
            practice_id=practice_id, subject=subject, subject_id=subject_id,
        )  # fmt: skip
        return [row | {"changes": json.loads(row["changes"])} for row in rows]

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
        return self._one(
            "SELECT * FROM offer WHERE practice_id = :practice_id AND offer_id = :offer_id",
            practice_id=practice_id, offer_id=offer_id,
        )  # fmt: skip

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
        return [row | {"raw": json.loads(row["raw"])} for row in rows]

    def session(self, practice_id: str, session_id: str) -> Row | None:
        return self._one(
            SESSION + "AND s.session_id = :session_id",
            practice_id=practice_id, session_id=session_id,
        )  # fmt: skip

    def sessions(
        self, practice_id: str, *, patient_id: str | None = None, course_id: str | None = None,
        treatment_date: str | None = None,
    ) -> list[Row]:  # fmt: skip
        """Sessions that fit every condition given: newest treatment date first, then id."""
        wanted = {
            "patient_id": patient_id,
            "course_id": course_id,
            "treatment_date": treatment_date,
        }
        given = {key: value for key, value in wanted.items() if value is not None}
        where = "".join(f"AND s.{key} = :{key} " for key in given)
        order = "ORDER BY s.treatment_date DESC, s.session_id DESC"
        return self._all(SESSION + where + order, practice_id=practice_id, **given)

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
        """Who was given a lot: sessions and patients, newest first."""
        return self._all(
            "SELECT p.session_id, p.key, p.name, p.lot, p.expiry, s.patient_id, "
            "s.treatment_date FROM syringe_product p "
            "JOIN session s USING (practice_id, session_id) "
            "WHERE p.practice_id = :practice_id AND p.lot = :lot "
            "ORDER BY s.treatment_date DESC, p.session_id DESC",
            practice_id=practice_id, lot=lot,
        )  # fmt: skip

    def nogo(self, practice_id: str, patient_id: str) -> list[Row]:
        """List what each session said last of the skin to leave alone, by `seq`."""
        rows = self._all(
            "SELECT * FROM nogo WHERE practice_id = :practice_id AND patient_id = :patient_id "
            "ORDER BY seq", practice_id=practice_id, patient_id=patient_id,
        )  # fmt: skip
        return [row | {"body": json.loads(row["body"])} for row in rows]

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
        return row and row | {"body": json.loads(row["body"])}

    def _estimates(self, practice_id: str, wanted: dict[str, str]) -> list[Row]:
        where = "".join(f"AND {key} = :{key} " for key in wanted)
        rows = self._all(
            f"SELECT * FROM estimate WHERE practice_id = :practice_id {where}"  # noqa: S608
            "ORDER BY issued_at, series, year, ordinal",
            practice_id=practice_id, **wanted,
        )  # fmt: skip
        return [row | {"body": json.loads(row["body"])} for row in rows]
