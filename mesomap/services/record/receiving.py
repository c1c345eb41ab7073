"""What becomes of each act that a tablet sent: looked at first, then taken in, one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mesomap.domain.acts import ACTS
from mesomap.domain.acts.opening import DATE, OPENING
from mesomap.domain.acts.reading import check_event, holds_newer_word, is_known
from mesomap.domain.acts.signature import SIGNATURE
from mesomap.domain.clock import iso_day, utc_text
from mesomap.domain.events import Event, event_from_json, event_id
from mesomap.domain.openings import day_of, may_be_dated
from mesomap.errors import N_, MesoMapError, Refused
from mesomap.services.practice import settings
from mesomap.services.practice.late_lots import (
    EXPIRED,
    EXPIRED_BY_THEN,
    expired_by_then,
    expired_lot,
)
from mesomap.services.record import arriving, projections
from mesomap.services.record.places import Places
from mesomap.services.record.sessions import row_of
from mesomap.storage.canonical import canonical

if TYPE_CHECKING:
    from datetime import datetime

    from mesomap.domain.fold import Folded
    from mesomap.storage.protocol import Appended, Reader, Writer

#: A tablet's clock may be ahead by so much before its doctor hears of it.
AHEAD_MINUTES = 10

LATE = N_("La séance était déjà signée : cette saisie est gardée comme complément daté.")
UNKNOWN_FORM = N_(
    "Cette version de MesoMap ne connaît pas cette forme de saisie : elle est mise de côté, "
    "et rien n’est perdu."
)
AHEAD = N_(
    "L’horloge de cette tablette avance : la saisie est gardée, et c’est l’heure du serveur "
    "qui compte."
)
NO_DAY = N_("Un acte a lieu au plus tard aujourd’hui, et au plus tôt un mois avant le jour prévu.")
OTHER_BODY = N_(
    "Cet identifiant désigne déjà une autre saisie : celle-ci est mise de côté, "
    "et rien n’est perdu."
)
#: Why something was put aside, by the reason that the table keeps.
WHY: Mapping[str, str] = {
    "unknown-form": UNKNOWN_FORM,
    "other-body": OTHER_BODY,
    **arriving.WHY,
}
NAMELESS = N_("Le nom du patient est nécessaire avant de signer.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one event: `status` "stored", "replayed", "quarantined" or "refused".

    `template` and `values` make a French sentence (translate first, then fill in).
    """

    id: str | None
    status: str
    seq: int | None = None
    template: str | None = None
    values: Mapping[str, Any] | None = None


def looked_at(
    r: Reader, practice_id: str, session_id: str, raw: Sequence[Any]
) -> list[Event | Answer]:
    """Look at what was sent to an open session: each is ready to be stored, or has its answer."""
    places = Places(r, practice_id, session_id)
    return [_read(item, session_id, places) for item in raw]


def _read(item: Any, session_id: str, places: Places) -> Event | Answer:
    """Look at one event: ready to be stored, or the answer that it gets instead."""
    name = item.get("id") if isinstance(item, Mapping) and isinstance(item.get("id"), str) else None
    try:
        canonical(item)
        event_id(item)
        if not is_known(item) or holds_newer_word(item):
            return Answer(name, "quarantined", template=UNKNOWN_FORM)
        event = event_from_json(item, session_id)
        if ACTS[event.kind].by_server:
            raise Refused(N_("Seul le serveur écrit cette saisie : {kind}."), kind=event.kind)
        check_event(event)
        places.check(event)
    except MesoMapError as error:
        return Answer(name, "refused", template=error.template, values=error.values)
    return event


class Taking:
    """One request's transaction."""

    def __init__(
        self, w: Writer, practice_id: str, session_id: str, author_id: str, now: datetime
    ) -> None:
        self._w, self._at = w, utc_text(now)
        self._soon = utc_text(now + timedelta(minutes=AHEAD_MINUTES))
        self._practice_id, self._author_id = practice_id, author_id
        self._session = row_of(w, practice_id, session_id)
        self._day = self._session["treatment_date"]
        self._today = settings.today(w, practice_id, now)
        self._signed = self._was_signed = self._session["signed_at"] is not None
        self._dates: set[str] = set()
        self.fold: Folded | None = None
        """What the session has become, where something was stored: to keep after the commit."""

    @property
    def signed_now(self) -> bool:
        return self._signed and not self._was_signed

    def take(self, read: Sequence[Event | Answer], raw: Sequence[Any]) -> list[Answer]:
        read = [self._may_date(self._may_open(self._may_sign(item))) for item in read]
        events = [item for item in read if isinstance(item, Event)]
        done = iter(self._append(events))
        answers = [
            self._took(item, next(done), sent) if isinstance(item, Event) else self._not(item, sent)
            for item, sent in zip(read, raw, strict=True)
        ]
        if any(answer.status == "stored" for answer in answers):
            self.fold = projections.project_more(self._w, self._practice_id, self._session)
            answers = [self._late_lots(answer) for answer in answers]
        return answers

    def _late_lots(self, answer: Answer) -> Answer:
        """Say of a new day of the act which lot was past its date by then."""
        if answer.id not in self._dates or self.fold is None:
            return answer
        late = expired_by_then(self.fold.session)
        return replace(answer, template=EXPIRED_BY_THEN, values=late) if late else answer

    def _may_date(self, item: Event | Answer) -> Event | Answer:
        if not isinstance(item, Event) or item.kind != DATE:
            return item
        opened_for = self._session["planned_date"] or self._session["treatment_date"]
        if may_be_dated(day_of(item.body), iso_day(opened_for), self._today):
            return item
        return Answer(item.id, "refused", template=NO_DAY)

    def _append(self, events: Sequence[Event]) -> list[Appended]:
        if not events:
            return []
        return self._w.append(self._practice_id, self._author_id, self._at, events)

    def _may_sign(self, item: Event | Answer) -> Event | Answer:
        nameless = not self._session["family_name"]
        if isinstance(item, Event) and item.kind == SIGNATURE and nameless:
            return Answer(item.id, "refused", template=NAMELESS)
        return item

    def _may_open(self, item: Event | Answer) -> Event | Answer:
        """Let the opening of this very session through, to be known again; no second one."""
        if not isinstance(item, Event) or item.kind != OPENING:
            return item
        first = self._w.events(self._practice_id, item.session_id)[0]
        if first.id == item.id:
            return item
        return Answer(item.id, "refused", template=N_("Cette séance est déjà ouverte."))

    def _took(self, event: Event, done: Appended, sent: Any) -> Answer:
        if done.status == "other":
            self._aside(event.id, "other-body", sent)
            return Answer(event.id, "quarantined", template=OTHER_BODY)
        if done.status == "replayed":
            return Answer(event.id, "replayed", done.seq)
        late, self._signed = self._signed, self._signed or event.kind == SIGNATURE
        is_late = late and not ACTS[event.kind].after_signature
        if event.kind == DATE and not late:
            self._day = event.body["treatment_date"]
            self._dates.add(event.id)
        late_lot = expired_lot(event, self._day)
        said = (
            LATE if is_late else EXPIRED if late_lot else AHEAD if event.at > self._soon else None
        )
        return Answer(event.id, "stored", done.seq, said, late_lot)

    def _not(self, answer: Answer, sent: Any) -> Answer:
        if answer.status == "quarantined":
            self._aside(answer.id, "unknown-form", sent)
        return answer

    def _aside(self, name: str | None, reason: str, sent: Any) -> None:
        self._w.put_aside(
            self._practice_id, self._session["session_id"], self._author_id, self._at,
            name, reason, sent,
        )  # fmt: skip


def put_aside(
    w: Writer, practice_id: str, session_id: str, author_id: str,
    raw: Sequence[Any], now: datetime, reason: str,
) -> list[Answer]:  # fmt: skip
    """Put a session aside that could not be opened, acts and all."""
    answers = []
    for item in raw:
        try:
            name = event_id(item)
            canonical(item)
        except MesoMapError as error:
            answers.append(Answer(None, "refused", template=error.template))
            continue
        why = reason if item.get("kind") == OPENING else "unopened"
        w.put_aside(practice_id, session_id, author_id, utc_text(now), name, why, item)
        answers.append(Answer(name, "quarantined", template=WHY[why]))
    return answers
