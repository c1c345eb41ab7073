"""What `mesomap verify` looked at, and a fault that it found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where.

    `what` is stable, for programs: file, page, key, wal, chain, erased, tail, projection, area,
    estimate, row, log, digest, schema, secret. `template` is a French sentence that `values` go
    into.
    """

    what: str
    where: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """A practice that was looked at: its chain has so many `events`, and ends at `head`."""

    practice_id: str
    name: str
    events: int
    head: str
