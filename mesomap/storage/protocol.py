"""What a storage must do, whatever the engine (held to it by `tests/storage/contract.py`).

`reading()` gives one consistent picture of the data; `writing()` is one transaction that no
other writer can come between, and that is either kept whole, on disk, or not at all. Rows are
plain dicts with the names of the columns; a column of JSON holds what it says
(`json_columns.py`). No rules live here: what may be written is for the services to say.
Everything but sign-in is looked up inside one practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from mesomap.domain.events import Event

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of an event.

    "stored" (new), "replayed" (the same, at its old `seq`) or "other" (this id already names
    something else; nothing was written).
    """

    id: str
    status: str
    seq: int


class Reader(Protocol):
    """One consistent picture of the data.

    A patient's row says whom it was `merged_into`; sessions, courses, estimates and skin to leave
    alone of both are found under the id of the one that is left. Sessions of both, outside
    of courses, have a `number` by their day; `own_number` is what their events say. What was put
    aside is not listed.

    `settled` is False inside a transaction that may yet be undone.
    """

    settled: bool

    def practices(self) -> list[Row]: ...
    def account(self, user_id: str) -> Row | None: ...
    def account_by_email(self, email: str) -> Row | None: ...
    def accounts(self, practice_id: str) -> list[Row]: ...
    def sign_in(self, token_digest: bytes) -> Row | None: ...
    def sign_ins(self, practice_id: str) -> list[Row]: ...

    def patient(self, practice_id: str, patient_id: str) -> Row | None: ...
    def recent_patients(self, practice_id: str, limit: int, offset: int = 0) -> list[Row]: ...
    def count_patients(self, practice_id: str) -> int: ...
    def merged(self, practice_id: str, patient_id: str) -> list[Row]: ...
    def patient_terms(self, practice_id: str, beginning: str) -> list[Row]:
        """Whose terms begin so: `{"patient_id", "term", "place"}` (`domain/names.py`)."""

    def all_terms(self, practice_id: str, shortest: int, longest: int) -> list[Row]:
        """List terms of names that have so many letters: `{"patient_id", "term"}`."""

    def ranked_patients(
        self, practice_id: str, ranks: Mapping[str, int], limit: int, offset: int = 0
    ) -> list[Row]:
        """Give rows by rank, then who was here last, then name."""

    def course(self, practice_id: str, course_id: str) -> Row | None: ...
    def courses(self, practice_id: str, patient_id: str) -> list[Row]: ...
    def setting(self, practice_id: str, key: str) -> Row | None: ...
    def tray(self, practice_id: str, day: str) -> Row | None: ...
    def tray_before(self, practice_id: str, day: str) -> Row | None: ...
    def mixes(self, practice_id: str) -> list[Row]: ...
    def last_change(self, practice_id: str) -> int: ...
    def patterns(self, practice_id: str) -> list[Row]: ...
    def changes(self, practice_id: str, subject: str, subject_id: str) -> list[Row]: ...

    def events(self, practice_id: str, session_id: str, after: int = 0) -> list[Event]: ...
    def last_event(self, practice_id: str) -> Row | None: ...
    def hash_at(self, practice_id: str, seq: int) -> bytes | None: ...
    def counters(self, practice_id: str, session_id: str) -> list[Row]: ...
    def offer(self, practice_id: str, offer_id: str) -> Row | None: ...
    def chain(self, practice_id: str) -> Iterator[Row]: ...
    def opened(self, practice_id: str) -> list[str]: ...
    def behind(self, practice_id: str) -> list[str]: ...
    def quarantined(self, practice_id: str, session_id: str) -> list[Row]: ...

    def discarded(self, practice_id: str, session_id: str) -> Row | None: ...
    def session(self, practice_id: str, session_id: str) -> Row | None: ...
    def sessions(
        self, practice_id: str, *, patient_id: str | None = None, course_id: str | None = None,
        treatment_date: str | None = None, aside: bool = False,
    ) -> list[Row]: ...  # fmt: skip
    def unsigned(self, practice_id: str) -> list[Row]: ...
    def marks(self, practice_id: str, session_id: str) -> list[Row]: ...
    def syringes(self, practice_id: str, session_id: str) -> list[Row]: ...
    def lots(self, practice_id: str, lot: str) -> list[Row]: ...
    def dated_lots(self, practice_id: str, since: str) -> list[Row]: ...
    def area(self, practice_id: str, session_id: str) -> Row | None: ...
    def nogo(self, practice_id: str, patient_id: str) -> list[Row]: ...

    def session_ids(self, practice_id: str) -> list[str]: ...
    def versioned_tables(self) -> Iterable[str]: ...
    def versioned(self, table: str, practice_id: str, row_id: str) -> Row | None: ...
    def defaults(self, table: str) -> Row: ...
    def change_log(self, practice_id: str) -> Iterator[Row]: ...
    def every_patient(self, practice_id: str) -> Iterator[Row]: ...
    def terms(self, practice_id: str, subject: str, subject_id: str) -> set[tuple[str, str]]: ...
    def without_log(self, table: str, practice_id: str) -> list[str]: ...
    def every_estimate(self, practice_id: str) -> Iterator[Row]: ...
    def unsealed(self, practice_id: str) -> Iterator[tuple[str, str]]: ...
    def every_quarantined(self, practice_id: str) -> Iterator[Row]: ...
    def offers(self, practice_id: str) -> Iterator[Row]: ...

    def estimate(self, practice_id: str, estimate_id: str) -> Row | None: ...
    def estimates(
        self, practice_id: str, *, session_id: str | None = None, patient_id: str | None = None
    ) -> list[Row]: ...
    def last_estimate(
        self, practice_id: str, series: str, year: int | None = None
    ) -> Row | None: ...


class Writer(Reader, Protocol):
    """One transaction."""

    def add_practice(self, row: Row) -> None: ...
    def add_account(self, row: Row) -> None: ...
    def change_account(self, practice_id: str, user_id: str, changes: Row) -> bool: ...
    def set_pin_hash(self, practice_id: str, user_id: str, pin_hash: str) -> None: ...
    def add_sign_in(self, row: Row) -> None: ...
    def change_sign_in(self, practice_id: str, sign_in_id: str, changes: Row) -> bool: ...
    def end_sign_ins(
        self, practice_id: str, at: str, *, user_id: str | None = None, but: str | None = None
    ) -> int: ...
    def forget_sign_ins(self, practice_id: str, before: str) -> None: ...

    def add(self, table: str, row: Row, author_id: str, at: str) -> None:
        """Add a versioned row (patient, course, setting, tray, mix, pattern); log version 1."""

    def change(
        self, table: str, key: Mapping[str, str], changes: Row, author_id: str, at: str
    ) -> int:
        """Change one; log what it was and is; the new version."""

    def index_people(self, practice_id: str) -> None:
        """Make anew what patients are found by; every `add` and `change` of one keeps it too."""

    def add_offer(self, row: Row) -> None:
        """Keep what tablets may freeze into a session; the same again is one row."""

    def append(
        self, practice_id: str, author_id: str, received_at: str, events: Sequence[Event]
    ) -> list[Appended]:
        """Append events to the practice's chain, each with its own result."""

    def put_aside(
        self,
        practice_id: str,
        session_id: str,
        author_id: str,
        received_at: str,
        event_id: str | None,
        reason: str,
        raw: Any,
    ) -> None:
        """Quarantine what cannot be read or counts twice; the same again is one row."""

    def project(
        self,
        practice_id: str,
        session: Row,
        marks: Iterable[Row],
        syringes: Iterable[Row],
        *,
        every_mark: bool = True,
        nogo: Iterable[Row] = (),
    ) -> None:
        """Replace what is derived of one session; of `nogo` what is given, for none ever goes.

        Without `every_mark`, the marks given are those that changed; the others stay.
        """

    def project_area(self, practice_id: str, session_id: str, row: Row) -> None: ...
    def forget_projections(self, practice_id: str, but: Collection[str] = ()) -> None:
        """Delete all derived rows of a practice, those of the sessions in `but` excepted."""

    def add_estimate(
        self, practice_id: str, estimate_id: str, session_id: str, series: str, year: int,
        body: Callable[[str], Mapping[str, Any]], now: datetime, author_id: str | None = None,
    ) -> Row:  # fmt: skip
        """Issue an estimate, numbered without gaps per practice, series and year.

        `body` is called with the number ("D-2026-0001"), once; the same `estimate_id` again
        gives back the first row. Raises NotFound for a session of another practice.
        """


class Storage(Protocol):
    """All practices' data. Safe to share between threads."""

    def migrate(self) -> list[str]:
        """Bring the database up to this version; names of the migrations that were applied."""

    def pending(self) -> list[str]:
        """Migrations that `migrate` would apply."""

    def is_new(self) -> bool:
        """Whether nothing was ever migrated: there is no table yet."""

    def close(self) -> None: ...
    def reading(self) -> AbstractContextManager[Reader]: ...
    def writing(self) -> AbstractContextManager[Writer]: ...

    def get_estimate(self, practice_id: str, estimate_id: str) -> Row:
        """Look an estimate up; raises NotFound.

        `{"estimate_id", "session_id", "patient_id", "series", "year", "ordinal", "number",
        "body": {…}, "issued_at", "author_id"}`.
        """

    def estimates_of(
        self, practice_id: str, *, session_id: str | None = None, patient_id: str | None = None
    ) -> list[Row]:
        """Estimates of a session or a patient, oldest first."""
