"""Events from tablets: taken in, given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mesomap.storage.protocol import Storage

#: Events that one request may carry; the client splits.
MAX_EVENTS = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one event: `status` "stored", "replayed", "quarantined" or "refused".

    `template` and `values` make a French sentence (translate first, then fill in).
    """

    id: str | None
    status: str
    seq: int | None = None
    template: str | None = None
    values: dict[str, Any] | None = None


def receive(
    storage: Storage, practice_id: str, author_id: str, session_id: str,
    raw: Sequence[Any], now: datetime,
) -> list[Answer]:
    """Take in events, each with its own answer, in one transaction; answers follow `raw`.

    Raises
    ------
    NotFound
        No such session in this practice.
    TooLarge
        More than `MAX_EVENTS`.
    """
    raise NotImplementedError


def after(storage: Storage, practice_id: str, session_id: str, seq: int) -> list[dict[str, Any]]:
    """Events above `seq` in the API's form, by `seq`. Raises NotFound."""
    raise NotImplementedError


def last_seq(storage: Storage, practice_id: str, session_id: str) -> int:
    """Raises NotFound."""
    raise NotImplementedError


def quarantine(storage: Storage, practice_id: str, session_id: str) -> list[dict[str, Any]]:
    """What was kept aside: `{"id", "reason", "raw", "author_id", "received_at"}`."""
    raise NotImplementedError
