"""What a practice keeps under names of its own, to take again: mixes, patterns.

Two that stand never have the same name, however it is written. What is removed stays in its table,
marked so, and in the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import utc_text
from mesomap.domain.events import is_id
from mesomap.domain.products import plain
from mesomap.errors import Conflict, Malformed, NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from mesomap.storage.protocol import Reader, Row, Writer
    from mesomap.storage.seat import Seat

MOST_NAME = 80

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """One kind of them: its table and the column of its content, and what is said of it."""

    table: str
    id_column: str
    content: str
    rows: Callable[[Reader, str], Sequence[Row]]
    unnamed: str
    wrong_name: str
    taken: str
    missing: str

    def all_of(self, seat: Seat) -> list[Item]:
        """List those that stand, by name: [{"id", "name", the content}]."""
        with seat.reading() as r:
            return self.listed(r, seat.practice_id)

    def listed(self, reader: Reader, practice_id: str) -> list[Item]:
        found = [
            {"id": row[self.id_column], "name": row["name"], self.content: row[self.content]}
            for row in self.rows(reader, practice_id)
            if not row["removed"]
        ]
        return sorted(found, key=lambda item: plain(str(item["name"])))

    def id_of(self, value: Any) -> str:
        """Read the id that the caller made. Raises Malformed."""
        if not is_id(value):
            raise Malformed(self.unnamed)
        return str(value)

    def name_of(self, value: Any) -> str:
        """Read a name, its spaces evened out. Raises Refused."""
        name = " ".join(value.split()) if isinstance(value, str) else ""
        if not 1 <= len(name) <= MOST_NAME:
            raise Refused(self.wrong_name, field="name", most=MOST_NAME)
        return name

    def is_kept(self, reader: Reader, practice_id: str, item_id: str) -> bool:
        """Whether that id was ever kept, removed or not: a row that is sent again is known."""
        return any(row[self.id_column] == item_id for row in self.rows(reader, practice_id))

    def add(
        self, w: Writer, practice_id: str, author_id: str, item_id: str, name: str,
        more: dict[str, Any], now: datetime,
    ) -> None:  # fmt: skip
        """Keep a new one; `more` are its other columns. Raises Conflict."""
        self._free(self.listed(w, practice_id), name)
        row = {"practice_id": practice_id, self.id_column: item_id, "name": name, "removed": 0}
        w.add(self.table, row | more, author_id, utc_text(now))

    def rename(self, seat: Seat, item_id: Any, name: Any, now: datetime) -> list[Item]:
        """Give one another name; all of them. Raises NotFound, Refused, Conflict."""
        with seat.writing() as w:
            row, called = self._standing(w, seat.practice_id, item_id), self.name_of(name)
            if row["name"] != called:
                others = [i for i in self.listed(w, seat.practice_id) if i["id"] != item_id]
                self._free(others, called)
                self._change(w, seat.practice_id, seat.user_id, item_id, {"name": called}, now)
            return self.listed(w, seat.practice_id)

    def remove(self, seat: Seat, item_id: Any, now: datetime) -> list[Item]:
        """Offer one no longer; all of them. Raises NotFound."""
        with seat.writing() as w:
            self._standing(w, seat.practice_id, item_id)
            self._change(w, seat.practice_id, seat.user_id, item_id, {"removed": 1}, now)
            return self.listed(w, seat.practice_id)

    def _standing(self, reader: Reader, practice_id: str, item_id: Any) -> Row:
        for row in self.rows(reader, practice_id):
            if row[self.id_column] == item_id and not row["removed"]:
                return row
        raise NotFound(self.missing)

    def _free(self, items: Sequence[Item], name: str) -> None:
        if any(plain(str(item["name"])) == plain(name) for item in items):
            raise Conflict(self.taken, name=name)

    def _change(
        self, w: Writer, practice_id: str, author_id: str, item_id: Any,
        values: dict[str, Any], now: datetime,
    ) -> None:  # fmt: skip
        key = {"practice_id": practice_id, self.id_column: str(item_id)}
        w.change(self.table, key, values, author_id, utc_text(now))
