"""A patient, as the practice knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patient:
    """`birth_date` is `1985-04-12`; unknown figures are None; texts are "" when empty.

    A walk-in has an `age_band_years` (the middle of the band) and no name until one is given.
    """

    id: str
    family_name: str
    given_name: str
    birth_date: str | None
    sex: str
    height_cm: float | None = None
    weight_kg: float | None = None
    allergies: str = ""
    treatments: str = ""
    notes: str = ""
    age_band_years: int | None = None
    created_at: str = ""
    version: int = 1
    allergies_none_on: str | None = None
    """The day on which no allergy was known …"""
    allergies_none_by: str | None = None
    """… and who asked; both None where a text stands, or nobody asked (`domain.known`)."""
    treatments_none_on: str | None = None
    treatments_none_by: str | None = None

    @property
    def name(self) -> str:
        """Family name first, as a French practice files it; "" for a walk-in without a name."""
        return f"{self.family_name} {self.given_name}".strip()


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One line of the list of patients."""

    id: str
    name: str
    birth_date: str | None
    sex: str
    last_session_date: str | None
    sessions_count: int
    course: str | None
    """Title of the latest course."""
    age_band_years: int | None = None
    course_sessions: int = 0
    """Sessions of that course so far …"""
    course_planned: int | None = None
    """… of so many; None without a course."""
