"""The demonstration practice: apart from every other, with invented patients.

It is made through the same services as a real practice: patients registered, sessions opened,
events taken in, an estimate issued. Only the moments are arguments, not the clock's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mesomap import texts
from mesomap.body import anchors, atlas
from mesomap.domain.clock import utc_text
from mesomap.errors import N_, Refused
from mesomap.services.billing import estimates
from mesomap.services.demo.demo_people import CHECKS, PEOPLE, Person, Spot, Visit, told
from mesomap.services.people import courses, patients
from mesomap.services.practice import accounts, catalogue, settings
from mesomap.services.record import sessions, sync
from mesomap.storage.seat import Seat

if TYPE_CHECKING:
    from mesomap.body.atlas import Floats
    from mesomap.storage.protocol import Storage

#: Fixed, so that it is made once, and can be told from a real practice by its id alone.
DEMO_PRACTICE_ID = "00000000-0000-7000-8000-00000000de30"
DEMO_USER_ID = "00000000-0000-7000-8000-00000000de31"

#: No password hashes to this, so that nobody signs in with one.
NO_PASSWORD = "!"  # noqa: S105

#: Invented, and said to be so; a practice begins with no price at all.
TARIFF = {"mode": "flat", "flat_cents": 5000}
ACTS = ({"key": "cryo", "label": N_("Cryothérapie (exemple)"), "amount_cents": 1500},)
PRACTICE = {
    "doctor": N_("Dr Démo Exemple"), "speciality": N_("Médecine du sport (exemple)"),
    "address": N_("1 rue de l’Exemple, 00000 Démo-Ville"), "telephone": "00 00 00 00 00",
}  # fmt: skip

#: Hour of the first visit: by day in all time zones of Europe.
FIRST_HOUR_UTC = 9

#: Corners of an outline: a drawn ellipse.
CORNERS = 24

NewId = Callable[[], str]


def only_demo(storage: Storage) -> bool:
    """Tell where no real practice was made yet: none at all, or the demonstration alone."""
    return all(p.practice_id == DEMO_PRACTICE_ID for p in accounts.practices(storage))


def make(storage: Storage, now: datetime, new_id: NewId, lang: str = texts.REFERENCE) -> bool:
    """Make the practice with its patients, told in `lang`; False where it exists already."""
    seat, say = Seat(storage, DEMO_PRACTICE_ID, DEMO_USER_ID), texts.texts(lang).gettext
    try:
        accounts.create_practice(
            seat, say(N_("Cabinet de démonstration")), say(PRACTICE["doctor"]),
            "demo@exemple.invalid", NO_PASSWORD, now,
        )  # fmt: skip
    except Refused:
        return False
    acts = [act | {"label": say(str(act["label"]))} for act in ACTS]
    practice = {key: say(value) for key, value in PRACTICE.items()}
    for key, value in (("tariff", TARIFF | {"acts": acts}), ("practice", practice)):
        settings.put(seat, key, value, now)
    for person in PEOPLE:
        _Life(seat, now, new_id, told(person, say, _product(lang)), lang).live()
    return True


def _product(lang: str) -> Callable[[str], str]:
    """Give a product of the catalogue its name in another language."""
    names = {p.name(texts.REFERENCE): p.name(lang) for p in catalogue.shipped()}
    return lambda name: names.get(name, name)


@lru_cache(maxsize=64)
def middle(figure: str, view: str, zone: str) -> tuple[float, float]:
    """Middle of a zone on the drawing of a view, from the faces that are seen there."""
    body = atlas.load()
    faces = np.flatnonzero(body.zone_of_face == 1 + list(_zone_keys()).index(zone))
    uv, seen = anchors.to_view(figure, view, [(int(f), 1 / 3, 1 / 3) for f in faces])
    u, v = uv[seen].mean(axis=0)
    return float(u), float(v)


def _zone_keys() -> tuple[str, ...]:
    return tuple(row["key"] for row in atlas.zone_rows())


def _places(spot: Spot, figure: str) -> Floats:
    """Places (n, 2) of a spot on the drawing, in mm."""
    across, down = spot.step_mm
    if spot.patch:
        turn = np.linspace(0, 2 * math.pi, CORNERS, endpoint=False)
        grid = np.column_stack([across * np.cos(turn), down * np.sin(turn)])
    else:
        rows, columns = np.mgrid[0 : spot.rows, 0 : spot.columns].reshape(2, -1)
        grid = np.column_stack(
            [(columns - (spot.columns - 1) / 2) * across, (rows - (spot.rows - 1) / 2) * down]
        )
    places: Floats = grid + np.array(middle(figure, spot.view, spot.zone)) + spot.shift_mm
    return places


def marks_of(spot: Spot, figure: str, new_id: NewId) -> Iterator[dict[str, Any]]:
    """Lay the marks of a spot, in the interchange form; a place beside the body is left out."""
    found = anchors.from_view(figure, spot.view, _places(spot, figure))
    hit = [list(a) for a in found if a is not None]
    common = {"depth": spot.depth, "view": spot.view, "figure": figure, "syringe": spot.syringe}
    if spot.patch:
        yield {"id": new_id(), "kind": "patch", "anchors": hit} | common
        return
    for anchor in hit:
        yield {"id": new_id(), "kind": "point", "anchors": [anchor]} | common


@dataclass
class _Sheet:
    """The events of one session, being written."""

    session_id: str
    figure: str
    at: datetime
    new_id: NewId
    events: list[dict[str, Any]]

    def add(self, kind: str, body: dict[str, Any], *, gesture: str | None = None) -> None:
        self.at += timedelta(seconds=4)
        number = len(self.events) + 1
        self.events.append(
            {
                "id": self.new_id(), "device_id": f"demo-{self.session_id}", "device_seq": number,
                "session_id": self.session_id, "kind": kind, "v": 1, "body": body,
                "gesture_id": gesture or self.new_id(), "at": utc_text(self.at),
                "elapsed_ms": number * 4000,
            }
        )  # fmt: skip

    def mark(self, spots: tuple[Spot, ...]) -> None:
        for spot in spots:
            gesture = self.new_id()
            for mark in marks_of(spot, self.figure, self.new_id):
                self.add("mark.planned", {"mark": mark, "phase": "plan"}, gesture=gesture)

    def prepare(self, person: Person, days_ago: int) -> None:
        for key, names in (("A", person.products), ("B", person.products[:1])):
            products = [
                {"name": name, "lot": f"DÉMO-{days_ago:03d}{key}", "expiry": "2030-12",
                 "volume_ml": 1.0}
                for name in names
            ]  # fmt: skip
            syringe = {"key": key, "dry": False, "products": products, "needle_mm": 4,
                       "volume_ml": float(len(products)), "device": "manual"}  # fmt: skip
            self.add("syringe.prepared", {"syringe": syringe})

    def perform(self, visit: Visit, estimate_id: str | None) -> None:
        """Agreement, injection, end and signature."""
        zone, _before, after = visit.pain
        self.add("plan.agreed", {"informed": True, "estimate_id": estimate_id})
        elapsed_ms = int(visit.minutes * 60_000)
        self.add("timer.started", {"elapsed_ms": 0})
        self.add("timer.stopped", {"elapsed_ms": elapsed_ms})
        self.at += timedelta(milliseconds=elapsed_ms)
        self.add("marks.done", {"as_planned": True})
        for key in ("A", "B"):
            self.add("syringe.emptied", {"key": key, "left_ml": visit.left_ml})
        self.add("pain.scored", {"when": "after", "zone": zone, "score": after})
        if visit.note:
            self.add("note.written", {"text": visit.note})
        self.add("session.signed", {})

    def ask(self, visit: Visit) -> None:
        zone, before, _after = visit.pain
        for question in CHECKS:
            answer = question in {"informed", "antisepsis"}
            self.add("check.answered", {"question": question, "answer": answer, "note": ""})
        self.add("pain.scored", {"when": "before", "zone": zone, "score": before})


@dataclass
class _Life:
    """One invented patient, from registration to today."""

    seat: Seat
    now: datetime
    new_id: NewId
    person: Person
    lang: str

    def live(self) -> None:
        first = max((v.days_ago for v in self.person.visits), default=1)
        registered = self.now - timedelta(days=first, hours=1)
        patient_id = self.new_id()
        patients.create(self.seat, patient_id, self.person.fields, registered)
        if not self.person.course:
            return
        course_id = self.new_id()
        courses.create(
            self.seat, course_id=course_id,
            patient_id=patient_id, now=registered,
            fields={"title": self.person.course,
                    "planned_sessions": self.person.planned_sessions},
        )  # fmt: skip
        for number, visit in enumerate(self.person.visits):
            self._visit(patient_id, course_id, visit, estimate=number == self.person.estimate_at)
        if self.person.today:
            sheet = self._open(patient_id, course_id, self.now)
            sheet.mark(self.person.today)
            self._send(sheet)

    def _open(self, patient_id: str, course_id: str, at: datetime) -> _Sheet:
        session = sessions.open_session(
            self.seat, session_id=self.new_id(),
            event_id=self.new_id(), patient_id=patient_id, course_id=course_id, now=at,
        )  # fmt: skip
        return _Sheet(session.id, session.figure, at, self.new_id, [])

    def _visit(self, patient_id: str, course_id: str, visit: Visit, *, estimate: bool) -> None:
        at = (self.now - timedelta(days=visit.days_ago)).replace(hour=FIRST_HOUR_UTC, minute=20)
        sheet = self._open(patient_id, course_id, at)
        sheet.ask(visit)
        sheet.prepare(self.person, visit.days_ago)
        sheet.mark(visit.spots)
        issued = self._issue(sheet) if estimate else None
        sheet.perform(visit, issued)
        self._send(sheet)

    def _issue(self, sheet: _Sheet) -> str:
        """Issue an estimate of what is planned so far."""
        self._send(sheet)
        return estimates.issue(
            self.seat, estimate_id=self.new_id(),
            session_id=sheet.session_id, acts=["cryo"], now=sheet.at, lang=self.lang,
        ).id  # fmt: skip

    def _send(self, sheet: _Sheet) -> None:
        """Hand the events over; those already taken in are answered as replayed."""
        answers = sync.receive(self.seat, sheet.session_id, sheet.events, sheet.at)
        lost = [a for a in answers if a.status not in {"stored", "replayed"}]
        assert not lost, lost[0]
