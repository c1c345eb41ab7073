"""The running total behind `fold`: what was counted so far, for the acts to add to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.domain.session import (
    Addendum,
    Aside,
    MarkConflict,
    Session,
    SessionMark,
    was_said,
)

if TYPE_CHECKING:
    from typing import Any

    from mesomap.domain.events import Event
    from mesomap.domain.session import Check, Pain, Syringe


class Tally:
    """Mutable while the events are added up; `session()` gives the frozen result."""

    def __init__(self, base: Session) -> None:
        """Begin with a session as it stands: all of a tally's state is in what it gives."""
        self.base = base
        self.marks = {entry.mark.id: entry for entry in base.marks}
        self.syringes: dict[str, Syringe] = dict(base.syringes)
        self.checks: dict[str, Check] = dict(base.checks)
        self.bulk = base.bulk
        self.pain: dict[tuple[str, str | None], Pain] = {(p.when, p.zone): p for p in base.pain}
        self.nogo = {entry.nogo.id: entry for entry in base.nogo}
        self.examined = {one.pattern: one for one in base.examined}
        self.notes = list(base.notes)
        self.addenda = list(base.addenda)
        self.timer, self.agreed, self.signed = base.timer, base.agreed, base.signed
        self.measured, self.measured_seq = base.measured, base.measured_seq
        self._conflicts: dict[MarkConflict, None] = dict.fromkeys(base.conflicts)
        self._last_seq = base.last_seq
        self._aside = {aside.id: aside for aside in base.aside}
        self._strange = {aside.mark_id for aside in base.aside} - {None}

    def reach(self, seq: int | None) -> None:
        """Note how far the record was counted."""
        self._last_seq = max(self._last_seq, seq or 0)

    def add_late(self, event: Event) -> None:
        """Make an addendum of an act that came after the signature."""
        kept = {"id": event.id, "kind": event.kind, "body": dict(event.body)}
        self.addenda.append(Addendum(event.when, event.author_id, event=MappingProxyType(kept)))

    def put_aside(self, event: Event) -> None:
        """Keep what a newer version wrote, and the mark that it lays, apart."""
        mark_id = _laid_in(event.body)
        if mark_id is not None:
            self._strange.add(mark_id)
        self._aside[event.id] = Aside(event.id, event.kind, event.v, event.when, mark_id)

    def is_strange(self, mark_id: str | None) -> bool:
        """Whether a mark is known to a newer version alone."""
        return mark_id in self._strange and mark_id not in self.marks

    def session(self) -> Session:
        """Give the session as it stands."""
        return replace(
            self.base,
            marks=tuple(self.marks.values()),
            agreed=self.agreed,
            syringes=MappingProxyType(dict(sorted(self.syringes.items()))),
            checks=MappingProxyType(dict(self.checks)),
            bulk=self.bulk,
            pain=tuple(self.pain.values()),
            timer=self.timer,
            notes=tuple(self.notes),
            signed=self.signed,
            measured=self.measured,
            measured_seq=self.measured_seq,
            addenda=tuple(self.addenda),
            conflicts=tuple(self._conflicts),
            nogo=tuple(self.nogo.values()),
            examined=tuple(self.examined.values()),
            aside=tuple(self._aside.values()),
            state=self._state(),
            last_seq=self._last_seq,
        )

    def standing(self, mark_id: str, reason: str) -> SessionMark | None:
        """Look up a mark to change; note a conflict where it is removed or unknown."""
        entry = self.marks.get(mark_id)
        if entry is None or entry.removed:
            self.conflict(mark_id, reason if entry else "unknown-mark")
        return entry

    def known(self, mark_id: str) -> SessionMark | None:
        """Look up a mark, standing or not; note a conflict where it is unknown."""
        entry = self.marks.get(mark_id)
        if entry is None:
            self.conflict(mark_id, "unknown-mark")
        return entry

    def conflict(self, mark_id: str, reason: str) -> None:
        """Note once that tablets disagree on a mark; of one that is put aside nothing is known."""
        if not self.is_strange(mark_id):
            self._conflicts[MarkConflict(mark_id, reason)] = None

    def settle(self, mark_id: str) -> None:
        """Forget what tablets disagreed on about a mark."""
        self._conflicts = {c: None for c in self._conflicts if c.mark_id != mark_id}

    def _state(self) -> str:
        if self.signed:
            return "signed"
        if was_said(self.marks.values()):
            return "finishing"
        if self.agreed is None:
            return "planning"
        began = self.timer.running or self.timer.stopped or self.timer.elapsed_ms > 0
        return "injecting" if began else "agreed"


def _laid_in(body: Mapping[str, Any]) -> str | None:
    """Find the id of the mark that a body of any version lays."""
    mark = body.get("mark")
    found = mark.get("id") if isinstance(mark, Mapping) else None
    return found if isinstance(found, str) else None
