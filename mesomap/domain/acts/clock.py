"""Acts on the clock of the injections: it runs, pauses, stops, and is set right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mesomap.domain.acts.act import Act, Body
from mesomap.domain.ask import amount, is_number, need
from mesomap.domain.session import Timer, TimerCorrection
from mesomap.errors import N_

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally

#: Most that an act may say of the clock: a week.
MOST_MS = 7 * 24 * 3_600_000


def _check_elapsed(body: Body) -> None:
    elapsed = body.get("elapsed_ms")
    need(is_number(elapsed), N_("Le chronomètre compte en millisecondes."))
    amount(elapsed, "elapsed_ms", MOST_MS)


def _set(tally: Tally, body: Body, *, running: bool = False, stopped: bool = False) -> None:
    tally.timer = Timer(running, body["elapsed_ms"], stopped, tally.timer.corrections)


def _start(tally: Tally, _event: Event, body: Body) -> None:
    _set(tally, body, running=True)


def _pause(tally: Tally, _event: Event, body: Body) -> None:
    _set(tally, body)


def _stop(tally: Tally, _event: Event, body: Body) -> None:
    _set(tally, body, stopped=True)


def _correct(tally: Tally, event: Event, body: Body) -> None:
    timer, is_ms = tally.timer, body["elapsed_ms"]
    said = TimerCorrection(timer.elapsed_ms, is_ms, event.when, event.author_id)
    tally.timer = replace(timer, elapsed_ms=is_ms, corrections=(*timer.corrections, said))


ACTS = (
    Act(kind="timer.started", check=_check_elapsed, apply=_start),
    Act(kind="timer.paused", check=_check_elapsed, apply=_pause),
    Act(kind="timer.stopped", check=_check_elapsed, apply=_stop),
    Act(kind="timer.corrected", check=_check_elapsed, apply=_correct),
)
