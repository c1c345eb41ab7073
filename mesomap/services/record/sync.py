"""Takes in what a tablet sends of a session, and answers it with what came since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mesomap.domain.events import UUID7, event_to_json
from mesomap.errors import N_, Malformed, NotFound, TooLarge
from mesomap.services.people import known
from mesomap.services.record import arriving, chain_ends, folds, measuring, receiving
from mesomap.services.record.sessions import row_of

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.domain.events import Event
    from mesomap.services.record.receiving import Answer
    from mesomap.storage.protocol import Reader, Row
    from mesomap.storage.seat import Seat

#: Events that one request may carry; the client splits.
MAX_EVENTS = 500

#: Places in the record stay below this: whole numbers that JavaScript writes exactly.
MOST_SEQ = 10**15


@dataclass(frozen=True, slots=True)
class Asked:
    """What a tablet says of itself, and so asks for; None says nothing and asks for nothing.

    `after`: up to which `seq` it knows the session. `head`: where the record ended when it last
    heard (`chain_ends`). `seen`: which words of the patient it shows (`people/known`).
    """

    after: int | None = None
    head: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What came since: `events` in the API's form above `after`, by `seq`, where it was asked for.

    `head` names the end of the record; `restored` says that the one asked with is not in it, so
    that the server was brought back from a backup. `patient` has the words of the record where a
    page shows others.
    """

    head: str
    restored: bool
    events: list[dict[str, Any]] | None
    patient: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answer for each act that was sent, in their order; the news; `chain_ends.gaps`."""

    answers: list[Answer]
    news: News
    gaps: list[Row]


def receive(seat: Seat, session_id: str, raw: Sequence[Any], now: datetime) -> list[Answer]:
    """Take in events alone; see `exchange`."""
    return exchange(seat, session_id, raw, Asked(), now).answers


def exchange(
    seat: Seat, session_id: str, raw: Sequence[Any], asked: Asked, now: datetime,
    lost: Callable[[str], None] = lambda _head: None,
) -> Exchange:  # fmt: skip
    """Take in events, each with its own answer, and tell what came since.

    One transaction looks at what was sent, another takes it in and reads what is told. A session
    that is not open yet is opened before, where its opening is among the events; a signature is
    measured after. `lost` hears of an end of the record that is not here, whatever comes then.

    Raises
    ------
    NotFound
        No such session in this practice, and nothing here opens it.
    TooLarge
        More than `MAX_EVENTS`.
    Malformed
        `asked.head` is no place of the record; an opening under an id that is no UUIDv7.
    """
    if len(raw) > MAX_EVENTS:
        raise TooLarge(
            N_("Un envoi porte {most} saisies au plus, reçu : {count}."),
            most=MAX_EVENTS, count=len(raw),
        )  # fmt: skip
    place = seat.practice_id, session_id
    with seat.reading() as r:
        goes_on = chain_ends.goes_on(r, seat.practice_id, asked.head)
        is_open = r.session(*place) is not None
        read = receiving.looked_at(r, *place, raw) if is_open else []
        known = is_open or arriving.was_put_aside(r, *place)
    if asked.head is not None and not goes_on:
        lost(asked.head)

    def told(reader: Reader, answers: list[Answer]) -> Exchange:
        news = _news(reader, *place, asked, goes_on=goes_on)
        return Exchange(answers, news, chain_ends.gaps(reader, *place))

    if is_open:
        return _take(seat, session_id, raw, read, now, told)
    return _open(seat, session_id, raw, now, told, known=known)


def _open(
    seat: Seat, session_id: str, raw: Sequence[Any], now: datetime,
    told: Callable[[Reader, list[Answer]], Exchange], *, known: bool,
) -> Exchange:  # fmt: skip
    """Open the session with what came in and take in the rest, or put all of it aside.

    `known`: something of it was put aside before.
    """
    sent = arriving.opening_in(raw)
    if sent is None and not known:
        raise NotFound(N_("Cette séance n’existe pas dans ce cabinet."))
    if sent is not None and not UUID7.fullmatch(session_id):
        raise Malformed(N_("L’identifiant d’une séance est un UUID de version 7."))
    reason = arriving.take(seat, session_id, sent, now) if sent else "unopened"
    place = seat.practice_id, session_id
    if reason:
        with seat.writing() as w:
            return told(w, receiving.put_aside(w, *place, seat.user_id, raw, now, reason))
    with seat.reading() as r:
        read = receiving.looked_at(r, *place, raw)
    return _take(seat, session_id, raw, read, now, told, opening=sent)


def _take(
    seat: Seat, session_id: str, raw: Sequence[Any], read: list[Event | Answer], now: datetime,
    told: Callable[[Reader, list[Answer]], Exchange], *, opening: Mapping[str, Any] | None = None,
) -> Exchange:  # fmt: skip
    """Store what was looked at; `opening` has opened the session a moment before."""
    with seat.writing() as w:
        taking = receiving.Taking(w, seat.practice_id, session_id, seat.user_id, now)
        answers = taking.take(read, raw)
        if opening:
            answers = [_new(a) if a.id == opening["id"] else a for a in answers]
        done = told(w, answers)
    if taking.fold is not None:
        folds.keep(seat.practice_id, taking.fold)
    if not taking.signed_now:
        return done
    measuring.after_signature(seat, session_id, now)
    with seat.reading() as r:
        return told(r, answers)


def _new(answer: Answer) -> Answer:
    """Say "stored" of an opening: it was, a moment before the rest of its request."""
    return replace(answer, status="stored") if answer.status == "replayed" else answer


def _news(r: Reader, practice_id: str, session_id: str, asked: Asked, *, goes_on: bool) -> News:
    events = None
    if asked.after is not None:
        events = [event_to_json(e) for e in r.events(practice_id, session_id, asked.after)]
    patient = known.news(r, practice_id, session_id, asked.seen)
    return News(chain_ends.head_of(r, practice_id), not goes_on, events, patient)


def news(seat: Seat, session_id: str, asked: Asked) -> tuple[News, int]:
    """Tell what came since, and how much of it was put aside. Raises NotFound, Malformed."""
    place = seat.practice_id, session_id
    with seat.reading() as r:
        row_of(r, *place)
        goes_on = chain_ends.goes_on(r, seat.practice_id, asked.head)
        return _news(r, *place, asked, goes_on=goes_on), len(r.quarantined(*place))


def quarantine(seat: Seat, session_id: str) -> list[Row]:
    """List what was kept aside: `{"event_id", "reason", "raw", "author_id", "received_at"}`.

    Raises NotFound.
    """
    with seat.reading() as r:
        row_of(r, seat.practice_id, session_id)
        return r.quarantined(seat.practice_id, session_id)


def read_request(value: Any) -> tuple[list[Any], Asked]:
    """Take the events and what is asked for out of a request's body.

    Raises
    ------
    Malformed
        No list of events; `after` is not a whole number from 0 to 10¹⁵ - 1.
    """
    events = value.get("events") if isinstance(value, Mapping) else None
    if not isinstance(events, list):
        raise Malformed(N_("Un envoi est un objet JSON dont « events » est une liste."))
    after = value.get("after")
    if after is not None and (type(after) is not int or not 0 <= after < MOST_SEQ):
        raise Malformed(N_("« {name} » est un nombre entier."), name="after")
    head, seen = (v if isinstance(v := value.get(k), str) else None for k in ("head", "seen"))
    return events, Asked(after, head, seen)
