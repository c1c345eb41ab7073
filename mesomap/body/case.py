"""The interchange form of a body and its marks, as `mesomap area` reads it."""

from __future__ import annotations

from typing import Any

from mesomap.domain.marks import Mark
from mesomap.domain.physique import Physique


def read_case(value: Any) -> tuple[Physique, tuple[Mark, ...]]:
    """Read `{"mesh": "1", "body": {…}, "marks": […]}`."""
    raise NotImplementedError
