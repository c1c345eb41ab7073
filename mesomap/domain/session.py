"""A session: what the events of one visit add up to. Frozen; made by `fold` alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import day_of
from mesomap.domain.examined import Examined, examined_to_json
from mesomap.domain.marks import Kind, Mark, mark_to_json
from mesomap.domain.nogo import SessionNoGo, nogo_to_json
from mesomap.domain.physique import Physique, physique_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES = ("planning", "agreed", "injecting", "finishing", "signed")


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A mark and its fate.

    `phase` is "plan", or "end" for what was added after the injections (it is then done).
    `done` is None until someone said: injected (True) or left out (False).
    `among`: its syringe was chosen for its whole level, of these syringes; None where it was chosen
    for this mark, or not yet.
    """

    mark: Mark
    phase: str = "plan"
    removed: bool = False
    done: bool | None = None
    among: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """One product in a syringe. What is not known is None; `expiry` is `2027-06` or a date.

    `presentation` is what the box says ("50 mg/5 mL"); `expired_confirmed` that the doctor saw
    that the lot is past its date and used it all the same.
    """

    name: str
    lot: str | None = None
    expiry: str | None = None
    volume_ml: float | None = None
    presentation: str | None = None
    expired_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Syringe:
    """A syringe, A to C. Injected volume = `volume_ml` (prepared) - `left_ml`.

    `depth_mm`, `drop_ml` and `shots_per_s` are how an injector was set; `allergy_reason` is why a
    product was taken that the patient is noted to be allergic to.
    """

    key: str
    dry: bool = False
    products: tuple[Product, ...] = ()
    volume_ml: float | None = None
    needle_mm: float | None = None
    device: str | None = None
    left_ml: float | None = None
    depth_mm: float | None = None
    drop_ml: float | None = None
    shots_per_s: float | None = None
    allergy_reason: str | None = None
    needle_gauge: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    informed: bool
    estimate_id: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Check:
    """Answer to one question asked before the act."""

    answer: Any
    note: str | None = None


@dataclass(frozen=True, slots=True)
class BulkAnswer:
    """One answer to several questions, given in one tap: never as many answers.

    `answer` is False ("no to the rest"), or "unchanged": nothing new since the day `since`, when
    each question was answered as in `stood`. What is answered by itself is in `Session.checks`.
    """

    questions: tuple[str, ...]
    answer: bool | str
    at: str
    author_id: str | None
    since: str | None = None
    stood: Mapping[str, Check] = field(default_factory=_empty)


@dataclass(frozen=True, slots=True)
class Pain:
    """A score 0-10, `when` "before" or "after"; `zone` None is the whole."""

    when: str
    zone: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Timer:
    running: bool = False
    elapsed_ms: float = 0
    stopped: bool = False
    corrections: tuple[TimerCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class TimerCorrection:
    """What the clock said, what is true instead, and who said so when."""

    was_ms: float
    is_ms: float
    at: str
    author_id: str | None


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of the act was said: `at`, and the day that the session was opened for before."""

    planned: str
    at: str


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    at: str
    author_id: str | None


@dataclass(frozen=True, slots=True)
class Signature:
    at: str
    author_id: str | None


@dataclass(frozen=True, slots=True)
class Addendum:
    """What came after the signature: a text, or an event that was too late to count."""

    at: str
    author_id: str | None
    text: str | None = None
    event: Mapping[str, Any] | None = None
    """`{"id", "kind", "body"}` of the late event."""


@dataclass(frozen=True, slots=True)
class MarkConflict:
    """Two tablets disagree on a mark.

    Reasons: "moved-removed", "changed-removed", "planned-twice", "unknown-mark", "does-not-fit".
    """

    mark_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Aside:
    """An event that a newer version wrote: not counted; `mark_id` is the mark that it lays."""

    id: str
    kind: str
    v: int
    at: str
    mark_id: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One visit. Times are UTC texts, lengths millimetres.

    `treatment_date` is the practice's day of the act: the day of the opening, until `dated` says
    another.
    """

    id: str
    patient_id: str
    course_id: str | None
    number: int
    treatment_date: str
    time_zone: str
    figure: str
    body: Physique
    body_estimated: bool = False
    silhouette: str | None = None
    body_nearest: bool = False
    body_asked: Physique | None = None
    """What was known of the person where `body` is only the nearest that can be drawn."""
    radii_mm: Mapping[str, float] = field(default_factory=_empty)
    stroke_width_mm: float = 5.0
    spacing_mm: Mapping[str, float] = field(default_factory=_empty)
    duration: Mapping[str, Any] = field(default_factory=_empty)
    tariff: Mapping[str, Any] = field(default_factory=_empty)
    atlas: Mapping[str, Any] = field(default_factory=_empty)
    marks: tuple[SessionMark, ...] = ()
    agreed: Agreement | None = None
    syringes: Mapping[str, Syringe] = field(default_factory=_empty)
    checks: Mapping[str, Check] = field(default_factory=_empty)
    bulk: tuple[BulkAnswer, ...] = ()
    """Answers to several questions at once; a question answered by itself is in none of them."""
    pain: tuple[Pain, ...] = ()
    timer: Timer = Timer()
    notes: tuple[Note, ...] = ()
    signed: Signature | None = None
    measured: Mapping[str, Any] | None = None
    """Body of `session.measured`: what the server measured of it once it was signed."""
    measured_seq: int | None = None
    dated: Dated | None = None
    addenda: tuple[Addendum, ...] = ()
    conflicts: tuple[MarkConflict, ...] = ()
    nogo: tuple[SessionNoGo, ...] = ()
    """Skin to leave alone that this session drew or lifted; other sessions know of others."""
    examined: tuple[Examined, ...] = ()
    """Places that were palpated, painful or not; the last word of each pattern."""
    aside: tuple[Aside, ...] = ()
    """What a newer version of MesoMap wrote, which this one cannot count."""
    state: str = "planning"
    last_seq: int = 0

    @property
    def planned_date(self) -> str | None:
        """The day that it was opened for, where the act was on another."""
        planned = self.dated.planned if self.dated else None
        return None if planned == self.treatment_date else planned

    @property
    def recorded_on(self) -> str | None:
        """The practice's day of the signature, where it was said that the act was on another."""
        if self.dated is None or self.signed is None:
            return None
        day = day_of(self.signed.at, self.time_zone)
        return None if day == self.treatment_date else day

    def planned_marks(self) -> tuple[Mark, ...]:
        """List what the estimate is computed from: standing marks of the plan."""
        plan = (m.mark for m in self.marks if m.phase == "plan" and not m.removed)
        return tuple(self.of_its_zones(mark) for mark in plan)

    def done_marks(self) -> tuple[Mark, ...]:
        """List what was injected: standing marks that were said to be done, additions included."""
        done = (m.mark for m in self.marks if m.done and not m.removed)
        return tuple(self.of_its_zones(mark) for mark in done)

    def of_its_zones(self, mark: Mark) -> Mark:
        """Let a whole zone know which version of the zones its session was drawn on."""
        version = self.atlas.get("zones")
        if mark.kind is not Kind.ZONE or mark.zones is not None or version is None:
            return mark
        return replace(mark, zones=str(version))


def _mark_json(entry: SessionMark) -> dict[str, Any]:
    fate = {"phase": entry.phase, "removed": entry.removed, "done": entry.done}
    level = {} if entry.among is None else {"among": list(entry.among)}
    return mark_to_json(entry.mark) | fate | level


#: Keys that forms before them did not have: left out while they say nothing.
PRODUCT_MORE = ("presentation", "expired_confirmed")
SYRINGE_MORE = ("depth_mm", "drop_ml", "shots_per_s", "allergy_reason", "needle_gauge")


def _more(thing: Product | Syringe, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(thing, name) for name in names}
    return {name: value for name, value in found.items() if value not in (None, False)}


def _product_json(product: Product) -> dict[str, Any]:
    return {
        "name": product.name,
        "lot": product.lot,
        "expiry": product.expiry,
        "volume_ml": product.volume_ml,
    } | _more(product, PRODUCT_MORE)


def syringe_to_json(syringe: Syringe) -> dict[str, Any]:
    """Write a syringe; what an injector was set to, and reasons, where there are any."""
    return {
        "key": syringe.key,
        "dry": syringe.dry,
        "products": [_product_json(p) for p in syringe.products],
        "volume_ml": syringe.volume_ml,
        "needle_mm": syringe.needle_mm,
        "device": syringe.device,
        "left_ml": syringe.left_ml,
    } | _more(syringe, SYRINGE_MORE)


def _addendum_json(addendum: Addendum) -> dict[str, Any]:
    said = {"text": addendum.text} if addendum.event is None else {"event": dict(addendum.event)}
    return said | {"at": addendum.at, "author_id": addendum.author_id}


def _nogo_json(entry: SessionNoGo) -> dict[str, Any]:
    return nogo_to_json(entry.nogo) | {"lifted": entry.lifted, "seq": entry.seq}


def _timer_json(timer: Timer) -> dict[str, Any]:
    plain = {
        "running": timer.running, "elapsed_ms": timer.elapsed_ms, "stopped": timer.stopped,
    }  # fmt: skip
    said = [asdict(correction) for correction in timer.corrections]
    return plain | ({"corrections": said} if said else {})


def _aside_json(aside: Aside) -> dict[str, Any]:
    about = {} if aside.mark_id is None else {"mark_id": aside.mark_id}
    return {"id": aside.id, "kind": aside.kind, "v": aside.v, "at": aside.at} | about


def _check_json(check: Check) -> dict[str, Any]:
    return {"answer": check.answer, "note": check.note}


def _bulk_json(bulk: BulkAnswer) -> dict[str, Any]:
    since = {} if bulk.since is None else {
        "since": bulk.since, "stood": {q: _check_json(c) for q, c in bulk.stood.items()}
    }  # fmt: skip
    return {
        "questions": list(bulk.questions), "answer": bulk.answer, "at": bulk.at,
        "author_id": bulk.author_id,
    } | since  # fmt: skip


def session_to_json(session: Session) -> dict[str, Any]:
    """Write a session in the form that Python and JavaScript share (`tests/cases/fold`)."""
    agreed, signed, timer = session.agreed, session.signed, session.timer
    # only where there is any: a session without is written as it always was
    nogo = {"nogo": [_nogo_json(n) for n in session.nogo]} if session.nogo else {}
    aside = {"aside": [_aside_json(a) for a in session.aside]} if session.aside else {}
    bulk = {"bulk": [_bulk_json(b) for b in session.bulk]} if session.bulk else {}
    examined = {"examined": examined_to_json(session.examined)} if session.examined else {}
    asked = {"body_asked": physique_to_json(session.body_asked)} if session.body_asked else {}
    return (
        nogo
        | asked
        | aside
        | bulk
        | ({"dated": asdict(session.dated)} if session.dated else {})
        | examined
        | {
            "id": session.id,
            "patient_id": session.patient_id,
            "course_id": session.course_id,
            "number": session.number,
            "treatment_date": session.treatment_date,
            "time_zone": session.time_zone,
            "figure": session.figure,
            "body": physique_to_json(session.body),
            "body_estimated": session.body_estimated,
            "silhouette": session.silhouette,
            "body_nearest": session.body_nearest,
            "radii_mm": dict(session.radii_mm),
            "stroke_width_mm": session.stroke_width_mm,
            "spacing_mm": dict(session.spacing_mm),
            "duration": dict(session.duration),
            "tariff": dict(session.tariff),
            "atlas": dict(session.atlas),
            "marks": [_mark_json(m) for m in session.marks],
            "agreed": agreed
            and {
                "informed": agreed.informed,
                "estimate_id": agreed.estimate_id,
                "at": agreed.at,
            },
            "syringes": {key: syringe_to_json(s) for key, s in session.syringes.items()},
            "checks": {q: _check_json(c) for q, c in session.checks.items()},
            "pain": [{"when": p.when, "zone": p.zone, "score": p.score} for p in session.pain],
            "timer": _timer_json(timer),
            "notes": [
                {"text": n.text, "at": n.at, "author_id": n.author_id} for n in session.notes
            ],
            "signed": signed and {"at": signed.at, "author_id": signed.author_id},
            "addenda": [_addendum_json(a) for a in session.addenda],
            "conflicts": [{"mark_id": c.mark_id, "reason": c.reason} for c in session.conflicts],
            "state": session.state,
            "last_seq": session.last_seq,
        }
    )
