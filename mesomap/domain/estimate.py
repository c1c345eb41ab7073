"""Pricing: lines that explain themselves, and what the doctor adjusts.

Every amount is a whole number of the smallest unit of the tariff's currency (ISO 4217: a cent of a
euro, a franc of the Pacific), called `…_cents`, and includes VAT: patients are told what they pay.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from mesomap.domain.ask import cents, member, object_, text
from mesomap.domain.clock import practice_day, utc_moment
from mesomap.domain.said import Money, Number, Said, Value, as_is
from mesomap.domain.tariff import Act, Mode, Per, Purpose, Supply, Tariff, Tier
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_EXTRA = 20


@dataclass(frozen=True, slots=True)
class Basis:
    """What is priced: the session's plan, or what was done, as figures."""

    regions: int = 0
    treated_cm2: float = 0.0
    minutes: float = 0.0
    syringes: int = 0


@dataclass(frozen=True, slots=True)
class PricedLine:
    """`computed_cents` is the tariff’s, `amount_cents` the doctor’s; `reason` says why."""

    key: str
    label: Said
    explanation: Said
    quantity: float
    unit_cents: int
    amount_cents: int
    computed_cents: int
    purpose: Purpose
    reason: str = ""


_FEE = N_("Honoraires de la séance")
_FLAT = N_("Forfait par séance")
_ONE_REGION = N_("1 région × {unit}")
_REGIONS = N_("{quantity} régions × {unit}")
_TIER = N_("Surface traitée de {area} cm² : palier jusqu’à {bound} cm²")
_TIER_ABOVE = N_("Surface traitée de {area} cm² : palier au-delà de {bound} cm²")
_TIER_ANY = N_("Surface traitée de {area} cm²")
_MINUTES = N_("{quantity} min × {unit} (durée prévue de {minutes} min, par tranche de {step} min)")
_MINIMUM = N_("{basis} ; minimum de {minimum}")
_ACT = N_("Acte associé")
_PER_SESSION = N_("Par séance")
_PER_SYRINGE = N_("{quantity} × {unit} (par seringue)")
_EXTRA = N_("Ajouté par le médecin")
_UNSET = N_("Tarif à régler dans Réglages")


def price(
    tariff: Tariff, basis: Basis, acts: Sequence[str] = (), purpose: Purpose | None = None
) -> tuple[PricedLine, ...]:
    """Price `basis`: the fee of the session first, then chosen acts, then supplies.

    `purpose` overrides the tariff's for the fee of the session. A supply whose quantity is
    zero makes no line; the fee always makes one.

    Raises
    ------
    Refused
        A key in `acts` that the tariff does not have.
    """
    unknown = sorted(set(acts) - {a.key for a in tariff.acts})
    if unknown:
        raise Refused(N_("Acte associé inconnu du tarif : {key}."), field="acts", key=unknown[0])
    chosen = [_act_line(a) for a in tariff.acts if a.key in acts]
    supplies = [_supply_line(s, basis) for s in tariff.supplies]
    fee = _fee(tariff, basis, purpose or tariff.purpose)
    return (fee, *chosen, *(line for line in supplies if line.quantity > 0))


def _fee(tariff: Tariff, basis: Basis, purpose: Purpose) -> PricedLine:
    if not tariff.is_set:
        return _line("fee", Said(_FEE), Said(_UNSET), (1, 0), purpose)
    ways = {
        Mode.FLAT: _by_flat,
        Mode.REGION: _by_region,
        Mode.SURFACE: _by_surface,
        Mode.MINUTES: _by_minutes,
    }
    quantity, unit_cents, explanation = ways[tariff.mode](tariff, basis)
    line = _line("fee", Said(_FEE), explanation, (quantity, unit_cents), purpose)
    if line.amount_cents >= tariff.minimum_cents:
        return line
    values: dict[str, Value] = {"basis": explanation, "minimum": Money(tariff.minimum_cents)}
    least = Said(_MINIMUM, values)
    return _line("fee", Said(_FEE), least, (1, tariff.minimum_cents), purpose)


def _by_flat(tariff: Tariff, _basis: Basis) -> tuple[int, int, Said]:
    return 1, tariff.flat_cents, Said(_FLAT)


def _by_region(tariff: Tariff, basis: Basis) -> tuple[int, int, Said]:
    values: dict[str, Value] = {"quantity": basis.regions, "unit": Money(tariff.region_cents)}
    template = _ONE_REGION if basis.regions == 1 else _REGIONS
    return basis.regions, tariff.region_cents, Said(template, values)


def _by_surface(tariff: Tariff, basis: Basis) -> tuple[int, int, Said]:
    # The tier is chosen by the area as it is shown, so that the line can be checked by eye.
    area_cm2 = round(basis.treated_cm2, 1)
    at = next(i for i, tier in enumerate(tariff.tiers) if within_tier(area_cm2, tier))
    area, tier = Number(area_cm2, 1), tariff.tiers[at]
    if tier.up_to_cm2 is not None:
        said = Said(_TIER, {"area": area, "bound": Number(tier.up_to_cm2, 1)})
    elif at:
        below = tariff.tiers[at - 1].up_to_cm2 or 0.0
        said = Said(_TIER_ABOVE, {"area": area, "bound": Number(below, 1)})
    else:
        said = Said(_TIER_ANY, {"area": area})
    return 1, tier.amount_cents, said


def within_tier(area_cm2: float, tier: Tier) -> bool:
    """Tell whether a surface belongs to a tier; its bound belongs to it."""
    return tier.up_to_cm2 is None or area_cm2 <= tier.up_to_cm2


def _by_minutes(tariff: Tariff, basis: Basis) -> tuple[int, int, Said]:
    minutes = math.floor(basis.minutes + 0.5)
    billed = math.ceil(minutes / tariff.minute_step) * tariff.minute_step
    values: dict[str, Value] = {
        "quantity": billed,
        "unit": Money(tariff.minute_cents),
        "minutes": minutes,
        "step": tariff.minute_step,
    }
    return billed, tariff.minute_cents, Said(_MINUTES, values)


def _line(
    key: str, label: Said, explanation: Said, priced: tuple[int, int], purpose: Purpose
) -> PricedLine:
    quantity, unit_cents = priced
    amount = quantity * unit_cents
    return PricedLine(key, label, explanation, quantity, unit_cents, amount, amount, purpose)


def _act_line(act: Act) -> PricedLine:
    return _line(f"act:{act.key}", as_is(act.label), Said(_ACT), (1, act.amount_cents), act.purpose)


def _supply_line(supply: Supply, basis: Basis) -> PricedLine:
    quantity = basis.syringes if supply.per is Per.SYRINGE else 1
    explanation = Said(_PER_SESSION)
    if supply.per is Per.SYRINGE:
        values: dict[str, Value] = {"quantity": quantity, "unit": Money(supply.amount_cents)}
        explanation = Said(_PER_SYRINGE, values)
    key, label = f"supply:{supply.key}", as_is(supply.label)
    return _line(key, label, explanation, (quantity, supply.amount_cents), supply.purpose)


def adjusted(lines: Sequence[PricedLine], adjustments: Sequence[Any]) -> tuple[PricedLine, ...]:
    """Put the doctor's amounts in place of the computed ones; each says why.

    adjustments: [{"key", "amount_cents", "reason"}]. An amount equal to the computed one
    is no adjustment and needs no reason.

    Raises
    ------
    Malformed, Refused
        An unknown key, the same key twice, an amount that is not integer cents, no reason.
    """
    rows = [object_(row, "adjustments") for row in adjustments]
    wanted = {str(row.get("key")): row for row in rows}
    if len(wanted) < len(rows):
        raise Refused(N_("Une ligne n’est ajustée qu’une fois."), field="adjustments")
    unknown = sorted(set(wanted) - {line.key for line in lines})
    if unknown:
        raise Refused(
            N_("Le devis n’a pas de ligne « {key} »."), field="adjustments", key=unknown[0]
        )
    return tuple(_adjust(line, wanted[line.key]) if line.key in wanted else line for line in lines)


def _adjust(line: PricedLine, row: Mapping[str, Any]) -> PricedLine:
    amount_cents = cents(row.get("amount_cents"), f"amount-{line.key}")
    if amount_cents == line.computed_cents:
        return line
    reason = row.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise Refused(
            N_("Un montant ajusté dit pourquoi : indiquez un motif."),
            field=f"amount-{line.key}",
        )
    return replace(
        line,
        amount_cents=amount_cents,
        reason=text(reason, f"amount-{line.key}"),
    )


def extra_lines(rows: Sequence[Any], purpose: Purpose) -> tuple[PricedLine, ...]:
    """Read the doctor's free lines, keys `extra:0`…: [{"label", "amount_cents", "purpose"?}].

    Raises
    ------
    Malformed, Refused
    """
    if len(rows) > MAX_EXTRA:
        raise Refused(
            N_("Un devis porte {most} lignes libres au plus."), field="extra", most=MAX_EXTRA
        )
    return tuple(_extra(i, object_(row, f"extra.{i}"), purpose) for i, row in enumerate(rows))


def _extra(index: int, row: Mapping[str, Any], purpose: Purpose) -> PricedLine:
    where = f"extra_amount-{index}"
    return _line(
        f"extra:{index}",
        as_is(text(row.get("label"), where)),
        Said(_EXTRA),
        (1, cents(row.get("amount_cents"), where)),
        member(Purpose, row.get("purpose", purpose.value), where),
    )


def issued_on(body: Mapping[str, Any]) -> date:
    """Tell the day that stands on an issued estimate; earlier ones kept the moment alone."""
    if "issued_on" in body:
        return date.fromisoformat(body["issued_on"])
    return practice_day(utc_moment(body["issued_at"]), ZoneInfo(body["time_zone"]))


def total_cents(lines: Sequence[PricedLine]) -> int:
    return sum(line.amount_cents for line in lines)
