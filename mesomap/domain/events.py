"""Events: the acts of a session, as they are sent and stored.

An event is named by the client (`id`, UUIDv7) and ordered by the server (`seq`). What kinds there
are, and what they say, is in `domain/acts`. Stored forms are never rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from mesomap.domain.ask import is_number, need
from mesomap.errors import N_, Malformed, Refused

SERVER_DEVICE = "server"

UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)

#: Ids made by a device: of itself, of a gesture, of a mark (our own are UUIDs).
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")

#: Keys that people may have a word in: of a question, of a zone.
MAX_NAME = 64

#: What the clock of a device can say, from the beginning of its time (1970, where it stands). A
#: wrong clock loses no act: the server's own time counts, and this is kept as it was said.
YEARS = range(1969, 2200)

#: Highest `device_seq` that is taken: two years of a hundred events a minute, day and night.
MAX_DEVICE_SEQ = 100_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """One act.

    `at` and `elapsed_ms` are the client's clock, information only. `seq`, `received_at` and
    `author_id` are the server's, None while an event is on its way.
    """

    id: str
    device_id: str
    device_seq: int
    session_id: str
    kind: str
    v: int
    body: Mapping[str, Any]
    gesture_id: str | None
    at: str
    elapsed_ms: float | None = None
    seq: int | None = None
    received_at: str | None = None
    author_id: str | None = None

    @property
    def when(self) -> str:
        """The server's time where there is one."""
        return self.received_at or self.at


def following_id(event_id: str, kind: str) -> str:
    """Name the server's event of a kind that follows another: the same again is the same event."""
    digest = sha256(f"{event_id} {kind}".encode()).hexdigest()
    return f"{event_id[:14]}7{digest[:3]}-8{digest[3:6]}-{digest[6:18]}"


def is_id(value: Any) -> bool:
    """Whether a value is an id as devices make them: letters, digits, `. _ : -`, 64 at most."""
    return isinstance(value, str) and bool(ID.fullmatch(value))


def is_name(value: Any) -> bool:
    """Whether a value is a key in one line: 1 to 64 characters, none of which cannot be seen."""
    return isinstance(value, str) and 0 < len(value) <= MAX_NAME and value.isprintable()


def event_id(value: Any) -> str:
    """Read the id of an event that came in; without one it cannot be answered by name."""
    if not isinstance(value, Mapping):
        raise Malformed(N_("Une saisie est un objet JSON."))
    name = value.get("id")
    if not isinstance(name, str) or not UUID7.fullmatch(name):
        raise Malformed(N_("L’identifiant d’une saisie est un UUID de version 7."))
    return name


def event_from_json(value: Mapping[str, Any], session_id: str) -> Event:
    """Read the header of a client's event; the body is `acts.reading.check`'s to look at.

    Raises
    ------
    Malformed
        A header that is not of the form.
    Refused
        An event of another session than the one that it was sent to.
    """
    name = event_id(value)
    if value.get("session_id") != session_id:
        raise Refused(N_("Cette saisie appartient à une autre séance."))
    device, opens = value.get("device_id"), value.get("kind") == "session.opened"
    if not is_id(device) or (device == SERVER_DEVICE and not opens):
        raise Malformed(
            N_(
                "L’appareil d’une saisie a un identifiant de 1 à 64 lettres, chiffres, points, "
                "deux-points ou tirets."
            )
        )
    number = value.get("device_seq")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MAX_DEVICE_SEQ:
        raise Malformed(
            N_("Le numéro d’ordre d’une saisie est un entier de 1 à {most}."), most=MAX_DEVICE_SEQ
        )
    gesture, body = value.get("gesture_id"), value.get("body")
    if not (gesture is None or is_id(gesture)):
        raise Malformed(
            N_(
                "Le geste d’une saisie a un identifiant de 1 à 64 lettres, chiffres, points, "
                "deux-points ou tirets."
            )
        )
    if not isinstance(body, Mapping):
        raise Malformed(N_("Le contenu d’une saisie est un objet JSON."))
    return Event(
        id=name,
        device_id=value["device_id"],
        device_seq=number,
        session_id=session_id,
        kind=value["kind"],
        v=value["v"],
        body=body,
        gesture_id=gesture,
        at=_moment(value.get("at")),
        elapsed_ms=_elapsed(value.get("elapsed_ms")),
    )


_NO_CLOCK = N_(
    "L’horloge d’un appareil dit une année de {least} à {most}, reçu : {value!r}. Mettez-la à "
    "l’heure."
)


def _moment(value: Any) -> str:
    try:
        if isinstance(value, str) and MOMENT.fullmatch(value):
            year = datetime.fromisoformat(value).year
            need(year in YEARS, _NO_CLOCK, least=YEARS[0], most=YEARS[-1], value=value)
            return value
    except ValueError:
        pass
    raise Malformed(N_("L’heure d’une saisie s’écrit 2026-11-21T20:47:54.123Z."))


def _elapsed(value: Any) -> float | None:
    if value is None or (is_number(value) and value >= 0):
        return value
    raise Malformed(N_("Le temps écoulé d’une saisie est un nombre de millisecondes."))


def event_to_json(event: Event) -> dict[str, Any]:
    """Write an event as the API sends it; the server's keys only once they exist."""
    sent: dict[str, Any] = {
        "id": event.id,
        "device_id": event.device_id,
        "device_seq": event.device_seq,
        "session_id": event.session_id,
        "kind": event.kind,
        "v": event.v,
        "body": dict(event.body),
        "gesture_id": event.gesture_id,
        "at": event.at,
        "elapsed_ms": event.elapsed_ms,
    }
    if event.seq is None:
        return sent
    return sent | {
        "seq": event.seq,
        "received_at": event.received_at,
        "author_id": event.author_id,
    }
