"""What a storage must do, whatever the engine (held to it by `tests/storage/contract.py`)."""

from __future__ import annotations

from typing import Any, Protocol


class Storage(Protocol):
    """A practice's data. Safe to share between threads."""

    def migrate(self) -> list[str]: ...
    def close(self) -> None: ...
    def add_estimate(
        self, practice_id: str, estimate_id: str, session_id: str, series: str,
        body: Any, now: Any, *, author_id: str | None = None,
    ) -> dict[str, Any]: ...
    def get_estimate(self, practice_id: str, estimate_id: str) -> dict[str, Any]: ...
    def estimates_of(
        self, practice_id: str, *, session_id: str | None = None, patient_id: str | None = None,
    ) -> list[dict[str, Any]]: ...
