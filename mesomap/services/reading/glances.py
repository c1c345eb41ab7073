"""What tells one session of a list from another: where it was, in words and as a small drawing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mesomap import drawing
from mesomap.body import zones
from mesomap.documents.words import Translate, Words
from mesomap.services.measuring.one_at_a_time import in_turn
from mesomap.services.reading.history import drawn
from mesomap.services.record import sessions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mesomap.domain.patient import PatientRow
    from mesomap.domain.session import Session
    from mesomap.services.record.sessions import SessionRow
    from mesomap.storage.seat import Seat


#: So many sessions of a list are drawn; each takes some 10 ms, and older ones are told by words.
MOST_DRAWN = 12


@dataclass(frozen=True, slots=True)
class Glance:
    """`zones`: names, most marks first; `thumbnail`: inline SVG, "" where nothing is marked.

    `newer`: a newer version opened it, and it cannot be drawn here.
    """

    zones: tuple[str, ...]
    thumbnail: str = ""
    newer: bool = False


def places_of(seat: Seat, session_ids: Iterable[str], lang: str) -> Mapping[str, tuple[str, ...]]:
    """Name the zones where marks were done, or planned where none was; most marks first.

    A session of which all was left out is told from others by where it would have been.
    """
    with seat.reading() as r:
        return {
            session_id: _zones(r.marks(seat.practice_id, session_id), lang)
            for session_id in session_ids
        }


def _zones(rows: Iterable[Mapping[str, object]], lang: str) -> tuple[str, ...]:
    standing = [row for row in rows if not row["removed"]]
    told = [row for row in standing if row["done"]] or standing
    counted = Counter(str(row["zone"]) for row in told if row["zone"])
    return tuple(dict.fromkeys(zones.name(key, lang) for key, _n in counted.most_common()))


@in_turn
def of_sessions(
    seat: Seat,
    session_ids: Iterable[str],
    *,
    lang: str,
    translate: Translate | None = None,
) -> dict[str, Glance]:
    """Give the zones of sessions, and the drawings of the first `MOST_DRAWN`. Raises NotFound."""
    words, ids = Words.of(lang, translate), list(session_ids)
    named = places_of(seat, ids, words.lang)
    read = {key: sessions.load_read(seat, key) for key in ids[:MOST_DRAWN]}
    drawings = {key: _thumbnail(session, words) for key, session in read.items() if session}
    return {
        key: Glance(named[key], drawings.get(key, ""), key in read and read[key] is None)
        for key in ids
    }


def _thumbnail(session: Session, words: Words) -> str:
    marks = drawn(session)
    if not marks:
        return ""
    return drawing.thumbnail(
        marks, session.figure, lang=words.lang, translate=words.translate, close=True
    )


def nameless(
    seat: Seat, rows: Iterable[PatientRow], lang: str
) -> dict[str, tuple[SessionRow, tuple[str, ...]]]:
    """Give what tells patients without a name apart: their last session, and its zones."""
    ids = [row.id for row in rows if not row.name]
    last = {key: next(iter(sessions.of_patient(seat, key)), None) for key in ids}
    found = {key: row for key, row in last.items() if row}
    places = places_of(seat, [row.id for row in found.values()], lang)
    return {key: (row, places[row.id]) for key, row in found.items()}
