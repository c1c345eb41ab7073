"""Writing to SQLite, inside one transaction that `SqliteStorage.writing` holds."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import utc_text
from mesomap.domain.lots import one_lot
from mesomap.domain.names import sort_key, terms_of
from mesomap.errors import N_, NotFound
from mesomap.storage.canonical import GENESIS, body_digest, canonical, event_hash
from mesomap.storage.json_columns import stored, told
from mesomap.storage.protocol import Appended, Row
from mesomap.storage.queries import EVENT
from mesomap.storage.reader import SqliteReader
from mesomap.storage.reading_all import VERSIONED
from mesomap.storage.seals import SEALED, seal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from mesomap.domain.events import Event

#: What makes two events of one id the same event: all that is the client's but its clocks.
SAME = ("session_id", "device_id", "device_seq", "kind", "v", "gesture_id")

PROJECTED = ("nogo", "area", "syringe_product", "syringe", "mark", "session")

SALT_BYTES = 16


class SqliteWriter(SqliteReader):
    """One transaction that nobody comes between."""

    def _insert(self, table: str, given: Mapping[str, Any]) -> None:
        row = stored(table, dict(given))
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        self._db.execute(f"INSERT INTO {table}({names}) VALUES ({values})", row)  # noqa: S608
        if table in SEALED:
            self._insert("seal", seal_of(table, row))

    def _update(self, table: str, key: Mapping[str, Any], changes: Row, and_: str = "") -> bool:
        """Change the row of that key; whether there is one."""
        terms = ", ".join(f"{name} = :{name}" for name in changes)
        where = " AND ".join(f"{name} = :{name}" for name in key)
        sql = f"UPDATE {table} SET {terms} WHERE {where} {and_}"  # noqa: S608  our own names
        return int(self._db.execute(sql, changes | dict(key)).rowcount) > 0

    def add_practice(self, row: Row) -> None:
        self._insert("practice", row)

    def add_account(self, row: Row) -> None:
        self._insert("account", row)

    def change_account(self, practice_id: str, user_id: str, changes: Row) -> bool:
        """Change an account of a practice; whether there is one."""
        return self._update("account", {"practice_id": practice_id, "user_id": user_id}, changes)

    def set_pin_hash(self, practice_id: str, user_id: str, pin_hash: str) -> None:
        self.change_account(practice_id, user_id, {"pin_hash": pin_hash})

    def add_sign_in(self, row: Row) -> None:
        self._insert("sign_in", row)

    def change_sign_in(self, practice_id: str, sign_in_id: str, changes: Row) -> bool:
        """Change a sign-in that has not ended; whether there was one."""
        key = {"practice_id": practice_id, "sign_in_id": sign_in_id}
        return self._update("sign_in", key, changes, "AND ended_at IS NULL")

    def end_sign_ins(
        self, practice_id: str, at: str, *, user_id: str | None = None, but: str | None = None
    ) -> int:
        """End the sign-ins of a practice, or of one user, all but one; how many ended."""
        ended = self._db.execute(
            "UPDATE sign_in SET ended_at = :at WHERE practice_id = :practice_id "
            "AND ended_at IS NULL AND user_id = coalesce(:user_id, user_id) "
            "AND sign_in_id <> coalesce(:but, '')",
            {"practice_id": practice_id, "at": at, "user_id": user_id, "but": but},
        )
        return int(ended.rowcount)

    def forget_sign_ins(self, practice_id: str, before: str) -> None:
        """Delete the sign-ins that were to end before that moment."""
        self._db.execute(
            "DELETE FROM sign_in WHERE practice_id = ? AND ends_at < ?", [practice_id, before]
        )

    def add(self, table: str, row: Row, author_id: str, at: str) -> None:
        """Add a versioned row and log it."""
        self._insert(table, row | {"version": 1})
        self._index(table, row)
        said = stored(table, row)
        changes = {key: [None, value] for key, value in said.items() if value is not None}
        self._log(row["practice_id"], author_id, at, table, row[VERSIONED[table]], 1, changes)

    def change(
        self, table: str, key: Mapping[str, str], changes: Row, author_id: str, at: str
    ) -> int:
        """Change a versioned row and log what it was and is; the new version."""
        where = " AND ".join(f"{name} = :{name}" for name in key)
        old = self._one(f"SELECT * FROM {table} WHERE {where}", **key)  # noqa: S608
        assert old is not None, "the service looked it up in this very transaction"
        version = int(old["version"]) + 1
        text = stored(table, changes)
        row = text | {"version": version}
        self._update(table, key, row)
        self._index(table, old | row)
        logged = {name: [old[name], value] for name, value in text.items()}
        subject_id = key[VERSIONED[table]]
        self._log(key["practice_id"], author_id, at, table, subject_id, version, logged)
        return version

    def _index(self, table: str, row: Row) -> None:
        """Keep what a patient is found by and sorted by; other rows have none."""
        if table != "patient":
            return
        key = {"practice_id": row["practice_id"], "patient_id": row["patient_id"]}
        subject = {
            "practice_id": row["practice_id"],
            "subject": table,
            "subject_id": row["patient_id"],
        }
        names = row["family_name"], row["given_name"]
        self._update("patient", key, {"sort_key": sort_key(*names)})
        self._forget("term", subject)
        for term, place in terms_of(*names, row["birth_date"]):
            self._insert("term", subject | {"term": term, "place": place})

    def index_people(self, practice_id: str) -> None:
        """Make anew what the patients of a practice are found by."""
        for row in self._all("SELECT * FROM patient WHERE practice_id = :p", p=practice_id):
            self._index("patient", row)

    def _log(
        self, practice_id: str, author_id: str, at: str, subject: str, subject_id: str,
        version: int, changes: Mapping[str, Any],
    ) -> None:  # fmt: skip
        row = {
            "practice_id": practice_id, "n": self._next("change_log", practice_id), "at": at,
            "author_id": author_id, "subject": subject, "subject_id": subject_id,
            "version": version, "changes": changes,
        }  # fmt: skip
        self._insert("change_log", row)

    def _next(self, table: str, practice_id: str) -> int:
        row = self._one(
            f"SELECT coalesce(max(n), 0) + 1 AS n FROM {table} WHERE practice_id = :practice_id",  # noqa: S608
            practice_id=practice_id,
        )
        return int(row["n"]) if row else 1

    def add_offer(self, row: Row) -> None:
        """Keep an offer to tablets; one that is known stays as it is."""
        if self.offer(row["practice_id"], row["offer_id"]) is None:
            self._insert("offer", row)

    def append(
        self, practice_id: str, author_id: str, received_at: str, events: Sequence[Event]
    ) -> list[Appended]:
        """Append events to the chain; one that is known already is compared, never written."""
        last = self.last_event(practice_id)
        seq, prev_hash = (last["seq"], bytes(last["hash"])) if last else (0, GENESIS)
        results = []
        for event in events:
            known = self._known(practice_id, event)
            if known is None:
                seq += 1
                server = {"seq": seq, "received_at": received_at, "author_id": author_id}
                prev_hash = self._link(practice_id, event, server, prev_hash)
            results.append(known or Appended(event.id, "stored", seq))
        return results

    def _known(self, practice_id: str, event: Event) -> Appended | None:
        row = self._one(EVENT + "AND e.id = :id", practice_id=practice_id, id=event.id)
        if row is None:
            return None
        same = all(row[name] == getattr(event, name) for name in SAME)
        if same and row["salt"] is not None:
            digest = body_digest(bytes(row["salt"]), canonical(dict(event.body)))
            same = digest == bytes(row["body_digest"])
        return Appended(event.id, "replayed" if same else "other", row["seq"])

    def _link(
        self, practice_id: str, event: Event, server: Mapping[str, Any], prev_hash: bytes
    ) -> bytes:
        salt, body = os.urandom(SALT_BYTES), canonical(dict(event.body))
        row = {
            "practice_id": practice_id, "id": event.id, "session_id": event.session_id,
            "device_id": event.device_id, "device_seq": event.device_seq, "kind": event.kind,
            "v": event.v, "gesture_id": event.gesture_id, "at": event.at,
            "elapsed_ms": event.elapsed_ms, **server, "body_digest": body_digest(salt, body),
        }  # fmt: skip
        here = event_hash(prev_hash, row)
        self._insert("event", row | {"prev_hash": prev_hash, "hash": here})
        place = {"practice_id": practice_id, "seq": server["seq"]}
        self._insert("event_body", place | {"salt": salt, "body": body})
        return here

    def put_aside(
        self, practice_id: str, session_id: str, author_id: str, received_at: str,
        event_id: str | None, reason: str, raw: Any,
    ) -> None:  # fmt: skip
        """Quarantine; what is there already stays as it is."""
        digest = hashlib.sha256(canonical(raw).encode()).digest()
        known = self._one(
            "SELECT 1 FROM quarantine WHERE practice_id = :practice_id "
            "AND session_id = :session_id AND digest = :digest",
            practice_id=practice_id, session_id=session_id, digest=digest,
        )  # fmt: skip
        if known:
            return
        row = {
            "practice_id": practice_id, "n": self._next("quarantine", practice_id),
            "session_id": session_id, "event_id": event_id, "reason": reason, "raw": raw,
            "digest": digest, "author_id": author_id, "received_at": received_at,
        }  # fmt: skip
        self._insert("quarantine", row)

    def project(
        self, practice_id: str, session: Row, marks: Iterable[Row], syringes: Iterable[Row],
        *, every_mark: bool = True, nogo: Iterable[Row] = (),
    ) -> None:  # fmt: skip
        """Replace the derived rows of one session; its area stays and tells its `seq`."""
        key = {"practice_id": practice_id, "session_id": session["session_id"]}
        self._upsert_session(key | session)
        project_marks = self._project_marks if every_mark else self._change_marks
        project_marks(key, [key | mark for mark in marks])
        for table in ("syringe_product", "syringe"):
            self._forget(table, key)
        for syringe in syringes:
            products = syringe["products"]
            self._insert("syringe", key | {k: v for k, v in syringe.items() if k != "products"})
            for n, product in enumerate(products):
                compared = {"lot_key": one_lot(product["lot"]) if product["lot"] else None}
                row = key | {"key": syringe["key"], "n": n} | product | compared
                self._insert("syringe_product", row)
        for row in nogo:
            named = key | {"patient_id": session["patient_id"], "nogo_id": row["nogo_id"]}
            self._forget("nogo", named)
            self._insert("nogo", named | row)

    def _change_marks(self, key: Mapping[str, str], marks: Sequence[Row]) -> None:
        for row in marks:
            self._forget("mark", {**key, "position": row["position"]})
            self._insert("mark", row)

    def _project_marks(self, key: Mapping[str, str], marks: Sequence[Row]) -> None:
        """Write the rows that differ: a tap among hundreds of marks is one row, not hundreds."""
        old = {row["position"]: row for row in self.marks(**key)}
        new = {row["position"]: row for row in marks}
        for position in old.keys() - new.keys():
            self._forget("mark", {**key, "position": position})
        for position, row in new.items():
            if position not in old:
                self._insert("mark", row)
            elif old[position] != row:
                self._forget("mark", {**key, "position": position})
                self._insert("mark", row)

    def _upsert_session(self, row: Row) -> None:
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        terms = ", ".join(f"{name} = excluded.{name}" for name in row)
        self._db.execute(
            f"INSERT INTO session({names}) VALUES ({values}) "  # noqa: S608
            f"ON CONFLICT(practice_id, session_id) DO UPDATE SET {terms}",
            row,
        )

    def _forget(self, table: str, key: Mapping[str, Any]) -> None:
        where = " AND ".join(f"{name} = :{name}" for name in key)
        self._db.execute(f"DELETE FROM {table} WHERE {where}", dict(key))  # noqa: S608

    def project_area(self, practice_id: str, session_id: str, row: Row) -> None:
        key = {"practice_id": practice_id, "session_id": session_id}
        texts = {name: json.dumps(row[name]) for name in ("by_zone_mm2", "by_depth_mm2")}
        signed = row.get("signed")
        self._forget("area", key)
        self._insert("area", key | row | texts | {"signed": signed and json.dumps(signed)})

    def forget_projections(self, practice_id: str, but: Collection[str] = ()) -> None:
        """Delete all derived rows of a practice, those of the sessions in `but` excepted."""
        kept = ", ".join("?" * len(but))
        for table in PROJECTED:
            self._db.execute(
                f"DELETE FROM {table} WHERE practice_id = ? AND session_id NOT IN ({kept})",  # noqa: S608
                (practice_id, *but),
            )

    def add_estimate(
        self, practice_id: str, estimate_id: str, session_id: str, series: str, year: int,
        body: Callable[[str], Mapping[str, Any]], now: datetime, author_id: str | None = None,
    ) -> Row:  # fmt: skip
        """Issue an estimate with the next number of its series and year."""
        if found := self.estimate(practice_id, estimate_id):
            return found
        session = self.session(practice_id, session_id)
        if session is None:
            raise NotFound(N_("Cette séance n’existe pas dans ce cabinet."))
        ordinal = self._next_ordinal(practice_id, series, year)
        number = f"{series}-{year}-{ordinal:04d}"
        row = {
            "practice_id": practice_id, "estimate_id": estimate_id, "session_id": session_id,
            "patient_id": session["patient_id"], "series": series, "year": year,
            "ordinal": ordinal, "number": number, "body": dict(body(number)),
            "issued_at": utc_text(now), "author_id": author_id,
        }  # fmt: skip
        self._insert("estimate", row)
        return told("estimate", stored("estimate", row))

    def _next_ordinal(self, practice_id: str, series: str, year: int) -> int:
        row = self._one(
            "SELECT coalesce(max(ordinal), 0) + 1 AS n FROM estimate "
            "WHERE practice_id = :practice_id AND series = :series AND year = :year",
            practice_id=practice_id, series=series, year=year,
        )  # fmt: skip
        return int(row["n"]) if row else 1
