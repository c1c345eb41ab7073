"""Reading what belongs to a patient: who is found and listed, whose courses, whose skin."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mesomap.storage.json_columns import told
from mesomap.storage.queries import (
    ALL_TERMS,
    COURSES,
    LAST_LETTER,
    LISTED,
    OF_PATIENT,
    RANKED,
    RECENT,
    TERMS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from mesomap.storage.protocol import Row


class PeopleReader:
    """The part of a reader that knows patients; records that were merged are read as one."""

    _db: Database

    def _all(self, sql: str, **values: Any) -> list[Row]:
        return list(self._db.query(sql, values))

    def _one(self, sql: str, **values: Any) -> Row | None:
        return next(iter(self._all(sql, **values)), None)

    def _of_whom(self, sql: str, **values: Any) -> list[Row]:
        """Rows of sessions or courses with the id of whom they belong to today.

        `own_id` is the one that they were made under. The `number` of a session is the one that it
        is shown by, `own_number` the one that its events say.
        """
        rows = self._all(sql, **values)
        for row in rows:
            row |= {"patient_id": row.pop("whose_id"), "own_id": row["patient_id"]}
            if "shown_number" in row:
                row |= {"number": row.pop("shown_number"), "own_number": row["number"]}
        return rows

    def patient(self, practice_id: str, patient_id: str) -> Row | None:
        return self._one(
            "SELECT * FROM patient WHERE practice_id = :practice_id AND patient_id = :patient_id",
            practice_id=practice_id, patient_id=patient_id,
        )  # fmt: skip

    def recent_patients(self, practice_id: str, limit: int, offset: int = 0) -> list[Row]:
        return self._all(RECENT, practice_id=practice_id, limit=limit, offset=offset)

    def count_patients(self, practice_id: str) -> int:
        counted = f"SELECT count(*) AS n FROM patient p WHERE {LISTED}"  # noqa: S608
        row = self._one(counted, practice_id=practice_id)
        return int(row["n"]) if row else 0

    def merged(self, practice_id: str, patient_id: str) -> list[Row]:
        """List the records that were merged into this one."""
        return self._all(
            "SELECT * FROM patient WHERE practice_id = :practice_id "
            "AND merged_into = :patient_id ORDER BY patient_id",
            practice_id=practice_id, patient_id=patient_id,
        )  # fmt: skip

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
        rows = self._of_whom(
            f"{COURSES} AND c.course_id = :course_id", practice_id=practice_id, course_id=course_id
        )
        return next(iter(rows), None)

    def courses(self, practice_id: str, patient_id: str) -> list[Row]:
        return self._of_whom(
            f"{COURSES} AND c.patient_id {OF_PATIENT} ORDER BY c.created_at DESC, c.course_id DESC",
            practice_id=practice_id, patient_id=patient_id,
        )  # fmt: skip

    def discarded(self, practice_id: str, session_id: str) -> Row | None:
        """Tell whether a session was ever put aside, and whether it is now."""
        return self._one(
            "SELECT * FROM discard WHERE practice_id = :practice_id AND session_id = :session_id",
            practice_id=practice_id, session_id=session_id,
        )  # fmt: skip

    def nogo(self, practice_id: str, patient_id: str) -> list[Row]:
        """List what each session said last of the skin to leave alone, by `seq`."""
        rows = self._all(
            "SELECT * FROM nogo WHERE practice_id = :practice_id "  # noqa: S608  a constant
            f"AND patient_id {OF_PATIENT} ORDER BY seq",
            practice_id=practice_id, patient_id=patient_id,
        )  # fmt: skip
        return [told("nogo", row) for row in rows]
