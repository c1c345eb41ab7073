"""How a zone's name is told: French with the gender of the noun that has the side, English, region."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    fr: str
    gender: str
    en: str
    region: str


def term(fr, gender, en, region):
    return Term(fr, gender, en, region)
