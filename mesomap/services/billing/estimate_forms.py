"""The forms of an estimate: a line, a draft of it, the issued one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


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

    `vat`: [{"purpose", "rate_pct", "total_cents", "vat_cents", "net_cents", "mention",
    "tax"}]; `tax` is how it is called there: "TVA", "TGC", "taxe".
    `duration`: {"low_min", "mid_min", "high_min", "lines": [{"key", "sentence", "minutes"}]}.
    `figures`: the plan's totals (services.totals), and "region_names" in the reader's language.
    `offered`: associated acts of the tariff that may be chosen: [{"key", "label",
    "amount_cents", "purpose", "chosen"}].
    `notices`: [{"code", "sentence", "printed"}]: what the law asks for, what to look at twice.
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
    notices: tuple[Mapping[str, Any], ...]


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
