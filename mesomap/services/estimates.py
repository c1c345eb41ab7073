"""Estimates: a draft explained line by line, what the doctor adjusts, and what is issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line, in the reader's language.

    `computed_cents` is what the tariff gave, `amount_cents` what is asked for;
    they differ where the doctor adjusted, and then `reason` says why.
    `purpose` is "therapeutic" or "aesthetic" and decides the VAT.
    """

    key: str
    label: str
    explanation: str
    quantity: float
    unit_cents: int
    amount_cents: int
    computed_cents: int
    purpose: str
    adjustable: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be issued now. Sum of `lines[i].amount_cents` is `total_cents`.

    `vat`: [{"purpose", "rate_pct", "total_cents", "vat_cents", "net_cents", "mention"}].
    `duration`: {"low_min", "mid_min", "high_min", "lines": [{"key", "sentence", "minutes"}]}.
    `figures`: the plan's totals (services.totals).
    `offered`: associated acts of the tariff that may be chosen: [{"key", "label",
    "amount_cents", "purpose", "chosen"}].
    `notices`: [{"code", "sentence"}]: what the law asks for, what to look at twice.
    """

    session_id: str
    currency: str
    purpose: str
    lines: tuple[Line, ...]
    total_cents: int
    vat: tuple[Mapping[str, Any], ...]
    duration: Mapping[str, Any]
    figures: Mapping[str, Any]
    offered: tuple[Mapping[str, Any], ...]
    notices: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """An issued estimate: `body` is the whole of it as stored, and never changes."""

    id: str
    number: str
    session_id: str
    patient_id: str
    issued_at: str
    total_cents: int
    body: Mapping[str, Any]


def draft(
    storage: Any,
    practice_id: str,
    session_id: str,
    lang: str,
    *,
    adjustments: Sequence[Mapping[str, Any]] = (),
    extra: Sequence[Mapping[str, Any]] = (),
    acts: Sequence[str] = (),
    purpose: str | None = None,
    translate: Callable[[str], str] = str,
) -> Draft:
    """Price the session's plan with the tariff that the session froze.

    adjustments: [{"key", "amount_cents", "reason"}]; extra: [{"label", "amount_cents",
    "purpose"?}] free lines; acts: keys of the tariff's associated acts that are chosen.

    Raises
    ------
    NotFound, Refused
    """
    raise NotImplementedError


def issue(
    storage: Any,
    practice_id: str,
    author_id: str,
    *,
    estimate_id: str,
    session_id: str,
    adjustments: Sequence[Mapping[str, Any]] = (),
    extra: Sequence[Mapping[str, Any]] = (),
    acts: Sequence[str] = (),
    purpose: str | None = None,
    now: datetime,
    lang: str,
    translate: Callable[[str], str] = str,
) -> Estimate:
    """Number the draft and store it with everything that it was computed from.

    The same `estimate_id` again gives back the same estimate (a double tap is one issue).
    """
    raise NotImplementedError


def get(storage: Any, practice_id: str, estimate_id: str) -> Estimate:
    """Raises NotFound."""
    raise NotImplementedError


def of_session(storage: Any, practice_id: str, session_id: str) -> list[Estimate]:
    """Estimates issued for a session, oldest first."""
    raise NotImplementedError


def of_patient(storage: Any, practice_id: str, patient_id: str) -> list[Estimate]:
    raise NotImplementedError


def difference(
    storage: Any,
    practice_id: str,
    session_id: str,
    lang: str = "fr",
    translate: Callable[[str], str] = str,
) -> dict[str, Any]:
    """Planned against done, for Fin.

    {"currency", "planned": {"total_cents", "treated_cm2", "points", "minutes",
    "estimate_number"|None}, "done": {the same, "minutes" as clocked or None},
    "delta_cents", "lines": [{"label", "planned_cents", "done_cents"}]}.
    """
    raise NotImplementedError


def pdf(
    storage: Any,
    practice_id: str,
    estimate_id: str,
    *,
    with_drawing: bool,
    translate: Callable[[str], str] = str,
) -> bytes:
    """The issued estimate as PDF, in the language that it was issued in."""
    raise NotImplementedError


def aftercare_pdf(
    storage: Any,
    practice_id: str,
    session_id: str,
    *,
    lang: str,
    now: datetime,
    translate: Callable[[str], str] = str,
) -> bytes:
    """The patient's sheet with clock times, counted from the end of the session."""
    raise NotImplementedError
