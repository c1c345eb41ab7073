"""Totals of a session: what is planned, what was done; the figures of `GET …/totals`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def of(
    storage: Any, practice_id: str, session_id: str, translate: Callable[[str], str] = str
) -> dict[str, Any]:
    """`{"plan": T, "done": T, "last_seq": n}` of a stored session (see `of_session`).

    Raises
    ------
    NotFound
        No such session in this practice.
    """
    raise NotImplementedError


def of_session(session: dict[str, Any], translate: Callable[[str], str] = str) -> dict[str, Any]:
    """Compute the same of a session in its JSON form.

    T = {"points", "points_by_depth", "treated_cm2", "by_depth_cm2", "by_zone_cm2",
    "region_cm2", "bsa_cm2", "volume_ml", "minutes": {"low", "mid", "high"},
    "warnings": [{"code", "mark_id", "sentence"}], "uncertainty_pct", "regions"}.
    """
    raise NotImplementedError
