"""A session's plan, priced: what a draft shows and what an estimate keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mesomap.body import zones
from mesomap.domain.countries import under_french_law
from mesomap.domain.duration import Duration, clock_minutes
from mesomap.domain.estimate import (
    Basis,
    PricedLine,
    adjusted,
    extra_lines,
    price,
    total_cents,
)
from mesomap.domain.products import concerns_fat_lysis
from mesomap.domain.said import Money, Said
from mesomap.domain.tariff import Purpose, Tariff, purpose_from_json
from mesomap.domain.vat import VatRow, vat_rows
from mesomap.errors import N_
from mesomap.services.measuring.nearest import nearest_said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mesomap.documents.words import Words
    from mesomap.domain.course import Course
    from mesomap.domain.session import Session
    from mesomap.services.measuring.workload import Work


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the doctor changed in a draft; all of it plain JSON, checked where it is used."""

    adjustments: Sequence[Any] = ()
    extra: Sequence[Any] = ()
    acts: Sequence[str] = ()
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about an estimate; `printed` where the patient is to read it."""

    code: str
    said: Said
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Priced:
    """A plan with its price."""

    tariff: Tariff
    purpose: Purpose
    lines: tuple[PricedLine, ...]
    vat: tuple[VatRow, ...]
    work: Work
    acts: tuple[str, ...] = field(default=())

    @property
    def total_cents(self) -> int:
        return total_cents(self.lines)


def priced(session: Session, tariff: Tariff, work: Work, wishes: Wishes) -> Priced:
    """Price `work` of a session with a tariff and the doctor's wishes.

    Raises
    ------
    Malformed, Refused
    """
    purpose = purpose_from_json(wishes.purpose) if wishes.purpose else tariff.purpose
    computed = price(tariff, basis_of(session, work), wishes.acts, purpose)
    extra = extra_lines(wishes.extra, purpose)
    lines = adjusted((*computed, *extra), wishes.adjustments)
    return Priced(tariff, purpose, lines, vat_rows(lines, tariff), work, tuple(wishes.acts))


def basis_of(session: Session, work: Work) -> Basis:
    """Say what a tariff is applied to."""
    return Basis(
        regions=len(work.regions),
        treated_cm2=work.areas.treated_mm2 / 100,
        minutes=clock_minutes(work.duration)["mid"],
        syringes=sum(not s.dry for s in session.syringes.values()),
    )


_UNSET = N_("Le tarif de la séance n’est pas encore réglé : il se règle dans Réglages.")
_PRIOR = N_(
    "À partir de {threshold}, ou pour un acte prévu lors d’une prochaine visite, le prix est "
    "indiqué par écrit avant l’acte. Ce devis remplit cette obligation."
)
_AESTHETIC = N_(
    "Acte à visée esthétique de {threshold} ou plus : un devis détaillé est remis avant l’acte."
)
_DELAY = N_("Un délai de réflexion de {days} jours est laissé avant l’acte.")
_FAT = N_(
    "Le motif évoque une lyse des graisses. En France, celle pratiquée à visée esthétique par "
    "des mélanges de mésothérapie est interdite (décret 2011-382, art. 1)."
)
_BODY_ESTIMATED = N_("Gabarit estimé : la surface et la durée sont moins sûres.")


def notices(session: Session, course: Course | None, plan: Priced) -> tuple[Notice, ...]:
    """Gather what the law of France asks for at this price, and what deserves a second look."""
    law, total = plan.tariff.thresholds, plan.total_cents
    french = under_french_law(plan.tariff.country)
    aesthetic = sum(v.total_cents for v in plan.vat if v.purpose is Purpose.AESTHETIC)
    delay = law.aesthetic_delay_days
    nearest = nearest_said(session)
    candidates = (
        (not plan.tariff.is_set, Notice("tariff-unset", Said(_UNSET))),
        (
            french and total >= law.prior_information_cents,
            _printed("prior-information", _PRIOR, law.prior_information_cents),
        ),
        (
            french and aesthetic > 0 and aesthetic >= law.aesthetic_estimate_cents,
            _printed("aesthetic-estimate", _AESTHETIC, law.aesthetic_estimate_cents),
        ),
        (
            aesthetic > 0 and delay is not None,
            Notice("aesthetic-delay", Said(_DELAY, {"days": delay or 0}), printed=True),
        ),
        (
            french and course is not None and concerns_fat_lysis(course.title),
            Notice("fat-lysis", Said(_FAT)),
        ),
        (session.body_estimated, Notice("body-estimated", Said(_BODY_ESTIMATED))),
        (nearest is not None, Notice("body-nearest", nearest or Said(""))),
    )
    return tuple(notice for holds, notice in candidates if holds)


def _printed(code: str, template: str, threshold_cents: int) -> Notice:
    return Notice(code, Said(template, {"threshold": Money(threshold_cents)}), printed=True)


def duration_json(duration: Duration, words: Words) -> dict[str, Any]:
    """Write the range in whole minutes and the lines behind it."""
    minutes = clock_minutes(duration)
    return {
        "low_min": minutes["low"],
        "mid_min": minutes["mid"],
        "high_min": minutes["high"],
        "lines": [
            {
                "key": line.key,
                "sentence": words.say(line.sentence),
                "minutes": round(line.seconds / 60, 2),
            }
            for line in duration.lines
        ],
    }


def line_json(line: PricedLine, words: Words) -> dict[str, Any]:
    """Write one line in the reader's language."""
    return {
        "key": line.key,
        "label": words.say(line.label),
        "explanation": words.say(line.explanation),
        "quantity": line.quantity,
        "unit_cents": line.unit_cents,
        "amount_cents": line.amount_cents,
        "computed_cents": line.computed_cents,
        "purpose": line.purpose.value,
        "adjustable": True,
        "reason": line.reason,
    }


def vat_json(row: VatRow, words: Words) -> dict[str, Any]:
    return {
        "purpose": row.purpose.value,
        "rate_pct": row.rate_pct,
        "total_cents": row.total_cents,
        "vat_cents": row.vat_cents,
        "net_cents": row.net_cents,
        "mention": words.t(row.mention),
        "tax": row.tax,
    }


def offered_json(plan: Priced) -> list[dict[str, Any]]:
    """List the tariff's associated acts, and which of them are chosen."""
    return [
        {
            "key": act.key,
            "label": act.label,
            "amount_cents": act.amount_cents,
            "purpose": act.purpose.value,
            "chosen": act.key in plan.acts,
        }
        for act in plan.tariff.acts
    ]


_SIDE_OF_REGION: Mapping[str, str] = {
    "left": N_("{region}, côté gauche"),
    "right": N_("{region}, côté droit"),
}


def region_names(work: Work, words: Words) -> list[str]:
    """Name the regions that a fee counts, each with its side where it has one."""
    names = {z.region: z.region_names for z in zones.ZONES.values()}
    return [
        words.t(_SIDE_OF_REGION[side], region=names[region][words.lang])
        if side in _SIDE_OF_REGION
        else names[region][words.lang]
        for region, side in work.regions
    ]
