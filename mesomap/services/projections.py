"""Tables that are derived from the events: verified, and made again."""

from __future__ import annotations

from dataclasses import dataclass

from mesomap.storage.protocol import Storage


@dataclass(frozen=True, slots=True)
class Verdict:
    """`ok`, how many events were looked at, and the first `seq` that is wrong, with a reason."""

    ok: bool
    events: int
    first_bad_seq: int | None = None
    reason: str | None = None


def verify(storage: Storage, practice_id: str) -> Verdict:
    """Walk a practice's hash chain from its first event to its last."""
    raise NotImplementedError


def rebuild(storage: Storage, practice_id: str) -> int:
    """Make sessions, marks, syringes and areas again from the events; how many sessions."""
    raise NotImplementedError
