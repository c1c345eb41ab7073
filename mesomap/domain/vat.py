"""The VAT inside of an estimate's amounts, by purpose.

Amounts include it and are whole numbers of the smallest unit of the currency (a cent, a franc).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mesomap.domain.countries import COUNTRIES
from mesomap.domain.estimate import total_cents
from mesomap.domain.tariff import Purpose
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mesomap.domain.estimate import PricedLine
    from mesomap.domain.tariff import Tariff


@dataclass(frozen=True, slots=True)
class VatRow:
    """Amounts of one rate; `net_cents + vat_cents == total_cents`. `tax`: how it is called."""

    purpose: Purpose
    rate_pct: float
    total_cents: int
    vat_cents: int
    net_cents: int
    mention: str
    tax: str


_EXEMPT_CARE = N_("Exonération de TVA, art. 261-4-1° du CGI")
_FRANCHISE = N_("TVA non applicable, art. 293 B du CGI")
#: How a tax is called, as the places of the data file have it.
TAXES = (N_("TVA"), N_("TGC"), N_("taxe"))
_NO_VAT = N_("TVA non applicable, art. 294, 1 du CGI")
_TAXED = {"TVA": N_("TVA comprise"), "TGC": N_("TGC comprise"), "taxe": N_("Taxe comprise")}


def vat_rows(lines: Sequence[PricedLine], tariff: Tariff) -> tuple[VatRow, ...]:
    """Split the total by purpose.

    Under the law of France care is exempt, and an aesthetic act taxed or under franchise; in French
    Guiana and Mayotte there is no VAT at all. Elsewhere care has no tax and an aesthetic act that
    of the practice's rate; the mention is the practice's own.
    The VAT of a rate is that of its total (the exact tenths of a cent of several lines are not
    rounded one by one), half a cent upwards.
    """
    return tuple(
        _vat_row(purpose, [line for line in lines if line.purpose is purpose], tariff)
        for purpose in Purpose
        if any(line.purpose is purpose for line in lines)
    )


def _vat_row(purpose: Purpose, lines: Sequence[PricedLine], tariff: Tariff) -> VatRow:
    total, place = total_cents(lines), COUNTRIES[tariff.country]
    rate_bp = round(tariff.aesthetic_vat_pct * 100) if place.vat_applies else 0
    if purpose is Purpose.THERAPEUTIC or tariff.vat_franchise or not rate_bp:
        return VatRow(purpose, 0.0, total, 0, total, _untaxed(purpose, tariff), place.tax)
    vat, pct = _half_up(total * rate_bp, 10_000 + rate_bp), tariff.aesthetic_vat_pct
    return VatRow(purpose, pct, total, vat, total - vat, _TAXED[place.tax], place.tax)


def _untaxed(purpose: Purpose, tariff: Tariff) -> str:
    """Say why there is no VAT: with the law of France there, in the practice's words elsewhere."""
    place = COUNTRIES[tariff.country]
    if not place.french_law:
        return tariff.vat_note
    if not place.vat_applies:
        return _NO_VAT
    if purpose is Purpose.THERAPEUTIC:
        return _EXEMPT_CARE
    return _FRANCHISE if tariff.vat_franchise else ""


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
