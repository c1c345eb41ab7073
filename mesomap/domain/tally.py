"""The running total behind `fold`: what each kind of event does to a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from mesomap.domain import bulk
from mesomap.domain.depths import Depth
from mesomap.domain.examined import with_examined
from mesomap.domain.forms import TODAY, Forms
from mesomap.domain.marks import Kind, anchor_from_json, mark_from_json
from mesomap.domain.nogo import SessionNoGo, nogo_from_json
from mesomap.domain.physique import asked_from_json, physique_from_json
from mesomap.domain.session import (
    Addendum,
    Agreement,
    Aside,
    Check,
    Dated,
    MarkConflict,
    Note,
    Pain,
    Session,
    SessionMark,
    Signature,
    Syringe,
    Timer,
    TimerCorrection,
)  # fmt: skip
from mesomap.domain.syringes import syringe_from_json

if TYPE_CHECKING:
    from mesomap.domain.events import Event

Body = Mapping[str, Any]

#: Fewest and most anchors of a mark of each kind (None: no end).
ANCHORS: Mapping[Kind, tuple[int, int | None]] = MappingProxyType(
    {Kind.POINT: (1, 1), Kind.PATCH: (3, None), Kind.STROKE: (1, None), Kind.ZONE: (0, 0)}
)


class Tally:
    """Mutable while the events are added up; `session()` gives the frozen result."""

    def __init__(self, base: Session, forms: Forms = TODAY) -> None:
        """Begin with a session as it stands: all of a tally's state is in what it gives."""
        self._base, self._forms = base, forms
        self._marks = {entry.mark.id: entry for entry in base.marks}
        self._conflicts: dict[MarkConflict, None] = dict.fromkeys(base.conflicts)
        self._syringes: dict[str, Syringe] = dict(base.syringes)
        self._checks: dict[str, Check] = dict(base.checks)
        self._bulk: bulk.Bulk = base.bulk
        self._pain: dict[tuple[str, str | None], Pain] = {(p.when, p.zone): p for p in base.pain}
        self._nogo = {entry.nogo.id: entry for entry in base.nogo}
        self._examined = {one.pattern: one for one in base.examined}
        self._notes: list[Note] = list(base.notes)
        self._addenda: list[Addendum] = list(base.addenda)
        self._timer: Timer = base.timer
        self._agreed: Agreement | None = base.agreed
        self._signed: Signature | None = base.signed
        self._measured, self._measured_seq = base.measured, base.measured_seq
        self._last_seq = base.last_seq
        self._aside: dict[str, Aside] = {aside.id: aside for aside in base.aside}
        self._strange = {aside.mark_id for aside in base.aside} - {None}

    def add(self, event: Event) -> None:
        """Count one event; what a newer version wrote, or is about such a mark, is put aside."""
        self._last_seq = max(self._last_seq, event.seq or 0)
        body = self._forms.read(event)
        if body is None or self._is_strange(body.get("mark_id")):
            self._put_aside(event)
            return
        if event.kind == "session.measured":
            self._measure(event, body)
            return
        if self._signed or event.kind == "addendum.written":
            self._addenda.append(_late(event, body))
            return
        act = self._ACTS.get(event.kind)
        if act:
            act(self, event, body)

    def session(self) -> Session:
        return replace(
            self._base,
            marks=tuple(self._marks.values()),
            agreed=self._agreed,
            syringes=MappingProxyType(dict(sorted(self._syringes.items()))),
            checks=MappingProxyType(dict(self._checks)),
            bulk=self._bulk,
            pain=tuple(self._pain.values()),
            timer=self._timer,
            notes=tuple(self._notes),
            signed=self._signed,
            measured=self._measured,
            measured_seq=self._measured_seq,
            addenda=tuple(self._addenda),
            conflicts=tuple(self._conflicts),
            nogo=tuple(self._nogo.values()),
            examined=tuple(self._examined.values()),
            aside=tuple(self._aside.values()),
            state=self._state(),
            last_seq=self._last_seq,
        )

    def _state(self) -> str:
        if self._signed:
            return "signed"
        if any(m.done is not None and not m.removed for m in self._marks.values()):
            return "finishing"
        if self._agreed is None:
            return "planning"
        began = self._timer.running or self._timer.stopped or self._timer.elapsed_ms > 0
        return "injecting" if began else "agreed"

    def _session_numbered(self, _event: Event, body: Body) -> None:
        self._base = replace(self._base, number=body["number"])

    def _session_dated(self, event: Event, body: Body) -> None:
        before = self._base
        planned = before.dated.planned if before.dated else before.treatment_date
        self._base = replace(
            before, treatment_date=body["treatment_date"], dated=Dated(planned, event.when)
        )

    def _body_corrected(self, _event: Event, body: Body) -> None:
        self._base = replace(
            self._base,
            body=physique_from_json(body["body"]),
            figure=body["figure"],
            body_estimated=body.get("body_estimated", False),
            silhouette=body.get("silhouette"),
            body_nearest=body.get("body_nearest", False),
            body_asked=asked_from_json(body),
        )

    def _put_aside(self, event: Event) -> None:
        mark_id = laid_in(event.body)
        if mark_id is not None:
            self._strange.add(mark_id)
        self._aside[event.id] = Aside(event.id, event.kind, event.v, event.when, mark_id)

    def _is_strange(self, mark_id: str | None) -> bool:
        return mark_id in self._strange and mark_id not in self._marks

    def _measure(self, event: Event, body: Body) -> None:
        """Take what the server measured: no addendum, and only once; before a signature nothing."""
        if self._signed and self._measured is None:
            self._measured, self._measured_seq = body, event.seq

    def _conflict(self, mark_id: str, reason: str) -> None:
        if self._is_strange(mark_id):
            return
        self._conflicts[MarkConflict(mark_id, reason)] = None

    def _settle(self, mark_id: str) -> None:
        self._conflicts = {c: None for c in self._conflicts if c.mark_id != mark_id}

    def _mark_planned(self, _event: Event, body: Body) -> None:
        mark, phase = mark_from_json(body["mark"]), body.get("phase", "plan")
        old = self._marks.get(mark.id)
        if old and not old.removed:
            self._conflict(mark.id, "planned-twice")
            return
        self._marks[mark.id] = SessionMark(mark, phase, done=True if phase == "end" else None)
        self._settle(mark.id)

    def _mark_changed(self, _event: Event, body: Body) -> None:
        entry = self._standing(body["mark_id"], "changed-removed")
        if entry is None:
            return
        changes = dict(body["changes"])
        if "depth" in changes:
            depth = changes.pop("depth")
            named = depth if isinstance(depth, list) else [depth]
            changes["depths"] = tuple(Depth(d) for d in named)
        known = {k: v for k, v in changes.items() if k in CHANGEABLE}
        among = None if "syringe" in known else entry.among
        self._marks[entry.mark.id] = replace(entry, mark=replace(entry.mark, **known), among=among)

    def _mark_moved(self, _event: Event, body: Body) -> None:
        entry = self._standing(body["mark_id"], "moved-removed")
        if entry is None:
            return
        mark, anchors = entry.mark, tuple(anchor_from_json(a) for a in body["anchors"])
        fewest, most = ANCHORS[mark.kind]
        if len(anchors) < fewest or (most is not None and len(anchors) > most):
            self._conflict(mark.id, "does-not-fit")
            return
        drawn = {k: body[k] for k in ("view", "figure") if k in body}
        if mark.kind is not Kind.POINT:
            drawn = {k: v for k, v in drawn.items() if v is not None}
        self._marks[mark.id] = replace(entry, mark=replace(mark, anchors=anchors, **drawn))

    def _standing(self, mark_id: str, reason: str) -> SessionMark | None:
        """Look up a mark to change; note a conflict where it is removed or unknown."""
        entry = self._marks.get(mark_id)
        if entry is None or entry.removed:
            self._conflict(mark_id, reason if entry else "unknown-mark")
        return entry

    def _mark_removed(self, _event: Event, body: Body) -> None:
        self._remove(body["mark_id"], removed=True)

    def _mark_restored(self, _event: Event, body: Body) -> None:
        self._remove(body["mark_id"], removed=False)

    def _remove(self, mark_id: str, *, removed: bool) -> None:
        entry = self._marks.get(mark_id)
        if entry is None:
            self._conflict(mark_id, "unknown-mark")
            return
        self._marks[mark_id] = replace(entry, removed=removed)
        self._settle(mark_id)

    def _plan_agreed(self, event: Event, body: Body) -> None:
        informed, estimate_id = body.get("informed", False), body.get("estimate_id")
        self._agreed = Agreement(informed, estimate_id, event.when)

    def _plan_withdrawn(self, _event: Event, _body: Body) -> None:
        self._agreed = None

    def _marks_done(self, _event: Event, body: Body) -> None:
        if "mark_ids" in body:
            named, done = body["mark_ids"], body["done"]
        else:
            named = [i for i, m in self._marks.items() if not m.removed]
            done = True if body["as_planned"] else None
        for mark_id in named:
            if mark_id in self._marks:
                self._marks[mark_id] = replace(self._marks[mark_id], done=done)
            else:
                self._conflict(mark_id, "unknown-mark")

    def _marks_assigned(self, _event: Event, body: Body) -> None:
        among = body.get("among")
        level = None if among is None else tuple(dict.fromkeys(among))
        for mark_id in body["mark_ids"]:
            entry = self._marks.get(mark_id)
            if entry is None:
                self._conflict(mark_id, "unknown-mark")
                continue
            mark = replace(entry.mark, syringe=body["syringe"])
            self._marks[mark_id] = replace(entry, mark=mark, among=level)

    def _syringe_prepared(self, _event: Event, body: Body) -> None:
        key = body["syringe"]["key"]
        old = self._syringes.get(key)
        self._syringes[key] = syringe_from_json(body["syringe"], old.left_ml if old else None)

    def _syringe_emptied(self, _event: Event, body: Body) -> None:
        key = body["key"]
        syringe = self._syringes.get(key, Syringe(key))
        self._syringes[key] = replace(syringe, left_ml=body["left_ml"])

    def _syringe_withdrawn(self, _event: Event, body: Body) -> None:
        self._syringes.pop(body["key"], None)

    def _check_answered(self, _event: Event, body: Body) -> None:
        question = body["question"]
        if body["answer"] is None:
            self._checks.pop(question, None)
        else:
            self._checks[question] = Check(body["answer"], body.get("note"))
            self._bulk = bulk.without(self._bulk, (question,))

    def _checks_answered(self, event: Event, body: Body) -> None:
        self._bulk = bulk.answered(self._bulk, self._checks, event, body)

    def _pain_scored(self, _event: Event, body: Body) -> None:
        place = body["when"], body.get("zone")
        if body["score"] is None:
            self._pain.pop(place, None)
        else:
            self._pain[place] = Pain(*place, body["score"])

    def _timed(self, event: Event, body: Body) -> None:
        running = event.kind == "timer.started"
        self._timer = Timer(
            running, body["elapsed_ms"], event.kind == "timer.stopped", self._timer.corrections
        )

    def _timer_corrected(self, event: Event, body: Body) -> None:
        timer, is_ms = self._timer, body["elapsed_ms"]
        said = TimerCorrection(timer.elapsed_ms, is_ms, event.when, event.author_id)
        self._timer = replace(timer, elapsed_ms=is_ms, corrections=(*timer.corrections, said))

    def _note_written(self, event: Event, body: Body) -> None:
        self._notes.append(Note(body["text"], event.when, event.author_id))

    def _nogo_said(self, event: Event, body: Body) -> None:
        nogo = nogo_from_json(body["nogo"])
        self._nogo[nogo.id] = SessionNoGo(nogo, event.kind == "nogo.lifted", event.seq)

    def _points_examined(self, event: Event, body: Body) -> None:
        self._examined = with_examined(self._examined, body, event.when, event.author_id)

    def _session_signed(self, event: Event, _body: Body) -> None:
        self._signed = Signature(event.when, event.author_id)

    _ACTS: ClassVar[Mapping[str, Callable[[Tally, Event, Body], None]]] = MappingProxyType(
        {
            "session.numbered": _session_numbered,
            "session.dated": _session_dated,
            "body.corrected": _body_corrected,
            "mark.planned": _mark_planned,
            "mark.changed": _mark_changed,
            "mark.moved": _mark_moved,
            "mark.removed": _mark_removed,
            "mark.restored": _mark_restored,
            "plan.agreed": _plan_agreed,
            "plan.withdrawn": _plan_withdrawn,
            "marks.done": _marks_done,
            "marks.assigned": _marks_assigned,
            "syringe.prepared": _syringe_prepared,
            "syringe.emptied": _syringe_emptied,
            "syringe.withdrawn": _syringe_withdrawn,
            "check.answered": _check_answered,
            "checks.answered": _checks_answered,
            "pain.scored": _pain_scored,
            "timer.started": _timed,
            "timer.paused": _timed,
            "timer.stopped": _timed,
            "timer.corrected": _timer_corrected,
            "note.written": _note_written,
            "nogo.drawn": _nogo_said,
            "nogo.lifted": _nogo_said,
            "points.examined": _points_examined,
            "session.signed": _session_signed,
        }
    )


def laid_in(body: Body) -> str | None:
    """Find the id of the mark that a body of any version lays."""
    mark = body.get("mark")
    found = mark.get("id") if isinstance(mark, Mapping) else None
    return found if isinstance(found, str) else None


def _late(event: Event, body: Body) -> Addendum:
    if event.kind == "addendum.written":
        return Addendum(event.when, event.author_id, text=body["text"])
    kept = {"id": event.id, "kind": event.kind, "body": dict(event.body)}
    return Addendum(event.when, event.author_id, event=MappingProxyType(kept))


CHANGEABLE = ("depths", "syringe", "radius_mm", "width_mm")
