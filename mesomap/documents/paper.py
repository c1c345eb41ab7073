"""Blocks that several papers share: the letterhead, the patient, the legal identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.countries import FRANCE, under_french_law
from mesomap.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.documents.words import Words


def spaced(digits: str, groups: tuple[int, ...]) -> str:
    """Group a long number: `spaced("12345678901234", (3, 3, 3, 5))` → `123 456 789 01234`."""
    plain, parts, at = "".join(digits.split()), [], 0
    for size in groups:
        parts.append(plain[at : at + size])
        at += size
    return "\u00a0".join(part for part in (*parts, plain[at:]) if part)


def practice_block(practice: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Letterhead: the doctor first, then the practice, address, telephone and identifiers.

    RPPS and SIRET are French. A practice elsewhere has its own, as it wrote them; a paper issued
    before the country was known keeps what it said.
    """
    name, doctor = practice.get("name") or "", practice.get("doctor") or ""
    lines = [practice.get("speciality") or "", name if doctor else ""]
    lines += str(practice.get("address") or "").splitlines()
    if practice.get("telephone"):
        lines.append(words.t(N_("Tél. {telephone}"), telephone=practice["telephone"]))
    lines.append(practice.get("email") or "")
    lines += _identifiers(practice, words)
    return {"name": doctor or name or words.t(N_("Cabinet")), "lines": [x for x in lines if x]}


def _identifiers(practice: Mapping[str, Any], words: Words) -> list[str]:
    if not under_french_law(practice.get("country", FRANCE)):
        return str(practice.get("identifiers") or "").splitlines()
    lines = []
    if practice.get("rpps"):
        lines.append(words.t(N_("RPPS {number}"), number=spaced(practice["rpps"], (11,))))
    if practice.get("siret"):
        lines.append(words.t(N_("SIRET {number}"), number=spaced(practice["siret"], (3, 3, 3, 5))))
    return lines


def patient_block(patient: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Name and birth date; a walk-in may have neither."""
    woman = patient.get("sex") == "F"
    lines = [patient.get("name") or words.t(N_("Sans nom"))]
    if patient.get("birth_date"):
        born = N_("Née le {day}") if woman else N_("Né le {day}")
        lines.append(words.t(born, day=words.day(patient["birth_date"])))
    return {"title": words.t(N_("Patiente") if woman else N_("Patient")), "lines": lines}


def footer(title: str, block: Mapping[str, Any]) -> str:
    """Say what stands at the foot of every page."""
    return f"{block['name']} · {title}"
