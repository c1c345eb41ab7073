"""What the history page shows: a patient's sessions as figures and drawings, and two compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Past:
    """One session, as a column of the strip and a row of the table.

    `thumbnail` is inline SVG (< 15 kB, one view); `zones` are names in the reader's language.
    `minutes` is what the clock said, or None; `minutes_planned` what the model said.
    `pain`: [{"zone": name, "before": 0-10|None, "after": 0-10|None}].
    `figures`: totals of what was done, or of the plan while nothing is done (`of` says which).
    """

    session_id: str
    number: int
    treatment_date: str
    state: str
    course_id: str
    zones: tuple[str, ...]
    of: str
    points: int
    treated_cm2: float
    by_depth_cm2: Mapping[str, float]
    minutes: float | None
    minutes_planned: float
    products: tuple[str, ...]
    pain: tuple[Mapping[str, Any], ...]
    thumbnail: str
    figures: Mapping[str, Any]


def of_patient(
    storage: Any,
    practice_id: str,
    patient_id: str,
    *,
    lang: str,
    translate: Callable[[str], str] = str,
) -> list[Past]:
    """Every session of a patient, oldest first."""
    raise NotImplementedError


def maps(
    storage: Any,
    practice_id: str,
    session_id: str,
    *,
    lang: str,
    crop: bool = False,
    translate: Callable[[str], str] = str,
) -> list[dict[str, str]]:
    """Large drawings of one session, in the views that show its marks.

    [{"view", "name", "svg"}]; the SVG is for inlining (colours are CSS variables).
    """
    raise NotImplementedError


def compare(
    storage: Any,
    practice_id: str,
    earlier_id: str,
    later_id: str,
    *,
    lang: str,
    translate: Callable[[str], str] = str,
) -> dict[str, Any]:
    """Two sessions side by side.

    {"earlier": Past, "later": Past, "views": [{"view", "name", "earlier": svg, "later": svg}],
    "rows": [{"label", "earlier", "later", "delta"}] all text, "sentence": what changed}.
    """
    raise NotImplementedError
