"""A session: what the events of one visit add up to. Frozen; made by `fold` alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.domain.clock import day_of
from mesomap.domain.marks import Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mesomap.domain.examined import Examined
    from mesomap.domain.nogo import SessionNoGo
    from mesomap.domain.physique import Physique


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A mark and its fate.

    `phase` is "plan", or "end" for what was added after the injections (it is then done).
    `done` is None until someone said: injected (True) or left out (False).
    `among`: its syringe was chosen for its whole level, of these syringes (of none, once the mark
    left that level); None where it was chosen for this mark, or not yet.
    """

    mark: Mark
    phase: str = "plan"
    removed: bool = False
    done: bool | None = None
    among: tuple[str, ...] | None = None


def was_said(entries: Iterable[SessionMark]) -> bool:
    """Whether it was said of any standing mark that it was done, or left out.

    From then on a session counts by what was done, nothing perhaps; until then by its plan.
    """
    return any(entry.done is not None and not entry.removed for entry in entries)


@dataclass(frozen=True, slots=True)
class SyringeProduct:
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
    products: tuple[SyringeProduct, ...] = ()
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

    def asks_for_day(self, today: str) -> bool:
        """Whether nobody has said on which day the act is, and today (ISO) is another than its own.

        Who said on another day that it was on its own has answered for good.
        """
        if self.signed is not None or self.treatment_date == today:
            return False
        return self.dated is None or day_of(self.dated.at, self.time_zone) == self.treatment_date

    def planned_marks(self) -> tuple[Mark, ...]:
        """List what the estimate is computed from: standing marks of the plan."""
        plan = (m.mark for m in self.marks if m.phase == "plan" and not m.removed)
        return tuple(self.of_its_zones(mark) for mark in plan)

    def done_marks(self) -> tuple[Mark, ...]:
        """List what was injected: standing marks that were said to be done, additions included."""
        done = (m.mark for m in self.marks if m.done and not m.removed)
        return tuple(self.of_its_zones(mark) for mark in done)

    @property
    def told(self) -> str:
        """What is told of it everywhere: "done" once that was said (`was_said`), else "plan"."""
        return "done" if was_said(self.marks) else "plan"

    def told_marks(self) -> tuple[Mark, ...]:
        """List the marks that are told of it: those done, none perhaps, or those planned."""
        return self.done_marks() if self.told == "done" else self.planned_marks()

    def of_its_zones(self, mark: Mark) -> Mark:
        """Let a whole zone know which version of the zones its session was drawn on."""
        version = self.atlas.get("zones")
        if mark.kind is not Kind.ZONE or mark.zones is not None or version is None:
            return mark
        return replace(mark, zones=str(version))
