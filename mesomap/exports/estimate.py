"""An issued estimate as a table and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.estimate import issued_on
from mesomap.errors import N_
from mesomap.exports.json_bytes import json_bytes
from mesomap.exports.tables import amount, csv_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HEADINGS = (
    N_("Devis"),
    N_("Émis le"),
    N_("Patient"),
    N_("Ligne"),
    N_("Désignation"),
    N_("Explication"),
    N_("Quantité"),
    N_("Prix unitaire"),
    N_("Montant calculé"),
    N_("Montant"),
    N_("Motif de l’ajustement"),
    N_("But"),
    N_("Monnaie"),
)
_PURPOSES = {"therapeutic": N_("thérapeutique"), "aesthetic": N_("esthétique")}


def estimate_csv(
    estimate: Mapping[str, Any], *, lang: str, translate: Callable[[str], str] = str
) -> bytes:
    """One row a line, and the total last; amounts are figures, in the currency's unit."""
    rows: list[list[str | float | None]] = [[translate(h) for h in _HEADINGS]]
    same = [estimate["number"], issued_on(estimate).isoformat(), estimate["patient"]["name"]]
    for i, line in enumerate(estimate["lines"], start=1):
        purpose = translate(_PURPOSES[line["purpose"]])
        rows.append([*same, i, *_line(line, estimate["currency"]), purpose, estimate["currency"]])
    total, currency = translate(N_("Total à payer")), estimate["currency"]
    sums = [None, None, amount(estimate["total_cents"], currency), None, None, currency]
    rows.append([*same, None, total, None, None, *sums])
    return csv_bytes(rows, lang=lang)


def _line(line: Mapping[str, Any], currency: str) -> list[str | float | None]:
    return [
        line["label"],
        line["explanation"],
        line["quantity"],
        amount(line["unit_cents"], currency),
        amount(line["computed_cents"], currency),
        amount(line["amount_cents"], currency),
        line["reason"] or None,
    ]


def estimate_json(estimate: Mapping[str, Any]) -> bytes:
    """Write the estimate exactly as it was issued."""
    return json_bytes(dict(estimate))
